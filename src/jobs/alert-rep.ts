// Tells people that a visitor who qualified was offered times and chose none. The wait counts working time, so it is worked
// out first and owed again until then.
import { teamAddWorking } from '../core/at-work.ts';
import type { JobOf } from '../core/job.ts';
import { until } from '../core/ladder.ts';
import type { Lead } from '../core/lead.ts';
import { bookingOf, teamOf } from '../core/playbook.ts';
import { alertRep as decide } from '../core/unbooked.ts';
import type { JobDeps } from '../deps.ts';
import { calendarsOf, managersOf, reachOf } from '../store/around.ts';
import type { Tx } from '../store/db.ts';
import { eventsOf } from '../store/events.ts';
import { changeLead } from './change-lead.ts';

export async function alertRep(deps: JobDeps, job: JobOf<'alert-rep'>): Promise<void> {
  const { queue, playbook } = deps;
  await changeLead(deps, job.lead, async (lead, at, tx) => {
    if (job.dueAt === null) {
      const dueAt = await dueAtOf(deps, tx, { lead, at });
      const later = { job: { ...job, dueAt }, key: `alert-rep:${job.lead}` };
      if (dueAt !== null) await queue.enqueue(tx, [{ ...later, delayMs: until(dueAt, at) }]);
      return null;
    }
    const events = await eventsOf(tx, job.lead);
    const isTold = events.some(
      ({ kind, data }) => kind === 'nudged' && data.message === job.message && data.to !== 'visitor',
    );
    if (isTold) return null;
    const told = await toldOf(deps, tx, { lead, at });
    return decide(lead, job.message, { playbook, now: at, told });
  });
}

type About = { lead: Lead; at: string };

/** The hours of the rep whose visitor it is; of nobody's visitor, the team's. */
async function dueAtOf({ playbook }: JobDeps, tx: Tx, { lead, at }: About): Promise<string | null> {
  const rep = lead.rep ?? lead.offer?.rep ?? null;
  const around = { playbook, at };
  const calendars =
    rep === null ? await calendarsOf(tx, lead.offer?.team, around) : [(await reachOf(tx, rep.id, around)).calendar];
  return teamAddWorking(calendars, at, bookingOf(playbook, lead.offer?.team).alertMinutes);
}

async function toldOf({ playbook }: JobDeps, tx: Tx, { lead, at }: About) {
  const around = { playbook, at };
  const rep = lead.rep ?? lead.offer?.rep ?? null;
  return {
    rep: rep === null ? null : { rep, reach: await reachOf(tx, rep.id, around) },
    managers: await managersOf(tx, teamOf(playbook, lead.offer?.team), around),
  };
}
