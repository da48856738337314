// npm run migrate: brings DATABASE_URL to this version, the queue's tables included, and ends. Starting Baton does the
// same; this is for deployments that change the database in a step of its own.
import { readConfig } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { createLog } from '../log.ts';
import { openDb } from '../store/db.ts';
import { createNewId } from '../store/id.ts';
import { openQueue } from '../store/queue/open-queue.ts';

try {
  const log = createLog('warn');
  const db = await openDb({ url: readConfig().databaseUrl, log });
  const queue = await openQueue(db, { now: () => new Date(), random: Math.random, log, newId: createNewId() });
  await queue.stop();
  await db.close();
  console.log('The database is up to date.');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
