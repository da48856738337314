// What a form sent, as inputs in the order in which they stand: plain, with parts, or as JSON. Only text is taken.
import type { Context } from 'hono';
import { z } from 'zod';
import type { FormInput } from '../core/form.ts';
import { BadRequestError } from '../errors.ts';

const mostInputs = 50;
const longestName = 64;
const longestText = 5_000;

export type Sent = { kind: 'read'; inputs: FormInput[] } | { kind: 'empty' | 'files' | 'large' };

const jsonValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const jsonForm = z.record(z.string(), z.union([jsonValue, z.array(jsonValue)]));

export async function readForm(c: Context): Promise<Sent> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return checked(await fromJson(c));
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data') {
    throw new BadRequestError(
      415,
      'Send the form as application/x-www-form-urlencoded, multipart/form-data or application/json.',
    );
  }
  const parts = await c.req.formData().catch((cause: unknown) => {
    throw new BadRequestError(
      400,
      `The form could not be read: ${cause instanceof Error ? cause.message : 'no form'}.`,
    );
  });
  const given = [...parts];
  // A file input that nobody used is sent all the same, without a name.
  if (given.some(([, value]) => typeof value !== 'string' && (value.size > 0 || value.name !== ''))) {
    return { kind: 'files' };
  }
  return checked(given.flatMap(([name, value]) => (typeof value === 'string' ? [{ name, text: value }] : [])));
}

async function fromJson(c: Context): Promise<FormInput[]> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const read = jsonForm.safeParse(body);
  if (!read.success) {
    throw new BadRequestError(422, 'Send one JSON object: input names, each with a text, a number or a list of them.');
  }
  return Object.entries(read.data).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (each === null ? [] : [{ name, text: String(each) }])),
  );
}

/** What was left empty says nothing, and is no line. */
function checked(inputs: readonly FormInput[]): Sent {
  const filled = inputs
    .map(({ name, text }) => ({ name: name.trim(), text: text.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim() }))
    .filter(({ name, text }) => name !== '' && text !== '');
  if (filled.length === 0) return { kind: 'empty' };
  const isLarge = filled.some(({ name, text }) => name.length > longestName || text.length > longestText);
  return isLarge || filled.length > mostInputs ? { kind: 'large' } : { kind: 'read', inputs: filled };
}
