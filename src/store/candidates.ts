// The leads of whoever may be the person who arrives: what core/same-person.ts decides by.
import { type Identity, isShared } from '../core/identities.ts';
import type { LeadId } from '../core/lead.ts';
import type { Candidate } from '../core/same-person.ts';
import type { Reader } from './db.ts';
import { getLeads } from './lead.ts';
import { rowToLeadId } from './rows.ts';
import type { IdentityRow } from './schema-leads.ts';

/** Of somebody who writes that often, the latest tell enough; those who proved it go first, for anybody can say it often. */
const mostLeads = 20;

/** The leads that share any of these, but `self` and whoever somebody said is another person. */
export async function candidatesFor(
  reader: Reader,
  identities: readonly Identity[],
  self: LeadId | null,
): Promise<Candidate[]> {
  const { q } = reader;
  const looked = identities.filter((each) => !isShared(each));
  if (looked.length === 0) return [];
  const rows = await q
    .selectFrom('identities')
    .select('lead as id')
    .groupBy('lead')
    .where((row) =>
      row.or(looked.map(({ kind, value }) => row.and([row('kind', '=', kind), row('value', '=', value)]))),
    )
    .where('lead', '<>', self ?? '')
    .where('lead', 'not in', (apart) =>
      apart
        .selectFrom('kept_apart')
        .select('other')
        .where('lead', '=', self ?? ''),
    )
    .orderBy(({ fn }) => fn.max('rank'), 'desc')
    .orderBy('lead', 'desc')
    .limit(mostLeads)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const known = await q.selectFrom('identities').selectAll().where('lead', 'in', ids).execute();
  const apart = await q.selectFrom('kept_apart').selectAll().where('lead', 'in', ids).execute();
  const leads = await getLeads(reader, rows.map(rowToLeadId));
  return leads.map((lead) => ({
    lead,
    identities: known.filter((row) => row.lead === lead.id).map(rowToIdentity),
    apart: apart.filter((row) => row.lead === lead.id).map(({ other }) => other),
  }));
}

const rowToIdentity = ({ kind, value, rank }: IdentityRow) => ({ kind, value, rank }) as Identity;
