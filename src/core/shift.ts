// When a rep's working day is over, for what must not outlast it.
import { type RepFacts, repCalendar, teamCalendar, unknownRep } from './desk.ts';
import type { Playbook } from './playbook.ts';
import { closesAt } from './working-time.ts';

/** Null for whoever is off duty now, has no end, or is listed in no team: then nobody knows when they stop. */
export function shiftEnd(rep: string, about: { playbook: Playbook; facts?: RepFacts; now: string }): string | null {
  const { playbook, facts = unknownRep, now } = about;
  for (const team of playbook.teams) {
    const listed = team.reps.find(({ slack }) => slack === rep);
    if (listed !== undefined) return closesAt(repCalendar(teamCalendar(playbook, team), listed, facts), now);
  }
  return null;
}
