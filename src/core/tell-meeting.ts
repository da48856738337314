// What a visitor hears about a meeting: in their language and on their clock, with where to go next. Only what the calendar
// has said is told as done.
import type { Meeting } from './booking.ts';
import { type Decision, say } from './decision.ts';
import { inTheirLanguage } from './in-language.ts';
import { languageOf } from './language.ts';
import type { Lead, Message } from './lead.ts';
import { chatOf, mailChannel, type Place, placeOf } from './line.ts';
import { person } from './person.ts';
import { type Playbook, teamOf } from './playbook.ts';
import { mailable, type Told } from './sayable.ts';
import { keptFrom } from './unproven.ts';
import { whenText } from './when.ts';
import { fill, type LineName } from './words.ts';

/** `link`: the page on which this visitor can choose, move and cancel. */
export type MeetingTelling = { playbook: Playbook; now: string; link: string | null };

type Said = MeetingTelling & { meeting: Meeting & { event?: { call: string | null } } };

/** The lines as one message. Whatever needs an address that there is not is left out. */
export function tellMeeting(decision: Decision, lines: readonly LineName[], said: Said): Decision {
  const { lead } = decision;
  const { playbook, now, link, meeting } = said;
  const { words, company } = inTheirLanguage(playbook, lead);
  const call = meeting.event?.call ?? null;
  const language = languageOf(lead.messages, playbook.languages);
  const blanks = {
    company: company.name,
    rep: meeting.hosts[0]?.name,
    when: whenText(meeting.startsAt, { zone: visitorZone(lead, playbook), language }),
    email: guestOf(lead, playbook) ?? undefined,
    call: call ?? undefined,
    link: link ?? undefined,
  };
  const heard = lines.filter((line) => !(line === 'callLink' && call === null) && !(isLink(line) && link === null));
  const text = heard.map((line) => fill(words[line], blanks)).join('\n');
  // A mail of its own says the same, with the calendar file: nobody gets two.
  const isMailed = lines.some((line) => mailed.has(line));
  const place = provenChat(lead);
  const where = place === null ? isMailed && { channel: chatOf(lead).channel } : { place };
  return say(decision, { text, asks: null, at: now, ...where });
}

/** Where they proved who they are, if they wrote elsewhere last; null: they did not, or it is as good. */
function provenChat(lead: Lead): Place | null {
  const kept = keptFrom(lead, chatOf(lead));
  const isTheirs = ({ n, from, channel }: Message) =>
    from === 'visitor' && channel !== mailChannel && kept?.lines.has(n) === true;
  const line = lead.messages.findLast(isTheirs);
  return line === undefined ? null : placeOf(lead, line);
}

const mailed: ReadonlySet<LineName> = new Set<LineName>(['booked', 'moved', 'cancelled', 'reminder']);
const isLink = (line: LineName) => line === 'changeLink' || line === 'chooseLink';

/** Their own zone, as far as it is known: what they named or chose goes before what their browser shows. Else that of the team they talk to. */
export function visitorZone(
  { booking, offer, visitor }: Pick<Lead, 'booking' | 'offer' | 'visitor'>,
  playbook: Playbook,
): string {
  return booking?.zone ?? visitor.zone ?? teamOf(playbook, offer?.team)?.zone ?? playbook.zone;
}

/** The address that is invited: what the visitor said goes before what a rep typed. */
export function guestOf(lead: Told & Pick<Lead, 'booking'>, playbook: Playbook): string | null {
  return person(mailable(lead), playbook).email ?? lead.booking?.guest ?? null;
}
