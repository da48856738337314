// The clock itself: it looks once a minute, enqueues what is due once, goes on after a failure, and stops when it is told to.
import { afterEach, expect, test, vi } from 'vitest';
import type { Tick } from '../../src/core/weekly.ts';
import { weeklyTicks } from '../../src/core/weekly.ts';
import type { Deps } from '../../src/deps.ts';
import { startTicks } from '../../src/jobs/ticks.ts';
import { openDb } from '../../src/store/db.ts';
import { quiet } from '../support/databases.ts';
import { aPlaybook } from '../support/leads.ts';

afterEach(() => vi.useRealTimers());

test('on its own it enqueues each period once, also after a failure, until it is stopped', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date('2026-11-23T07:57:30.000Z') });
  const db = await openDb({ url: 'sqlite::memory:', log: quiet });
  const owed: string[] = [];
  let failing = 0;
  const queue = {
    enqueue: async (_tx: unknown, jobs: readonly { key?: string }[]) => {
      if (failing-- > 0) throw new Error('the queue is away');
      owed.push(...jobs.map(({ key = '' }) => key));
    },
  };
  const deps = { db, queue, now: () => new Date(), log: quiet } as unknown as Deps;
  const minutes: Tick = {
    name: 'minutes',
    due: (now) => ({ period: now.slice(0, 16), owed: [{ job: { kind: 'learn-groups' }, key: now.slice(11, 16) }] }),
  };
  const ticks = await startTicks(deps, [minutes, ...weeklyTicks(aPlaybook())], 'by-itself');
  expect(owed).toEqual([]);
  failing = 1;
  for (let i = 0; i < 4; i++) await pass(60_000);
  expect(owed).toEqual(['07:59', '08:00', 'move-bar:sales', '08:01']);
  await ticks.stop();
  await pass(300_000);
  expect(owed).toHaveLength(4);
  await db.close();
});

test('a tick that always fails keeps no other waiting, and is said by its name', async () => {
  const db = await openDb({ url: 'sqlite::memory:', log: quiet });
  const owed: string[] = [];
  const queue = {
    enqueue: async (_tx: unknown, jobs: readonly { key?: string }[]) =>
      void owed.push(...jobs.map(({ key = '' }) => key)),
  };
  const failed: unknown[] = [];
  const log = { ...quiet, info: () => undefined, error: ({ tick }: { tick: string }) => failed.push(tick) };
  let minute = 0;
  const now = () => new Date(Date.UTC(2026, 10, 23, 8, minute));
  const deps = { db, queue, now, log } as unknown as Deps;
  const broken: Tick = {
    name: 'broken',
    due: () => {
      throw new Error('a page nobody thought of');
    },
  };
  const minutes: Tick = {
    name: 'minutes',
    due: (at) => ({ period: at.slice(0, 16), owed: [{ job: { kind: 'learn-groups' }, key: at.slice(11, 16) }] }),
  };
  const ticks = await startTicks(deps, [broken, minutes], 'by-hand');
  for (minute = 1; minute < 3; minute++) await ticks.check();
  expect(owed).toEqual(['08:01', '08:02']);
  expect(failed).toEqual(['broken', 'broken', 'broken']);
  await db.close();
});

/** Time, and what its timers set in motion in the database. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}
