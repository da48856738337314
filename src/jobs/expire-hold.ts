// A time was kept for as long as the playbook says, and the calendar never answered: it is anybody's again, and whoever chose
// it hears so.
import { lose } from '../core/book.ts';
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { wantedOf } from './confirm-booking.ts';

export async function expireHold(deps: JobDeps, job: JobOf<'expire-hold'>): Promise<void> {
  const { playbook, linkFor } = deps;
  await changeLead(deps, job.lead, (lead, at) => {
    const wanted = wantedOf(lead, job.event);
    if (wanted === null || wanted.until > at) return null;
    return lose(lead, { why: 'expired', mayStand: true, playbook, now: at, link: linkFor(lead.id) });
  });
}
