// The lines of Baton's that a page may word itself: each by its name, and no other.
import { z } from 'zod';
import { sentence } from './playbook-parts.ts';
import { builtInWords, type LineName, lineNames } from './words.ts';

export const playbookWords = z.strictObject(
  Object.fromEntries(
    lineNames.map((name) => [name, sentence.exactOptional().describe(`In English: ${builtInWords.en[name]}`)]),
  ) as Record<LineName, z.ZodExactOptional<typeof sentence>>,
);
