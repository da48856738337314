// Nothing is believed before it has passed here: a claim stands only on the visitor's own words in that very message.
// What is stored is what the words say, read by the same parsers that the guided interviewer uses, never the claim.

import { type Basis, basisOf, confidence } from './confidence.ts';
import { confirmed, isMereReply } from './confirmed.ts';
import type { Span } from './folded.ts';
import { mayCarry } from './form.ts';
import type { Answer, Claim, Evidence, Message, RefusalReason } from './lead.ts';
import { matches } from './matches.ts';
import type { Field } from './playbook.ts';
import { findQuotes } from './quote.ts';
import {
  countsIn,
  layOut,
  literalFindings,
  type Page,
  possibleFindings,
  type ReadingContext,
  spokenFindings,
} from './reading.ts';
import { saidName, saidText } from './said-words.ts';
import { askedBefore, standsFor } from './same-value.ts';
import { stillSoBefore } from './still-so.ts';
import { isSuperseded } from './superseded.ts';
import type { Value } from './value.ts';

/** `answers`: what was accepted before; only with them can a yes to “is that still right?” be one. */
export type About = {
  messages: readonly Message[];
  fields: readonly Field[];
  zone: string;
  country: string;
  answers?: readonly Answer[];
};
export type Check =
  | { kind: 'accepted'; value: Value; evidence: Evidence; confidence: number }
  | { kind: 'refused'; reason: RefusalReason };

export function checkClaim(claim: Claim, about: About): Check {
  const field = about.fields.find(({ id }) => id === claim.field);
  if (field === undefined) return refused('unknown-field');
  const message = about.messages.find(({ n }) => n === claim.message);
  if (message === undefined) return refused('unknown-message');
  if (message.from !== 'visitor') return refused('not-the-visitor');
  if (!mayCarry(message, field, about.fields)) return refused('value-not-in-quote');
  const found = findQuotes(message.text, claim.quote);
  if (found.length === 0) return refused('quote-not-there');
  // "Acme" and "acme" are one quote; where it stands letter by letter is meant.
  const literal = ({ start, end }: Span) => Number(message.text.slice(start, end) === claim.quote);
  const places = found.toSorted((a, b) => literal(b) - literal(a));
  const pending = askedBefore(about.messages, message.n);
  const asked = pending === field.id;
  const { zone, country } = about;
  const context = { at: message.at, asked, zone, country, lone: pending === null || asked };
  const value = field.kind === 'date' ? dateFrom(field, claim.value, context) : claim.value;
  if (value === null || !fits(field, value)) return refused('value-not-in-quote');
  const claimed = { field, value, page: layOut(message.text, country), context, asserted: true };
  for (const place of places.filter((one) => !isEcho(message, one, about.messages))) {
    const said = supported(place, claimed);
    if (said === null) continue;
    const { value: read, start, end } = said;
    const words = message.text.slice(start, end);
    if (isReply(words, message.n, about)) continue;
    if (isSuperseded({ field, value: read, message: message.n, words }, about)) return refused('not-asserted');
    const evidence = { kind: 'said' as const, message: message.n, start, end };
    return sureEnough(field, { value: read, evidence, basis: basisOf({ ...said, field, words, asked }) });
  }
  // The words may be a yes to what Baton proposed: what they say themselves goes first.
  const { offer } = claim;
  if (offer === undefined) return refused(isSpoken(message, places, claimed) ? 'not-asserted' : 'value-not-in-quote');
  const { messages, answers } = about;
  const agreed = confirmed({ ...claim, value, offer }, { field, messages, answers, context });
  return agreed.kind === 'accepted' ? sureEnough(field, agreed) : agreed;
}

/** A bare "yes" to whether something still holds chooses no option, whatever else it means to its question. */
function isReply(words: string, n: number, { messages, answers = [], country }: About): boolean {
  return stillSoBefore(messages, n, { answers }) !== null && isMereReply(words, country);
}

type Borne = { value: Value; evidence: Evidence; basis: Basis };

/** What is not sure enough for its field is asked again. */
function sureEnough(field: Field, { value, evidence, basis }: Borne): Check {
  const points = confidence(basis);
  if (points < field.confidence) return refused('not-sure-enough');
  return { kind: 'accepted', value, evidence, confidence: points };
}

