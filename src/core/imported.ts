// A lead of the time before Baton: what a file says of it, and nothing a visitor said. It is over, so that nobody is offered it,
// and it has no answers, because nobody's words stand behind them.
import { noBooking, type Outcome } from './booking.ts';
import type { DealState } from './deal.ts';
import type { StoredLabel } from './label.ts';
import { type Lead, type LeadId, newLead, type Reason, type RepVerdict } from './lead.ts';

export const importChannel = 'import';
export const importOutcomes = ['accepted', 'rejected', 'nurtured'] as const;

/** What the event of an import keeps. `score` null: the file has none, and nothing to count one from. */
export type Imported = {
  team: string;
  score: number | null;
  outcome: (typeof importOutcomes)[number] | null;
  reason: string | null;
  meeting: Outcome | null;
  deal: { state: DealState; amountCents: number | null; currency: string | null } | null;
  source: string | null;
};

/** `key`: what the row is known by when the file comes again. `reasons`: of the points. */
export type ImportRow = Imported & { line: number; key: string; at: string; email: string | null; reasons: Reason[] };

const importer = { id: importChannel, name: 'Import' };

export function importedLead(
  row: ImportRow,
  { id, playbook, now }: { id: LeadId; playbook: string; now: string },
): Lead {
  const { key, at, email, score, reasons, meeting, deal } = row;
  const visitor = { id: email ?? key, ...(email !== null && { email }) };
  return {
    ...newLead({ id, conversation: key, channel: importChannel, visitor, page: null, playbook, now: at }),
    state: 'closed',
    score: score ?? 0,
    reasons,
    repVerdict: verdictOf(row),
    booking: meeting && { ...noBooking, outcome: meeting },
    deal: deal && { ...deal, at, of: null },
    updatedAt: now,
  };
}

function verdictOf({ outcome, reason, at }: ImportRow): RepVerdict | null {
  const by = { by: importer, at, from: 'offered' } as const;
  switch (outcome) {
    case null:
      return null;
    case 'accepted':
      return { ...by, kind: 'claimed' };
    case 'rejected':
      return { ...by, kind: 'rejected', reason: reason ?? '', wrongField: null, note: '' };
    case 'nurtured':
      return { ...by, kind: 'nurtured', until: at, note: '' };
  }
}

/** What it teaches the bar: as a verdict of that day would have. Null: nothing. */
export function importedLabel({ team, at, score, outcome, reason }: ImportRow, lead: LeadId): StoredLabel | null {
  if (score === null || outcome === null || outcome === 'nurtured') return null;
  return { lead, team, at, score, accepted: outcome === 'accepted', reason, by: importer.id, from: 'verdict' };
}

export function factsOf({ team, score, outcome, reason, meeting, deal, source }: ImportRow): Imported {
  return { team, score, outcome, reason, meeting, deal, source };
}
