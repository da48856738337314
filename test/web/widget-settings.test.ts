// What the widget asks before anybody has written: in whose language, whose arms, and what is counted of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WidgetView } from '../../src/core/widget-view.ts';
import { widgetCountOf, widgetCountsByArm } from '../../src/store/widget-counts.ts';
import { type Baton, type LeadView, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const origin = 'https://www.acme.com';
const section = `
widget:
  origins: [${origin}]
  engagement:
    - { id: pricing, pages: [/pricing], afterSeconds: 20, say: How many of you are there?, asks: size }
    - { id: leaving, leaving: true, say: One question? }
experiments:
  - { id: engage, since: 2026-11-20, arms: [{ id: silent, engage: [] }, { id: speaks, engage: [pricing] }] }
  - { id: later, since: 2026-12-20, arms: [{ id: a }, { id: b }] }
`;
let baton: Baton;
beforeAll(async () => {
  const playbook = changedPlaybook((page) => page.replace('\nroles:', `${section}roles:`));
  const env = { SECRET_KEY: 'ab'.repeat(32), TRUSTED_PROXIES: '1' };
  baton = await startBaton({ playbook, calendar: 'none', env });
}, 60_000);
afterAll(() => baton.stop());

type Settings = WidgetView & { ticket: string; chat: string; error?: string };
type Asking = { address?: string; query?: Record<string, string>; headers?: Record<string, string> };
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const asks = ({ address = '203.0.113.7', query = {}, headers = {} }: Asking = {}) =>
  fetch(`${baton.app.url}/widget/settings?${new URLSearchParams({ page: `${origin}/pricing`, ...query })}`, {
    headers: { origin, 'user-agent': firefox, 'x-forwarded-for': address, ...headers },
  });
const settings = async (asking?: Asking) => (await (await asks(asking)).json()) as Settings;
const opened = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${baton.app.url}/widget/opened`, {
    method: 'POST',
    headers: { origin, 'user-agent': firefox, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const counted = async () => {
  await baton.app.settle();
  return widgetCountOf(baton.app.deps.db);
};

test('the settings are what the page says, in the language that is asked for, and kept by nobody', async () => {
  const answer = await asks({ query: { language: 'de-AT' }, headers: { 'accept-language': 'fr' } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('set-cookie')).toBeNull();
  const german = (await answer.json()) as Settings;
  expect(german).toMatchObject({ language: 'de', texts: { send: 'Senden' }, isOpen: true, opens: null, privacy: null });
  expect(german.chat).toMatch(/^\/widget\/chat-[0-9a-f]+\.js$/);
  expect(await settings({ headers: { 'accept-language': 'it, fr;q=0.4' } })).toMatchObject({ language: 'fr' });
  expect(await settings({ query: { language: 'it' } })).toMatchObject({ language: 'en' });
});

test('whoever comes from the same address with the same browser is in the same arm, and so is who kept a ticket', async () => {
  const addresses = Array.from({ length: 12 }, (_, n) => `198.51.100.${n}`);
  const first = await Promise.all(addresses.map((address) => settings({ address })));
  const again = await Promise.all(addresses.map((address) => settings({ address })));
  expect(again.map(({ arms }) => arms)).toEqual(first.map(({ arms }) => arms));
  expect(new Set(first.map(({ arms }) => arms.engage))).toEqual(new Set(['silent', 'speaks']));
  for (const { arms, engagement } of first) {
    expect(Object.keys(arms)).toEqual(['engage']);
    expect(engagement.map(({ id }) => id)).toEqual(arms.engage === 'speaks' ? ['pricing'] : []);
  }
  const [one] = first;
  const other = first.find(({ arms }) => arms.engage !== one?.arms.engage);
  const moved = await settings({ address: addresses[0]!, query: { ticket: other!.ticket } });
  expect(moved.arms).toEqual(other?.arms);
  const forged = await settings({ address: addresses[0]!, query: { ticket: `${other!.ticket}x` } });
  expect(forged.arms).toEqual(one?.arms);
  expect(JSON.stringify(first)).not.toContain('198.51.100');
});

test('who writes has the arms that they were shown, from wherever they write', async () => {
  const shown = await Promise.all(Array.from({ length: 8 }, (_, n) => settings({ address: `192.0.2.${100 + n}` })));
  for (const arm of ['silent', 'speaks']) {
    const ticket = shown.find(({ arms }) => arms.engage === arm)?.ticket;
    const headers = { origin, 'content-type': 'application/json', 'user-agent': 'Safari/19' };
    const post = async (path: string, body: unknown, token = '') =>
      (await fetch(`${baton.app.url}/widget/${path}`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${token}`, 'x-forwarded-for': '198.51.100.99' },
        body: JSON.stringify(body),
      })) as Response;
    const engaged = arm === 'speaks' ? { engaged: 'pricing' } : {};
    const begun = await post('conversations', { ticket, ...engaged, page: { url: `${origin}/pricing` } });
    expect(begun.status).toBe(201);
    const { token, conversation } = (await begun.json()) as Record<'token' | 'conversation', string>;
    expect((await post('messages', { id: crypto.randomUUID(), text: '120' }, token)).status).toBe(202);
    await baton.pass(5_000);
    const { items } = await baton.api<{ items: (LeadView & { conversation: string; arms: unknown })[] }>('/api/leads');
    const lead = items.find((each) => each.conversation === conversation);
    expect(lead?.arms).toEqual({ engage: arm });
    // What the widget had said first stands in the conversation, and what answers it is read as its answer.
    const asked = 'How many of you are there?';
    expect(lead?.messages[0]?.text.includes(asked)).toBe(arm === 'speaks');
    expect(lead?.answers.map(({ field }) => field)).toEqual(arm === 'speaks' ? ['size'] : []);
  }
  const stats = await baton.api<{ widget: unknown; experiments: { arms: { id: string; stages: unknown[] }[] }[] }>(
    '/api/stats',
  );
  expect(stats.widget).toMatchObject({ opened: 0, wrote: 2, qualified: 0 });
  for (const { stages } of stats.experiments[0]?.arms ?? [])
    expect(stages[1]).toMatchObject({ stage: 'wrote', reached: 1 });
});

