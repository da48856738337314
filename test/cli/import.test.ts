// A past that is brought along: the command as a person types it, what it leaves in the database, and where the bar begins.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { TeamBar } from '../../src/core/team-bar.ts';
import { beginBars, readBars, readTeamBars } from '../../src/store/bars.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { readDealHistory } from '../../src/store/deal-history.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { eventsOf } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { labelsOf } from '../../src/store/labels.ts';
import { getLead, insertLead, listLeads } from '../../src/store/lead.ts';
import { readReport } from '../../src/store/report.ts';
import { getStats } from '../../src/store/stats.ts';
import { type Outcome, runCommand } from '../support/command.ts';
import { eachDatabase, migratedDatabase, quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead } from '../support/leads.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
function file(text: string, end = 'csv'): string {
  const path = join(folder, `past-${++files}.${end}`);
  writeFileSync(path, text);
  return path;
}

const playbook = defaultPlaybook();
const past = `when,id,email,score,outcome,reason,meeting,deal,amount,currency,source
2026-03-02,c-1,Ana@Kelp.example,82,accepted,,held,won,18000.50,eur,webinar
2026-03-03,c-2,bo@kelp.example,41,rejected,not_qualified,,,,,
2026-03-04,c-3,,55,nurtured,,,,,,
2026-03-05,,dee@loam.example,66,accepted,,no-show,open,,,fair
`;

