// Who would meet a visitor who chooses a time themselves: whoever has the lead, else whoever it was offered to, else one of
// the team. Whom the kind of meeting brings along always comes too.
import { ahead } from './booking.ts';
import type { Lead } from './lead.ts';
import { meetingKindOf, type Playbook, teamOf } from './playbook.ts';

/** `anyOf`: one of them does, by turn, and all of `along`. */
export type WhoMeets = {
  kind: string;
  label: string;
  lengthMin: number;
  anyOf: readonly string[];
  along: readonly string[];
};

export function whoMeets(lead: Lead, { playbook, now }: { playbook: Playbook; now: string }): WhoMeets {
  const { booking } = lead;
  const meeting = ahead(booking, now);
  const asked = meetingKindOf(playbook, meeting?.kind ?? booking?.proposed?.kind);
  const about = {
    kind: asked.id,
    label: asked.label,
    lengthMin: meeting?.lengthMin ?? booking?.proposed?.lengthMin ?? asked.minutes[0],
  };
  if (meeting !== null) {
    const [first, ...along] = meeting.hosts.map(({ id }) => id);
    return { ...about, anyOf: first === undefined ? [] : [first], along };
  }
  const rep = lead.rep ?? lead.offer?.rep ?? null;
  const team = teamOf(playbook, lead.offer?.team)?.reps.map(({ slack }) => slack) ?? [];
  const anyOf = rep === null ? team.filter((id) => !asked.with.includes(id)) : [rep.id];
  return { ...about, anyOf, along: asked.with.filter((id) => !anyOf.includes(id)) };
}
