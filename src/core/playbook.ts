// The playbook: one YAML page the teams agree on. This file is its shape; `parse-playbook.ts` reads the page.
// Every description here ends up in the JSON Schema that editors show.
import { isSupportedCountry } from 'libphonenumber-js';
import { z } from 'zod';
import { hoursSchema } from './hours.ts';
import { type BookingRules, bookingSchema, type MeetingKind, usualBooking } from './playbook-booking.ts';
import { crmSchema } from './playbook-crm.ts';
import { digestSchema, lanesSchema } from './playbook-digest.ts';
import { experimentsSchema } from './playbook-experiments.ts';
import { fieldSchema, translatedField, withLabels } from './playbook-fields.ts';
import { formSchema } from './playbook-form.ts';
import { nurtureSchema, nurtureTranslation } from './playbook-nurture.ts';
import {
  type condition,
  customers,
  holidays,
  inLanguages,
  language,
  needed,
  review,
  sentence,
  slackChannel,
  slackPeople,
  slackUser,
  slackWorkspace,
  slug,
  type taken,
  zone,
} from './playbook-parts.ts';
import { ladder, team } from './playbook-teams.ts';
import { widgetSchema } from './playbook-widget.ts';
import { playbookWords } from './playbook-words.ts';
import { builtInWords } from './words.ts';
import { alwaysOpen } from './working-time.ts';

const points = z.int().min(-100).max(100);

const pillar = z.strictObject({
  needs: z.array(needed).default([]).describe('All of these'),
  oneOf: z.array(needed).default([]).describe('And at least one of these'),
});

const rule = z.strictObject({
  points,
  when: needed,
  because: sentence.describe('What a manager reads beside the points'),
});

const conduct = z.discriminatedUnion('when', [
  z.strictObject({
    points,
    when: z.enum([
      'answers-twice',
      'answers-quickly',
      'answers-slowly',
      'asks-questions',
      'asks-for-person',
      'asked-again',
      'broken-hand-back',
    ]),
    because: sentence,
  }),
  z.strictObject({
    points,
    when: z.literal('silent').describe('The visitor has not answered for so many days'),
    days: z.number().positive(),
    because: sentence,
  }),
]);

const translation = z.strictObject({
  words: playbookWords.prefault({}).describe('What Baton says in this language in place of its own words'),
  fields: z.record(slug, translatedField).default({}).describe('By the id of the field'),
  nurture: nurtureTranslation,
});

