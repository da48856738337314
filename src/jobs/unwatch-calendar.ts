// Stops a channel that nobody needs any more; one that turned out to be kept goes on. Without access it cannot be stopped; it then ends by itself.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { watchOfChannel } from '../store/calendar-watches.ts';

export async function unwatchCalendar({ db, calendars, log }: JobDeps, job: JobOf<'unwatch-calendar'>): Promise<void> {
  const { rep, channel, resource } = job;
  if ((await watchOfChannel(db, channel)) !== undefined) return;
  const access = await calendars.of(rep);
  if (access.kind !== 'open') return;
  try {
    await access.calendar.unwatch({ channel, resource });
  } catch (error) {
    if (!(error instanceof OutsideError) || error.system !== 'calendar' || error.retry === 'later') throw error;
    if (error.status === 401) return calendars.lose(rep, error.message);
    log.warn({ rep, channel, err: error }, 'a channel cannot be stopped; it ends by itself');
  }
}
