// Takes over the jobs of processes that died: any process may, and only for a pool whose advisory lock nobody holds.
// A pool must be found so twice in a row, for its process may only be reconnecting.
import type { Db, Tx } from '../db.ts';
import {
  addRows,
  handOver,
  leftovers,
  lockKeys,
  type Payload,
  poolsWithoutProcess,
  type Row,
  removeRows,
  takeWaiting,
  triesOf,
  unlockPools,
} from './graphile-rows.ts';
import type { QueueTools } from './queue.ts';

const died = 'The process died while this job ran.';

export type Spent = { payload: Payload; error: Error; tries: number };
export type Takeover = {
  everyMs: number;
  /** Returns the jobs that are out of tries and were buried. */
  sweep(parked: boolean): Promise<Spent[]>;
};

export function createTakeover(db: Db, tools: Pick<QueueTools, 'log' | 'now'>): Takeover {
  let suspects = new Set<string>();

  async function takeOver(dead: readonly string[], parked: boolean): Promise<Spent[]> {
    return db.inTx(async (tx) => {
      const still = (await poolsWithoutProcess(tx)).filter((pool) => dead.includes(pool));
      await unlockPools(tx, still);
      if (still.length > 0) tools.log.warn({ pools: still }, 'took over the jobs of a process that died');
      const rows = await leftovers(tx);
      await lockKeys(
        tx,
        rows.map((row) => row.payload.key),
      );
      const spent: Spent[] = [];
      for (const row of rows) spent.push(...(await tidy(tx, row, parked)));
      return spent;
    });
  }

  /** A superseded row gives its tries to the job that replaced it; one that is out of tries is buried for all to see. */
  async function tidy(tx: Tx, row: Row, parked: boolean): Promise<Spent[]> {
    if (row.key === null) {
      await handOver(tx, { ...row.payload, tries: row.payload.tries + 1 }, parked);
      await removeRows(tx, [row]);
      return [];
    }
    const buriedAt = tools.now().toISOString();
    const spent = (await takeWaiting(tx, [row.key])).map((one) => ({
      payload: { ...one.payload, tries: triesOf(one), error: died, buriedAt },
      error: new Error(died),
      tries: triesOf(one),
    }));
    const payloads = spent.map(({ payload }) => payload);
    await addRows(tx, payloads, parked);
    return spent;
  }

  return {
    everyMs: 500,
    async sweep(parked) {
      try {
        const free = await poolsWithoutProcess(db);
        const dead = free.filter((pool) => suspects.has(pool));
        suspects = new Set(free);
        if (dead.length === 0 && (await leftovers(db)).length === 0) return [];
        return await takeOver(dead, parked);
      } catch (err) {
        tools.log.warn({ err }, 'could not look for jobs of dead processes');
        return [];
      }
    },
  };
}
