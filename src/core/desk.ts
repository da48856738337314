// Who sits at the desk when a lead comes in: what the playbook says about each rep, with what is stored beside it.
import type { ListedRep, Playbook, Team } from './playbook.ts';
import type { Absence, Calendar, Hours } from './working-time.ts';

/** What is stored of a rep. Hours, zone and limit are their own choice and go before the playbook's. */
export type RepFacts = {
  away: readonly Absence[];
  hours: Hours | null;
  zone: string | null;
  atOnce: number | null;
  /** Leads they have claimed and not closed, and leads offered to them that nobody has claimed. */
  open: number;
  /** When their leads of the last day and a bit were offered. */
  offeredAt: readonly string[];
};

/** How many turns a rep of a team has had. */
export type TurnsHad = { team: string; rep: string; served: number; lastAt: string | null };

/**
 * A rep to whom the visitor belongs. `of` says of what: their address or domain, the other lead they have open, the deal,
 * person or company of the CRM; of a rep who promised to come back to them, nothing more.
 */
export type Owner = { rep: string; why: 'crm' | 'account' | 'lead' | 'promise'; of: string };

export type Desk = {
  /** By Slack id; a rep of whom nothing is stored is not in it. */
  reps: ReadonlyMap<string, RepFacts>;
  turns: readonly TurnsHad[];
  /** The first one listed in the playbook counts. */
  owners: readonly Owner[];
};

export const emptyDesk: Desk = { reps: new Map(), turns: [], owners: [] };

export const unknownRep: RepFacts = { away: [], hours: null, zone: null, atOnce: null, open: 0, offeredAt: [] };

export function teamCalendar(playbook: Playbook, team: Team): Calendar {
  return {
    zone: team.zone ?? playbook.zone,
    hours: team.hours ?? playbook.hours,
    holidays: team.holidays ?? playbook.holidays,
    away: [],
  };
}

/** The hours of one rep: their own, else those the playbook gives them, else their team's. */
export function repCalendar(team: Calendar, rep: ListedRep, facts: RepFacts): Calendar {
  return {
    zone: facts.zone ?? rep.zone ?? team.zone,
    hours: facts.hours ?? rep.hours ?? team.hours,
    holidays: team.holidays,
    away: facts.away,
  };
}

/** The hours of anybody in Slack; who is listed in no team has those of the page. */
export function calendarOf(rep: string, playbook: Playbook, facts: RepFacts): Calendar {
  for (const team of playbook.teams) {
    const listed = team.reps.find(({ slack }) => slack === rep);
    if (listed !== undefined) return repCalendar(teamCalendar(playbook, team), listed, facts);
  }
  const { zone, hours, holidays } = playbook;
  return { zone: facts.zone ?? zone, hours: facts.hours ?? hours, holidays, away: facts.away };
}
