// Takes back at the product what a rep had granted. Products take back all of an account at once, so whoever let Baton in
// again meanwhile keeps it.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { grantRow, holderOf } from '../store/calendar-grants.ts';

export async function revokeGrant({ db, grants, log }: JobDeps, job: JobOf<'revoke-grant'>): Promise<void> {
  if (grants === null || (await holderOf(db, job.email)) !== undefined) return;
  const opened = grants.sealer.open(job.token, grantRow(job.rep));
  if (opened.kind === 'open') return grants.consent.revoke(opened.text);
  log.warn(
    { rep: job.rep, why: opened.why },
    'a grant cannot be taken back; the rep can do so at myaccount.google.com',
  );
}
