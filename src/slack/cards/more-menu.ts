// The menu at the end of a card's buttons. An option carries what it does and the lead: `snooze:lead_…`.
import type { Overflow } from '@slack/types';
import { canHaveDeal } from '../../core/deal.ts';
import type { Lead, LeadId } from '../../core/lead.ts';
import { canPart } from '../../core/part.ts';
import { actionWords } from './action-words.ts';
import { actionIds } from './actions.ts';
import { slackLimits } from './limits.ts';
import { plain } from './parts.ts';

export type More = keyof typeof actionWords.more;
const all = Object.keys(actionWords.more) as More[];

/** Slack shows five at most: who has taken a lead on rejects it as spam like anything else, and whoever is known from elsewhere is none. */
function optionsFor(lead: Lead): readonly More[] {
  const last: readonly More[] = canHaveDeal(lead) ? ['deal'] : [];
  const known: readonly More[] = canPart(lead) ? ['part'] : [];
  if (lead.state !== 'offered' && lead.state !== 'claimed') return ['transcript', ...last, ...known];
  if (known.length > 0)
    return ['transcript', 'reassign', 'snooze', ...(last.length === 0 ? (['territory'] as const) : last), ...known];
  return ['transcript', 'reassign', 'snooze', 'territory', ...(last.length === 0 ? (['spam'] as const) : last)];
}

export function moreMenu(lead: Lead): Overflow {
  const options = optionsFor(lead).map((what) => ({
    text: plain(actionWords.more[what], slackLimits.optionText),
    value: `${what}:${lead.id}`,
  }));
  return { type: 'overflow', action_id: actionIds.more, options };
}

/** Null: chosen in a menu of a Baton that is no more. */
export function readMore(value: string): { what: More; lead: LeadId } | null {
  const [, what, id] = /^(\w+):lead_(\w+)$/.exec(value) ?? [];
  const known = all.find((each) => each === what);
  return known === undefined || id === undefined ? null : { what: known, lead: `lead_${id}` };
}
