// The card stands in the channel. Only now may Baton tell the visitor that the team has the conversation.
import { type Decision, owedRedraw, say } from './decision.ts';
import type { Card, Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { fill } from './words.ts';

/** `drawn` is the lead as the card shows it; if it has moved on since, the card owes another drawing. */
export function posted(lead: Lead, card: Card, at: { drawn: Lead; playbook: Playbook; now: string }): Decision {
  const { drawn, playbook, now } = at;
  const decision: Decision = {
    lead: { ...lead, card },
    events: [{ kind: 'posted', by: 'baton', data: { ...card } }],
    owed: drawn.version === lead.version ? [] : owedRedraw({ ...lead, card }),
  };
  const text = fill(playbook.words.handedOff, { company: playbook.company.name });
  const told = lead.messages.some((message) => message.text === text && message.at >= (lead.offer?.at ?? ''));
  return lead.state === 'offered' && !told ? say(decision, { text, asks: null, at: now }) : decision;
}
