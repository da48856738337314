// What the door of our own widget refuses, each with a sentence, and how much it carries in its token.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWidgetTokens, type WidgetVisit } from '../../src/store/widget-token.ts';
import { type Baton, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { beginWidget, widgetOrigin, withWidget } from '../support/widget-visitor.ts';

const key = 'c'.repeat(64);
const at = '2026-11-23T14:00:00.000Z';
const visit: WidgetVisit = {
  conversation: `conversation_${'0'.repeat(26)}`,
  visitor: { id: 'visitor_1', email: 'kim@acme.example', verified: ['email'] },
  page: { url: 'https://www.northwind.example/pricing' },
  language: 'de',
  seed: null,
};

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton({ playbook: changedPlaybook(withWidget), env: { SECRET_KEY: key } });
});
afterAll(() => baton.stop());

const headers = { origin: widgetOrigin, 'content-type': 'application/json' };
const ask = async (path: string, init: RequestInit & { headers?: Record<string, string> }) => {
  const answer = await fetch(`${baton.app.url}${path}`, { ...init, headers: { ...headers, ...init.headers } });
  return { status: answer.status, error: ((await answer.json()) as { error: string }).error };
};

test('without a token of ours nothing is told', async () => {
  const forged = createWidgetTokens(['d'.repeat(64)]).tokenFor(visit, at);
  const old = createWidgetTokens([key]).tokenFor(visit, '2025-01-01T00:00:00.000Z');
  for (const token of ['', 'Bearer x', `Bearer ${forged}`, `Bearer ${old}`]) {
    for (const path of ['/widget/lines', '/widget/stream', '/widget/transcript']) {
      const refused = { status: 401, error: expect.stringContaining('begin a new one') };
      expect(await ask(path, { headers: { authorization: token } })).toEqual(refused);
    }
  }
});

test('what is no line is refused with what to do', async () => {
  const { token } = await beginWidget(baton.app.url);
  const authorization = `Bearer ${token}`;
  const say = (body: string, more: Record<string, string> = {}) =>
    ask('/widget/messages', { method: 'POST', body, headers: { authorization, ...more } });
  const line = (text: unknown, id: unknown = 'a-line-of-theirs') => say(JSON.stringify({ id, text }));
  const picture = { 'content-type': 'image/png' };
  expect(await say('PNG', picture)).toEqual({ status: 415, error: expect.stringContaining('Only text') });
  expect(await say('{')).toEqual({ status: 400, error: 'The body is not valid JSON.' });
  expect(await line('')).toEqual({ status: 422, error: expect.stringContaining('must not be empty') });
  expect(await line(['a'])).toMatchObject({ status: 422 });
  expect(await line('Hello', 'short')).toEqual({ status: 422, error: expect.stringContaining('UUID') });
  expect(await line('x'.repeat(10_001))).toEqual({ status: 422, error: expect.stringContaining('in parts') });
  expect(await line('x'.repeat(70_000))).toEqual({ status: 413, error: expect.stringContaining('64 KB') });
  const { lines } = (await (await fetch(`${baton.app.url}/widget/lines`, { headers: { authorization } })).json()) as {
    lines: unknown[];
  };
  expect(lines).toEqual([]);
});

test('a token carries the visit, however long an address is, and reads with an older key too', async () => {
  const tokens = createWidgetTokens([key]);
  expect(tokens.read(tokens.tokenFor(visit, at), at)).toEqual(visit);
  expect(createWidgetTokens(['e'.repeat(64), key]).read(tokens.tokenFor(visit, at), at)).toEqual(visit);
  const url = 'https://www.northwind.example/ü';
  const page = { url: url.padEnd(990, 'ü'), title: 'ü'.repeat(900), referrer: url.padEnd(900, 'ü') };
  const { token, say } = await beginWidget(baton.app.url, { page, claims: { name: 'ü'.repeat(200) } });
  expect(token.length).toBeLessThan(7_000);
  expect((await say(baton.app.url, 'Hello')).status).toBe(202);
});
