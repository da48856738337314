// What the visitor's own page says, in each language.
import type { Language } from './language.ts';
import { meetEnglish } from './words/meet-english.ts';
import { meetFrench } from './words/meet-french.ts';
import { meetGerman } from './words/meet-german.ts';
import { meetSpanish } from './words/meet-spanish.ts';

export type MeetWord = keyof typeof meetEnglish;
export type MeetWords = Readonly<Record<MeetWord, string>>;

const wordsOf: Record<Language, MeetWords> = { en: meetEnglish, de: meetGerman, fr: meetFrench, es: meetSpanish };

export function meetWord(
  language: Language,
  word: MeetWord,
  blanks: Readonly<Record<string, string | undefined>> = {},
): string {
  return wordsOf[language][word].replace(/\{(\w+)\}/g, (_whole, blank: string) => blanks[blank] ?? '');
}
