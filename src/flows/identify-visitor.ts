// A visitor of our widget logged in on the website in the middle of their conversation: from here on it is theirs, and they go on
// where they were, as if they had come known.
import { withConsequences } from '../core/consequences.ts';
import { isHeld } from '../core/held.ts';
import { identified } from '../core/identified.ts';
import { isAt, type Place } from '../core/line.ts';
import type { Visitor } from '../core/visitor.ts';
import type { Deps } from '../deps.ts';
import { findLead } from '../store/conversations.ts';
import { lockDelivery } from '../store/delivery.ts';
import { commitLead, getLead } from '../store/lead.ts';
import { hearKnown, lockArriving } from './know-visitor.ts';

/** `later`: nothing was written yet, so they come known with their first line; or it is held. `another`: it is somebody else's by now. */
export async function identifyVisitor(
  deps: Deps,
  { place, visitor }: { place: Place; visitor: Visitor },
): Promise<'done' | 'later' | 'gone' | 'another'> {
  const { db, now, playbook } = deps;
  return db.inTx(async (tx) => {
    await lockArriving(deps, tx, { ...place, visitor });
    const id = await findLead(tx, place.channel, place.conversation);
    if (id === undefined) return 'later';
    await lockDelivery(tx, id);
    const lead = await getLead(tx, id);
    if (lead === undefined) return 'gone';
    if (isHeld(lead)) return 'later';
    const known = (lead.joined.find(isAt(place)) ?? lead).visitor;
    if (known.verified?.includes('id') && known.id !== visitor.id) return 'another';
    const at = now().toISOString();
    const arrival = { visitor, page: null, place };
    const hear = (of: typeof lead) => identified(of, arrival);
    const { before, decision } = await hearKnown(deps, tx, { lead, arrival, same: null, now: at, hear });
    const { lead: after, events, owed } = withConsequences(before, decision, { playbook, now: at });
    await commitLead(tx, { before, after, events, owed, at }, deps);
    return 'done';
  });
}
