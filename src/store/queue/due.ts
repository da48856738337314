// When a job is due, as text that sorts: microseconds tell apart, in their order, jobs asked for in one millisecond.

export type DueClock = {
  after(delayMs: number): string;
  /** Everything up to this text is due. */
  horizon(): string;
};

export function createDueClock(now: () => Date): DueClock {
  let last = 0;
  let count = 0;
  return {
    after(delayMs) {
      const at = now().getTime();
      count = at === last ? Math.min(count + 1, 999) : 0;
      last = at;
      return stamp(at + delayMs, count);
    },
    horizon: () => stamp(now().getTime(), 999),
  };
}

const stamp = (ms: number, micros: number): string =>
  `${new Date(ms).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
