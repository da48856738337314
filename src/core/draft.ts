// What of a reply that is still being written may be read already: whole sentences, and only what Baton would say if the reply
// ended there. The turn itself is asked for that, so that nothing is shown for which there is a second rule.
import type { Unfinished } from './interviewer.ts';
import type { Lead } from './lead.ts';
import { channelOf } from './line.ts';
import { matches } from './matches.ts';
import { type TakenBy, takeTurn } from './turn.ts';
import { widgetChannel } from './widget-shown.ts';

/** Whether anybody can read along, and Baton is the one who will speak. */
export function isReadAlong(lead: Lead): boolean {
  return channelOf(lead) === widgetChannel && lead.takeover === null;
}

/** What ends a sentence, and that another one begins. No figure ends one: "49. Euro" is half a price. */
const end = /(?:(?<!\p{N})\.|[!?…])+["'”’»)\]]*(?=\s+["'“„«([]*[\p{Lu}¿¡])/gu;

/** The part of a reply that later words cannot change the meaning of. */
export function settledPart({ reply: { text }, isWhole }: Unfinished): string {
  if (isWhole) return text;
  const last = [...matches(text, end)].at(-1);
  return last === undefined ? '' : text.slice(0, last.index + last[0].length);
}

/** The line as far as it may be shown, with what comes before the reply; '' when that is nothing. */
export function draft(before: Lead, soFar: Unfinished, by: TakenBy): string {
  const text = settledPart(soFar);
  if (text === '' || !isReadAlong(before)) return '';
  const { claims, wants, reply } = soFar;
  const { lead } = takeTurn(before, { claims, wants, reply: { ...reply, text }, interviewer: 'draft' }, by);
  const line = lead.messages.slice(before.messages.length).find(({ from }) => from === 'baton')?.text ?? '';
  // Else it is the playbook that speaks, or there is nothing to say.
  return line.endsWith(text) ? line : '';
}
