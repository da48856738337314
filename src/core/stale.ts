// Which answers may have changed since: what a visitor said too long before the visit they are on. Such an answer goes on
// counting until they say something else; it is asked about, shown as old, and never carried anywhere in silence.
import { type Answer, currentAnswers, type Lead } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { isSilent } from './sayable.ts';
import { type FieldKind, lastDay } from './value.ts';

/** After so many days what was said of a field may have changed, unless the playbook says otherwise; null: never. */
const usually: Record<FieldKind, number | null> = {
  text: 180,
  number: 365,
  money: 180,
  date: 90,
  choice: 180,
  email: null,
  phone: null,
  company: null,
  person: null,
};

const dayMs = 86_400_000;

export function staysDays({ kind, staysDays: own }: Pick<Field, 'kind' | 'staysDays'>): number | null {
  return own === undefined ? usually[kind] : own;
}

/** `at`: when it was said. A day that is over is no plan any more, however lately it was named. */
export function mayHaveChanged(
  field: Pick<Field, 'kind' | 'staysDays'>,
  { value, at }: Pick<Answer, 'value' | 'at'>,
  now: string,
): boolean {
  const days = staysDays(field);
  if (days === null) return false;
  return isOver(field, { value }, now) || Date.parse(now) - Date.parse(at) > days * dayMs;
}

export function isOver({ kind }: Pick<Field, 'kind'>, { value }: Pick<Answer, 'value'>, now: string): boolean {
  const day = kind === 'date' ? lastDay(value) : null;
  return day !== null && day < now.slice(0, 10);
}

/** When the visitor wrote it: a turn may read a line long after it came. */
export function saidAt({ messages }: Pick<Lead, 'messages'>, { evidence, at }: Answer): string {
  return messages[evidence.message - 1]?.at ?? at;
}

type Visiting = Pick<Lead, 'answers' | 'messages' | 'visitFrom' | 'createdAt'>;

/** When the visit began that the lead is on, or was on last. */
export function visitBeganAt({ messages, visitFrom, createdAt }: Visiting): string {
  return messages[visitFrom - 1]?.at ?? createdAt;
}

/** What was said before the present visit, may have changed by its beginning, and was neither said nor confirmed since. */
export function staleAnswers(lead: Visiting, playbook: Pick<Playbook, 'fields'>): Answer[] {
  const since = visitBeganAt(lead);
  return currentAnswers(lead).filter((answer) => {
    const field = playbook.fields.find(({ id }) => id === answer.field);
    const at = saidAt(lead, answer);
    return (
      field !== undefined &&
      !isSilent(answer) &&
      at < since &&
      mayHaveChanged(field, { value: answer.value, at }, since)
    );
  });
}