export const playbookSchema = z
  .strictObject({
    company: z.strictObject({ name: sentence.describe('Whose website this is') }),
    zone: zone.default('UTC').describe('IANA time zone in which dates and working hours are understood'),
    hours: hoursSchema
      .default(alwaysOpen)
      .describe('Working hours such as mon-fri: 09:00-17:30; without them somebody is there at any time'),
    holidays: holidays.default([]).describe('Days on which nobody works, such as 2026-12-25'),
    country: z
      .string()
      .refine((country) => isSupportedCountry(country), 'use a two-letter country code such as US')
      .default('US')
      .describe('Country of phone numbers written without a country code'),
    knowledge: z
      .string()
      .trim()
      .min(1)
      .optional()
      .describe('Folder of markdown pages, seen from this file, from which Baton answers questions'),
    languages: z
      .tuple([language], language)
      .default(['en'])
      .describe('Languages Baton answers in; the first is the one this page is written in'),
    words: playbookWords.prefault({}).describe('What Baton says besides the questions, in place of its own words'),
    translations: inLanguages(translation).describe('The questions, and words of your own, in the other languages'),
    experiments: experimentsSchema.describe('Ways of saying the same that are tried beside each other'),
    fields: z.array(fieldSchema).min(1).describe('In the order in which Baton asks'),
    pillars: z.strictObject({ intent: pillar, context: pillar, nextStep: pillar }),
    continuity: z
      .strictObject({
        answers: z.int().min(1).default(2).describe('Turns the visitor must have answered'),
        longestGapHours: z.number().positive().default(48).describe('A longer silence breaks continuity'),
        sameQuestion: z.int().min(1).default(2).describe('Asking a question more often than this breaks continuity'),
      })
      .prefault({}),
    rubric: z.strictObject({ answers: z.array(rule).min(1), conduct: z.array(conduct).default([]) }),
    bar: z.strictObject({
      start: z
        .int()
        .min(0)
        .max(100)
        .describe('Score at which a qualified conversation goes to reps until verdicts move it'),
      nurtureFrom: z.int().min(0).max(100).describe('Score from which a conversation under the bar is nurtured'),
      share: z
        .number()
        .min(0.05)
        .max(0.95)
        .default(0.5)
        .describe('Share of borderline leads that reps should still take: verdicts move the bar to where they do'),
    }),
    limits: z
      .strictObject({
        turns: z.int().min(1).default(10).describe('Visitor turns after which Baton closes with what is known'),
        modelTokens: z
          .int()
          .min(0)
          .default(150_000)
          .describe('Tokens a model may read and write in one conversation; after that the guided interviewer asks on'),
        silenceMinutes: z.number().positive().default(30).describe('Silence after which a conversation is settled'),
        takeoverMinutes: z
          .number()
          .positive()
          .default(20)
          .describe('Silence after which Baton takes back a conversation that a rep took over'),
        answerHours: z
          .number()
          .positive()
          .default(8)
          .describe('Working hours after which a visitor whose last line nobody answered counts as left waiting'),
      })
      .prefault({}),
    teams: z.array(team).min(1),
    ladder: ladder
      .prefault({})
      .describe('How long a lead waits for whom, in minutes of working time; what is 0 or missing is not done'),
    booking: bookingSchema.prefault({}).describe('How meetings are booked, where a calendar is connected'),
    nurture: nurtureSchema.prefault({}).describe('What is written to visitors who are not ready yet'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'use the three letters of a currency, such as EUR')
      .default('USD')
      .describe('What reps mostly sell in: filled in where they say what became of a lead'),
    crm: crmSchema.exactOptional().describe('What of a lead goes where in the CRM; none: no CRM is wanted'),
    owners: z
      .record(z.string().trim().toLowerCase(), slackUser)
      .default({})
      .describe('Companies by domain, or single e-mail addresses, and the rep to whom their leads go'),
    whenAllOut: z
      .enum(['queue', 'nextTeam'])
      .default('queue')
      .describe('queue: the lead waits for its team; nextTeam: it goes to the next team that takes it and is in'),
    roles: z
      .strictObject({
        managers: z
          .array(slackPeople)
          .default([])
          .describe('See the team, reassign any lead, erase people, retry jobs'),
        admins: z.array(slackPeople).default([]).describe('May do what managers may, and see the settings'),
      })
      .prefault({})
      .describe("Everybody else in a team's channel is a rep"),
    review: review
      .exactOptional()
      .describe('Who curates: without it, nobody is asked whether Baton read its visitors rightly'),
    workspace: slackWorkspace
      .optional()
      .describe('Where the ops channel and the teams are; needed only when several workspaces install Baton'),
    ops: slackChannel.optional().describe('Channel that hears when something is stuck or broken'),
    digest: digestSchema.prefault({}).describe('When and where the numbers of the week are told'),
    customers: customers
      .exactOptional()
      .describe('Who is a customer already; without it, nobody is told of customers at risk'),
    lanes: lanesSchema.prefault({}).describe('Ways in that are told beside each other in the reports'),
    form: formSchema.exactOptional().describe('A plain form beside the chat; without it, POST /form is shut'),
    widget: widgetSchema.exactOptional().describe('Our own chat on your pages; without it, there is none'),
    rejectReasons: z
      .array(
        z.strictObject({
          id: slug,
          label: z.string().trim().min(1).max(75),
          tellVisitor: z.boolean().default(true).describe('false: the visitor hears nothing, as for spam'),
          teaches: z
            .enum(['bar', 'routing', 'guard', 'nothing'])
            .exactOptional()
            .describe('What such a verdict is about; only the bar learns from verdicts about the score'),
          givesTurnBack: z.boolean().default(true).describe('false: such a lead uses up the turn of its rep'),
        }),
      )
      .min(1)
      .max(20),
  })
  .describe('Baton playbook')
  // Whatever the page leaves to Baton is said in the page's own language.
  .transform((page) => ({
    ...page,
    words: { ...builtInWords[page.languages[0]], ...page.words },
    fields: withLabels(page),
  }));

export type PlaybookPage = z.infer<typeof playbookSchema>;
/**
 * `version` names the exact page, so that every lead remembers what judged it. `calendar`: whether there is one in which
 * meetings can be booked. `crmName`: what people call the CRM that leads go to; null: there is none.
 */
export type Playbook = PlaybookPage & { version: string; calendar: boolean; crmName: string | null };
export type Field = PlaybookPage['fields'][number];
export type Option = Field['options'][number];
export type Condition = z.infer<typeof condition>;
export type Taken = z.infer<typeof taken>;
export type Team = PlaybookPage['teams'][number];
export type RejectReason = PlaybookPage['rejectReasons'][number];
export type ListedRep = Team['reps'][number];

export type LadderPage = Required<PlaybookPage['ladder']>;

/** The limits of one team: its own, else those of the page. */
export function ladderOf(playbook: PlaybookPage, team: string | undefined): LadderPage {
  const off = { exclusiveMinutes: 0, remindMinutes: 0, managerMinutes: 0, firstTouchMinutes: 0 };
  return { ...off, hideContactUntilClaimed: false, ...playbook.ladder, ...teamOf(playbook, team)?.ladder };
}

/** How meetings of one team are booked: its own rules, else those of the page. */
export function bookingOf(playbook: PlaybookPage, team: string | undefined): BookingRules {
  const { meetings: _, ...page } = playbook.booking;
  return { ...usualBooking, ...page, ...teamOf(playbook, team)?.booking };
}

/** A kind that is in the playbook no more is the first one. */
export function meetingKindOf({ booking }: PlaybookPage, id: string | undefined): MeetingKind {
  const [first] = booking.meetings;
  const found = booking.meetings.find((kind) => kind.id === id) ?? first;
  if (found === undefined) throw new Error('A playbook without a kind of meeting was read.');
  return found;
}

export function fieldOf(playbook: PlaybookPage, id: string): Field | undefined {
  return playbook.fields.find((field) => field.id === id);
}

export function teamOf(playbook: PlaybookPage, id: string | undefined): Team | undefined {
  return playbook.teams.find((team) => team.id === id) ?? playbook.teams.at(-1);
}

/** For editors: what `playbook.yml` may hold, with the descriptions above. */
export function playbookJsonSchema() {
  return z.toJSONSchema(playbookSchema, { io: 'input' });
}
