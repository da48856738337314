// Reads the lines of an evaluation file. A line that is no JSON or lacks a key becomes a report that names its number.
import { z } from 'zod';
import type { Message } from '../../core/lead.ts';

/** A line as it is printed: for programs and for people. */
export type Printed = { data: object; text: string };
export type Evaluation = { lines: Printed[]; summary: string[] };

export type BadLine = { kind: 'bad'; line: number; problem: string; id?: string };
export type GoodLine<T> = { kind: 'good'; line: number; value: T };

export const messagesSchema = z.array(
  z.object({
    n: z.int(),
    from: z.enum(['visitor', 'baton']),
    text: z.string(),
    at: z.iso.datetime({ offset: true }).optional(),
  }),
);

export function readLines<T>(text: string, schema: z.ZodType<T>): (GoodLine<T> | BadLine)[] {
  return text.split(/\r?\n/).flatMap((line, index): (GoodLine<T> | BadLine)[] => {
    const read = line.replace(/^\uFEFF/, '').trim();
    return read === '' ? [] : [readLine(read, index + 1, schema)];
  });
}

function readLine<T>(text: string, line: number, schema: z.ZodType<T>): GoodLine<T> | BadLine {
  const data = parsed(text);
  if (data === undefined) return { kind: 'bad', line, problem: 'This is not JSON.' };
  const read = schema.safeParse(data);
  if (read.success) return { kind: 'good', line, value: read.data };
  const problem = read.error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`).join('; ');
  const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(data);
  return { kind: 'bad', line, problem, ...(id.success && { id: String(id.data.id) }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Messages as the product knows them. Their own time counts, else the one of the evaluation. */
export function toMessages(messages: z.infer<typeof messagesSchema>, at: string): Message[] {
  return messages
    .map((message) => ({ ...message, at: message.at ?? at, name: null, channel: 'eval', asks: null }))
    .sort((a, b) => a.n - b.n);
}

export function badLine({ line, problem, id }: BadLine): Printed {
  return {
    data: { ...(id !== undefined && { id }), accepted: false, reason: 'bad-line', line, problem },
    text: `line ${line}: ${problem}`,
  };
}

export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
