// The reps Baton has met, by Slack id; what Slack said last about them wins.
import type { Rep } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Reader, Tx } from './db.ts';

export type KnownRep = { id: string; name: string; email: string | null; learnedAt: string };

export async function getRep({ q }: Reader, id: string): Promise<KnownRep | undefined> {
  return q
    .selectFrom('reps')
    .select(['id', 'name', 'email', 'learned_at as learnedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** By the name in the playbook, else by what Slack said; whoever Baton has not met goes by their id. */
export async function repNamed(reader: Reader, id: string, { teams }: Playbook): Promise<Rep> {
  const listed = teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === id);
  return { id, name: listed?.name ?? (await getRep(reader, id))?.name ?? id };
}

export async function keepRep({ q }: Tx, rep: KnownRep): Promise<void> {
  const row = { id: rep.id, name: rep.name, email: rep.email, learned_at: rep.learnedAt };
  await q
    .insertInto('reps')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Reps by their addresses, in lower case. */
export async function repsByEmail({ q }: Reader, emails: readonly string[]): Promise<Map<string, string>> {
  if (emails.length === 0) return new Map();
  const rows = await q
    .selectFrom('reps')
    .select(['id', 'email'])
    .where(({ fn }) => fn<string>('lower', ['email']), 'in', emails)
    .execute();
  return new Map(rows.flatMap(({ id, email }) => (email === null ? [] : [[email.toLowerCase(), id]])));
}

/** Of those whom Baton has met, by their ids. */
export async function repNames({ q }: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await q.selectFrom('reps').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
