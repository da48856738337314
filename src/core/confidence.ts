// How sure an answer is, in whole points from 0 to 100: by the kind of its evidence alone, never by what a model says of
// itself. Every accepted answer has one of these bases, so the weakest of them is the threshold that refuses nothing.
import type { Field } from './playbook.ts';
import { findQuotes } from './quote.ts';
import type { Value } from './value.ts';

/** The strongest first. */
const points = {
  /** Said word for word in answer to its own question. */
  answered: 100,
  /** Said word for word, unasked. */
  stated: 90,
  /** The words mean it and do not say it: "a dozen", "end of Q1", a synonym of an option. */
  implied: 80,
  /** A clear yes to what Baton proposed. */
  agreed: 75,
  /** Only the question makes the words an answer: "yes", a bare "13". */
  short: 70,
  /** The same words, and nothing had been asked. */
  bare: 55,
  /** A mere "ok" to what Baton proposed. */
  assented: 50,
} as const;
export type Basis = keyof typeof points;
export const bases = Object.keys(points) as Basis[];

export function confidence(basis: Basis): number {
  return points[basis];
}

/** Below this a rep reads that the answer is only likely. Answers from before confidence was kept have none. */
export function isOnlyLikely(points: number | undefined): boolean {
  return points !== undefined && points < 60;
}

/** `weak`: nothing in the words themselves tells what they are about. */
type Said = { field: Field; value: Value; words: string; asked: boolean; weak: boolean };

export function basisOf({ field, value, words, asked, weak }: Said): Basis {
  const literal = isLiteral(field, value, words);
  if (weak && !(literal && field.kind === 'choice')) return asked ? 'short' : 'bare';
  if (!literal) return 'implied';
  return asked ? 'answered' : 'stated';
}

/** Whether the words say the value itself. A name is stored as it was written, a number to call digit by digit. */
function isLiteral({ kind, options }: Field, value: Value, words: string): boolean {
  switch (kind) {
    case 'number':
    case 'money':
      return amountsOf(value).every((amount) => figuresIn(words).includes(amount));
    case 'date':
      return words.includes(String(value));
    case 'choice': {
      const { label = String(value), labels = [label] } = options.find(({ id }) => id === value) ?? {};
      return labels.some((each) => findQuotes(words, each).length > 0);
    }
    case 'text':
    case 'email':
      return findQuotes(words, String(value)).length > 0;
    default:
      return true;
  }
}

function amountsOf(value: Value): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return [];
  return 'amount' in value ? [value.amount] : [value.min, value.max];
}

/** "1,200" and "1.200" are one figure; "10-20" are two. */
function figuresIn(words: string): number[] {
  return (words.match(/\d+(?:[.,'’\s]\d{3})*(?!\d)/gu) ?? []).map((figure) => Number(figure.replace(/\D/g, '')));
}
