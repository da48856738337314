// Baton's own lines to a visitor, said in the language they write in and recognised again in any.
import { type Decision, say } from './decision.ts';
import { inTheirLanguage, wordings } from './in-language.ts';
import type { Message, Rep } from './lead.ts';
import { opens } from './opens.ts';
import type { Playbook } from './playbook.ts';
import { fill, type LineName } from './words.ts';

export type Telling = { playbook: Playbook; now: string; rep?: Rep };

export function tell(decision: Decision, line: LineName, { playbook, now, rep }: Telling): Decision {
  const { words, company } = inTheirLanguage(playbook, decision.lead);
  const back = opens(decision.lead, playbook, now);
  const text = fill(words[line], { company: company.name, rep: rep?.name, opens: back });
  return say(decision, { text, asks: null, at: now });
}

/** How often Baton said this line, in whatever language and whatever filled its blanks. */
export function timesTold(messages: readonly Message[], line: LineName, playbook: Playbook): number {
  const lines = wordings(playbook, line).map((words) => words.split(/\{\w+\}/).map((part) => part.trim()));
  return messages.filter(
    ({ from, text }) => from === 'baton' && lines.some((parts) => parts.every((part) => text.includes(part))),
  ).length;
}
