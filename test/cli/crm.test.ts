// What would be written into a CRM, told without writing: the command as a person types it, beside a Baton with its own database,
// against a stand-in Salesforce that counts every call.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { keepCrm } from '../../src/store/crm.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { insertLead } from '../../src/store/lead.ts';
import { keepRep } from '../../src/store/rep.ts';
import { type StandIn, startSalesforce } from '../adapters/crm/salesforce-stand-in.ts';
import { runCommand } from '../support/command.ts';
import { freshDatabase, quiet } from '../support/databases.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { aLead, now, sam } from '../support/leads.ts';

const PLAYBOOK = changedPlaybook(
  (page) =>
    `${page}\ncrm:\n  fields: { Seats__c: size, Why_Now__c: urgency.quote, Short__c: baton.reason }\n  statuses: { claimed: Working }\n`,
);
const id: LeadId = 'lead_01';
const lead = (change: Partial<Lead> = {}): Lead => ({ ...aLead(), id, state: 'claimed', rep: sam, ...change });

let org: StandIn;
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
beforeAll(async () => {
  fresh = await freshDatabase('sqlite');
  db = await openDb({ url: fresh.url, log: quiet });
  await db.inTx(async (tx) => {
    await insertLead(tx, lead());
    await insertLead(tx, { ...lead(), id: 'lead_02', conversation: 'c2', state: 'chatting', rep: null, offer: null });
    await keepRep(tx, { id: sam.id, name: sam.name, email: 'dana.reyes@northwind.example', learnedAt: now });
  });
});
afterAll(async () => {
  await db.close();
  await fresh.remove();
});
beforeEach(async () => {
  org = await startSalesforce();
});
afterEach(() => org.close());

function asked(args: string[], change: Record<string, string | undefined> = {}) {
  const { clientId, clientSecret } = org.salesforce.connectedApp;
  const env = { SALESFORCE_LOGIN_URL: org.url, SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret };
  return runCommand('src/cli/crm.ts', args, { DATABASE_URL: fresh.url, PLAYBOOK, ...env, ...change });
}
/** All that a dry run may do: get a token, and read. */
function onlyRead(): boolean {
  const { calls } = org.salesforce;
  return calls.length > 0 && calls.every(({ method, path }) => method === 'GET' || path.endsWith('/oauth2/token'));
}
const everything = async () =>
  JSON.stringify([
    await db.q.selectFrom('leads').selectAll().execute(),
    await db.q.selectFrom('crm_records').selectAll().execute(),
    await db.q.selectFrom('events').selectAll().execute(),
  ]);

test('a lead that is new there: each field, the note, and nothing done', async () => {
  const before = [org.salesforce.records().length, await everything()];
  const { code, out, err } = await asked(['--dry-run']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^lead_01 {2}2026-\d\d-\d\d {2}Dana Reyes\n {2}a new record in Salesforce\n/);
  expect(out).toContain('  email: nothing → “dana.reyes@acme.example”\n');
  expect(out).toContain('  Seats__c: nothing → “140”\n');
  expect(out).toContain('  status: nothing → “Working”\n');
  expect(out).toMatch(/\n {2}note added: Website chat of .+/);
  expect(out).not.toContain('Short__c');
  expect(out).not.toContain('lead_02');
  expect(out).toMatch(/\nNothing was written\.\n$/);
  expect(onlyRead()).toBe(true);
  expect([org.salesforce.records().length, await everything()]).toEqual(before);
}, 60_000);

test('what a person changed stays, and is said so; what Baton wrote itself is renewed', async () => {
  const record = org.add('Lead', {
    LastName: 'Reyes',
    FirstName: 'Dana',
    Company: 'Acme Robotics',
    Email: 'dana.reyes@acme.example',
    Seats__c: 150,
    Status: 'Open',
    LeadSource: 'Trade fair',
  });
  const stands = { Seats__c: 120, status: 'Open', email: 'dana.reyes@acme.example' };
  const place = { kind: 'Lead', id: record, link: `${org.url}/${record}` };
  await db.inTx((tx) =>
    keepCrm(tx, {
      lead: id,
      product: 'Salesforce',
      thing: 'person',
      place,
      wrote: { wished: stands, stands, tried: {} },
      at: now,
    }),
  );
  const { out } = await asked(['--dry-run', id, 'lead_02', 'lead_99']);
  expect(out).toContain('lead_02: nothing is written, because neither reps nor nurture got it.');
  expect(out).toContain('lead_99: there is no such lead.');
  expect(out).toContain(`  Lead ${place.link}\n`);
  expect(out).toContain('  status: “Open” → “Working”\n');
  expect(out).toContain('  Seats__c: stays “150” and is not made “140”, because somebody changed it\n');
  expect(out).toContain(
    '  source: stays “Trade fair” and is not made “Website chat”, because it stood there before Baton\n',
  );
  expect(onlyRead()).toBe(true);

  org.act({ kind: 'delete', id: record });
  expect((await asked(['--dry-run', id])).out).toContain('nothing is written: their record was deleted there');
  await db.inTx((tx) => tx.q.deleteFrom('crm_records').execute());
}, 60_000);

test('--check says how Baton gets in, and what the playbook names and the CRM has not', async () => {
  const good = await asked(['--check']);
  expect(good).toMatchObject({ code: 0, err: '' });
  expect(good.out).toMatch(
    /^Salesforce at http:\S+, as the user that the connected app runs as \(client credentials\)\.\n/,
  );
  expect(good.out).toMatch(
    /Baton gets in; \d+ active users are there to own leads\.\nEvery field of the playbook is there/,
  );
  const wrong = changedPlaybook((page) => `${page}\ncrm:\n  fields: { Gone__c: size }\n`);
  const bad = await asked(['--check'], { PLAYBOOK: wrong });
  expect([bad.code, bad.out]).toEqual([1, expect.stringContaining('Gone__c')]);
  expect(onlyRead()).toBe(true);
  const locked = await asked(['--check'], { SALESFORCE_CLIENT_SECRET: 'not-the-secret' });
  expect([locked.code, locked.err]).toEqual([1, expect.stringMatching(/^The CRM did not answer as it should: /)]);
}, 60_000);

test.each([
  ['neither', [], {}, /Say --dry-run or --check/],
  ['both', ['--check', '--dry-run'], {}, /Say --dry-run or --check/],
  ['a limit that is none', ['--dry-run', '--limit', 'all'], {}, /--limit all: give a number/],
  ['an unknown option', ['--write'], {}, /Unknown option '--write'/],
  [
    'no CRM',
    ['--check'],
    { SALESFORCE_LOGIN_URL: '', SALESFORCE_CLIENT_ID: '', SALESFORCE_CLIENT_SECRET: '' },
    /No CRM is configured/,
  ],
])('%s', async (_what, args, env, says) => {
  const { code, out, err } = await asked(args, env);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(says);
  expect(org.salesforce.calls).toEqual([]);
});
