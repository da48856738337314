// What a visitor's lines say of the times they were offered, or of the meeting they have, and what Baton answers. Holding the
// time they chose is not decided here: whether it is still free is for the database to say.
import { canBeBooked } from './book.ts';
import { ahead, type Booking, type Meeting, noBooking } from './booking.ts';
import { type Decision, say } from './decision.ts';
import { guidedTurn } from './guided.ts';
import { inTheirLanguage } from './in-language.ts';
import type { Turn } from './interviewer.ts';
import { languageOf } from './language.ts';
import type { Lead, Message } from './lead.ts';
import { owedTimes, type TimesWanted } from './owed-times.ts';
import { type Picked, pickTime } from './pick-time.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import { inDaytime, offering } from './propose.ts';
import { type Change, readChange, readConsent } from './read-change.ts';
import { timesTold } from './tell.ts';
import { tellMeeting, visitorZone } from './tell-meeting.ts';
import { cancel } from './unbook.ts';
import { whenText } from './when.ts';
import { wishFor } from './wish.ts';
import { fill, type LineName } from './words.ts';

export type TimesAnswer =
  | Picked
  | { kind: 'changes'; change: Change; zone: null }
  /** To whether it is to be cancelled. */
  | { kind: 'consents'; yes: boolean; zone: null };

/** `link`: the page on which this visitor can choose, move and cancel. */
export type Answering = { playbook: Playbook; now: string; link: string | null };

/** After so many offers people settle it; after so many questions in a row it is a note like any other. */
const most = { offers: 6, questions: 2 } as const;

/** What else they said with it: no model is asked for that. A day or a number was said of the times. */
export function heardBeside(lead: Lead, playbook: Playbook): Turn {
  const turn = guidedTurn({ lead, playbook });
  const isTimely = (id: string) => ['date', 'number'].includes(fieldOf(playbook, id)?.kind ?? '');
  return { ...turn, claims: turn.claims.filter(({ field }) => !isTimely(field)) };
}

/** Null: nothing, so that the line is heard as any other. */
export function readTimes(lead: Lead, { playbook, now }: Pick<Answering, 'playbook' | 'now'>): TimesAnswer | null {
  const { booking, messages, takeover, state, readUpTo } = lead;
  const isOpen = state === 'offered' || state === 'claimed' || state === 'booked';
  if (!playbook.calendar || booking === null || !isOpen || takeover !== null || !canBeBooked(lead)) return null;
  const unread = messages.filter(({ from, n }) => from === 'visitor' && n > readUpTo);
  const text = unread.map((line) => line.text).join('\n');
  const last = messages.findLast(({ from, n }) => from === 'baton' && n < (unread[0]?.n ?? 0));
  const meeting = ahead(booking, now);
  if (meeting !== null && last !== undefined && timesTold([last], 'cancelAsk', playbook) > 0) {
    const consent = readConsent(text);
    if (consent !== null) return { kind: 'consents', yes: consent === 'yes', zone: null };
  }
  // What they wrote before the times stood there is no answer to them.
  const proposed = (unread[0]?.n ?? 0) > (booking.proposed?.message ?? 0) ? booking.proposed : null;
  const picked =
    proposed === null ? null : withTheirRep(lead, readPick(lead, proposed, { text, playbook, now }), playbook);
  if (picked !== null) return picked;
  // They were asked for the address that the invitation goes to: now which time was it?
  const asked = playbook.fields.find(({ id }) => id === last?.asks)?.kind;
  if (proposed !== null && asked === 'email' && text.includes('@')) {
    return { kind: 'unclear', among: proposed.times.map((_, i) => i), zone: null };
  }
  const again = meeting === null && last !== undefined ? readAgain(last, { text, lead, playbook, now }) : null;
  if (again !== null) return again;
  const change = meeting !== null || lead.offer?.inChat === true ? readChange(text) : null;
  return change === null || (change === 'cancel' && meeting === null) ? null : { kind: 'changes', change, zone: null };
}

