// The buying committee: the visitor and everybody they named as having a part in the decision. It is derived from the
// visitor's own lines and never stored; each thing said of somebody carries the words it was cut from, and nothing is guessed.
import { fold } from './folded.ts';
import { type Answer, currentAnswers, type Evidence, type Lead, quoteOf } from './lead.ts';
import { type Field, fieldOf, type Playbook } from './playbook.ts';
import { findQuote } from './quote.ts';
import { type PartName, parts, type StanceName } from './reading/leanings.ts';
import { mentions, type Told, type Trait } from './reading/mentions.ts';
import { layOut, type Page } from './reading/page.ts';
import { asksOwnName, namesOthers } from './reading/person.ts';
import { showValue } from './value.ts';

/** `value`: as a rep reads it; `quote`: the visitor's own words behind it, which stand at `evidence`. */
export type Piece<Value extends string = string> = { value: Value; quote: string; evidence: Evidence };

/** Of a colleague every value but that of `part` and `stance` is the quote. */
export type Member = {
  kind: 'visitor' | 'colleague';
  /** Null for a visitor who did not say their name. */
  name: Piece | null;
  role: Piece | null;
  part: Piece | null;
  stance: Piece<StanceName> | null;
  concern: Piece | null;
};

/** The visitor first, then the others in the order in which they were named. */
export function committee(lead: Pick<Lead, 'messages' | 'answers'>, playbook: Playbook): Member[] {
  const visitor = visitorIn(lead, playbook);
  const people = peopleIn(lead, playbook).filter(
    ({ name }) => !isSame(keysOf(name.value), keysOf(visitor.name?.value)),
  );
  if (people.length > 0) listen(people, lead, playbook);
  return [visitor, ...people.filter(({ live }) => live).map(memberOf)];
}

function visitorIn(lead: Pick<Lead, 'answers' | 'messages'>, { fields }: Playbook): Member {
  const answers = currentAnswers(lead);
  const piece = (matches: (field: Field) => boolean): Piece | null => {
    const field = fields.find(matches);
    const answer = answers.find((each) => each.field === field?.id);
    if (field === undefined || answer === undefined) return null;
    const { value, evidence } = answer;
    return { value: showValue(field.kind, value, field.options), quote: quoteOf(lead, evidence), evidence };
  };
  return {
    kind: 'visitor',
    name: piece((field) => field.kind === 'person' && asksOwnName(field)),
    role: piece(({ id }) => id === 'role'),
    // Whoever asks who decides has this option, whatever the framework calls the field.
    part: piece(({ options }) => options.some(({ id }) => id === 'decides')),
    stance: null,
    concern: null,
  };
}

/** `live`: not ruled out, not of another company. */
type Person = {
  names: string[];
  lowerCase: boolean;
  named: Answer[];
  name: Piece;
  live: boolean;
  role: Piece | null;
  isRelation: boolean;
  part: Piece<PartName> | null;
  stance: Piece<StanceName> | null;
  concern: Piece | null;
};

function memberOf({ name, role, part, stance, concern }: Person): Member {
  return { kind: 'colleague', name, role, part, stance, concern };
}

/** Everybody the answers name, each once: "Dana" and "Dana Reyes" are one, "Dana Reyes" and "Dana Cole" are two. */
function peopleIn(lead: Pick<Lead, 'messages' | 'answers'>, playbook: Playbook): Person[] {
  const people: Person[] = [];
  for (const answer of lead.answers) {
    const field = fieldOf(playbook, answer.field);
    if (field === undefined || !namesOthers(field)) continue;
    const name = nameIn(lead, answer);
    const keys = keysOf(name.value);
    if (keys.length === 0) continue;
    const same = people.filter((person) => isSame(keysOf(person.name.value), keys));
    const [known] = same;
    if (known === undefined) people.push(newPerson(name, answer));
    else if (same.length === 1) {
      known.named.push(answer);
      if (keys.length >= keysOf(known.name.value).length) known.name = name;
    }
  }
  for (const person of people) {
    const keys = keysOf(person.name.value);
    const whole = fold(person.name.value).text.trim();
    person.names = [...new Set([whole, keys[0] ?? whole, keys.at(-1) ?? whole])].filter((word) => word.length > 1);
  }
  return people;
}

function newPerson(name: Piece, answer: Answer): Person {
  const lowerCase = !/^\p{Lu}/u.test(name.value);
  const nothing = { role: null, isRelation: false, part: null, stance: null, concern: null };
  return { names: [], lowerCase, named: [answer], name, live: false, ...nothing };
}

/** The name alone where the quote says more. */
function nameIn(lead: Pick<Lead, 'messages'>, { value, evidence }: Answer): Piece {
  const quote = quoteOf(lead, evidence);
  if (evidence.kind !== 'said') return { value: String(value), quote, evidence };
  const place = findQuote(quote, String(value)) ?? { start: 0, end: quote.length };
  const start = evidence.start + place.start;
  const name = quote.slice(place.start, place.end);
  return { value: name, quote: name, evidence: { ...evidence, start, end: start + name.length } };
}

function keysOf(name: string | undefined): string[] {
  const words =
    fold(name ?? '')
      .text.normalize('NFD')
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}'-]+/gu) ?? [];
  return words.filter((word) => !/^(?:mr|mrs|ms|dr|herr|frau|mme|m|sr|sra|señor|señora)$/u.test(word));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  const [less, more] = one.length <= other.length ? [one, other] : [other, one];
  return less.length > 0 && less.every((word) => more.includes(word));
}

/** What the visitor says of them, from the first message to the last. */
function listen(people: readonly Person[], { messages }: Pick<Lead, 'messages'>, { country }: Playbook): void {
  let last: Person | null = null;
  for (const { n, from, text } of messages) {
    if (from !== 'visitor') continue;
    for (const person of people) if (person.named.some(({ evidence }) => evidence.message === n)) person.live = true;
    const page = layOut(text, country);
    const told: Told<Person> = mentions(page, people, last);
    for (const { person, trait } of told.said) learn(person, trait, { page, n });
    last = told.last;
  }
}

function learn(person: Person, trait: Trait, { page, n }: { page: Page; n: number }): void {
  if (trait.kind === 'out' || trait.kind === 'elsewhere') {
    person.live = trait.kind === 'out' && trait.denied;
    return;
  }
  if (trait.kind !== 'role' && trait.kind !== 'relation' && trait.denied) {
    const taken = person[trait.kind];
    if (trait.kind === 'concern' || taken?.value === trait.value) person[trait.kind] = null;
    return;
  }
  person.live = true;
  const { start, end } = page.folded.span(trait.start, trait.end);
  const quote = page.original.slice(start, end);
  const piece: Piece = { value: quote, quote, evidence: { kind: 'said', message: n, start, end } };
  switch (trait.kind) {
    case 'role':
    case 'relation':
      // "My boss" says less than "our CFO", whichever comes last.
      if (trait.kind === 'relation' && person.role !== null && !person.isRelation) return;
      person.role = piece;
      person.isRelation = trait.kind === 'relation';
      return;
    case 'part':
      if (person.part?.evidence.message === n && rank(person.part.value) <= rank(trait.value)) return;
      person.part = { ...piece, value: trait.value };
      return;
    case 'stance':
      person.stance = { ...piece, value: trait.value };
      return;
    case 'concern':
      person.concern = piece;
  }
}

function rank(part: PartName): number {
  return parts.indexOf(part);
}

/** All that is known of somebody beside their name. */
export function piecesOf({ name, role, part, stance, concern }: Member): Piece[] {
  return [name, role, part, stance, concern].filter((piece) => piece !== null);
}
