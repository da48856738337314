// A question for what a visitor said long ago that shows them their own old words. Whoever counts how often we ask for
// something, or ask for what we know, must not count these: nobody is made to say anything twice.
import { DateTime } from 'luxon';
import { clip } from './clip.ts';
import type { Span } from './folded.ts';
import type { Language } from './language.ts';
import { type Answer, type Lead, type Message, quoteOf } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { buttonOf } from './playbook-fields.ts';
import { isOver } from './stale.ts';

const inMarks = /[“„«"][^“”„«»"]+[”“»"]/u;

/** A line of Baton's that asks for what had been said before it, with words in quotation marks. */
export function isStillSo(line: Message, { answers }: Pick<Lead, 'answers'>): boolean {
  const { from, asks, n, text } = line;
  if (from !== 'baton' || asks === null || !inMarks.test(text)) return false;
  return answers.some(({ field, evidence }) => field === asks && evidence.message < n);
}

/** The last line of Baton's before message `n`, where it asks whether something still holds. */
export function stillSoBefore(messages: readonly Message[], n: number, lead: Pick<Lead, 'answers'>): Message | null {
  const line = messages.findLast((message) => message.from !== 'visitor' && message.n < n);
  return line !== undefined && isStillSo(line, lead) ? line : null;
}

/** As much of them as anybody reads before a question. */
const longest = 160;

type Said = Pick<Lead, 'messages'>;

/** The visitor's words; of what they agreed to, those that Baton had proposed. */
function theirWords({ messages }: Said, { evidence }: Answer): string {
  const offer = evidence.kind === 'confirmed' ? messages[evidence.offer - 1] : undefined;
  const words =
    evidence.kind === 'confirmed' && offer !== undefined
      ? offer.text.slice(evidence.offered.start, evidence.offered.end)
      : quoteOf({ messages }, evidence);
  return clip(words.replace(/\s+/gu, ' ').trim(), longest);
}

/** "Yes" and "13" say something only beside their question. */
function isShort({ evidence, confidence = 100 }: Answer): boolean {
  return evidence.kind !== 'confirmed' && confidence <= 70;
}

/** Where a line has the old words of an answer, or what stands for the option that a short one chose. */
export function oldWordsIn(text: string, answer: Answer, { lead, field }: { lead: Said; field: Field }): Span | null {
  const { labels = [] } = field.options.find(({ id }) => id === answer.value) ?? {};
  for (const words of [theirWords(lead, answer), ...labels]) {
    const start = text.indexOf(words);
    if (start >= 0) return { start, end: start + words.length };
  }
  return null;
}

/** `lines`: with the blanks that `when` and `quote` fill. `words`: letter by letter what the line must have. */
export type StillSo = { lines: string[]; when: string; quote: string };

type Asking = { lead: Lead; field: Field; playbook: Playbook; language: Language; now: string };

/** `playbook`: in the visitor's language. A day that is over cannot hold any more: they are asked for another. */
export function stillSo(answer: Answer, at: string, { lead, field, playbook, language, now }: Asking): StillSo {
  const { words, translations, zone } = playbook;
  const option = field.options.find(({ id }) => id === answer.value);
  const short = isShort(answer);
  const quote =
    short && option !== undefined ? buttonOf(field, option, { translations, language }) : theirWords(lead, answer);
  const { question } = playbook.fields.find(({ id }) => id === field.id) ?? field;
  const lines = isOver(field, answer, now)
    ? [words.saidThen, question]
    : [...(short ? [question] : []), words.saidThen, words.stillSo];
  return { lines, when: whenSaid(at, { now, zone, language }), quote };
}

const months: Record<Language, (month: string) => string> = {
  en: (month) => `In ${month}`,
  de: (month) => `Im ${month}`,
  fr: (month) => `En ${month}`,
  es: (month) => `En ${month}`,
};
const days: Record<Language, (day: string) => string> = {
  en: (day) => `On ${day}`,
  de: (day) => `Am ${day}`,
  fr: (day) => `Le ${day}`,
  es: (day) => `El ${day}`,
};

/** "In March", "In March 2024", "On 3 November". */
function whenSaid(at: string, { now, zone, language }: { now: string; zone: string; language: Language }): string {
  const then = DateTime.fromISO(at, { zone }).setLocale(language);
  const present = DateTime.fromISO(now, { zone });
  if (then.hasSame(present, 'month')) return days[language](then.toLocaleString({ day: 'numeric', month: 'long' }));
  const isNear = present.diff(then, 'months').months < 11;
  return months[language](then.toLocaleString({ month: 'long', ...(!isNear && { year: 'numeric' }) }));
}
