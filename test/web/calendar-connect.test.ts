// The way to a connected calendar in a rep's browser: what it says at each end, that nothing in it works twice or for anybody
// else, and that no code, state or token is kept or logged in the clear.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disconnectCalendar } from '../../src/flows/disconnect-calendar.ts';
import { consentRow } from '../../src/store/calendar-consents.ts';
import { grantOf, grantRow } from '../../src/store/calendar-grants.ts';
import { createConnectSigner } from '../../src/store/connect-link.ts';
import { keepRep } from '../../src/store/rep.ts';
import { createSealer } from '../../src/store/secret.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { connect, openBrowser, textOf } from '../support/connect.ts';

const mail = { dana: 'dana.reyes@acme.example', marco: 'marco.lind@acme.example' } as const;
let baton: Baton;
beforeAll(async () => {
  baton = await startBaton({ calendar: 'granted' });
  const { db } = baton.app.deps;
  const learnedAt = baton.clock.now.toISOString();
  await db.inTx(async (tx) => {
    await keepRep(tx, { id: dana, name: 'Dana Reyes', email: mail.dana, learnedAt });
    await keepRep(tx, { id: marco, name: 'Marco Lind', email: mail.marco, learnedAt });
  });
});
afterAll(() => baton.stop());

const linkFor = (rep = dana) => {
  const link = baton.app.deps.calendarAccess?.linkFor(rep);
  if (link == null) throw new Error('Nobody can connect a calendar.');
  return link;
};
const grant = (rep = dana) => grantOf(baton.app.deps.db, rep);
const google = () => baton.sandbox.google;
const grantsAtGoogle = () =>
  google()
    .snapshot()
    .grants.map(({ email }) => email);
const drop = async (rep = dana) => {
  await disconnectCalendar(baton.app.deps, rep);
  await baton.pass(0);
};

describe('the way there', () => {
  test('ends with a connected calendar, and the token is sealed for this rep', async () => {
    expect(await connect(baton, linkFor(), { account: mail.dana })).toContain('Your calendar is connected');
    const kept = await grant();
    expect(kept).toMatchObject({ rep: dana, email: mail.dana, lostAt: null });
    const sealer = createSealer(['b'.repeat(64)]);
    const opened = sealer.open(kept?.sealedToken ?? '', grantRow(dana));
    expect(opened).toMatchObject({ kind: 'open' });
    expect(
      google()
        .snapshot()
        .grants.map(({ refreshToken }) => refreshToken),
    ).toContain(opened.kind === 'open' ? opened.text : '');
    expect(sealer.open(kept?.sealedToken ?? '', grantRow(marco)).kind).toBe('closed');
    await drop();
    expect(await grant()).toBeUndefined();
    expect(grantsAtGoogle()).toEqual([]);
  });

  test('says so while Google has not answered, and when it takes long', async () => {
    const browser = openBrowser();
    const back = await browser.consent(linkFor(), { account: mail.dana });
    const done = new URL((await browser.go(back)).headers.get('location') ?? '', back).href;
    expect(await browser.read(done)).toContain('One moment');
    google().faults.add({ path: '/token', kind: 'error', status: 503, times: 20 });
    await baton.pass(20_000);
    expect(await browser.read(done)).toContain('Google does not answer yet');
    google().faults.clear();
    await baton.pass(60_000);
    expect(await browser.read(done)).toContain('Your calendar is connected');
    await drop();
  });

  test('whoever cancels at Google reads that nothing was connected, and can start again', async () => {
    const browser = openBrowser();
    const back = await browser.consent(linkFor(), { account: mail.dana, answer: 'deny' });
    const page = await browser.go(back);
    const html = await page.clone().text();
    expect(await textOf(page)).toContain('You did not allow it at Google');
    const again = /href="([^"]+)"/.exec(html)?.[1]?.replace(/&#38;/g, '&') ?? '';
    expect(await connect(baton, again, { account: mail.dana }, browser)).toContain('Your calendar is connected');
    await drop();
  });

  test('whoever unticks a box is told which way to go', async () => {
    const events = 'https://www.googleapis.com/auth/calendar.events';
    const read = await connect(baton, linkFor(), { account: mail.dana, scopes: [events] });
    expect(read).toContain('leave both boxes ticked');
    expect(await grant()).toBeUndefined();
  });
});

