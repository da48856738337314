// Experiments: several ways of saying the same, or of speaking first, one of them to each visitor. What an arm words are lines
// of the page's own; what it engages with are rules of the page's own.
import { z } from 'zod';
import { inLanguages, slug } from './playbook-parts.ts';
import { playbookWords } from './playbook-words.ts';

const day = z.iso.date('write a day as 2026-11-23');

const translation = z.strictObject({
  words: playbookWords.prefault({}).describe('What this arm says in this language'),
});

const arm = z.strictObject({
  id: slug.describe('What is stored with the lead and what reports name'),
  weight: z.int().min(1).max(100).default(1).describe('Its share beside the other arms: 1 and 1 are halves'),
  words: playbookWords.prefault({}).describe('What Baton says in this arm; without any, what the page says'),
  translations: inLanguages(translation).describe('The same lines in the other languages'),
  engage: z
    .array(slug)
    .exactOptional()
    .describe('Which rules of widget.engagement this arm uses; []: the widget only answers. Without it, all of them'),
});

const experiment = z.strictObject({
  id: slug.describe('What is stored with the lead; another id begins another experiment'),
  since: day.describe('The first day, in the zone of the page: leads that began before it have no arm'),
  until: day.exactOptional().describe('The last day on which new leads get an arm'),
  arms: z
    .array(arm)
    .min(2, 'one arm has nothing to be compared with: add another')
    .describe('The first is the one that the others are compared with'),
});

export const experimentsSchema = z.array(experiment).default([]);

export type Experiment = z.infer<typeof experiment>;
export type Arm = Experiment['arms'][number];
