import { expect, test } from 'vitest';
import { languageOf, languages } from '../../src/core/language.ts';
import { readWants } from '../../src/core/wants.ts';
import { type WidgetWord, widgetWords } from '../../src/core/widget-words.ts';

const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).toSorted();

test.each(languages)('%s says the same with the same blanks', (language) => {
  const names = Object.keys(widgetWords.en) as WidgetWord[];
  expect(Object.keys(widgetWords[language]).toSorted()).toEqual(names.toSorted());
  for (const name of names)
    expect([name, blanks(widgetWords[language][name])]).toEqual([name, blanks(widgetWords.en[name])]);
});

test.each(languages)('whoever presses for a person in %s is heard as asking for one, in their language', (language) => {
  const said = widgetWords[language].personSay;
  expect(readWants(said)).toBe('person');
  expect(languageOf([{ from: 'visitor', text: said }], ['en', 'de', 'fr', 'es'])).toBe(language);
});

test('that the assistant is no human is said in every language', () => {
  const says = { en: /\bAI\b/, de: /\bKI/, fr: /\bIA\b/, es: /\bIA\b/ };
  for (const language of languages) {
    expect(widgetWords[language].disclosure).toMatch(says[language]);
    expect(widgetWords[language].assistant).toMatch(says[language]);
  }
});
