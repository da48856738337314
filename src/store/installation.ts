// The workspaces and organisations that installed Baton. Tokens are here only as they are sealed.
import type { Reader, Tx } from './db.ts';
import { installationToRow, rowToInstallation } from './rows.ts';

/** `id`: the workspace's (T…), or the organisation's (E…) where it was installed for all of its workspaces. */
export type Installation = {
  id: string;
  name: string;
  enterprise: string | null;
  isOrg: boolean;
  botUser: string;
  scopes: readonly string[];
  sealedToken: string;
  installedBy: string;
  installedAt: string;
  /** To the hour. */
  usedAt: string | null;
};

export async function getInstallation({ q }: Reader, id: string): Promise<Installation | undefined> {
  const row = await q.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToInstallation(row);
}

export async function listInstallations({ q }: Reader): Promise<Installation[]> {
  const rows = await q.selectFrom('installations').selectAll().orderBy('id').execute();
  return rows.map(rowToInstallation);
}

/** Installed once more: what was known of it before is replaced. */
export async function keepInstallation({ q }: Tx, installation: Installation): Promise<void> {
  const row = installationToRow(installation);
  await q
    .insertInto('installations')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** `before`: only if it was installed before this moment, because news of an older one may come late. */
export async function dropInstallation(
  { q }: Tx,
  { id, before }: { id: string; before?: string },
): Promise<Installation | undefined> {
  let drop = q.deleteFrom('installations').where('id', '=', id);
  if (before !== undefined) drop = drop.where('installed_at', '<', before);
  const row = await drop.returningAll().executeTakeFirst();
  return row && rowToInstallation(row);
}

/** Only in place of the seal that was read: somebody may have installed anew meanwhile. */
export async function resealInstallation(
  { q }: Tx,
  { id, from, to }: { id: string; from: string; to: string },
): Promise<void> {
  await q.updateTable('installations').set({ token: to }).where('id', '=', id).where('token', '=', from).execute();
}

export async function touchInstallation({ q }: Tx, id: string, at: string): Promise<void> {
  await q.updateTable('installations').set({ used_at: at }).where('id', '=', id).execute();
}
