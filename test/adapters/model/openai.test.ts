// Every way in which a provider fails, over HTTP with the real SDK: each has a name, and none is thrown.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ModelFault } from '../../../src/sandbox/openai/faults.ts';
import { askNext, type OpenAiSandbox, startOpenAiSandbox } from '../../../src/sandbox/openai/openai-sandbox.ts';
import { modelAt, says, unread } from '../../support/model.ts';

let provider: OpenAiSandbox;
beforeAll(async () => {
  provider = await startOpenAiSandbox();
});
afterEach(() => {
  provider.faults.clear();
  provider.script = askNext;
});
afterAll(() => provider.stop());

const view = unread('We are 50 people');

test('one call, one turn, named after the model and the prompt, with what it cost', async () => {
  provider.script = () =>
    says({
      claims: [{ field: 'size', value: 50, message: 3, quote: '50 people', offer: null }],
      next: 'urgency',
      reply: 'By when?',
    });
  const before = provider.calls.length;
  expect(await (await modelAt(provider))(view)).toEqual({
    kind: 'turn',
    turn: {
      claims: [{ field: 'size', value: 50, message: 3, quote: '50 people' }],
      wants: 'answering',
      reply: { text: 'By when?', asks: 'urgency' },
      interviewer: 'openai:stand-in:p5',
      usage: { input: expect.any(Number), cached: expect.any(Number), output: expect.any(Number) },
    },
  });
  expect(provider.calls.length - before).toBe(1);
  expect(provider.refusals).toEqual([]);
});

describe('a failure that a second try mends', () => {
  const passing: ModelFault[] = [
    { kind: 'rate-limited', retryAfterS: 0 },
    { kind: 'reset' },
    { kind: 'malformed-body' },
    { kind: 'web-page' },
    { kind: 'truncated' },
    { kind: 'wrong-shape' },
    { kind: 'unknown-field' },
    { kind: 'empty-reply' },
  ];
  test.each(passing)('$kind', async (fault) => {
    provider.faults.add(fault);
    const before = provider.knocks;
    expect(await (await modelAt(provider))(view)).toMatchObject({ kind: 'turn' });
    expect(provider.knocks - before).toBe(2);
  });
});

describe('a failure that stays', () => {
  const lasting: [ModelFault, string, number][] = [
    [{ kind: 'rate-limited' }, 'rate-limited', 1],
    [{ kind: 'rate-limited', retryAfterS: 30 }, 'rate-limited', 1],
    [{ kind: 'rate-limited', retryAfterS: 0 }, 'rate-limited', 2],
    [{ kind: 'http', status: 500 }, 'server-error', 1],
    [{ kind: 'http', status: 503 }, 'server-error', 1],
    [{ kind: 'http', status: 404 }, 'rejected', 1],
    [{ kind: 'reset' }, 'connection', 2],
    [{ kind: 'malformed-body' }, 'malformed', 2],
    [{ kind: 'web-page' }, 'malformed', 2],
    [{ kind: 'truncated' }, 'malformed', 2],
    [{ kind: 'incomplete' }, 'incomplete', 1],
    [{ kind: 'refusal' }, 'refused', 1],
    [{ kind: 'wrong-shape' }, 'wrong-shape', 2],
    [{ kind: 'unknown-field' }, 'unknown-field', 2],
    [{ kind: 'empty-reply' }, 'empty-reply', 2],
  ];
  test.each(lasting)('%j is told as %s', async (fault, why, calls) => {
    provider.faults.add(fault, 3);
    const before = provider.knocks;
    expect(await (await modelAt(provider))(view)).toMatchObject({ kind: 'failed', why });
    expect(provider.knocks - before).toBe(calls);
  });

  test('what failed tries cost is counted', async () => {
    provider.faults.add({ kind: 'wrong-shape' }, 2);
    const before = provider.calls.length;
    const taken = await (await modelAt(provider))(view);
    const paid = provider.calls.slice(before).reduce((sum, { input }) => sum + input, 0);
    expect(taken).toMatchObject({ kind: 'failed', usage: { input: paid } });
  });

  test.each(['stall', 'stall-midway'] as const)(
    'a provider that falls silent (%s) costs one time-out and no more',
    async (kind) => {
      provider.faults.add({ kind }, 3);
      const startedMs = performance.now();
      expect(await (await modelAt(provider, 300))(view)).toMatchObject({ kind: 'failed', why: 'time-out' });
      expect(performance.now() - startedMs).toBeLessThan(1_200);
    },
  );

  test('a wrong key', async () => {
    const model = await modelAt({ baseUrl: provider.baseUrl, apiKey: 'sk-wrong' });
    expect(await model(view)).toMatchObject({ kind: 'failed', why: 'rejected' });
  });

  test('nobody there', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const model = await modelAt({ baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'sk-sandbox' });
    expect(await model(view)).toMatchObject({ kind: 'failed', why: 'connection' });
  });
});
