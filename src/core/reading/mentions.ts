// Where people whose names are known come up in a message, and what the visitor states of each of them. A pronoun stands
// for somebody only where nobody else can be meant; where in doubt, nothing is said of anybody.

import type { Span } from '../folded.ts';
import { matches } from '../matches.ts';
import { type Leaning, leaningsIn, partBefore, theirWorry, worryAround } from './leanings.ts';
import type { Page } from './page.ts';
import { isQuestion, isStated, sentencesOf } from './stated.ts';
import { isUnnamed, type Title, titleAfter, titleBefore } from './titled.ts';

/** `names`: folded, each by which they may be called; `lowerCase`: the visitor writes the name without a capital. */
export type Named = { names: readonly string[]; lowerCase: boolean };
/** `elsewhere`: they belong to another company. */
export type Trait = Title | (Leaning & { denied: boolean }) | (Span & { kind: 'elsewhere' });
/** In offsets of `page.plain`. */
export type Said<Person> = { person: Person; trait: Trait };
/** `last`: whom a pronoun at the start of the next message stands for. */
export type Told<Person> = { said: Said<Person>[]; last: Person | null };

/** Name and title of one person. */
type Extent<Person> = Span & { person: Person; name: Span; title: Title | null };
/** `carried`: whom a pronoun at its start stands for. `inDoubt`: a pronoun could stand for more than one. */
type Sentence<Person> = {
  page: Page;
  span: Span;
  extents: Extent<Person>[];
  carried: Person | null;
  inDoubt: boolean;
};
type Leanings = ReturnType<typeof leaningsIn>;
/** What was read so far. `subjects`: of whom the sentence goes on; `waiting`: named just before, and nothing said yet. */
type Reading<Person> = { said: Said<Person>[]; subjects: Person[]; waiting: Person[]; readTo: number };

export function mentions<Person extends Named>(
  page: Page,
  people: readonly Person[],
  carried: Person | null,
): Told<Person> {
  const calls = callsOf(people);
  const said: Said<Person>[] = [];
  let last = carried;
  for (const span of sentencesOf(page.plain)) {
    const extents = extentsIn(page, span, calls);
    const named = new Set(extents.map(({ person }) => person));
    const words = outside(page, span, extents);
    const inDoubt = isUnnamed(words) || named.size > 1;
    if (!isQuestion(page.plain, span) && !imagined.test(words)) {
      said.push(...saidIn({ page, span, extents, carried: last, inDoubt }));
    }
    const [only = null] = named.size > 0 ? named : pronoun.test(words) ? [last] : [];
    last = inDoubt ? null : only;
    if (only !== null && said.some(({ person, trait }) => person === only && isAway(trait, span))) last = null;
  }
  return { said, last };
}

