// What any product says, made fit to be kept: text without what databases refuse, times that can be, addresses that are some.
import { z } from 'zod';
import type { Page, Visitor } from '../../core/lead.ts';
import { text } from '../webhook.ts';
import { htmlWords } from './html-words.ts';

/** Nobody types more at once; a pasted log is cut rather than lost. */
const longest = 10_000;
const earliest = Date.UTC(2000);
const latest = Date.UTC(2100);

/** Empty: nothing was said. */
export const words = (given: unknown): string =>
  typeof given === 'string' ? text.parse(given).trim().slice(0, longest) : '';

/** The same of what comes as HTML. */
export const html = (given: unknown): string =>
  typeof given === 'string' ? words(htmlWords(given.slice(0, 4 * longest))) : '';

/** Whatever a product sends or leaves out. */
export const anything = z.unknown().optional();
export const aNumber = z.number().nullish().catch(null);

/** Of a list, those that are such; whatever else stands in it is nothing to us. */
export const those = <Shape extends z.ZodType>(shape: Shape) =>
  z.array(z.unknown()).transform((given) =>
    given.flatMap((each): z.output<Shape>[] => {
      const read = shape.safeParse(each);
      return read.success ? [read.data] : [];
    }),
  );

/** The same of what may be no list at all. */
export const some = <Shape extends z.ZodType>(shape: Shape) => those(shape).catch([]);

/** Ids come as text or as numbers. */
export const anId = z.union([z.string().min(1).max(300), z.number()]).transform((given) => text.parse(String(given)));

export function at(ms: number | null | undefined): { at?: string } {
  return ms != null && ms > earliest && ms < latest ? { at: new Date(ms).toISOString() } : {};
}

type Vouched = 'email' | 'phone';
/** `verified`: what the product has checked of it, or a signature that it checked covers. */
type Person = { id: string; name?: unknown; email?: unknown; phone?: unknown; verified?: readonly Vouched[] };

/** What is odd about a person is left out, never the person. */
export function visitorOf({ id, name, email, phone, verified = [] }: Person): Visitor {
  const called = words(name).slice(0, 200);
  const reached = words(phone).slice(0, 50);
  const address = z.email().safeParse(words(email)).data;
  const reach = {
    ...(address !== undefined && address.length <= 254 && { email: address }),
    ...(reached !== '' && { phone: reached }),
  };
  const vouched = verified.filter((what) => what in reach);
  return { id, ...(called !== '' && { name: called }), ...reach, ...(vouched.length > 0 && { verified: vouched }) };
}

export function pageOf(url: unknown, title?: unknown): Page | null {
  const address = words(url);
  const called = words(title).slice(0, 300);
  if (!/^https?:\/\//.test(address)) return null;
  return { url: address.slice(0, 2_000), ...(called !== '' && { title: called }) };
}
