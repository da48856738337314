// Which Slack workspace a team, a channel or a person belongs to, as the playbook says. Null: the only one there is.
// Also the sentences for a workspace that cannot be reached: a job that gave up with one is found again by its id.
import { type Playbook, type Team, teamOf } from './playbook.ts';

/** Every workspace or organisation that the playbook names, each once. */
export function workspacesNamed({ workspace, teams }: Pick<Playbook, 'workspace' | 'teams'>): string[] {
  const named = [workspace, ...teams.map((team) => team.workspace)];
  return [...new Set(named.flatMap((id) => (id === undefined ? [] : [id])))];
}

export function workspaceOfTeam(playbook: Playbook, team: string | undefined): string | null {
  return of(playbook, teamOf(playbook, team));
}

/** `to`: a channel, or a person by their Slack id. */
export function workspaceOfAddressee(playbook: Playbook, to: string): string | null {
  const { teams } = playbook;
  const { ops, digest, customers } = playbook;
  if (to === ops || to === digest.channel || to === customers?.tell) return playbook.workspace ?? null;
  const theirs = teams.find(
    ({ channel, digest: own, reps }) => channel === to || own?.channel === to || reps.some(({ slack }) => slack === to),
  );
  return of(playbook, theirs);
}

function of({ workspace }: Playbook, team: Team | undefined): string | null {
  return team?.workspace ?? workspace ?? null;
}

/** Teams of which nobody knows where they are, once more than one workspace has installed Baton. */
export function teamsNowhere(playbook: Playbook): Team[] {
  return playbook.workspace === undefined ? playbook.teams.filter(({ workspace }) => workspace === undefined) : [];
}

const nowhere = 'No workspace has installed Baton';

export const unreachable = {
  none: (installUrl: string) => `${nowhere}. Open ${installUrl} and install it.`,
  many: () =>
    'Several workspaces have installed Baton, and the playbook does not say which one this is for. Add "workspace: T…" to the team, or to the page for all.',
  absent: (workspace: string, installUrl: string) =>
    `Workspace ${workspace} has not installed Baton, or not any more. Open ${installUrl} and install it there.`,
  refused: (workspace: string, why: string, installUrl: string) =>
    `Slack does not take the token of workspace ${workspace} any more (${why}). Open ${installUrl} and install Baton there again.`,
  closed: (workspace: string, why: string, installUrl: string) =>
    `The token of workspace ${workspace} cannot be read: ${why}. Set the SECRET_KEY it was sealed with, or install Baton there again at ${installUrl}.`,
} as const;

/** Whether a job that gave up with this error can be done now that `workspace` has installed Baton. */
export function isMended(error: string, workspace: string): boolean {
  return error.includes(nowhere) || error.includes(`orkspace ${workspace} `);
}
