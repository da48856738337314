// Free times in our own widget: who asks for a person while everybody is out is offered times and books one, by a button, by the
// picker, or not at all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { beginWidget, type WidgetVisitor, widgetOrigin, withWidget } from '../support/widget-visitor.ts';

const playbook = changedPlaybook((page) =>
  withWidget(
    page.replace(/^ladder:\n(?: .*\n)*/m, '').replace(
      /^teams:[\s\S]*?(?=^\S)/m,
      `teams:
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    zone: Europe/Berlin
    hours: { mon-fri: 09:00-12:00 }
    booking: { noticeMinutes: 240, hours: { mon-fri: 09:00-12:00 } }
    reps: [{ slack: ${dana}, name: Dana Reyes }, { slack: ${marco}, name: Marco Lind }]
`,
    ),
  ),
);

let baton: Baton;
let url: string;
/** It is Monday, three o'clock in the afternoon in Berlin: everybody has left. */
beforeAll(async () => {
  baton = await startBaton({ playbook, selfService: true, google: { demo: false } });
  url = baton.app.url;
});
afterAll(() => baton.stop());

type Shown = { kind: string; error?: string; text?: string } & Partial<{
  needsAddress: boolean;
  with: string[];
  lengthMin: number;
  startsAt: string;
  zoneLabel: string;
  suggested: string[];
  times: { startsAt: string; label: string }[];
}>;

const zone = 'Europe/Berlin';
async function times(visitor: WidgetVisitor): Promise<Shown & { status: number }> {
  const answer = await visitor.get(url, `/widget/times?zone=${zone}`);
  return { ...((await answer.json()) as Shown), status: answer.status };
}

/** Once the calendars were read. */
async function known(visitor: WidgetVisitor) {
  const first = await times(visitor);
  if (first.kind !== 'reading') return first;
  await baton.pass(0);
  return times(visitor);
}

async function choose(visitor: WidgetVisitor, body: Record<string, unknown>): Promise<Shown & { status: number }> {
  const answer = await fetch(`${url}/widget/times`, {
    method: 'POST',
    headers: {
      origin: widgetOrigin,
      'content-type': 'application/json',
      authorization: `Bearer ${visitor.token}`,
    },
    body: JSON.stringify({ zone, ...body }),
  });
  return { ...((await answer.json()) as Shown), status: answer.status };
}

type Line = { from: string; text: string; times?: { label: string; say: string }[]; link?: { url: string } };
async function read(visitor: WidgetVisitor) {
  const { lines, state } = await visitor.lines(url);
  return { lines: lines as unknown as Line[], last: lines.at(-1) as unknown as Line, state };
}

async function says(visitor: WidgetVisitor, text: string) {
  await visitor.say(url, text);
  await baton.pass(1_100);
  return read(visitor);
}

test('nobody chooses a time before they were handed over', async () => {
  const visitor = await beginWidget(url);
  const closed = { status: 409, kind: 'closed', error: expect.stringContaining('not open for a meeting') };
  expect(await times(visitor)).toMatchObject(closed);
  const { state } = await says(visitor, 'Hello, we need better reports');
  expect(state).toMatchObject({ mayChoose: false });
  expect(await times(visitor)).toMatchObject(closed);
  expect(await choose(visitor, { startsAt: '2026-11-24T08:00:00.000Z' })).toMatchObject(closed);
  const stranger = await fetch(`${url}/widget/times`, { headers: { origin: widgetOrigin } });
  expect(stranger.status).toBe(401);
});

