// The card stands in the channel. Only now may Baton tell the visitor that the team has the conversation.
import { type Decision, say } from './decision.ts';
import type { Card, Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { fill } from './words.ts';

/** `drawn` is the lead as the card shows it; if it has moved on since, the card owes another drawing. */
export function posted(lead: Lead, card: Card, at: { drawn: Lead; playbook: Playbook; now: string }): Decision {
  const { drawn, playbook, now } = at;
  const decision: Decision = {
    lead: { ...lead, card },
    events: [{ kind: 'posted', by: 'baton', data: { ...card } }],
    owed:
      drawn.version === lead.version
        ? []
        : [{ job: { kind: 'update-card', lead: lead.id }, key: `update-card:${lead.id}` }],
  };
  const first = lead.card === null && lead.state === 'offered';
  const text = fill(playbook.words.handedOff, { company: playbook.company.name });
  return first ? say(decision, { text, asks: null, at: now }) : decision;
}