type Offered = NonNullable<Booking['proposed']>;
type Reading = { text: string; playbook: Playbook; now: string };

function readPick(lead: Lead, { times, message }: Offered, { text, playbook, now }: Reading): Picked | null {
  const picked = pickTime(text, { times, zone: visitorZone(lead, playbook), now, country: playbook.country });
  const since = lead.messages.slice(message);
  const asked = timesTold(since, 'whichTime', playbook) + timesTold(since, 'thatTime', playbook);
  if (picked?.kind === 'unclear' && asked >= most.questions) return null;
  const offers = timesTold(lead.messages, 'timesAsk', playbook) + timesTold(lead.messages, 'timeAsk', playbook);
  const goesOn = picked?.kind === 'other' || picked?.kind === 'none';
  return goesOn && offers >= most.offers ? null : picked;
}

/** They were told to write if they would like another time. */
function readAgain(last: Message, { text, lead, playbook, now }: Reading & { lead: Lead }): TimesAnswer | null {
  if (timesTold([last], 'cancelled', playbook) + timesTold([last], 'noShow', playbook) === 0) return null;
  if (readConsent(text) === 'yes') return { kind: 'changes', change: 'move', zone: null };
  const wished = pickTime(text, { times: [], zone: visitorZone(lead, playbook), now, country: playbook.country });
  return wished?.kind === 'other' ? wished : null;
}

/** Somebody else has the lead since: whether the time they chose is open there too has to be looked up. */
function withTheirRep(lead: Lead, picked: Picked | null, playbook: Playbook): Picked | null {
  const meeting = picked?.kind === 'picked' ? chosen(lead, picked.index) : null;
  if (picked === null || meeting === null || lead.rep === null || meeting.hosts[0]?.id === lead.rep.id) return picked;
  return { kind: 'other', zone: picked.zone, wish: wishFor(meeting.startsAt, visitorZone(lead, playbook)) };
}

/** Everything but a choice, which is answered once it is known whether the time is held. */
export function answerTimes(before: Decision, answer: TimesAnswer, by: Answering): Decision {
  const decision = inZone(before, answer.zone);
  switch (answer.kind) {
    case 'picked':
      return decision;
    case 'unclear':
      return askAgain(decision, answer.among, by);
    case 'other':
      return owing(decision, { want: answer.wish, not: answer.wish === null ? offeredNow(decision.lead) : [] });
    case 'none':
      return owing(decision, { not: offeredNow(decision.lead) });
    case 'declined':
      return declined(decision, by);
    case 'zone':
      return inTheirZone(decision, by);
    case 'changes':
      return changed(decision, answer.change, by);
    case 'consents':
      return consented(decision, answer.yes, by);
  }
}

function inZone(decision: Decision, zone: string | null): Decision {
  const { lead } = decision;
  return zone === null
    ? decision
    : { ...decision, lead: { ...lead, booking: { ...(lead.booking ?? noBooking), zone } } };
}

const offeredNow = ({ booking }: Lead): string[] => booking?.proposed?.times.map(({ startsAt }) => startsAt) ?? [];

/** Fresh times, as soon as the calendars were asked. */
export function owing(decision: Decision, wanted: TimesWanted = {}): Decision {
  return { ...decision, owed: [...decision.owed, owedTimes(decision.lead, wanted)] };
}

function askAgain(decision: Decision, among: readonly number[], by: Answering, ask: LineName = 'whichTime'): Decision {
  const { lead } = decision;
  const proposed = lead.booking?.proposed;
  if (proposed == null) return decision;
  const times = proposed.times.flatMap(({ startsAt }, i) => (among.includes(i) ? [{ n: i + 1, startsAt }] : []));
  const text = offering(lead, { ...by, times, ask, link: null }).join('\n');
  return say(decision, { text, asks: null, at: by.now });
}

