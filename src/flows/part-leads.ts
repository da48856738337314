// A rep says that somebody is not the same person. Identities are locked first, as where conversations are joined, so that no line
// arrives in the wrong lead meanwhile; then nothing may be on its way to the visitor.
import { withConsequences } from '../core/consequences.ts';
import { owedReply } from '../core/decision.ts';
import { identitiesOfVisitor } from '../core/identities.ts';
import type { Lead, LeadId, Rep } from '../core/lead.ts';
import { afterLeaving, afterParting, type Parted, part, partedDelivery, withoutCarried } from '../core/part.ts';
import type { JudgedBy } from '../core/turn.ts';
import { type Delivery, undelivered } from '../core/undelivered.ts';
import { type Missed, stopped } from '../core/verdict.ts';
import type { Joined } from '../core/visitor.ts';
import type { Deps } from '../deps.ts';
import { readBars } from '../store/bars.ts';
import type { Tx } from '../store/db.ts';
import { lockDelivery } from '../store/delivery.ts';
import { keepApart, lockIdentities, renewIdentities } from '../store/identities.ts';
import { commitLead, getLead, insertLead } from '../store/lead.ts';
import { moveLines, rewriteAnswers, setDelivery } from '../store/move-lines.ts';
import { changesOthersLeads } from './reassign-lead.ts';

/** `joined`: when the conversation joined that does not belong there. */
export type PartOf = { kind: 'answers' } | { kind: 'conversation'; joined: string };
/** `parted`: somebody was faster, or pressed twice. `sending`: a line is on its way. */
export type PartOutcome = { kind: 'done'; lead: Lead } | { kind: 'gone' | 'parted' | 'sending' } | Missed;

type Pressed = { rep: Rep; what: PartOf };

export async function partLeads(deps: Deps, id: LeadId, { rep, what }: Pressed): Promise<PartOutcome> {
  const { db, playbook, now } = deps;
  const seen = await getLead(db, id);
  if (seen === undefined) return { kind: 'gone' };
  return db.inTx(async (tx): Promise<PartOutcome> => {
    const arriving = joinedIn(seen, what);
    if (arriving !== undefined) await lockIdentities(tx, identitiesOfVisitor(arriving, playbook));
    const delivery = await lockDelivery(tx, id);
    const lead = await getLead(tx, id);
    if (lead === undefined) return { kind: 'gone' };
    const at = now().toISOString();
    const isManager = await changesOthersLeads(deps, tx, rep.id);
    const missed = stopped(lead, { rep, playbook, now: at, isManager });
    if (missed !== null) return missed;
    const by = { playbook, bars: await readBars(tx, playbook), now: at };
    if (what.kind === 'answers') return dropCarried(deps, tx, { lead, rep, by });
    const joined = joinedIn(lead, what);
    if (joined === undefined) return { kind: 'parted' };
    if (delivery.sending !== null) return { kind: 'sending' };
    const parted = part(lead, { joined, id: deps.newId('lead'), by });
    return takeApart(deps, tx, { lead, parted, joined, rep, delivery, at });
  });
}

function joinedIn({ joined }: Lead, what: PartOf): Joined | undefined {
  return what.kind === 'answers' ? undefined : joined.find(({ at }) => at === what.joined);
}

type Apart = { lead: Lead; parted: Parted; joined: Joined; rep: Rep; delivery: Delivery; at: string };

async function takeApart(deps: Deps, tx: Tx, { lead, parted, joined, rep, delivery, at }: Apart): Promise<PartOutcome> {
  const { playbook } = deps;
  const { kept, left, to } = parted;
  const nothing = { messages: [], answers: [], refused: [] };
  await insertLead(tx, { ...left, ...nothing }, playbook);
  await moveLines(tx, lead.id, to);
  await rewriteAnswers(tx, kept);
  const told = withConsequences(lead, afterParting(parted, { rep, joined, playbook }), { playbook, now: at });
  await commit(deps, tx, { ...told, before: { ...lead, ...listsOf(kept) }, at });
  await rewriteAnswers(tx, left);
  const how = partedDelivery(parted, delivery);
  const leaving = afterLeaving(parted, { rep, playbook });
  // What was owed to the lead that it was delivers nothing of this one.
  const reply = undelivered(left, how.left).length > 0 ? [owedReply(left)] : [];
  await commit(deps, tx, { ...leaving, owed: [...leaving.owed, ...reply], before: left, at });
  await setDelivery(tx, kept.id, how.kept);
  await setDelivery(tx, left.id, how.left);
  await renewIdentities(tx, told.lead, playbook);
  await renewIdentities(tx, left, playbook);
  await keepApart(tx, kept.id, left.id);
  return { kind: 'done', lead: told.lead };
}

async function dropCarried(
  deps: Deps,
  tx: Tx,
  { lead, rep, by }: { lead: Lead; rep: Rep; by: JudgedBy },
): Promise<PartOutcome> {
  const without = withoutCarried(lead, { rep, by });
  if (without === null) return { kind: 'parted' };
  const told = withConsequences(lead, without.decision, { playbook: deps.playbook, now: by.now });
  const own = without.decision.lead;
  await rewriteAnswers(tx, own);
  await commit(deps, tx, { ...told, before: { ...lead, ...listsOf(own) }, at: by.now });
  for (const other of without.from) await keepApart(tx, lead.id, other);
  return { kind: 'done', lead: told.lead };
}

const listsOf = ({ messages, answers, refused }: Lead) => ({ messages, answers, refused });

async function commit(
  deps: Deps,
  tx: Tx,
  { lead: after, ...change }: Omit<Parameters<typeof commitLead>[1], 'after'> & { lead: Lead },
): Promise<void> {
  const committed = await commitLead(tx, { ...change, after }, deps);
  if (committed !== 'committed') throw new Error(`Lead ${after.id} is locked and could not be changed.`);
}
