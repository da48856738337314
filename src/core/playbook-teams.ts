// The teams of a playbook page: their reps, their hours, and how long their leads wait for whom.
import { z } from 'zod';
import { datesSchema, hoursSchema } from './hours.ts';
import { bookingRules, trip } from './playbook-booking.ts';
import {
  holidays,
  sentence,
  slackChannel,
  slackPeople,
  slackUser,
  slackWorkspace,
  slug,
  taken,
  zone,
} from './playbook-parts.ts';

const leads = z.int().min(1).max(1_000);
const meetings = z.int().min(1).max(100);

const rep = z.strictObject({
  slack: slackUser,
  name: sentence,
  takes: z
    .array(taken)
    .default([])
    .describe(
      'Leads for which this rep comes first; without it, a rep takes what nobody else of the team comes first for',
    ),
  weight: z.int().min(1).max(100).default(1).describe('2: twice as many leads as a rep with 1'),
  atOnce: leads.optional().describe('No more open leads than this at a time'),
  perDay: leads.optional().describe('No more leads than this a day'),
  zone: zone.optional().describe("Where this rep works, unless in the team's zone"),
  hours: hoursSchema.optional().describe("Working hours, unless the team's"),
  dates: datesSchema.optional().describe('Hours of single dates, which go before those of the week and holidays'),
  travel: z.array(trip).optional().describe('Where this rep travels: the same hours on the clocks of another zone'),
  calendar: z.email().optional().describe('Whose calendar it is, unless that of their address in Slack'),
  meetingsPerDay: meetings.optional().describe('No more meetings than this a day'),
  meetingsPerWeek: meetings.optional().describe('No more meetings than this a week'),
  priority: z.int().min(0).max(9).optional().describe('Of several who could meet a visitor, the highest goes first'),
});

const minutes = z.number().min(0).max(10_080);
export const ladder = z.strictObject({
  exclusiveMinutes: minutes
    .exactOptional()
    .describe('Minutes in which only the suggested rep and managers may claim; the rep is mentioned and messaged'),
  remindMinutes: minutes
    .exactOptional()
    .describe('Minutes after which the channel is reminded of a lead that anybody may claim'),
  managerMinutes: minutes
    .exactOptional()
    .describe('Minutes after which managers are told of it; longer than remindMinutes'),
  firstTouchMinutes: minutes
    .exactOptional()
    .describe('Minutes in which a visitor must hear from the rep who claimed, or else the lead goes back to all'),
  hideContactUntilClaimed: z
    .boolean()
    .exactOptional()
    .describe('true: e-mail address and phone number are hidden until somebody claims'),
});

export const team = z.strictObject({
  id: slug,
  name: sentence,
  channel: slackChannel,
  workspace: slackWorkspace.optional().describe('Where its channel is, unless that of the page'),
  takes: z.array(taken).default([]).describe('Leads this team takes; the last team must take all'),
  claim: z.enum(['channel', 'reps']).default('channel').describe('Who may claim: all in the channel, or its reps'),
  zone: zone.optional().describe('Time zone of its hours, unless that of the page'),
  hours: hoursSchema.optional().describe('Working hours, unless those of the page'),
  holidays: holidays.optional().describe('Instead of those of the page'),
  ladder: ladder.exactOptional().describe('How long a lead waits, where it differs from the page'),
  booking: bookingRules.exactOptional().describe('How meetings are booked, where it differs from the page'),
  digest: z
    .strictObject({ channel: slackChannel })
    .exactOptional()
    .describe('Channel that reads the numbers of this team alone, besides those of all'),
  managers: z
    .array(slackPeople)
    .exactOptional()
    .describe('Told of leads that wait too long, instead of those under roles'),
  reps: z.array(rep).default([]).describe('Who takes turns; without reps a lead is everybody’s in the channel'),
});
