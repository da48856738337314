// The website says, in the middle of a conversation, who its visitor is. They have written nothing new: who they are is what changes.
import { type Decision, owedRedraw, owedTurn } from './decision.ts';
import { withArrival } from './join.ts';
import type { Lead } from './lead.ts';
import type { Place } from './line.ts';
import type { Visitor } from './visitor.ts';

export function identified(lead: Lead, { visitor, place }: { visitor: Visitor; place: Place }): Decision {
  const after = withArrival(lead, visitor, place);
  // Where the conversation has just become another lead's, nobody else owes it the turn that was due.
  const isUnread = after.messages.some(({ n, from }) => from === 'visitor' && n > after.readUpTo);
  return {
    lead: after,
    events: [{ kind: 'identified', by: 'visitor', data: { verified: visitor.verified ?? [] } }],
    owed: [...owedRedraw(after), ...(isUnread ? [owedTurn(after)] : [])],
  };
}
