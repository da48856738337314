// A person goes on in another conversation: the lead takes it on, and to everything else in the core they are the visitor who is
// back. Two leads that turn out to be one person's become the older one, where nobody else has met the newer one yet.

import type { Decision } from './decision.ts';
import type { Answer, Evidence, Lead, Message } from './lead.ts';
import { isAt, type Place } from './line.ts';
import type { Match } from './same-person.ts';
import { isCarried } from './sayable.ts';
import { arrived, filledIn, type Joined, type Visitor } from './visitor.ts';

/** `from`: the lead that the conversation was until now. */
type Joining = Place & { visitor: Visitor; match: Omit<Match, 'lead'>; now: string; from?: Lead['id'] };

export function join(lead: Lead, joining: Joining): Pick<Decision, 'lead' | 'events'> {
  const { channel, conversation, match, now, from } = joining;
  const { visitor, filled } = filledIn(lead.visitor, joining.visitor);
  const joined: Joined = {
    channel,
    conversation,
    at: now,
    visitor: joining.visitor,
    by: match.by,
    was: match.was,
    filled,
  };
  const data = { channel, by: match.by, rank: match.rank, was: match.was, ...(from && { from }) };
  return {
    lead: { ...lead, visitor, joined: [...lead.joined, joined] },
    events: [{ kind: 'joined', by: 'baton', data }],
  };
}

/** The lead with what its channel says of the visitor now, in whichever of its conversations they wrote. */
export function withArrival(lead: Lead, visitor: Visitor, place: Place | undefined): Lead {
  const known = place && lead.joined.find(isAt(place));
  if (place === undefined || known === undefined) return { ...lead, visitor: arrived(lead.visitor, visitor) };
  const now = arrived(known.visitor, visitor);
  const own = filledIn(lead.visitor, now);
  const filled = [...known.filled, ...own.filled];
  const joined = lead.joined.map((each) => (each === known ? { ...known, visitor: now, filled } : each));
  return { ...lead, visitor: own.visitor, joined };
}

/** Nobody but Baton has met them as this lead, and nothing of it stands anywhere else. */
export function mayEnd(newer: Lead, older: Lead): boolean {
  const { state, card, offer, booking, nurture, crm, takeover } = newer;
  const isBare = [card, offer, booking, nurture, crm, takeover].every((each) => each === null);
  return state === 'chatting' && isBare && newer.createdAt >= older.createdAt;
}

/** The older lead with the lines and answers of the newer one after its own. What came along from it stands there already. */
export function merged(older: Lead, newer: Lead): Lead {
  const by = older.messages.length;
  const messages = newer.messages.map((message) => moved(message, by, newer.conversation));
  const answers = newer.answers.filter((answer) => !isCarried(answer)).map((answer) => shifted(answer, by));
  return {
    ...older,
    messages: [...older.messages, ...messages],
    answers: [...older.answers, ...answers],
    refused: [...older.refused, ...newer.refused.map((refusal) => ({ ...refusal, message: refusal.message + by }))],
    declined: [...new Set([...older.declined, ...newer.declined])],
    dropped: [...older.dropped, ...newer.dropped.map((n) => n + by)],
    readUpTo: isRead(older) ? by + newer.readUpTo : older.readUpTo,
    joined: [...older.joined, ...newer.joined],
  };
}

/** What came after is ours. */
const isRead = ({ messages, readUpTo }: Lead): boolean =>
  messages.every(({ n, from }) => from !== 'visitor' || n <= readUpTo);

function moved(message: Message, by: number, conversation: string): Message {
  const told = message.tells?.map((each) => ({ ...each, message: each.message + by }));
  return { conversation, ...message, n: message.n + by, ...(told && { tells: told }) };
}

const shifted = (answer: Answer, by: number): Answer => ({
  ...answer,
  evidence: moveEvidence(answer.evidence, (n) => n + by),
});

export function moveEvidence(evidence: Evidence, to: (n: number) => number): Evidence {
  switch (evidence.kind) {
    case 'carried':
      return evidence;
    case 'said':
      return { ...evidence, message: to(evidence.message) };
    case 'confirmed':
      return { ...evidence, message: to(evidence.message), offer: to(evidence.offer) };
  }
}