const imagined =
  /^[\s"']*(?:(?:and|but|so|well|ok) )?(?:if|when|imagine|suppose|assuming|maybe|perhaps|wenn|falls|vielleicht|si|peut-être|quizás?|tal vez)(?!\p{L})/u;
const pronoun =
  /^[\s"'([,]*(?:(?:and|but|so|und|aber|et|mais|y|pero) )?(?<who>she|he|they|er|sie|elle|il|ella|él)(?!\p{L})/u;
const andVisitor = /^\s*(?:i|me|ich|je|moi|yo)(?!\p{L})/u;
/** One of several: what he does the others need not do. */
const alone = /^\W*(?:also |still )?(?:is|has|does|was|\p{L}{2,}s)(?!\p{L})/u;
/** Before a name these leave open whether what follows is so. */
const unsure =
  /(?<!\p{L})(?:hop(?:e|ing)|doubt|not sure|guess|wonder(?:ing)?|wish|maybe|perhaps|might|would|nobody|no one|write|note|record|put|if|whether|unless|hoffe\p{L}*|espère|espero)(?!\p{L})/u;
const notThem =
  /(?<!\p{L})(?:(?:is|was)?n't|not|nicht|pas|no es|instead of|rather than|statt|au lieu de|en lugar de|forget|took over from|replac(?:es|ed|ing)) $/u;
const elsewhereBefore =
  /(?<!\p{L})(?:your|their|(?:former|previous|old|ex|(?:client|customer|supplier|vendor|competitor|partner|friend)(?:'s|s')?)(?:[ -](?:boss|manager|colleague|company|employer|team|c[a-z]o))?)[ -]$/u;
const elsewhereAfter =
  /^,? \(?(?:is )?(?:at|from|of|with|bei|von|chez|de) (?:(?:our|a|an|the|my|your|their|one of our) )?(?:(?:biggest|old|former|previous|other|another) )?(?:clients?|customers?|suppliers?|vendors?|competitors?|agency|reseller|other company|previous company|former company|friends?|kunden?|lieferanten|fournisseur|client|cliente|proveedor)(?! (?:success|service|support))(?!\p{L})/u;

function isAway(trait: Trait, { start, end }: Span): boolean {
  return (trait.kind === 'elsewhere' || trait.kind === 'out') && trait.start >= start && trait.end <= end;
}

/** By which words whom; a word that could call two people calls nobody. */
function callsOf<Person extends Named>(people: readonly Person[]): { pattern: RegExp; by: Map<string, Person> } | null {
  const by = new Map<string, Person>();
  const names = people.flatMap((person) => person.names.map((name) => ({ name, person })));
  for (const { name, person } of names) {
    if (names.every((other) => other.name !== name || other.person === person)) by.set(name, person);
  }
  const words = [...by.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return null;
  return {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}@._-])(?:${words.join('|')})(?![\\p{L}\\p{N}_@]|[.-]\\p{L})`, 'gu'),
    by,
  };
}

function extentsIn<Person extends Named>(page: Page, { start, end }: Span, calls: ReturnType<typeof callsOf<Person>>) {
  const found: Extent<Person>[] = [];
  for (const { index, 0: word } of calls === null ? [] : matches(page.plain.slice(start, end), calls.pattern)) {
    const person = calls?.by.get(word);
    const name = { start: start + index, end: start + index + word.length };
    const origin = page.folded.span(name.start, name.end);
    if (person === undefined || (!person.lowerCase && !/^\p{Lu}/u.test(page.original.slice(origin.start)))) continue;
    const front = titleBefore(page, name.start, Math.max(start, found.at(-1)?.end ?? 0));
    const back = titleAfter(page, name.end, end);
    const title = back?.title.kind === 'role' ? back.title : (front?.title ?? back?.title ?? null);
    found.push({ person, name, title, start: front?.edge ?? name.start, end: back?.edge ?? name.end });
  }
  return found;
}

/** The sentence without the people it names. */
function outside(page: Page, span: Span, extents: readonly Span[]): string {
  let words = page.plain.slice(span.start, span.end);
  for (const { start, end } of extents) {
    words = words.slice(0, start - span.start) + '_'.repeat(end - start) + words.slice(end - span.start);
  }
  return words;
}

const clauseMark = /[,;:()]| - | (?:and|but|und|aber|et|mais|y|pero|because|so|while|whereas|although|though|weil) /gu;

function clausesOf({ page, span, extents }: Pick<Sentence<unknown>, 'page' | 'span' | 'extents'>): Span[] {
  const clauses: Span[] = [];
  let start = span.start;
  for (const { index, 0: mark } of matches(outside(page, span, extents), clauseMark)) {
    clauses.push({ start, end: span.start + index });
    start = span.start + index + mark.length;
  }
  return [...clauses, { start, end: span.end }];
}

function saidIn<Person>(sentence: Sentence<Person>): Said<Person>[] {
  const { page, span, extents } = sentence;
  let so: Reading<Person> = { said: [], subjects: [], waiting: [], readTo: span.start };
  for (const clause of clausesOf(sentence)) {
    if (clause.start < so.readTo || page.plain.slice(clause.start, clause.end).trim() === '') continue;
    const here = extents.filter(({ name }) => name.start >= clause.start && name.start < clause.end);
    so = here.length > 0 ? named(sentence, { clause, here, so }) : unnamed(sentence, { clause, so });
  }
  return so.said;
}

type Clause<Person> = { clause: Span; so: Reading<Person> };

/** How far the words of a clause may go on: until a clause begins with somebody else. */
function reachOf(sentence: Sentence<unknown>, { start }: Span): number {
  const clauses = clausesOf(sentence);
  const next = clauses.findIndex(
    (one) => one.start > start && sentence.extents.some((extent) => extent.start === one.start),
  );
  return clauses[next - 1]?.end ?? sentence.span.end;
}

/** A clause with a name: title, leaving and what stands right behind the name. */
function named<Person>(sentence: Sentence<Person>, at: Clause<Person> & { here: Extent<Person>[] }): Reading<Person> {
  const { page } = sentence;
  const { clause, here, so } = at;
  const away = here.map((extent) => awayIn(sentence, extent));
  const told = here.flatMap(({ person, title }, i): Said<Person>[] => {
    const trait = away[i] ?? title;
    return trait === null ? [] : [{ person, trait }];
  });
  const said = [...so.said, ...told];
  const [first, second] = here;
  if (first === undefined || (away[0] ?? null) !== null) return { ...so, said, subjects: [], waiting: [] };
  const front = page.plain.slice(clause.start, first.start);
  const isBare = (front + page.plain.slice(first.end, clause.end)).trim() === '';
  if (isBare) return { ...so, said, subjects: [first.person], waiting: [...so.waiting, first.person] };

  const back = page.plain.slice(first.end, reachOf(sentence, clause));
  const part = partBefore(front);
  const before: Leanings =
    part === null
      ? []
      : [
          {
            kind: 'part',
            value: part.value,
            start: part.start - front.length,
            end: first.name.end - first.start,
            denied: false,
          },
        ];
  const behind = unsure.test(front) ? [] : [...leaningsIn(back), ...worryAround(front, back)];
  const taken = notThem.test(front) ? behind.map((one) => ({ ...one, denied: true })) : behind;
  const people = alone.test(back) ? [first.person] : [...so.waiting, first.person];
  const of = (leanings: Leanings, from: number) => stated(page, leanings, { from, people });
  const more = [...of(before, first.start), ...of(taken, first.end)];
  return {
    said: [...said, ...more],
    subjects: second === undefined ? [first.person] : [],
    waiting: [],
    readTo: Math.max(so.readTo, ...more.map(({ trait }) => trait.end)),
  };
}

/** A clause without a name: of a pronoun, of whom the sentence was about, or of "Dana and I". */
function unnamed<Person>(sentence: Sentence<Person>, { clause, so }: Clause<Person>): Reading<Person> {
  const { page, extents, carried, inDoubt } = sentence;
  const to = reachOf(sentence, clause);
  const words = page.plain.slice(clause.start, to);
  const meant = inDoubt ? null : (extents.findLast(({ end }) => end <= clause.start)?.person ?? carried);
  const them = meant === null ? [] : [meant];
  const who = pronoun.exec(words)?.[0];
  const withVisitor = so.waiting.length > 0 ? andVisitor.exec(words)?.[0] : undefined;
  const from = clause.start + (who ?? withVisitor ?? '').length;
  const people = who !== undefined ? them : so.waiting.length > 0 ? so.waiting : so.subjects;
  const title = who === undefined ? null : titleAfter(page, from, to);
  const rest = title?.edge ?? from;
  const more = [
    ...(title === null ? [] : people.map((person) => ({ person, trait: title.title }))),
    ...stated(page, leaningsIn(page.plain.slice(rest, to)), { from: rest, people }),
    ...stated(page, who === undefined ? theirWorry(words) : [], { from: clause.start, people: them }),
  ];
  return {
    said: [...so.said, ...more],
    subjects: more.length > 0 && withVisitor === undefined ? people : [],
    waiting: [],
    readTo: Math.max(so.readTo, ...more.map(({ trait }) => trait.end)),
  };
}

/** The leanings that are the visitor's own statement. */
function stated<Person>(page: Page, leanings: Leanings, { from, people }: { from: number; people: readonly Person[] }) {
  const traits = leanings
    .map((one) => ({ ...one, start: one.start + from, end: one.end + from }))
    .filter((one) => one.denied || isStated(page.plain, one, { asked: false, aside: true }));
  return traits.flatMap((trait) => people.map((person): Said<Person> => ({ person, trait })));
}

/** Whether a mention takes the person out of it: "not Dana", "instead of Dana", "our client's CFO Dana". */
function awayIn<Person>({ page, span }: Sentence<Person>, { start, end, name }: Extent<Person>): Trait | null {
  const front = page.plain.slice(Math.max(span.start, start - 60), start);
  const back = page.plain.slice(name.end, span.end);
  if (elsewhereBefore.test(front) || elsewhereAfter.test(back)) return { kind: 'elsewhere', ...name };
  const leftOut = /(?:leave|leaving|keep) $/u.test(front) && /^ out(?!\p{L})/u.test(page.plain.slice(end, end + 5));
  const isOut = leftOut || (notThem.test(front) && !back.startsWith("'s"));
  return isOut ? { kind: 'out', ...name, denied: false } : null;
}
