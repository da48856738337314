// What the card's menu opens, says and reads back: every modal as a rep sees it, what was typed as Slack sends it, and that
// nothing in any of it breaks Slack's limits or acts on what somebody typed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/job.ts';
import type { Lead } from '../../src/core/lead.ts';
import { actionSentences } from '../../src/slack/cards/action-sentences.ts';
import { actionWords } from '../../src/slack/cards/action-words.ts';
import { cardPiece } from '../../src/slack/cards/card-link.ts';
import { dealModal, readDeal, wrongDeal } from '../../src/slack/cards/deal-modal.ts';
import { findModal, readFind } from '../../src/slack/cards/find-modal.ts';
import { givenMessage } from '../../src/slack/cards/given-message.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { moreMenu, readMore } from '../../src/slack/cards/more-menu.ts';
import { movedCard } from '../../src/slack/cards/moved-card.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { readReassign, reassignModal, wrongReassign } from '../../src/slack/cards/reassign-modal.ts';
import { readSnooze, snoozeModal, wrongSnooze } from '../../src/slack/cards/snooze-modal.ts';
import { readTerritory, territoryModal } from '../../src/slack/cards/territory-modal.ts';
import { transcriptModal } from '../../src/slack/cards/transcript-modal.ts';
import { cardStates } from '../support/card-states.ts';
import { aLead, anOffer, aPlaybook, aTranscript, claimedBy, now, rita, sam } from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfMessage, problemsOfView, textsIn } from '../support/slack-limits.ts';

const team = { takes: [], claim: 'channel' as const, reps: [] };
const playbook = aPlaybook({
  teams: [
    { ...team, id: 'emea', name: 'EMEA', channel: '#emea' },
    { ...team, id: 'sales', name: 'Sales', channel: '#sdr-leads' },
  ],
});
const link = 'https://northwind.slack.com/archives/C0SDRLEADS/p1763650800000100';
const card = { channel: 'C0SDRLEADS', ts: '1763650800.000100', link };
const about = { playbook, now };

describe('the menu', () => {
  const options = (lead: Lead) => moreMenu(lead).options.map(({ text }) => text.text);

  test.each(['offered', 'claimed'] as const)('%s: everything', (state) => {
    expect(options(aLead({ state }))).toEqual([
      'Transcript',
      'Reassign…',
      'Snooze…',
      'Not my territory',
      'Mark as spam',
    ]);
  });

  test.each(['chatting', 'booked', 'closed', 'nurturing', 'rejected', 'quiet'] as const)('%s: to read', (state) => {
    expect(options(aLead({ state }))).toEqual(['Transcript']);
  });

  test('whoever has taken a lead on says what became of it, also long after, instead of marking it as spam', () => {
    const last = (state: Lead['state']) => options(claimedBy(sam, 6, { state })).slice(1);
    expect(last('claimed')).toEqual(['Reassign…', 'Snooze…', 'Not my territory', 'What became of it…']);
    expect(last('booked')).toEqual(['What became of it…']);
    expect(last('closed')).toEqual(['What became of it…']);
    expect(last('rejected')).toEqual([]);
    expect(readMore(moreMenu(claimedBy(sam, 6)).options.at(-1)?.value ?? '')?.what).toBe('deal');
  });

  test('carries what it does and the lead, and is read back', () => {
    const read = moreMenu(aLead()).options.map(({ value = '' }) => readMore(value));
    expect(read.map((each) => each?.what)).toEqual(['transcript', 'reassign', 'snooze', 'territory', 'spam']);
    expect(read[0]?.lead).toBe('lead_dana');
    for (const odd of ['', 'lead_dana', 'dance:lead_dana', 'constructor:lead_x', 'spam:lead_', 'spam:lead_a:b']) {
      expect(readMore(odd)).toBeNull();
    }
  });
});

