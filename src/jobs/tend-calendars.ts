// Every few minutes: calendars with a meeting ahead are read, whether or not anybody called, and watched; the others are not.
import type { Owed } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { keepChannel, listWatches, organisersAhead, renewBeforeMs } from '../store/calendar-watches.ts';

/** What was read within this is not read again, however many processes ask for it. */
const restMs = 60_000;

export async function tendCalendars({ db, queue, now, hook }: JobDeps): Promise<void> {
  const at = now();
  const rested = new Date(at.getTime() - restMs).toISOString();
  const renewed = new Date(at.getTime() + renewBeforeMs).toISOString();
  await db.inTx(async (tx) => {
    const ahead = new Set(await organisersAhead(tx, at.toISOString()));
    const watches = new Map((await listWatches(tx)).map((watch) => [watch.rep, watch]));
    const owed: Owed[] = [];
    for (const rep of ahead) {
      const { readAt = null, channel = null } = watches.get(rep) ?? {};
      const isDue = readAt === null || readAt < rested;
      const isUnwatched = hook !== null && (channel === null || channel.expiresAt < renewed);
      if (isUnwatched) owed.push({ job: { kind: 'watch-calendar', rep }, key: `watch-calendar:${rep}` });
      if (isDue) owed.push({ job: { kind: 'read-calendar', rep }, key: `read-calendar:${rep}` });
    }
    for (const { rep, channel } of watches.values()) {
      if (channel === null || ahead.has(rep)) continue;
      const { resource } = channel;
      await keepChannel(tx, rep, null);
      owed.push({ job: { kind: 'unwatch-calendar', rep, channel: channel.channel, resource } });
    }
    await queue.enqueue(tx, owed);
  });
}
