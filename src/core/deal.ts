// What became of a lead in money: an opportunity, won or lost, as the CRM says or a rep pressed. What the CRM says goes before,
// because that is where the deal lives; nothing is counted that began before Baton met the visitor.
import type { CrmDeal } from './crm.ts';
import { type Decision, owedRedraw } from './decision.ts';
import type { EventKind } from './event.ts';
import type { Lead, Rep } from './lead.ts';
import { type Missed, type Press, stopped } from './verdict.ts';

export const dealStates = ['open', 'won', 'lost'] as const;
export type DealState = (typeof dealStates)[number];

/** `of`: the deal in the CRM, where it came from there; else a rep said so, `by` whom. */
export type Deal = {
  state: DealState;
  amountCents: number | null;
  currency: string | null;
  at: string;
  by?: Rep;
  of: { id: string; name: string; link: string } | null;
};

const kinds: Record<DealState, Extract<EventKind, 'opportunity' | 'won' | 'lost'>> = {
  open: 'opportunity',
  won: 'won',
  lost: 'lost',
};

/** Clocks differ by a little, and a rep may open a deal while the visitor still writes. */
const slackMs = 60 * 60_000;

/** Null: it is none of ours, or nothing new. Of several deals, the first one that came of a lead stays its deal until it is lost. */
export function hearDeal(lead: Lead, { id, name, link, createdAt, ...heard }: CrmDeal, now: string): Decision | null {
  if (Date.parse(createdAt) < Date.parse(lead.createdAt) - slackMs) return null;
  const known = lead.deal;
  const isOther = known !== null && known.of !== null && known.of.id !== id;
  if (isOther && known.state !== 'lost') return null;
  const { state, amountCents, currency } = heard;
  return settle(lead, { state, amountCents, currency, at: now, of: { id, name, link } }, 'crm');
}

export type SaidDeal = Pick<Deal, 'state' | 'amountCents' | 'currency'>;

/** `in-crm`: the deal stands there, and is changed there. */
export type DealMissed = Missed | { kind: 'same' } | { kind: 'in-crm'; deal: Deal };

export function sayDeal(
  lead: Lead,
  { said, ...press }: Press & { said: SaidDeal },
): ({ kind: 'done' } & Decision) | DealMissed {
  const missed = dealSayable(lead, press);
  if (missed !== null) return missed;
  const { rep, now } = press;
  const decision = settle(lead, { ...said, at: now, by: rep, of: null }, rep.id);
  return decision === null ? { kind: 'same' } : { kind: 'done', ...decision };
}

/** Null: this rep may say it. Managers may of any lead. */
export function dealSayable(lead: Lead, press: Press): Exclude<DealMissed, { kind: 'same' }> | null {
  if (!canHaveDeal(lead)) return { kind: 'over', lead };
  const missed = stopped(lead, press);
  if (missed !== null && !(missed.kind === 'taken' && press.isManager === true)) return missed;
  return lead.deal?.of == null ? null : { kind: 'in-crm', deal: lead.deal };
}

/** Somebody took it on; what became of it may be known long after the meeting. */
export function canHaveDeal({ rep, state }: Lead): boolean {
  return rep !== null && (state === 'claimed' || state === 'booked' || state === 'closed');
}

function settle(lead: Lead, deal: Deal, by: string): Decision | null {
  const { deal: before } = lead;
  const isSame =
    before?.state === deal.state && before.amountCents === deal.amountCents && before.currency === deal.currency;
  if (isSame && before.of?.id === deal.of?.id) return null;
  const { state, amountCents, currency, of } = deal;
  const was = before && { state: before.state, amountCents: before.amountCents, currency: before.currency };
  const named = of !== null && { deal: of.id, name: of.name };
  // A deal that was never seen open was an opportunity all the same.
  const steps: DealState[] = state === 'open' || before !== null ? [state] : ['open', state];
  const isNews = before?.state !== state || before.amountCents !== amountCents || before.currency !== currency;
  const events = steps.map((step, i) => {
    // What it was before tells a report whether this is a deal more or another amount of the same one.
    const from = i === 0 ? was : { state: 'open', amountCents, currency };
    return { kind: kinds[step], by, data: { amountCents, currency, rep: lead.rep?.id ?? null, was: from, ...named } };
  });
  return { lead: { ...lead, deal }, events: isNews ? events : [], owed: owedRedraw(lead) };
}
