// What the visitor asked and what became of it: answered from the team's pages, with the source, or still open. A rep
// answers the open ones first.
import { isOpen, isSame, saidBy } from './knowledge.ts';
import type { Lead } from './lead.ts';
import { keyOf, questions } from './questions.ts';

/** `source`: where Baton's answer came from; null while nobody has answered. */
export type Asked = { text: string; source: string | null };

/** Each question once, in the order asked. What was read as an answer of the visitor's is no question any more. */
export function asked(lead: Pick<Lead, 'messages' | 'answers'>): Asked[] {
  const said = lead.answers.map(({ evidence }) => saidBy(lead, evidence));
  const tells = lead.messages.flatMap((message) => message.tells ?? []);
  const found = new Map<string, Asked>();
  for (const question of questions(lead.messages)) {
    if (!isOpen(question, said)) continue;
    const key = keyOf(question.text);
    const source = tells.find((told) => isSame(told, question))?.source ?? found.get(key)?.source ?? null;
    found.set(key, { text: found.get(key)?.text ?? question.text, source });
  }
  return [...found.values()];
}
