// npm run crm -- --dry-run [LEAD…] [--limit 20]: what the sync would write into the CRM for these leads, or else for the newest, and
// what it would leave alone, and why. -- --check: how Baton gets in, and what is missing there. Both only read, on either side.
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { whoIs } from '../core/brief.ts';
import { clip } from '../core/clip.ts';
import type { CrmOwner, CrmValue } from '../core/crm.ts';
import { type CrmPlan, crmPlan, type PlannedField, whyNoRecord } from '../core/crm-plan.ts';
import { crmRecord, neededFields, soughtOf } from '../core/crm-record.ts';
import { type CrmKept, ownerBy } from '../core/crm-sync.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import { person } from '../core/person.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Crm } from '../deps.ts';
import { ConfigError, OutsideError } from '../errors.ts';
import { createLog } from '../log.ts';
import { crmAccessWords, openCrm } from '../open-crm.ts';
import { crmKept, writtenForOthers } from '../store/crm.ts';
import { type Reader, readSnapshot } from '../store/db.ts';
import { getLead, listLeads } from '../store/lead.ts';
import { readPlaybook } from '../store/read-playbook.ts';
import { getRep } from '../store/rep.ts';

const usage = `Usage: npm run crm -- --dry-run [LEAD…] [--limit 20]
       npm run crm -- --check`;
const pageSize = 100;

type Wish = { kind: 'check' } | { kind: 'plan'; leads: readonly string[]; limit: number };
/** Nothing that writes. */
type ReadCrm = Pick<Crm, 'product' | 'find' | 'owners' | 'check'>;

try {
  const wish = readWish();
  const { databaseUrl: url, crm: config, playbook: path } = readConfig();
  if (config === null) {
    throw new ConfigError(['No CRM is configured: set what .env.example names for Salesforce, HubSpot or Pipedrive.']);
  }
  const read = (await readPlaybook(path)).playbook;
  if (read.crm === 'none') throw new ConfigError([`${path} says crm: none, so Baton writes to no CRM.`]);
  const crm: ReadCrm = openCrm(config, () => new Date());
  const playbook = { ...read, crmName: crm.product };
  if (wish.kind === 'check') await check(crm, playbook, crmAccessWords(config));
  else await dryRun(crm, playbook, { ...wish, url });
} catch (error) {
  if (error instanceof ConfigError) console.error(error.problems.join('\n'));
  else if (error instanceof OutsideError) console.error(`The CRM did not answer as it should: ${error.message}`);
  else throw error;
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}

function readWish(): Wish {
  const options = {
    check: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    limit: { type: 'string', default: '20' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.check === values['dry-run']) throw new Error('Say --dry-run or --check: this command writes nothing.');
    if (values.check && positionals.length > 0) throw new Error('--check is about no lead.');
    if (!/^[1-9]\d{0,3}$/.test(values.limit)) throw new Error(`--limit ${values.limit}: give a number from 1 to 9999.`);
    if (values.check) return { kind: 'check' };
    return { kind: 'plan', leads: positionals, limit: Number(values.limit) };
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error), usage]);
  }
}

async function check(crm: ReadCrm, playbook: Playbook, access: string): Promise<void> {
  console.log(`${access}.`);
  const wrong = await crm.check(neededFields(playbook));
  const owners = (await crm.owners()).filter(({ isActive }) => isActive);
  console.log(`Baton gets in; ${owners.length} active users are there to own leads.`);
  for (const sentence of wrong) console.log(sentence);
  if (wrong.length === 0) console.log('Every field of the playbook is there and can be written.');
  else process.exitCode = 1;
}

type Stored = { lead: Lead; kept: Record<string, CrmKept>; rep: string | null };

