// The ways into reps' calendars besides each rep's own: the company's delegation that an admin takes back, and keys that
// change. Those who can mend it hear of it, and nobody is asked to do what they cannot.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { holdSlot } from '../../src/flows/hold-slot.ts';
import { grantOf, grantRow } from '../../src/store/calendar-grants.ts';
import { readHome } from '../../src/store/home.ts';
import { createSealer } from '../../src/store/secret.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { bookingPlaybook, reps } from '../support/bookings.ts';
import { quiet } from '../support/databases.ts';
import { fiveMin, mail, startWatched } from '../support/watched.ts';

const news = ({ sandbox }: Baton) =>
  sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_news');

test('a delegation that an admin takes back is told where Baton is run, once a day, and the rep is asked for nothing', async () => {
  const baton = await startBaton({ playbook: withOps() });
  const { deps } = baton.app;
  try {
    const { lead } = await baton.say('meets', 'Can I talk to a human? I am Ada, ada@acme.example');
    const startsAt = '2026-11-26T10:00:00.000Z';
    await holdSlot(deps, lead, { by: reps.dana, kind: 'call', lengthMin: 30, hosts: [reps.dana], startsAt });
    await baton.pass(0);
    baton.sandbox.google.act({ kind: 'access', email: mail[dana], open: false });
    for (let i = 0; i < 4; i++) await baton.pass(fiveMin);
    const told = news(baton);
    expect(told.map(({ channel }) => channel)).toEqual(['C0BATONOPS']);
    expect(told[0]?.text).toContain('Check the delegation of the service account');
    expect(JSON.stringify(told[0]?.blocks)).not.toContain('"type":"button"');
    await baton.pass(24 * 3_600_000);
    await baton.pass(fiveMin);
    expect(news(baton)).toHaveLength(2);

    baton.sandbox.google.act({ kind: 'access', email: mail[dana], open: true });
    await baton.pass(fiveMin);
    expect((await deps.db.q.selectFrom('calendar_watches').select('token').executeTakeFirst())?.token).toEqual(
      expect.any(String),
    );
  } finally {
    await baton.stop();
  }
});

test('a new key seals anew at start; one that is gone is said, and the home asks to connect again', async () => {
  const watched = await startWatched();
  const { baton } = watched;
  const started = async (keys: string) => {
    const env = { ...baton.env, SECRET_KEY: keys, PLAYBOOK: withOps() };
    return startApp(readConfig(env), { now: () => baton.clock.now, log: quiet, pace: 'by-hand' });
  };
  const [b, c, d] = ['b', 'c', 'd'].map((letter) => letter.repeat(64)) as [string, string, string];
  try {
    await watched.connect();
    const before = (await grantOf(watched.deps.db, dana))?.sealedToken ?? '';
    await baton.app.stop();

    const rotated = await started(`${c},${b}`);
    const kept = (await grantOf(rotated.deps.db, dana))?.sealedToken ?? '';
    expect(createSealer([c]).open(kept, grantRow(dana))).toMatchObject({ kind: 'open', isOld: false });
    expect(createSealer([c]).open(before, grantRow(dana)).kind).toBe('closed');
    await rotated.settle();
    expect(news(baton)).toEqual([]);
    await rotated.stop();

    const lost = await started(d);
    await lost.settle();
    expect(news(baton).map(({ channel, text }) => [channel, text])).toEqual([
      ['C0BATONOPS', expect.stringContaining('Baton cannot get into the calendars of')],
    ]);
    const { playbook, calendarAccess, db } = lost.deps;
    const about = { rep: reps.dana, playbook, now: baton.clock.now.toISOString(), withTeam: false, calendarAccess };
    expect((await readHome(db, about)).calendar).toMatchObject({ kind: 'lost', email: mail[dana] });
    expect(await grantOf(db, dana)).toMatchObject({ lostAt: null });
    await lost.stop();

    const found = await started(c);
    expect((await readHome(found.deps.db, { ...about, calendarAccess: found.deps.calendarAccess })).calendar.kind).toBe(
      'connected',
    );
    await found.stop();
  } finally {
    await watched.stop();
  }
});

function withOps(): string {
  const path = bookingPlaybook();
  writeFileSync(path, `ops: C0BATONOPS\n${readFileSync(path, 'utf8')}`);
  return path;
}
