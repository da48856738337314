// Reads the calendars of whoever would meet the visitor and offers them three good times, or hands the conversation to people
// where there are none. Safe twice: what was offered since the line it answers is not offered again.
import type { JobOf } from '../core/job.ts';
import type { Lead } from '../core/lead.ts';
import { type Free, mayOffer, type NoTimes, offerTimes, withoutTimes } from '../core/offer-times.ts';
import { whoMeets } from '../core/who-meets.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { freshMs } from '../store/busy.ts';
import { getLead } from '../store/lead.ts';
import { openTimes } from '../store/open-times.ts';
import { repNamed } from '../store/rep.ts';
import { changeLead } from './change-lead.ts';
import { readBusy } from './read-busy.ts';

export async function proposeTimes(deps: JobDeps, job: JobOf<'propose-times'>): Promise<void> {
  const { db, playbook, linkFor } = deps;
  const lead = await getLead(db, job.lead);
  if (lead === undefined || !mayOffer(lead, deps.now().toISOString())) return;
  const found = await find(deps, lead);
  await changeLead(deps, job.lead, (before, now) =>
    'why' in found
      ? withoutTimes(before, { after: job.after, why: found.why, playbook, now })
      : offerTimes(before, found, { job, playbook, now, link: linkFor(job.lead) }),
  );
}

/** A calendar that does not answer is no reason to keep the visitor waiting: people settle it. */
async function find(deps: JobDeps, lead: Lead): Promise<Free | { why: NoTimes }> {
  const { db, playbook } = deps;
  const now = deps.now().toISOString();
  const who = whoMeets(lead, { playbook, now });
  if (who.anyOf.length === 0) return { why: 'nobody' };
  const ids = [...who.anyOf, ...who.along];
  try {
    await readBusy(deps, ids, { maxAgeMs: freshMs });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    deps.log.warn({ err: error, lead: lead.id }, 'a calendar could not be read, so no times were offered');
    return { why: 'unreachable' };
  }
  const free = await openTimes(db, { lead, who, playbook, now, maxAgeMs: freshMs });
  if (free.kind !== 'known') return { why: free.kind === 'stale' ? 'unreachable' : free.kind };
  const hosts = await Promise.all(ids.map((id) => repNamed(db, id, playbook)));
  return { slots: free.slots, hosts, who };
}
