// What a visitor who is back is asked before anything new: whether what they said long ago still holds, as far as it counts for
// anything. Each once a visit and no more than a few; to a plain no follows the plain question.
import { isToAsk } from './known.ts';
import { languageOf } from './language.ts';
import { type Answer, currentAnswers, type Lead } from './lead.ts';
import { thisVisit } from './pillars.ts';
import { type Field, fieldOf, type Playbook } from './playbook.ts';
import { sayable } from './sayable.ts';
import { saidAt, staleAnswers } from './stale.ts';
import { isStillSo, type StillSo, stillSo } from './still-so.ts';
import { isTakenBack } from './taken-back.ts';

/** `old`: what may have changed; null: they took it back, and are asked anew. */
export type ReConfirm = { field: Field; old: Answer | null };

/** More of these in one visit are an interrogation. */
const most = 2;

export function reConfirm(lead: Lead, playbook: Playbook): ReConfirm | null {
  const open = (id: string): Field | undefined => {
    const field = fieldOf(playbook, id);
    return field !== undefined && isToAsk(field, lead, playbook) && !lead.declined.includes(id) ? field : undefined;
  };
  const denied = justDenied(lead);
  const anew = denied === null ? undefined : open(denied);
  if (anew !== undefined) return { field: anew, old: null };

  const asked = thisVisit(lead).flatMap((line) => (isStillSo(line, lead) ? [line.asks] : []));
  if (asked.length >= most) return null;
  const counts = whatCounts(playbook);
  const [first] = staleAnswers(sayable(lead), playbook)
    .filter((answer) => counts.includes(answer.field) && !asked.includes(answer.field))
    .filter((answer) => !isTakenBack(lead, answer))
    .toSorted((a, b) => counts.indexOf(a.field) - counts.indexOf(b.field))
    .flatMap((old) => {
      const field = open(old.field);
      return field === undefined ? [] : [{ field, old }];
    });
  return first ?? null;
}

/** How it is asked. `playbook`: in the visitor's language. */
export function howToReConfirm(
  { field, old }: { field: Field; old: Answer },
  { lead, playbook }: { lead: Lead; playbook: Playbook },
): StillSo {
  const language = languageOf(lead.messages, playbook.languages);
  const now = lead.messages.at(-1)?.at ?? lead.updatedAt;
  return stillSo(old, saidAt(lead, old), { lead, field, playbook, language, now });
}

/** The field that Baton's last line asked about, if they have just taken back what they had said of it. */
function justDenied(lead: Lead): string | null {
  const line = lead.messages.findLast(({ from }) => from === 'baton');
  const answer = currentAnswers(lead).find(({ field }) => field === line?.asks);
  return line !== undefined && answer !== undefined && isStillSo(line, lead) && isTakenBack(lead, answer)
    ? answer.field
    : null;
}

/** The fields that pillars and points ask for; what a pillar cannot do without goes first. */
function whatCounts({ pillars: { intent, context, nextStep }, rubric }: Playbook): string[] {
  const all = [intent, context, nextStep];
  const rules = [
    ...all.flatMap(({ needs }) => needs),
    ...all.flatMap(({ oneOf }) => oneOf),
    ...rubric.answers.map(({ when }) => when),
  ];
  return rules.map(({ field }) => field);
}
