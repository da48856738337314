// A year of leads and of what happened to them, made from a seed: verdicts that are taken back, claims that run out, visitors
// who come back weeks later, meetings that are missed, people who are erased. Nothing here counts anything.
import type { EventKind } from '../../src/core/event.ts';
import type { LeadState } from '../../src/core/lead.ts';
import type { Value } from '../../src/core/value.ts';

export type Happened = { kind: EventKind; by: string; at: string; data: Record<string, unknown> };
/** What a deal was before it became something else. */
export type Was = { state: 'open' | 'won' | 'lost'; amountCents: number | null; currency: string | null };
export type Life = {
  id: string;
  createdAt: string;
  team: string | null;
  /** Whose bar judged it. */
  barTeam: string | null;
  channel: string;
  url: string | null;
  score: number;
  bySdr: boolean;
  deal: Was | null;
  /** How it stands in the end; `verdict`: Baton's. */
  state: LeadState;
  verdict: 'qualified' | 'borderline' | null;
  repVerdict: 'claimed' | 'rejected' | 'nurtured' | null;
  isErased: boolean;
  events: Happened[];
  refused: { reason: string; at: string }[];
  /** What visitors answered of themselves, in its order; some say another thing later. */
  said: { field: string; value: Value; at: string }[];
};

const minute = 60_000;
const day = 24 * 60 * minute;
const teams = ['emea', 'us'];
const reps: Record<string, string[]> = {
  emea: ['U0EMEA0001', 'U0EMEA0002', 'U0EMEA0003'],
  us: ['U0US000001', 'U0US000002'],
};
const channels = ['web', 'web', 'web', 'whatsapp', 'email'];
const reasons = ['not_qualified', 'not_qualified', 'wrong_territory', 'competitor', 'spam'];
const refusals = ['quote-not-there', 'value-not-in-quote', 'not-the-visitor'];

/** One after the other, as leads come, so that what happened in a week lies together in a database too. */
export function lives({ seed, count, from, days }: { seed: number; count: number; from: string; days: number }) {
  const draw = random(seed);
  return function* () {
    for (let i = 0; i < count; i++) {
      const at = Date.parse(from) + Math.floor(((i + draw()) / count) * days * day);
      yield life(`lead_${String(i).padStart(8, '0')}`, at, draw);
    }
  };
}

