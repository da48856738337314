// A decision is data: the lead as it should be, the events that say why, and the jobs it calls for. Deciding does nothing.
import type { NewEvent } from './event.ts';
import type { Owed } from './job.ts';
import type { Lead, Message } from './lead.ts';
import { type Place, withLine } from './line.ts';
import type { Nudge } from './nudge.ts';
import { isOneWay } from './one-way.ts';
import type { Turn } from './rotation.ts';

/** `turns`: what it does to the rotation. `nudges`: whom it tells, when they may be told. */
export type Decision = {
  lead: Lead;
  events: NewEvent[];
  owed: Owed[];
  turns?: readonly Turn[];
  nudges?: readonly Nudge[];
};

/** However fast a visitor writes, a card is redrawn for it at most once in this time. */
export const redrawMs = 3_000;

/** The card, where it stands already, must show the new truth at once: somebody pressed, or it is before the reps again. */
export function owedRedraw({ id, card }: Lead): Owed[] {
  return card === null ? [] : [{ job: { kind: 'update-card', lead: id }, key: `update-card:${id}` }];
}

/** The same for what a conversation brings along: with everything else that comes within a few seconds. */
export function owedRedrawSoon(lead: Lead): Owed[] {
  return owedRedraw(lead).map((owed) => ({ ...owed, delayMs: redrawMs, joins: true }));
}

/** A lead before the reps has one card: post it, or redraw the one from an earlier offer. */
export function owedCard(lead: Lead): Owed[] {
  const posting: Owed = { job: { kind: 'post-card', lead: lead.id }, key: `post-card:${lead.id}` };
  return lead.card === null ? [posting] : owedRedraw(lead);
}

/** What the visitor wrote is read, and answered. */
export function owedTurn({ id }: Lead): Owed {
  return { job: { kind: 'take-turn', lead: id }, key: `turn:${id}` };
}

/** Whatever the visitor has not been told yet, in order. */
export function owedReply({ id }: Lead): Owed {
  return { job: { kind: 'send-reply', lead: id }, key: `reply:${id}` };
}

/** The decision with one more line to the visitor and the promise to deliver it; who sent a form, or called, would never read it. */
export function say(
  decision: Decision,
  line: Pick<Message, 'text' | 'asks' | 'tells' | 'at'> & { channel?: string; place?: Place },
): Decision {
  if (isOneWay(decision.lead)) return decision;
  const lead = withLine(decision.lead, { ...line, from: 'baton', name: 'Baton' });
  return {
    ...decision,
    lead,
    owed: [...decision.owed, owedReply(lead)],
  };
}
