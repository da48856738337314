// Which workspace a job is for: the one where its card stands or will stand, or where whom it addresses can be found.
import type { Job } from '../core/job.ts';
import { workspaceOfAddressee, workspaceOfTeam } from '../core/workspace.ts';
import type { WorkDeps } from '../deps.ts';
import { placeOfLead } from '../store/lead.ts';

export async function workspaceOf(
  { db, playbook }: Pick<WorkDeps, 'db' | 'playbook'>,
  job: Job,
): Promise<string | null> {
  if ('card' in job && job.card.workspace !== undefined) return job.card.workspace;
  if ('workspace' in job && job.workspace !== undefined) return job.workspace;
  // A modal is open where the rep pressed: beside the card.
  const inModal = job.kind === 'fill-slots' || job.kind === 'show-booked';
  if ('rep' in job && !inModal) return workspaceOfAddressee(playbook, job.rep);
  if ('team' in job) return workspaceOfTeam(playbook, job.team);
  // A whisper is read in the card's thread, whoever reads it.
  if ('to' in job && job.kind !== 'whisper') return workspaceOfAddressee(playbook, job.to);
  if (!('lead' in job)) return playbook.workspace ?? null;
  const { team, workspace } = await placeOfLead(db, job.lead);
  return workspace ?? workspaceOfTeam(playbook, team);
}
