// Every way in which a provider fails, over HTTP with the real SDK: each has a name, and none is thrown. Whoever reads along
// while the answer grows gets the same turn, the same failure and the same number of calls.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ModelInterviewer } from '../../../src/adapters/model/model-interviewer.ts';
import type { Unfinished } from '../../../src/core/interviewer.ts';
import { promptVersion } from '../../../src/core/prompt.ts';
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
const ways: [string, (model: ModelInterviewer) => ReturnType<ModelInterviewer>][] = [
  ['as one', (model) => model(view)],
  ['as a stream', (model) => model(view, () => undefined)],
];

/** What is told on the way, and what comes of it. */
async function readAlong(model: ModelInterviewer) {
  const told: (Unfinished | null)[] = [];
  const taken = await model(view, (soFar) => told.push(soFar));
  return { told, taken };
}

describe.each(ways)('%s', (way, ask) => {
  test('one call, one turn, named after the model and the prompt, with what it cost', async () => {
    provider.script = () =>
      says({
        claims: [{ field: 'size', value: 50, message: 3, quote: '50 people', offer: null }],
        next: 'urgency',
        reply: 'By when? 😀',
      });
    const [before, refused] = [provider.calls.length, provider.refusals.length];
    expect(await ask(await modelAt(provider))).toEqual({
      kind: 'turn',
      turn: {
        claims: [{ field: 'size', value: 50, message: 3, quote: '50 people' }],
        wants: 'answering',
        reply: { text: 'By when? 😀', asks: 'urgency' },
        interviewer: `openai:stand-in:${promptVersion}`,
        usage: { input: expect.any(Number), cached: expect.any(Number), output: expect.any(Number) },
      },
    });
    const calls = provider.calls.slice(before);
    expect(calls.map(({ request }) => request.isStream)).toEqual([way === 'as a stream']);
    expect(provider.refusals.slice(refused)).toEqual([]);
  });

  describe('a failure that a second try mends', () => {
    const passing: ModelFault[] = [
      { kind: 'rate-limited', retryAfterS: 0 },
      { kind: 'reset' },
      { kind: 'malformed-body' },
      { kind: 'web-page' },
      { kind: 'truncated' },
      { kind: 'breaks-off' },
      { kind: 'ends-early' },
      { kind: 'wrong-shape' },
      { kind: 'unknown-field' },
      { kind: 'empty-reply' },
    ];
    test.each(passing)('$kind', async (fault) => {
      provider.faults.add(fault);
      const before = provider.knocks;
      expect(await ask(await modelAt(provider))).toMatchObject({ kind: 'turn' });
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
      [{ kind: 'breaks-off' }, 'malformed', 2],
      [{ kind: 'ends-early' }, 'malformed', 2],
      [{ kind: 'fails-midway' }, 'server-error', 1],
      [{ kind: 'fails-midway', code: 'rate_limit_exceeded' }, 'rate-limited', 1],
      [{ kind: 'error-midway' }, 'server-error', 1],
      [{ kind: 'incomplete' }, 'incomplete', 1],
      [{ kind: 'refusal' }, 'refused', 1],
      [{ kind: 'wrong-shape' }, 'wrong-shape', 2],
      [{ kind: 'unknown-field' }, 'unknown-field', 2],
      [{ kind: 'empty-reply' }, 'empty-reply', 2],
    ];
    test.each(lasting)('%j is told as %s', async (fault, why, calls) => {
      provider.faults.add(fault, 3);
      const before = provider.knocks;
      expect(await ask(await modelAt(provider))).toMatchObject({ kind: 'failed', why });
      expect(provider.knocks - before).toBe(calls);
    });

    test('what failed tries cost is counted', async () => {
      provider.faults.add({ kind: 'wrong-shape' }, 2);
      const before = provider.calls.length;
      const taken = await ask(await modelAt(provider));
      const paid = provider.calls.slice(before).reduce((sum, { input }) => sum + input, 0);
      expect(taken).toMatchObject({ kind: 'failed', usage: { input: paid } });
    });

    test.each(['stall', 'stall-midway'] as const)(
      'a provider that falls silent (%s) costs one time-out and no more',
      async (kind) => {
        provider.faults.add({ kind }, 3);
        const startedMs = performance.now();
        expect(await ask(await modelAt(provider, 300))).toMatchObject({ kind: 'failed', why: 'time-out' });
        expect(performance.now() - startedMs).toBeLessThan(1_200);
      },
    );

    test('a wrong key', async () => {
      const model = await modelAt({ baseUrl: provider.baseUrl, apiKey: 'sk-wrong' });
      expect(await ask(model)).toMatchObject({ kind: 'failed', why: 'rejected' });
    });

    test('nobody there', async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      await new Promise((resolve) => server.close(resolve));
      const model = await modelAt({ baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'sk-sandbox' });
      expect(await ask(model)).toMatchObject({ kind: 'failed', why: 'connection' });
    });
  });
});

