// When the model cannot, the guided interviewer takes the turn from the same state, says why, and a dead provider is spared.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sparing, withFallback } from '../../../src/adapters/model/with-fallback.ts';
import { guidedTurn } from '../../../src/core/guided.ts';
import type { Interviewer, Unfinished } from '../../../src/core/interviewer.ts';
import { askNext, type OpenAiSandbox, startOpenAiSandbox } from '../../../src/sandbox/openai/openai-sandbox.ts';
import { modelAt, says, unread } from '../../support/model.ts';

let provider: OpenAiSandbox;
let interviewer: Interviewer;
let nowMs = 0;
beforeAll(async () => {
  provider = await startOpenAiSandbox();
});
beforeEach(async () => {
  provider.faults.clear();
  provider.script = askNext;
  interviewer = withFallback(await modelAt(provider), () => new Date(nowMs));
});
afterAll(() => provider.stop());

const view = unread('We are 50 people');
const fellBack = async () => (await interviewer(view)).fellBack ?? 'no';

test('the turn is the guided one, word for word, with the reason and the cost', async () => {
  provider.faults.add({ kind: 'refusal' });
  const usage = { input: expect.any(Number), cached: expect.any(Number), output: expect.any(Number) };
  expect(await interviewer(view)).toEqual({ ...guidedTurn(view), fellBack: 'refused', usage });
});

test('what was told of an answer that broke off is taken back, and the turn is the guided one', async () => {
  provider.script = () => says({ reply: `${'So much to say. '.repeat(20)}By when?` });
  provider.faults.add({ kind: 'error-midway' });
  const told: (Unfinished | null)[] = [];
  expect(await interviewer(view, (soFar) => told.push(soFar))).toEqual({
    ...guidedTurn(view),
    fellBack: 'server-error',
  });
  expect(told[0]?.reply.text).toMatch(/^S/);
  expect(told.at(-1)).toBeNull();
});

describe('a provider that is down', () => {
  test('is spared after three failures, probed once, and asked again when it is back', async () => {
    provider.faults.add({ kind: 'http', status: 503 }, 4);
    expect([await fellBack(), await fellBack(), await fellBack()]).toEqual(Array(3).fill('server-error'));
    const before = provider.knocks;
    expect(await fellBack()).toBe('spared');
    nowMs += sparing.openMs - 1;
    expect(await fellBack()).toBe('spared');
    expect(provider.knocks).toBe(before);

    nowMs += 1;
    expect(await fellBack()).toBe('server-error');
    expect(await fellBack()).toBe('spared');

    nowMs += sparing.openMs;
    expect(await Promise.all([fellBack(), fellBack(), fellBack()])).toEqual(['no', 'spared', 'spared']);
    expect(await fellBack()).toBe('no');
  });
});

test('answers that are merely bad spare nobody: one visitor cannot switch the model off for all', async () => {
  provider.faults.add({ kind: 'refusal' }, 5);
  for (let i = 0; i < 5; i++) expect(await fellBack()).toBe('refused');
  expect(await fellBack()).toBe('no');
});

test('a conversation beyond all measure never reaches the model', async () => {
  const before = provider.knocks;
  const endless = unread(...Array.from({ length: 11 }, () => 'word '.repeat(1_000)));
  expect((await interviewer(endless)).fellBack).toBe('too-long');
  expect(provider.knocks).toBe(before);
});

test('a conversation that has used up its tokens never reaches the model, and the playbook says how many it has', async () => {
  const before = provider.knocks;
  const view = unread('We are 50 people');
  const limit = view.playbook.limits.modelTokens;
  expect((await interviewer({ ...view, spent: limit })).fellBack).toBe('spent');
  expect(provider.knocks).toBe(before);
  expect((await interviewer({ ...view, spent: limit - 1 })).fellBack).toBeUndefined();
});
