// Which option: by the playbook's words for it. Unasked, two different options in one message are no answer.

import { fold, type Span } from '../folded.ts';
import { matches } from '../matches.ts';
import type { Field } from '../playbook.ts';
import { namedCompanies } from './company.ts';
import type { Candidate, Page, ReadingContext } from './page.ts';

type Lexicon = { pattern: RegExp; option: ReadonlyMap<string, string>; longest: number } | null;
type Words = { says: Lexicon; whenAsked: Lexicon };

/** Building the patterns costs more than reading with them. */
const known = new WeakMap<Field, Words>();

export function readChoice(page: Page, field: Field, { asked }: ReadingContext): Candidate[] {
  // What is chosen from a list in a form is sent as its id.
  const id = page.plain.trim();
  if (asked && field.options.some((option) => option.id === id)) {
    const start = page.plain.indexOf(id);
    return [{ value: id, start, end: start + id.length }];
  }
  const { says, whenAsked } = wordsOf(field);
  const said = matchesOf(page.plain, says);
  const answered = asked
    ? matchesOf(page.plain, whenAsked)
        .filter((match) => isAnswer(page.plain, match))
        .map((match): Candidate => ({ ...match, weak: true }))
    : [];
  // "no call, email": what follows the "no" is the answer.
  const found = longest([...said, ...answered]).filter(
    (one, at, all) => at === all.length - 1 || !/^(?:no|not|nope)\b/.test(page.plain.slice(one.start, one.end)),
  );
  if (asked) return found;
  const employers = namedCompanies(page);
  const own = found.filter((one) => employers.every(({ start, end }) => one.end <= start || one.start >= end));
  return asksOwnRole(field) ? own.filter((one) => !isTheirs(page.plain, one)) : own;
}

function asksOwnRole({ id, label }: Field): boolean {
  return /\b(?:role|title|position|job)\b/i.test(`${id.replaceAll('_', ' ')} ${label}`);
}

/** People one has or looks for, and the post one applies for. */
const hired =
  /\b(?:have|has|hire|hired|hiring|employ|need|recruit\w*|looking for|searching for|appl(?:y|ying|ied)(?: as| for| to)|(?:job|position|opening|vacancy|internship) (?:as|for))(?: \p{L}+){0,2} $/u;

/** "our CFO" is somebody else, "I'm the CFO" is not; a bare "CFO" may be anybody. */
function isTheirs(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  if (
    hired.test(before) ||
    /\p{L} \($/u.test(before) ||
    /^s?(?: (?:position|role|job|opening|vacancy|internship)s?)\b/.test(text.slice(end, end + 14))
  )
    return true;
  if (/(?:^|[.!?;] )\W*$/.test(before))
    return !/^(?: \p{L}+){0,2} (?:(?:at|of|for|from|here|with)\b|@)/u.test(text.slice(end, end + 40));
  if (/(?:^|[.!?;,] )(?:a|an|one|some|another) (?:\p{L}+ )?$/u.test(before)) return !/^\W*$/.test(text.slice(end));
  if (/\b(?:i'm|i am|im|as|being|ich bin|je suis|soy)(?: also)?(?: \p{L}+)? $/u.test(before)) return false;
  return /\b(?:our|my|the|their|his|her|your|with|ask|by|is|mein\p{L}*|unser\p{L}*|mon|ma|notre|nos|mi|nuestr[oa]s?)(?: (?:new |current )?\p{L}+)? $|\b(?:our|my|their|his|her) $/u.test(
    before,
  );
}

function wordsOf(field: Field): Words {
  const ready = known.get(field);
  if (ready !== undefined) return ready;
  const words = {
    says: lexicon(field.options.flatMap((option) => option.says.map((say) => [say, option.id]))),
    whenAsked: lexicon(
      field.options.flatMap(({ whenAsked, label, labels = [label], id }) =>
        [...whenAsked, ...labels].map((say) => [say, id]),
      ),
    ),
  };
  known.set(field, words);
  return words;
}

function lexicon(pairs: string[][]): Lexicon {
  const option = new Map<string, string>();
  for (const [say = '', id = ''] of pairs) if (!option.has(plainly(say))) option.set(plainly(say), id);
  option.delete('');
  if (option.size === 0) return null;
  const sources = [...option.keys()].sort((a, b) => b.length - a.length).map(loosely);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_]|[\\p{L}\\p{N}]')(?=(${sources.join('|')})(?![\\p{L}\\p{N}_]))`, 'gu');
  return { pattern, option, longest: sources[0]?.length ?? 0 };
}

/** One spelling for all: "E-mail first", "e mail first" and "don't" / "dont" meet. */
function plainly(words: string): string {
  return fold(words)
    .text.trim()
    .replaceAll("'", '')
    .replace(/[\s-]+/g, ' ');
}

function loosely(words: string): string {
  return words
    .split(' ')
    .map((word) => [...word].map((char) => char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join("'?"))
    .join('[\\s-]{1,2}');
}

function matchesOf(text: string, words: Lexicon): Candidate[] {
  if (words === null) return [];
  return matches(text, words.pattern).flatMap((match) => {
    const said = match[1] ?? '';
    const value = words.option.get(plainly(said));
    return value === undefined ? [] : [{ value, start: match.index, end: match.index + said.length }];
  });
}

function longest(found: Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const one of [...found].sort((a, b) => size(b) - size(a) || Number(a.weak ?? false) - Number(b.weak ?? false))) {
    if (kept.every((other) => one.end <= other.start || one.start >= other.end)) kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function size({ start, end }: Span): number {
  return end - start;
}

const reply =
  /^(?:yes|yeah|yep|yup|sure|ok|okay|no|nope|nah|none|nothing|neither|me|later|ja|nein|oui|non|s[íi]|ich|moi|yo|nichts|rien|nada)$/;
const replyBefore =
  /(?:^|[.,;!?\n-])[\s"'(]*(?:(?:well|um|uh|oh|ok|okay|hmm|hi|hey|ah|haha|i think|i guess|i'd say|i would say|probably|maybe|honestly|actually|it's|its|that's|thats|that would be|that'd be|it would be|just|only|mostly|oh|so|sorry) )*$/;
const noAfter =
  /^(?:\s*$|\s*[.,;:!?\n)-]| (?:i|we|it|its|it's|my|our|not|but|thats|that's|he|she|they|just|thanks|thank|thx|sorry|there|because|only|need|someone|somebody|danke|vielen|wir|merci|nous|gracias|yet|really|at all|so far|atm|at the moment|currently|right now|special|much|in place|for now|thank you)\b)/;

/** "no" answers in front of a sentence; in "no idea" or "there is no rush" it does not. */
function isAnswer(text: string, { start, end }: Span): boolean {
  const words = text.slice(start, end);
  // "just me and my cofounder" is not "just me".
  if (/(?:^|\s)(?:me|myself|i)$/.test(words) && /^ (?:and|&|plus|or) /.test(text.slice(end, end + 6))) return false;
  // "Ich bin wieder da" begins like an answer to "who decides?".
  if (/^(?:ich|moi|yo)$/.test(words) && !/^\s*(?:$|[.,;!?)])/.test(text.slice(end, end + 2))) return false;
  if (!reply.test(words)) return true;
  if (!replyBefore.test(text.slice(Math.max(0, start - 60), start))) return false;
  return !/^n/.test(words) || noAfter.test(text.slice(end, end + 16));
}
