// The numbers of a week once more, in plain JavaScript, from what happened, without SQL and without the code that reports
// them: it follows each lead through the week, one event after the other, with a pile of verdicts in its hand.
import { DateTime } from 'luxon';
import type { Segments } from '../../src/core/playbook-digest.ts';
import type { Happened, Life, Was } from './year-of-leads.ts';

/** `claims`: those that it came from, and which fall with it. */
type Verdict = { kind: 'accepted' | 'rejected' | 'nurtured'; rep: string; reason: string | null; claims: Happened[] };
type Fact = { metric: string; life: Life; rep: string | null; reason?: string | null; ms?: number; money?: Money };
type Money = { currency: string; cents: number };

/** What the tests of reports take for the form lane. */
export const form = ['email', 'whatsapp'];
/** And for the channels of SDRs. */
export const sdr = ['whatsapp'];
/** And by which answer they tell leads apart. */
export const segments: Segments = { field: 'size', bounds: [50, 250] };

export function isoWeek(year: number, week: number, zone: string): { from: string; until: string } {
  const monday = DateTime.fromObject({ weekYear: year, weekNumber: week, weekday: 1 }, { zone });
  const iso = (at: DateTime) => at.toUTC().toISO() ?? '';
  return { from: iso(monday), until: iso(monday.plus({ weeks: 1 })) };
}

type Span = { from: string; until: string; segments?: Segments };

export function recount(lives: Iterable<Life>, span: Span, team: string | null = null) {
  const facts: Fact[] = [];
  const claims = { made: 0, reasons: new Map<string, number>() };
  const isIn = (at: string) => at >= span.from && at < span.until;
  for (const life of lives) {
    if (team !== null && (life.team ?? life.barTeam) !== team) continue;
    if (isIn(life.createdAt)) facts.push({ metric: 'conversations', life, rep: null });
    const week = life.events.filter(({ at }) => isIn(at));
    facts.push(...happened(life, week), ...sold(life, week));
    for (const { kind, data } of week)
      if (kind === 'answered') claims.made += (data.fields as string[] | undefined)?.length ?? 0;
    for (const { reason, at } of life.refused) {
      if (isIn(at)) claims.reasons.set(reason, (claims.reasons.get(reason) ?? 0) + 1);
    }
  }
  const refused = [...claims.reasons.values()].reduce((a, b) => a + b, 0);
  const pages = topPages(facts);
  const keyed = {
    team: ({ life }: Fact) => life.team ?? life.barTeam,
    rep: ({ rep }: Fact) => rep,
    channel: ({ life }: Fact) => life.channel,
    lane: ({ life }: Fact) => (form.includes(life.channel) ? 'form' : 'chat'),
    source: ({ life }: Fact) => (life.bySdr || sdr.includes(life.channel) ? 'sdr' : 'agent'),
    segment: ({ life }: Fact) => segmentOf(life, span.until, span.segments ?? segments),
    page: ({ life }: Fact) => (life.url === null ? null : pages.has(pathOf(life.url)) ? pathOf(life.url) : '*'),
    band: ({ life }: Fact) => bandOf(life, span.until),
  };
  const by = Object.entries(keyed).map(([name, keyOf]) => {
    const groups = Map.groupBy(name === 'rep' ? facts.filter(({ rep }) => rep !== null) : facts, keyOf);
    return [name, Object.fromEntries([...groups].map(([key, of]) => [String(key), figures(of)]))];
  });
  return {
    all: figures(facts),
    claims: { made: claims.made + refused, refused, reasons: Object.fromEntries(claims.reasons) },
    by: Object.fromEntries(by) as Record<keyof typeof keyed, Record<string, ReturnType<typeof figures>>>,
  };
}

function happened(life: Life, week: readonly Happened[]): Fact[] {
  const facts: Fact[] = [];
  const newest = new Map<string, Fact>();
  let pile: Verdict[] = [];
  const claims = new Set<Happened>();
  let ended: Verdict | null = null;
  let booked = false;
  const close = () => {
    ended = pile.at(-1) ?? ended;
    pile = [];
  };
  for (const event of week) {
    const { kind, by, data } = event;
    const once = (metric: string, rep: string | null = null) => newest.set(metric, { metric, life, rep });
    if (kind === 'touched') {
      if (typeof data.afterMs === 'number') facts.push({ metric: 'toTouch', life, rep: by, ms: data.afterMs });
      if ((data.reasked as string[] | undefined)?.length) {
        const before = newest.get('reasked')?.rep ?? '';
        once('reasked', by > before ? by : before);
      }
    } else if (kind === 'offered') {
      close();
      booked = false;
      once('offered');
      if (data.why === 'qualified') once('qualified');
    } else if (kind === 'misrouted' || kind === 'released') pile = [];
    else if (kind === 'nurtured' && by === 'baton') once('borderline');
    else if (kind === 'claimed') {
      pile.push({ kind: 'accepted', rep: by, reason: null, claims: [event] });
      claims.add(event);
    } else if (kind === 'rejected' || kind === 'nurtured') {
      pile.push({ kind, rep: by, reason: (data.reason as string | undefined) ?? null, claims: [] });
    } else if (kind === 'reassigned') {
      const to = (data.to as { id: string } | undefined)?.id ?? (null as unknown as string);
      // Its last claim goes, in this week or before, and the new rep has one instead.
      const had = data.from == null ? undefined : pile.pop();
      pile.push({ kind: 'accepted', rep: to, reason: null, claims: had?.claims ?? [] });
    } else if (kind === 'undone') {
      for (const claim of pile.pop()?.claims ?? []) claims.delete(claim);
    } else if (['cql-lost', 'cql-regained', 'at-risk'].includes(kind)) once(kind);
    else if (['reopened', 'booked', 'met', 'missed', 'cancelled', 'slot-lost'].includes(kind)) {
      if (kind === 'booked') booked = true;
      once(kind, (data.hosts as string[] | undefined)?.[0] ?? null);
    }
  }
  if (newest.has('offered') && pile.length === 0 && !booked) {
    newest.set('waiting', { metric: 'waiting', life, rep: null });
  }
  close();
  const last = ended as Verdict | null;
  if (last !== null) facts.push({ metric: last.kind, life, rep: last.rep, reason: last.reason });
  for (const { by, data } of claims) {
    if (typeof data.afterMs === 'number') facts.push({ metric: 'toClaim', life, rep: by, ms: data.afterMs });
  }
  return [...facts, ...newest.values()];
}

