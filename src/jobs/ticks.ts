// The clock: once a minute it asks what is due and enqueues it, once a period. Which period was seen to is in the database,
// so that restarts and second processes do nothing twice, and what was missed while Baton was down is done when it is back.
import cron from 'node-cron';
import type { Tick } from '../core/weekly.ts';
import type { Deps } from '../deps.ts';
import { takePeriod } from '../store/ticks.ts';

export type Ticks = {
  /** Enqueues what is due now. */
  check(): Promise<void>;
  stop(): Promise<void>;
};

/** `by-hand`: nothing is checked but by `check`, for tests with a clock of their own. */
export async function startTicks(
  { db, queue, now, log }: Deps,
  ticks: readonly Tick[],
  pace: 'by-itself' | 'by-hand',
): Promise<Ticks> {
  const seen = new Map<string, string>();
  const see = async ({ name, due }: Tick) => {
    const { period, owed } = due(now().toISOString());
    if (seen.get(name) === period) return;
    const isOurs = await db.inTx(async (tx) => {
      const taken = await takePeriod(tx, name, period);
      if (taken) await queue.enqueue(tx, owed);
      return taken;
    });
    seen.set(name, period);
    if (isOurs) log.info({ tick: name, period }, 'a tick is due');
  };
  // One that fails is tried again a minute later, and keeps no other waiting.
  const check = async () => {
    for (const tick of ticks) {
      await see(tick).catch((error: unknown) =>
        log.error({ tick: tick.name, err: error }, 'the clock could not see to what is due'),
      );
    }
  };
  await check();
  if (pace === 'by-hand') return { check, stop: async () => undefined };
  const task = cron.schedule('* * * * *', check, { noOverlap: true });
  return { check, stop: async () => void (await task.destroy()) };
}
