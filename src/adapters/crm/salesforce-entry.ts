// What stands beside the person: notes as tasks that are done, meetings as events, others with a say as contacts of the account
// with a role in its open deal. Each is known by the name of ours that it bears.
import type { CrmEntry, CrmPlace, CrmValue } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import { isId, quoted, type Row, textOf } from './salesforce-access.ts';
import { type Refusal, refusedError } from './salesforce-error.ts';
import { fitOwn, ourId } from './salesforce-fields.ts';
import { type Located, locate, type Org, sameId } from './salesforce-person.ts';
import { hasCode, insertRecord, makeRecord, writeRecord } from './salesforce-write.ts';

type Of<Kind extends CrmEntry['kind']> = Extract<CrmEntry, { kind: Kind }>;
type Body = Record<string, CrmValue>;

export async function logEntry(org: Org, entry: CrmEntry): Promise<CrmPlace | null> {
  const person = await locate(org, { known: entry.person, ref: null, email: null, fields: [] });
  if (person === null) {
    const message = 'Whom this is about is not in Salesforce any more.';
    throw new OutsideError(message, { system: 'crm', retry: 'later' });
  }
  if (entry.kind === 'stakeholder') return logStakeholder(org, entry, person);
  return entry.kind === 'note'
    ? logActivity(org, entry, { type: 'Task', person, body: taskBody(entry) })
    : logActivity(org, entry, { type: 'Event', person, body: eventBody(entry) });
}

const taskBody = ({ title, text, on }: Of<'note'>): Body => ({
  Subject: title,
  Description: text,
  Status: 'Completed',
  ActivityDate: on.slice(0, 10),
});

/** Salesforce has no word for these, so that they stand where people look first. */
const prefixes = { planned: '', held: 'Held: ', 'no-show': 'No-show: ', cancelled: 'Cancelled: ' } as const;

const eventBody = ({ title, text, startsAt, endsAt, state }: Of<'meeting'>): Body => ({
  Subject: `${prefixes[state]}${title}`,
  Description: text,
  StartDateTime: startsAt,
  EndDateTime: endsAt,
  ShowAs: state === 'cancelled' ? 'Free' : 'Busy',
});

type Activity = { type: 'Task' | 'Event'; person: Located; body: Body };

async function logActivity(org: Org, entry: CrmEntry, { type, person, body }: Activity): Promise<CrmPlace> {
  const fields = await org.fieldsOf.of(type);
  const whole = {
    ...fitOwn(body, fields),
    WhoId: person.row.Id,
    ...(entry.owner !== null && { OwnerId: entry.owner }),
  };
  const wrote = await writeRecord(org.salesforce, { type, ref: entry.ref }, { body: whole });
  if (wrote.kind === 'wrote') return { kind: type, id: wrote.id, link: await org.salesforce.link(wrote.id) };
  if (!hasCode(wrote.refusals, 'MULTIPLE_CHOICES')) throw refusedError(wrote.refusals, `a ${type}`);
  // Names of activities cannot be made unique: two of us may have written it at once.
  const id = await firstOf(org, type, entry.ref);
  const again = await writeRecord(org.salesforce, { type, id }, { body: whole });
  if (again.kind === 'refused') throw refusedError(again.refusals, `a ${type}`);
  return { kind: type, id, link: await org.salesforce.link(id) };
}

async function firstOf({ salesforce }: Org, type: string, ref: string): Promise<string> {
  const soql = `SELECT Id FROM ${type} WHERE ${ourId} = ${quoted(ref)} ORDER BY CreatedDate, Id LIMIT 1`;
  const [row] = await salesforce.query(soql);
  if (row !== undefined) return row.Id;
  throw new OutsideError('This entry changes in Salesforce at the moment.', { system: 'crm', retry: 'later' });
}

async function logStakeholder(org: Org, entry: Of<'stakeholder'>, person: Located): Promise<CrmPlace | null> {
  const given = entry.account !== null && entry.account.kind === 'Account' ? entry.account.id : null;
  const account = textOf(person.row.AccountId) ?? given;
  // A lead stands for itself: there is nothing under which others could be put.
  if (account === null) return null;
  const id = (await known(org, entry, account)) ?? (await add(org, entry, account));
  if (entry.deal !== null && isId(entry.deal.id)) await giveRole(org, id, entry.deal.id);
  return { kind: 'Contact', id, link: await org.salesforce.link(id) };
}

async function known({ salesforce, fieldsOf }: Org, entry: Of<'stakeholder'>, account: string): Promise<string | null> {
  const { at, ref, name } = entry;
  const isNamed = (await fieldsOf.of('Contact')).has(ourId.toLowerCase());
  const where = [
    ...(at !== null && isId(at.id) ? [`Id = ${quoted(at.id)}`] : []),
    ...(isNamed ? [`${ourId} = ${quoted(ref)}`] : []),
    `(AccountId = ${quoted(account)} AND Name = ${quoted(name)})`,
  ].join(' OR ');
  const own = isNamed ? `Id, ${ourId}` : 'Id';
  const rows = await salesforce.query(`SELECT ${own} FROM Contact WHERE ${where} ORDER BY CreatedDate LIMIT 50`);
  const isAt = ({ Id }: Row) => at !== null && sameId(Id, at.id);
  return (rows.find(isAt) ?? rows.find((row) => row[ourId] === ref) ?? rows[0])?.Id ?? null;
}

async function add(org: Org, entry: Of<'stakeholder'>, account: string): Promise<string> {
  const { ref, name, title, owner } = entry;
  const words = name.trim().split(/\s+/);
  const own = fitOwn(
    { FirstName: words.slice(0, -1).join(' '), LastName: words.at(-1) ?? name, Title: title },
    await org.fieldsOf.of('Contact'),
  );
  const body = { ...own, AccountId: account, ...(owner !== null && { OwnerId: owner }) };
  const target = { type: 'Contact', ref };
  const made = await makeRecord(org.salesforce, target, { body, alike: async (refusals) => contactIn(refusals) });
  if (made.kind === 'refused') throw refusedError(made.refusals, 'a contact');
  return made.kind === 'alike' ? made.like : made.id;
}

/** Whom a rule against duplicates names. */
function contactIn(refusals: readonly Refusal[]): string | null {
  const records = refusals.flatMap(({ duplicates }) => duplicates?.records ?? []);
  return records.find(({ type }) => type === 'Contact')?.id ?? null;
}

async function giveRole({ salesforce }: Org, contact: string, deal: string): Promise<void> {
  const which = `OpportunityId = ${quoted(deal)} AND ContactId = ${quoted(contact)}`;
  const roles = await salesforce.query(`SELECT Id FROM OpportunityContactRole WHERE ${which} LIMIT 1`);
  if (roles.length > 0) return;
  const body = { OpportunityId: deal, ContactId: contact };
  const made = await insertRecord(salesforce, 'OpportunityContactRole', body);
  // Who may not change deals may not give roles in them; the contact stands.
  const isDenied = 'refusals' in made && made.refusals.every(({ code }) => code.startsWith('INSUFFICIENT_ACCESS'));
  if ('refusals' in made && !isDenied) throw refusedError(made.refusals, 'a role in a deal');
}
