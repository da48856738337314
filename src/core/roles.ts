// Who may do what in Slack. Whoever is in a team's channel is a rep; managers and admins are named on the playbook, one by
// one or by Slack user group. An admin may do whatever a manager may, a manager whatever a rep may.
import type { PlaybookPage } from './playbook.ts';

export const roles = ['rep', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What asks for more than a rep. */
const least = {
  erase: 'manager',
  'change-others-leads': 'manager',
  'see-team': 'manager',
  'set-others-hours': 'manager',
  'retry-jobs': 'manager',
  'see-settings': 'manager',
  'move-bar': 'manager',
  'change-playbook': 'manager',
} as const satisfies Record<string, Role>;
export type Act = keyof typeof least;

/** Members of a team's channel are kept like those of a user group, under this name. */
export const teamGroup = (team: string): string => `team:${team}`;

/** Whether Baton answers them: a listed rep, a manager, or anybody in a team's channel. */
export function isOfTheHouse(standing: Standing, playbook: Pick<PlaybookPage, 'roles' | 'teams'>): boolean {
  const isListed = playbook.teams.some(({ reps }) => reps.some(({ slack }) => slack === standing.id));
  const isIn = playbook.teams.some(({ id }) => standing.groups.includes(teamGroup(id)));
  return isListed || isIn || roleOf(standing, playbook) !== 'rep';
}

/** A person in Slack with the ids of the user groups they are in. */
export type Standing = { id: string; groups: readonly string[] };

export function roleOf({ id, groups }: Standing, { roles: named }: Pick<PlaybookPage, 'roles'>): Role {
  const listed = (ids: readonly string[]) => ids.some((each) => each === id || groups.includes(each));
  return listed(named.admins) ? 'admin' : listed(named.managers) ? 'manager' : 'rep';
}

export function mayAct(role: Role, act: Act): boolean {
  return roles.indexOf(role) >= roles.indexOf(least[act]);
}

/** Managers of the page, and those that the team names for itself. */
export function mayMoveBar(standing: Standing, team: string, playbook: Pick<PlaybookPage, 'roles' | 'teams'>): boolean {
  const own = playbook.teams.find(({ id }) => id === team)?.managers ?? [];
  const isOwn = own.some((each) => each === standing.id || standing.groups.includes(each));
  return isOwn || mayAct(roleOf(standing, playbook), 'move-bar');
}

/** Slack ids of those who may, for the sentence that says so. */
export function whoMay(act: Act, { roles: named }: Pick<PlaybookPage, 'roles'>): string[] {
  return least[act] === 'manager' ? [...new Set([...named.managers, ...named.admins])] : [...named.admins];
}

/** Every user group whose members Baton has to know. */
export function groupsNamed({ roles: named, review }: Pick<PlaybookPage, 'roles' | 'review'>): string[] {
  const ids = [...named.managers, ...named.admins, ...(review?.reviewers ?? [])];
  return [...new Set(ids.filter((id) => id.startsWith('S')))];
}

/** Who reads conversations to say what Baton read rightly. */
export function isReviewer({ id, groups }: Standing, { review }: Pick<PlaybookPage, 'review'>): boolean {
  return review?.reviewers.some((each) => each === id || groups.includes(each)) ?? false;
}
