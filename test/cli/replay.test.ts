// The command as a person types it, in a process of its own, beside a Baton that holds the same database.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { judge } from '../../src/core/turn.ts';
import { type Db, readSnapshot } from '../../src/store/db.ts';
import { insertLead, listLeads } from '../../src/store/lead.ts';
import { type Outcome, runCommand } from '../support/command.ts';
import { eachDatabase, freshDatabase, quiet } from '../support/databases.ts';
import { defaultPage, defaultPlaybook } from '../support/default-playbook.ts';
import { aLead, anAnswer } from '../support/leads.ts';

const bant = fileURLToPath(new URL('../../playbooks/bant.yml', import.meta.url));

const replayed = (url: string, ...args: string[]): Promise<Outcome> =>
  runCommand('src/cli/replay.ts', args, { DATABASE_URL: url });

const playbook = defaultPlaybook();
/** Dana's conversation as the default playbook judges it today. */
function visit(created: string, change: Partial<Lead> = {}): Lead {
  const lead = aLead();
  const call = anAnswer(lead.messages, 'next_step', { value: 'call', quote: 'decide together' });
  const id: LeadId = `lead_${created}`;
  const said = {
    ...lead,
    id,
    conversation: id,
    answers: [...lead.answers, call],
    createdAt: `${created}T12:00:00.000Z`,
  };
  return judge({ ...said, verdict: null, ...change }, { playbook, now: said.createdAt });
}

const qualified = visit('2026-11-23');
const borderline = visit('2026-11-24', { answers: aLead().answers });
const open = visit('2026-11-25', { state: 'chatting' });

const folder = mkdtempSync(join(tmpdir(), 'baton-replay-'));
const page = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true }));

eachDatabase((kind, openFile) => {
  let db: Db;
  beforeAll(async () => {
    db = await openFile();
    await db.inTx(async (tx) => {
      for (const lead of [qualified, borderline, open]) await insertLead(tx, lead);
    });
  });

  test('lists whose verdict would be another one and why, while Baton runs', async () => {
    const changed = defaultPage
      .replace('start: 60', `start: ${qualified.score}`)
      .replace('points: 15, when: use_case', 'points: 14, when: use_case');
    const { code, out, err } = await replayed(openFile.url(), '--playbook', page('stricter.yml', changed));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      'lead_2026-11-23  2026-11-23  Dana Reyes',
      `  qualified → borderline, score ${qualified.score} → ${qualified.score - 1}, bar ${qualified.score}`,
      '  lost:   +15 Said what they want to get done',
      '  gained: +14 Said what they want to get done',
      '',
      '3 leads: 1 would flip (1 qualified → borderline). 1 has no verdict yet.',
      '',
    ]);
  });

  test('names the pillars that fall, and counts only leads since the day given', async () => {
    const all = await replayed(openFile.url(), '--playbook', bant);
    expect(all.out).toContain('  no longer stands: intent\n');
    expect(all.out).toMatch(/^3 leads: \d would flip/m);
    const some = await replayed(openFile.url(), '--playbook', bant, '--since', '2026-11-24');
    expect(some.out).toMatch(/^2 leads: /m);
    expect(some.out).not.toContain(qualified.id);
  });

  test('the page that judged them turns nothing', async () => {
    const { out } = await replayed(openFile.url(), '--playbook', page('same.yml', defaultPage));
    expect(out).toBe('3 leads: 0 would flip. 1 has no verdict yet.\n');
  });

  test('a snapshot does not move while it is read', async () => {
    const later = visit('2026-11-26', { messages: [], answers: [] });
    const counts = await readSnapshot({ url: openFile.url(), log: quiet }, async (reader) => {
      const before = await listLeads(reader, { limit: 9 });
      await db.inTx((tx) => insertLead(tx, later));
      return [before.length, (await listLeads(reader, { limit: 9 })).length];
    });
    expect(counts).toEqual([3, 3]);
    await db.inTx((tx) => tx.q.deleteFrom('leads').where('id', '=', later.id).execute());
  });

  test('nothing can be written through it', async () => {
    const write = readSnapshot({ url: openFile.url(), log: quiet }, ({ q }) => sql`delete from messages`.execute(q));
    await expect(write).rejects.toThrow(/read-?only/);
  });

  test('tables of another version are left as they are', async () => {
    const empty = await freshDatabase(kind);
    const look = () => readSnapshot({ url: empty.url, log: quiet }, async ({ q }) => q.introspection.getTables());
    if (kind === 'sqlite') writeFileSync(empty.url.slice('sqlite:'.length), '');
    await expect(look()).rejects.toThrow('The database is not at this version yet');
    await empty.remove();
  });
});

describe('what is wrong is said, and nothing is read', () => {
  const nowhere = 'sqlite:./no-such-folder/baton.db';

  test.each([
    ['no playbook', [], /Say which playbook to judge by\.\nUsage: npm run replay/],
    ['a page that is not there', ['--playbook', 'none.yml'], /none\.yml cannot be read \(ENOENT\)/],
    ['an option nobody knows', ['--playbok', 'a.yml'], /Unknown option '--playbok'/],
    ['no date', ['--playbook', bant, '--since', 'yesterday'], /"yesterday" is no date/],
    ['no database', ['--playbook', bant], /There is no database at \.\/no-such-folder\/baton\.db/],
  ])('%s', async (_what, args, sentence) => {
    const { code, out, err } = await replayed(nowhere, ...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(sentence);
  });

  test('a file that is no database', async () => {
    const { code, err } = await replayed(`sqlite:${page('no.db', 'This is a shopping list.')}`, '--playbook', bant);
    expect(code).toBe(1);
    expect(err).toMatch(/no\.db cannot be read \(file is not a database\)/);
  });

  test('an invalid playbook, with every problem and its line', async () => {
    const wrong = page(
      'wrong.yml',
      defaultPage.replace('needs: [use_case]', 'needs: [use_cas]').replace('kind: money', 'kind: cash'),
    );
    const { code, err } = await replayed(nowhere, '--playbook', wrong);
    expect(code).toBe(1);
    expect(err).toMatch(/^\S*wrong\.yml:\d+ fields\.\d+\.kind: .+\n$/);
  });
});
