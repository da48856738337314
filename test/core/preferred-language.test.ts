import { expect, test } from 'vitest';
import { preferredLanguage } from '../../src/core/preferred-language.ts';

test.each([
  { accepted: undefined, is: 'en' },
  { accepted: '', is: 'en' },
  { accepted: 'de', is: 'de' },
  { accepted: 'de-AT,de;q=0.9,en;q=0.8', is: 'de' },
  { accepted: 'fr;q=0.3, de;q=0.7', is: 'de' },
  { accepted: 'it, pl;q=0.9, de;q=0.1', is: 'de' },
  { accepted: 'de;q=0, fr;q=0.1', is: 'fr' },
  { accepted: 'it', is: 'en' },
  { accepted: '*', is: 'en' },
  { accepted: 'de;q=much', is: 'de' },
  { asked: ['fr_CA'], accepted: 'de', is: 'fr' },
  { asked: ['it', 'FR'], accepted: 'de', is: 'fr' },
  { asked: ['it'], accepted: 'de', is: 'de' },
  { asked: ['es'], accepted: 'de', is: 'de' },
] as const)('$asked and $accepted: $is', ({ is, ...said }) => {
  expect(preferredLanguage(said, ['en', 'de', 'fr'])).toBe(is);
});
