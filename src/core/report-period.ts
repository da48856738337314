// Which week and whose numbers somebody asks for, in a few words; and whether they may read them: reps those of their own team,
// managers all.
import { weekName, weekNumber, weekOf } from './iso-week.ts';
import type { PlaybookPage } from './playbook.ts';
import { mayAct, roleOf, type Standing, teamGroup } from './roles.ts';

/** `team` null: of all teams. */
export type Period = { week: number; team: string | null };
export type ReadPeriod =
  | ({ kind: 'read' } & Period)
  | { kind: 'unclear'; text: string }
  | { kind: 'ahead' }
  | { kind: 'not-yours'; team: string };

type By = { playbook: PlaybookPage; standing: Standing; now: string };

export function readPeriod(typed: string, { playbook, standing, now }: By): ReadPeriod {
  const { zone } = playbook;
  const present = weekOf(now, zone);
  const { week, rest } = readWeek(typed.trim(), present);
  const named = readTeam(rest, playbook);
  if (week === null || named === undefined) return { kind: 'unclear', text: typed };
  if (week > present) return { kind: 'ahead' };
  if (mayAct(roleOf(standing, playbook), 'see-team')) return { kind: 'read', week, team: named };
  const own = playbook.teams.filter(
    ({ id, reps }) => standing.groups.includes(teamGroup(id)) || reps.some(({ slack }) => slack === standing.id),
  );
  const team = named ?? own[0]?.id ?? null;
  if (team === null || !own.some(({ id }) => id === team)) return { kind: 'not-yours', team: team ?? '' };
  return { kind: 'read', week, team };
}

function readWeek(text: string, present: number): { week: number | null; rest: string } {
  const [, words = '', rest = ''] =
    /^((?:the )?(?:last|this|past) week|(?:\d{4}-)?w\d{1,2}|week \d{1,2})?\b\s*(.*)$/i.exec(text) ?? [];
  const said = words.toLowerCase();
  if (said === '' || /last|past/.test(said)) return { week: present - 1, rest };
  if (said.includes('this')) return { week: present, rest };
  const number = /(\d{1,2})$/.exec(said)?.[1]?.padStart(2, '0') ?? '';
  const named = /^\d{4}/.exec(said)?.[0];
  return { week: named === undefined ? lastOf(number, present) : weekNumber(`${named}-W${number}`), rest };
}

/** In January, the last week 50 was one of the year before. */
function lastOf(number: string, present: number): number | null {
  const year = Number(weekName(present).slice(0, 4));
  const [last] = [year, year - 1]
    .map((of) => weekNumber(`${of}-W${number}`))
    .filter((week) => week !== null && week <= present);
  return last ?? null;
}

/** By name or id; undefined: there is no such team. */
function readTeam(text: string, { teams }: PlaybookPage): string | null | undefined {
  const said = text
    .replace(/^(?:of|for|in)\s+/i, '')
    .trim()
    .toLowerCase();
  if (said === '' || /^all(?: teams)?$/.test(said)) return null;
  return teams.find(({ id, name }) => id === said || name.toLowerCase() === said)?.id;
}
