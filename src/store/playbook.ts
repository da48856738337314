// Every playbook that ever judged a lead, kept as the page that was written, so an old score can still be explained.
import type { Reader, Tx } from './db.ts';

export type StoredPlaybook = { version: string; page: string; firstUsedAt: string };

export async function getPlaybook({ q }: Reader, version: string): Promise<StoredPlaybook | undefined> {
  return q
    .selectFrom('playbooks')
    .select(['version', 'page', 'first_used_at as firstUsedAt'])
    .where('version', '=', version)
    .executeTakeFirst();
}

/** A version that is already kept stays as it was first used. */
export async function keepPlaybook({ q }: Tx, playbook: StoredPlaybook): Promise<void> {
  const { version, page, firstUsedAt } = playbook;
  await q
    .insertInto('playbooks')
    .values({ version, page, first_used_at: firstUsedAt })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute();
}
