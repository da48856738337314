// Which of the times on offer a visitor chose, read from their own words. Nothing is guessed: a time is chosen only where
// exactly one fits and nothing else was said with it; everything in doubt is asked.

import { DateTime } from 'luxon';
import type { ProposedTime } from './booking.ts';
import { matches } from './matches.ts';
import { monthDay } from './reading/calendar.ts';
import { blank, quotedLine } from './reading/page.ts';
import { type Clause, readClause } from './reading/time-signals.ts';
import type { Signal } from './reading/time-signs.ts';
import { readZone } from './reading/zone.ts';
import { anyTime, type Wish } from './wish.ts';

/** `zone`: the one they said their own clock is in. `among`: those it can be, by index. */
export type Picked = { zone: string | null } & (
  | { kind: 'picked'; index: number }
  | { kind: 'unclear'; among: number[] }
  /** Another time, `null`: whichever. */
  | { kind: 'other'; wish: Wish | null }
  /** None of these. */
  | { kind: 'none' }
  /** No meeting at all. */
  | { kind: 'declined' }
  /** Only where they are. */
  | { kind: 'zone' }
);

/** `zone`: the one in which the times were written to them. */
export type Offered = {
  times: readonly Pick<ProposedTime, 'startsAt'>[];
  zone: string;
  now: string;
  country: string;
};

const clauseEnd =
  /(?<!\d)[.!?;]+(?=\s|$)|[!?;]+|\n|(?<!\d),|,(?!\d)|(?:(?<!\d) - (?!\d)| but | aber | sondern | mais | pero | sino )/u;
const isTime = ({ kind }: Signal) =>
  ['index', 'nth', 'bare', 'word', 'weekday', 'dates', 'clock', 'part'].includes(kind);
const isDay = ({ kind }: Signal) => ['weekday', 'dates', 'clock', 'part'].includes(kind);
const isOpen = ({ kind }: Signal) => kind === 'any' || kind === 'earliest';
const has = (signals: readonly Signal[], ...kinds: Signal['kind'][]) =>
  signals.some(({ kind }) => kinds.includes(kind));

export function pickTime(text: string, offered: Offered): Picked | null {
  const read = readZone(text.replace(quotedLine, ' '), offered.country);
  const zone = read.zone === offered.zone ? null : read.zone;
  const today = DateTime.fromISO(offered.now, { zone: read.zone ?? offered.zone }).startOf('day');
  const clauses = blanked(read.rest)
    .split(clauseEnd)
    .map((clause) => readClause(clause, today));
  const about = { ...offered, zone: read.zone ?? offered.zone, today, asks: text.includes('?') };
  const picked = decide(clauses, about);
  if (picked !== null) return { ...picked, zone };
  return zone === null ? null : { kind: 'zone', zone };
}

/** E-mail addresses, links and long numbers say nothing of times. */
function blanked(text: string): string {
  const others = /\S+@\S+|(?:https?:\/\/|www\.)\S+|\+?\d[\d ()/-]{6,}\d(?![:.h]\d)/gu;
  return blank(
    text,
    matches(text, others).map(({ index, 0: words }) => ({ start: index, end: index + words.length })),
  );
}

type About = Offered & { today: DateTime; asks: boolean };
type Read = Picked extends infer P ? (P extends Picked ? Omit<P, 'zone'> : never) : never;

function decide(clauses: readonly Clause[], about: About): Read | null {
  const all = clauses.flatMap(({ signals }) => signals);
  if (has(all, 'defers')) return null;
  const against = clauses.filter(({ signals }) => has(signals, 'not')).flatMap(({ signals }) => signals.filter(isTime));
  const ruledOut = against.length === 0 ? [] : fitting(against, about);
  const said = clauses.filter(({ signals }) => !has(signals, 'not', 'none', 'declines'));
  const sure = said.filter(isSure).flatMap(({ signals }) => signals.filter((one) => isTime(one) || isOpen(one)));
  const isElse = ({ signals }: Clause) => has(signals, 'other', 'earlier', 'later');
  if (sure.length > 0 && !said.some(isElse)) return choose(sure, ruledOut, about);
  const moves = said.some((clause) => isElse(clause) && clause.foreign.length === 0);
  const dated = said.filter(({ signals }) => signals.some(isDay));
  if (dated.length > 0) return wished(dated, moves || has(all, 'none'), about);
  if (has(all, 'declines')) return { kind: 'declined' };
  if (moves) return { kind: 'other', wish: shifted(all, about) };
  if (ruledOut.length > 0 || sure.length > 0) {
    return unclear(about.times.map((_, i) => i).filter((i) => !ruledOut.includes(i)));
  }
  return withoutTimes(clauses, all, about);
}