test('pages are counted that were shown to somebody who has not used the widget, and openings once', async () => {
  const before = await counted();
  const byArm = async () => {
    const arms = await widgetCountsByArm(baton.app.deps.db, { experiment: 'engage', from: '2026-11-20' });
    return [...arms.values()].reduce((sum, { seen, opened: times }) => [sum[0]! + seen, sum[1]! + times], [0, 0]);
  };
  const [seenBefore = 0, openedBefore = 0] = await byArm();
  const { ticket } = await settings({ address: '192.0.2.1' });
  await settings({ address: '192.0.2.1' });
  await settings({ query: { ticket } });
  await asks({ headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' } });
  await fetch(`${baton.app.url}/widget/settings`, { headers: { 'user-agent': firefox } });
  expect((await opened({ ticket })).status).toBe(204);
  expect((await opened({ ticket })).status).toBe(204);
  expect(await counted()).toEqual({ seen: before.seen + 2, opened: before.opened + 1 });
  expect(await byArm()).toEqual([seenBefore + 2, openedBefore + 1]);

  const old = await settings({ address: '192.0.2.2' });
  await baton.pass(24 * 3_600_000);
  expect((await opened({ ticket: old.ticket })).status).toBe(204);
  expect((await counted()).opened).toBe(before.opened + 1);
});

test('an opening without a ticket of ours is refused in a sentence', async () => {
  for (const body of ['{', {}, { ticket: 'x' }, { ticket: 7 }]) {
    const answer = await opened(body);
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { error: string }).error).toMatch(/\.$/);
  }
});
