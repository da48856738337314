// What reps do in their own calendars: letting Baton in and shutting it out, moving, deleting and dragging about meetings that
// Baton booked. Whatever Google tells or fails to tell, the lead ends up as the calendar has it, and each is told once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { holdSlot } from '../../src/flows/hold-slot.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { readHome } from '../../src/store/home.ts';
import { dana, marco } from '../support/baton.ts';
import { reps } from '../support/bookings.ts';
import { quiet } from '../support/databases.ts';
import { fiveMin, mail, startWatched, type Watched } from '../support/watched.ts';

const count = (all: readonly string[], what: string) => all.filter((each) => each === what).length;
const dayMs = 86_400_000;

describe('from the home', () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await startWatched();
    await watched.baton.pass(0);
  });
  afterAll(() => watched.stop());

  type Element = { action_id?: string; url?: string; value?: string; type: string; confirm?: unknown };
  type View = { blocks: { block_id?: string; elements?: Element[] }[] };
  const home = (user = dana) => watched.baton.sandbox.state().homes[user] as View | undefined;
  const shown = (user = dana) => JSON.stringify(home(user) ?? null);
  const open = async (user = dana) => {
    await watched.baton.sandbox.slack.act({ kind: 'open-home', user });
    await expect.poll(() => home(user)).toBeDefined();
  };
  const button = (id: string, user = dana) => {
    for (const { block_id = '', elements = [] } of home(user)?.blocks ?? []) {
      const found = elements.find(({ action_id }) => action_id === id);
      if (found !== undefined) return { ...found, action_id: id, block_id };
    }
    return undefined;
  };
  const press = async (id: string, user = dana) => {
    const action = button(id, user);
    if (action === undefined) throw new Error(`There is no ${id}.`);
    await watched.baton.sandbox.slack.act({ kind: 'press', user, from: { home: true }, action });
    await watched.baton.pass(0);
  };

  test('a rep connects, and the home says so by itself', async () => {
    await open();
    expect(shown()).toContain('Baton cannot book meetings for you');
    expect(button(actionIds.connectCalendar)?.url).toMatch(/\/calendar\/connect\?to=link\.U0DANA\./);
    await press(actionIds.connectCalendar);
    expect(await watched.connect()).toContain('Your calendar is connected');
    expect(shown()).toContain(`Baton books into the Google Calendar of ${mail[dana]}`);
    expect(button(actionIds.connectCalendar)).toBeUndefined();
  });

  test('access taken back at Google is told once, with one button, in the home and in the threads of meetings', async () => {
    const id = await watched.booked('2026-11-24T10:00:00.000Z');
    const next = (await watched.baton.say('hangs-on-it', 'Can I talk to a human? I am Bo, bo@acme.example')).lead;
    watched.google.act({ kind: 'access', email: mail[dana], open: false });
    await watched.baton.pass(fiveMin);
    const hold = {
      by: reps.dana,
      kind: 'call',
      lengthMin: 30,
      hosts: [reps.dana],
      startsAt: '2026-11-24T11:00:00.000Z',
    };
    await holdSlot(watched.deps, next, hold);
    for (let i = 0; i < 3; i++) await watched.baton.pass(fiveMin);

    const told = watched.news();
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringContaining('Google no longer lets Baton into the calendar'),
    ]);
    const [message] = told;
    const buttons = JSON.stringify(message?.blocks).match(/"url":"[^"]+"/g);
    expect(buttons).toHaveLength(1);
    expect(shown()).toContain(`Google no longer lets Baton into the calendar of ${mail[dana]}`);
    expect(await watched.thread(id)).toContainEqual(expect.stringContaining('’s calendar lets Baton in no more'));
    expect((await watched.seen(id)).booking?.meeting).not.toBeNull();
    expect((await watched.seen(next)).booking?.wanted).toBeNull();
    expect((await watched.seen(next)).booking?.meeting).toBeNull();
    expect(await watched.thread(next)).toContainEqual(expect.stringContaining('Not booked'));
    expect((await watched.deps.queue.counts()).buried).toBe(0);

    watched.google.act({ kind: 'access', email: mail[dana], open: true });
    expect(await watched.connect()).toContain('Your calendar is connected');
    expect(shown()).toContain(`Baton books into the Google Calendar of ${mail[dana]}`);
    await holdSlot(watched.deps, next, hold);
    await watched.settle();
    expect((await watched.seen(next)).booking?.meeting?.startsAt).toBe(hold.startsAt);
  });

  test('what happened in the calendar while nobody could look is noticed with the next connection', async () => {
    const id = await watched.booked('2026-11-24T12:00:00.000Z');
    await watched.move(id, '2026-11-24T12:30:00.000Z');
    watched.losePush();
    watched.google.act({ kind: 'access', email: mail[dana], open: false });
    await watched.baton.pass(fiveMin);
    watched.google.act({ kind: 'access', email: mail[dana], open: true });
    await watched.connect();
    await watched.settle();
    expect((await watched.seen(id)).booking?.meeting?.startsAt).toBe('2026-11-24T12:30:00.000Z');
  });

  test('managers see who has no calendar that works', async () => {
    const { deps } = watched;
    const about = { rep: reps.dana, playbook: deps.playbook, now: deps.now().toISOString(), withTeam: true };
    const { team } = await readHome(deps.db, { ...about, calendarAccess: deps.calendarAccess });
    expect(team?.map(({ rep, calendar }) => [rep.id, calendar])).toEqual([
      [dana, 'works'],
      [marco, 'missing'],
    ]);
  });

  test('who disconnects is out at once, and Google hears of it', async () => {
    await open();
    expect(button(actionIds.disconnectCalendar)?.confirm).toBeDefined();
    await press(actionIds.disconnectCalendar);
    await expect.poll(() => shown()).toContain('Baton cannot book meetings for you');
    expect(watched.google.snapshot().grants).toEqual([]);
    expect(await watched.watch()).toBeUndefined();
  });
});

