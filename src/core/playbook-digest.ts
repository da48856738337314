// When and where the numbers of a week are told, and which lanes they are told of beside each other: nobody has to name
// anything for it, and whoever does names it once.
import { z } from 'zod';
import { crmOf } from './playbook-crm.ts';
import { slackChannel, slug } from './playbook-parts.ts';
import type { FieldKind } from './value.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Six bounds make seven bands, which a thread still shows. */
const segments = z.strictObject({
  field: slug.describe('A number, an amount of money or a choice: of a choice the options are the segments'),
  bounds: z
    .array(z.int())
    .min(1)
    .max(6)
    .exactOptional()
    .describe('Of a number, where the next band begins: [50, 250] makes under 50, 50–249, 250 and more'),
});
export type Segments = z.infer<typeof segments>;

export const digestSchema = z.strictObject({
  channel: slackChannel.exactOptional().describe('Channel that reads the numbers of the week; without it, ops does'),
  day: z.enum(days).default('monday').describe('Day on which the week before is told'),
  hour: z.int().min(0).max(23).default(8).describe('Hour of that day, in the zone of the page'),
  segments: segments.exactOptional().describe('The answer by which leads are told apart in the reports'),
});

/** Named as the chat webhook names them. */
const channel = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'use a channel of the chat webhook, such as form or web');

export const lanesSchema = z.strictObject({
  form: z.array(channel).default([]).describe('Channels whose leads filled in a form; all others are the chat lane'),
  sdr: z.array(channel).default([]).describe('Channels whose leads an SDR found; all others Baton found itself'),
});

type Page = {
  digest: z.infer<typeof digestSchema>;
  lanes: z.infer<typeof lanesSchema>;
  ops?: string | undefined;
  zone: string;
  crm?: Parameters<typeof crmOf>[0]['crm'];
};

/** The channels of SDRs; null: neither these nor the CRM tell whom an SDR found. */
export function sdrChannels({ lanes: { sdr }, crm }: Pick<Page, 'lanes' | 'crm'>): readonly string[] | null {
  return sdr.length === 0 && crmOf({ crm }).sdr === undefined ? null : sdr;
}

/** Null: nobody is to read it. */
export function digestChannel({ digest, ops }: Pick<Page, 'digest' | 'ops'>): string | null {
  return digest.channel ?? ops ?? null;
}

/** See iso-week.ts. */
export function digestTime({ digest: { day, hour }, zone }: Pick<Page, 'digest' | 'zone'>) {
  return { day: days.indexOf(day), hour, zone };
}

type Segmented = { digest: { segments?: Segments }; fields: readonly { id: string; kind: FieldKind }[] };

/** What a schema cannot say of segments: the field has to be there, and of a kind that makes some. */
export function wrongSegments({ digest: { segments }, fields }: Segmented): { path: PropertyKey[]; remedy: string }[] {
  if (segments === undefined) return [];
  const { field, bounds } = segments;
  const say = (at: PropertyKey[], remedy: string) => [{ path: ['digest', 'segments', ...at], remedy }];
  const kind = fields.find(({ id }) => id === field)?.kind;
  if (kind === undefined) return say(['field'], `No field is called "${field}": name one from "fields".`);
  if (kind === 'choice') {
    return bounds === undefined ? [] : say(['bounds'], 'The options of a choice are its segments: remove "bounds".');
  }
  if (kind !== 'number' && kind !== 'money') {
    return say(['field'], `Only a number, an amount of money or a choice makes segments; this is kind: ${kind}.`);
  }
  if (bounds === undefined) return say([], 'Say where the next band begins, such as bounds: [50, 250].');
  const isOut = bounds.some((bound, i) => bound <= (bounds[i - 1] ?? Number.NEGATIVE_INFINITY));
  return isOut ? say(['bounds'], 'Write each bound once, the lowest first.') : [];
}
