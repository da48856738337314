// The personas of `npm run eval -- interview` with both interviewers: the guided one, and the model through the stand-in
// provider, honest and lying. What they end with and that nothing is invented is held here; the README shows the figures.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configuredInterviewer } from '../../src/adapters/model/configured-interviewer.ts';
import { evalInterview } from '../../src/cli/eval/interview.ts';
import type { Figures } from '../../src/cli/eval/measure.ts';
import { type Persona, readPersonas } from '../../src/cli/eval/persona.ts';
import type { Table } from '../../src/cli/eval/talk.ts';
import { guidedTurn } from '../../src/core/guided.ts';
import type { Interviewer, View } from '../../src/core/interviewer.ts';
import type { Claim } from '../../src/core/lead.ts';
import { lieKinds } from '../../src/sandbox/openai/lies.ts';
import { askNext, type OpenAiSandbox, startOpenAiSandbox } from '../../src/sandbox/openai/openai-sandbox.ts';
import { openDb } from '../../src/store/db.ts';
import { findFor, indexKnowledge } from '../../src/store/knowledge.ts';
import { readKnowledge } from '../../src/store/read-knowledge.ts';
import { quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { heardByGuided } from '../support/model.ts';
import { readPlaybook } from '../support/visitor.ts';

const personas = await readPersonas();
const names = personas.map(({ name }) => name);
const playbook = defaultPlaybook();
const guided: Interviewer = async (view) => guidedTurn(view);
const unknowing = async () => [];

const run = async (table: Partial<Table>, wish: { of?: readonly Persona[]; rounds?: number } = {}) => {
  const given = { playbook, interviewer: guided, findFor: unknowing, ...table };
  return evalInterview(given, { personas: wish.of ?? personas, rounds: wish.rounds ?? 1, transcript: false });
};

const wrong = (figures: readonly Figures[]) =>
  figures.flatMap(({ persona, round, invented }) => invented.map((value) => ({ persona, round, ...value })));

test('there is a persona of every kind that the issue names', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      ...['cooperative', 'terse', 'rambling', 'evasive', 'changes-mind', 'hostile', 'injects-instructions'],
      ...['two-languages', 'asks-prices', 'wants-a-person', 'student', 'competitor'],
    ]),
  );
});

describe('the guided interviewer', () => {
  let all: Figures[];
  let summary: string[];
  beforeAll(async () => {
    const db = await openDb({ url: 'sqlite::memory:', log: quiet });
    const pages = await readKnowledge('playbook.yml', playbook.knowledge);
    await db.inTx((tx) => indexKnowledge(tx, pages));
    const done = await run({ findFor: (lead) => findFor(db, lead, playbook) }, { rounds: 3 });
    all = done.figures;
    summary = done.summary;
    await db.close();
  });

  test.each(names)('ends as expected with %s, whatever the wording', (name) => {
    const own = all.filter(({ persona }) => persona === name);
    expect(own.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(own.filter(({ asExpected }) => !asExpected)).toEqual([]);
  });

  test('invents nothing, and writes nothing down where nothing is said', () => {
    expect(wrong(all)).toEqual([]);
    expect(all.flatMap(({ onBare }) => onBare)).toEqual([]);
    expect(all.reduce((sum, { bareTurns }) => sum + bareTurns, 0)).toBeGreaterThanOrEqual(60);
  });

  test('fills ten fields within eight turns of a cooperative visitor, and stops by policy at ten', () => {
    const after = all.filter(({ persona }) => persona === 'cooperative').map(({ tenAfter }) => tenAfter ?? 99);
    expect(Math.max(...after)).toBeLessThanOrEqual(8);
    expect(Math.max(...all.map(({ turns }) => turns))).toBe(playbook.limits.turns);
  });

  test('answers what the pages know', () => {
    const prices = all.filter(({ persona }) => persona === 'asks-prices');
    expect(prices.every(({ told }) => told > 0)).toBe(true);
  });

  // After a change that is meant: `npm run -s eval -- interview >/dev/null` prints the tables alone, on stderr.
  test('has the figures that the README shows', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const shown = /<!-- interview -->\n([\s\S]*?)\n<!-- \/interview -->/.exec(readme)?.[1];
    expect(shown).toBe(summary.join('\n').trim());
  });
});

