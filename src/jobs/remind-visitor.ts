// Reminds a visitor of their meeting in the chat, and owes the mail that says the same. Dropped when the meeting is another
// one by now.
import type { JobOf } from '../core/job.ts';
import { remind } from '../core/reminders.ts';
import type { JobDeps } from '../deps.ts';
import { eventsOf } from '../store/events.ts';
import { changeLead } from './change-lead.ts';

export async function remindVisitor(deps: JobDeps, job: JobOf<'remind-visitor'>): Promise<void> {
  const { playbook, linkFor } = deps;
  await changeLead(deps, job.lead, async (lead, now, tx) => {
    const events = await eventsOf(tx, job.lead);
    return remind(lead, job, { playbook, now, link: linkFor(job.lead), events });
  });
}