describe.each(['push', 'polling'] as const)('noticed by %s', (way) => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await startWatched();
    await watched.connect();
  });
  afterAll(() => watched.stop());

  const noticed = async () => {
    await watched.settle();
    await watched.baton.pass(fiveMin);
    await watched.settle();
  };
  const booked = async (startsAt: string) => {
    const id = await watched.booked(startsAt);
    if (way === 'polling') watched.losePush();
    return id;
  };
  const meeting = async (id: LeadId) => (await watched.seen(id)).booking?.meeting;

  test('a meeting that was moved is where the calendar has it, for card, thread, visitor and time', async () => {
    const id = await booked('2026-11-24T10:00:00.000Z');
    await watched.move(id, '2026-11-24T14:00:00.000Z', { min: 45 });
    await noticed();
    await noticed();
    expect(await meeting(id)).toMatchObject({ startsAt: '2026-11-24T14:00:00.000Z', lengthMin: 45 });
    expect(count(await watched.kinds(id), 'moved')).toBe(1);
    expect(watched.card(id)).toContain('14:00');
    expect((await watched.thread(id)).filter((text) => text.startsWith('Moved: '))).toHaveLength(1);
    const told = watched.replies('2026-11-24T10:00:00.000Z').filter((text) => text.includes('has moved'));
    expect(told).toEqual([expect.stringContaining('14:00 (UTC)')]);
    const slots = await watched.deps.db.q.selectFrom('slots').selectAll().where('lead', '=', id).execute();
    expect(slots.map(({ starts_at, ends_at }) => [starts_at, ends_at])).toEqual([
      ['2026-11-24T14:00:00.000Z', '2026-11-24T14:45:00.000Z'],
    ]);
  });

  test('a meeting that was deleted is cancelled, its time is free, and its rep keeps the lead', async () => {
    const startsAt = '2026-11-25T10:00:00.000Z';
    const id = await booked(startsAt);
    await watched.remove(id);
    await noticed();
    await noticed();
    expect(await meeting(id)).toBeNull();
    const lead = await watched.seen(id);
    expect([lead.state, lead.rep?.id]).toEqual(['claimed', dana]);
    expect(count(await watched.kinds(id), 'cancelled')).toBe(1);
    expect(watched.replies(startsAt).filter((text) => text.includes('is cancelled'))).toHaveLength(1);
    expect((await watched.thread(id)).filter((text) => text.startsWith('Cancelled: '))).toHaveLength(1);
    const again = await holdSlot(watched.deps, id, {
      by: reps.dana,
      kind: 'call',
      lengthMin: 30,
      hosts: [reps.dana],
      startsAt,
    });
    expect(again.kind).toBe('done');
    await watched.settle();
  });

  test('moved and then deleted at once is told as what it came to', async () => {
    const startsAt = '2026-11-26T10:00:00.000Z';
    const id = await booked(startsAt);
    await watched.move(id, '2026-11-26T12:00:00.000Z');
    await watched.remove(id);
    await noticed();
    expect(await meeting(id)).toBeNull();
    expect(count(await watched.kinds(id), 'cancelled')).toBe(1);
    expect(watched.replies(startsAt).filter((text) => text.includes('is cancelled'))).toHaveLength(1);
  });

  test('what Baton did itself comes back as no news', async () => {
    const startsAt = '2026-11-27T10:00:00.000Z';
    const id = await booked(startsAt);
    const later = '2026-11-27T15:00:00.000Z';
    const moved = await holdSlot(watched.deps, id, {
      by: reps.dana,
      kind: 'call',
      lengthMin: 30,
      hosts: [reps.dana],
      startsAt: later,
    });
    expect(moved.kind).toBe('done');
    await noticed();
    await noticed();
    const { events } = await watched.baton.lead(id);
    expect(events.filter(({ kind }) => kind === 'moved').map(({ by }) => by)).toEqual([dana]);
    expect(watched.replies(startsAt).filter((text) => text.includes('has moved'))).toHaveLength(1);
  });

  test('what a guest answered is on the lead, once', async () => {
    const id = await booked('2026-11-30T10:00:00.000Z');
    watched.google.act({
      kind: 'reply',
      email: 'ada@acme.example',
      event: await watched.eventOf(id),
      reply: 'declined',
    });
    await noticed();
    await noticed();
    expect((await meeting(id))?.reply).toBe('declined');
    expect(count(await watched.kinds(id), 'replied')).toBe(1);
  });

  test('dragged into the past: the lead follows, its rep hears of it and the visitor does not', async () => {
    const startsAt = '2026-12-01T10:00:00.000Z';
    const id = await booked(startsAt);
    const said = watched.replies(startsAt).length;
    await watched.move(id, '2026-11-23T09:00:00.000Z');
    await noticed();
    expect((await meeting(id))?.startsAt).toBe('2026-11-23T09:00:00.000Z');
    expect(await watched.thread(id)).toContainEqual(expect.stringContaining('a time that is over'));
    expect(watched.replies(startsAt)).toHaveLength(said);
  });

  test('made to last all day: it is no time to meet, so its rep is asked for one, once', async () => {
    const startsAt = '2026-12-02T10:00:00.000Z';
    const id = await booked(startsAt);
    const said = watched.replies(startsAt).length;
    await watched.move(id, '2026-12-02');
    await noticed();
    watched.google.forgetChanges();
    await noticed();
    expect((await meeting(id))?.startsAt).toBe(startsAt);
    expect((await watched.thread(id)).filter((text) => text.includes('lasts all day'))).toHaveLength(1);
    expect(watched.replies(startsAt)).toHaveLength(said);
    await watched.move(id, '2026-12-02T11:00:00.000Z');
    await noticed();
    expect((await meeting(id))?.startsAt).toBe('2026-12-02T11:00:00.000Z');
  });

  test('while Baton itself is moving it, what people do is not lost', async () => {
    const startsAt = '2026-12-04T10:00:00.000Z';
    const id = await booked(startsAt);
    watched.google.faults.add({ method: 'PATCH', path: '/events', kind: 'error', status: 503, times: 1_000 });
    const asked = {
      by: reps.dana,
      kind: 'call',
      lengthMin: 30,
      hosts: [reps.dana],
      startsAt: '2026-12-04T12:00:00.000Z',
    };
    expect((await holdSlot(watched.deps, id, asked)).kind).toBe('done');
    await watched.baton.pass(0);
    await watched.move(id, '2026-12-04T15:00:00.000Z');
    await noticed();
    expect((await watched.seen(id)).booking?.wanted).not.toBeNull();
    expect((await meeting(id))?.startsAt).toBe(startsAt);
    // The hold runs out.
    await watched.baton.pass(2 * fiveMin);
    watched.google.faults.clear();
    await noticed();
    expect((await watched.seen(id)).booking).toMatchObject({
      wanted: null,
      meeting: { startsAt: '2026-12-04T15:00:00.000Z' },
    });
  });

  test('moved onto another meeting: both are where the calendar has them, the rep hears of it, either can still be cancelled', async () => {
    const [one, other] = [await booked('2026-12-03T10:00:00.000Z'), await booked('2026-12-03T12:00:00.000Z')];
    await watched.move(one, '2026-12-03T12:00:00.000Z');
    await noticed();
    expect((await meeting(one))?.startsAt).toBe('2026-12-03T12:00:00.000Z');
    expect((await meeting(other))?.startsAt).toBe('2026-12-03T12:00:00.000Z');
    expect(await watched.thread(one)).toContainEqual(expect.stringContaining('onto the time of another one'));
    await watched.remove(one);
    await noticed();
    expect(await meeting(one)).toBeNull();
    expect((await meeting(other))?.startsAt).toBe('2026-12-03T12:00:00.000Z');
  });

  test('a bookmark that is too old: everything is looked at anew, what is gone too', async () => {
    const [moved, gone, same] = [
      await booked('2026-12-07T10:00:00.000Z'),
      await booked('2026-12-07T12:00:00.000Z'),
      await booked('2026-12-07T14:00:00.000Z'),
    ];
    await noticed();
    watched.losePush();
    await watched.move(moved, '2026-12-07T16:00:00.000Z');
    await watched.remove(gone);
    watched.google.forgetChanges();
    await watched.baton.pass(fiveMin);
    expect((await meeting(moved))?.startsAt).toBe('2026-12-07T16:00:00.000Z');
    expect(await meeting(gone)).toBeNull();
    expect((await meeting(same))?.startsAt).toBe('2026-12-07T14:00:00.000Z');
    const before = watched.baton.replies().length;
    await watched.baton.pass(fiveMin);
    expect(watched.baton.replies()).toHaveLength(before);
  });
});