/** The database is read before the CRM is asked and after, never meanwhile: a slow CRM holds up nobody. */
async function dryRun(
  crm: ReadCrm,
  playbook: Playbook,
  wish: Extract<Wish, { kind: 'plan' }> & { url: string },
): Promise<void> {
  const about = { url: wish.url, log: createLog('warn') };
  const { product } = crm;
  const { stored, others } = await readSnapshot(about, (reader) => readLeads(reader, { ...wish, playbook, product }));
  for (const line of others) console.log(line);
  const owners = stored.length === 0 ? [] : await crm.owners();
  for (const each of stored) {
    const { lead, kept, rep } = each;
    const record = crmRecord(lead, playbook);
    if (record === null) continue;
    const found = await crm.find(soughtOf(lead, kept.person?.place ?? null, playbook));
    const id = found.person?.id;
    const written = (reader: Reader) =>
      id === undefined ? Promise.resolve({}) : writtenForOthers(reader, { lead: lead.id, product, id });
    const others = await readSnapshot(about, written);
    const owner = ownerBy(owners, rep);
    const state = { lead: lead.id, record, found, kept, owner, others, without: [] };
    const unknown = record.owner !== null && owner === null ? (lead.rep?.name ?? record.owner) : null;
    console.log(explain(lead, crmPlan(lead, state, playbook), { playbook, product, owners, unknown }));
  }
  console.log(stored.length === 0 ? 'There is no lead to write of.' : 'Nothing was written.');
}

type Choosing = { leads: readonly string[]; limit: number; playbook: Playbook; product: string };

async function readLeads(reader: Reader, { leads, limit, playbook, product }: Choosing) {
  const stored: Stored[] = [];
  const others: string[] = [];
  const take = async (lead: Lead) => {
    const rep = lead.rep === null ? undefined : await getRep(reader, lead.rep.id);
    stored.push({ lead, kept: await crmKept(reader, { lead: lead.id, product }), rep: rep?.email ?? null });
  };
  for (const id of leads) {
    const lead = await getLead(reader, id as LeadId);
    const why = lead && whyNoRecord(lead, playbook);
    if (lead === undefined) others.push(`${id}: there is no such lead.`);
    else if (why !== undefined) others.push(`${id}: nothing is written, because ${why}.`);
    else await take(lead);
  }
  let before: LeadId | undefined;
  while (leads.length === 0) {
    const page = await listLeads(reader, { limit: pageSize, ...(before !== undefined && { before }) });
    for (const { id } of page) {
      const lead = stored.length < limit ? await getLead(reader, id) : undefined;
      if (lead !== undefined && whyNoRecord(lead, playbook) === undefined) await take(lead);
    }
    before = page.at(-1)?.id;
    if (page.length < pageSize || stored.length >= limit) break;
  }
  return { stored, others };
}

type Around = { playbook: Playbook; product: string; owners: readonly CrmOwner[]; unknown: string | null };

function explain(lead: Lead, plan: CrmPlan, { playbook, product, owners, unknown }: Around): string {
  const head = `${lead.id}  ${lead.createdAt.slice(0, 10)}  ${whoIs(person(lead, playbook))}`;
  if (plan.kind === 'none') return `${head}\n  nothing is written: ${plan.why}\n`;
  const { at, fields, owner, entries } = plan;
  const nameOf = (id: string | null) => owners.find((each) => each.id === id)?.name ?? id ?? 'nobody';
  const isSame = owner === null && entries.length === 0 && fields.every(({ kind }) => kind === 'stays');
  const lines = [
    at === null ? `a new record in ${product}` : `${at.kind} ${at.link}`,
    ...fields.map(fieldLine),
    ...(owner === null ? [] : [`owner: ${nameOf(owner.now)} → ${nameOf(owner.next)}`]),
    ...(unknown === null ? [] : [`owner: stays, because ${product} has no active user with the address of ${unknown}`]),
    ...entries.map(({ kind, title, isNew }) => `${kind} ${isNew ? 'added' : 'renewed'}: ${clip(title, 80)}`),
    ...(isSame ? ['nothing to write'] : []),
  ];
  return `${head}\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function fieldLine(planned: PlannedField): string {
  const { field, now } = planned;
  if (planned.kind === 'written') return `${field}: ${shown(now)} → ${shown(planned.next)}`;
  return `${field}: stays ${shown(now)} and is not made ${shown(planned.want)}, because ${planned.why}`;
}

function shown(value: CrmValue): string {
  return value === null || value === '' ? 'nothing' : `“${clip(String(value).replaceAll(/\s+/g, ' '), 60)}”`;
}
