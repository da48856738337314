// Working hours as a playbook writes them: `mon-fri: 09:00-17:30`, `sat: [9-12, 14-16]`. What is read is `Hours`, one list
// of blocks a weekday; what cannot be meant is told at its day. And back: hours as people read them.
import { z } from 'zod';
import { type Block, dayMinutes, type Hours } from './working-time.ts';

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const day = days.join('|');
const time = '([01]?\\d|2[0-3])(?::([0-5]\\d))?';
const times = new RegExp(`^${time}\\s*[-–]\\s*(?:${time}|(24)(?::00)?)$`);

/** A longer block across midnight is one whose ends were swapped. */
const longestNight = 12 * 60;

const block = z.string().regex(times, 'write hours as 09:00-17:30');
const how = 'write hours as 09:00-17:30, or several blocks as [09:00-12:30, 13:30-18:00]';

export const hoursSchema = z
  .record(
    z.string().regex(new RegExp(`^(?:${day})(?:-(?:${day}))?$`), 'name days as mon or mon-fri'),
    z.union([block, z.array(block).min(1)], { error: how }),
  )
  .transform((page, context): Hours => {
    const week: Block[][] = days.map(() => []);
    for (const [name, written] of Object.entries(page)) {
      const wrong = (message: string) => context.addIssue({ code: 'custom', path: [name], message });
      const blocks = [written].flat().map(read);
      for (const each of blocks) if (isReversed(each)) wrong(`"${show(each)}" ends before it begins: swap the times`);
      for (const i of daysOf(name)) {
        if (week[i]?.length !== 0) wrong(`${days[i]} is here twice: put all its blocks in one list`);
        week[i] = [...blocks].sort((a, b) => a.from - b.from);
      }
    }
    if (Object.keys(page).length === 0) context.addIssue({ code: 'custom', message: 'name at least one day' });
    const double = days.find((_, i) => overlaps(week, i));
    if (double !== undefined) {
      const path = Object.keys(page).filter((name) => daysOf(name).includes(days.indexOf(double)));
      context.addIssue({ code: 'custom', path, message: 'Two blocks overlap: make them one, or part them' });
    }
    return week;
  });

/** Hours of single dates: `2026-12-24: 09:00-12:00`, or `closed`. */
export const datesSchema = z
  .record(
    z.iso.date('write a date as 2026-12-24'),
    z.union([z.literal('closed'), block, z.array(block).min(1)], { error: how }),
  )
  .transform(
    (page): Readonly<Record<string, readonly Block[]>> =>
      Object.fromEntries(
        Object.entries(page).map(([date, written]) => [
          date,
          written === 'closed'
            ? []
            : [written]
                .flat()
                .map(read)
                .sort((a, b) => a.from - b.from),
        ]),
      ),
  );

function read(text: string): Block {
  const [, from, fromMinute, until, untilMinute] = times.exec(text) ?? [];
  const begins = Number(from) * 60 + Number(fromMinute ?? 0);
  const ends = until === undefined ? dayMinutes : Number(until) * 60 + Number(untilMinute ?? 0);
  return { from: begins, until: ends > begins ? ends : ends + dayMinutes };
}

function isReversed({ from, until }: Block): boolean {
  return until > dayMinutes && until - from > longestNight;
}

function show({ from, until }: Block): string {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock(from)}-${until === dayMinutes ? '24:00' : clock(until)}`;
}

/** `fri-mon` is Friday to Monday, over the weekend. */
function daysOf(name: string): number[] {
  const [first = '', last = first] = name.split('-');
  const from = days.indexOf(first);
  const count = (days.indexOf(last) - from + 7) % 7;
  return Array.from({ length: count + 1 }, (_, i) => (from + i) % 7);
}

/** Within the day, or with what last night's shift still takes of it. */
function overlaps(week: readonly (readonly Block[])[], i: number): boolean {
  const blocks = week[i] ?? [];
  const night = week[(i + 6) % 7]?.at(-1)?.until ?? 0;
  const ends = [night - dayMinutes, ...blocks.map(({ until }) => until)];
  return blocks.some(({ from }, n) => from < (ends[n] ?? 0));
}

/** One day as it is written and read again: `09:00-12:30, 13:30-18:00`; nothing on a free day. */
export function writeDay(blocks: readonly Block[]): string {
  return blocks.map(show).join(', ');
}

/** `Mon–Fri 09:00-17:30, Sat 10:00-14:00`; empty for no hours at all. */
export function showHours(hours: Hours): string {
  const week = days.map((_, i) => writeDay(hours[i] ?? []));
  const runs: { first: number; last: number; blocks: string }[] = [];
  for (const [i, blocks] of week.entries()) {
    const run = runs.at(-1);
    if (run !== undefined && run.blocks === blocks) run.last = i;
    else runs.push({ first: i, last: i, blocks });
  }
  return runs
    .filter(({ blocks }) => blocks !== '')
    .map(({ first, last, blocks }) => `${first === last ? short(first) : `${short(first)}–${short(last)}`} ${blocks}`)
    .join(', ');
}

const short = (day: number) => (days[day] ?? '').replace(/^./, (letter) => letter.toUpperCase());
