import { beforeAll, expect, test } from 'vitest';
import type { NewEvent } from '../../src/core/event.ts';
import { type Lead, newLead } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { appendEvents } from '../../src/store/events.ts';
import { readExperiments } from '../../src/store/experiments.ts';
import { createNewId } from '../../src/store/id.ts';
import { getLead, insertLead } from '../../src/store/lead.ts';
import { addWidgetCounts } from '../../src/store/widget-counts.ts';
import { eachDatabase } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const at = '2026-11-25T10:00:00.000Z';
const newId = createNewId();
const playbook = defaultPlaybook((text) =>
  text.replace(
    '\nroles:',
    `
experiments:
  - { id: opener, since: 2026-11-23, arms: [{ id: page }, { id: short }, { id: third }] }
  - { id: past, since: 2026-10-01, until: 2026-10-31, arms: [{ id: page }, { id: short }] }
  - { id: later, since: 2026-12-01, arms: [{ id: page }, { id: short }] }
roles:`,
  ),
);
const claimed = { kind: 'claimed', by: { id: 'U1', name: 'Dana' }, at, from: 'offered' } as const;

function leadOf(visitor: string, change: Partial<Lead>): Lead {
  const id = newId('lead');
  const start = { id, conversation: id, channel: 'web', visitor: { id: visitor }, page: null, playbook: 'p1', now: at };
  return { ...newLead(start), ...change };
}

const offered = (why: string): NewEvent => ({ kind: 'offered', by: 'baton', data: { why } });
const booked: NewEvent = { kind: 'booked', by: 'U1', data: {} };
const met: NewEvent = { kind: 'met', by: 'U1', data: {} };
const opportunity: NewEvent = { kind: 'opportunity', by: 'crm', data: {} };
const won: NewEvent = { kind: 'won', by: 'crm', data: {} };

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  test('visitors of each arm count once, with the furthest they came', async () => {
    const page = { opener: 'page' };
    const short = { opener: 'short', past: 'page' };
    const came: [Lead, NewEvent[]][] = [
      [leadOf('ana', { arms: page, repVerdict: claimed }), [offered('qualified'), booked, met, opportunity, won, won]],
      [leadOf('bea', { arms: page }), [offered('asked')]],
      [leadOf('cleo', { arms: short }), []],
      [leadOf('cleo', { arms: short, repVerdict: claimed }), [offered('qualified'), booked, booked]],
      [leadOf('cleo', { arms: short, channel: 'form' }), []],
      [leadOf('dora', { arms: short }), [offered('qualified'), offered('qualified')]],
      [leadOf('early', { arms: page, createdAt: '2026-11-23T04:59:59.999Z' }), [offered('qualified')]],
      [leadOf('none', {}), [offered('qualified'), booked]],
    ];
    await db.inTx(async (tx) => {
      for (const [lead, events] of came) {
        await insertLead(tx, lead);
        await appendEvents(tx, { lead: lead.id, events, at }, newId);
      }
    });
    expect((await getLead(db, came[2]![0].id))?.arms).toEqual(short);

    const [opener, past, ...others] = await readExperiments(db, { playbook, now: at });
    expect(others).toEqual([]);
    expect(opener).toMatchObject({ id: 'opener', since: '2026-11-23', until: null, isRunning: true });
    const reached = (id: string) => {
      const arm = opener?.arms.find((each) => each.id === id);
      return [arm?.conversations, ...(arm?.stages.map((stage) => stage.reached) ?? [])];
    };
    expect(reached('page')).toEqual([2, 1, 1, 1, 1, 1, 1]);
    expect(reached('short')).toEqual([3, 2, 1, 1, 0, 0, 0]);
    expect(reached('third')).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(past).toMatchObject({ id: 'past', until: '2026-10-31', isRunning: false });
  });

  test('pages that showed the widget stand beside those who wrote in it, and other ways in do not', async () => {
    const day = '2026-11-25';
    const counts = [
      { day, experiment: '', arm: '', seen: 5_000, opened: 500 },
      { day, experiment: 'opener', arm: 'page', seen: 300, opened: 12 },
      { day: '2026-11-26', experiment: 'opener', arm: 'page', seen: 100, opened: 4 },
      { day: '2026-11-22', experiment: 'opener', arm: 'page', seen: 1_000, opened: 1_000 },
      { day, experiment: 'opener', arm: 'short', seen: 2, opened: 0 },
      { day, experiment: 'opener', arm: 'gone', seen: 70, opened: 7 },
    ];
    const wrote = [
      leadOf('wanda', { arms: { opener: 'page' }, channel: 'widget' }),
      leadOf('wanda', { arms: { opener: 'page' }, channel: 'widget' }),
      leadOf('wim', { arms: { opener: 'page' }, channel: 'widget' }),
      ...['a', 'b', 'c', 'd'].map((id) => leadOf(id, { arms: { opener: 'short' }, channel: 'widget' })),
    ];
    const before = (await readExperiments(db, { playbook, now: at }))[0]!.arms;
    await db.inTx(async (tx) => {
      await addWidgetCounts(tx, counts);
      for (const lead of wrote) await insertLead(tx, lead);
    });
    const [opener, past] = await readExperiments(db, { playbook, now: at });
    const told = opener!.arms.map(({ id, seen, conversations, stages }, n) => [
      id,
      seen,
      conversations - before[n]!.conversations,
      ...stages.slice(0, 2).map(({ stage, reached, of }) => `${stage} ${reached} of ${of}`),
    ]);
    expect(told).toEqual([
      ['page', 400, 2, 'opened 16 of 400', 'wrote 2 of 400'],
      ['short', 4, 4, 'opened 0 of 4', 'wrote 4 of 4'],
      ['third', 0, 0, 'opened 0 of 0', 'wrote 0 of 0'],
    ]);
    expect(past?.arms.map(({ seen }) => seen)).toEqual([null, null]);
  });
});
