// What a visitor wrote right after a question was first asked, and whether Baton found an answer to it there.
import type { Lead, Message } from './lead.ts';
import type { Field } from './playbook.ts';

export type FirstReply = { lines: readonly Message[]; isUnderstood: boolean };

/** Null: never asked, nothing came, or they would rather not say. */
export function firstReply({ messages, answers, declined }: Lead, field: Field): FirstReply | null {
  const at = messages.findIndex(({ asks }) => asks === field.id);
  if (at < 0 || declined.includes(field.id)) return null;
  const next = messages.findIndex(({ from }, i) => i > at && from !== 'visitor');
  const lines = messages.slice(at + 1, next < 0 ? messages.length : next);
  if (lines.length === 0) return null;
  const numbers = lines.map(({ n }) => n);
  const isUnderstood = answers.some((answer) => answer.field === field.id && numbers.includes(answer.evidence.message));
  return { lines, isUnderstood };
}
