// What somebody of the company wrote in a chat product before Baton had heard of the visitor. It waits for them a day and is gone then.
import type { OperatorLine } from '../core/operator.ts';
import type { Reader, Tx } from './db.ts';

const keptMs = 24 * 60 * 60_000;

export async function keepEarly({ q }: Tx, line: OperatorLine, now: Date): Promise<void> {
  const { product: channel, conversation, id, at } = line;
  await q
    .insertInto('early_lines')
    .values({ channel, conversation, id, at, heard_at: now.toISOString(), line: JSON.stringify(line) })
    .onConflict((conflict) => conflict.columns(['channel', 'conversation', 'id']).doNothing())
    .execute();
  await q
    .deleteFrom('early_lines')
    .where('heard_at', '<', new Date(now.getTime() - keptMs).toISOString())
    .execute();
}

type Where = { channel: string; conversation: string };

/** In the order in which they were written. */
export async function earlyLines({ q }: Reader, { channel, conversation }: Where): Promise<OperatorLine[]> {
  const rows = await q
    .selectFrom('early_lines')
    .select('line')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .orderBy('at')
    .execute();
  return rows.map(({ line }) => JSON.parse(line) as OperatorLine);
}

export async function forgetEarly({ q }: Tx, { channel, conversation }: Where): Promise<void> {
  await q.deleteFrom('early_lines').where('channel', '=', channel).where('conversation', '=', conversation).execute();
}
