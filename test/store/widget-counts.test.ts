// What the widget counts is summed by day and arm, whichever process counted it, on both databases.
import { beforeAll, expect, test, vi } from 'vitest';
import { weekOf } from '../../src/core/iso-week.ts';
import { newLead } from '../../src/core/lead.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { reportView } from '../../src/core/report-view.ts';
import type { Db } from '../../src/store/db.ts';
import { appendEvents } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import { readTold } from '../../src/store/report.ts';
import { getStats } from '../../src/store/stats.ts';
import { createWidgetCounter } from '../../src/store/widget-counter.ts';
import { addWidgetCounts, widgetCountOf, widgetCountsByArm, widgetFunnel } from '../../src/store/widget-counts.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const newId = createNewId();

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  test('what several processes count at once is summed, by day and by arm', async () => {
    const counters = [1, 2, 3].map(() => createWidgetCounter({ db, log: quiet }));
    const days = ['2026-11-23', '2026-11-24', '2026-12-01'];
    for (const [n, counter] of counters.entries()) {
      for (const day of days) {
        for (let page = 0; page < 40; page++) {
          counter.count('seen', { day, arms: { x: page % 4 === 0 ? 'a' : 'b', ...(n === 0 && { y: 'a' }) } });
        }
        counter.count('opened', { day, arms: { x: 'a' } });
      }
    }
    await Promise.all(counters.flatMap((counter) => [counter.flush(), counter.stop()]));

    expect(await widgetCountOf(db)).toEqual({ seen: 360, opened: 9 });
    expect(await widgetCountOf(db, { from: '2026-11-23', before: '2026-11-24' })).toEqual({ seen: 120, opened: 3 });
    expect(await widgetCountOf(db, { from: '2026-11-25', before: '2026-12-01' })).toEqual({ seen: 0, opened: 0 });
    const x = await widgetCountsByArm(db, { experiment: 'x', from: '2026-11-24' });
    expect(Object.fromEntries(x)).toEqual({ a: { seen: 60, opened: 6 }, b: { seen: 180, opened: 0 } });
    const y = await widgetCountsByArm(db, { experiment: 'y', from: '2026-11-01' });
    expect(Object.fromEntries(y)).toEqual({ a: { seen: 120, opened: 0 } });
    expect(await db.q.selectFrom('widget_counts').select('day').execute()).toHaveLength(12);
  });

  test('what was counted is in the table a second later, though nobody asks for it', async () => {
    const before = await widgetCountOf(db);
    const counter = createWidgetCounter({ db, log: quiet });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let page = 0; page < 3; page++) counter.count('seen', { day: '2026-11-23', arms: {} });
    vi.advanceTimersByTime(999);
    const early = await widgetCountOf(db);
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    expect(early).toEqual(before);
    await expect.poll(() => widgetCountOf(db)).toEqual({ ...before, seen: before.seen + 3 });
    await counter.stop();
  });

  test('what the database did not take is written with what comes later', async () => {
    const before = await widgetCountOf(db);
    let isAway = true;
    const failing: Db = { ...db, inTx: (work) => (isAway ? Promise.reject(new Error('away')) : db.inTx(work)) };
    const counter = createWidgetCounter({ db: failing, log: quiet });
    const day = '2026-11-23';
    counter.count('seen', { day, arms: {} });
    await counter.flush();
    counter.count('seen', { day, arms: {} });
    isAway = false;
    await counter.stop();
    expect(await widgetCountOf(db)).toEqual({ ...before, seen: before.seen + 2 });
  });

  test('the week and the statistics tell the way from the page to the qualified lead, as often as it was gone', async () => {
    const section = '\nwidget: { origins: [https://www.acme.com] }\nroles:';
    const playbook = { ...defaultPlaybook((page) => page.replace('\nroles:', section)), zone: 'Europe/Berlin' };
    // A Monday begins an hour before the UTC day in Berlin: what is counted by days is counted by those of the playbook.
    const [monday, sunday] = ['2026-06-01', '2026-06-07'];
    const moments = ['2026-05-31T22:30:00.000Z', '2026-06-07T21:59:59.000Z', '2026-06-07T22:00:01.000Z'];
    const days = [
      { day: '2026-05-31', seen: 1_000, opened: 100 },
      { day: monday, seen: 700, opened: 20 },
      { day: sunday, seen: 304, opened: 5 },
      { day: '2026-06-08', seen: 2_000, opened: 200 },
    ];
    const before = await widgetFunnel(db);
    await db.inTx(async (tx) => {
      await addWidgetCounts(
        tx,
        days.flatMap((day) => [
          { ...day, experiment: '', arm: '' },
          { ...day, experiment: 'x', arm: 'a' },
        ]),
      );
      for (const [n, at] of [...moments, moments[0]!].entries()) {
        const lead = newLead({
          id: newId('lead'),
          conversation: `c${n}`,
          channel: n === 3 ? 'webhook' : 'widget',
          visitor: { id: `v${n}` },
          page: null,
          playbook: 'p1',
          now: at,
        });
        await insertLead(tx, lead);
        const offered = { kind: 'offered', by: 'baton', data: { why: n === 1 ? 'asked' : 'qualified' } } as const;
        const received = { kind: 'received', by: 'visitor', data: {} } as const;
        await appendEvents(
          tx,
          { lead: lead.id, events: [received, offered, ...(n === 0 ? [offered] : [])], at },
          newId,
        );
      }
    });
    const funnel = await widgetFunnel(db);
    expect(funnel).toEqual({
      seen: before.seen + 4_004,
      opened: before.opened + 325,
      wrote: before.wrote + 3,
      qualified: before.qualified + 2,
    });
    expect((await getStats(db)).widget).toEqual(funnel);

    const read = async (team: string | null, page: Playbook = playbook) =>
      readTold(db, { week: weekOf('2026-06-03T12:00:00.000Z', playbook.zone), team, playbook: page, now: moments[2]! });
    const told = await read(null);
    expect(told.widget).toEqual({ seen: 1_004, opened: 25 });
    expect(reportView(told).lines[0]).toBe(
      'The widget was shown on 1,004 pages and opened on 25 of them (2.5%); 2 wrote in it and 1 lead of it qualified. Until somebody writes, pages are counted, not people',
    );
    expect((await read('sales')).widget).toBeNull();
    const { widget: _, ...without } = playbook;
    expect((await read(null, without)).widget).toBeNull();
  });
});
