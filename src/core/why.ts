// Why a lead stands where it stands: the points by weight, each pillar with what it asks for and what of that is there,
// and what was refused. Everything is computed anew from the lead and the playbook, so it cannot disagree with the card.
import { holds } from './known.ts';
import { type Lead, type PillarName, pillarNames, type Reason, type Refusal } from './lead.ts';
import { continuity } from './pillars.ts';
import { type Condition, fieldOf, type Playbook } from './playbook.ts';
import { type OldAnswer, oldAnswers } from './taken-back.ts';
import { showValue } from './value.ts';

/** One thing a pillar asks for, in words, and whether it is there. */
export type Need = { what: string; holds: boolean };
/** `needs`: all of these; `oneOf`: at least one of these, if there are any. */
export type PillarWhy = { name: PillarName; stands: boolean; needs: Need[]; oneOf: Need[] };

export type RefusedClaim = { label: string; value: string; quote: string; reason: Refusal['reason'] };

/** `old`: what counts among it although it may have changed since. */
export type Why = { reasons: Reason[]; old: OldAnswer[]; pillars: PillarWhy[]; refused: RefusedClaim[] };

export function why(lead: Lead, playbook: Playbook): Why {
  return {
    reasons: lead.reasons.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points)),
    old: oldAnswers(lead, playbook),
    pillars: pillarNames.map((name) => ({ name, stands: lead.pillars[name], ...needsOf(name, { lead, playbook }) })),
    refused: lead.refused.map(({ field: id, value, quote, reason }) => {
      const field = fieldOf(playbook, id);
      const shown = field === undefined ? JSON.stringify(value) : showValue(field.kind, value, field.options);
      return { label: field?.label ?? id, value: shown, quote, reason };
    }),
  };
}

type About = { lead: Lead; playbook: Playbook };

function needsOf(name: PillarName, about: About): Pick<PillarWhy, 'needs' | 'oneOf'> {
  if (name === 'continuity') return { needs: continuityNeeds(about), oneOf: [] };
  const { needs, oneOf } = about.playbook.pillars[name];
  const toNeed = (condition: Condition): Need => ({
    what: describe(condition, about.playbook),
    holds: holds(condition, about.lead, about.playbook),
  });
  return { needs: needs.map(toNeed), oneOf: oneOf.map(toNeed) };
}

function continuityNeeds({ lead, playbook }: About): Need[] {
  const { answers, longestGapHours, sameQuestion } = playbook.continuity;
  const { turns, mostAsked } = continuity(lead, playbook, lead.updatedAt);
  return [
    { what: `wrote ${answers} times or more within ${longestGapHours} hours of each other`, holds: turns >= answers },
    { what: `was asked nothing more than ${times(sameQuestion)}`, holds: mostAsked <= sameQuestion },
  ];
}

const times = (n: number) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

/** A rule's condition in words: `Company size is at least 20`. */
export function describe({ field: id, is, atLeast, atMost, withinDays }: Condition, playbook: Playbook): string {
  const field = fieldOf(playbook, id);
  const label = field?.label ?? id;
  const shown = (n: number) => showValue('number', n);
  const asks = [
    ...(is === undefined ? [] : [`is ${is.map((each) => showValue('choice', each, field?.options)).join(' or ')}`]),
    ...(atLeast === undefined ? [] : [`is at least ${shown(atLeast)}`]),
    ...(atMost === undefined ? [] : [`is at most ${shown(atMost)}`]),
    ...(withinDays === undefined ? [] : [`is within ${shown(withinDays)} days`]),
  ];
  return asks.length === 0 ? `${label} is known` : `${label} ${asks.join(' and ')}`;
}
