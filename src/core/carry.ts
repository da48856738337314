// What was told in an earlier lead goes along into a new one, where it is not known yet: each answer with its old words and day, and
// the lead it is from. What may be told of it says `sayable.ts`.
import type { NewEvent } from './event.ts';
import { known } from './known.ts';
import { type Answer, type CarriedEvidence, currentAnswers, type Lead, quoteOf } from './lead.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import type { Match } from './same-person.ts';
import { howSaid } from './sayable.ts';
import { mayHaveChanged, saidAt } from './stale.ts';

export type Carried = {
  answers: readonly Answer[];
  match: Pick<Match, 'by' | 'rank' | 'was'> & { lead: Lead['id'] };
  aloud: boolean;
};

/** Null: nothing worth carrying. */
export function carriedFrom(
  { lead, ...match }: Match,
  { aloud, playbook, now }: { aloud: boolean; playbook: Playbook; now: string },
): Carried | null {
  const answers = currentAnswers(lead).flatMap((answer): Answer[] => {
    const { field: id, value, evidence } = answer;
    const field = fieldOf(playbook, id);
    const at = saidAt(lead, answer);
    const old = evidence.kind === 'carried' ? evidence : null;
    const isAloud = aloud && (old === null || old.aloud);
    // Who only claims to be somebody cannot be asked whether that still holds.
    if (field === undefined || (!isAloud && mayHaveChanged(field, { value, at }, now))) return [];
    const evidenceHere: CarriedEvidence = {
      kind: 'carried',
      lead: old?.lead ?? lead.id,
      channel: old?.channel ?? channelOfAnswer(lead, answer),
      of: howSaid(evidence),
      quote: quoteOf(lead, evidence),
      by: match.by,
      aloud: isAloud,
      message: 0,
      start: 0,
      end: 0,
    };
    return [{ ...answer, evidence: evidenceHere, at }];
  });
  return answers.length === 0 ? null : { answers, match: { ...match, lead: lead.id }, aloud };
}

function channelOfAnswer({ messages, channel }: Lead, { evidence }: Answer): string {
  return messages[evidence.message - 1]?.channel ?? channel;
}

/** Own words always win: only what the lead does not know comes along. */
export function takeAlong(
  lead: Lead,
  carried: Carried | null | undefined,
  playbook: Playbook,
): { lead: Lead; events: NewEvent[] } {
  const answers = (carried?.answers ?? []).filter(({ field: id }) => {
    const field = fieldOf(playbook, id);
    return field !== undefined && known(lead, field) === undefined && !lead.declined.includes(id);
  });
  if (carried == null || answers.length === 0) return { lead, events: [] };
  const { by, rank, was, lead: from } = carried.match;
  const data = { from, by, rank, was, aloud: carried.aloud, fields: answers.map(({ field }) => field) };
  return {
    lead: { ...lead, answers: [...lead.answers, ...answers] },
    events: [{ kind: 'carried', by: 'baton', data }],
  };
}
