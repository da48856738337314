// What Baton wrote in the CRM for a lead, thing by thing: kept before a write sets out and once it stands, so that what a
// lost answer left there is known as ours.
import type { CrmDeal, CrmValues } from '../core/crm.ts';
import { wroteNothing } from '../core/crm-merge.ts';
import type { CrmKept } from '../core/crm-sync.ts';
import type { InCrm } from '../core/in-crm.ts';
import type { LeadId } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';
import { rowToLeadId } from './rows.ts';

export async function crmKept({ q }: Reader, lead: LeadId): Promise<Record<string, CrmKept>> {
  const rows = await q.selectFrom('crm_records').selectAll().where('lead', '=', lead).execute();
  return Object.fromEntries(
    rows.map(({ thing, kind, id, link, wished, stands, tried }) => {
      const place = kind === null || id === null ? null : { kind, id, link: link ?? '' };
      return [thing, { place, wrote: { wished: valuesOf(wished), stands: valuesOf(stands), tried: valuesOf(tried) } }];
    }),
  );
}

export async function keepCrm(
  { q }: Tx,
  { lead, thing, place, wrote, at }: CrmKept & { lead: LeadId; thing: string; at: string },
): Promise<void> {
  const row = {
    kind: place?.kind ?? null,
    id: place?.id ?? null,
    link: place?.link ?? null,
    wished: JSON.stringify(wrote.wished),
    stands: JSON.stringify(wrote.stands),
    tried: JSON.stringify(wrote.tried),
    at,
  };
  await q
    .insertInto('crm_records')
    .values({ lead, thing, ...row })
    .onConflict((conflict) => conflict.columns(['lead', 'thing']).doUpdateSet(row))
    .execute();
}

/** Fields that would not take what they were to have are asked for it again. */
export async function askForSkipped(tx: Tx, lead: LeadId): Promise<void> {
  const { person } = await crmKept(tx, lead);
  if (person === undefined) return;
  const { wished, stands, tried } = person.wrote;
  const taken = ([field]: [string, unknown]) => stands[field] !== null;
  const wrote = {
    wished: Object.fromEntries(Object.entries(wished).filter(taken)),
    stands: Object.fromEntries(Object.entries(stands).filter(taken)),
    tried,
  };
  await tx.q
    .updateTable('crm_records')
    .set({ wished: JSON.stringify(wrote.wished), stands: JSON.stringify(wrote.stands) })
    .where('lead', '=', lead)
    .where('thing', '=', 'person')
    .execute();
}

/** Leads of the people of a deal, or else those of its company that somebody took on; newest first. */
export async function leadsOfDeal(reader: Reader, { people, account, createdAt }: CrmDeal): Promise<LeadId[]> {
  const theirs = people.length === 0 ? [] : await leadsAt(reader, 'person', people);
  if (theirs.length > 0 || account === null) return theirs;
  const ofCompany = await leadsAt(reader, 'account', [account]);
  if (ofCompany.length === 0) return [];
  const rows = await reader.q
    .selectFrom('leads')
    .select('id')
    .where('id', 'in', ofCompany)
    .where('rep_id', 'is not', null)
    .where('created_at', '<=', createdAt)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(rowToLeadId);
}

async function leadsAt({ q }: Reader, thing: 'person' | 'account', ids: readonly string[]): Promise<LeadId[]> {
  const rows = await q
    .selectFrom('crm_records')
    .select('lead as id')
    .where('id', 'in', ids)
    .where('thing', '=', thing)
    .orderBy('lead', 'desc')
    .execute();
  return rows.map(rowToLeadId);
}

/** The company under which a deal may be heard of that names nobody. */
export async function keepAccount(tx: Tx, lead: LeadId, { account, at }: Pick<InCrm, 'account' | 'at'>): Promise<void> {
  if (account === null) return;
  const { kind, id, link } = account;
  await keepCrm(tx, { lead, thing: 'account', place: { kind, id, link }, wrote: wroteNothing, at });
}

const valuesOf = (text: string): CrmValues => JSON.parse(text) as CrmValues;
