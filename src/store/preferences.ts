// What reps want to be told, and when. Whoever sends mentions or direct messages reads it here and nowhere else.
import { type Preferences, usualPreferences } from '../core/preferences.ts';
import type { Reader, Tx } from './db.ts';
import { preferencesToRow, rowToPreferences } from './rows.ts';

export async function preferencesOf({ q }: Reader, rep: string): Promise<Preferences> {
  const row = await q.selectFrom('preferences').selectAll().where('rep', '=', rep).executeTakeFirst();
  return row === undefined ? usualPreferences : rowToPreferences(row);
}

export async function keepPreferences({ q }: Tx, rep: string, preferences: Preferences): Promise<void> {
  const row = preferencesToRow(rep, preferences);
  await q
    .insertInto('preferences')
    .values(row)
    .onConflict((conflict) => conflict.column('rep').doUpdateSet(row))
    .execute();
}
