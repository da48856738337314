// From where the widget may be used, and whose address a request comes from.
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { WidgetRules } from '../../src/core/playbook-widget.ts';
import type { Deps } from '../../src/deps.ts';
import { BadRequestError } from '../../src/errors.ts';
import { addressOf, networkOf } from '../../src/web/address-of.ts';
import { widgetOrigins } from '../../src/web/widget-guard.ts';
import { aPlaybook } from '../support/leads.ts';

const origin = 'https://www.acme.com';
const widget = { origins: [origin, 'http://localhost:8080'] } as WidgetRules;

function door({ isSandbox = false, hasKey = true, rules = widget as WidgetRules | null } = {}) {
  const { widget: _, ...page } = aPlaybook();
  const playbook = rules === null ? page : { ...page, widget: rules };
  const app = new Hono();
  app.use('/widget/*', widgetOrigins({ playbook } as Deps, { isSandbox, hasKey }));
  app.all('/widget/*', (c) => c.text('in'));
  app.onError((error, c) => {
    if (error instanceof BadRequestError) return c.text(error.message, error.status);
    throw error;
  });
  return async (method: string, headers: Record<string, string> = {}, path = '/widget/messages') => {
    const answer = await app.request(`https://baton.acme.com${path}`, { method, headers });
    const { status, headers: given } = answer;
    return { status, text: await answer.text(), allowed: given.get('access-control-allow-origin') };
  };
}

test.each([
  ['POST', origin, 200],
  ['POST', 'http://localhost:8080', 200],
  ['GET', origin, 200],
  ['DELETE', origin, 200],
  ['POST', undefined, 403],
  ['DELETE', undefined, 403],
  ['GET', undefined, 200],
  ['POST', 'null', 403],
  ['POST', 'https://acme.com', 403],
  ['POST', 'http://www.acme.com', 403],
  ['POST', 'https://www.acme.com:8443', 403],
  ['POST', 'https://www.acme.com.evil.example', 403],
  ['GET', 'https://evil.example', 403],
  // Baton's own pages are no website of the customer's.
  ['POST', 'https://baton.acme.com', 403],
])('%s from %s is answered %i', async (method, from, status) => {
  const answer = await door()(method, from === undefined ? {} : { origin: from });
  expect(answer.status).toBe(status);
  expect(answer.allowed).toBe(status === 200 && from !== undefined ? from : null);
  if (status === 403 && from !== undefined) expect(answer.text).toContain(`${from}: name it under widget.origins`);
});

test('in the sandbox its own pages may use it, and nobody else’s', async () => {
  const ask = door({ isSandbox: true });
  expect((await ask('POST', { origin: 'https://baton.acme.com' })).status).toBe(200);
  expect((await ask('POST', { origin: 'https://evil.example' })).status).toBe(403);
});

test('without its section or a key the door is shut and says why, but scripts are anybody’s', async () => {
  const shut = door({ rules: null });
  expect(await shut('POST', { origin })).toMatchObject({
    status: 503,
    text: expect.stringContaining('"widget" in the playbook'),
  });
  expect(await door({ hasKey: false })('POST', { origin })).toMatchObject({
    status: 503,
    text: expect.stringContaining('SECRET_KEY'),
  });
  expect((await shut('GET', { origin: 'https://evil.example' }, '/widget/chat-1.js')).status).toBe(200);
});

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['2001:0db8:0001:0002::1', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['unknown', 'unknown'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['1.1.1.1, 203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:52144', '203.0.113.9'],
  ['[2001:db8::9]:52144', '2001:db8::9'],
  ['[2001:db8::9]', '2001:db8::9'],
  ['2001:db8::9', '2001:db8::9'],
])('what the last proxy says, %s, is the address %s', async (forwarded, address) => {
  const app = new Hono();
  app.get('/', (c) => c.text(addressOf(c, 1)));
  expect(await (await app.request('/', { headers: { 'x-forwarded-for': forwarded } })).text()).toBe(address);
});