describe('nothing works twice or for anybody else', () => {
  test('the same way back a second time shows what became of the first, and redeems nothing', async () => {
    const browser = openBrowser();
    const back = await browser.consent(linkFor(), { account: mail.dana });
    await browser.go(back);
    await baton.pass(0);
    const before = google().calls.filter(({ path }) => path.includes('/token')).length;
    const other = new URL(back);
    other.searchParams.set('code', '4/somebody-elses');
    for (const url of [back, other.href]) {
      const again = await browser.go(url);
      await baton.pass(0);
      const done = new URL(again.headers.get('location') ?? '', back).href;
      expect(await browser.read(done)).toContain('Your calendar is connected');
    }
    expect(google().calls.filter(({ path }) => path.includes('/token'))).toHaveLength(before);
    await drop();
  });

  test('another browser gets nowhere with it', async () => {
    const back = await openBrowser().consent(linkFor(), { account: mail.dana });
    const stranger = await openBrowser().go(back);
    expect(stranger.status).toBe(400);
    expect(await textOf(stranger)).toContain('not begun here');
    await baton.pass(0);
    expect(await grant()).toBeUndefined();
  });

  test('ten minutes later it is over', async () => {
    const browser = openBrowser();
    const back = await browser.consent(linkFor(), { account: mail.dana });
    await baton.pass(10 * 60_000);
    const late = await browser.go(back);
    expect([late.status, await textOf(late)]).toEqual([400, expect.stringContaining('took too long')]);
    expect(await grant()).toBeUndefined();
  });

  test.each([
    ['forged', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'not begun here'],
    ['for somebody else', (token: string) => token.replace(dana, marco), 'not begun here'],
    ['empty', () => '', 'not begun here'],
  ])('a link that is %s leads to no page of Google’s', async (_, change, says) => {
    const url = new URL(linkFor());
    url.searchParams.set('to', change(url.searchParams.get('to') ?? ''));
    const answer = await openBrowser().go(url.href);
    expect([answer.status, await textOf(answer)]).toEqual([400, expect.stringContaining(says)]);
  });

  test('an old link says where a new one is', async () => {
    const old = createConnectSigner(['b'.repeat(64)]).link(dana, '2026-01-01T00:00:00.000Z');
    const answer = await openBrowser().go(`${baton.app.url}/calendar/connect?to=${old}`);
    expect([answer.status, await textOf(answer)]).toEqual([400, expect.stringContaining('Open Baton’s Home in Slack')]);
  });

  test('a link is no state, and a state no link', async () => {
    const signer = createConnectSigner(['b'.repeat(64)]);
    const at = baton.clock.now.toISOString();
    expect(signer.readState(signer.link(dana, at), at).kind).toBe('invalid');
    expect(signer.readLink(signer.state(dana, 'way', at), at).kind).toBe('invalid');
    const rotated = createConnectSigner(['c'.repeat(64), 'b'.repeat(64)]);
    expect(rotated.readLink(signer.link(dana, at), at)).toEqual({ kind: 'open', rep: dana });
    expect(signer.readLink(rotated.link(dana, at), at).kind).toBe('invalid');
  });
});

