// A rep sends one line of a card's thread to the visitor, without taking over.
import type { Card, Lead, Rep } from '../core/lead.ts';
import { sendOnly } from '../core/takeover.ts';
import type { Deps } from '../deps.ts';
import { findLeadByCard } from '../store/lead.ts';
import { changeLead } from './change-lead.ts';
import { sourceOf } from './relay-line.ts';

export async function sendLine(deps: Deps, sent: { card: Card; rep: Rep; line: { ts: string; text: string } }) {
  const { card, rep, line } = sent;
  const { playbook } = deps;
  const lead = await findLeadByCard(deps.db, card);
  if (lead === undefined) return { kind: 'no-lead' } as const;
  const source = sourceOf(card.channel, line.ts);
  const press = { by: rep.id, act: 'send' };
  const decide = (before: Lead, now: string) => sendOnly(before, { rep, playbook, now }, { text: line.text, source });
  return changeLead(deps, lead, decide, { press });
}
