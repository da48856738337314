// Once Slack has asked for patience, nothing of that kind is sent before the time it named; everything else is.
import { expect, test } from 'vitest';
import { patientFetch } from '../../src/slack/patient-fetch.ts';

let clock: number;
let sent: string[];

/** Slack takes no second call; each says how long to wait. */
function begin(retryAfter: string | null = '2') {
  clock = Date.parse('2030-01-01T00:00:00.000Z');
  sent = [];
  const go = async (input: unknown) => {
    sent.push(String(input).split('/').at(-1) ?? '');
    const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter };
    return sent.length === 1 ? new Response('{}', { status: 429, headers }) : new Response('{}');
  };
  return patientFetch(() => new Date(clock), go);
}

type Call = { method: string; channel?: string; token?: string };
const call = (go: typeof fetch, { method, channel = 'C1', token = 'xoxb-one' }: Call) =>
  go(`https://slack.com/api/${method}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: new URLSearchParams({ channel, text: 'x' }).toString(),
  });

test('a call of the same kind waits until then, and is told how long', async () => {
  const go = begin();
  expect((await call(go, { method: 'chat.update' })).status).toBe(429);
  clock += 500;
  const again = await call(go, { method: 'chat.update', channel: 'C2' });
  expect([again.status, again.headers.get('retry-after')]).toEqual([429, '2']);
  expect(sent).toHaveLength(1);
  clock += 1_500;
  expect((await call(go, { method: 'chat.update' })).status).toBe(200);
  expect(sent).toHaveLength(2);
});

test.each<[string, Call, Call]>([
  ['another method', { method: 'chat.update' }, { method: 'views.publish' }],
  ['another workspace', { method: 'chat.update' }, { method: 'chat.update', token: 'xoxb-two' }],
  ['another channel', { method: 'chat.postMessage' }, { method: 'chat.postMessage', channel: 'C2' }],
])('%s does not wait', async (_, first, other) => {
  const go = begin();
  await call(go, first);
  expect((await call(go, other)).status).toBe(200);
  expect((await call(go, first)).status).toBe(429);
});

test.each([null, 'soon', '0'])('an answer that names no time (%s) closes nothing', async (retryAfter) => {
  const go = begin(retryAfter);
  await call(go, { method: 'chat.update' });
  expect((await call(go, { method: 'chat.update' })).status).toBe(200);
});
