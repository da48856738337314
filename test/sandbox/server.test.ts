// The sandbox server as the page and other processes meet it: its state, its stream, its door, and what it remembers.
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import { clientOf, dana, leads, sandboxFor, section } from './slack/connected.ts';

/** `fetch` does not let a test lie about its host. */
function statusFor(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asking.on('error', reject).end();
  });
}

describe('the sandbox server', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await sandboxFor();
  });
  afterAll(() => sandbox.stop());
  const act = (body: unknown, type = 'application/json') =>
    fetch(`${sandbox.url}/sandbox/slack/act`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify(body),
    });

  test('answers to names of this machine only', async () => {
    const url = `${sandbox.url}/sandbox/state`;
    const port = new URL(url).port;
    expect(await statusFor(url, {})).toBe(200);
    expect(await statusFor(url, { host: `localhost:${port}` })).toBe(200);
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', 'localhost.evil.example']) {
      expect(await statusFor(url, { host })).toBe(403);
    }
    expect(await statusFor(url, { origin: 'https://evil.example' })).toBe(403);
    expect(await statusFor(url, { origin: 'null' })).toBe(403);
    expect(await statusFor(url, { origin: sandbox.url })).toBe(200);
  });

  test('takes acts, and says what is wrong with one that is none', async () => {
    expect(await (await act({ kind: 'say', user: dana, channel: leads, text: 'hello' })).json()).toEqual({
      kind: 'done',
    });
    expect((await act({ kind: 'shout', user: dana })).status).toBe(422);
    expect((await act({ kind: 'say', user: dana, channel: leads, text: 'hello' }, 'text/plain')).status).toBe(415);
    const state = (await (await fetch(`${sandbox.url}/sandbox/state`)).json()) as SandboxState;
    expect(state.messages.map(({ text }) => text)).toEqual(['hello']);
    expect(state.troubles.at(-1)?.text).toContain('Baton is not connected');
  });

  test('streams the whole state at once, and one message for a burst of changes', async () => {
    const answer = await fetch(`${sandbox.url}/sandbox/events`);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const states: SandboxState[] = [];
    const reading = (async () => {
      let rest = '';
      for await (const chunk of answer.body ?? []) {
        const parts = (rest + Buffer.from(chunk).toString()).split('\n\n');
        rest = parts.pop() ?? '';
        states.push(...parts.map((part) => JSON.parse(part.replace('data: ', '')) as SandboxState));
        if (states.length === 2) return;
      }
    })();
    const client = clientOf(sandbox);
    while (states.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    await Promise.all(['one', 'two', 'three'].map((text) => client.chat.postMessage({ channel: leads, text })));
    await reading;
    expect(
      states[1]?.messages
        .slice(-3)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['one', 'three', 'two']);
  });

  test('remembers channels, messages, homes and conversations when it starts again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const keepIn = join(folder, 'data', 'sandbox.json');
    try {
      const first = await sandboxFor({ keepIn });
      const client = clientOf(first);
      await client.chat.postMessage({ channel: dana, text: 'in private' });
      await client.views.publish({ user_id: dana, view: { type: 'home', blocks: [section('home')] } });
      await client.filesUploadV2({ channel_id: leads, filename: 'a.txt', content: 'kept' });
      const before = first.state();
      await first.stop();
      const second = await sandboxFor({ keepIn });
      const after = second.state();
      expect({ ...after, messages: after.messages.map(({ files: _, ...one }) => one) }).toMatchObject({
        channels: before.channels,
        homes: before.homes,
        messages: before.messages.map(({ files: _, ...one }) => one),
      });
      expect(await (await fetch(String(after.messages.at(-1)?.files[0]?.url))).text()).toBe('kept');
      await second.stop();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