describe('the modals', () => {
  test.each([
    ['transcript', transcriptModal({ lead: aLead(), playbook })],
    ['reassign', reassignModal({ lead: aLead() })],
    ['snooze', snoozeModal({ lead: aLead(), now, zone: 'Europe/Berlin' })],
    ['territory', territoryModal({ lead: aLead(), playbook })],
    ['deal', dealModal({ lead: claimedBy(sam, 6), playbook })],
    ['deal, known', dealModal({ lead: cardStates['closed, and won']!, playbook })],
    ['find', findModal()],
    ['find, found', findModal({ ...about, typed: 'acme', leads: [claimedBy(sam, 6, { card }), aLead()] })],
  ])('%s', async (name, view) => {
    expect(problemsOfView(view)).toEqual([]);
    await expect(showBlocks(view.blocks)).toMatchFileSnapshot(`snapshots/modal ${name}.txt`);
  });

  test('a long transcript keeps its newest lines and says how many are missing', () => {
    const lines = aTranscript(Array.from({ length: 130 }, (_, i) => `line ${i + 1} ${'x'.repeat(100)}`));
    const view = transcriptModal({ lead: aLead({ messages: lines }), playbook });
    expect(problemsOfView(view)).toEqual([]);
    const shown = textsIn(view.blocks).join('\n');
    expect(shown).toContain('line 130 ');
    expect(shown).not.toContain('line 1 ');
    const [, missing] = /(\d+) earlier lines/.exec(shown) ?? [];
    expect(shown).toContain(`${Number(missing) + 1}. Visitor`);
    expect(shown).not.toContain(`${missing}. Visitor`);
  });

  test('one line that is longer than the view is cut and says so', () => {
    const view = transcriptModal({ lead: aLead({ messages: aTranscript(['y'.repeat(20_000)]) }), playbook });
    expect(problemsOfView(view)).toEqual([]);
    expect(textsIn(view.blocks).join('')).toContain('[15000 more characters in the chat]');
  });
});

