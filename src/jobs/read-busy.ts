// Reads when reps are busy and keeps it for whoever computes times. A calendar that nobody may look into is kept as such.
import type { JobOf } from '../core/job.ts';
import type { JobDeps, WorkDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { busyOf, busySpan, freshMs, type KeptBusy, keepBusy } from '../store/busy.ts';

export async function readBusyOf(deps: JobDeps, { rep }: JobOf<'read-busy'>): Promise<void> {
  await readBusy(deps, [rep], { maxAgeMs: freshMs / 2 });
}

/** Those whose times are older are read, all at once. When one of them fails, the others' are kept all the same. */
export async function readBusy(
  deps: Pick<WorkDeps, 'db' | 'now' | 'playbook' | 'calendars'>,
  reps: readonly string[],
  { maxAgeMs }: { maxAgeMs: number },
): Promise<void> {
  const { db, now } = deps;
  const since = new Date(now().getTime() - maxAgeMs).toISOString();
  const kept = await busyOf(db, reps);
  const old = [...new Set(reps)].filter((rep) => (kept.get(rep)?.readAt ?? '') < since);
  const read = await Promise.allSettled(old.map((rep) => readOne(deps, rep)));
  for (const each of read) if (each.status === 'fulfilled') await db.inTx((tx) => keepBusy(tx, each.value));
  const failed = read.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function readOne(deps: Pick<WorkDeps, 'now' | 'playbook' | 'calendars'>, rep: string): Promise<KeptBusy> {
  const { now, playbook, calendars } = deps;
  const readAt = now().toISOString();
  const span = busySpan(playbook, readAt);
  const access = await calendars.of(rep);
  if (access.kind !== 'open') return { kind: access.kind, rep, span, readAt };
  try {
    return { kind: 'read', rep, span, readAt, ...(await access.calendar.busy(span)) };
  } catch (error) {
    if (!(error instanceof OutsideError) || error.status !== 401) throw error;
    await calendars.lose(rep, error.message);
    return { kind: 'lost', rep, span, readAt };
  }
}
