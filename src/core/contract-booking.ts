// How meetings are booked, on the contract: the rules that hold for all, and of each team what differs. A rule that a page can
// have and that nothing is said of does not compile.
import type { ContractRow, ContractSection } from './contract.ts';
import { contractWords } from './contract-words.ts';
import { showHours } from './hours.ts';
import type { Playbook, Taken } from './playbook.ts';
import { type BookingRules, type MeetingKind, usualBooking } from './playbook-booking.ts';

const words = contractWords.booking;
type Of = { takes(taken: readonly Taken[]): string; nameOf(id: string): string };
type Said = { [Name in keyof BookingRules]: (value: BookingRules[Name], of: Of) => string };

/** In the order in which they are read. */
const said: Said = {
  inChat: (rule, { takes }) => words.inChat(typeof rule === 'boolean' ? rule : takes(rule)),
  whenOut: (rule) => words.whenOut[rule],
  hours: (hours) => words.hours(showHours(hours)),
  noticeMinutes: words.notice,
  daysAhead: words.daysAhead,
  everyMinutes: words.every,
  align: (align) => words.align[align],
  bufferBeforeMinutes: words.bufferBefore,
  bufferAfterMinutes: words.bufferAfter,
  perDay: words.perDay,
  perWeek: words.perWeek,
  holdMinutes: words.hold,
  perVisitor: words.perVisitor,
  remindMinutes: words.remind,
  nudgeMinutes: words.nudge,
  alertMinutes: words.alert,
};

export function contractBooking({ booking, teams }: Playbook, of: Of): ContractSection {
  const { meetings, ...rules } = booking;
  const all: ContractRow = { name: words.all, lines: linesOf({ ...usualBooking, ...rules }, of) };
  const own = teams.flatMap(({ name, booking: theirs }): ContractRow[] => {
    const lines = linesOf(theirs ?? {}, of);
    return lines.length === 0 ? [] : [{ name, lines: [words.own, ...lines] }];
  });
  return { title: words.title, lines: [words.real], rows: [...meetings.map((kind) => kindRow(kind, of)), all, ...own] };
}

function kindRow({ label, minutes, with: others }: MeetingKind, { nameOf }: Of): ContractRow {
  const [first, ...rest] = minutes;
  const lines = [words.minutes(first, rest), ...(others.length === 0 ? [] : [words.with(others.map(nameOf))])];
  return { name: label, lines };
}

function linesOf(rules: Partial<BookingRules>, of: Of): string[] {
  const line = <Name extends keyof BookingRules>(name: Name): string | null => {
    const value: BookingRules[Name] | undefined = rules[name];
    return value === undefined ? null : said[name](value, of);
  };
  return (Object.keys(said) as (keyof BookingRules)[]).flatMap((name) => line(name) ?? []);
}