describe('notes and messages', () => {
  const words = 'You know them from the fair.';
  const lead = claimedBy(rita, 1);
  const notes: Record<string, [Note, Lead]> = {
    'reassigned, with the brief': [
      { kind: 'reassigned', rep: rita, by: sam, at: now, words, from: 1, upTo: 7, brief: true },
      lead,
    ],
    reassigned: [{ kind: 'reassigned', rep: rita, by: sam, at: now, words: '', from: 8, upTo: 8, brief: false }, lead],
    'passed on': [{ kind: 'passed-on', rep: sam, at: now, to: rita }, aLead()],
    'passed on to all': [{ kind: 'passed-on', rep: sam, at: now, to: null }, aLead()],
    woke: [{ kind: 'woke', at: now, reps: [sam, rita] }, aLead()],
  };

  test.each(Object.entries(notes))('%s', async (name, [note, of]) => {
    const message = noteMessage(note, { lead: of, playbook });
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(both(message)).toMatchFileSnapshot(`snapshots/note ${name}.txt`);
  });

  test.each([
    ['card snoozed', leadCard({ lead: claimedBy(sam, 6, { snoozedUntil: '2026-11-23T14:00:00.000Z' }), ...about })],
    ['card moved to another team', movedCard({ lead: aLead({ offer: anOffer({ team: 'emea' }) }), playbook })],
    ['message given', givenMessage({ by: sam, at: now, words }, { lead: claimedBy(rita, 1, { card }), playbook })],
  ])('%s', async (name, message) => {
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(both(message)).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  test('what is left of a card has no button and is no card', () => {
    const { blocks, metadata } = movedCard({ lead: aLead(), playbook });
    expect(blocks.filter(({ type }) => type === 'actions')).toEqual([]);
    expect(metadata.event_type).not.toBe(leadCard({ lead: aLead(), ...about }).metadata.event_type);
  });
});

test.each([
  ['its own', link, true],
  ['none', undefined, false],
  ['that of another card', 'https://northwind.slack.com/archives/C0SDRLEADS/p1763650800000200', false],
  ['a stranger’s', 'https://evil.example/?/archives/C0SDRLEADS/p1763650800000100', false],
  ['a script', 'javascript:alert(1)/archives/C0SDRLEADS/p1763650800000100', false],
])('a card is linked to by %s: %s', (_whose, given, isLink) => {
  const { link: _, ...place } = card;
  const piece = cardPiece({ ...place, ...(given !== undefined && { link: given }) }, 'Dana');
  expect(piece).toEqual(isLink ? { bold: 'Dana', link: given } : { bold: 'Dana' });
});

const user = (selected_user: string | null) => ({ value: { type: 'users_select', selected_user } });
const typed = (value: string | null) => ({ value: { type: 'plain_text_input', value } });
const day = (selected_date: string | null) => ({ value: { type: 'datepicker', selected_date } });
const time = (selected_time: string | null) => ({ value: { type: 'timepicker', selected_time } });
const chosen = (value: string) => ({ value: { type: 'static_select', selected_option: { value } } });

describe('what was filled in', () => {
  test('reassign', () => {
    expect(readReassign({ to: user(rita.id), note: typed(' hers ') })).toEqual({
      kind: 'read',
      value: { to: rita.id, note: 'hers' },
    });
    expect(readReassign({ to: user(null), note: typed('x'.repeat(1_001)) })).toEqual({
      kind: 'wrong',
      errors: { to: 'Choose who takes it.', note: 'Keep it under 1,000 characters.' },
    });
    expect(readReassign(undefined).kind).toBe('wrong');
  });

  test.each([
    ['2026-11-23', '09:00', 'Europe/Berlin', '2026-11-23T08:00:00.000Z'],
    ['2026-11-23', '09:00', 'America/New_York', '2026-11-23T14:00:00.000Z'],
    // Clocks jump from 02:00 to 03:00 that night.
    ['2027-03-28', '02:30', 'Europe/Berlin', '2027-03-28T01:30:00.000Z'],
  ])('snooze: %s %s in %s is %s', (date, clock, zone, at) => {
    expect(readSnooze({ day: day(date), time: time(clock) }, zone)).toEqual({ kind: 'read', value: at });
  });

  test.each([
    [null, '09:00', { day: 'Choose a day.' }],
    ['2026-02-31', '09:00', { day: 'Choose a day.' }],
    ['2026-11-23', null, { time: 'Choose a time.' }],
    ['tomorrow', '25:00', { day: 'Choose a day.', time: 'Choose a time.' }],
  ])('snooze: %s %s', (date, clock, errors) => {
    expect(readSnooze({ day: day(date), time: time(clock) }, 'UTC')).toEqual({ kind: 'wrong', errors });
  });

  test('territory and find', () => {
    expect(readTerritory({ team: chosen('emea') })).toEqual({ kind: 'read', value: 'emea' });
    expect(readTerritory({})).toEqual({ kind: 'wrong', errors: { team: 'Choose a team.' } });
    expect(readFind({ typed: typed(' acme ') })).toEqual({ kind: 'read', value: 'acme' });
    expect(readFind({ typed: typed('  ') }).kind).toBe('wrong');
  });

  test.each([
    [{ kind: 'yourself' }, { to: 'That is you: press Claim on the card.' }],
    [{ kind: 'has-it', by: rita }, { to: 'Rita Lang has this lead already.' }],
    [
      { kind: 'to-not-allowed', team: 'sales' },
      { to: 'Only the listed reps of Sales may have this lead, and none is listed yet.' },
    ],
    [{ kind: 'gone' }, { to: 'This lead no longer exists; its data was deleted. Nothing is left to do.' }],
    [{ kind: 'done' }, null],
  ] as const)('reassign answers %o', (outcome, errors) => {
    expect(wrongReassign(outcome, playbook)).toEqual(errors);
  });

  test.each([
    [{ kind: 'past' }, { time: 'That time is over. Choose one to come.' }],
    [{ kind: 'too-far' }, { day: 'Choose a time within 90 days.' }],
    [{ kind: 'done' }, null],
  ] as const)('snooze answers %o', (outcome, errors) => {
    expect(wrongSnooze(outcome, playbook)).toEqual(errors);
  });

  test.each([
    [['won', '20,000', 'eur'], { kind: 'read', value: { state: 'won', amountCents: 2_000_000, currency: 'EUR' } }],
    [['open', '', 'USD'], { kind: 'read', value: { state: 'open', amountCents: null, currency: null } }],
    [['lost', null, 'USD'], { kind: 'read', value: { state: 'lost', amountCents: null, currency: null } }],
    [
      ['gone', '€20,000', 'Euro'],
      {
        kind: 'wrong',
        errors: {
          state: 'Choose what became of it.',
          amount: 'Write the amount in figures, such as 20,000, and leave the currency to its own line.',
          currency: 'Write the currency with its three letters, such as EUR.',
        },
      },
    ],
    [
      ['won', '99999999999999', 'EUR'],
      { kind: 'wrong', errors: { amount: 'That is more than Baton counts. Check the zeros.' } },
    ],
  ] as const)('what became of it: %o', ([state, amount, currency], read) => {
    const typed = (value: string | null) => ({ value: { type: 'plain_text_input', value } });
    const chosen = { value: { type: 'static_select', selected_option: { value: state } } };
    expect(readDeal({ state: chosen, amount: typed(amount), currency: typed(currency) })).toEqual(read);
    expect(readDeal(undefined)).toMatchObject({ kind: 'wrong', errors: { state: 'Choose what became of it.' } });
  });

  test('what became of it answers where it is changed, and what changed nothing', () => {
    const deal = cardStates['claimed, with an opportunity in the CRM']!.deal!;
    const named = { ...playbook, crmName: 'Salesforce' };
    expect(wrongDeal({ kind: 'in-crm', deal }, named)).toEqual({
      state:
        'This deal stands in Salesforce as “Acme Robotics, 140 seats”: change it there, the card has the link. Baton hears of it within minutes.',
    });
    expect(wrongDeal({ kind: 'same' }, playbook)).toEqual({
      state: 'That is what Baton knows already. Change something, or press Cancel.',
    });
    expect(wrongDeal({ kind: 'done' }, playbook)).toBeNull();
    expect(wrongDeal({ kind: 'gone' }, playbook)?.state).toMatch(/^This lead no longer exists/);
  });

  test('who passes a lead on hears where it went', () => {
    const to = (change: Parameters<typeof anOffer>[0]) =>
      actionSentences.toPassOn({ kind: 'done', lead: aLead({ offer: anOffer(change) }) }, playbook);
    expect(to({ rep: rita })).toBe('Noted: it is not yours. It goes to Rita Lang.');
    expect(to({ team: 'emea' })).toBe('Noted: it is not yours. EMEA has it now.');
  });
});

const nasty = fc.oneof(
  fc.constantFrom('<!channel> *b* &lt; :wave:', '<https://evil.example|Claim>', '\ud83d', '\u202e', '', ' ', '`'),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.nat({ max: 600 })).map(([text, n]) => text.repeat(n)),
);

test('whatever anybody types, every view and message fits and is harmless', () => {
  const given = fc.record({ lines: fc.array(nasty, { maxLength: 120 }), name: nasty, words: nasty, channel: nasty });
  fc.assert(
    fc.property(given, ({ lines, name, words, channel }) => {
      const rep = { id: name, name };
      const messages = aTranscript(lines.length === 0 ? ['hello'] : lines).map((each) => ({ ...each, name }));
      const offer = anOffer({ rep, log: Array.from({ length: 40 }, () => ({ kind: 'passed-over', rep: name })) });
      const lead = aLead({
        messages,
        offer,
        rep,
        visitor: { id: 'v', name },
        card: { channel, ts: words, link: words },
      });
      const of = { id: name, name: words, link: 'https://crm.example/006A' };
      const deal = { state: 'won', amountCents: 1e14, currency: name, at: now, by: rep, of } as const;
      const named = aPlaybook({
        teams: playbook.teams.map((each) => ({ ...each, name: name.trim().slice(0, 600) || 'Team' })),
      });
      for (const view of [
        transcriptModal({ lead, playbook: named }),
        reassignModal({ lead }),
        snoozeModal({ lead, now, zone: 'UTC' }),
        territoryModal({ lead, playbook: named }),
        dealModal({ lead: { ...lead, deal }, playbook: named }),
        findModal({ ...about, typed: words.slice(0, 200), leads: Array.from({ length: 10 }, () => lead) }),
      ]) {
        expect(problemsOfView(view)).toEqual([]);
      }
      const notes: Note[] = [
        { kind: 'reassigned', rep, by: rep, at: now, words, from: 1, upTo: 1, brief: true },
        { kind: 'passed-on', rep, at: now, to: rep },
        { kind: 'woke', at: now, reps: [rep, rep] },
      ];
      for (const message of [
        ...notes.map((note) => noteMessage(note, { lead, playbook: named })),
        leadCard({ lead: { ...lead, deal }, playbook: named, now }),
        movedCard({ lead, playbook: named }),
        givenMessage({ by: rep, at: now, words }, { lead, playbook: named }),
      ]) {
        expect(problemsOfMessage(message)).toEqual([]);
        expect(JSON.stringify(message.blocks)).not.toContain('"mrkdwn"');
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

test('the words of the erasure fit into Slack’s dialogue whole', () => {
  expect(actionWords.erase.confirm.length).toBeLessThanOrEqual(300);
  expect(actionWords.erase.confirmTitle.length).toBeLessThanOrEqual(100);
});

function both({ text, blocks }: { text: string; blocks: readonly unknown[] }): string {
  return `${showBlocks(blocks)}\n\n==== as a screen reader says it\n\n${text}\n`;
}
