// The goals for evidence and extraction on dialogues written for this project. The same figures are printed by
// `npm run eval -- evidence test/eval/evidence.jsonl` and `npm run eval -- extract test/eval/extract.jsonl`.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { evalEvidence } from '../../src/cli/eval/evidence.ts';
import { evalExtract } from '../../src/cli/eval/extract.ts';
import { guidedTurn } from '../../src/core/guided.ts';
import type { View } from '../../src/core/interviewer.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { at } from '../support/fields.ts';

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const judged = z.array(z.object({ label: z.string(), accepted: z.boolean() }));

function acceptedShares(): Map<string, number> {
  const lines = judged.parse(evalEvidence(file('evidence.jsonl'), at).lines.map(({ data }) => data));
  const labels = [...new Set(lines.map(({ label }) => label))];
  return new Map(
    labels.map((label) => {
      const all = lines.filter((line) => line.label === label);
      return [label, all.filter(({ accepted }) => accepted).length / all.length];
    }),
  );
}

test('true claims are accepted, lies of every sort refused, clear acceptances recognised', () => {
  const shares = acceptedShares();
  for (const lie of ['invented', 'altered', 'other conversation', "baton's words", 'not asserted', 'stale']) {
    expect({ lie, accepted: shares.get(lie) }).toEqual({ lie, accepted: 0 });
  }
  expect(shares.get('said')).toBeGreaterThanOrEqual(0.995);
  expect(shares.get('offer accepted')).toBeGreaterThanOrEqual(0.7);
  expect(shares.get('offer unaccepted')).toBeLessThanOrEqual(0.1);
  expect(shares.get('wrong field')).toBeLessThanOrEqual(0.5);
});

test('what is denied, imagined, asked, dictated or told of others is refused as that', () => {
  const lines = z
    .array(z.object({ label: z.string(), reason: z.string().optional() }))
    .parse(evalEvidence(file('evidence.jsonl'), at).lines.map(({ data }) => data));
  const refusedAs = (label: string, reason: string) =>
    lines.filter((line) => line.label === label && line.reason === reason).length;
  expect(refusedAs('not asserted', 'not-asserted')).toBeGreaterThanOrEqual(250);
  // A name under the wrong field may be that of a tool or of somebody else; a number or a sum never is.
  expect(refusedAs('wrong field', 'not-asserted')).toBeLessThanOrEqual(30);
});

test('a bad line is reported with its number and stops nothing', () => {
  const good = file('evidence.jsonl').split('\n')[0];
  const { lines } = evalEvidence(['{', '{"id":"x","messages":[]}', '', good].join('\n'), at);
  expect(lines.map(({ data }) => data)).toMatchObject([
    { accepted: false, reason: 'bad-line', line: 1 },
    { id: 'x', accepted: false, reason: 'bad-line', line: 2 },
    { accepted: true, confidence: 90 },
  ]);
});

test('the guided interviewer finds what is said and writes nothing down where nothing is', async () => {
  const about = { playbook: defaultPlaybook(), interviewer: async (view: View) => guidedTurn(view) };
  const { summary } = await evalExtract(about)(file('extract.jsonl'), at);
  const percent = (name: string) => Number(/([\d.]+) %/.exec(summary.find((line) => line.startsWith(name)) ?? '')?.[1]);
  expect(percent('recall')).toBeGreaterThanOrEqual(90);
  expect(percent('precision')).toBeGreaterThanOrEqual(95);
  expect(percent('unsupported')).toBe(0);
  expect(percent('recorded on turns')).toBeLessThanOrEqual(1);
});
