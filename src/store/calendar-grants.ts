// The calendars that reps let Baton into themselves. Tokens are here only as they are sealed.
import type { Selectable } from 'kysely';
import type { Reader, Tx } from './db.ts';
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

/** The grant, if it was not known to be lost: whoever gets it tells the rep. */
export async function loseGrant({ q }: Tx, rep: string, at: string): Promise<CalendarGrant | undefined> {
  const row = await q
    .updateTable('calendar_grants')
    .set({ lost_at: at })
    .where('rep', '=', rep)
    .where('lost_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row && rowToGrant(row);
}

export async function dropGrant({ q }: Tx, rep: string): Promise<CalendarGrant | undefined> {
  const row = await q.deleteFrom('calendar_grants').where('rep', '=', rep).returningAll().executeTakeFirst();
  return row && rowToGrant(row);
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
