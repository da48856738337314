// The score of a lead that a file gives answers for, by the rubric of the page. They are read for this alone and kept nowhere:
// nobody's words stand behind them. How somebody behaved in a conversation counts nothing, because there was none.
import { holds } from './known.ts';
import type { Reason } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { layOut, literalFindings } from './reading.ts';
import { scoreOf } from './score.ts';
import type { Value } from './value.ts';

export type GivenAnswer = { field: string; value: Value };

/** Undefined: the text is nothing of that kind. */
export function readGiven(
  field: Field,
  text: string,
  { playbook, at }: { playbook: Playbook; at: string },
): Value | undefined {
  const { kind, options } = field;
  if (kind === 'text' || kind === 'company' || kind === 'person') return text;
  const said = text.toLowerCase();
  const option = options.find(({ id, label }) => id === said || label.toLowerCase() === said);
  if (option !== undefined) return option.id;
  if (/^\d+(\.\d+)?$/.test(text) && kind === 'number') return Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && kind === 'money') return { amount: Number(text) };
  const { zone, country } = playbook;
  return literalFindings(field, layOut(text, country), { at, asked: true, zone, country })[0]?.value;
}

export function answerPoints({
  answers,
  email,
  at,
  playbook,
}: {
  answers: readonly GivenAnswer[];
  email: string | null;
  at: string;
  playbook: Playbook;
}): { score: number; reasons: Reason[] } {
  const facts = { answers, visitor: email === null ? {} : { email }, createdAt: at };
  const reasons = playbook.rubric.answers
    .filter(({ when }) => holds(when, facts, playbook))
    .map(({ points, because }) => ({ points, because }));
  return { score: scoreOf(reasons), reasons };
}
