// The shape in which a model must answer: a strict JSON Schema made from the playbook, and the way back from its answer.
// The schema is part of the cached prompt, so the same playbook always gives the same bytes.
import { z } from 'zod';
import type { Reply } from './interviewer.ts';
import type { Claim } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import type { FieldKind, Value } from './value.ts';
import { type Wants, wants } from './wants.ts';

export type ReadTurn =
  | { kind: 'turn'; claims: Claim[]; wants: Wants; reply: Reply }
  | { kind: 'wrong'; why: 'malformed' | 'wrong-shape' | 'unknown-field' | 'empty-reply' };

const range = { min: z.number(), max: z.number() };
const unit = { currency: z.string().nullable(), per: z.enum(['day', 'week', 'month', 'year', 'user']).nullable() };
const values = {
  number: z.union([z.number(), z.strictObject(range)]),
  money: z.union([z.strictObject({ amount: z.number(), ...unit }), z.strictObject({ ...range, ...unit })]),
  words: z.string(),
};

const lineNumber = z.int().min(1).max(9_999);

/**
 * Fields of one kind of value share a shape, so that a value of the wrong kind cannot even be written. The reply comes last:
 * whoever reads along knows what it stands on.
 */
function turnShape({ fields }: Playbook) {
  const ids = (of: readonly Field[]) => z.enum(of.map(({ id }) => id));
  const claim = (field: z.ZodType<string>, value: z.ZodType) =>
    z.strictObject({ field, value, message: lineNumber, quote: z.string(), offer: lineNumber.nullable() });
  const typed = (['number', 'money', 'words'] as const).flatMap((kind) => {
    const of = fields.filter((field) => field.kind !== 'choice' && shapeOf(field.kind) === kind);
    return of.length === 0 ? [] : [claim(ids(of), values[kind])];
  });
  const choices = fields
    .filter(({ kind }) => kind === 'choice')
    .map((field) => claim(ids([field]), z.enum(field.options.map(({ id }) => id))));
  const claims = z.array(z.union([...typed, ...choices]));
  return z.strictObject({ claims, wants: z.enum(wants), next: ids(fields).nullable(), reply: z.string() });
}

function shapeOf(kind: FieldKind): keyof typeof values {
  return kind === 'number' || kind === 'money' ? kind : 'words';
}

/** Strict structured output knows no bounds on integers: they are checked on the way back. */
export function toModelSchema(playbook: Playbook): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(turnShape(playbook), {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    },
  });
  return schema;
}

export function readTurn(text: string, playbook: Playbook): ReadTurn {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { kind: 'wrong', why: 'malformed' };
  }
  if (namesUnknownField(given, playbook)) return { kind: 'wrong', why: 'unknown-field' };
  const read = turnShape(playbook).safeParse(given);
  if (!read.success) return { kind: 'wrong', why: 'wrong-shape' };
  const { claims, wants: wish, next, reply } = read.data;
  const words = replyText(reply);
  if (words === '') return { kind: 'wrong', why: 'empty-reply' };
  return { kind: 'turn', claims: claims.map(toClaim), wants: wish, reply: { text: words, asks: next } };
}

/** What is left of a reply, be it all there or only begun. */
export function replyText(reply: string): string {
  return clean(reply).trim();
}

const named = z.object({ claims: z.array(z.object({ field: z.string() })), next: z.string().nullable() });

function namesUnknownField(given: unknown, { fields }: Playbook): boolean {
  const read = named.safeParse(given);
  if (!read.success) return false;
  const names = [...read.data.claims.map(({ field }) => field), ...(read.data.next === null ? [] : [read.data.next])];
  return names.some((name) => !fields.some(({ id }) => id === name));
}

type Read = { field: string; value: unknown; message: number; quote: string; offer: number | null };

function toClaim({ field, value, message, quote, offer }: Read): Claim {
  return { field, value: toValue(value), message, quote: clean(quote), ...(offer !== null && { offer }) };
}

function toValue(value: unknown): Value {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value as Value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null)) as Value;
}

/** Postgres refuses NUL and lone surrogates in text, and a refused claim is stored as it was made. */
function clean(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed().slice(0, 4_000);
}
