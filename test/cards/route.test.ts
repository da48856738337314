// Whose lead it should be, as a rep reads it: one line on the card, and every step of the choice in "Why?".
import { describe, expect, test } from 'vitest';
import type { RouteStep } from '../../src/core/assign.ts';
import type { Lead, Offer } from '../../src/core/lead.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { whyModal } from '../../src/slack/cards/why-parts.ts';
import { aLead, anOffer, aPlaybook, now, sam } from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfMessage, problemsOfView } from '../support/slack-limits.ts';

const playbook = { ...aPlaybook(), zone: 'America/New_York' };
const monday = '2026-11-23T14:00:00.000Z';
const offered = (change: Partial<Offer>) => aLead({ offer: anOffer(change) });

describe('the card', () => {
  const lineOf = (lead: Lead) => leadCard({ lead, playbook, now }).text.split('\n')[2];

  test.each<[string, Partial<Offer>, string]>([
    ['next in turn', { rep: sam, by: 'rotation' }, 'For Sam Okafor · next in turn'],
    ['the owner', { rep: sam, by: 'owner' }, 'For Sam Okafor · owner'],
    [
      'the owner at night',
      { rep: sam, by: 'owner', startsAt: monday },
      'For Sam Okafor · owner; in from Mon, Nov 23 at 09:00 EST',
    ],
    ['nobody in', { startsAt: monday }, 'Nobody is in. The team is back Mon, Nov 23 at 09:00 EST'],
  ])('%s', (_name, change, says) => {
    const card = leadCard({ lead: offered(change), playbook, now });
    expect(problemsOfMessage(card)).toEqual([]);
    expect(lineOf(offered(change))).toBe(says);
  });

  test('says nothing more when the whole channel is asked, nor once somebody has it', () => {
    const plain = lineOf(aLead());
    expect(plain).toBe(lineOf(offered({ startsAt: null })));
    expect(
      leadCard({ lead: { ...offered({ rep: sam }), state: 'claimed', rep: sam }, playbook, now }).text,
    ).not.toContain('For Sam');
  });
});

const steps: RouteStep[] = [
  { kind: 'owner-gone', why: 'account', of: 'acme.example' },
  { kind: 'owner-away', rep: 'Ann', why: 'account', of: 'acme.example', back: monday },
  { kind: 'owner-away', rep: 'Ann', why: 'lead', of: 'lead_1', back: null },
  { kind: 'owner', rep: 'Ann', why: 'account', of: 'acme.example' },
  { kind: 'owner', rep: 'Ann', why: 'lead', of: 'lead_1' },
  { kind: 'owner', rep: 'Ann', why: 'promise', of: '' },
  { kind: 'team-passed', team: 'Enterprise', unmet: { field: 'size', atLeast: 1000 } },
  { kind: 'team-passed', team: 'DACH', unmet: { page: ['/de/', '/at/'] } },
  { kind: 'team', team: 'Sales' },
  { kind: 'no-reps', back: null },
  { kind: 'no-reps', back: monday },
  { kind: 'not-theirs', rep: 'Ben', unmet: { language: ['de', 'fr'] } },
  { kind: 'away', rep: 'Dana', back: monday },
  { kind: 'away', rep: 'Dana', back: null },
  { kind: 'off', rep: 'Eve', back: monday },
  { kind: 'off', rep: 'Eve', back: null },
  { kind: 'full', rep: 'Luis', open: 5, atOnce: 5 },
  { kind: 'enough-today', rep: 'Kim', today: 3, perDay: 3 },
  { kind: 'next', rep: 'Mia', served: 3, weight: 2 },
  { kind: 'waits', rep: 'Noa', served: 2, weight: 1 },
  { kind: 'all-full' },
  { kind: 'nobody', back: monday },
  { kind: 'nobody', back: null },
];

test('“Why?” says every step in a sentence', async () => {
  const view = whyModal({ lead: offered({ rep: sam, by: 'rotation', log: steps }), playbook });
  expect(problemsOfView(view)).toEqual([]);
  await expect(showBlocks(view.blocks)).toMatchFileSnapshot('snapshots/modal why, every step of a choice.txt');
});