/** A "2" beside "do you have" is no choice, a day is. */
function isSure({ signals, foreign }: Clause): boolean {
  if (foreign.length > 0 || has(signals, 'hedges')) return false;
  if (signals.some((one) => one.kind === 'dates' && one.isLoose)) return false;
  const open = signals.filter(isOpen);
  const named = signals.filter(isTime);
  return has(signals, 'wishes')
    ? named.length > 0 && named.every((one) => isDay(one) || one.kind === 'index')
    : named.length + open.length > 0;
}

function choose(sure: readonly Signal[], ruledOut: readonly number[], about: About): Read | null {
  const named = sure.filter(isTime);
  // No day and no hour has such a number.
  if (named.length > 0 && named.every((one) => one.kind === 'bare' && one.n > 31)) return null;
  const all = about.times.map((_, i) => i);
  const fits = (named.length === 0 ? all : fitting(named, about)).filter((i) => !ruledOut.includes(i));
  const [first] = fits;
  if (first !== undefined && (fits.length === 1 || sure.some(isOpen))) return { kind: 'picked', index: first };
  const isBeyond = named.some((one) => one.kind === 'nth' && one.n > all.length);
  const isOther = isBeyond || (named.some(isDay) && !has(named, 'index', 'nth'));
  if (first === undefined && isOther) return { kind: 'other', wish: wishFrom(named, about) };
  return unclear(fits.length > 0 ? fits : all);
}

/** Clauses that name a day or an hour, with other words beside it or an "if". */
function wished(dated: readonly Clause[], moves: boolean, about: About): Read | null {
  const signals = dated.flatMap((clause) => clause.signals);
  const named = signals.filter(isDay);
  const fits = fitting(named, about);
  const isHedged = has(signals, 'hedges');
  const isWish =
    moves ||
    dated.every(({ foreign }) => foreign.length === 0) ||
    (has(signals, 'wishes') && !isHedged) ||
    (about.asks && has(named, 'weekday', 'clock'));
  if (isWish && (!isHedged || fits.length === 0)) return { kind: 'other', wish: wishFrom(named, about) };
  const isNear = named.some((one) => one.kind !== 'part' && (one.kind !== 'dates' || one.from === one.until));
  return fits.length > 0 && isNear ? unclear(fits) : null;
}

function withoutTimes(clauses: readonly Clause[], all: readonly Signal[], { times }: About): Read | null {
  const isBare = clauses.every(({ foreign }) => foreign.length === 0);
  if (has(all, 'none') || (isBare && has(all, 'not'))) return { kind: 'none' };
  const everyone = times.map((_, i) => i);
  if (isBare && has(all, 'hedges') && has(all, 'index', 'nth', 'bare')) return unclear(everyone);
  if (!isBare || !has(all, 'yes')) return null;
  return times.length === 1 ? { kind: 'picked', index: 0 } : unclear(everyone);
}

const unclear = (among: number[]): Read => ({ kind: 'unclear', among });

/** The times for which one sign of every kind holds. */
function fitting(signals: readonly Signal[], about: About): number[] {
  const named = signals.length > 1 ? signals.filter(({ kind }) => kind !== 'word') : signals;
  const kinds = [...new Set(named.map(({ kind }) => kind))];
  return about.times.flatMap(({ startsAt }, i) => {
    const local = DateTime.fromISO(startsAt, { zone: about.zone });
    const fits = (kind: Signal['kind']) =>
      named.some((one) => one.kind === kind && holds(one, { i, local, about, isAlone: named.length === 1 }));
    return kinds.every(fits) ? [i] : [];
  });
}

