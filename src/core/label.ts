// What a verdict teaches the bar: a claim that stayed says yes, a reject for a reason that is about the score says no. Who
// asked for a person was not posted for their score, and a nurture says "not now", which is neither. A form is no conversation,
// so what reps make of form leads says nothing of where conversations are good enough.
import type { Label } from './bar-labels.ts';
import { weekOf } from './iso-week.ts';
import type { Lead, LeadId, Offer } from './lead.ts';
import type { PlaybookPage, RejectReason } from './playbook.ts';

/** `by`: who said so; a `thumb` is a manager's on a near miss. `reason`: why it was rejected. */
export type StoredLabel = {
  lead: LeadId;
  team: string;
  at: string;
  score: number;
  accepted: boolean;
  reason: string | null;
  by: string;
  from: 'verdict' | 'thumb';
};

/** Whether the score is why reps got it. */
export const isForScore = (why: Offer['why']): boolean => why === 'qualified' || why === 'learning';

/** The reasons that Baton knows by name; every other one teaches the bar, unless the page says otherwise. */
const usual: Readonly<Record<string, NonNullable<RejectReason['teaches']>>> = {
  wrong_territory: 'routing',
  existing_customer: 'routing',
  duplicate: 'guard',
  competitor: 'guard',
  spam: 'guard',
};

export function teaches({ rejectReasons }: Pick<PlaybookPage, 'rejectReasons'>, reason: string) {
  return rejectReasons.find(({ id }) => id === reason)?.teaches ?? usual[reason] ?? 'bar';
}

/** What the last verdict says; null: nothing. The score is the one that the rep had before them. */
export function labelOf({ id, offer, repVerdict, score }: Lead): StoredLabel | null {
  if (offer === null || !isForScore(offer.why) || repVerdict === null || repVerdict.kind === 'nurtured') return null;
  const reason = repVerdict.kind === 'rejected' ? repVerdict.reason : null;
  const { at, by } = repVerdict;
  const said = { accepted: reason === null, reason, by: by.id, from: 'verdict' as const };
  return { lead: id, team: offer.team, at, score, ...said };
}

/** Asked of the page as it is today: a reason that is taken to teach something else counts so for the past too. */
export function labelsFor(stored: readonly StoredLabel[], playbook: PlaybookPage): Label[] {
  return stored.flatMap(({ score, accepted, reason, at }) =>
    reason !== null && teaches(playbook, reason) !== 'bar'
      ? []
      : [{ score, accepted, week: weekOf(at, playbook.zone) }],
  );
}
