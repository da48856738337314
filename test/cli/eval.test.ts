// `npm run eval` as a person types it, in a process of its own: what it prints, to where, and with which code it ends.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenAiSandbox, startOpenAiSandbox } from '../../src/sandbox/openai/openai-sandbox.ts';
import { runCommand } from '../support/command.ts';

const evaluated = (args: readonly string[], env: Record<string, string> = {}) =>
  runCommand('src/cli/eval.ts', args, env);

let provider: OpenAiSandbox;
beforeAll(async () => {
  provider = await startOpenAiSandbox();
});
afterAll(() => provider.stop());
const withModel = () => ({ OPENAI_API_KEY: provider.apiKey, OPENAI_BASE_URL: provider.baseUrl });

test('interview prints a line of JSON per conversation, and the summary beside it', async () => {
  const { code, out, err } = await evaluated(['interview', '--persona', 'terse', '--rounds', '2', '--transcript']);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { persona: 'terse', round: 1, outcome: 'qualified', asExpected: true, invented: [], fellBack: [] },
    { persona: 'terse', round: 2 },
  ]);
  expect(lines[0].messages[1]).toMatchObject({ n: 2, from: 'baton' });
  expect(err).toContain('| outcome as expected | 2 of 2 | all |');
  expect(err).not.toContain('tokens');
  expect(code).toBe(0);
});

test('interview talks with the model that is configured, and says what it cost', async () => {
  const { code, out, err } = await evaluated(['interview', '--persona', 'terse', '--rounds', '1'], withModel());
  expect(provider.calls.length).toBeGreaterThan(1);
  expect(JSON.parse(out).tokens.input).toBeGreaterThan(1_000);
  expect(err).toMatch(/tokens in \/ cached \/ out/);
  expect(code).toBe(0);
});

test('extract asks the model that is configured, sums what it cost, and says where it fell back', async () => {
  const asked = provider.calls.length;
  provider.faults.add({ kind: 'refusal' });
  const few = join(mkdtempSync(join(tmpdir(), 'baton-eval-')), 'extract.jsonl');
  const lines = readFileSync(new URL('../eval/extract.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .slice(0, 30);
  writeFileSync(few, lines.join('\n'));
  const { code, err } = await evaluated(['extract', few], withModel());
  expect(provider.calls.length).toBeGreaterThan(asked + 10);
  expect(err).toMatch(/tokens: \d+ in, \d+\.\d % of them cached, \d+ out/);
  expect(err).toMatch(/guided for the model: 1 of \d+ turns \(refused 1\)/);
  expect(code).toBe(0);
}, 60_000);

test.each([
  [[], /^Usage: npm run eval/],
  [['guess', 'file.jsonl'], /^Usage: npm run eval/],
  [['extract'], /^Usage: npm run eval/],
  [['interview', '--persona', 'bob'], /There is no persona "bob"[\s\S]*cooperative: /],
  [['interview', '--rounds', '0'], /--rounds 0: give a number/],
  [['evidence', 'nowhere.jsonl'], /nowhere\.jsonl/],
])('%j cannot be run, and says why', async (args, why) => {
  const { code, out, err } = await evaluated(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(why);
});