/** The same times on their clock; where that is at night, others. */
function inTheirZone(decision: Decision, by: Answering): Decision {
  const { booking } = decision.lead;
  const times = booking?.proposed?.times ?? [];
  const zone = visitorZone(decision.lead, by.playbook);
  if (!times.every(({ startsAt }) => inDaytime(startsAt, zone))) return owing(decision, {});
  return askAgain(
    decision,
    times.map((_, i) => i),
    by,
    'timesAsk',
  );
}

function declined(decision: Decision, { playbook, now }: Answering): Decision {
  const { lead } = decision;
  const { words } = inTheirLanguage(playbook, lead);
  const without = { ...lead, booking: { ...(lead.booking ?? noBooking), proposed: null } };
  return say({ ...decision, lead: without }, { text: words.declined, asks: null, at: now });
}

function changed(decision: Decision, change: Change, by: Answering): Decision {
  const meeting = ahead(decision.lead.booking, by.now);
  if (meeting !== null && by.link !== null) return tellMeeting(decision, ['changeLink'], { ...by, meeting });
  if (meeting !== null && change === 'cancel') return tellMeeting(decision, ['cancelAsk'], { ...by, meeting });
  return owing(decision, {});
}

function consented(decision: Decision, yes: boolean, by: Answering): Decision {
  const { lead } = decision;
  const meeting = ahead(lead.booking, by.now);
  if (meeting === null) return decision;
  if (!yes) return tellMeeting(decision, ['staysSo'], { ...by, meeting });
  const done = cancel(lead, { by: 'visitor', playbook: by.playbook, now: by.now });
  if (done.kind !== 'done') return decision;
  const merged = {
    ...decision,
    lead: done.lead,
    events: [...decision.events, ...done.events],
    owed: [...decision.owed, ...done.owed],
  };
  return tellMeeting(merged, ['takingOut'], { ...by, meeting });
}

/** The time that was chosen, as it was offered. */
export function chosen({ booking }: Lead, index: number): Meeting | null {
  const proposed = booking?.proposed;
  const time = proposed?.times[index];
  if (proposed == null || time === undefined) return null;
  return { kind: proposed.kind, lengthMin: proposed.lengthMin, ...time };
}

/** It is kept for them; the calendar is asked next, and only that says whether it is booked. */
export function sayHeld(decision: Decision, held: Decision, { playbook, now }: Answering): Decision {
  // The numbers tell by this where a meeting came from.
  const reserved = held.events.map((event) => ({ ...event, data: { ...event.data, where: 'chat' } }));
  const both = {
    ...decision,
    lead: held.lead,
    events: [...decision.events, ...reserved],
    owed: [...decision.owed, ...held.owed],
  };
  return say(both, { text: inTheirLanguage(playbook, held.lead).words.puttingIn, asks: null, at: now });
}

/** Why the time is not theirs. */
export type NotTheirs = 'gone' | 'no-address' | 'under-way' | 'over';

export function sayNotHeld(
  decision: Decision,
  { why, startsAt }: { why: NotTheirs; startsAt: string },
  { playbook, now }: Answering,
): Decision {
  const { lead } = decision;
  const { words, fields } = inTheirLanguage(playbook, lead);
  if (why === 'gone') {
    const where = { zone: visitorZone(lead, playbook), language: languageOf(lead.messages, playbook.languages) };
    return owing(decision, { not: [startsAt], notice: fill(words.slotGone, { when: whenText(startsAt, where) }) });
  }
  const email = fields.find(({ kind }) => kind === 'email');
  if (why === 'no-address' && email !== undefined) {
    return say(decision, { text: email.question, asks: email.id, at: now });
  }
  // What they chose a moment ago is being put in.
  if (why === 'under-way') return say(decision, { text: words.puttingIn, asks: null, at: now });
  return say(decision, { text: words.noTimes, asks: null, at: now });
}
