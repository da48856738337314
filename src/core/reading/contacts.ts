// E-mail addresses and phone numbers, as the page found them.
import { mailDomain } from '../contact.ts';
import type { Field } from '../playbook.ts';
import { type Candidate, type Page, type ReadingContext, wordsAt } from './page.ts';

/** Only addresses under a public suffix: a mistyped ".con" is asked for again. */
export function readEmail(page: Page): Candidate[] {
  return page.emails.flatMap(({ start, end }) => {
    const words = wordsAt(page, start, end)
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .toLowerCase();
    // Spelled out against robots; only the question tells "jo at acme dot io" from a place.
    const value = words
      .replace(/ ?[[({]\s?at\s?[\])}] ?| at /u, '@')
      .replace(/ ?[[({]\s?dot\s?[\])}] ?| dot /gu, '.')
      .replace(/ /g, '');
    const spelled = value === words ? {} : { weak: true };
    return mailDomain(value) === null ? [] : [{ value, start, end, ...spelled }];
  });
}

export function readPhone(page: Page, _field: Field, { asked }: ReadingContext): Candidate[] {
  return page.phones.flatMap(({ start, end, international }) => {
    if (international !== null) return [{ value: international, start, end }];
    return asked ? [{ value: wordsAt(page, start, end).trim(), start, end }] : [];
  });
}
