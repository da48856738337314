// What Baton says to a visitor besides the playbook's questions, in each language it speaks. A playbook may replace each
// line; {name}, {company}, {rep} and {opens} are filled in, {answer} and {source} in what Baton tells from the team's pages, and
// {when}, {email}, {call} and {link} in what it tells of a meeting, {when} and {quote} in what a visitor once said.
import type { Language } from './language.ts';
import { english } from './words/english.ts';
import { french } from './words/french.ts';
import { german } from './words/german.ts';
import { spanish } from './words/spanish.ts';

export const lineNames = Object.keys(english) as LineName[];
export type LineName = keyof typeof english;
export type Words = Record<LineName, string>;

export const builtInWords: Record<Language, Words> = { en: english, de: german, fr: french, es: spanish };

/** A line with its blanks filled. An unknown name leaves no gap: `Thanks, {name}.` becomes `Thanks.` */
export function fill(line: string, blanks: Partial<Record<Blank, string | undefined>>): string {
  return line.replace(
    /(,? ?)\{(name|company|rep|opens|answer|source|when|email|call|link|quote)\}/g,
    (_whole, before: string, blank: Blank) => {
      const given = blanks[blank];
      return given === undefined ? '' : `${before}${given}`;
    },
  );
}

type Blank = 'name' | 'company' | 'rep' | 'opens' | 'answer' | 'source' | 'when' | 'email' | 'call' | 'link' | 'quote';
