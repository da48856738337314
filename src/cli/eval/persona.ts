// A scripted visitor for `npm run eval -- interview`: what is true of them, and what they say to which question. They go
// by the field that Baton's line asks for, never by its words, so that any wording and any language is answered alike.
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Lead } from '../../core/lead.ts';
import { type Field, fieldOf, type Playbook } from '../../core/playbook.ts';
import { ConfigError } from '../../errors.ts';

export const outcomes = ['qualified', 'asked', 'nurtured', 'closed', 'unfinished'] as const;
export type Outcome = (typeof outcomes)[number];

/** `carries`: the facts that stand in the words. Without it an answer carries what it answers, anything else nothing. */
const wording = z.union([
  z.string().transform((says) => ({ says, carries: undefined })),
  z.strictObject({ says: z.string(), carries: z.array(z.string()).optional() }),
]);
const wordings = z.union([wording.transform((one) => [one]), z.array(wording).min(1)]);
/** By the id of a field or, for a field of which the persona never heard, by its kind. */
const answers = z.record(z.string(), wordings);

const personaSchema = z.strictObject({
  about: z.string(),
  expects: z.strictObject({
    outcome: z.array(z.enum(outcomes)).min(1),
    answers: z.record(z.string(), z.unknown()).default({}),
  }),
  facts: z
    .record(z.string(), z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]))
    .describe('What may be recorded, by field or kind; of several any one is true'),
  opens: wordings,
  answers: answers.default({}),
  unsure: wordings,
  /** What they do on their own at a turn: beside the answer, or instead of it. */
  does: z.array(z.strictObject({ turn: z.int(), says: wordings, instead: z.boolean().default(false) })).default([]),
  /** How they answer from a turn on: in another language, for example. */
  from: z.array(z.strictObject({ turn: z.int(), answers, unsure: wordings.optional() })).default([]),
});

export type Persona = z.infer<typeof personaSchema> & { name: string };
type Wordings = z.infer<typeof wordings>;
export type Said = { says: string; carries: readonly string[] };

const folder = new URL('./personas/', import.meta.url);

export async function readPersonas(): Promise<Persona[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yml')).toSorted();
  const read = files.map(async (file): Promise<Persona> => {
    const page = personaSchema.safeParse(parse(await readFile(new URL(file, folder), 'utf8')));
    if (!page.success) throw new ConfigError([`${file}: ${z.prettifyError(page.error)}`]);
    return { ...page.data, name: file.replace(/\.yml$/, '') };
  });
  return Promise.all(read);
}

/** What is written under the id of the field, else under its kind. */
export function keyFor(of: Record<string, unknown>, { id, kind }: Pick<Field, 'id' | 'kind'>): string | undefined {
  return [id, kind].find((key) => Object.hasOwn(of, key));
}

/** What the persona says next. Round by round the wordings change, and with them the order in which facts come up. */
export function speaker(persona: Persona, { playbook, round }: { playbook: Playbook; round: number }) {
  const asked = new Map<string, number>();
  const givenFor = new Map<string, string>();
  const pick = (from: Wordings, times: number, carries: readonly string[] = []): Said => {
    const chosen = from[(round + times) % from.length];
    if (chosen === undefined) throw new Error(`${persona.name} has no words.`);
    return { says: chosen.says, carries: chosen.carries ?? carries };
  };
  const answer = (turn: number, asks: string | null): Said => {
    const now = persona.from.filter((one) => one.turn <= turn);
    const known = Object.assign({}, persona.answers, ...now.map((one) => one.answers)) as Persona['answers'];
    const field = asks === null ? undefined : fieldOf(playbook, asks);
    const key = field && keyFor(known, field);
    const times = asked.get(asks ?? '') ?? 0;
    asked.set(asks ?? '', times + 1);
    // Nobody gives one answer to two different questions.
    const fits = key !== undefined && (givenFor.get(key) ?? asks) === asks ? known[key] : undefined;
    if (key === undefined || asks === null || fits === undefined) {
      return pick(now.findLast((one) => one.unsure !== undefined)?.unsure ?? persona.unsure, turn);
    }
    givenFor.set(key, asks);
    return pick(fits, times, [key]);
  };
  return (turn: number, messages: Lead['messages']): Said[] => {
    const asks = messages.findLast(({ from }) => from === 'baton')?.asks ?? null;
    const own = persona.does.filter((one) => one.turn === turn);
    const doing = own.map(({ says }) => pick(says, 0));
    if (turn === 1) return [pick(persona.opens, 0), ...doing];
    return own.some(({ instead }) => instead) ? doing : [answer(turn, asks), ...doing];
  };
}
