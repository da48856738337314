// What Baton wrote in the CRM for a lead, thing by thing: kept before a write sets out and once it stands, so that what a
// lost answer left there is known as ours.
import { sql } from 'kysely';
import type { CrmDeal, CrmValues } from '../core/crm.ts';
import { wroteNothing } from '../core/crm-merge.ts';
import type { CrmKept } from '../core/crm-sync.ts';
import type { LeftOut } from '../core/home.ts';
import { type InCrm, knownInCrm, type SeenInCrm } from '../core/in-crm.ts';
import type { LeadId } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Reader, Tx } from './db.ts';
import { rowToLeadId } from './rows.ts';

/** What of a lead stands where: `product` is the CRM. */
type Kept = CrmKept & { lead: LeadId; thing: string; product: string };

export async function crmKept(
  { q }: Reader,
  { lead, product }: Pick<Kept, 'lead' | 'product'>,
): Promise<Record<string, CrmKept>> {
  const ofLead = q.selectFrom('crm_records').selectAll().where('lead', '=', lead);
  const rows = await ofLead.where('product', '=', product).execute();
  return Object.fromEntries(
    rows.map(({ thing, kind, id, link, wished, stands, tried }) => {
      const place = kind === null || id === null ? null : { kind, id, link: link ?? '' };
      return [thing, { place, wrote: { wished: valuesOf(wished), stands: valuesOf(stands), tried: valuesOf(tried) } }];
    }),
  );
}

/** Until the transaction ends: whoever erases it waits, or has already done so. */
async function isStanding({ q, kind }: Tx, lead: LeadId): Promise<boolean> {
  const standing = q.selectFrom('leads').select('id').where('id', '=', lead).where('erased_at', 'is', null);
  return (await (kind === 'postgres' ? standing.forUpdate() : standing).executeTakeFirst()) !== undefined;
}

/** False: the lead was erased, and nothing of it is kept any more. */
export async function keepCrm(
  tx: Tx,
  { lead, thing, product, place, wrote, at }: Kept & { at: string },
): Promise<boolean> {
  if (!(await isStanding(tx, lead))) return false;
  const row = {
    product,
    kind: place?.kind ?? null,
    id: place?.id ?? null,
    link: place?.link ?? null,
    wished: JSON.stringify(wrote.wished),
    stands: JSON.stringify(wrote.stands),
    tried: JSON.stringify(wrote.tried),
    at,
  };
  await tx.q
    .insertInto('crm_records')
    .values({ lead, thing, ...row })
    .onConflict((conflict) => conflict.columns(['lead', 'thing']).doUpdateSet(row))
    .execute();
  return true;
}

const turn = 'turn';

/**
 * Only one writes a lead at a time: not every product can be told a name of ours that is there once. False: another one does,
 * or the lead was erased. Whoever died in it is waited for until `until`.
 */
export async function beginSync(
  tx: Tx,
  { lead, product, at, until }: { lead: LeadId; product: string; at: string; until: string },
): Promise<boolean> {
  const row = { lead, product, thing: turn, place: null, wrote: wroteNothing };
  const taken = tx.q.selectFrom('crm_records').select('at').where('lead', '=', lead).where('thing', '=', turn);
  if (!(await isStanding(tx, lead))) return false;
  const before = await taken.executeTakeFirst();
  return (before === undefined || before.at <= at) && keepCrm(tx, { ...row, at: until });
}

export async function endSync({ q }: Tx, lead: LeadId): Promise<void> {
  await q.deleteFrom('crm_records').where('lead', '=', lead).where('thing', '=', turn).execute();
}

/** What Baton wrote last into a record of the CRM for other leads of the same person. */
export async function writtenForOthers(
  { q }: Reader,
  { lead, product, id }: Pick<Kept, 'lead' | 'product'> & { id: string },
): Promise<CrmValues> {
  const there = q.selectFrom('crm_records').select('stands').where('id', '=', id).where('thing', '=', 'person');
  const rows = await there.where('product', '=', product).where('lead', '!=', lead).orderBy('at').execute();
  return Object.assign({}, ...rows.map(({ stands }) => valuesOf(stands)));
}

/** Of a record that is gone nothing is known any more, so that all of the lead is written anew. */
export async function forgetCrm({ q }: Tx, lead: LeadId): Promise<void> {
  await q.deleteFrom('crm_records').where('lead', '=', lead).where('thing', '!=', 'account').execute();
}

/** Fields that would not take what they were to have are asked for it again. */
export async function askForSkipped(tx: Tx, about: Pick<Kept, 'lead' | 'product'>): Promise<void> {
  const { lead } = about;
  const { person } = await crmKept(tx, about);
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

/** The newest, as many as a manager may mend at a time. */
export async function leftOutOfCrm({ q }: Reader, playbook: Pick<Playbook, 'crmName'>): Promise<LeftOut> {
  const rows = await q
    .selectFrom('leads')
    .select(['id', 'crm'])
    .where('crm_left_out', '>', sql.lit(0))
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  const found = rows.flatMap(({ id, crm }) => {
    const known = knownInCrm({ crm: crm === null ? null : (JSON.parse(crm) as InCrm) }, playbook);
    return known === null ? [] : [{ lead: rowToLeadId({ id }), skipped: known.skipped }];
  });
  const fields = Map.groupBy(
    found.flatMap(({ skipped }) => skipped),
    ({ field }) => field,
  );
  return {
    leads: found.map(({ lead }) => lead),
    fields: [...fields]
      .map(([field, of]) => ({ field, why: of[0]?.why ?? '', leads: of.length }))
      .sort((a, b) => b.leads - a.leads),
  };
}

/** Leads of the people of a deal, or else those of its company that somebody took on; newest first. */
export async function leadsOfDeal(
  reader: Reader,
  product: string,
  { people, account, createdAt }: CrmDeal,
): Promise<LeadId[]> {
  const theirs = people.length === 0 ? [] : await leadsAt(reader, { product, thing: 'person', ids: people });
  if (theirs.length > 0 || account === null) return theirs;
  const ofCompany = await leadsAt(reader, { product, thing: 'account', ids: [account] });
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

async function leadsAt(
  { q }: Reader,
  { product, thing, ids }: { product: string; thing: 'person' | 'account'; ids: readonly string[] },
): Promise<LeadId[]> {
  const rows = await q
    .selectFrom('crm_records')
    .select('lead as id')
    .where('id', 'in', ids)
    .where('thing', '=', thing)
    .where('product', '=', product)
    .orderBy('lead', 'desc')
    .execute();
  return rows.map(rowToLeadId);
}

/** The company under which a deal may be heard of that names nobody. */
export async function keepAccount(tx: Tx, lead: LeadId, { product, account, at }: SeenInCrm): Promise<void> {
  if (account === null) return;
  const { kind, id, link } = account;
  await keepCrm(tx, { lead, product, thing: 'account', place: { kind, id, link }, wrote: wroteNothing, at });
}

const valuesOf = (text: string): CrmValues => JSON.parse(text) as CrmValues;
