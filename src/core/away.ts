// Reads when a rep is away, as they type it: "until friday", "tomorrow afternoon", "2026-12-24 to 2026-12-27", "for 2 hours".
// "Until" names when they are back; "to" and "through" name the last day away. What is not understood is never guessed.
import { DateTime } from 'luxon';
import { day, monthNames, monthOf, weekday, weekdayNames, weekdayOf } from './reading/calendar.ts';
import type { Absence } from './working-time.ts';

/** Why an absence cannot be taken as it was said. */
export type AwayFault = 'unclear' | 'over' | 'backwards' | 'too-far';
export type ReadAway = { kind: 'away'; absence: Absence } | { kind: AwayFault };

type About = { zone: string; now: string };

/** From its first moment up to where the next thing begins. */
type Spell = { first: DateTime; end: DateTime };

/** Whoever is away for longer has left. */
const longestDays = 366;

/** Nothing said: from now on, and nobody knows until when. */
export function readAway(typed: string, about: About): ReadAway {
  const text = typed.toLowerCase().replace(/[,;!]/g, ' ').replace(/\.$/, '').replace(/\s+/g, ' ').trim();
  const now = DateTime.fromISO(about.now, { zone: about.zone });
  const read = spellOf(text.replace(/^(?:from now(?: on)?|now)\b ?/, ''), now);
  return read === null ? { kind: 'unclear' } : checkAway(read.from, read.until, now);
}

/** What a form gives: days and times in the rep's zone. Without a first time the day counts from its start. */
export function awayBetween(
  { from, back }: { from: { day: string; time: string | null }; back: { day: string; time: string | null } | null },
  about: About,
): ReadAway {
  const at = ({ day, time }: { day: string; time: string | null }) =>
    DateTime.fromISO(`${day}T${time ?? '00:00'}`, { zone: about.zone });
  const [first, until] = [at(from), back === null ? null : at(back)];
  if (!first.isValid || until?.isValid === false) return { kind: 'unclear' };
  return checkAway(first, until, DateTime.fromISO(about.now, { zone: about.zone }));
}

function checkAway(from: DateTime, until: DateTime | null, now: DateTime): ReadAway {
  if (until !== null && until <= from) return { kind: 'backwards' };
  if (until !== null && until <= now) return { kind: 'over' };
  const far = now.plus({ days: longestDays });
  if (from > far || (until !== null && until > far)) return { kind: 'too-far' };
  const absence = { from: iso(from < now ? now : from), until: until === null ? null : iso(until) };
  return { kind: 'away', absence };
}

type Read = { from: DateTime; until: DateTime | null };

function spellOf(text: string, now: DateTime): Read | null {
  if (text === '') return { from: now, until: null };
  const lasting = /^(?:(?:from |on )?(.+?) )?for (?:the next )?(a|an|one|\d{1,3}) (minute|hour|day|week)s?$/.exec(text);
  if (lasting !== null) return lastingFrom(lasting, now);
  const [, first = '', joint = '', last = ''] =
    /^(.*?)\s?\b(until|till|til|through|thru|to)\b (.+)$/.exec(text) ?? /^(.+?)\s(-|–)\s(.+)$/.exec(text) ?? [];
  if (joint === '') return whole(text.replace(/^(?:on|the rest of) /, ''), now);
  const begin = first.replace(/^(?:from|on) /, '').trim();
  const from = begin === '' ? { first: now, end: now } : momentOf(begin, now);
  const to = from === null ? null : endOf(last, from.first);
  if (from === null || to === null) return null;
  return { from: from.first, until: /^until|^till?$/.test(joint) ? to.first : to.end };
}

function whole(text: string, now: DateTime): Read | null {
  if (text.startsWith('from ')) {
    const from = momentOf(text.slice(5), now);
    return from === null ? null : { from: from.first, until: null };
  }
  const spell = momentOf(text, now);
  // A bare time says neither when it begins nor when it ends.
  return spell === null || +spell.first === +spell.end ? null : { from: spell.first, until: spell.end };
}

function lastingFrom([, begin, count = '', unit = '']: RegExpExecArray, now: DateTime): Read | null {
  const from = begin === undefined ? now : momentOf(begin, now)?.first;
  if (from === undefined) return null;
  const many = /\d/.test(count) ? Number(count) : 1;
  if (unit === 'minute' || unit === 'hour') return { from, until: from.plus({ [unit]: many }) };
  // Today is one of the days.
  return { from, until: from.startOf('day').plus({ [unit]: many }) };
}

