// Times to choose from as a visitor reads them: by the days of their own zone, and by the parts of a day.
import { DateTime } from 'luxon';
import { clockText, utcText, type Where } from './when.ts';

export const dayParts = ['night', 'morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof dayParts)[number];

export type ShownTime = { startsAt: string; clock: string };

/** `date`: ISO, in that zone. `weekday`, `day` and `month` are short, `title` is the whole day in words. */
export type ShownDay = {
  date: string;
  weekday: string;
  day: string;
  month: string;
  title: string;
  parts: { part: DayPart; times: ShownTime[] }[];
};

/** `starts` in their order, each once. */
export function dayTimes(starts: readonly string[], where: Where): ShownDay[] {
  const days = Map.groupBy(starts, (at) => readIn(at, where).toISODate() ?? '');
  return [...days].map(([date, ofDay]) => {
    const moment = DateTime.fromISO(date, { zone: 'UTC' }).setLocale(localeOf(where));
    const parts = Map.groupBy(ofDay, (at) => partOf(readIn(at, where).hour));
    return {
      date,
      weekday: moment.toFormat('ccc'),
      day: moment.toFormat('d'),
      month: moment.toFormat('LLL'),
      title: moment.toLocaleString({ weekday: 'long', day: 'numeric', month: 'long' }),
      parts: dayParts.flatMap((part) => {
        const times = parts.get(part) ?? [];
        return times.length === 0 ? [] : [{ part, times: shown(times, where, ofDay) }];
      }),
    };
  });
}

/** Where clocks show the same time twice on a day, both say how far from UTC they are. */
function shown(times: readonly string[], where: Where, ofDay: readonly string[]): ShownTime[] {
  const clocks = Map.groupBy(ofDay, (at) => clockText(at, where));
  return times.map((startsAt) => {
    const clock = clockText(startsAt, where);
    const isTwice = (clocks.get(clock)?.length ?? 0) > 1;
    return { startsAt, clock: isTwice ? `${clock} (${utcText(startsAt, where.zone)})` : clock };
  });
}

/** The day before the month, except where they write it the other way round. */
function localeOf({ zone, language }: Where): string {
  return language === 'en' && !/^(?:America|US)\//.test(zone) ? 'en-GB' : language;
}

function partOf(hour: number): DayPart {
  if (hour < 5) return 'night';
  if (hour < 12) return 'morning';
  return hour < 17 ? 'afternoon' : 'evening';
}

function readIn(at: string, { zone, language }: Where): DateTime {
  return DateTime.fromISO(at, { zone }).setLocale(language);
}
