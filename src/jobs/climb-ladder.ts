// Takes the step of the offer ladder that is due. Dropped when the lead has moved on: claimed, snoozed, offered anew.
import type { JobOf } from '../core/job.ts';
import { climb } from '../core/ladder.ts';
import type { JobDeps } from '../deps.ts';
import { readAround } from '../store/around.ts';
import { changeLead } from './change-lead.ts';

export async function climbLadder(deps: JobDeps, job: JobOf<'climb-ladder'>): Promise<void> {
  const { playbook } = deps;
  await changeLead(deps, job.lead, async (lead, at, tx) =>
    climb(lead, job, await readAround(tx, lead, { playbook, at })),
  );
}
