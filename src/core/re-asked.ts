// Does a rep's line ask for what the visitor has told us already? Counted for managers, so it errs on the side of no: only
// a sentence that asks, and that names the field by its label, by the playbook's own question, or by a plain word for it.
import { known } from './known.ts';
import type { Lead } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { searchWords } from './search-words.ts';

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
    .filter((field) => known(lead, field) !== undefined && asking.some((sentence) => asksFor(sentence, field)))
    .map(({ id }) => id);
}

function asksFor(sentence: string, field: Field): boolean {
  if (plainly[field.kind]?.test(sentence)) return true;
  const said = new Set(searchWords(sentence).map(stem));
  const label = searchWords(field.label).map(stem);
  if (label.length > 0 && label.every((word) => said.has(word))) return true;
  const question = [...new Set(searchWords(field.question).map(stem))];
  const shared = question.filter((word) => said.has(word)).length;
  return shared >= 2 && shared * 3 >= question.length * 2;
}

/** Singular and plural are one word here. */
const stem = (word: string): string => (word.length > 3 ? word.replace(/(?:es|s)$/, '') : word);
