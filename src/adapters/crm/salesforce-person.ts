// Whom Salesforce has: a lead until somebody converts it, then the contact it became. A lead comes before a contact, one that we
// wrote before any other, and of several leads the newest that is not converted.
import type { CrmPerson, CrmRef, CrmValues } from '../../core/crm.ts';
import { isId, quoted, type Row, type Salesforce, textOf } from './salesforce-access.ts';
import { type Refusal, refusedError } from './salesforce-error.ts';
import { columnsFor, type FieldsOf, hasAll, notSaid, ourId, type PersonType, valuesOf } from './salesforce-fields.ts';

export type Org = { salesforce: Salesforce; fieldsOf: FieldsOf };
export type Located = { type: PersonType; row: Row };
type Wanted = { known: CrmRef | null; ref: string | null; email: string | null; fields: readonly string[] };

const queue = '00G';
/** Merged into one that was merged, and so on. */
const mostMerges = 5;

export async function locate(org: Org, wanted: Wanted): Promise<Located | null> {
  const { email, known } = wanted;
  const at = known !== null && isPersonType(known.kind) && isId(known.id) ? known : null;
  const about = { ...wanted, email: email === '' ? null : email, known: at };
  const found = await locateStanding(org, about);
  if (at === null || (found !== null && isKnown(found, at))) return found;
  const master = await masterOf(org, at);
  return master === null ? found : locateStanding(org, { ...about, known: { kind: at.kind, id: master } });
}

async function locateStanding(org: Org, wanted: Wanted): Promise<Located | null> {
  const { known, ref, email } = wanted;
  const leads = await rowsOf(org, 'Lead', { ...wanted, ids: known?.kind === 'Lead' ? [known.id] : [] });
  const [oldLead] = leads.filter(({ Id }) => known?.kind === 'Lead' && sameId(Id, known.id));
  if (oldLead !== undefined && !isConverted(oldLead)) return { type: 'Lead', row: oldLead };
  const converted = leads.flatMap((lead) => textOf(lead.ConvertedContactId) ?? []);
  const ids = [...(known?.kind === 'Contact' ? [known.id] : []), ...converted];
  const contacts = await rowsOf(org, 'Contact', { ...wanted, ids });

  const contactOf = (lead: Row | undefined) =>
    contacts.find(({ Id }) => lead !== undefined && sameId(Id, textOf(lead.ConvertedContactId) ?? ''));
  const open = leads.filter((lead) => !isConverted(lead));
  const ours = (row: Row) => ref !== null && row[ourId] === ref;
  const ourLead = leads.find((lead) => ours(lead));
  const theirs = (row: Row) => email !== null && textOf(row.Email)?.toLowerCase() === email.toLowerCase();
  const asLead = (row: Row | undefined): Located | null => (row === undefined ? null : { type: 'Lead', row });
  const asContact = (row: Row | undefined): Located | null => (row === undefined ? null : { type: 'Contact', row });
  return (
    asContact(contacts.find(({ Id }) => known?.kind === 'Contact' && sameId(Id, known.id))) ??
    asContact(contactOf(oldLead)) ??
    asLead(open.find(ours)) ??
    asContact(contactOf(ourLead)) ??
    asContact(contacts.find(ours)) ??
    asLead(open.find(theirs)) ??
    asContact(contacts.find(theirs)) ??
    asContact(contactOf(leads.find(theirs)))
  );
}

type Terms = Wanted & { ids: readonly string[] };

async function rowsOf({ salesforce, fieldsOf }: Org, type: PersonType, terms: Terms): Promise<Row[]> {
  const ask = async () => {
    const fields = await fieldsOf.of(type, (known) => hasAll(type, terms.fields, known));
    const isNamed = fields.has(ourId.toLowerCase());
    const where = [
      ...(terms.ids.length > 0 ? [`Id IN (${terms.ids.map(quoted).join(', ')})`] : []),
      ...(terms.ref !== null && isNamed ? [`${ourId} = ${quoted(terms.ref)}`] : []),
      ...(terms.email !== null ? [`Email = ${quoted(terms.email)}`] : []),
    ];
    if (where.length === 0) return [];
    const own = ['Id', 'Name', 'LastName', 'Email', 'OwnerId', 'CreatedDate', ...(isNamed ? [ourId] : [])];
    const more = type === 'Lead' ? ['Company', 'IsConverted', 'ConvertedContactId'] : ['AccountId', 'Account.Name'];
    const columns = [...new Set([...own, ...more, ...columnsFor(type, terms.fields, fields)])];
    return salesforce.tryQuery(
      `SELECT ${columns.join(', ')} FROM ${type} WHERE ${where.join(' OR ')} ORDER BY CreatedDate DESC, Id DESC LIMIT 2000`,
    );
  };
  return whileFieldsGo({ fieldsOf, ask, what: `to look for a ${type}` });
}

/** A field may go between our reading what there is and our asking for it. */
export async function whileFieldsGo(about: {
  fieldsOf: FieldsOf;
  ask: () => Promise<Row[] | { refusals: readonly Refusal[] }>;
  what: string;
}): Promise<Row[]> {
  const { fieldsOf, ask, what } = about;
  const first = await ask();
  if (!('refusals' in first)) return first;
  if (!first.refusals.some(({ code }) => code === 'INVALID_FIELD')) throw refusedError(first.refusals, what);
  fieldsOf.forget();
  const second = await ask();
  if ('refusals' in second) throw refusedError(second.refusals, what);
  return second;
}

/** Into what a record that is gone was merged; it leads on where that one was merged too. */
async function masterOf({ salesforce }: Org, { kind, id }: CrmRef): Promise<string | null> {
  let master: string | null = null;
  for (let next: string | null = id, n = 0; next !== null && n < mostMerges; n++) {
    const soql = `SELECT Id, MasterRecordId FROM ${kind} WHERE Id = ${quoted(next)} AND IsDeleted = true`;
    const rows = await salesforce.tryQuery(soql, { withDeleted: true });
    if ('refusals' in rows) throw refusedError(rows.refusals, 'to look for who was merged');
    next = textOf(rows[0]?.MasterRecordId);
    master = next ?? master;
  }
  return master;
}

export async function personOf(
  { salesforce }: Org,
  { type, row }: Located,
  fields: readonly string[],
): Promise<CrmPerson> {
  const { Id: id } = row;
  const owner = textOf(row.OwnerId);
  return {
    kind: type,
    id,
    link: await salesforce.link(id),
    name: nameOf(row),
    // A queue owns leads that nobody has yet.
    owner: owner?.startsWith(queue) ? null : owner,
    values: valuesOf(type, fields, row) satisfies CrmValues,
  };
}

function nameOf(row: Row): string {
  const name = (textOf(row.Name) ?? '').replace(notSaid, '').trim();
  return name !== '' ? name : (textOf(row.Email) ?? 'Somebody');
}

export const isConverted = (row: Row): boolean => row.IsConverted === true;
export const isPersonType = (kind: string): kind is PersonType => kind === 'Lead' || kind === 'Contact';
/** People and older systems keep the 15 characters that mean the same as the 18. */
export const sameId = (a: string, b: string): boolean => a.slice(0, 15) === b.slice(0, 15);
const isKnown = ({ type, row }: Located, at: CrmRef) => type !== at.kind || sameId(row.Id, at.id);
