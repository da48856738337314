// Files of past leads, row by row: what is taken, and the sentence for what is not.
import { describe, expect, test } from 'vitest';
import { readImport } from '../../src/core/read-import.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const now = '2026-11-20T15:00:00.000Z';
const playbook = { ...defaultPlaybook(), zone: 'America/New_York' };
const read = (text: string, format: 'csv' | 'jsonl' = 'csv', page = playbook) =>
  readImport(text, { format, playbook: page, now });
const row = (cells: Record<string, string>) =>
  read(`${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`);
const good = { when: '2026-03-02', id: 'c-1' };

test('a table and JSON lines say the same', () => {
  const table = read('When,ID,Score,Outcome,Deal,Amount,Currency\n2026-03-02,7,61.4,Accepted,won,18000.5,eur\n');
  const line = {
    when: '2026-03-02',
    id: 7,
    score: 61.4,
    outcome: 'accepted',
    deal: 'won',
    amount: 18000.5,
    currency: 'EUR',
    email: null,
  };
  expect(read(`${JSON.stringify(line)}\n`, 'jsonl').rows.map((each) => ({ ...each, line: 2 }))).toEqual(table.rows);
  expect(table.rows[0]).toMatchObject({
    key: '7',
    at: '2026-03-02T05:00:00.000Z',
    team: 'sales',
    score: 61,
    outcome: 'accepted',
    deal: { state: 'won', amountCents: 1_800_050, currency: 'EUR' },
  });
});

test('answers are counted by the rubric where there is no score, and are no answers', () => {
  const rule = playbook.rubric.answers.find(
    ({ when }) => when.field === 'size' && 'atLeast' in when && when.atLeast !== undefined,
  );
  const [scored] = row({ ...good, size: '5000', authority: 'Decides alone' }).rows;
  expect(scored?.reasons).toContainEqual({ points: rule?.points, because: rule?.because });
  expect(scored?.score).toBe(scored?.reasons.reduce((sum, { points }) => sum + points, 0));
  expect(JSON.stringify(scored)).not.toMatch(/5000|answers/);
  const [given] = row({ ...good, size: '5000', score: '12' }).rows;
  expect(given).toMatchObject({ score: 12, reasons: [{ points: 12, because: 'Imported with this score' }] });
  expect(row(good).rows[0]).toMatchObject({ score: null, reasons: [] });
});

describe('a row that cannot be taken says why, and what to do', () => {
  test.each([
    [{ when: 'yesterday' }, 'when "yesterday" is no date: write 2026-01-31 or 2026-01-31T14:05:00Z.'],
    [{ when: '2026-13-01' }, 'when "2026-13-01" is no date'],
    [{ when: '2027-01-01' }, 'when "2027-01-01" is still to come'],
    [{ id: '' }, 'There is neither an id nor an email'],
    [{ email: 'ana@' }, 'email "ana@" is no address.'],
    [{ score: 'high' }, 'score "high" is no number from 0 to 100.'],
    [{ outcome: 'maybe' }, 'outcome "maybe" is none of accepted, rejected, nurtured.'],
    [
      { outcome: 'rejected', reason: 'too small' },
      'reason "too small" is not in the playbook: give one of not_qualified',
    ],
    [{ outcome: 'accepted', reason: 'spam' }, 'A reason stands only beside the outcome rejected'],
    [{ meeting: 'soon' }, 'meeting "soon" is none of held, no-show.'],
    [{ amount: '5', currency: 'EUR' }, 'An amount needs a deal'],
    [{ deal: 'won', amount: '18.000' }, 'amount "18.000" is no plain number'],
    [{ deal: 'won', amount: '18000' }, 'An amount needs its currency'],
    [{ deal: 'won', amount: '1', currency: 'euros' }, 'currency "euros" is none: write EUR or USD.'],
    [{ team: 'emea' }, 'team "emea" is not in the playbook: give one of sales.'],
    [{ size: 'many' }, 'size "many" is no number.'],
    [{ authority: 'God' }, 'authority "God" is no choice: give one of decides'],
  ])('%j', (cells, says) => {
    const { rows, problems } = row({ ...good, ...(cells as Record<string, string>) });
    expect(rows).toEqual([]);
    expect(problems).toEqual([{ line: 2, problem: expect.stringContaining(says) }]);
  });

  test('all that is wrong with it at once', () => {
    expect(row({ ...good, score: '-1', outcome: 'no' }).problems[0]?.problem).toMatch(/outcome "no".* score "-1"/);
  });

  test('of several teams one has to be named', () => {
    const [sales] = playbook.teams;
    const two = { ...playbook, teams: [sales!, { ...sales!, id: 'emea', name: 'EMEA' }] };
    expect(read('when,id,team\n2026-03-02,1,\n2026-03-02,2,emea\n', 'csv', two)).toMatchObject({
      rows: [{ key: '2', team: 'emea' }],
      problems: [{ line: 2, problem: expect.stringContaining('give one of sales, emea.') }],
    });
  });
});

test('the same lead twice is told with both lines; columns that mean nothing are named', () => {
  const { rows, problems, ignored } = read(
    'when,email,owner\n2026-03-02,a@b.example,Sam\n2026-03-02,A@b.example,Rita\n',
  );
  expect(rows).toHaveLength(1);
  expect(problems).toEqual([{ line: 3, problem: expect.stringContaining('the lead of line 2 again') }]);
  expect(ignored).toEqual(['owner']);
});

test('a file without a header, with loose commas, or with lines that are no objects', () => {
  expect(read('2026-03-02,c-1\n').problems).toEqual([
    { line: 1, problem: expect.stringContaining('no column "when"') },
  ]);
  expect(read('').problems).toHaveLength(1);
  expect(read('when,id\n2026-03-02,a,b\n').problems[0]?.problem).toContain('3 cells under 2 columns');
  expect(read('when,id\n2026-03-02,"a\n').problems[0]?.problem).toContain('quote that is not closed');
  const wrong = read('[1]\n{"when":{"day":1}}\nnot json\n', 'jsonl').problems;
  expect(wrong.map(({ line }) => line)).toEqual([1, 2, 3]);
});
