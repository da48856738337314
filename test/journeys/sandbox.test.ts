// npm start without any configuration: a sandbox that needs nothing, stays on this machine and remembers.
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { buttonOf, cardsIn, dana } from '../support/baton.ts';
import { quiet } from '../support/databases.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-sandbox-'));
afterAll(() => rmSync(folder, { recursive: true }));
const start = (more: Record<string, string> = {}) =>
  startApp(readConfig({ ...more, DATABASE_URL: `sqlite:${join(folder, 'sandbox.db')}`, PORT: '0' }), { log: quiet });
const sandboxOf = ({ sandbox }: App) => {
  if (sandbox === undefined) throw new Error('not a sandbox');
  return sandbox;
};
const post = (app: App, path: string, body: object) =>
  fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a card survives a restart, and its buttons still work', async () => {
  const first = await start();
  const { conversation } = (await (await post(first, '/sandbox/chat/new', {})).json()) as { conversation: string };
  await post(first, '/sandbox/chat/say', { conversation, text: 'Can I talk to a human?' });
  await expect.poll(() => cardsIn(sandboxOf(first)).length, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => sandboxOf(first).chat.conversations()[0]?.lines.length, { timeout: 10_000 }).toBe(3);
  await first.stop();

  const second = await start();
  const [card] = cardsIn(sandboxOf(second));
  if (card === undefined) throw new Error('the card is gone');
  const from = { message: { channel: card.channel, ts: card.ts } };
  const answer = await sandboxOf(second).slack.act({
    kind: 'press',
    user: dana,
    from,
    action: buttonOf(card, actionIds.claim),
  });
  expect(answer).toEqual({ kind: 'done' });
  await expect.poll(() => cardsIn(sandboxOf(second))[0]?.text, { timeout: 10_000 }).toContain('Claimed');
  await second.stop();
});

function statusOf(port: string, path: string): Promise<number | undefined> {
  const headers = { host: 'evil.example', authorization: 'Bearer sandbox-token' };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (res) => resolve(res.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

test('it listens on this machine only, and to its own name only', async () => {
  const app = await start();
  const port = new URL(app.url).port;
  for (const path of ['/sandbox/state', '/api/leads', '/metrics', '/']) expect(await statusOf(port, path)).toBe(403);
  expect((await fetch(app.url)).status).toBe(200);
  await app.stop();
});

test('a second Baton on the same database is told what to do', async () => {
  const app = await start();
  await expect(start()).rejects.toThrow(/in use by another Baton/);
  await app.stop();
});

test('with a chat secret and an address of one’s own the page still works', async () => {
  const secret = `whsec_${Buffer.from('the secret of a real chat product').toString('base64')}`;
  const app = await start({ CHAT_WEBHOOK_SECRET: secret, CHAT_REPLY_URL: 'http://127.0.0.1:9/replies' });
  const { conversation } = (await (await post(app, '/sandbox/chat/new', {})).json()) as { conversation: string };
  await post(app, '/sandbox/chat/say', { conversation, text: 'Hello' });
  const lines = () =>
    sandboxOf(app)
      .chat.conversations()
      .find(({ id }) => id === conversation)?.lines ?? [];
  await expect.poll(() => lines().at(-1)?.from, { timeout: 10_000 }).toBe('baton');
  await app.stop();
});