type Time = { i: number; local: DateTime; about: About; isAlone: boolean };

function holds(signal: Signal, { i, local, about, isAlone }: Time): boolean {
  const minute = local.hour * 60 + local.minute;
  const count = about.times.length;
  switch (signal.kind) {
    case 'index':
      return signal.n === 0 ? i === count - 1 : signal.n === i + 1;
    case 'word':
      return signal.n === i + 1;
    case 'nth':
      return signal.n === i + 1 || signal.n === local.day;
    case 'bare':
      // Alone it is the number Baton asked for; beside a day it may be anything.
      if (isAlone) return signal.n === i + 1;
      return (
        signal.n === i + 1 ||
        signal.n === local.day ||
        (minute % 60 === 0 && signal.n % 12 === local.hour % 12 && signal.n <= 24)
      );
    case 'weekday':
      return local.weekday === signal.day;
    case 'dates': {
      const day = local.toFormat('yyyy-MM-dd');
      return signal.from <= day && day <= signal.until;
    }
    case 'clock':
      return signal.minutes.includes(minute);
    case 'part':
      return signal.from <= minute && minute < signal.until;
    default:
      return false;
  }
}

/** Nobody means a longer stretch than this with a wish. */
const longestDays = 31;

function wishFrom(signals: readonly Signal[], { today, times, zone }: About): Wish {
  const dates = signals.flatMap((one) => {
    if (one.kind === 'nth') return monthDay(today, one.n)?.first.toFormat('yyyy-MM-dd') ?? [];
    return one.kind === 'dates' ? daysBetween(one.from, one.until) : [];
  });
  const weekdays = signals.flatMap((one) => (one.kind === 'weekday' ? [one.day] : []));
  const offered = times.map(({ startsAt }) => DateTime.fromISO(startsAt, { zone }));
  const on = (day: number) =>
    offered.find(({ weekday }) => weekday === day) ?? today.plus({ days: ((day - today.weekday + 6) % 7) + 1 });
  const isOn = (date: string) => weekdays.includes(DateTime.fromISO(date, { zone }).weekday);
  const days =
    weekdays.length === 0
      ? dates
      : dates.length === 0
        ? weekdays.map((day) => on(day).toFormat('yyyy-MM-dd'))
        : dates.filter(isOn);
  const minutes = signals.flatMap((one) => (one.kind === 'clock' ? one.minutes : []));
  const spans = signals.flatMap((one) => (one.kind === 'part' ? [one] : []));
  const at = minutes.find((minute) => minute >= 7 * 60 && minute < 19 * 60) ?? minutes[0] ?? bareHour(signals);
  return {
    ...anyTime,
    days: days.length === 0 ? null : [...new Set(days)].toSorted(),
    from: Math.min(...spans.map(({ from }) => from), spans.length === 0 ? 0 : 24 * 60),
    until: Math.max(...spans.map(({ until }) => until), spans.length === 0 ? 24 * 60 : 0),
    at: at ?? null,
  };
}

/** "Thursday 3?" */
function bareHour(signals: readonly Signal[]): number | undefined {
  if (!has(signals, 'weekday', 'dates')) return undefined;
  const bare = signals.find((one) => one.kind === 'bare');
  if (bare?.kind !== 'bare' || bare.n > 20) return undefined;
  return (bare.n < 7 ? bare.n + 12 : bare.n) * 60;
}

function daysBetween(from: string, until: string): string[] {
  const first = DateTime.fromISO(from, { zone: 'utc' });
  const days = Math.min(longestDays, Math.round(DateTime.fromISO(until, { zone: 'utc' }).diff(first, 'days').days) + 1);
  return Array.from({ length: Math.max(0, days) }, (_, i) => first.plus({ days: i }).toFormat('yyyy-MM-dd'));
}

/** "Anything earlier?" */
function shifted(signals: readonly Signal[], { times }: About): Wish | null {
  if (has(signals, 'earlier')) return { ...anyTime, before: times[0]?.startsAt ?? null };
  if (has(signals, 'later')) return { ...anyTime, after: times.at(-1)?.startsAt ?? null };
  return null;
}
