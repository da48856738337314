// Whether the visitor took a value back later: the latest wins, so an older one is history and no answer any more. Only
// a correction counts: a later number may be about something else.
import { fold, type Span } from './folded.ts';
import type { Message } from './lead.ts';
import type { Field } from './playbook.ts';
import { findQuotes } from './quote.ts';
import { nameAt } from './reading/names.ts';
import { isNoAnswer } from './reading/no-answer.ts';
import { layOut, type Page, placeOf } from './reading/page.ts';
import { isOut } from './reading/standing.ts';
import { correcting, isDenied, isQuestion, sentencesOf } from './reading/stated.ts';
import { literalFindings, spokenFindings } from './reading.ts';
import { standsFor } from './same-value.ts';
import type { Value } from './value.ts';

type Said = { field: Field; value: Value; message: number; words: string };
type About = { messages: readonly Message[]; zone: string; country: string };
type Later = Message & { page: Page };

export function isSuperseded(said: Said, about: About): boolean {
  const later = about.messages.filter(({ from, n }) => from === 'visitor' && n > said.message);
  return later.some((message, index) => {
    const one = { ...message, page: layOut(message.text, about.country) };
    return (
      takesBack(said, one) || (correcting.test(one.page.plain) && replaces(said, one, { about, next: index === 0 }))
    );
  });
}

/** "We're not on HubSpot any more." */
function takesBack({ field, value }: Said, { text, page }: Later): boolean {
  const worded = field.kind === 'choice' ? String(value).replaceAll('_', ' ') : value;
  if (typeof worded !== 'string' || !typedByWords.has(field.kind)) return false;
  return findQuotes(text, worded).some((span) => {
    const on = { start: placeOf(page, span.start), end: placeOf(page, span.end - 1) + 1 };
    return (isDenied(page.plain, on) || (field.kind === 'person' && isOut(page.plain, on))) && !asks(page.plain, on);
  });
}

const typedByWords: ReadonlySet<string> = new Set(['text', 'company', 'person', 'choice']);

function asks(text: string, on: Span): boolean {
  return sentencesOf(text).some(
    ({ start, end }) => start <= on.start && end >= on.end && isQuestion(text, { start, end }),
  );
}

type Beside = { about: About; next: boolean };

/** Whether the correction brings another value of the same sort. */
function replaces(said: Said, later: Later, { about: { zone, country, messages }, next }: Beside): boolean {
  const { field, value, words } = said;
  const { page, at } = later;
  const mark = correcting.exec(page.plain);
  const from = mark === null ? 0 : mark.index;
  const context = { at, asked: true, zone, country, lone: true };
  if (!typedByWords.has(field.kind)) {
    const found = spokenFindings(field, page, context).filter((one) => placeOf(page, one.start) >= from);
    const alike = found.filter((one) => sameNoun(words, page.original.slice(one.start, one.end + 20)));
    return alike.length > 0 && !found.some((one) => standsFor(field.kind, value, one.value));
  }
  const rest = page.plain.slice(from);
  if (findQuotes(page.original, String(value)).length > 0 || sentencesOf(rest).every((one) => isQuestion(rest, one)))
    return false;
  const past = from + (mark?.[0].length ?? 0);
  const chosen = literalFindings(field, page, context).filter((one) => placeOf(page, one.start) >= past);
  if (field.kind === 'choice' && chosen.some((one) => one.value !== value)) return true;
  const echoed = messages.findLast(({ from: who, n }) => who === 'baton' && n < later.n && n > said.message);
  const near = next && (echoed === undefined || findQuotes(echoed.text, String(value)).length > 0);
  return near && !page.plain.includes('_') && !/\d/.test(rest) && renames(field, page, from);
}

/** "Sorry, I meant Tim": for names another name must stand there, for words any words that say something. */
function renames({ kind }: Field, page: Page, from: number): boolean {
  const left = page.plain.slice(from).replace(correcting, ' ');
  if (kind === 'text' || kind === 'choice') return !isNoAnswer(left);
  const past = from + (correcting.exec(page.plain.slice(from))?.[0].length ?? 0);
  if (past >= page.plain.length) return false;
  const { start } = page.folded.span(past, past + 1);
  return page.original
    .slice(start)
    .split(/[\s,:]+/u)
    .some((word) => nameAt(word, { most: 1, lowerCase: false }) !== null);
}

const noun = /(?:\d[\d.,]*|\p{N})\s?(?:k|m|mio)?\s?(\p{L}{3,})/u;

/** "10 seats" takes no "50 people" back. */
function sameNoun(one: string, other: string): boolean {
  const [a, b] = [noun.exec(fold(one).text)?.[1], noun.exec(fold(other).text)?.[1]];
  if (a === undefined || b === undefined || small.test(a) || small.test(b)) return true;
  return a.slice(0, 4) === b.slice(0, 4) || (people.test(a) && people.test(b));
}

const people = /^(?:people|folks|employees|staff|of us|persons?|colleagues|leute|mitarbeiter|personnes|personas)$/;
const small = /^(?:now|not|and|for|sorry|instead|then|please|per|the|in|of|euros?|dollars?|usd|eur|gbp|year|month)$/;
