// The card stands in the channel. Only now may Baton tell the visitor that the team has the conversation.
import { type Decision, owedCard, owedRedrawSoon } from './decision.ts';
import type { Card, Lead } from './lead.ts';
import { opensLater } from './opens.ts';
import { type Playbook, teamOf } from './playbook.ts';
import { tell, timesTold } from './tell.ts';

/** `drawn` is the lead as the card shows it; if it has moved on since, the card owes another drawing. */
export function posted(lead: Lead, card: Card, at: { drawn: Lead; playbook: Playbook; now: string }): Decision {
  const { drawn, playbook, now } = at;
  // It was passed on to another team while its card was being posted: this one stands in the wrong channel.
  if (channelOf(drawn, playbook) !== channelOf(lead, playbook)) {
    return { lead, events: [], owed: [{ job: { kind: 'retire-card', lead: lead.id, card } }, ...owedCard(lead)] };
  }
  const decision: Decision = {
    lead: { ...lead, card },
    events: [{ kind: 'posted', by: 'baton', data: { ...card } }],
    owed: drawn.version === lead.version ? [] : owedRedrawSoon({ ...lead, card }),
  };
  const since = lead.messages.filter(({ n }) => n >= lead.visitFrom);
  const told = timesTold(since, 'handedOff', playbook) + timesTold(since, 'handedOffLater', playbook) > 0;
  // What they hear next is times, or that there are none; or they are talking to somebody in the chat product.
  if (lead.state !== 'offered' || told || lead.offer?.inChat === true || lead.takeover !== null) return decision;
  return tell(decision, opensLater(lead.offer, now) === null ? 'handedOff' : 'handedOffLater', { playbook, now });
}

const channelOf = ({ offer }: Lead, playbook: Playbook) => teamOf(playbook, offer?.team)?.channel;
