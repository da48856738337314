// The reps Baton has met, by Slack id; what Slack said last about them wins.
import type { Reader, Tx } from './db.ts';

export type KnownRep = { id: string; name: string; email: string | null; learnedAt: string };

export async function getRep({ q }: Reader, id: string): Promise<KnownRep | undefined> {
  return q
    .selectFrom('reps')
    .select(['id', 'name', 'email', 'learned_at as learnedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function keepRep({ q }: Tx, rep: KnownRep): Promise<void> {
  const row = { id: rep.id, name: rep.name, email: rep.email, learned_at: rep.learnedAt };
  await q
    .insertInto('reps')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