/** A bare time lies after the beginning; so does a bare day, which may be the same one. */
function endOf(text: string, from: DateTime): Spell | null {
  const end = /^(?:the )?end of (?:the )?(day|week|month)$|^(eod|eow)$/.exec(text);
  if (end !== null) {
    const unit = (end[1] ?? (end[2] === 'eod' ? 'day' : 'week')) as 'day' | 'week' | 'month';
    const over = from.endOf(unit).plus(1);
    return { first: over, end: over };
  }
  const clock = clockOf(text);
  if (clock === null) return momentOf(text, from);
  const today = from.set(clock);
  const at = today > from ? today : today.plus({ days: 1 });
  return { first: at, end: at };
}

/** A day, a part of it, a week, or a time of a day. */
function momentOf(text: string, now: DateTime): Spell | null {
  const today = now.startOf('day');
  const timed = /^(.+?)(?: at| @)? ((?:\d{1,2}:\d{2}|\d{1,2})(?: ?[ap]m)?|noon)$/.exec(text);
  const clock = timed === null || !/[:mn]/.test(timed[2] ?? '') ? null : clockOf(timed[2] ?? '');
  if (timed !== null && clock !== null) {
    const at = dayOf(timed[1] ?? '', today)?.first.set(clock);
    return at === undefined ? null : { first: at, end: at };
  }
  const bare = clockOf(text);
  if (bare !== null) return { first: today.set(bare), end: today.set(bare) };
  const part = /^(.+) (morning|afternoon)$/.exec(text);
  const of = part === null ? null : dayOf(part[1] === 'this' ? 'today' : (part[1] ?? ''), today);
  if (part !== null && of !== null) {
    const noon = of.first.set({ hour: 12 });
    return part[2] === 'morning' ? { first: of.first, end: noon } : { first: noon, end: of.end };
  }
  return dayOf(text, today);
}

const names = (all: readonly string[][]) => all.flat().join('|');
const months = names(monthNames);
const dayMonth = new RegExp(`^(?:the )?(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?(${months})\\.?(?: (\\d{4}))?$`, 'u');
const monthDay = new RegExp(`^(${months})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: (\\d{4}))?$`, 'u');
const weekdays = new RegExp(`^(?:next |this |on )?(${names(weekdayNames)})$`, 'u');

function dayOf(text: string, today: DateTime): Spell | null {
  const days = (first: DateTime, count = 1) => ({ first, end: first.plus({ days: count }) });
  if (/^(?:today|(?:the )?(?:rest of the )?day)$/.test(text)) return days(today);
  if (text === 'tomorrow') return days(today.plus({ days: 1 }));
  if (/^(?:this |the )?week$/.test(text)) return { first: today, end: today.startOf('week').plus({ weeks: 1 }) };
  if (text === 'next week') return days(today.startOf('week').plus({ weeks: 1 }), 7);
  const named = weekdays.exec(text);
  if (named !== null) return days(weekday(today, weekdayOf(named[1] ?? '')).first);
  const [, y, m, d] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (y !== undefined) return dated(today, { d, m: Number(m), y });
  const [, dd, mm, yy] = /^(\d{1,2})\.(\d{1,2})\.?(\d{4})?$/.exec(text) ?? [];
  if (dd !== undefined) return dated(today, { d: dd, m: Number(mm), y: yy });
  const [, of, month = '', year] = dayMonth.exec(text) ?? [];
  if (of !== undefined) return dated(today, { d: of, m: monthOf(month), y: year });
  const [, first = '', on, then] = monthDay.exec(text) ?? [];
  return on === undefined ? null : dated(today, { d: on, m: monthOf(first), y: then });
}

type Dated = { d: string | undefined; m: number; y: string | undefined };

function dated(today: DateTime, { d, m, y }: Dated): Spell | null {
  const found = day(today, { d: Number(d), m, ...(y !== undefined && { y: Number(y) }) });
  return found === null ? null : { first: found.first, end: found.last.plus({ days: 1 }) };
}

function clockOf(text: string): { hour: number; minute: number } | null {
  if (text === 'noon') return { hour: 12, minute: 0 };
  const [, hours, minutes, half] = /^(?:at )?(\d{1,2})(?::(\d{2}))? ?([ap]m)?$/.exec(text) ?? [];
  if (hours === undefined || (minutes === undefined && half === undefined)) return null;
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)];
  if (minute > 59 || hour > (half === undefined ? 23 : 12) || (half !== undefined && hour === 0)) return null;
  return { hour: half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0), minute };
}

const iso = (at: DateTime): string => at.toUTC().toISO() ?? '';
