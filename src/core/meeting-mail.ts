// What a mail about a meeting is told of the lead it is for. Whether the mail is still true is for whoever sends it to ask.
import { type Booking, endOf, type Meeting } from './booking.ts';
import type { LeadEvent } from './event.ts';
import { languageOf } from './language.ts';
import type { Lead } from './lead.ts';
import type { ChoiceMail, MeetingMail } from './mail.ts';
import { person } from './person.ts';
import { meetingKindOf, type Playbook } from './playbook.ts';
import { mailable } from './sayable.ts';
import { guestOf, visitorZone } from './tell-meeting.ts';

/** `sequence`: of the meeting's changes. `hostEmail`: the address of its first host. */
export type MailFacts = {
  id: string;
  playbook: Playbook;
  now: string;
  link: string | null;
  sequence: number;
  hostEmail: string | null;
};

type Standing = NonNullable<Booking['meeting']>;

/** Null: there is no address to write to. */
export function meetingMail(
  lead: Lead,
  about: { kind: MeetingMail['kind']; meeting: Meeting & Pick<Standing, 'event'>; before?: string },
  facts: MailFacts,
): MeetingMail | null {
  const { kind, meeting, before } = about;
  const whom = toVisitor(lead, facts);
  if (whom === null) return null;
  const [host] = meeting.hosts;
  return {
    ...whom,
    kind,
    rep: host === undefined ? null : { name: host.name, email: facts.hostEmail },
    label: meetingKindOf(facts.playbook, meeting.kind).label,
    startsAt: meeting.startsAt,
    endsAt: endOf(meeting),
    ...(before !== undefined && { before }),
    call: meeting.event.call,
    event: { uid: meeting.event.uid, sequence: facts.sequence },
  };
}

/** Null: there is no address, or nothing is proposed. */
export function choiceMail(lead: Lead, facts: MailFacts): ChoiceMail | null {
  const whom = toVisitor(lead, facts);
  const proposed = lead.booking?.proposed ?? null;
  if (whom === null || proposed === null) return null;
  return {
    ...whom,
    kind: 'choose',
    rep: lead.rep === null ? null : { name: lead.rep.name, email: facts.hostEmail },
    label: meetingKindOf(facts.playbook, proposed.kind).label,
    times: proposed.times.map(({ startsAt }) => startsAt),
  };
}

function toVisitor(lead: Lead, { id, playbook, now, link }: MailFacts) {
  const address = guestOf(lead, playbook);
  if (address === null) return null;
  const { name } = person(mailable(lead), playbook);
  return {
    id,
    to: { address, ...(name !== null && { name }) },
    language: languageOf(lead.messages, playbook.languages),
    company: playbook.company.name,
    zone: lead.booking?.zone ?? null,
    hostZone: visitorZone(lead, playbook),
    selfService: link,
    now,
  };
}

const changes: readonly LeadEvent['kind'][] = ['booked', 'moved', 'cancelled'];

/** How often the calendar has changed the lead's meeting, the first time not counted. */
export function sequenceOf(events: readonly Pick<LeadEvent, 'kind'>[]): number {
  return Math.max(0, events.filter(({ kind }) => changes.includes(kind)).length - 1);
}
