// Where lines come and go: by mail or in a chat, and in which of a lead's conversations.
import type { Lead, Message } from './lead.ts';

/** Of a line that came or goes by mail; every other channel is a chat's. */
export const mailChannel = 'mail';

/** Where the visitor wrote last: what comes by mail is answered by mail. */
export function channelOf({ messages, channel }: Pick<Lead, 'messages' | 'channel'>): string {
  return messages.findLast(({ from }) => from === 'visitor')?.channel ?? channel;
}

export const isByMail = (lead: Pick<Lead, 'messages' | 'channel'>): boolean => channelOf(lead) === mailChannel;

/** Where lines come from and go to. */
export type Place = { channel: string; conversation: string };

export const isAt =
  (place: Place) =>
  (each: Place): boolean =>
    each.channel === place.channel && each.conversation === place.conversation;

/** Of a line. */
export const placeOf = (lead: Pick<Lead, 'conversation'>, { channel, conversation }: Message): Place => ({
  channel,
  conversation: conversation ?? lead.conversation,
});

/** By which whoever takes a line knows it again. Numbers that lines of another conversation had before are given no second time. */
export const lineId = ({ id, parted }: Pick<Lead, 'id' | 'parted'>, n: number): string =>
  `${id}${again({ parted })}-${n}`;

/** Beside a number of a line, wherever it is remembered outside. */
export const again = ({ parted }: Pick<Lead, 'parted'>): string => (parted === 0 ? '' : `.${parted}`);

/** The chat in which the visitor wrote last, whatever came by mail since. */
export function chatOf({
  messages,
  channel,
  conversation,
}: Pick<Lead, 'messages' | 'channel' | 'conversation'>): Place {
  const last = messages.findLast(({ from, channel }) => from === 'visitor' && channel !== mailChannel);
  return { channel: last?.channel ?? channel, conversation: last?.conversation ?? conversation };
}

/** The lead with one more line of Baton's or a rep's; the caller owes the visitor its delivery. `place`: where it stands already. */
export function withLine(
  lead: Lead,
  {
    place,
    ...line
  }: Pick<Message, 'from' | 'name' | 'text' | 'asks' | 'tells' | 'source' | 'at'> & {
    channel?: string;
    place?: Place;
  },
): Lead {
  const channel = place?.channel ?? line.channel ?? channelOf(lead);
  const { conversation } = place ?? chatOf(lead);
  const elsewhere = channel !== mailChannel && conversation !== lead.conversation;
  const message: Message = {
    ...line,
    channel,
    ...(elsewhere && { conversation }),
    n: lead.messages.length + 1,
  };
  return { ...lead, messages: [...lead.messages, message] };
}
