// When and where the numbers of a week are told: nobody has to name anything for it, and whoever does names it once.
import { z } from 'zod';
import { slackChannel } from './playbook-parts.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const digestSchema = z.strictObject({
  channel: slackChannel.exactOptional().describe('Channel that reads the numbers of the week; without it, ops does'),
  day: z.enum(days).default('monday').describe('Day on which the week before is told'),
  hour: z.int().min(0).max(23).default(8).describe('Hour of that day, in the zone of the page'),
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
