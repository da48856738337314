// Chooses the queue that belongs to the database: our table on SQLite, graphile-worker on Postgres.
import type { Db } from '../db.ts';
import type { Queue, QueueTools } from './queue.ts';
import { openSqliteQueue } from './sqlite-queue.ts';

export async function openQueue(db: Db, tools: QueueTools): Promise<Queue> {
  if (db.kind === 'sqlite') return openSqliteQueue(db, tools);
  const { openGraphileQueue } = await import('./graphile-queue.ts');
  return openGraphileQueue(db, tools);
}