const inQuotes = /["“”„«»][^"“”„«»\n]{2,300}["“”„«»]/gu;

/** "Lead routing? What is that?" */
const thrownBack = /^[^.,;!?\n]{2,80}\?(?=\s*\S)/gu;

/** Baton's own name, and words in quotation marks or thrown back as a question that stand in an earlier line of Baton's. */
function isEcho({ n, text }: Message, place: Span, messages: readonly Message[]): boolean {
  const heard = messages.filter((one) => one.from === 'baton' && one.n < n).map((one) => one.text);
  const named = `I'm ${text.slice(place.start, place.end)}`;
  if (heard.some((line) => findQuotes(line, named).length > 0)) return true;
  const quoted = [...matches(text, inQuotes), ...matches(text, thrownBack)].find(
    ({ index, 0: words }) => index <= place.start && place.end <= index + words.length,
  );
  if (quoted === undefined) return false;
  return heard.some((line) => findQuotes(line, quoted[0]).length > 0);
}

type Supported = Span & { value: Value; weak: boolean };
/** `asserted`: false asks only whether the words carry the value, whoever says it and however. */
type Claimed = {
  field: Field;
  value: Value;
  page: Page;
  context: ReadingContext & { lone: boolean };
  asserted: boolean;
};

/** Whether the words carry the value and the visitor only denies, imagines, asks, quotes, dictates it or tells it of others. */
function isSpoken({ text }: Message, places: readonly Span[], claimed: Claimed): boolean {
  // A line that is quoted mail style reads like any other without its mark.
  const page = layOut(text.replace(/^>/gmu, ' '), claimed.context.country);
  return places.some((place) => supported(place, { ...claimed, page, asserted: false }) !== null);
}

/** A time as people name it ("end of Q1") stands for the days it names, seen from the message. */
function dateFrom(field: Field, value: Value, context: ReadingContext): Value | null {
  if (typeof value !== 'string' || dateShape.test(value)) return value;
  if (value.length > 60) return null;
  const named = literalFindings(field, layOut(value, context.country), context);
  return named.length === 1 ? (named[0]?.value ?? null) : null;
}

/** What the quoted words say in their message, if that is what is claimed. */
function supported(place: Span, { field, value, page, context, asserted }: Claimed): Supported | null {
  if (field.kind === 'text') return inWords(saidText(page, place, { field, value: String(value), asserted }));
  if (field.kind === 'company' || field.kind === 'person') {
    return inWords(saidName(page, place, { field, value: String(value), asked: context.asked, asserted }));
  }
  const findings = asserted ? possibleFindings : spokenFindings;
  const near = findings(field, page, context).filter(
    (one) => one.start < place.end && one.end > place.start && standsFor(field.kind, value, one.value),
  );
  const inside = near.find((one) => one.start >= place.start && one.end <= place.end);
  if (inside !== undefined) return { value: inside.value, weak: inside.weak, ...place };

  // The quote is shorter than the words that carry the value: it must say the same on its own.
  const quoted = layOut(page.original.slice(place.start, place.end), context.country);
  const alone = [...literalFindings(field, quoted, context), ...countsIn(field, quoted, context)];
  const wider = near.find((one) => alone.some((other) => standsFor(field.kind, other.value, one.value)));
  if (wider === undefined) return null;
  const { start, end } = { start: Math.min(wider.start, place.start), end: Math.max(wider.end, place.end) };
  return { value: wider.value, weak: wider.weak, start, end };
}

function inWords(said: Omit<Supported, 'weak'> | null): Supported | null {
  return said && { ...said, weak: false };
}

function refused(reason: RefusalReason): Check {
  return { kind: 'refused', reason };
}

const dateShape = /^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?:\/\d{4}-\d{2}-\d{2})?$/;

/** Whether a value has the shape of the field's kind. */
export function fits({ kind, options }: Field, value: Value): boolean {
  if (kind === 'number') return isAmount(value) || (isPlain(value, ['min', 'max']) && isRange(value));
  if (kind === 'money') return isMoney(value);
  if (typeof value !== 'string' || value.trim() === '') return false;
  if (kind === 'choice') return options.some(({ id }) => id === value);
  return kind !== 'date' || dateShape.test(value);
}

function isMoney(value: unknown): boolean {
  if (isPlain(value, ['amount', 'currency', 'per'])) return 'amount' in value && isAmount(value.amount);
  return isPlain(value, ['min', 'max', 'currency', 'per']) && isRange(value);
}

function isRange(value: Record<string, unknown>): boolean {
  return isAmount(value.min) && isAmount(value.max) && Number(value.min) <= Number(value.max);
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isPlain(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => keys.includes(key));
}