/** A deal counts when it becomes something else; its money whenever that changes. */
function sold(life: Life, week: readonly Happened[]): Fact[] {
  const states: Record<string, string> = { opportunity: 'open', won: 'won', lost: 'lost' };
  const newest = new Map<string, Fact>();
  const facts: Fact[] = [];
  for (const { kind, data } of week) {
    const state = states[kind];
    if (state === undefined) continue;
    const { amountCents, currency, was } = data as { amountCents?: number | null; currency?: string | null; was?: Was };
    const rep = (data.rep as string | undefined) ?? null;
    if (was?.state !== state) newest.set(kind, { metric: kind, life, rep });
    const money = (cents: number, of: string | null = null) =>
      facts.push({ metric: 'money', life, rep, money: { cents, currency: of ?? '' } });
    if (state === 'won' && amountCents != null) money(amountCents, currency);
    if (was?.state === 'won' && was.amountCents !== null) money(-was.amountCents, was.currency);
  }
  return [...facts, ...newest.values()];
}

/** Of the score that people got it with, before the week was over; else of what it had come to in the conversation. */
function bandOf({ events }: Life, until: string): string | null {
  const judged = events.filter(({ at, kind }) => at < until && (kind === 'offered' || kind === 'answered'));
  const { data } = judged.findLast(({ kind }) => kind === 'offered') ?? judged.at(-1) ?? {};
  return typeof data?.score === 'number' ? String(Math.min(90, Math.floor(data.score / 10) * 10)) : null;
}

/** Of what the visitor had said last before the week was over: how many bounds lie below it, or the option. */
function segmentOf({ said }: Life, until: string, { field, bounds }: Segments): string | null {
  const value = said.findLast((each) => each.field === field && each.at < until)?.value;
  if (value === undefined) return null;
  if (bounds === undefined) return typeof value === 'string' ? value : null;
  if (typeof value === 'string') return null;
  const low = typeof value === 'number' ? value : 'min' in value ? value.min : value.amount;
  return String(bounds.filter((bound) => bound <= low).length);
}

function topPages(facts: readonly Fact[]): Set<string> {
  const visits = new Map<string, number>();
  for (const { metric, life } of facts) {
    if (metric !== 'conversations' || life.url === null) continue;
    visits.set(pathOf(life.url), (visits.get(pathOf(life.url)) ?? 0) + 1);
  }
  const sorted = [...visits].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(sorted.slice(0, 10).map(([page]) => page));
}

function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '') || '/';
}

function figures(facts: readonly Fact[]) {
  const names = ['conversations', 'reopened', 'borderline', 'qualified', 'offered', 'accepted', 'rejected', 'nurtured'];
  const more = [
    'waiting',
    'reasked',
    'booked',
    'met',
    'missed',
    'opportunity',
    'won',
    'lost',
    'cancelled',
    'slot-lost',
    'cql-lost',
    'cql-regained',
    'at-risk',
  ];
  const counted = [...names, ...more].map((name) => [name, facts.filter(({ metric }) => metric === name).length]);
  const rejected = Map.groupBy(
    facts.filter(({ metric }) => metric === 'rejected'),
    ({ reason }) => reason ?? '',
  );
  return {
    ...Object.fromEntries(counted),
    money: monies(facts),
    reasons: Object.fromEntries([...rejected].map(([reason, of]) => [reason, of.length])),
    toClaim: spell(facts, 'toClaim'),
    toTouch: spell(facts, 'toTouch'),
  };
}

function monies(facts: readonly Fact[]): Record<string, number> {
  const all = new Map<string, number>();
  for (const { money } of facts) {
    if (money !== undefined) all.set(money.currency, (all.get(money.currency) ?? 0) + money.cents);
  }
  return Object.fromEntries([...all].filter(([, cents]) => cents !== 0));
}

function spell(facts: readonly Fact[], name: string) {
  const sorted = facts
    .flatMap(({ metric, ms }) => (metric === name && ms !== undefined ? [ms] : []))
    .sort((a, b) => a - b);
  const of = sorted.length;
  if (of === 0) return { of, medianMs: null, p90Ms: null };
  const middle = of % 2 === 1 ? sorted[(of - 1) / 2]! : (sorted[of / 2 - 1]! + sorted[of / 2]!) / 2;
  return { of, medianMs: middle, p90Ms: sorted[Math.ceil(of * 0.9) - 1]! };
}
