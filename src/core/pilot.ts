// The form lane beside the chat lane over some days: what a manager reads on day 30, and one sentence of what it says. Few are
// said to be few: nothing is compared before reps have judged twenty leads of each lane.
import { DateTime } from 'luxon';
import { difference, wilson } from './intervals.ts';
import { pilotWords as words } from './pilot-words.ts';
import { decidedOf, type Figures, type Lane, lanes } from './report.ts';
import { duration, few, rate } from './report-words.ts';

/** Days, both included, in the zone of the playbook. */
export type Days = { from: string; to: string };
export type Pilot = Days & { zone: string; isOver: boolean; channels: readonly string[]; lanes: Record<Lane, Figures> };
export type PilotView = {
  title: string;
  span: string;
  said: string;
  lines: string[];
  columns: readonly string[];
  rows: { name: string; cells: string[] }[];
};

const mostDays = 366;
const isDay = /^\d{4}-\d\d-\d\d$/;

/** Null: no such days, or too many of them. */
export function daysSpan({ from, to }: Days, zone: string): { from: string; until: string } | null {
  if (!isDay.test(from) || !isDay.test(to)) return null;
  const [first, last] = [DateTime.fromISO(from, { zone }), DateTime.fromISO(to, { zone })];
  if (!first.isValid || !last.isValid || last < first || last.diff(first, 'days').days >= mostDays) return null;
  return { from: first.toUTC().toISO(), until: last.plus({ days: 1 }).toUTC().toISO() };
}

/** `2026-10-01 2026-10-31`; without dates the last thirty days, today included. Null: neither. */
export function readDays(typed: string, { zone, now }: { zone: string; now: string }): Days | null {
  const today = DateTime.fromISO(now, { zone });
  if (typed.trim() === '')
    return { from: today.minus({ days: 29 }).toFormat('yyyy-MM-dd'), to: today.toFormat('yyyy-MM-dd') };
  const [, from = '', to = ''] = /^(?:from )?(\S+)(?: to| until)? (\S+)$/i.exec(typed.trim()) ?? [];
  return daysSpan({ from, to }, zone) === null ? null : { from, to };
}

export function pilotView(pilot: Pilot): PilotView {
  const { form, chat } = pilot.lanes;
  const all = form.conversations + chat.conversations;
  const cells = lanes.map((lane) => cellsOf(pilot.lanes[lane]));
  return {
    title: words.title,
    span: words.span(pilot.from, pilot.to, pilot.zone),
    said: saidOf(pilot),
    lines: [
      ...(pilot.isOver ? [] : [words.soFar]),
      words.channels(pilot.channels),
      words.share(rate(form.conversations, all), all < few ? null : wilson(form.conversations, all)),
    ],
    columns: lanes.map((lane) => words.lanes[lane]),
    rows: words.rows.map((name, i) => ({ name, cells: cells.flatMap((of) => of[i] ?? []) })),
  };
}

function saidOf({ channels, lanes: { form, chat } }: Pilot): string {
  if (channels.length === 0) return words.noLane;
  const [ofForm, ofChat] = [decidedOf(form), decidedOf(chat)];
  if (ofForm < few || ofChat < few) return words.early(ofForm, ofChat, few);
  const more = difference({ successes: chat.accepted, of: ofChat }, { successes: form.accepted, of: ofForm });
  return words.differ({ chat: chat.accepted / ofChat, form: form.accepted / ofForm }, more);
}

/** In the order of the words for them. */
function cellsOf(of: Figures): string[] {
  const decided = decidedOf(of);
  return [
    ...[of.conversations, of.qualified, of.accepted].map(String),
    decided === 0 ? '–' : rate(of.accepted, decided),
    decided === 0 ? '–' : words.interval(wilson(of.accepted, decided)),
    of.toClaim.medianMs === null ? '–' : duration(of.toClaim.medianMs),
    ...[of.booked, of.met].map(String),
  ];
}
