// The calendars that reps let Baton into themselves. Tokens are here only as they are sealed.
import type { Selectable } from 'kysely';
import type { Reader, Tx } from './db.ts';
import { rowToEvent } from './rows.ts';
import type { CalendarGrantRow } from './schema.ts';

/** `sealedToken`: opens for `grantRow(rep)` only. `lostAt`: the product takes it no more; only the rep can mend that. */
export type CalendarGrant = {
  rep: string;
  email: string;
  sealedToken: string;
  grantedAt: string;
  lostAt: string | null;
};

/** What the token of this rep is sealed for. */
export const grantRow = (rep: string) => `calendar of ${rep}`;

export async function grantOf({ q }: Reader, rep: string): Promise<CalendarGrant | undefined> {
  const row = await q.selectFrom('calendar_grants').selectAll().where('rep', '=', rep).executeTakeFirst();
  return row && rowToGrant(row);
}

export async function listGrants({ q }: Reader): Promise<CalendarGrant[]> {
  return (await q.selectFrom('calendar_grants').selectAll().orderBy('rep').execute()).map(rowToGrant);
}

/** Whether somebody let Baton into the calendar of this account: whoever takes one grant of it back takes them all. */
export async function holderOf({ q }: Reader, email: string): Promise<string | undefined> {
  const row = await q.selectFrom('calendar_grants').select('rep').where('email', '=', email).executeTakeFirst();
  return row?.rep;
}

/** Whatever the rep had granted before is replaced by it, and found again if it was lost. */
export async function keepGrant({ q }: Tx, grant: Omit<CalendarGrant, 'lostAt'>): Promise<void> {
  const { rep, email, sealedToken: token, grantedAt } = grant;
  const row = { rep, email, token, granted_at: grantedAt, lost_at: null };
  await q
    .insertInto('calendar_grants')
    .values(row)
    .onConflict((conflict) => conflict.column('rep').doUpdateSet(row))
    .execute();
}

/** False when it was known, or there is none: only whoever hears true tells the rep. */
export async function loseGrant({ q }: Tx, rep: string, at: string): Promise<boolean> {
  const row = await q
    .updateTable('calendar_grants')
    .set({ lost_at: at })
    .where('rep', '=', rep)
    .where('lost_at', 'is', null)
    .returning('rep')
    .executeTakeFirst();
  return row !== undefined;
}

export async function dropGrant({ q }: Tx, rep: string): Promise<CalendarGrant | undefined> {
  const row = await q.deleteFrom('calendar_grants').where('rep', '=', rep).returningAll().executeTakeFirst();
  return row && rowToGrant(row);
}

/** Whether this rep's access was noticed to be gone since then. */
export async function wasToldOfLoss({ q }: Reader, rep: string, since: string): Promise<boolean> {
  const rows = await q
    .selectFrom('events')
    .selectAll()
    .where('kind', '=', 'access-lost')
    .where('lead', 'is', null)
    .where('at', '>', since)
    .execute();
  return rows.map(rowToEvent).some(({ data }) => data.rep === rep);
}

/** Only in place of the seal that was read: the rep may have granted anew meanwhile. */
export async function resealGrant(
  { q }: Tx,
  { rep, from, to }: { rep: string; from: string; to: string },
): Promise<void> {
  await q.updateTable('calendar_grants').set({ token: to }).where('rep', '=', rep).where('token', '=', from).execute();
}

function rowToGrant(row: Selectable<CalendarGrantRow>): CalendarGrant {
  const { rep, email, token: sealedToken, granted_at: grantedAt, lost_at: lostAt } = row;
  return { rep, email, sealedToken, grantedAt, lostAt };
}
