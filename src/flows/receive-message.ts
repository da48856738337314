// A visitor wrote something: store it once, owe a turn. Nothing here waits for anything outside.
import { armsOf } from '../core/arms.ts';
import { withConsequences } from '../core/consequences.ts';
import { type Greeted, withGreeting } from '../core/greeting.ts';
import type { Suspicion } from '../core/held.ts';
import { type LeadId, newLead, type Page, type Visitor } from '../core/lead.ts';
import { mask } from '../core/mask.ts';
import { withOperatorLine } from '../core/operator.ts';
import type { Arrival } from '../core/receive.ts';
import type { SamePerson } from '../core/same-person.ts';
import type { Deps } from '../deps.ts';
import { findLead } from '../store/conversations.ts';
import type { Tx } from '../store/db.ts';
import { markDelivered } from '../store/delivery.ts';
import { earlyLines } from '../store/early-lines.ts';
import { appendVisitorMessage, commitLead, getLead, insertLead } from '../store/lead.ts';
import { tell } from '../store/live.ts';
import { sentIn } from '../store/sent-ids.ts';
import { hearKnown, lockArriving, whoArrives } from './know-visitor.ts';

export type Incoming = {
  channel: string;
  conversation: string;
  message: { id: string; text: string; at: string };
  visitor: Visitor;
  page: Page | null;
  /** Why it looks like spam, should it be the first line. */
  suspicion?: Suspicion | null;
  /** In our own widget, what they saw before they wrote, and by what their arms were drawn. */
  greeted?: Greeted & { seed: string | null };
};

export type Received = { kind: 'stored' | 'repeat'; lead: LeadId };

/** A line that arrives while its person is being erased begins a new lead. */
export async function receiveMessage(deps: Deps, incoming: Incoming): Promise<Received> {
  return (await receiveOnce(deps, incoming)) ?? receiveMessage(deps, incoming);
}

/** `null`: the lead was erased; in our own widget that is the end of the conversation, elsewhere it begins anew. */
export async function receiveOnce(deps: Deps, incoming: Incoming): Promise<Received | null> {
  const { channel, conversation, message, visitor, page, suspicion = null } = incoming;
  return deps.db.inTx(async (tx) => {
    await lockArriving(deps, tx, { channel, conversation, visitor });
    const { lead, same } = await leadFor(tx, incoming, deps);
    const providerId = sentIn(conversation, message.id);
    const text = mask(message.text);
    // Whoever waits for the first line does not know its lead.
    tell(tx, conversation);
    const line = { channel, conversation, providerId, name: visitor.name ?? null, text, at: message.at };
    const arrival = { visitor, page, place: { channel, conversation }, suspicion };
    return hearLine(deps, tx, { lead, line, arrival, same });
  });
}

type Line = Parameters<typeof appendVisitorMessage>[2];

/** A line of the visitor's, wherever it came from: stored once, with what it sets in motion. `null`: the lead was erased. */
export async function hearLine(
  deps: Deps,
  tx: Tx,
  { lead, line, arrival, same = null }: { lead: LeadId; line: Line; arrival: Arrival; same?: SamePerson | null },
): Promise<Received | null> {
  const at = deps.now().toISOString();
  const stored = await appendVisitorMessage(tx, lead, line);
  if (stored.kind === 'repeat') return { kind: 'repeat', lead };
  if (stored.kind === 'erased') return null;
  const stands = await getLead(tx, lead);
  if (stands === undefined) throw new Error(`Lead ${lead} vanished inside its own transaction.`);
  const { playbook } = deps;
  const { before, decision } = await hearKnown(deps, tx, { lead: stands, arrival, same, now: at });
  const { lead: after, events, owed } = withConsequences(before, decision, { playbook, now: at });
  await commitLead(tx, { before, after, events, owed, at }, deps);
  return { kind: 'stored', lead: after.id };
}

/** `same`: who it is, where the conversation has just begun. */
async function leadFor(tx: Tx, incoming: Incoming, deps: Deps): Promise<{ lead: LeadId; same: SamePerson | null }> {
  const { channel, conversation, visitor, page, greeted } = incoming;
  const found = await findLead(tx, channel, conversation);
  if (found !== undefined) return { lead: found, same: null };
  const same = await whoArrives(deps, tx, incoming);
  if (same.kind === 'continue') return { lead: same.match.lead.id, same };
  const now = deps.now().toISOString();
  const { playbook } = deps;
  const arms = armsOf(greeted?.seed ?? visitor.id, playbook, now);
  const start = { id: deps.newId('lead'), conversation, channel, visitor, page, arms, playbook: playbook.version, now };
  const fresh = newLead(start);
  const begun = greeted === undefined ? fresh : withGreeting(fresh, greeted, playbook);
  const early = await earlyLines(tx, { channel, conversation });
  const lead = early.reduce(withOperatorLine, begun);
  if ((await insertLead(tx, lead, playbook)) === 'inserted') {
    await markDelivered(tx, lead.id, lead.messages.length);
    return { lead: lead.id, same };
  }
  const other = await findLead(tx, channel, conversation);
  if (other === undefined) throw new Error('A conversation has a lead and has none.');
  return { lead: other, same: null };
}