test('a colleague who declines a meeting that they host is named in the thread, and the visitor hears nothing', async () => {
  const watched = await startWatched();
  try {
    await watched.connect();
    await watched.connect(marco);
    const startsAt = '2026-11-24T10:00:00.000Z';
    const id = await watched.booked(startsAt, { others: [reps.marco] });
    const said = watched.replies(startsAt).length;
    for (const reply of ['accepted', 'declined', 'tentative', 'declined'] as const) {
      watched.google.act({ kind: 'reply', email: mail[marco], event: await watched.eventOf(id), reply });
      await watched.settle();
    }
    const noted = (await watched.thread(id)).filter((text) => text.includes('has declined the meeting'));
    expect(noted).toEqual([expect.stringContaining('Marco Lind')]);
    expect((await watched.seen(id)).booking?.meeting?.reply).toBeNull();
    expect(watched.replies(startsAt)).toHaveLength(said);
  } finally {
    await watched.stop();
  }
});

test('across a change of the clocks a visitor reads the new time on their own clock', async () => {
  const watched = await startWatched();
  try {
    watched.baton.clock.now = new Date('2027-03-22T09:00:00.000Z');
    await watched.connect();
    const startsAt = '2027-03-26T09:00:00.000Z';
    const id = await watched.booked(startsAt, { zone: 'Europe/Berlin' });
    // Ten o'clock before and after, as a person moves it.
    await watched.move(id, '2027-03-29T10:00:00+02:00');
    await watched.settle();
    expect((await watched.seen(id)).booking?.meeting?.startsAt).toBe('2027-03-29T08:00:00.000Z');
    const [booked, moved] = watched.replies(startsAt).slice(-2);
    expect([booked, moved]).toEqual([
      expect.stringMatching(/26 March, 10:00 \(Berlin/),
      expect.stringMatching(/29 March, 10:00 \(Berlin/),
    ]);
  } finally {
    await watched.stop();
  }
});

test('a channel is renewed before it ends, and stopped when no meeting lies ahead', async () => {
  const watched = await startWatched();
  try {
    await watched.connect();
    const id = await watched.booked('2026-12-10T10:00:00.000Z');
    const [first] = watched.channels();
    expect((await watched.watch())?.channel?.channel).toBe(first);
    await watched.baton.pass(6 * dayMs - fiveMin);
    expect(watched.channels()).toEqual([first]);
    await watched.baton.pass(2 * fiveMin);
    await watched.settle();
    const [second, ...more] = watched.channels();
    expect([second === first, more]).toEqual([false, []]);
    await watched.move(id, '2026-12-10T11:00:00.000Z');
    await watched.settle();
    expect((await watched.seen(id)).booking?.meeting?.startsAt).toBe('2026-12-10T11:00:00.000Z');
    await watched.remove(id);
    await watched.settle();
    await watched.baton.pass(fiveMin);
    expect([watched.channels(), (await watched.watch())?.channel]).toEqual([[], null]);
  } finally {
    await watched.stop();
  }
});

test('two processes notice a move once', async () => {
  const watched = await startWatched({ kind: 'postgres' });
  const { baton } = watched;
  const other = await startApp(readConfig({ ...baton.env, PORT: '0' }), {
    now: () => baton.clock.now,
    log: quiet,
    pace: 'by-hand',
  });
  try {
    await watched.connect();
    const id = await watched.booked('2026-11-24T10:00:00.000Z');
    await watched.move(id, '2026-11-24T14:00:00.000Z');
    await watched.google.settled();
    baton.clock.now = new Date(baton.clock.now.getTime() + fiveMin);
    await Promise.all([baton.app.settle(), other.settle()]);
    await watched.settle();
    expect(count(await watched.kinds(id), 'moved')).toBe(1);
    expect(watched.replies('2026-11-24T10:00:00.000Z').filter((text) => text.includes('has moved'))).toHaveLength(1);
    expect((await watched.thread(id)).filter((text) => text.startsWith('Moved: '))).toHaveLength(1);
  } finally {
    await other.stop();
    await watched.stop();
  }
});
