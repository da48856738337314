// The card stands in the channel. Only now may Baton tell the visitor that the team has the conversation.
import { type Decision, owedRedraw } from './decision.ts';
import type { Card, Lead } from './lead.ts';
import { opensLater } from './opens.ts';
import type { Playbook } from './playbook.ts';
import { tell, timesTold } from './tell.ts';

/** `drawn` is the lead as the card shows it; if it has moved on since, the card owes another drawing. */
export function posted(lead: Lead, card: Card, at: { drawn: Lead; playbook: Playbook; now: string }): Decision {
  const { drawn, playbook, now } = at;
  const decision: Decision = {
    lead: { ...lead, card },
    events: [{ kind: 'posted', by: 'baton', data: { ...card } }],
    owed: drawn.version === lead.version ? [] : owedRedraw({ ...lead, card }),
  };
  const since = lead.messages.filter((message) => message.at >= (lead.offer?.at ?? ''));
  const told = timesTold(since, 'handedOff', playbook) + timesTold(since, 'handedOffLater', playbook) > 0;
  if (lead.state !== 'offered' || told) return decision;
  return tell(decision, opensLater(lead.offer, now) === null ? 'handedOff' : 'handedOffLater', { playbook, now });
}