function life(id: string, born: number, draw: () => number): Life {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const chance = (share: number) => draw() < share;
  /** Mostly minutes, at times weeks: so that what belongs together lies on both sides of a Sunday night. */
  const later = () => Math.floor((chance(0.8) ? 40 * minute : chance(0.7) ? 2 * day : 12 * day) * draw() ** 2) + 1_000;
  const barTeam = pick(teams);
  const wasJudged = chance(0.9);
  const made: Life = {
    id,
    createdAt: new Date(born).toISOString(),
    team: null,
    barTeam: wasJudged ? barTeam : null,
    channel: pick(channels),
    url: chance(0.1) ? null : address(draw),
    score: Math.floor(draw() * 101),
    bySdr: false,
    deal: null,
    state: 'chatting',
    verdict: null,
    repVerdict: null,
    isErased: chance(0.01),
    events: [],
    refused: [],
    said: [],
  };
  let now = born;
  /** The score moves with every turn, and after the hand-off: what it is in the end says nothing of what it was. */
  const say = (kind: EventKind, by: string, data: Record<string, unknown> = {}) => {
    const judged = kind === 'answered' || kind === 'offered';
    const score = (made.score + 13 * made.events.length) % 101;
    made.events.push({ kind, by, at: new Date(now).toISOString(), data: judged ? { ...data, score } : data });
  };
  const talk = () => {
    for (let turn = Math.floor(draw() * 4); turn >= 0; turn--) {
      now += Math.floor(draw() * 3 * minute);
      say('received', 'visitor', {});
      const refused = chance(0.2) ? Math.ceil(draw() * 3) : 0;
      for (let n = 0; n < refused; n++) made.refused.push({ reason: pick(refusals), at: new Date(now).toISOString() });
      say('answered', 'visitor', { fields: ['a', 'b', 'c'].slice(0, Math.floor(draw() * 4)), refused });
    }
  };
  talk();
  for (let visits = 1; wasJudged && visits < 4; visits++) {
    now += later();
    if (chance(0.4)) say(pick(['closed', 'quieted']), 'baton', { score: made.score });
    else if (chance(0.3)) say('nurtured', 'baton', { verdict: 'borderline' });
    else handOver();
    if (!chance(0.25)) break;
    now += later() + day;
    say('reopened', 'visitor', { from: 'closed' });
    talk();
  }
  fall(made);
  answer(made);
  sell(made);
  stand(made);
  if (made.isErased) {
    for (const event of made.events) event.data = {};
    made.refused = [];
    made.said = [];
    Object.assign(made, { score: 0, url: null, deal: null, bySdr: false });
    now += later();
    say('erased', 'U0MANAGER1', {});
  }
  return made;

  function handOver() {
    made.team = chance(0.9) ? barTeam : pick(teams);
    const [team, ours] = [made.team, reps[made.team] ?? []];
    const rep = () => pick(ours);
    let offered = now;
    say('offered', 'baton', {
      why: chance(0.8) ? 'qualified' : chance(0.5) ? 'asked' : 'learning',
      team,
    });
    let has: string | null = null;
    const claim = (by: string) => {
      say('claimed', by, { name: by, afterMs: now - offered });
      has = by;
    };
    for (let step = 0; step < 8; step++) {
      now += later();
      if (has === null) {
        const by = rep();
        const act = draw();
        if (act < 0.6) claim(by);
        else if (act < 0.65) {
          const to = rep();
          say('reassigned', 'U0MANAGER1', { from: null, to: { id: to, name: to } });
          has = to;
        } else if (act < 0.7) {
          say('misrouted', by, { name: by, to: null });
          offered = now;
        } else if (act < 0.9) return verdict(by, null);
        else return;
        continue;
      }
      const by: string = has;
      const act = draw();
      if (act < 0.12 && chance(0.5)) {
        say('undone', by, { what: 'claimed' });
        has = null;
      } else if (act < 0.2) {
        say('released', 'baton', { rep: by });
        [has, offered] = [null, now];
      } else if (act < 0.25) {
        say('misrouted', by, { to: null });
        [has, offered] = [null, now];
      } else if (act < 0.33) {
        const to = rep();
        say('reassigned', by, { from: { id: by, name: by }, to: { id: to, name: to } });
        has = to;
      } else if (act < 0.6)
        say('touched', by, { message: 1, afterMs: Math.floor(draw() * day), reasked: chance(0.1) ? ['size'] : [] });
      else if (act < 0.75) {
        if (verdict(by, by) === 'stays') return;
      } else return meet(by);
    }
  }

  /** `had`: who had claimed it. */
  function verdict(by: string, had: string | null): 'stays' | 'undone' {
    if (chance(0.7)) say('rejected', by, { name: by, reason: pick(reasons), wrongField: null });
    else say('nurtured', by, { name: by, until: '2027-01-01' });
    if (!chance(0.15)) return 'stays';
    now += Math.floor(draw() * 5 * minute);
    say('undone', by, { what: 'rejected', had });
    return 'undone';
  }

  function meet(by: string) {
    const meeting = { meeting: 'call', hosts: [by] };
    say('booked', by, meeting);
    for (let i = 0; i < 3; i++) {
      now += later();
      if (chance(0.2)) say('cancelled', 'calendar', meeting);
      else if (chance(0.25)) say('missed', by, meeting);
      else if (chance(0.1)) say('slot-lost', 'baton', meeting);
      else return say('met', by, meeting);
      now += later();
      say('booked', 'visitor', meeting);
    }
  }
}

/** Some leads are lost days after they were offered, and some of those regained: drawn apart, from their own seed. */
function fall(made: Life): void {
  const draw = random(Date.parse(made.createdAt));
  for (const { at, kind } of [...made.events]) {
    if (kind !== 'offered' || draw() > 0.2) continue;
    let now = Date.parse(at);
    for (let times = 1 + Math.floor(draw() * 3); times > 0; times--) {
      now += Math.floor(draw() * 9 * day);
      const isCustomer = draw() < 0.3;
      const say = (moved: EventKind) =>
        made.events.push({ kind: moved, by: 'baton', at: new Date(now).toISOString(), data: {} });
      say('cql-lost');
      if (isCustomer) say('at-risk');
      if (draw() < 0.5) break;
      now += Math.floor(draw() * 3 * day);
      say('cql-regained');
    }
  }
}

