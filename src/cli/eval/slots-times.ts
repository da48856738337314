// How people and calendars write times, dates, ranges and hours in a case of `eval -- slots`, read strictly: what has no
// offset, or two meanings, is asked for again in a sentence.
import { DateTime } from 'luxon';
import { z } from 'zod';
import { hoursSchema } from '../../core/hours.ts';
import { iso, isZone } from '../../core/wall-clock.ts';
import type { Block, Hours } from '../../core/working-time.ts';

const sayTime = 'write a time with its offset, as 2026-11-23T09:00:00Z or 2026-11-23T09:00-05:00';
const sayPoint = `${sayTime}, or a date as 2026-11-23`;

export const instant = z
  .string(sayTime)
  .regex(/^\d{4}-\d\d-\d\dT.*\d(Z|[+-]\d\d(:?\d\d)?)$/, sayTime)
  .transform((text) => DateTime.fromISO(text, { zone: 'utc' }))
  .refine(({ isValid }) => isValid, sayTime)
  .transform((at) => iso(at.toMillis()));
export const date = z.iso.date('write a date as 2026-11-23');
export const point = z.union([date, instant], { error: sayPoint });
export const zone = z.string().refine(isZone, { error: 'name an IANA time zone, as Europe/Berlin' });

/** An ISO date, or a moment as UTC ISO text. */
export type Point = string;
export const isDate = (text: Point) => text.length === 10;

/** As calendars write it: the end is not included, but a date alone, or twice, is that day. */
export const calendarRange = z
  .union(
    [
      date.transform((day) => ({ start: day, end: day, status: 'busy' })),
      z.tuple([point, point]).transform(([start, end]) => ({ start, end, status: 'busy' })),
      z.strictObject({ start: point, end: point, status: z.enum(['busy', 'tentative', 'free']).default('busy') }),
    ],
    { error: `write { "start": …, "end": … }, [start, end] or a date. In both places, ${sayPoint}` },
  )
  .superRefine(({ start, end }, context) => {
    if (isDate(start) !== isDate(end)) context.addIssue({ code: 'custom', message: 'give two times or two dates' });
    else if (end < start) context.addIssue({ code: 'custom', message: 'ends before it begins: swap the two' });
  });

/** As people say it: the last date is included. */
export const spokenRange = z
  .union(
    [
      date.transform((day) => ({ from: day, to: day })),
      z.tuple([point, point]).transform(([from, to]) => ({ from, to })),
      z.strictObject({ from: point, to: point.nullable() }),
    ],
    { error: `write { "from": …, "to": … }, [from, to] or a date. In both places, ${sayPoint}` },
  )
  .refine(({ from, to }) => to === null || isInOrder(from, to), { error: 'ends before it begins: swap the two' });

export function isInOrder(from: Point, to: Point): boolean {
  const isAlike = isDate(from) === isDate(to);
  return isAlike ? from <= to : from.slice(0, 10) <= to.slice(0, 10);
}

const sayBlocks = 'write hours as "09:00-17:00", [["09:00", "12:30"], ["13:30", "17:00"]], or "closed"';
const clock = z.string().regex(/^\s*\d{1,2}(:\d\d)?\s*$/);
const pair = z.tuple([clock, clock]).transform(([from, until]) => `${from.trim()}-${until.trim()}`);
const none = z.union([z.null(), z.literal('closed')]).transform((): string[] => []);

/** Blocks in the words of the playbook. */
const blocks = z.union(
  [
    none,
    z.string().transform((text) => text.split(',').map((each) => each.trim())),
    pair.transform((block) => [block]),
    z.array(z.union([pair, z.string()])),
  ],
  { error: sayBlocks },
);

const name = '(mon|tue|wed|thu|fri|sat|sun)[a-z]*';
const dayNames = new RegExp(`^${name}(?:\\s*[-–]\\s*${name})?$`, 'i');

/** The week in the playbook's own words, days also written out, and closed days named. */
export const week = z
  .union([z.string().transform((text) => ({ 'mon-fri': [text] })), z.record(z.string(), blocks)], {
    error: 'write hours as { "mon-fri": "09:00-17:00" }',
  })
  .transform((page, context): Hours => {
    const wrong = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    const days = Object.entries(page).map(([written, list]) => {
      const [, first, last] = dayNames.exec(written.trim()) ?? [];
      if (first === undefined) wrong([written], 'name days as mon or mon-fri');
      const day = [first ?? 'mon', ...(last === undefined ? [] : [last])].join('-').toLowerCase();
      return { written, day, list };
    });
    const twice = days.find(({ day }, i) => days.findIndex((other) => other.day === day) < i);
    if (twice !== undefined) wrong([twice.written], 'is here twice: put all its blocks in one list');
    const open = days.filter(({ list }) => list.length > 0);
    const read = open.length === 0 ? null : hoursSchema.safeParse(Object.fromEntries(open.map((d) => [d.day, d.list])));
    for (const { path, message } of read?.error?.issues ?? []) {
      wrong(
        open.filter(({ day }) => day === path[0]).map(({ written }) => written),
        message,
      );
    }
    const hours = read?.data ?? hoursSchema.parse({ mon: '0-24' }).map((): Block[] => []);
    for (const { written, day } of days.filter(({ list }) => list.length === 0)) {
      const closed = hoursSchema.parse({ [day]: '0-24' });
      if (closed.some((all, i) => all.length > 0 && hours[i]?.length !== 0)) {
        wrong([written], 'is closed here and has hours elsewhere: name each day once');
      }
    }
    return hours;
  });

/** The blocks of one date. */
export const dateHours = blocks.transform((list, context): readonly Block[] => {
  if (list.length === 0) return [];
  const read = hoursSchema.safeParse({ mon: list });
  for (const { message } of read.error?.issues ?? []) context.addIssue({ code: 'custom', message });
  return read.data?.[0] ?? [];
});