describe('whose calendar it is', () => {
  test('one of another company is not taken, and given back', async () => {
    const { db } = baton.app.deps;
    const known = { id: 'U0GUEST', name: 'Guest', email: 'guest@elsewhere.example', learnedAt: '' };
    await db.inTx((tx) => keepRep(tx, known));
    const read = await connect(baton, linkFor('U0GUEST'), { account: mail.dana });
    expect(read).toContain(`You chose the Google account ${mail.dana}`);
    expect(read).toContain('guest@elsewhere.example');
    expect(await grant('U0GUEST')).toBeUndefined();
    expect(grantsAtGoogle()).toEqual([]);
  });

  test('of a free-mail service, only the very address', async () => {
    const { db } = baton.app.deps;
    const known = { id: 'U0FREE', name: 'Free', email: 'free@gmail.com', learnedAt: '' };
    await db.inTx((tx) => keepRep(tx, known));
    google().restore({
      ...google().snapshot(),
      accounts: google()
        .snapshot()
        .accounts.map((each) => (each.email === mail.marco ? { ...each, email: 'other@gmail.com' } : each)),
    });
    const read = await connect(baton, linkFor('U0FREE'), { account: 'other@gmail.com' });
    expect(read).toContain('You chose the Google account other@gmail.com');
    expect(await grant('U0FREE')).toBeUndefined();
    google().restore({
      ...google().snapshot(),
      accounts: google()
        .snapshot()
        .accounts.map((each) => (each.email === 'other@gmail.com' ? { ...each, email: mail.marco } : each)),
    });
  });

  test('a colleague’s stays the colleague’s', async () => {
    await connect(baton, linkFor(), { account: mail.dana });
    expect(await connect(baton, linkFor(marco), { account: mail.dana })).toContain('the calendar of a colleague');
    expect(await grant(marco)).toBeUndefined();
    expect(await grant()).toMatchObject({ email: mail.dana, lostAt: null });
    expect(grantsAtGoogle()).toContain(mail.dana);
    await drop();
  });

  test('another account in place of the first: the first is given back, the second stays', async () => {
    await connect(baton, linkFor(), { account: mail.dana });
    expect(await connect(baton, linkFor(), { account: mail.marco })).toContain(mail.marco);
    expect(await grant()).toMatchObject({ email: mail.marco });
    expect(grantsAtGoogle()).toEqual([mail.marco]);
    await drop();
  });

  test('whoever connects again at once keeps what they granted, although the first is still to be given back', async () => {
    await connect(baton, linkFor(), { account: mail.dana });
    google().faults.add({ path: '/revoke', kind: 'error', status: 503, times: 1 });
    await drop();
    await connect(baton, linkFor(), { account: mail.dana });
    await baton.pass(60_000);
    expect(grantsAtGoogle()).toContain(mail.dana);
    await drop();
  });
});

test('a code whose answer got lost is worth nothing the second time, and the rep is told to start again', async () => {
  google().faults.add({ path: '/token', kind: 'lost-answer' });
  const browser = openBrowser();
  const back = await browser.consent(linkFor(), { account: mail.dana });
  const done = new URL((await browser.go(back)).headers.get('location') ?? '', back).href;
  await baton.pass(0);
  await baton.pass(60_000);
  expect(await browser.read(done)).toContain('Nothing was connected');
  const told = baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_news');
  expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('Your calendar could not be connected')]);
  await connect(baton, linkFor(), { account: mail.dana });
  await drop();
});

test('what was brought back is sealed for this way only, and gone once it is redeemed', async () => {
  const { db } = baton.app.deps;
  const browser = openBrowser();
  const back = await browser.consent(linkFor(), { account: mail.dana });
  const code = new URL(back).searchParams.get('code') ?? '-';
  await browser.go(back);
  const rows = () => db.q.selectFrom('calendar_consents').selectAll().execute();
  const row = (await rows()).find((each) => each.code !== null);
  const sealer = createSealer(['b'.repeat(64)]);
  expect(sealer.open(row?.code ?? '', consentRow(row?.id ?? ''))).toMatchObject({ kind: 'open', text: code });
  expect(sealer.open(row?.code ?? '', consentRow('another')).kind).toBe('closed');
  await baton.pass(0);
  const kept = JSON.stringify([
    await rows(),
    await db.q.selectFrom('calendar_grants').selectAll().execute(),
    await db.q.selectFrom('jobs').selectAll().execute(),
    await db.q.selectFrom('events').selectAll().execute(),
  ]);
  expect(kept).not.toContain(code);
  for (const { refreshToken } of google().snapshot().grants) expect(kept).not.toContain(refreshToken);
  expect((await rows()).filter((each) => each.code !== null)).toEqual([]);
  await drop();
});