describe('whoever reads along', () => {
  const reply = 'Good “news”, Zoë 😀! By when?';

  test('is told claims, wishes and the question at once, and the reply as it grows, cut wherever the stream is', async () => {
    const claims = [{ field: 'size', value: 50, message: 3, quote: '50 people', offer: null }];
    provider.script = () => says({ claims, next: 'urgency', reply });
    const { told, taken } = await readAlong(await modelAt(provider));
    expect(taken).toMatchObject({ kind: 'turn', turn: { reply: { text: reply } } });
    expect(told.length).toBeGreaterThan(5);
    for (const [i, soFar] of told.entries()) {
      expect(soFar).toMatchObject({
        claims: [{ field: 'size', value: 50 }],
        wants: 'answering',
        reply: { asks: 'urgency' },
      });
      expect(reply.startsWith(soFar?.reply.text ?? '?')).toBe(true);
      expect(soFar?.reply.text.length).toBeGreaterThanOrEqual(told[i - 1]?.reply.text.length ?? 0);
    }
    expect(told.at(-1)).toMatchObject({ reply: { text: reply }, isWhole: true });
    expect(told.filter((soFar) => soFar?.isWhole === false).length).toBeGreaterThan(3);
  });

  test.each(['breaks-off', 'ends-early', 'error-midway', 'fails-midway', 'stall-midway'] as const)(
    'is told to forget what an answer began with that did not come to an end (%s)',
    async (kind) => {
      provider.script = () => says({ reply: `${'So much to say. '.repeat(20)}By when?` });
      provider.faults.add({ kind });
      const { told, taken } = await readAlong(await modelAt(provider, kind === 'stall-midway' ? 1_000 : 60_000));
      const gone = told.indexOf(null);
      expect(told.slice(0, gone).at(-1)?.reply.text).toMatch(/^So much to say/);
      if (taken.kind === 'failed') expect(gone).toBe(told.length - 1);
      else expect(told.at(-1)).toMatchObject({ reply: taken.turn.reply, isWhole: true });
    },
  );

  test.each(['wrong-shape', 'unknown-field'] as const)(
    'is told nothing of an answer that cannot be taken (%s)',
    async (kind) => {
      provider.faults.add({ kind }, 2);
      expect((await readAlong(await modelAt(provider))).told).toEqual([null, null]);
    },
  );

  test('is told nothing of a refusal, nor by a server that streams nothing, whose answer counts all the same', async () => {
    provider.faults.add({ kind: 'refusal' });
    expect((await readAlong(await modelAt(provider))).told).toEqual([null]);
    provider.faults.add({ kind: 'never-streams' });
    expect(await readAlong(await modelAt(provider))).toMatchObject({ told: [], taken: { kind: 'turn' } });
  });

  test('hears the first words long before the last', async () => {
    provider.script = () => says({ reply: 'First words. And last ones?' });
    provider.faults.add({ kind: 'slow', ms: 10 });
    const began = performance.now();
    let firstMs = 0;
    await (await modelAt(provider))(view, (soFar) => {
      if (firstMs === 0 && soFar !== null) firstMs = performance.now() - began;
    });
    expect(firstMs).toBeGreaterThan(0);
    expect(performance.now() - began - firstMs).toBeGreaterThan(30);
  });
});
