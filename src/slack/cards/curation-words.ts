// What managers read of the numbers of curation.
import type { Adherence } from '../../core/adherence.ts';
import type { Tone } from '../../core/lead-review.ts';

const percent = (share: number) => `${Math.round(share * 100)}%`;
const conversations = (count: number) => (count === 1 ? '1 conversation' : `${count} conversations`);

/** A rule of the playbook that was broken in some conversations. */
const broken: Record<keyof Adherence, (count: number, of: number) => string> = {
  askedOnce: (count, of) => `Asked for the same thing too often: in ${count} of ${of}`,
  noKnownAsked: (count, of) => `Asked for what the visitor had said: in ${count} of ${of}`,
  nextStepAsked: (count, of) => `Qualified and no next step asked for: ${count} of ${of}`,
  withinLimits: (count, of) => `Went on after the last turn: in ${count} of ${of}`,
};
const tones: Record<Tone, string> = { fine: 'fine', pushy: 'pushy', cold: 'cold' };

export const curationWords = {
  title: (week: string) => `Curation, ${week}`,
  never: 'Nobody has been asked to read conversations yet. On Monday, reviewers get those of this week.',
  read: (reviewed: number, tasks: number, leads: number) =>
    `${reviewed} of ${tasks} reviews given, of ${conversations(leads)}`,
  right: 'Answers that were right: ',
  share: (share: number, of: number, low: number, high: number) =>
    `${percent(share)} of ${of} (with 90% certainty ${percent(low)} to ${percent(high)})`,
  few: ' – few, so this says little yet',
  field: (wrong: number, of: number, overlooked: number) =>
    [
      ...(of === 0 ? [] : [`${wrong} of ${of} wrong or not said`]),
      ...(overlooked === 0 ? [] : [`overlooked ${overlooked === 1 ? 'once' : `${overlooked} times`}`]),
    ].join(', '),
  refused: (right: number, of: number) => `Claims rightly left out: ${right} of ${of}`,
  agreement: (alike: number, of: number, kappa: number | null) =>
    `Two reviewers marked ${alike} of ${of} answers alike${kappa === null ? '' : `, kappa ${kappa.toFixed(2)}`}`,
  noPairs: 'No conversation was read by two, so agreement is not measured',
  tone: (counts: Readonly<Record<Tone, number>>) =>
    `Tone: ${(Object.keys(tones) as Tone[]).map((tone) => `${counts[tone]} ${tones[tone]}`).join(', ')}`,
  broken,
  kept: (of: number) => `Led by the playbook in all ${conversations(of)}`,
  missed: 'Should have been asked for: ',
  times: (label: string, times: number) => `${label} (${times})`,
  toWrite: 'Accepted, and not in the page yet (npm run changes -- --write)',
} as const;