eachDatabase((kind) => {
  let url: string;
  beforeEach(async () => {
    const fresh = await migratedDatabase(kind);
    url = fresh.url;
    // On SQLite the tables come with the first who opens them.
    await (await openDb({ url, log: quiet })).close();
    return fresh.remove;
  });
  const run = (...args: string[]): Promise<Outcome> =>
    runCommand('src/cli/import.ts', args, { DATABASE_URL: url, SLACK_BOT_TOKEN: undefined });
  const withDb = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const db = await openDb({ url, log: quiet });
    return work(db).finally(() => db.close());
  };
  const leads = () =>
    withDb(async (db) => {
      const all = await listLeads(db, { limit: 500 });
      return Promise.all(all.map(async ({ id }) => (await getLead(db, id))!));
    });
  const barOfSales = () => withDb(async (db): Promise<TeamBar> => (await readTeamBars(db, about()))[0]!);
  const about = () => ({ playbook, now: new Date().toISOString() });

  test('leads of the past are known, are over, and have said nothing', async () => {
    const { code, out, err } = await run(file(past));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^4 new, 0 changed, 0 as they were\.\n3 verdicts teach the bar\.\n/);
    const all = await leads();
    const ana = all.find(({ visitor }) => visitor.email === 'ana@kelp.example')!;
    expect(ana).toMatchObject({
      state: 'closed',
      channel: 'import',
      score: 82,
      verdict: null,
      bar: null,
      offer: null,
      card: null,
      rep: null,
      messages: [],
      answers: [],
      repVerdict: { kind: 'claimed', by: { name: 'Import' } },
      booking: { outcome: 'held', meeting: null },
      deal: { state: 'won', amountCents: 1_800_050, currency: 'EUR', of: null },
    });
    await withDb(async (db) => {
      expect((await eventsOf(db, ana.id)).map((event) => [event.kind, event.by])).toEqual([['imported', 'cli']]);
      const labels = await labelsOf(db, 'sales');
      expect(labels.map(({ score, accepted, reason }) => [score, accepted, reason])).toEqual([
        [66, true, null],
        [41, false, 'not_qualified'],
        [82, true, null],
      ]);
      expect(await db.q.selectFrom('nudges').selectAll().execute()).toEqual([]);
      expect(await jobs(db)).toEqual([]);
    });
  });

  const jobs = async (db: Db) =>
    kind === 'sqlite' ? db.q.selectFrom('jobs').selectAll().execute() : Promise.resolve([]);

  test('no digest, no numbers count them', async () => {
    await run(file(past));
    await withDb(async (db) => {
      const before = { leads: [], accepts: 0, rejects: 0 };
      expect(await getStats(db)).toMatchObject(before);
      const week = { zone: 'UTC', team: null, now: '2026-11-23T12:00:00.000Z' };
      for (const of of [2930, 2931]) {
        const report = await readReport(db, { ...week, week: of });
        expect([report.all.conversations, report.before]).toEqual([0, []]);
      }
    });
  });

  test('the same file twice does nothing; a changed row changes its lead and what it teaches', async () => {
    await run(file(past));
    const before = await leads();
    const again = await run(file(past));
    expect(again.out).toMatch(/^0 new, 0 changed, 4 as they were\./);
    expect(await leads()).toEqual(before);
    const changed = past
      .replace('41,rejected,not_qualified', '41,nurtured,')
      .replace('no-show,open,,', 'held,lost,900,USD');
    expect((await run(file(changed))).out).toMatch(/^0 new, 2 changed, 2 as they were\./);
    const after = await leads();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.find(({ conversation }) => conversation === 'c-2')?.repVerdict?.kind).toBe('nurtured');
    expect(after.find(({ visitor }) => visitor.email === 'dee@loam.example')?.deal).toMatchObject({
      state: 'lost',
      amountCents: 90_000,
    });
    const labels = await withDb((db) => labelsOf(db, 'sales'));
    expect(labels.map(({ score }) => score)).toEqual([66, 82]);
  }, 60_000);

  test('who was erased stays so, and a lead of Baton itself is not taken for one of the past', async () => {
    await run(file(past));
    const [gone] = (await leads()).filter(({ conversation }) => conversation === 'c-1');
    await withDb((db) => db.inTx((tx) => eraseLeads(tx, { leads: [gone!.id], email: null, at: about().now })));
    expect((await run(file(past))).out).toMatch(/0 new, 0 changed, 3 as they were\.\n1 of erased people stay erased\./);
    await withDb((db) => db.inTx((tx) => insertLead(tx, aLead())));
    const own = await run(file(`when,id,email\n2026-03-02,c-9,\n2026-03-02,${aLead().id},\n`));
    expect([own.code, own.err]).toEqual([2, expect.stringMatching(/^line 3: \S+ is a lead of this Baton/)]);
    expect((await leads()).filter(({ conversation }) => conversation === 'c-9')).toEqual([]);
  }, 60_000);

  test('one line that is wrong leaves everything as it was, and so does a dry run', async () => {
    const wrong = past.replace('55,nurtured', '155,nurtured');
    const { code, out, err } = await run(file(wrong));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('line 4: score "155" is no number from 0 to 100.\nNothing was imported.\n');
    const dry = await run(file(past), '--dry-run');
    expect(dry.out).toMatch(/^4 new.*\nNothing was written\.\n$/s);
    expect(await leads()).toEqual([]);
  }, 60_000);

  describe('a team with a past', () => {
    /** Reps of that year wanted 45, and said so of every lead; two hundred of them over twenty weeks. */
    const seasoned = () => {
      const rows = Array.from({ length: 200 }, (_, i) => {
        const day = new Date(Date.UTC(2026, 4, 4) + Math.floor(i / 10) * 7 * 86_400_000 + (i % 5) * 86_400_000);
        const score = 20 + ((i * 37) % 70);
        const accepted = score + ((i * 13) % 11) - 5 >= 45;
        return `${day.toISOString().slice(0, 10)},past-${i},${score},${accepted ? 'accepted' : 'rejected'}`;
      });
      return ['when,id,score,outcome', ...rows, ''].join('\n');
    };

    test('its bar begins where the bar finder says, and is looked for from there', async () => {
      const path = file(seasoned());
      const evaluated = await runCommand('src/cli/eval.ts', [
        'bar',
        path,
        '--known',
        '--target',
        '0.5',
        '--start',
        '60',
      ]);
      const summary = JSON.parse(evaluated.out.trim().split('\n').at(-1)!);
      const { lastBar } = summary.policies[0];
      expect(lastBar).toBeGreaterThan(41);
      expect(lastBar).toBeLessThan(49);

      const { out } = await run(path);
      expect(out).toContain(`The bar of Sales begins at ${Math.round(lastBar * 10) / 10}, by 200 verdicts.`);
      const bar = await barOfSales();
      expect(bar).toMatchObject({ start: 60, step: 1, last: { kind: 'began' }, state: { bar: lastBar } });
      expect((await withDb((db) => readBars(db, playbook))).get('sales')).toBe(lastBar);
      expect((await run(path)).out).toMatch(/^0 new, 0 changed, 200 as they were/);
      expect(await barOfSales()).toEqual(bar);
      const told = await withDb((db) =>
        db.q.selectFrom('events').select('data').where('kind', '=', 'bar-restarted').execute(),
      );
      expect(told.map(({ data }) => JSON.parse(data).sentence)).toEqual([
        expect.stringMatching(
          /^The bar begins at 4\d\.?\d*, where 200 verdicts of the past would have brought it from 60\.$/,
        ),
      ]);
    }, 60_000);

    test('without one it begins where the playbook says', async () => {
      await withDb((db) => db.inTx((tx) => beginBars(tx, about(), createNewId())));
      expect(await barOfSales()).toMatchObject({ step: 0, state: { bar: playbook.bar.start } });
    });

    test('a bar that a manager or verdicts have moved stays where it is', async () => {
      await withDb((db) =>
        db.inTx(async (tx) => {
          await beginBars(tx, about(), createNewId());
          const [bar] = await readTeamBars(tx, about());
          const approved = {
            ...bar!,
            state: { ...bar!.state, bar: 57 },
            last: { ...bar!.last, kind: 'approve' as const },
          };
          await tx.q
            .updateTable('bars')
            .set({ bar: JSON.stringify(approved) })
            .execute();
        }),
      );
      expect((await run(file(seasoned()))).out).toContain(
        'The bar of Sales stays at 57; on Monday it is looked for with 200',
      );
      expect((await barOfSales()).state.bar).toBe(57);
    });
  });

  test('the forecast knows how they ended, and takes none of them for one that is still in play', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `2026-05-04,f-${i},75,accepted,${i % 3 === 0 ? 'won,1000,EUR' : 'lost,,'}`,
    );
    const open = ['2026-05-04,f-80,75,accepted,open,500,EUR', '2026-05-04,f-81,75,nurtured,,,'];
    await run(file(['when,id,score,outcome,deal,amount,currency', ...rows, ...open, ''].join('\n')));
    const now = '2026-11-23T12:00:00.000Z';
    const history = await withDb((db) => readDealHistory(db, { team: null, sdr: ['sdr'], now }));
    expect(history.bands).toMatchObject([{ band: 70, of: 60, won: 20, active: 0 }]);
    expect(history).toMatchObject({ hasDeals: true, forecast: { kind: 'none' }, open: { of: 0 } });
    const nobodys = { accepted: 0, decided: 0, deals: 0, won: 0, sizes: [] };
    expect(history.sources).toMatchObject({ agent: nobodys, sdr: nobodys });
  });

  test('what was exported can be imported elsewhere, and says the same there', async () => {
    await run(file(past));
    const exported = (...args: string[]) =>
      runCommand('src/cli/export.ts', ['outcomes', ...args], { DATABASE_URL: url });
    const { out: table } = await exported();
    const { out: lines } = await exported('--format', 'jsonl');
    expect((await run(file(lines, 'jsonl'))).out).toMatch(/^0 new, 0 changed, 4 as they were/);
    const other = await migratedDatabase(kind);
    const DATABASE_URL = other.url;
    const elsewhere = await runCommand('src/cli/import.ts', [file(table)], { DATABASE_URL });
    expect(elsewhere.out).toMatch(/^4 new/);
    const { out: there } = await runCommand('src/cli/export.ts', ['outcomes'], { DATABASE_URL });
    expect(sorted(there)).toEqual(sorted(table));
    await other.remove();
  }, 60_000);

  const sorted = (table: string) => table.split('\r\n').toSorted();

  if (kind === 'sqlite') {
    test('a Baton that runs on the same file is not disturbed', async () => {
      const db = await openDb({ url, log: quiet });
      const { code, err } = await run(file(past));
      expect([code, err]).toEqual([2, expect.stringContaining('in use by another Baton')]);
      expect((await run(file(past), '--dry-run')).out).toContain('4 new');
      await db.close();
    });

    test.each([
      ['no file', [], /Name one file\.\nUsage: npm run import/],
      ['a file that is not there', ['none.csv'], /none\.csv cannot be read \(ENOENT\)/],
      ['an option nobody knows', ['a.csv', '--force'], /Unknown option '--force'/],
    ])('%s', async (_what, args, says) => {
      const { code, err } = await run(...args);
      expect([code, err]).toEqual([2, expect.stringMatching(says)]);
    });

    test('a file of another alphabet is not guessed at', async () => {
      const path = file('');
      writeFileSync(path, Buffer.from('when,id,source\n2026-03-02,1,M\xfcnchen\n', 'latin1'));
      expect((await run(path)).err).toMatch(/is not UTF-8/);
    });
  }
});