test('who asks for a person while everybody is out is offered times, and books one with a button', async () => {
  const visitor = await beginWidget(url);
  const { lines, last, state } = await says(visitor, 'Can I talk to a person?');
  const texts = lines.map(({ text }) => text);
  expect(texts.at(-2)).toContain('The team is out at this moment and back on Tuesday at 9:00 AM');
  expect(texts.at(-2)).toContain("I'm looking for times at which somebody can talk with you.");
  expect(last.text).toContain('Which of these times suits you?');
  expect(texts.join('\n')).not.toContain("I'm bringing in the team");
  expect(last.times).toHaveLength(3);
  expect(last.link?.url).toContain('/meet/');
  expect(state).toMatchObject({ isOpen: false, mayChoose: true });
  expect(baton.cards()).toHaveLength(1);

  const asked = await says(visitor, last.times?.[1]?.say ?? '');
  expect(asked.last.text).toBe('What is the best e-mail address to reach you?');
  const again = await says(visitor, 'ada@acme.example');
  expect(again.last.text).toContain('which of these do you mean?');
  const booked = await says(visitor, again.last.times?.[1]?.say ?? '');
  expect(booked.last.text).toMatch(
    /^It's in the calendar: .*, with (?:Dana Reyes|Marco Lind) from Northwind Analytics\./,
  );
  expect(booked.state).toMatchObject({ mayChoose: false });
  expect(await times(visitor)).toMatchObject({ status: 200, kind: 'booked' });
  expect(await choose(visitor, { startsAt: '2026-11-26T08:00:00.000Z' })).toMatchObject({ status: 409, kind: 'known' });
});

test('what is said of times is on the clock that the browser shows, unless they name another one', async () => {
  const visitor = await beginWidget(url, { zone: 'America/New_York' });
  const { lines, last } = await says(visitor, 'Can I talk to a person?');
  expect(lines.at(-2)?.text.replace(/\s/gu, ' ')).toContain('back on Tuesday at 3:00 AM.');
  expect(last.text).toMatch(/\d:\d\d AM \(New York time\)/);
  const { last: moved } = await says(visitor, 'We are in London');
  expect(moved.text).toContain('(London time)');
  const nowhere = await beginWidget(url, { zone: 'Nowhere/At_All' });
  expect((await says(nowhere, 'Can I talk to a person?')).last.text).toContain('(Berlin time)');
});

test('the picker shows all free times on the visitor’s clock, and keeps the one that is chosen', async () => {
  const visitor = await beginWidget(url);
  await says(visitor, 'Can I talk to a person?');
  const shown = await known(visitor);
  expect(shown).toMatchObject({ status: 200, kind: 'known', lengthMin: 30, with: [], needsAddress: true });
  expect(shown.zoneLabel).toBe('Berlin time');
  const free = shown.times ?? [];
  expect(free.length).toBeGreaterThan(20);
  expect(free[0]?.label).toMatch(/^Tuesday 24 November, \d\d:\d\d$/);
  const { startsAt = '' } = free.at(-1) ?? {};

  expect(await choose(visitor, { startsAt })).toMatchObject({ status: 422, kind: 'wrongAddress' });
  expect(await choose(visitor, { startsAt, guest: 'ada@' })).toMatchObject({ status: 422, kind: 'wrongAddress' });
  expect(await choose(visitor, { startsAt: 'soon' })).toMatchObject({ status: 422 });
  expect(await choose(visitor, { startsAt: '2026-11-24T02:00:00.000Z', guest: 'bo@acme.example' })).toMatchObject({
    status: 409,
    kind: 'notOffered',
  });
  const kept = await choose(visitor, { startsAt, guest: 'bo@acme.example' });
  expect(kept).toMatchObject({ status: 200, kind: 'asking', startsAt });
  expect(await choose(visitor, { startsAt, guest: 'bo@acme.example' })).toMatchObject({ status: 409 });
  await baton.pass(0);
  const { last } = await read(visitor);
  expect(last.text).toContain("It's in the calendar");
  expect(last.text).toContain('The invitation goes to bo@acme.example.');
  expect(await times(visitor)).toMatchObject({ kind: 'booked', startsAt, lengthMin: 30 });
});

test('a time is sold to nobody twice, whoever is faster', async () => {
  const visitors = await Promise.all([beginWidget(url), beginWidget(url), beginWidget(url)]);
  for (const visitor of visitors) await visitor.say(url, 'Can I talk to a person?');
  await baton.pass(1_100);
  const shown = await known(visitors[0]!);
  const { startsAt = '' } = shown.times?.at(-3) ?? {};
  const kept = await Promise.all(
    visitors.map((visitor, i) => choose(visitor, { startsAt, guest: `c${i}@acme.example` })),
  );
  // Two reps are free then, and nobody is a third.
  expect(kept.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
  expect(kept.find(({ status }) => status === 409)).toMatchObject({ kind: 'taken' });
  await baton.pass(0);
});