describe('the model', () => {
  let provider: OpenAiSandbox;
  let interviewer: Interviewer;
  beforeAll(async () => {
    provider = await startOpenAiSandbox();
    const { baseUrl, apiKey } = provider;
    const model = await configuredInterviewer(
      { baseUrl, apiKey, model: 'stand-in', timeoutMs: 5_000 },
      () => new Date(),
    );
    interviewer = (view) => {
      provider.script = (request) => ({ ...askNext(request), ...heardByGuided(view) });
      return model(view);
    };
  });
  afterAll(() => provider.stop());

  test('honest, invents nothing and ends as the guided interviewer does; what it costs is counted', async () => {
    const { figures, summary } = await run({ interviewer });
    expect(wrong(figures)).toEqual([]);
    expect(figures.filter(({ asExpected }) => !asExpected)).toEqual([]);
    expect(figures.every(({ tokens }) => tokens.input > 0 && tokens.output > 0)).toBe(true);
    expect(summary.join('\n')).toMatch(/tokens a qualified conversation \| [\d,]+ in, \d+\.\d % of them cached/);
  });

  test.each(lieKinds)('%s: told at every turn, nothing of it is recorded', async (kind) => {
    const lying: Interviewer = (view) => {
      provider.faults.add({ kind });
      return interviewer(view);
    };
    const of = personas.filter(({ name }) => ['cooperative', 'changes-mind'].includes(name));
    const { figures } = await run({ interviewer: lying }, { of });
    provider.faults.clear();
    expect(wrong(figures)).toEqual([]);
    // Of two fields for free words the words themselves do not say which one they belong to.
    const free = playbook.fields.filter((field) => field.kind === 'text').map(({ id }) => id);
    expect(figures.flatMap(({ misfiled }) => misfiled).filter(({ field }) => !free.includes(field))).toEqual([]);
  });

  test('a provider that fails is said, turn by turn', async () => {
    const failing: Interviewer = (view) => {
      provider.faults.add({ kind: 'refusal' });
      return interviewer(view);
    };
    const of = personas.filter(({ name }) => name === 'terse');
    const { figures, summary } = await run({ interviewer: failing }, { of });
    expect(figures[0]?.fellBack).toEqual(Array.from({ length: figures[0]?.turns ?? 0 }, () => 'refused'));
    expect(summary.join('\n')).toMatch(/took for the model \| (\d+) of \1 \(refused \1\)/);
  });
});

describe('the evaluation itself', () => {
  const terse = personas.filter(({ name }) => name === 'terse');
  const claiming = (claim: (view: View) => Claim[]): Interviewer => {
    return async (view) => ({ ...guidedTurn(view), claims: claim(view) });
  };

  test('counts a true slice of the words that is not true of the visitor as invented', async () => {
    const interviewer = claiming(({ lead }) => {
      const { n = 0, text = '' } = lead.messages.at(-1) ?? {};
      return [{ field: 'constraints', value: text, message: n, quote: text }];
    });
    const { figures } = await run({ interviewer }, { of: terse });
    expect(figures[0]?.invented.map(({ field }) => field)).toContain('constraints');
  });

  test('sees what is not heard, and an end that is not the expected one', async () => {
    const { figures, summary } = await run({
      interviewer: async (view) => ({ ...guidedTurn(view), wants: 'leaving' }),
    });
    expect(figures.filter(({ asExpected }) => !asExpected).length).toBeGreaterThan(0);
    expect(summary.join('\n')).toContain('(unexpected)');
    const deaf = await run(
      { interviewer: async () => ({ claims: [], wants: 'nothing', interviewer: 'deaf' }) },
      { of: terse },
    );
    expect(deaf.figures[0]?.turns).toBe(playbook.limits.turns);
  });

  test('says the same again', async () => {
    expect(await run({})).toEqual(await run({}));
  });

  test.each(['bant', 'meddic', 'gpctba-ci'])('comes to an end by policy with playbooks/%s.yml too', async (name) => {
    const other = readPlaybook(`playbooks/${name}.yml`);
    const { figures } = await run({ playbook: other });
    expect(figures.map(({ persona }) => persona)).toEqual(names);
    expect(figures.filter(({ outcome, turns }) => outcome === 'unfinished' || turns > other.limits.turns)).toEqual([]);
  });
});
