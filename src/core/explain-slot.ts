// Why a time is not offered: every reason that applies, as data that a card says in words. A time without a reason is one
// that slots.ts offers, and the other way round.
import { awayOf, capsOf, type Day, dayAt, daysOf, type Host, takenOf, wallOf, workOf, wrongZone } from './host.ts';
import { byTurn, type SlotRules, startsOn, windowOf, wrongNumbers } from './slots.ts';
import { iso, isoDate, mergeSpans, type Span, withoutSpans } from './wall-clock.ts';

/** Dates and clocks are those around the host. */
export type SlotReason =
  | { kind: 'not-a-time'; time: string }
  | { kind: 'wrong-number'; name: string; value: number | string }
  | { kind: 'no-hosts' }
  | { kind: 'past' }
  | { kind: 'before-notice'; earliest: string; noticeMin: number }
  | { kind: 'off-grid'; hosts: string[]; everyMin: number }
  | { kind: 'unknown-zone'; host: string; zone: string }
  | { kind: 'outside-window'; host: string; from: string; until: string }
  | { kind: 'outside-hours'; host: string; date: string; clock: string }
  | { kind: 'holiday' | 'closed'; host: string; date: string }
  | { kind: 'away'; host: string; from: string; until: string | null }
  | { kind: 'busy'; host: string; from: string; until: string }
  | { kind: 'buffer-before' | 'buffer-after'; host: string; from: string; until: string; bufferMin: number }
  /** `from`: the day, or the Monday of the week, that is full. */
  | { kind: 'day-cap' | 'week-cap'; host: string; from: string; max: number };

export type ExplainedSlot = { kind: 'offered'; hosts: string[] } | { kind: 'not-offered'; reasons: SlotReason[] };

export function explainSlot(rules: SlotRules, time: string): ExplainedSlot {
  const at = Date.parse(time);
  const wrong = wrongNumbers(rules).map((each): SlotReason => ({ kind: 'wrong-number', ...each }));
  if (Number.isNaN(at)) wrong.push({ kind: 'not-a-time', time });
  if (rules.hosts.length === 0) wrong.push({ kind: 'no-hosts' });
  if (wrong.length > 0) return { kind: 'not-offered', reasons: wrong };
  const early = tooEarly(rules, at);
  const each = byTurn(rules.hosts).map((host) => ({ host, ...asked(host, rules, at) }));
  const reasons = [...early, ...each.flatMap((host) => host.reasons)];
  if (rules.mode === 'group') {
    const isOff = each.some(({ onGrid }) => onGrid === 'no') && !each.some(({ onGrid }) => onGrid === 'yes');
    if (isOff) reasons.push(offGrid(rules.hosts, rules));
    if (reasons.length === 0) return { kind: 'offered', hosts: rules.hosts.map(({ id }) => id) };
    return { kind: 'not-offered', reasons };
  }
  const alone = each.map(({ host, reasons, onGrid }) => ({
    id: host.id,
    reasons: onGrid === 'no' ? [...reasons, offGrid([host], rules)] : reasons,
  }));
  const able = alone.filter((host) => host.reasons.length === 0);
  if (early.length === 0 && able.length > 0) return { kind: 'offered', hosts: able.map(({ id }) => id) };
  return { kind: 'not-offered', reasons: [...early, ...alone.flatMap((host) => host.reasons)] };
}

function tooEarly({ now, noticeMin }: SlotRules, at: number): SlotReason[] {
  const earliest = Date.parse(now) + noticeMin * 60_000;
  if (at < Date.parse(now)) return [{ kind: 'past' }];
  return at < earliest ? [{ kind: 'before-notice', earliest: iso(earliest), noticeMin }] : [];
}

function offGrid(hosts: readonly Host[], { everyMin }: SlotRules): SlotReason {
  return { kind: 'off-grid', hosts: hosts.map(({ id }) => id), everyMin };
}

/** `none`: no shift of theirs is under way, so there is no grid of theirs either. */
type Asked = { reasons: SlotReason[]; onGrid: 'yes' | 'no' | 'none' };

function asked(host: Host, rules: SlotRules, at: number): Asked {
  const zone = wrongZone(host);
  if (zone !== null) return { reasons: [{ kind: 'unknown-zone', host: host.id, zone }], onGrid: 'none' };
  const meeting = { from: at, until: at + rules.lengthMin * 60_000 };
  const days = daysOf(host, meeting);
  const reasons = [
    ...outsideWindow(host, rules, at),
    ...notAtWork(host, days, meeting),
    ...notFree(host, rules, meeting),
    ...capsOf(host)(dayAt(host, at)).map((cap) => ({ ...cap, host: host.id, from: isoDate(cap.from) })),
  ];
  const isOn = startsOn(days, { from: at, until: at + 1 }, rules).includes(at);
  const isUnderWay = workOf(days).some(({ from, until }) => from <= at && at < until);
  return { reasons, onGrid: isOn ? 'yes' : isUnderWay ? 'no' : 'none' };
}

function outsideWindow(host: Host, rules: SlotRules, at: number): SlotReason[] {
  const { from, until } = windowOf(host, rules);
  // What is before now has been said, and in better words.
  const isBefore = at < from && at >= Date.parse(rules.now);
  if (!isBefore && at < until) return [];
  return [{ kind: 'outside-window', host: host.id, from: iso(from), until: iso(until) }];
}

function notAtWork(host: Host, days: readonly Day[], meeting: Span): SlotReason[] {
  const away = awayOf(host)
    .filter((absence) => overlap(absence, meeting))
    .map(({ from, until }): SlotReason => {
      return { kind: 'away', host: host.id, from: iso(from), until: until === Infinity ? null : iso(until) };
    });
  if (isWithin(meeting, workOf(days))) return away;
  const off = days.flatMap(({ off: kind, number, shifts }): SlotReason[] =>
    kind !== null && shifts.some((shift) => overlap(shift, meeting))
      ? [{ kind, host: host.id, date: isoDate(number) }]
      : [],
  );
  if (isWithin(meeting, mergeSpans(days.flatMap(({ shifts }) => shifts)))) return [...off, ...away];
  const wall = iso(wallOf(host, meeting.from));
  const outside: SlotReason = {
    kind: 'outside-hours',
    host: host.id,
    date: wall.slice(0, 10),
    clock: wall.slice(11, 16),
  };
  return [outside, ...off, ...away];
}

function notFree(host: Host, { bufferBeforeMin, bufferAfterMin }: SlotRules, meeting: Span): SlotReason[] {
  const before = { from: meeting.from - bufferBeforeMin * 60_000, until: meeting.from };
  const after = { from: meeting.until, until: meeting.until + bufferAfterMin * 60_000 };
  return takenOf(host).flatMap((taken): SlotReason[] => {
    const about = { host: host.id, from: iso(taken.from), until: iso(taken.until) };
    if (overlap(taken, meeting)) return [{ kind: 'busy', ...about }];
    if (overlap(taken, before)) return [{ kind: 'buffer-before', ...about, bufferMin: bufferBeforeMin }];
    return overlap(taken, after) ? [{ kind: 'buffer-after', ...about, bufferMin: bufferAfterMin }] : [];
  });
}

const overlap = (a: Span, b: Span): boolean => a.from < b.until && b.from < a.until;

const isWithin = (part: Span, spans: readonly Span[]): boolean => withoutSpans([part], spans).length === 0;
