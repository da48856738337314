// Times as the visitor's own clock shows them, in the language that the widget speaks.
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const dayMs = 86_400_000;

/** Without the day if that is today, with the date if it is more than a few days off. */
export function whenText(iso: string, language: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  const isNear = at.getTime() - Date.now() < 6 * dayMs;
  return format(at, language, {
    ...(!isToday && { weekday: 'long' }),
    ...(!isToday && !isNear && { day: 'numeric', month: 'long' }),
    hour: 'numeric',
    minute: '2-digit',
  });
}

export const dayText = (iso: string, language: string): string =>
  format(new Date(iso), language, { weekday: 'short', day: 'numeric', month: 'short' });

export const clockText = (iso: string, language: string): string =>
  format(new Date(iso), language, { hour: 'numeric', minute: '2-digit' });

const format = (at: Date, language: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(localeOf(language), options).format(at);

/** Of the countries that speak it, the visitor's own: half of them have no AM and PM. */
const localeOf = (language: string): string =>
  navigator.languages.find((own) => own.split('-')[0] === language) ?? language;
