// Slack's door: only Slack may knock. And with a real Slack configured, nothing fake is behind any door.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Baton, startBaton } from '../support/baton.ts';

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton();
});
afterAll(() => baton.stop());

function knock(body: string, change: Record<string, string> = {}, secret = baton.env.SLACK_SIGNING_SECRET ?? '') {
  const timestamp = change['x-slack-request-timestamp'] ?? String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
    ...change,
  };
  return fetch(`${baton.app.url}/slack/events`, { method: 'POST', headers, body });
}
const claim = (value: string, action_id = 'baton_claim') => {
  const user = { id: 'U0DANA', username: 'dana', name: 'dana', team_id: 'T0ACME' };
  const actions = [
    { type: 'button', block_id: 'b', action_id, value, action_ts: '1.1', text: { type: 'plain_text', text: 'x' } },
  ];
  const payload = {
    type: 'block_actions',
    user,
    team: { id: 'T0ACME', domain: 'acme' },
    actions,
    trigger_id: '1',
    container: {},
    token: 'x',
    api_app_id: 'A1',
  };
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
};

test('a forged, an old and an unsigned request are refused', async () => {
  const old = String(Math.floor(Date.now() / 1000) - 3_600);
  expect((await knock(claim('lead_x'), {}, 'another secret')).status).toBe(401);
  expect((await knock(claim('lead_x'), { 'x-slack-request-timestamp': old })).status).toBe(401);
  expect((await fetch(`${baton.app.url}/slack/events`, { method: 'POST', body: claim('lead_x') })).status).toBe(401);
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
    expect((await fetch(`${baton.app.url}/slack/events`, { method })).status).toBe(404);
  }
});

test.each(['lead_none', '', 'x'.repeat(2_000), "'; drop table leads; --", '../../etc'])(
  'a button with a strange value is answered: %j',
  async (value) => {
    expect((await knock(claim(value))).status).toBe(200);
  },
);

test('a button nobody knows is answered', async () => {
  expect((await knock(claim('lead_x', 'from_an_older_baton'))).status).toBe(200);
});

test.each(['payload=%7B', 'x=1'])('a signed body without sense does not hang: %j', async (body) => {
  const answer = await knock(body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
});

test('with a real Slack configured nothing of the sandbox is reachable', async () => {
  for (const path of ['/', '/sandbox/state', '/sandbox/events', '/slack/api/auth.test', '/sandbox/chat/play']) {
    expect((await fetch(`${baton.app.url}${path}`)).status).toBe(404);
    expect((await fetch(`${baton.app.url}${path}`, { method: 'POST', body: '{}' })).status).toBe(404);
  }
});
