// A meeting as it is written into a calendar. The guest reads it too, so it holds what they said themselves, in their words,
// and nothing of what anybody thinks of it.

import { type EventId, endOf, type Meeting } from '../core/booking.ts';
import { type Brief, brief } from '../core/brief.ts';
import type { Period } from '../core/host.ts';
import type { Lead } from '../core/lead.ts';
import { meetingKindOf, type Playbook } from '../core/playbook.ts';
import { guestOf } from '../core/tell-meeting.ts';
import type { Entry } from '../deps.ts';

/** Minutes before the start at which the host's own calendar reminds them. */
const remindMin = [10];

type About = { meeting: Meeting; event: EventId; guests: readonly { email: string }[]; playbook: Playbook };

export function meetingEntry(lead: Lead, { meeting, event: id, guests, playbook }: About): Entry {
  const known = brief(lead, playbook);
  const visitor = guestOf(lead, playbook);
  const { from: startsAt, until: endsAt } = meetingSpan(meeting);
  const names = guests.map(({ email }, at) => ({ email, name: meeting.hosts[at + 1]?.name ?? email }));
  const invited =
    visitor === null ? [] : [{ email: visitor, ...(known.person.name !== null && { name: known.person.name }) }];
  return {
    id,
    startsAt,
    endsAt,
    title: `${meetingKindOf(playbook, meeting.kind).label}: ${known.company ?? known.who} / ${playbook.company.name}`,
    description: description(known),
    ...(lead.card?.link !== undefined && { source: { title: 'The conversation in Slack', url: lead.card.link } }),
    guests: [...invited, ...names],
    remindMin,
  };
}

function description({ wants, fields, questions, agenda }: Brief): string {
  const said = fields.map(({ label, value, quote, offer }) =>
    offer === null && quote !== value ? `${label}: ${value} (“${quote}”)` : `${label}: ${value}`,
  );
  const parts = [
    wants === null ? [] : [`“${wants}”`],
    said,
    questions.length === 0 ? [] : ['Asked:', ...bullets(questions)],
    ['Agenda:', ...bullets(agenda)],
  ];
  return parts.flatMap((lines) => (lines.length === 0 ? [] : [lines.join('\n')])).join('\n\n');
}

const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`);

/** The time it takes, with whatever must be free around it. */
export function meetingSpan(meeting: Meeting, beforeMin = 0, afterMin = 0): Period {
  const moved = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
  return { from: moved(meeting.startsAt, -beforeMin), until: moved(endOf(meeting), afterMin) };
}
