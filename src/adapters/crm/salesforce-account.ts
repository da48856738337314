// The company of a person: their own account, else the one whose website is under the domain, else the one where most people
// with such addresses are.
import type { CrmAccount } from '../../core/crm.ts';
import { containing, quoted, type Row, type Salesforce, textOf } from './salesforce-access.ts';

const columns = 'Id, Name, OwnerId, Type, Website';

export async function findAccount(
  salesforce: Salesforce,
  { own, domain }: { own: string | null; domain: string | null },
): Promise<CrmAccount | null> {
  const row = own !== null ? await byId(salesforce, own) : domain === null ? null : await byDomain(salesforce, domain);
  if (row === null) return null;
  return {
    kind: 'Account',
    id: row.Id,
    link: await salesforce.link(row.Id),
    name: textOf(row.Name) ?? '',
    owner: textOf(row.OwnerId),
    type: textOf(row.Type),
  };
}

async function byId(salesforce: Salesforce, id: string): Promise<Row | null> {
  const [row] = await salesforce.query(`SELECT ${columns} FROM Account WHERE Id = ${quoted(id)} LIMIT 1`);
  return row ?? null;
}

async function byDomain(salesforce: Salesforce, domain: string): Promise<Row | null> {
  const like = `Website LIKE ${containing(domain)}`;
  const rows = await salesforce.query(`SELECT ${columns} FROM Account WHERE ${like} ORDER BY CreatedDate LIMIT 200`);
  const found = rows.find(({ Website: site }) => isUnder(hostOf(textOf(site) ?? ''), domain.toLowerCase()));
  return found ?? byColleagues(salesforce, domain);
}

async function byColleagues(salesforce: Salesforce, domain: string): Promise<Row | null> {
  const like = `Email LIKE ${containing(`@${domain}`)} AND AccountId != null`;
  const people = await salesforce.query(`SELECT Id, Email, AccountId FROM Contact WHERE ${like} LIMIT 200`);
  const counts = new Map<string, number>();
  for (const { Email: email, AccountId: account } of people) {
    const id = textOf(account);
    if (id === null || !textOf(email)?.toLowerCase().endsWith(`@${domain.toLowerCase()}`)) continue;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most === undefined ? null : byId(salesforce, most[0]);
}

function hostOf(site: string): string {
  const host = URL.parse(/^[a-z]+:\/\//i.test(site) ? site : `https://${site}`)?.hostname ?? '';
  return host.toLowerCase().replace(/^www\./, '');
}

const isUnder = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`);
