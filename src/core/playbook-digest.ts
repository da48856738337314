// When and where the numbers of a week are told, and which lanes they are told of beside each other: nobody has to name
// anything for it, and whoever does names it once.
import { z } from 'zod';
import { slackChannel } from './playbook-parts.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const digestSchema = z.strictObject({
  channel: slackChannel.exactOptional().describe('Channel that reads the numbers of the week; without it, ops does'),
  day: z.enum(days).default('monday').describe('Day on which the week before is told'),
  hour: z.int().min(0).max(23).default(8).describe('Hour of that day, in the zone of the page'),
});

/** Named as the chat webhook names them. */
const channel = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'use a channel of the chat webhook, such as form or web');

export const lanesSchema = z.strictObject({
  form: z.array(channel).default([]).describe('Channels whose leads filled in a form; all others are the chat lane'),
});

type Page = { digest: z.infer<typeof digestSchema>; ops?: string | undefined; zone: string };

/** Null: nobody is to read it. */
export function digestChannel({ digest, ops }: Pick<Page, 'digest' | 'ops'>): string | null {
  return digest.channel ?? ops ?? null;
}

/** See iso-week.ts. */
export function digestTime({ digest: { day, hour }, zone }: Pick<Page, 'digest' | 'zone'>) {
  return { day: days.indexOf(day), hour, zone };
}
