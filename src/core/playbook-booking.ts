// How meetings are booked: kinds and lengths, how far ahead, how close together, and who may book in the chat. A team names
// only what differs from the page.
import { z } from 'zod';
import { hoursSchema } from './hours.ts';
import { sentence, slackUser, slug, taken } from './playbook-parts.ts';

const minutes = z.int().min(0).max(40_320);
const meetings = z.int().min(1).max(100);

const kind = z.strictObject({
  id: slug,
  label: z.string().trim().min(1).max(60).describe('How reps and visitors read it'),
  minutes: z
    .tuple([z.int().min(5).max(480)], z.int().min(5).max(480))
    .describe('How long it takes; of several, the first is offered and reps may choose the others'),
  with: z.array(slackUser).default([]).describe('Who meets the visitor too, such as a solution engineer'),
});

/** What a team may have of its own. */
const rules = {
  inChat: z
    .union([z.boolean(), z.array(taken).min(1)], { error: 'Write true, false, or a list of rules' })
    .describe('Qualified leads that book in the chat; all others are handed off. A list of rules, all of which hold'),
  whenOut: z
    .enum(['times', 'wait'])
    .describe(
      'times: whoever asks for a person while nobody is at work, or would book in the chat then, is offered times; wait: they hear when the team is back',
    ),
  hours: hoursSchema.describe(
    'When reps are met whose working hours nobody named; without it, Monday to Friday from 9 to 5',
  ),
  everyMinutes: z.int().min(5).max(480).describe('Starts are so far apart'),
  align: z
    .enum(['clock', 'block'])
    .describe('clock: starts are counted from midnight; block: from when working hours begin'),
  noticeMinutes: minutes.describe('Nobody is booked at shorter notice'),
  bufferBeforeMinutes: minutes.describe('Free time a rep has before a meeting'),
  bufferAfterMinutes: minutes.describe('Free time a rep has after a meeting'),
  daysAhead: z.int().min(1).max(90).describe('So many days after today can be booked'),
  perDay: meetings.nullable().describe('No more meetings than this a day for one rep; null: no limit'),
  perWeek: meetings.nullable().describe('No more meetings than this a week for one rep; null: no limit'),
  holdMinutes: z.int().min(1).max(120).describe('A time that was chosen is kept so long for the calendar to take it'),
  perVisitor: z.int().min(1).max(50).describe('How often a visitor may book or move a meeting themselves'),
  remindMinutes: z
    .array(minutes)
    .max(5)
    .describe('The visitor is reminded so long before, in the chat and by e-mail; an empty list: not at all'),
  nudgeMinutes: minutes.describe(
    'A visitor who was offered times and chose none is asked once more after this; 0: never',
  ),
  alertMinutes: minutes.describe('And after this their rep is told; 0: never'),
};

export const bookingRules = z.strictObject(
  Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule.exactOptional()])) as {
    [Name in keyof typeof rules]: z.ZodExactOptional<(typeof rules)[Name]>;
  },
);

export const bookingSchema = bookingRules.extend({
  meetings: z
    .array(kind)
    .min(1)
    .default([{ id: 'call', label: 'Call', minutes: [30, 45, 60], with: [] }])
    .describe('The first is what Baton offers'),
});

export type MeetingKind = z.infer<typeof kind>;
export type BookingRules = Required<z.infer<typeof bookingRules>>;

export const usualBooking: BookingRules = {
  inChat: false,
  whenOut: 'times',
  hours: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: 9 * 60, until: 17 * 60 }] : [])),
  everyMinutes: 30,
  align: 'clock',
  noticeMinutes: 120,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  daysAhead: 14,
  perDay: null,
  perWeek: null,
  holdMinutes: 10,
  perVisitor: 3,
  remindMinutes: [1_440, 60],
  nudgeMinutes: 60,
  alertMinutes: 240,
};

/** On these dates, both included, hours are meant on the clocks of another zone. */
export const trip = z.strictObject({ from: z.iso.date(), until: z.iso.date(), zone: sentence });
