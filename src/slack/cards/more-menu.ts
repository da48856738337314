// The menu at the end of a card's buttons. An option carries what it does and the lead: `snooze:lead_…`.
import type { Overflow } from '@slack/types';
import type { Lead, LeadId } from '../../core/lead.ts';
import { actionWords } from './action-words.ts';
import { actionIds } from './actions.ts';
import { slackLimits } from './limits.ts';
import { plain } from './parts.ts';

export type More = keyof typeof actionWords.more;
const all = Object.keys(actionWords.more) as More[];

export function moreMenu({ id, state }: Lead): Overflow {
  const open = state === 'offered' || state === 'claimed';
  const options = (open ? all : (['transcript'] as const)).map((what) => ({
    text: plain(actionWords.more[what], slackLimits.optionText),
    value: `${what}:${id}`,
  }));
  return { type: 'overflow', action_id: actionIds.more, options };
}

/** Null: chosen in a menu of a Baton that is no more. */
export function readMore(value: string): { what: More; lead: LeadId } | null {
  const [, what, id] = /^(\w+):lead_(\w+)$/.exec(value) ?? [];
  const known = all.find((each) => each === what);
  return known === undefined || id === undefined ? null : { what: known, lead: `lead_${id}` };
}
