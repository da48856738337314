// The words of the visitor's page in every language: the same blanks, and nothing left untranslated.
import { expect, test } from 'vitest';
import { languages } from '../../src/core/language.ts';
import { type MeetWord, meetWord } from '../../src/core/meet-words.ts';
import { meetEnglish } from '../../src/core/words/meet-english.ts';
import { meetFrench } from '../../src/core/words/meet-french.ts';
import { meetGerman } from '../../src/core/words/meet-german.ts';
import { meetSpanish } from '../../src/core/words/meet-spanish.ts';

const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();

test.each([
  ['German', meetGerman],
  ['French', meetFrench],
  ['Spanish', meetSpanish],
])('%s has the blanks of the English page', (_name, words) => {
  for (const [name, text] of Object.entries(meetEnglish)) {
    expect(blanks(words[name as MeetWord]), name).toEqual(blanks(text));
    if (text.length > 15) expect(words[name as MeetWord], name).not.toBe(text);
  }
});

test('blanks are filled, and one that nobody fills leaves no braces', () => {
  for (const language of languages) {
    expect(meetWord(language, 'asking', { when: 'today' })).toContain('today');
    expect(meetWord(language, 'asking')).not.toMatch(/[{}]/);
  }
});
