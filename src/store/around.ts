// Who is around a lead: the hours of its team, whom it may be told and when, and the managers it may end with.
import { calendarOf, repCalendar, teamCalendar, unknownRep } from '../core/desk.ts';
import type { Around } from '../core/ladder.ts';
import type { Lead, Rep } from '../core/lead.ts';
import type { Reach } from '../core/nudge.ts';
import { type Playbook, type Team, teamOf } from '../core/playbook.ts';
import type { Calendar } from '../core/working-time.ts';
import type { Reader } from './db.ts';
import { factsOf } from './desk.ts';
import { membersOf } from './group.ts';
import { calledSoon } from './nudges.ts';
import { preferencesOf } from './preferences.ts';
import { getRep } from './rep.ts';

type About = { playbook: Playbook; at: string };

export async function readAround(reader: Reader, lead: Lead, { playbook, at }: About): Promise<Around> {
  const alone = lead.ladder?.kind === 'offered' ? (lead.ladder.alone?.rep.id ?? null) : null;
  const managers = await managersOf(reader, teamOf(playbook, lead.offer?.team), { playbook, at });
  const ids = [...managers.map(({ rep }) => rep.id), ...(alone === null ? [] : [alone])];
  return {
    playbook,
    now: at,
    team: await calendarsOf(reader, lead.offer?.team, { playbook, at }),
    suggested: alone === null ? null : await reachOf(reader, alone, { playbook, at }),
    managers,
    called: await calledSoon(reader, ids, at),
  };
}

/** Of each rep of the team; a team that lists none has its own. */
export async function calendarsOf(
  reader: Reader,
  id: string | undefined,
  { playbook, at }: About,
): Promise<Calendar[]> {
  const team = teamOf(playbook, id);
  if (team === undefined) return [];
  const own = teamCalendar(playbook, team);
  if (team.reps.length === 0) return [own];
  const ids = team.reps.map(({ slack }) => slack);
  const facts = await factsOf(reader, ids, at);
  return team.reps.map((rep) => repCalendar(own, rep, facts.get(rep.slack) ?? unknownRep));
}

export async function reachOf(reader: Reader, rep: string, { playbook, at }: About): Promise<Reach> {
  const facts = (await factsOf(reader, [rep], at)).get(rep) ?? unknownRep;
  return { calendar: calendarOf(rep, playbook, facts), preferences: await preferencesOf(reader, rep) };
}

/** Those of the team, else those of the page. */
export async function managersOf(
  reader: Reader,
  team: Team | undefined,
  about: About,
): Promise<{ rep: Rep; reach: Reach }[]> {
  const { playbook } = about;
  const named = team?.managers ?? playbook.roles.managers;
  const inGroups = await membersOf(
    reader,
    named.filter((id) => id.startsWith('S')),
  );
  const ids = new Set([...named.filter((id) => !id.startsWith('S')), ...inGroups]);
  const listed = new Map(playbook.teams.flatMap(({ reps }) => reps).map(({ slack, name }) => [slack, name]));
  return Promise.all(
    [...ids].map(async (id) => {
      const name = listed.get(id) ?? (await getRep(reader, id))?.name ?? id;
      return { rep: { id, name }, reach: await reachOf(reader, id, about) };
    }),
  );
}
