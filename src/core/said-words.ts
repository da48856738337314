// Values that are words: they count when the quote holds them and nothing around the words takes them back.
import { fold, type Span } from './folded.ts';
import type { Field } from './playbook.ts';
import { findQuotes } from './quote.ts';
import { namedCompanies } from './reading/company.ts';
import { isInstitution, isName } from './reading/names.ts';
import { isNoAnswer } from './reading/no-answer.ts';
import { type Page, placeOf } from './reading/page.ts';
import { asksOwnName, introduced, spokenOf } from './reading/person.ts';
import { isForeign, isNamedOther, isOut, isOwnCompanyPlace, isOwnNamePlace } from './reading/standing.ts';
import { denials, isStated, isTakenBack } from './reading/stated.ts';

type Said = Span & { value: string };

/** `asserted`: false asks only whether the words stand there, also denied, imagined, asked, dictated or told of others. */
type Name = { field: Field; value: string; asserted: boolean };

/** Free text: the words of the quote in their order; left-out words may not turn it round. */
export function saidText(page: Page, place: Span, { field, value, asserted }: Name): Said | null {
  if (isNoAnswer(fold(value).text)) return null;
  const quote = page.original.slice(place.start, place.end);
  const whole = findQuotes(quote, value)[0];
  if (whole !== undefined) {
    const span = { start: place.start + whole.start, end: place.start + whole.end };
    const words = page.plain.slice(placeOf(page, span.start), placeOf(page, span.end - 1) + 1);
    if (!/[\p{L}\p{N}]/u.test(words)) return null;
    const on = onPage(page, span);
    if (asserted && (isTakenBack(page.plain, on) || isOnlyWho(page, field, on))) return null;
    return { value: page.original.slice(span.start, span.end), ...place };
  }
  const [claimed, quoted] = [wordsOf(value), wordsOf(quote)];
  let at = 0;
  for (const word of claimed) {
    at = quoted.indexOf(word, at) + 1;
    if (at === 0) return null;
  }
  if (claimed.length === 0) return null;
  const turned = denials(fold(quote).text) !== denials(fold(value).text);
  if (asserted && (turned || isTakenBack(page.plain, onPage(page, place)))) return null;
  return { value: value.trim(), ...place };
}

/** A name: its words stand in the quote one after the other, outside an e-mail address, for what the field asks. */
export function saidName(
  page: Page,
  place: Span,
  { field, value, asked, asserted }: Name & { asked: boolean },
): Said | null {
  const words = fold(value).text.trim().split(/\s/);
  if (words.length > 6 || isNoAnswer(words.join(' '))) return null;
  for (const found of findQuotes(page.original.slice(place.start, place.end), value)) {
    const span = { start: place.start + found.start, end: place.start + found.end };
    const on = onPage(page, span);
    const mailed = page.emails.some((email) => email.start < on.end && email.end > on.start);
    if (!words.some(isName) && !isInstitution(words) && !isNameHere(page, { field, asked }, on)) continue;
    if (mailed) continue;
    if (asserted && !isStated(page.plain, on, { asked, aside: field.kind === 'person', order: true })) continue;
    if (asserted && (field.kind === 'person' ? isOut : isForeign)(page.plain, on)) continue;
    if (!asked && (namesAnother(page, field, on) || (asserted && !isTheirs(page, field, on)))) continue;
    return { value: page.original.slice(span.start, span.end), ...place };
  }
  return null;
}

const places = /^(?:google|linkedin|twitter|facebook|reddit|youtube|slack)$/;
const months = /^(?:april|may|june|august)$/;
/** First names that are words or places as well: to the question for a name they are one. */
const alsoNames =
  /^(?:will|may|april|june|august|austin|dallas|paris|london|sydney|vienna|milan|denver|israel|india|hope)$/;

/** "Found you on Google" names no employer, "I work at Google" does; "April from finance" is a person. */
function isNameHere(page: Page, { field, asked }: { field: Field; asked: boolean }, { start, end }: Span): boolean {
  const { kind } = field;
  const word = page.plain.slice(start, end);
  const before = page.plain.slice(Math.max(0, start - 24), start);
  if (kind === 'company' && places.test(word))
    return /\b(?:work(?:ing)? (?:at|for)|i'm (?:at|with)|we're) $/.test(before);
  if (kind === 'person' && asked && alsoNames.test(word)) {
    return /^\W*(?:(?:hi|sure|yes|ok|i'm|im|i am|it's|its|this is|my name is|name's|name is|call me)[ ,.!]*)*$/u.test(
      page.plain.slice(0, start),
    );
  }
  return (
    kind === 'person' &&
    months.test(word) &&
    /^ (?:from|has|signs|decides|and i|is)\b/.test(page.plain.slice(end, end + 12))
  );
}

/** Who the visitor is says nothing about what they want. */
function isOnlyWho(page: Page, { id, label }: Field, on: Span): boolean {
  if (
    /name|company|contact|person|employer|business|organi[sz]ation|who|city|town|country|region|place|location|area|where|based|office|from|destination|depart/i.test(
      `${id} ${label}`,
    )
  )
    return false;
  return [...introduced(page), ...namedCompanies(page)].some(({ start, end }) => start === on.start && end === on.end);
}

/** "My boss Dana" names no company, "from Northwind" no person, and "I'm Ana" nobody else. */
function namesAnother(page: Page, field: Field, on: Span): boolean {
  const roles = { company: namedCompanies(page), self: introduced(page), other: spokenOf(page) };
  const role = field.kind === 'company' ? 'company' : asksOwnName(field) ? 'self' : 'other';
  const holds = (found: readonly Span[]) => found.some(({ start, end }) => start <= on.start && end >= on.end);
  return !holds(roles[role]) && Object.values(roles).some(holds);
}

/** Whether an unasked name stands where the visitor's own is named, or that of somebody they tell of. */
function isTheirs(page: Page, field: Field, on: Span): boolean {
  const own = asksOwnName(field);
  const known = field.kind === 'company' ? namedCompanies(page) : own ? introduced(page) : spokenOf(page);
  const name = page.plain.slice(on.start, on.end);
  if (known.some(({ start, end }) => page.plain.slice(start, end).includes(name))) return true;
  if (field.kind === 'company') return isOwnCompanyPlace(page, on) || isBehindOwnName(page, on);
  return own ? isOwnNamePlace(page, on) : isNamedOther(page, on);
}

/** "I'm Wanda Fisk, Redcliff Dental, and ..." */
function isBehindOwnName(page: Page, on: Span): boolean {
  const between = introduced(page).map(({ end }) => page.plain.slice(end, Math.max(end, on.start)));
  return between.some((gap) => /^(?:,| -) ?$/.test(gap)) && /^\W*$|^[,.(\n]/.test(page.plain.slice(on.end));
}

function onPage(page: Page, { start, end }: Span): Span {
  return { start: placeOf(page, start), end: placeOf(page, end - 1) + 1 };
}

function wordsOf(text: string): string[] {
  return fold(text).text.match(/[\p{L}\p{N}\p{M}']+/gu) ?? [];
}
