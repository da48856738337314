// What our own chat on the company's pages says of itself, in each language. The browser fills the blanks.
import type { Language } from './language.ts';
import { widgetEnglish } from './words/widget-english.ts';
import { widgetFrench } from './words/widget-french.ts';
import { widgetGerman } from './words/widget-german.ts';
import { widgetSpanish } from './words/widget-spanish.ts';

export type WidgetWord = keyof typeof widgetEnglish;
export type WidgetWords = Readonly<Record<WidgetWord, string>>;

export const widgetWords: Readonly<Record<Language, WidgetWords>> = {
  en: widgetEnglish,
  de: widgetGerman,
  fr: widgetFrench,
  es: widgetSpanish,
};
