// The small shapes of which a playbook page is made: ids, times, and the rules that ask what is known of a lead.
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { type Language, languages } from './language.ts';

export const slug = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _, starting with a letter');
export const sentence = z.string().trim().min(1).max(600);
export const slackChannel = z
  .string()
  .regex(/^(#[^\s#]{1,80}|[CG][A-Z0-9]{6,})$/, 'use "#channel-name" or a channel id');
export const slackPeople = z
  .string()
  .regex(/^[UWS][A-Z0-9]{4,}$/, 'use a Slack user id such as U024BE7LH or a user group id such as S0614TZR7');

export const condition = z.strictObject({
  field: slug,
  is: z.array(slug).optional().describe('One of these options'),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  withinDays: z.number().optional().describe('The date lies within this many days of the conversation'),
});

/** A bare field id means "this field is known". */
const known = slug.transform((id) => ({ field: id }));
export const needed = z.union([known, condition], { error: 'Write a field id, or { field: id, … } with a rule' });

const somePages = z.strictObject({
  page: z
    .array(z.string().trim().min(1))
    .min(1)
    .describe('The visitor came on one of these: "/de/" begins the path, anything else stands in the address'),
});

export const origin = z
  .string()
  .refine(isOrigin, 'write an origin such as https://www.acme.com: no path, and nothing after the host but a port');

function isOrigin(given: string): boolean {
  return /^https?:/.test(given) && URL.canParse(given) && new URL(given).origin === given;
}

export const language = z.enum(languages);
/** One of the shape for each language that needs it. */
export const inLanguages = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .strictObject(
      Object.fromEntries(languages.map((each) => [each, shape.exactOptional()])) as Record<
        Language,
        z.ZodExactOptional<Shape>
      >,
    )
    .prefault({});

const someLanguages = z.strictObject({
  language: z.array(language).min(1).describe('The visitor writes one of these, whether or not Baton answers in it'),
});

/** What a team or a rep takes is asked of what is known, where the visitor came in and what they write. */
export const taken = z.union([known, condition, somePages, someLanguages], {
  error: 'Write a field id, { field: id, … } with a rule, { page: [/de/] } or { language: [de] }',
});

export const zone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), 'use an IANA time zone such as Europe/Berlin');
/** A workspace, or an organisation with Enterprise Grid. */
export const slackWorkspace = z.string().regex(/^[TE][A-Z0-9]{4,}$/, 'use a workspace id such as T024BE7LH');

export const holidays = z.array(z.iso.date('write a holiday as 2026-12-25'));

export const slackUser = z.string().regex(/^[UW][A-Z0-9]{4,}$/, 'use a Slack user id such as U024BE7LH');

export const customers = z.strictObject({
  when: z
    .array(taken)
    .min(1, 'name at least one rule, or remove "customers"')
    .describe('All of these hold for a visitor who is a customer already'),
  tell: slackChannel.describe('Channel that hears when the lead of a customer is qualified no more'),
});

export const review = z.strictObject({
  reviewers: z
    .array(slackPeople)
    .min(1, 'name at least one reviewer, or remove "review"')
    .describe('Read a few conversations a week and say which answers are right'),
  perWeek: z
    .int()
    .min(1)
    .max(20)
    .default(8)
    .describe('Conversations that each of them reads a week; some are read by two, to see whether they agree'),
});