/** Of what reps took on, much becomes a deal, weeks later; amounts change, and at times the end does. From a seed of its own too. */
function sell(made: Life): void {
  const draw = random(Date.parse(made.createdAt) + 1);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  made.bySdr = draw() < 0.15;
  const { at, by } = made.events.findLast(({ kind }) => kind === 'met' || kind === 'claimed') ?? { at: null, by: '' };
  if (at === null || draw() > 0.2 + made.score / 150) return;
  let now = Date.parse(at);
  const currency = pick(['USD', 'USD', 'EUR', null]);
  const say = (kind: 'opportunity' | 'won' | 'lost', amountCents: number | null) => {
    const state = kind === 'opportunity' ? 'open' : kind;
    const data = { amountCents, currency: amountCents === null ? null : currency, rep: by, was: made.deal };
    made.deal = { state, amountCents, currency: data.currency };
    made.events.push({ kind, by: 'crm', at: new Date(now).toISOString(), data });
    now += Math.floor(draw() * 20 * day);
  };
  const amount = () => (draw() < 0.2 ? null : Math.floor(1 + draw() ** 2 * 90) * 100_000);
  now += Math.floor(draw() * 20 * day);
  say('opportunity', amount());
  if (draw() < 0.3) say('opportunity', amount());
  if (draw() < 0.3) return;
  say(draw() < 0.2 + made.score / 200 ? 'won' : 'lost', amount());
  if (draw() < 0.15) say(pick(['won', 'lost', 'opportunity']), amount());
}

const sizes: Value[] = [12, 49, 50, 120, 249, 250, 4_000, { min: 10, max: 60 }, { min: 250, max: 500 }, { amount: 80 }];
const plans: Value[] = ['starter', 'team', 'company'];

/** Some of a value that is of another kind, from when the field was. */
function answer({ createdAt, events, said }: Life): void {
  const draw = random(Date.parse(createdAt) + 1);
  const pick = (from: readonly Value[]): Value => from[Math.floor(draw() * from.length)] ?? 0;
  for (const { at, kind } of events) {
    if (kind !== 'answered') continue;
    if (draw() < 0.4) said.push({ field: 'size', value: draw() < 0.05 ? 'a few "people"' : pick(sizes), at });
    if (draw() < 0.3) said.push({ field: 'plan', value: draw() < 0.05 ? 3 : pick(plans), at });
  }
}

/** Where all of it has led. */
function stand(made: Life): void {
  const leads: Partial<Record<EventKind, LeadState>> = {
    ...{ offered: 'offered', misrouted: 'offered', released: 'offered', undone: 'offered', reopened: 'chatting' },
    ...{ claimed: 'claimed', reassigned: 'claimed', missed: 'claimed', cancelled: 'claimed', 'slot-lost': 'claimed' },
    ...{
      rejected: 'rejected',
      nurtured: 'nurturing',
      booked: 'booked',
      met: 'closed',
      closed: 'closed',
      quieted: 'quiet',
    },
  };
  for (const { kind, by, data } of made.events) {
    made.state = leads[kind] ?? made.state;
    if (kind === 'offered') made.verdict = data.why === 'qualified' ? 'qualified' : 'borderline';
    if (kind === 'cql-lost' || kind === 'cql-regained') made.verdict = kind === 'cql-lost' ? 'borderline' : 'qualified';
    if (kind === 'claimed' || kind === 'rejected') made.repVerdict = kind;
    if (kind === 'nurtured' && by !== 'baton') made.repVerdict = kind;
    if (kind === 'reassigned') made.repVerdict = 'claimed';
    if (kind === 'undone' || kind === 'released' || kind === 'misrouted') made.repVerdict = null;
  }
}

function address(draw: () => number): string {
  const paths = [
    '',
    '/',
    '/pricing',
    '/pricing/',
    '/docs/start',
    '/de/preise',
    ...Array.from({ length: 14 }, (_, i) => `/blog/${i}`),
  ];
  const path = paths[Math.floor(draw() ** 2 * paths.length)];
  const query = ['', '', '?utm_source=ad&x=https://other.example/y', '#top', '?a=1#b?c'][Math.floor(draw() * 5)];
  return `https://www.northwind.example${path}${query}`;
}

/** Mulberry32. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
