// A process that is meant to be killed: it promises jobs as fast as it can, says each promise aloud only after the commit,
// and works them off with a handler guarded like ours — it looks whether the thing was done before it does it again.
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LeadId } from '../../src/core/lead.ts';
import { OutsideError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { openDb } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { openQueue } from '../../src/store/queue/open-queue.ts';
import { allKinds } from './all-kinds.ts';

const [url, effects, name, promises] = process.argv.slice(2) as [string, string, string, string];
const log = createLog('silent');
const db = await openDb({ url, log });
const queue = await openQueue(db, { now: () => new Date(), random: Math.random, log, newId: createNewId() });

/** The outside: a file that only grows. Written at once, like a post that has arrived. */
const done = () => new Set(readFileSync(effects, 'utf8').split('\n'));

await queue.start(
  allKinds(async (job, run) => {
    if (job.kind !== 'settle-silence') return;
    const effect = `${job.lead}/${job.after}`;
    if (run.tries > 1 && done().has(effect)) return;
    await sleep(Math.random() * 8);
    if (run.tries === 1 && job.after % 10 === 3) {
      throw new OutsideError('busy', { system: 'outside', retry: 'later', retryAfterMs: 5 });
    }
    appendFileSync(effects, `${effect}\n`);
    await sleep(Math.random() * 8);
  }),
  { concurrency: 8 },
);

let message = 0;
async function promise(): Promise<void> {
  message++;
  const lead: LeadId = `lead_${name}_${message % 20}`;
  const mine = message;
  await db.inTx((tx) =>
    queue.enqueue(tx, [{ job: { kind: 'settle-silence', lead, after: mine }, key: `${lead}/${mine}` }]),
  );
  process.stdout.write(`${lead}/${mine}\n`);
}

process.stdout.write('ready\n');
for (let left = Number(promises); left > 0; left -= 4) {
  await Promise.all([promise(), promise(), promise(), promise()]);
  await sleep(2);
}
for (let left = true; left; ) {
  await queue.settle();
  const { waiting, running } = await queue.counts();
  left = waiting + running > 0;
  await sleep(50);
}
await queue.stop();
await db.close();
