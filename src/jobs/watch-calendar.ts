// Asks a rep's calendar to call when something changes, as long as a meeting with a visitor lies ahead in it; and again before
// the channel ends. The channel's name is the same at every try, so that a lost answer leaves no second one behind.
import { createHash } from 'node:crypto';
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { keepChannel, organisersAhead, renewBeforeMs, watchOf } from '../store/calendar-watches.ts';

export async function watchCalendar(deps: JobDeps, { rep }: JobOf<'watch-calendar'>): Promise<void> {
  const { db, queue, calendars, hook, now } = deps;
  const at = now();
  const old = (await watchOf(db, rep))?.channel ?? null;
  const isGood = old !== null && Date.parse(old.expiresAt) - at.getTime() > renewBeforeMs;
  if (hook === null || isGood || !(await organisersAhead(db, at.toISOString())).includes(rep)) return;
  const access = await calendars.of(rep);
  if (access.kind !== 'open') return;
  const name = channelName(rep, old?.channel ?? at.toISOString().slice(0, 10));
  try {
    const { address } = hook;
    const watch = await access.calendar.watch({ channel: name, secret: hook.secretFor(rep), address });
    await db.inTx(async (tx) => {
      await keepChannel(tx, rep, watch);
      const { channel, resource } = old ?? {};
      const stop =
        channel === undefined || resource === undefined
          ? []
          : [{ job: { kind: 'unwatch-calendar', rep, channel, resource } } as const];
      await queue.enqueue(tx, [...stop, { job: { kind: 'read-calendar', rep }, key: `read-calendar:${rep}` }]);
    });
  } catch (error) {
    if (!(error instanceof OutsideError) || error.system !== 'calendar' || error.retry === 'later') throw error;
    // Google says no to an address in the words in which it says no to a rep; whether the access is gone, reading shows.
    deps.log.warn({ rep, err: error }, 'nobody calls when this calendar changes; Baton asks every few minutes');
  }
}

/** Whose it is can be read from it, so that a channel nobody remembers can be stopped. */
function channelName(rep: string, after: string): string {
  return `${rep}-${createHash('sha256').update(`${rep} ${after}`).digest('hex').slice(0, 32)}`;
}
