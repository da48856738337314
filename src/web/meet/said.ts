// To whom the page speaks: in which language, on whose clock and about which company.
import type { Language } from '../../core/language.ts';
import { type MeetWord, meetWord } from '../../core/meet-words.ts';

/** `path`: of this visitor's page, as seen from it, so that Baton may live anywhere below PUBLIC_URL. */
export type Said = {
  language: Language;
  company: string;
  zone: string;
  isGuessed: boolean;
  now: string;
  path: string;
  word(name: MeetWord, blanks?: Readonly<Record<string, string | undefined>>): string;
};

export function saidTo(about: Omit<Said, 'word'>): Said {
  return { ...about, word: (name, blanks) => meetWord(about.language, name, blanks) };
}
