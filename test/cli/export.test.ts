// What is stored, as a file for others: the command as a person types it, beside a Baton that holds the same database.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../src/core/csv.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { appendEvents } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import { runCommand } from '../support/command.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, anOffer, sam } from '../support/leads.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

function lead(day: string, change: Partial<Lead> = {}): Lead {
  const id: LeadId = `lead_${day}`;
  return { ...aLead(), id, conversation: id, createdAt: `${day}T12:00:00.000Z`, ...change };
}

const verdictAt = '2026-11-12T09:00:00.000Z';
const claimed = lead('2026-11-10', {
  state: 'claimed',
  rep: sam,
  visitor: { id: 'v1', name: '=HYPERLINK("http://evil.example")', email: 'dana.reyes@acme.example' },
  answers: aLead().answers.filter(({ field }) => field !== 'name'),
  repVerdict: { kind: 'claimed', by: sam, at: verdictAt, from: 'offered' },
  deal: { state: 'won', amountCents: 1_800_050, currency: 'EUR', at: verdictAt, of: null },
});
const rejected = lead('2026-11-11', {
  state: 'rejected',
  offer: anOffer({ team: 'emea' }),
  visitor: { id: 'v2' },
  repVerdict: {
    kind: 'rejected',
    reason: 'competitor',
    wrongField: null,
    note: 'They sell the same, "cheaper".',
    by: sam,
    at: verdictAt,
    from: 'offered',
  },
});
const gone = lead('2026-11-12', { visitor: { id: 'v3' } });

eachDatabase((kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
    await db.inTx(async (tx) => {
      for (const each of [claimed, rejected, gone]) await insertLead(tx, each);
      const newId = createNewId();
      for (const each of [claimed.id, gone.id, null]) {
        const events = [{ kind: 'claimed' as const, by: sam.id, data: { name: 'Sam' } }];
        await appendEvents(tx, { lead: each, events, at: verdictAt }, newId);
      }
      await eraseLeads(tx, { leads: [gone.id], email: null, at: verdictAt });
    });
  });
  const exported = (...args: string[]) => runCommand('src/cli/export.ts', args, { DATABASE_URL: open.url() });
  const table = (text: string): Record<string, string>[] => {
    const [header, ...rows] = readCsv(text).rows;
    return rows.map(({ cells }) => Object.fromEntries(header!.cells.map((name, at) => [name, cells[at] ?? ''])));
  };
  const objects = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('leads, with what was said in the words of the visitor and what became of it; who was erased is not there', async () => {
    const { code, out, err } = await exported();
    expect({ code, err }).toEqual({ code: 0, err: '2 rows of leads.\n' });
    const [first, second, ...others] = table(out);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      lead: claimed.id,
      state: 'claimed',
      team: 'sales',
      email: 'dana.reyes@acme.example',
      score: String(claimed.score),
      rep: sam.name,
      outcome: 'accepted',
      deal: 'won',
      amount: '18000.5',
      currency: 'EUR',
      answer_size: '140',
      answer_size_quote: 'about 140 people',
      answer_size_date: claimed.answers.find(({ field }) => field === 'size')!.at.slice(0, 10),
      answer_budget: '',
    });
    expect(second).toMatchObject({ outcome: 'rejected', reason: 'competitor', note: 'They sell the same, "cheaper".' });
    expect(out).not.toContain(gone.id);
  });

  test('no cell is a formula to a spreadsheet', async () => {
    const { out } = await exported();
    expect(out).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(out.startsWith('\uFEFFlead,')).toBe(true);
  });

  test('JSON lines carry every answer and every point', async () => {
    const { out } = await exported('--format', 'jsonl');
    const [first] = objects(out);
    expect(first).toMatchObject({ lead: claimed.id, score: claimed.score, amount: 18_000.5, reasons: claimed.reasons });
    expect(first.answers.find(({ field }: { field: string }) => field === 'size')).toMatchObject({
      value: '140',
      quote: 'about 140 people',
      evidence: 'said',
    });
  });

  test('answers, events and outcomes, each as a table and as lines', async () => {
    const answers = table((await exported('answers', '--state', 'claimed')).out);
    expect(answers.map(({ field }) => field)).toEqual(claimed.answers.map(({ field }) => field));
    expect(objects((await exported('answers', '--format', 'jsonl')).out)[0]).toMatchObject({ lead: claimed.id });
    const events = table((await exported('events')).out);
    expect(events.map(({ lead, kind, data }) => [lead, kind, data])).toEqual([
      [claimed.id, 'claimed', '{"name":"Sam"}'],
      ['', 'claimed', '{"name":"Sam"}'],
    ]);
    expect(objects((await exported('events', '--team', 'sales', '--format', 'jsonl')).out)).toMatchObject([
      { lead: claimed.id, data: { name: 'Sam' } },
    ]);
    const outcomes = table((await exported('outcomes')).out);
    expect(outcomes.map(({ id, outcome, reason, team }) => [id, outcome, reason, team])).toEqual([
      [claimed.id, 'accepted', '', 'sales'],
      [rejected.id, 'rejected', 'competitor', 'emea'],
    ]);
  }, 60_000);

  test('only what is asked for, days included', async () => {
    const ids = async (...args: string[]) => table((await exported(...args)).out).map(({ lead }) => lead);
    expect(await ids('--since', '2026-11-11')).toEqual([rejected.id]);
    expect(await ids('--until', '2026-11-10')).toEqual([claimed.id]);
    expect(await ids('--state', 'rejected')).toEqual([rejected.id]);
    expect(await ids('--team', 'sales')).toEqual([claimed.id]);
    expect(await ids('--since', '2027-01-01')).toEqual([]);
  }, 60_000);

  test('a file bears its name once it is whole', async () => {
    const out = join(folder, `${kind}.jsonl`);
    const done = await exported('--out', out);
    expect(done).toEqual({ code: 0, out: '', err: `2 rows of leads in ${out}.\n` });
    expect(objects(readFileSync(out, 'utf8'))).toHaveLength(2);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    const nowhere = await exported('--out', join(folder, 'none', 'leads.csv'));
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringMatching(/cannot be written \(ENOENT\)/)]);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  if (kind === 'sqlite') {
    test('what cannot be done is told, all of it at once', async () => {
      const { code, out, err } = await exported(
        'deals',
        '--state',
        'gone',
        '--team',
        'x',
        '--since',
        'soon',
        '--format',
        'xls',
      );
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^There is no export "deals": use one of leads, answers, events, outcomes\.$/m);
      expect(err).toMatch(/^There is no state "gone": use one of chatting/m);
      expect(err).toMatch(/^There is no team "x": use one of sales/m);
      expect(err).toMatch(/^--since "soon" is no date: write it like 2026-01-31\.$/m);
      expect(err).toMatch(/^There is no format "xls"/m);
      expect(err).toMatch(/Usage: npm run -s export/);
      expect(await exported('--loud')).toMatchObject({
        code: 2,
        err: expect.stringContaining("Unknown option '--loud'"),
      });
    });
  }
});
