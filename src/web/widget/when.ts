// Times as the visitor's own clock shows them, in the language that the widget speaks.
import { fill } from './element.ts';
import type { Settings } from './protocol.ts';

export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const dayMs = 86_400_000;
const clock: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };

/** Without the day if that is today, with the date if it is more than a few days off. */
export const whenText = (iso: string, language: string): string =>
  format(new Date(iso), language, { ...dayOf(iso), ...clock });

/** The same within a sentence: "on Monday at 15:00", "at 15:00". */
export function backText(iso: string, { texts, language }: Pick<Settings, 'texts' | 'language'>): string {
  const time = clockText(iso, language);
  const day = dayOf(iso);
  return day === null
    ? fill(texts.atTime, { time })
    : fill(texts.onDay, { day: format(new Date(iso), language, day), time });
}

function dayOf(iso: string): Intl.DateTimeFormatOptions | null {
  const at = new Date(iso);
  if (at.toDateString() === new Date().toDateString()) return null;
  const isNear = at.getTime() - Date.now() < 6 * dayMs;
  return { weekday: 'long', ...(!isNear && { day: 'numeric', month: 'long' }) };
}

export const dayText = (iso: string, language: string): string =>
  format(new Date(iso), language, { weekday: 'short', day: 'numeric', month: 'short' });

export const clockText = (iso: string, language: string): string => format(new Date(iso), language, clock);

const format = (at: Date, language: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(localeOf(language), options).format(at);

/** Of the countries that speak it, the visitor's own: half of them have no AM and PM. */
const localeOf = (language: string): string =>
  navigator.languages.find((own) => own.split('-')[0] === language) ?? language;
