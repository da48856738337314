// A visitor wrote something: store it once, owe a turn. Nothing here waits for anything outside.
import { armsOf } from '../core/arms.ts';
import { withConsequences } from '../core/consequences.ts';
import type { Suspicion } from '../core/held.ts';
import { type LeadId, newLead, type Page, type Visitor } from '../core/lead.ts';
import { mask } from '../core/mask.ts';
import { type Arrival, receive } from '../core/receive.ts';
import type { Deps } from '../deps.ts';
import { findLead } from '../store/conversations.ts';
import type { Tx } from '../store/db.ts';
import { appendVisitorMessage, commitLead, getLead, insertLead } from '../store/lead.ts';

export type Incoming = {
  channel: string;
  conversation: string;
  message: { id: string; text: string; at: string };
  visitor: Visitor;
  page: Page | null;
  /** Why it looks like spam, should it be the first line. */
  suspicion?: Suspicion | null;
};

export type Received = { kind: 'stored' | 'repeat'; lead: LeadId };

/** A line that arrives while its person is being erased begins a new lead. */
export async function receiveMessage(deps: Deps, incoming: Incoming): Promise<Received> {
  return (await receiveOnce(deps, incoming)) ?? receiveMessage(deps, incoming);
}

/** `null`: the lead was erased at this moment. */
async function receiveOnce(deps: Deps, incoming: Incoming): Promise<Received | null> {
  const { channel, conversation, message, visitor, page, suspicion = null } = incoming;
  return deps.db.inTx(async (tx) => {
    const lead = await leadFor(tx, incoming, deps);
    // A product's message ids need only be unique within one of its conversations.
    const providerId = JSON.stringify([conversation, message.id]);
    const text = mask(message.text);
    const line = { channel, conversation, providerId, name: visitor.name ?? null, text, at: message.at };
    return hearLine(deps, tx, { lead, line, arrival: { visitor, page, suspicion } });
  });
}

type Line = Parameters<typeof appendVisitorMessage>[2];

/** A line of the visitor's, wherever it came from: stored once, with what it sets in motion. `null`: the lead was erased. */
export async function hearLine(
  deps: Deps,
  tx: Tx,
  { lead, line, arrival }: { lead: LeadId; line: Line; arrival: Arrival },
): Promise<Received | null> {
  const at = deps.now().toISOString();
  const stored = await appendVisitorMessage(tx, lead, line);
  if (stored.kind === 'repeat') return { kind: 'repeat', lead };
  if (stored.kind === 'erased') return null;
  const before = await getLead(tx, lead);
  if (before === undefined) throw new Error(`Lead ${lead} vanished inside its own transaction.`);
  const { playbook } = deps;
  const decision = receive(before, arrival, { playbook, now: at });
  const { lead: after, events, owed } = withConsequences(before, decision, { playbook, now: at });
  await commitLead(tx, { before, after, events, owed, at }, deps);
  return { kind: 'stored', lead };
}

async function leadFor(tx: Tx, { channel, conversation, visitor, page }: Incoming, deps: Deps): Promise<LeadId> {
  const found = await findLead(tx, channel, conversation);
  if (found !== undefined) return found;
  const now = deps.now().toISOString();
  const { playbook } = deps;
  const arms = armsOf(visitor.id, playbook, now);
  const start = { id: deps.newId('lead'), conversation, channel, visitor, page, arms, playbook: playbook.version, now };
  if ((await insertLead(tx, newLead(start))) === 'inserted') return start.id;
  const other = await findLead(tx, channel, conversation);
  if (other === undefined) throw new Error('A conversation has a lead and has none.');
  return other;
}
