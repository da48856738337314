// Does a rep's line ask for what the visitor has told us already? Counted for managers, so it errs on the side of no: only
// a sentence that asks, and that names the field by its label, by the playbook's own question, or by a plain word for it.
import { known } from './known.ts';
import type { Lead } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { isStillSo } from './still-so.ts';
import { standingAnswers } from './taken-back.ts';

/** What people call these kinds, whatever the playbook calls the field. */
const plainly: Partial<Record<Field['kind'], RegExp>> = {
  email: /\be-?mail(?: address)?\b/i,
  phone: /\b(?:phone|mobile|cell)(?: number)?\b|\bnumber to (?:call|reach)\b/i,
};
const asks =
  /[?？؟]|\b(?:could|can|would) you (?:\w+ )?(?:tell|share|send|give|remind)\b|\bplease (?:tell|share|send|give)\b/i;
/** "Shall I use the e-mail you gave us?" and "you said 50 people, right?" show that the rep has read it. */
const showsReading =
  /\byou(?:'ve| have)? (?:said|told|mentioned|wrote|gave|shared|noted)\b|\bas you\b|\b(?:right|correct|still the case)\s*\?|\bI (?:saw|see|read)\b/i;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The ids of the fields, in the order of the playbook. */
export function reAsked(line: string, lead: Lead, playbook: Playbook): string[] {
  const asking = [...sentences.segment(line)]
    .map(({ segment }) => segment)
    .filter((sentence) => asks.test(sentence) && !showsReading.test(sentence));
  if (asking.length === 0) return [];
  return playbook.fields
    .filter((field) => known(lead, field) !== undefined && asking.some((each) => asksFor(each, field, playbook)))
    .map(({ id }) => id);
}

/** Whether line `n` asks for what the visitor had said before line `since`: a rep in words, Baton by the field it names. */
export function asksForKnown(
  lead: Lead,
  n: number,
  { since, playbook }: { since: number; playbook: Playbook },
): boolean {
  const line = lead.messages[n - 1];
  if (line === undefined || line.from === 'visitor' || lead.dropped.includes(n)) return false;
  const before = { ...lead, answers: lead.answers.filter(({ evidence }) => evidence.message < since) };
  if (line.from === 'rep') return reAsked(line.text, before, playbook).length > 0;
  if (line.asks === null || isStillSo(line, lead)) return false;
  // What they took back may be asked for as if they had never said it.
  return standingAnswers({ ...before, messages: lead.messages.slice(0, n - 1) }).some(
    ({ field }) => field === line.asks,
  );
}

function asksFor(sentence: string, field: Field, playbook: Playbook): boolean {
  if (plainly[field.kind]?.test(sentence)) return true;
  const said = wordsOf(sentence);
  const label = [...wordsOf(field.label)];
  if (label.length > 1 && label.every((word) => said.has(word))) return true;
  return named(sentence, field.label) || isNearly(said, field, playbook);
}

/** "What is your role?" asks for the role; "What is your company size?" does not ask for the company. */
function named(sentence: string, label: string): boolean {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const asked = new RegExp(
    `(?:what(?:'|’)?s?(?: is| are)?|which is|have|know|tell me|share) your ${escaped}\\s*(?:$|[?.,]|and\\b)`,
    'i',
  );
  return asked.test(sentence);
}

/** The playbook's own question in about its own words, and at least half of those that no other question has. */
function isNearly(said: ReadonlySet<string>, field: Field, { fields }: Playbook): boolean {
  const words = [...wordsOf(field.question)];
  const others = fields.filter(({ id }) => id !== field.id).map(({ question }) => wordsOf(question));
  const own = words.filter((word) => !others.some((each) => each.has(word)));
  const share = (of: readonly string[]) => of.filter((word) => said.has(word)).length / Math.max(1, of.length);
  return share(words) >= 0.7 && own.length > 0 && share(own) >= 0.5;
}

/** Singular and plural are one word here. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}[\p{L}'’-]*/gu) ?? [];
  return new Set(words.map((word) => (word.length > 3 ? word.replace(/(?:es|s)$/, '') : word)));
}
