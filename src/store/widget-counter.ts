// Counts what the widget does on pages, in memory, and adds it to the table once a second: however many pages show it at once,
// they wait for no row and make no commit of their own. A process that is killed loses what it counted in its last second.
import type { Log } from '../log.ts';
import type { Db } from './db.ts';
import { addWidgetCounts, type WidgetCount, type WidgetKey } from './widget-counts.ts';

export type WidgetCounter = {
  /** `arms`: of the experiments that run. */
  count(what: keyof WidgetCount, of: { day: string; arms: Readonly<Record<string, string>> }): void;
  /** Everything that was counted before is in the table then, unless the database is away: it stays counted. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

const everyMs = 1_000;

export function createWidgetCounter({ db, log }: { db: Db; log: Log }): WidgetCounter {
  let counted = new Map<string, WidgetKey & WidgetCount>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const add = (row: WidgetKey & WidgetCount) => {
    const name = JSON.stringify([row.experiment, row.day, row.arm]);
    const { seen, opened } = counted.get(name) ?? { seen: 0, opened: 0 };
    counted.set(name, { ...row, seen: seen + row.seen, opened: opened + row.opened });
  };
  const soon = () => {
    timer ??= setTimeout(() => void flush(), everyMs).unref();
  };
  const write = async () => {
    const rows = [...counted.values()];
    if (rows.length === 0) return;
    counted = new Map();
    try {
      await db.inTx((tx) => addWidgetCounts(tx, rows));
    } catch (error) {
      log.warn({ err: error }, 'what the widget counted is kept in memory until the database takes it');
      for (const row of rows) add(row);
      soon();
    }
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };
  return {
    count(what, { day, arms }) {
      const once = { seen: 0, opened: 0, [what]: 1 };
      add({ day, experiment: '', arm: '', ...once });
      for (const [experiment, arm] of Object.entries(arms)) add({ day, experiment, arm, ...once });
      soon();
    },
    flush,
    async stop() {
      await flush();
      clearTimeout(timer);
    },
  };
}
