// Opportunities: of a person or their company, and what changed in them. Times of Salesforce have whole seconds and show late,
// so that every look goes back some minutes, and what was told already is known by how it stood.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CrmDeal } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import { quoted, type Row, textOf } from './salesforce-access.ts';
import { notSalesforce } from './salesforce-error.ts';
import { type Org, whileFieldsGo } from './salesforce-person.ts';

const backMs = 10 * 60_000;
/** More would make an address longer than Salesforce takes. */
const mostIds = 200;

/** `from`: as far as the next look goes back; `told`: how deals stood that changed since then. */
const markShape = z.object({ from: z.iso.datetime(), told: z.record(z.string(), z.string()) });
type Mark = z.output<typeof markShape>;

export async function findDeals(
  org: Org,
  { account, contact }: { account: string | null; contact: string | null },
): Promise<CrmDeal[]> {
  const roles =
    contact === null
      ? []
      : await org.salesforce.query(
          `SELECT Id, OpportunityId FROM OpportunityContactRole WHERE ContactId = ${quoted(contact)} ORDER BY CreatedDate DESC LIMIT ${mostIds}`,
        );
  const ids = roles.flatMap(({ OpportunityId: id }) => textOf(id) ?? []);
  const where = [
    ...(account === null ? [] : [`AccountId = ${quoted(account)}`]),
    ...(ids.length === 0 ? [] : [`Id IN (${ids.map(quoted).join(', ')})`]),
  ];
  if (where.length === 0) return [];
  const rows = await dealRows(
    org,
    `WHERE ${where.join(' OR ')} ORDER BY IsClosed ASC, SystemModstamp DESC LIMIT ${mostIds}`,
  );
  return dealsOf(org, rows);
}

export async function readOutcomes(org: Org, since: string | null): Promise<{ deals: CrmDeal[]; next: string }> {
  const mark = since === null ? await firstMark(org) : markOf(since);
  const where = `SystemModstamp >= ${mark.from}${since === null ? ' OR IsClosed = false' : ''}`;
  const rows = await dealRows(org, `WHERE ${where} ORDER BY SystemModstamp ASC, Id ASC`);
  const changed = rows.map((row) => ({ row, atMs: Date.parse(timeOf(row.SystemModstamp)), stand: standOf(row) }));
  const fromMs = Math.max(Date.parse(mark.from), ...changed.map(({ atMs }) => atMs - backMs));
  const recent = changed.filter(({ atMs }) => atMs >= fromMs);
  const next: Mark = {
    from: new Date(fromMs).toISOString(),
    told: Object.fromEntries(recent.map(({ row, stand }) => [row.Id, stand])),
  };
  const news = changed.filter(({ row, stand }) =>
    since === null ? row.IsClosed !== true : mark.told[row.Id] !== stand,
  );
  const deals = await dealsOf(
    org,
    news.map(({ row }) => row),
  );
  return { deals, next: JSON.stringify(next) };
}

/** By Salesforce's own clock: back from the deal that changed last. */
async function firstMark({ salesforce }: Org): Promise<Mark> {
  const [last] = await salesforce.query(
    'SELECT Id, SystemModstamp FROM Opportunity ORDER BY SystemModstamp DESC LIMIT 1',
  );
  const at = last === undefined ? backMs : Date.parse(timeOf(last.SystemModstamp));
  return { from: new Date(at - backMs).toISOString(), told: {} };
}

function markOf(since: string): Mark {
  const mark = markShape.safeParse(safeJson(since));
  if (mark.success) return mark.data;
  const message = 'This is no place up to which outcomes of Salesforce were read.';
  throw new OutsideError(message, { system: 'crm', retry: 'never' });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Without who has a role: that changes no time of the deal, and would be asked for again at every look. */
function standOf({ Name, OwnerId, StageName, IsClosed, IsWon, Amount, CurrencyIsoCode, AccountId }: Row): string {
  const all = JSON.stringify([Name, OwnerId, StageName, IsClosed, IsWon, Amount, CurrencyIsoCode, AccountId]);
  return createHash('sha256').update(all).digest('base64url').slice(0, 10);
}

function dealRows({ salesforce, fieldsOf }: Org, clauses: string): Promise<Row[]> {
  const ask = async () => {
    const fields = await fieldsOf.of('Opportunity');
    // Only organisations with several currencies have it, and only where Baton may see amounts there are any.
    const wanted = ['Amount', 'CurrencyIsoCode'].filter((column) => fields.has(column.toLowerCase()));
    const own = 'Id, Name, OwnerId, StageName, IsClosed, IsWon, AccountId, CreatedDate, SystemModstamp';
    return salesforce.tryQuery(`SELECT ${[own, ...wanted].join(', ')} FROM Opportunity ${clauses}`);
  };
  return whileFieldsGo({ fieldsOf, ask, what: 'to read opportunities' });
}

async function dealsOf(org: Org, rows: readonly Row[]): Promise<CrmDeal[]> {
  const people = await peopleOf(
    org,
    rows.map(({ Id }) => Id),
  );
  return Promise.all(rows.map(async (row) => dealOf(row, await org.salesforce.link(row.Id), people.get(row.Id) ?? [])));
}

function dealOf(row: Row, link: string, people: readonly string[]): CrmDeal {
  const { Amount: amount } = row;
  return {
    kind: 'Opportunity',
    id: row.Id,
    link,
    name: textOf(row.Name) ?? '',
    owner: textOf(row.OwnerId),
    stage: textOf(row.StageName) ?? '',
    state: row.IsClosed !== true ? 'open' : row.IsWon === true ? 'won' : 'lost',
    amountCents: typeof amount === 'number' ? Math.round(amount * 100) : null,
    currency: textOf(row.CurrencyIsoCode),
    createdAt: timeOf(row.CreatedDate),
    changedAt: timeOf(row.SystemModstamp),
    people,
    account: textOf(row.AccountId),
  };
}

/** Contacts with a role, and the leads that they were: Baton may know them by those. */
async function peopleOf({ salesforce }: Org, deals: readonly string[]): Promise<Map<string, string[]>> {
  const roles = await queryIn(
    salesforce,
    deals,
    (ids) => `SELECT Id, OpportunityId, ContactId FROM OpportunityContactRole WHERE OpportunityId IN (${ids})`,
  );
  const contacts = [...new Set(roles.flatMap(({ ContactId: id }) => textOf(id) ?? []))];
  const leads = await queryIn(
    salesforce,
    contacts,
    (ids) => `SELECT Id, ConvertedContactId FROM Lead WHERE ConvertedContactId IN (${ids})`,
  );
  const people = new Map<string, string[]>();
  for (const { OpportunityId: deal, ContactId: contact } of roles) {
    const [at, id] = [textOf(deal), textOf(contact)];
    if (at === null || id === null) continue;
    const were = leads.filter(({ ConvertedContactId: into }) => into === id).map(({ Id }) => Id);
    people.set(at, [...new Set([...(people.get(at) ?? []), id, ...were])]);
  }
  return people;
}

async function queryIn(
  salesforce: Org['salesforce'],
  ids: readonly string[],
  soql: (list: string) => string,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < ids.length; from += mostIds) {
    const part = ids.slice(from, from + mostIds);
    rows.push(...(await salesforce.query(soql(part.map(quoted).join(', ')))));
  }
  return rows;
}

/** Salesforce writes +0000 for Z. */
function timeOf(value: unknown): string {
  const at = Date.parse(textOf(value) ?? '');
  if (Number.isNaN(at)) throw notSalesforce('time');
  return new Date(at).toISOString();
}
