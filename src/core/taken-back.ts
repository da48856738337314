// What a visitor took back: asked whether it still holds, they said no and nothing else. It stands in the transcript and
// counts for nothing any more.
import { clearNo } from './confirmed.ts';
import { type Answer, currentAnswers, type Lead, quoteOf } from './lead.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import { saidAt, staleAnswers } from './stale.ts';
import { isStillSo } from './still-so.ts';
import { showValue } from './value.ts';

type Talk = Pick<Lead, 'answers' | 'messages'>;

/** Of the latest answer to a field: whatever they say after it is another answer. */
export function isTakenBack({ answers, messages }: Talk, { field, evidence }: Answer): boolean {
  const asked = messages.findLast(
    (line) => line.asks === field && line.n > evidence.message && isStillSo(line, { answers }),
  );
  if (asked === undefined) return false;
  const later = messages.slice(asked.n);
  const end = later.findIndex(({ from }) => from !== 'visitor');
  return later.slice(0, end < 0 ? later.length : end).some(({ text }) => clearNo(text));
}

/** The latest answer of each field that the visitor has not taken back. */
export function standingAnswers(lead: Talk): Answer[] {
  return currentAnswers(lead).filter((answer) => !isTakenBack(lead, answer));
}

export type OldAnswer = { label: string; value: string; quote: string; since: string };

/** What still counts although it may have changed, as reps read it; `since`: the month in which it was said. */
export function oldAnswers(lead: Lead, playbook: Playbook): OldAnswer[] {
  return staleAnswers(lead, playbook).flatMap((answer) => {
    const field = fieldOf(playbook, answer.field);
    if (field === undefined || isTakenBack(lead, answer)) return [];
    const { label, kind, options } = field;
    const since = showValue('date', saidAt(lead, answer).slice(0, 7));
    return [{ label, value: showValue(kind, answer.value, options), quote: quoteOf(lead, answer.evidence), since }];
  });
}
