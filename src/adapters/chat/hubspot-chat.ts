// HubSpot conversations: a call says only that something was written, signed over address and body; what it was is read by a job.
// What agents write there pauses Baton; what any integration writes, ours among them, is left.
import { z } from 'zod';
import { BadRequestError } from '../../errors.ts';
import { parseBody } from '../webhook.ts';
import { askChat, type ChatApi, callChat, ifThere } from './chat-api.ts';
import type { ChatCall, ChatChannel, Happening, ReplyLine, Unread } from './chat-channel.ts';
import { aNumber, anId, anything, at, those, visitorOf, words } from './heard.ts';
import { demandRecent, demandSame, hmac } from './signature.ts';

/** `publicUrl`: as HubSpot calls it, for it signs the address too. `actorId`: such as A-123, the user who is Baton. */
type HubspotAccess = { clientSecret: string; token: string; actorId: string; apiUrl: string; publicUrl: string };

const events = z.array(z.unknown());
const newMessage = z.object({
  subscriptionType: z.literal('conversation.newMessage'),
  objectId: anId,
  messageId: anId,
  messageType: z.literal('MESSAGE').optional(),
});
const closed = z.object({
  subscriptionType: z.literal('conversation.propertyChange'),
  objectId: anId,
  propertyName: z.literal('status'),
  propertyValue: z.literal('CLOSED'),
  occurredAt: aNumber,
});
const event = z.object({ subscriptionType: z.string() });
const identified = z.object({ type: anything, value: anything });
const person = z.object({
  actorId: anId,
  name: anything,
  deliveryIdentifier: identified.optional().catch(undefined),
});
const message = z.object({
  id: anId,
  type: z.literal('MESSAGE'),
  text: anything,
  createdAt: anything,
  direction: z.enum(['INCOMING', 'OUTGOING']),
  client: z.object({ clientType: anything }).optional().catch(undefined),
  senders: z.array(person).min(1),
  channelId: anId,
  channelAccountId: anId,
});
const listed = z.object({ results: those(message) });

type Message = z.infer<typeof message>;

export function createHubspotChat(access: HubspotAccess): ChatChannel {
  return {
    verify: (call) => verify(call, access),
    parse: (raw) => happenings(parseBody(raw, events)),
    read: (about) => read(access, about),
    reply: (line) => reply(access, line),
  };
}

function verify({ raw, path, header }: ChatCall, { clientSecret, publicUrl }: HubspotAccess): void {
  const stamp = header('x-hubspot-request-timestamp') ?? '';
  const signed = `POST${publicUrl}${path}${raw}${stamp}`;
  const expected = hmac({ algorithm: 'sha256', secret: clientSecret, encoding: 'base64' }, signed);
  const about = { header: 'X-HubSpot-Signature-v3', setting: 'HUBSPOT_CHAT_SECRET and PUBLIC_URL' };
  demandSame(header('x-hubspot-signature-v3'), expected, about);
  demandRecent(Number(stamp), 'X-HubSpot-Request-Timestamp');
}

function happenings(given: readonly unknown[]): Happening[] {
  if (given.length > 0 && !given.some((each) => event.safeParse(each).success)) {
    throw new BadRequestError(422, 'The body has the wrong shape: these are no events of HubSpot.');
  }
  return given.flatMap((each): Happening[] => {
    const written = newMessage.safeParse(each).data;
    if (written !== undefined) return [{ kind: 'unread', conversation: written.objectId, message: written.messageId }];
    const left = closed.safeParse(each).data;
    return left === undefined
      ? []
      : [{ kind: 'left', conversation: left.objectId, isOver: true, ...at(left.occurredAt) }];
  });
}

const apiOf = ({ token, apiUrl }: HubspotAccess): ChatApi => {
  return { name: 'HubSpot', baseUrl: apiUrl, headers: { authorization: `Bearer ${token}` } };
};
const threadOf = (id: string) => `/conversations/v3/conversations/threads/${encodeURIComponent(id)}/messages`;

/** Calls come in any order, and what was written so shortly before is being told too. */
const togetherMs = 10 * 60_000;

async function read(access: HubspotAccess, { conversation, message: id }: Unread): Promise<Happening[]> {
  const api = apiOf(access);
  const path = threadOf(conversation);
  const page = await ifThere(askChat(api, { path: `${path}?limit=100&sort=-createdAt` }, listed));
  const last = (page?.results ?? []).toSorted((one, other) => whenMs(one) - whenMs(other));
  const told = last.find((each) => each.id === id);
  if (told !== undefined) {
    const together = last.filter((each) => whenMs(each) <= whenMs(told) && whenMs(each) > whenMs(told) - togetherMs);
    return together.flatMap((each) => happening(conversation, each, access));
  }
  // Much was written since; or it was deleted before we could read it, or is none that we hear.
  const alone = message.safeParse(
    await ifThere(askChat(api, { path: `${path}/${encodeURIComponent(id)}` }, z.unknown())),
  );
  return alone.success ? happening(conversation, alone.data, access) : [];
}

const whenMs = ({ createdAt }: Message): number => Date.parse(words(createdAt)) || 0;

function happening(conversation: string, said: Message, access: HubspotAccess): Happening[] {
  const [by] = said.senders;
  const text = words(said.text);
  if (by === undefined || text === '') return [];
  const where = { conversation, message: { id: said.id, text, ...at(whenMs(said)) } };
  if (said.direction === 'INCOMING') {
    const { type, value } = by.deliveryIdentifier ?? {};
    const email = type === 'HS_EMAIL_ADDRESS' ? value : undefined;
    const visitor = visitorOf({ id: by.actorId, name: by.name, email });
    return [{ kind: 'visitor', ...where, visitor, page: null }];
  }
  if (said.client?.clientType !== 'HUBSPOT' || !by.actorId.startsWith('A-') || by.actorId === access.actorId) return [];
  return [{ kind: 'operator', ...where, operator: { id: by.actorId, name: words(by.name) || 'A colleague' } }];
}

/** Clocks differ by a little, and the same words may have been said well before. */
const skewMs = 5_000;

/** HubSpot wants to be told where the visitor wrote and who they are there, and takes no id of ours. */
async function reply(access: HubspotAccess, line: ReplyLine): Promise<void> {
  const api = apiOf(access);
  const path = threadOf(line.conversation);
  const { results: there } = await askChat(api, { path: `${path}?limit=100&sort=-createdAt` }, listed);
  if (line.mayBeThere && there.some((each) => isOurs(each, line, access.actorId))) return;
  const heard = there.find(({ direction }) => direction === 'INCOMING');
  const body = {
    type: 'MESSAGE',
    text: line.message.text,
    senderActorId: access.actorId,
    ...(heard !== undefined && {
      channelId: heard.channelId,
      channelAccountId: heard.channelAccountId,
      recipients: heard.senders.map(({ actorId, deliveryIdentifier }) => ({
        actorId,
        recipientField: 'TO',
        ...(deliveryIdentifier !== undefined && { deliveryIdentifiers: [deliveryIdentifier] }),
      })),
    }),
  };
  await callChat(api, { path, body });
}

function isOurs({ direction, senders, text, createdAt }: Message, { message: sent }: ReplyLine, actorId: string) {
  const isLate = Date.parse(words(createdAt)) >= Date.parse(sent.at) - skewMs;
  return direction === 'OUTGOING' && senders[0]?.actorId === actorId && isLate && words(text) === words(sent.text);
}
