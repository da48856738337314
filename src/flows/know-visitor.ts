// Who writes here? Asked when a conversation begins, and when its visitor becomes known by something new. Identities are locked
// before any lead, so that two conversations of one person that begin at one moment find each other.
import { type Carried, carriedFrom, takeAlong } from '../core/carry.ts';
import { type Decision, owedRedraw, owedReply } from '../core/decision.ts';
import { isHeld } from '../core/held.ts';
import { identitiesOf, identitiesOfVisitor, newIdentities } from '../core/identities.ts';
import { join, mayEnd, merged } from '../core/join.ts';
import type { Lead, Visitor } from '../core/lead.ts';
import type { Place } from '../core/line.ts';
import { patienceMs } from '../core/one-way.ts';
import type { Playbook } from '../core/playbook.ts';
import { type Arrival, receive } from '../core/receive.ts';
import { isProven, type Match, type SamePerson, samePerson } from '../core/same-person.ts';
import { undelivered } from '../core/undelivered.ts';
import type { Deps } from '../deps.ts';
import { candidatesFor } from '../store/candidates.ts';
import type { Tx } from '../store/db.ts';
import { lockDelivery } from '../store/delivery.ts';
import { endLead } from '../store/end-lead.ts';
import { lockIdentities } from '../store/identities.ts';
import { getLead } from '../store/lead.ts';
import { giveEvents, moveLines, rewriteAnswers, setDelivery } from '../store/move-lines.ts';

type Arriving = Place & { visitor: Visitor };

export function lockArriving({ playbook }: Deps, tx: Tx, arriving: Arriving): Promise<void> {
  return lockIdentities(tx, identitiesOfVisitor(arriving, playbook));
}

/** Of a conversation that is nobody's yet. */
export async function whoArrives({ playbook }: Deps, tx: Tx, arriving: Arriving): Promise<SamePerson> {
  const identities = identitiesOfVisitor(arriving, playbook);
  return samePerson(identities, await candidatesFor(tx, identities, null), playbook);
}

/** `before`: as the lead was when its line was decided about. */
export type Heard = { before: Lead; decision: Decision };

type Hearing = {
  lead: Lead;
  arrival: Arrival;
  same: SamePerson | null;
  now: string;
  hear?: (lead: Lead, arrival: Arrival) => Decision;
};

/** `same`: who it is whose conversation has just begun; null: it goes on. `hear`: what happens to the lead; without it, a line came. */
export async function hearKnown(
  deps: Deps,
  tx: Tx,
  { lead, arrival, same, now, hear = (of, by) => receive(of, by, { playbook: deps.playbook, now }) }: Hearing,
): Promise<Heard> {
  const { playbook } = deps;
  const { place, visitor } = arrival;
  if (same?.kind === 'continue' && place !== undefined) {
    const known = join(lead, { ...place, visitor, match: same.match, now });
    const decision = hear(known.lead, arrival);
    const owed = [...decision.owed, ...owedRedraw(decision.lead)];
    return { before: lead, decision: { ...decision, events: [...known.events, ...decision.events], owed } };
  }
  const decision = hear(lead, arrival);
  if (isHeld(decision.lead)) return { before: lead, decision };
  const found = same ?? (await whoItIs(deps, tx, { lead, decision }));
  if (found.kind === 'new') return { before: lead, decision };
  const { match } = found;
  if (found.kind === 'continue') {
    const one = await becomeOne(deps, tx, { newer: lead, match, arrival, now, hear });
    if (one !== null) return one;
  }
  const carried = carriedFrom(match, { aloud: isProven(match), playbook, now });
  return { before: lead, decision: withCarried(decision, carried, deps) };
}

function withCarried(decision: Decision, carried: Carried | null, { playbook }: Deps): Decision {
  const { lead, events } = takeAlong(decision.lead, carried, playbook);
  return { ...decision, lead, events: [...decision.events, ...events] };
}

/** By what is known of them from this line on. */
async function whoItIs(
  { playbook }: Deps,
  tx: Tx,
  { lead, decision }: { lead: Lead; decision: Decision },
): Promise<SamePerson> {
  const all = identitiesOf(decision.lead, playbook);
  const fresh = newIdentities(identitiesOf(lead, playbook), all);
  return fresh.length === 0 ? { kind: 'new' } : samePerson(all, await candidatesFor(tx, fresh, lead.id), playbook);
}

type Becoming = { newer: Lead; match: Match } & Required<Pick<Hearing, 'arrival' | 'now' | 'hear'>>;

/** The older lead takes over everything of the newer one, which ends. Null: somebody has met the newer one, or a line is under way. */
async function becomeOne(
  { playbook }: Deps,
  tx: Tx,
  { newer, match, arrival, now, hear }: Becoming,
): Promise<Heard | null> {
  const delivery = await lockDelivery(tx, match.lead.id);
  const older = await getLead(tx, match.lead.id);
  if (older === undefined || !mayEnd(newer, older)) return null;
  const own = await lockDelivery(tx, newer.id);
  if (own.sending !== null || delivery.sending !== null || undelivered(older, delivery).length > 0) return null;
  const by = older.messages.length;
  const whole = merged(older, newer);
  const moves = newer.messages.map(({ n, conversation = newer.conversation }) => {
    return [n, { lead: older.id, n: n + by, conversation }] as const;
  });
  await moveLines(tx, newer.id, new Map(moves));
  await giveEvents(tx, newer.id, older.id);
  await rewriteAnswers(tx, { ...newer, answers: [], refused: [] });
  await endLead(tx, newer.id, older.id);
  await setDelivery(tx, older.id, { upTo: by + own.upTo, sending: null });
  const { channel, conversation, visitor } = newer;
  const known = join(whole, { channel, conversation, visitor, match, now, from: newer.id });
  const decision = hear(known.lead, { ...arrival, place: arrival.place ?? { channel, conversation } });
  const isLine = decision.events.some(({ kind }) => kind === 'received');
  const events = [...known.events, ...decision.events];
  return {
    before: { ...older, messages: whole.messages },
    decision: {
      ...decision,
      events,
      owed: [
        ...decision.owed,
        ...owedEarlier(whole, newer, isLine),
        ...(undelivered(newer, own).length > 0 ? [owedReply(older)] : []),
        ...(isLine ? [] : owedPatience(decision.lead, playbook)),
        ...owedRedraw(decision.lead),
      ],
    },
  };
}

/** A turn would see to it, but none is due: the newer one's wait for its visitor ended with it. */
function owedPatience(lead: Lead, playbook: Playbook): Decision['owed'] {
  const { id, state, messages } = lead;
  if (state !== 'chatting') return [];
  const job = { kind: 'settle-silence', lead: id, after: messages.length } as const;
  return [{ job, key: `silence:${id}`, delayMs: patienceMs(lead, playbook) }];
}

/** Whoever has the lead reads what was said in the other conversation until now. */
function owedEarlier({ id, messages, card, state }: Lead, newer: Lead, isLine: boolean): Decision['owed'] {
  // A line that has just come has a note of its own.
  const [from, upTo] = [messages.length - newer.messages.length + 1, messages.length - (isLine ? 1 : 0)];
  if (card === null || upTo < from || (state !== 'claimed' && state !== 'booked')) return [];
  return [{ job: { kind: 'post-note', lead: id, note: { kind: 'transcript', from, to: upTo, upTo } } }];
}
