// What a booking costs Baton itself, on SQLite: holding the time, which runs before Slack is answered, and confirming it, with
// a calendar that answers at once. Beside them commits of one row on the same disk, of which each of the two makes at least one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Lead, type LeadId, newLead } from '../src/core/lead.ts';
import { alwaysOpen } from '../src/core/working-time.ts';
import type { Calendar, JobDeps } from '../src/deps.ts';
import { holdSlot } from '../src/flows/hold-slot.ts';
import { confirmBooking } from '../src/jobs/confirm-booking.ts';
import { getLead, insertLead } from '../src/store/lead.ts';
import { defaultPlaybook } from '../test/support/default-playbook.ts';
import { anOffer } from '../test/support/leads.ts';
import { openBareDeps } from './bare-deps.ts';
import { type Figure, median, ms, percentile, times } from './figure.ts';

const bookings = 300;
const rep = { id: 'U0DANA', name: 'Dana Reyes' };
const start = Date.parse('2026-03-02T09:00:00.000Z');

export async function bookingTimes(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const commit = rawCommits(join(folder, 'raw.db'));
  const { hold, confirm, close } = await openBaton(`sqlite:${join(folder, 'baton.db')}`);
  const [held, confirmed, raw]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < bookings; i++) {
    raw.push(await timed(async () => commit.once()));
    held.push(await timed(() => hold(i)));
    confirmed.push(await timed(() => confirm(i)));
  }
  await close();
  commit.close();
  rmSync(folder, { recursive: true });
  return [
    figure('A time held, rules and races checked (raw: a one-row commit, WAL, synchronous FULL; p50 / p95)', held, raw),
    figure('The time confirmed, without the calendar’s own answers (raw: the same commit)', confirmed, raw),
  ];
}

function figure(what: string, baton: readonly number[], raw: readonly number[]): Figure {
  // The first ones warm the code up.
  const [ours, theirs] = [baton.slice(bookings / 10), raw.slice(bookings / 10)];
  const shown = (each: readonly number[]) => `${ms(median(each))} / ${ms(percentile(each, 95))}`;
  return {
    what,
    ratio: times(median(ours), median(theirs)),
    baton: shown(ours),
    raw: shown(theirs),
    goal: 'p95 ≤ 50 ms',
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function rawCommits(file: string) {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table lines (id integer primary key, text text not null)');
  const insert = db.prepare('insert into lines (text) values (?)');
  return { once: () => void insert.run('We are about 50 people'), close: () => db.close() };
}

/** Half an hour each, one after the other, around the clock. */
const startOf = (booking: number) => new Date(start + booking * 1_800_000).toISOString();

async function openBaton(url: string) {
  const now = () => new Date(start - 3_600_000);
  const page = defaultPlaybook();
  const booking = { ...page.booking, hours: alwaysOpen, noticeMinutes: 0, daysAhead: 30 };
  const playbook = { ...page, calendar: true, booking };
  const deps = await openBareDeps(url, { playbook, now });
  const { db, queue, newId } = deps;
  const work = { ...deps, calendars: { of: async () => instant, lose: async () => {} } } as unknown as JobDeps;
  const leads = Array.from({ length: bookings }, (_, i) => offered(newId('lead'), i));
  await db.inTx(async (tx) => {
    for (const lead of leads) await insertLead(tx, lead);
  });
  const idOf = (booking: number) => leads[booking]?.id ?? 'lead_';
  return {
    hold: async (booking: number) => {
      const asked = { by: rep, hosts: [rep], kind: 'call', lengthMin: 30, startsAt: startOf(booking) };
      const held = await holdSlot(deps, idOf(booking), asked);
      if (held.kind !== 'done') throw new Error(`There is nothing to measure: ${held.kind}.`);
    },
    confirm: async (booking: number) => {
      const lead = idOf(booking);
      const wanted = (await getLead(db, lead))?.booking?.wanted;
      if (wanted?.kind !== 'meet') throw new Error('There is nothing to measure.');
      await confirmBooking(work, { kind: 'confirm-booking', lead, event: wanted.event }, { tries: 1 });
    },
    close: async () => {
      const last = await getLead(db, idOf(bookings - 1));
      if (last?.state !== 'booked') throw new Error('Nothing was booked.');
      await queue.stop();
      await db.close();
    },
  };
}

function offered(id: LeadId, i: number): Lead {
  const at = new Date(start - 7_200_000).toISOString();
  const visitor = { id: `v${i}`, name: 'Ada', email: `v${i}@acme.example` };
  const lead = newLead({ id, conversation: id, channel: 'web', visitor, page: null, playbook: 'bench', now: at });
  return { ...lead, state: 'offered', offer: anOffer({ at }), card: { channel: 'C1', ts: `${i}.1` } };
}

const calendar: Pick<Calendar, 'busy' | 'read' | 'put' | 'remove'> = {
  busy: async () => ({ periods: [], unread: [] }),
  read: async (id) => ({ kind: 'gone', id }),
  put: async ({ id, startsAt, endsAt }) => {
    return { kind: 'stands', id, startsAt, endsAt, event: { id, link: null, call: null, uid: id }, replies: {} };
  },
  remove: async () => {},
};
const instant = { kind: 'open', email: 'dana@acme.example', calendar } as const;
