import { describe, expect, test } from 'vitest';
import type { CrmDeal } from '../../src/core/crm.ts';
import { canHaveDeal, dealSayable, hearDeal, type SaidDeal, sayDeal } from '../../src/core/deal.ts';
import type { Lead } from '../../src/core/lead.ts';
import { readAmount } from '../../src/core/money.ts';
import { aLead, aPlaybook, claimedBy, minutesAgo, now, rita, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const open: SaidDeal = { state: 'open', amountCents: 1_200_000, currency: 'EUR' };
const won: SaidDeal = { state: 'won', amountCents: 2_000_000, currency: 'EUR' };
const heard = (change: Partial<CrmDeal> = {}): CrmDeal => ({
  kind: 'Opportunity',
  id: '006A',
  link: 'https://crm.example/006A',
  name: 'Acme, 140 seats',
  owner: null,
  stage: 'Proposal',
  state: 'open',
  amountCents: 1_500_000,
  currency: 'EUR',
  createdAt: now,
  changedAt: now,
  people: [],
  account: null,
  ...change,
});
const say = (lead: Lead, said: SaidDeal, rep = sam, isManager = false) =>
  sayDeal(lead, { rep, said, playbook, now, isManager });
const said = (lead: Lead, of: SaidDeal) => {
  const outcome = say(lead, of);
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome;
};

describe('what a rep says', () => {
  test('an opportunity, then won with another amount: each once, with what it was before', () => {
    const first = said(claimedBy(sam, 60), open);
    expect(first.events).toEqual([
      { kind: 'opportunity', by: sam.id, data: { amountCents: 1_200_000, currency: 'EUR', rep: sam.id, was: null } },
    ]);
    expect(first.lead.deal).toEqual({ ...open, at: now, by: sam, of: null });
    const last = said(first.lead, won);
    expect(last.events).toMatchObject([{ kind: 'won', data: { amountCents: 2_000_000, was: open } }]);
    expect(say(last.lead, won)).toEqual({ kind: 'same' });
  });

  test('won at once was an opportunity all the same, of the same amount', () => {
    const { events } = said(claimedBy(sam, 60), won);
    expect(events.map(({ kind, data }) => [kind, data.was])).toEqual([
      ['opportunity', null],
      ['won', { ...won, state: 'open' }],
    ]);
  });

  test('another amount of the same deal says so', () => {
    const { lead } = said(claimedBy(sam, 60), won);
    const { events } = said(lead, { ...won, amountCents: 1_800_000 });
    expect(events).toMatchObject([{ kind: 'won', data: { amountCents: 1_800_000, was: won } }]);
    expect(said(lead, { ...won, currency: 'USD' }).events).toMatchObject([{ data: { was: { currency: 'EUR' } } }]);
  });

  test('also long after the meeting, and nobody says it of a lead that nobody took on', () => {
    const states = ['claimed', 'booked', 'closed'] as const;
    expect(states.map((state) => canHaveDeal(claimedBy(sam, 60, { state })))).toEqual([true, true, true]);
    expect(canHaveDeal(aLead({ state: 'closed' }))).toBe(false);
    expect(say(aLead(), won)).toMatchObject({ kind: 'over' });
  });

  test('of a lead that another rep has, only a manager may', () => {
    expect(say(claimedBy(sam, 60), won, rita)).toMatchObject({ kind: 'taken', by: sam });
    expect(say(claimedBy(sam, 60), won, rita, true)).toMatchObject({ kind: 'done' });
    expect(say(claimedBy(sam, 60, { state: 'closed' }), won, rita)).toMatchObject({ kind: 'done' });
  });
});

describe('what the CRM says', () => {
  test('goes before what a rep pressed, and is changed there from then on', () => {
    const pressed = said(claimedBy(sam, 60), won).lead;
    const decision = hearDeal(pressed, heard(), now);
    expect(decision?.events).toMatchObject([
      { kind: 'opportunity', by: 'crm', data: { amountCents: 1_500_000, was: won, deal: '006A' } },
    ]);
    expect(decision?.lead.deal).not.toHaveProperty('by');
    const press = { rep: sam, playbook, now };
    expect(dealSayable(decision?.lead ?? pressed, press)).toMatchObject({
      kind: 'in-crm',
      deal: { of: { id: '006A' } },
    });
    expect(say(decision?.lead ?? pressed, won)).toMatchObject({ kind: 'in-crm' });
  });

  test('says nothing of a lead that began later, nothing twice, and of another deal only once the first is lost', () => {
    const lead = claimedBy(sam, 60);
    expect(hearDeal(lead, heard({ createdAt: minutesAgo(60 * 24 * 90) }), now)).toBeNull();
    const known = hearDeal(lead, heard(), now)?.lead ?? lead;
    expect(hearDeal(known, heard(), now)).toBeNull();
    expect(hearDeal(known, heard({ id: '006B' }), now)).toBeNull();
    const lost = hearDeal(known, heard({ state: 'lost' }), now)?.lead ?? known;
    expect(hearDeal(lost, heard({ id: '006B' }), now)?.events).toMatchObject([{ kind: 'opportunity' }]);
  });
});

test.each([
  ['20,000', 2_000_000],
  ['20.000', 2_000_000],
  ['20 000.50', 2_000_050],
  ['1.234.567,8', 123_456_780],
  ['20000', 2_000_000],
  ['12.5', 1_250],
  ["1'000", 100_000],
  ['20k', 2_000_000],
  ['1.5m', 150_000_000],
  ['€20,000', 'none'],
  ['20,00,000', 'none'],
  ['1,234,56', 'none'],
  ['twenty', 'none'],
  ['-5', 'none'],
  ['0', 'none'],
  ['', 'none'],
  ['1e9', 'none'],
  ['9999999999999', 'too-much'],
])('an amount typed as “%s”', (typed, cents) => {
  expect(readAmount(typed)).toBe(cents);
});
