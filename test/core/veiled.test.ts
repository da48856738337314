// What hides how to reach a visitor, and what it leaves: company, amounts, dates, and where every quote stands.
import { describe, expect, test } from 'vitest';
import { currentAnswers, quoteOf } from '../../src/core/lead.ts';
import { veil, veiled } from '../../src/core/veiled.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, claimedBy, now, sam } from '../support/leads.ts';

describe('in a text', () => {
  test.each([
    ['write to dana.reyes@acme.example please', 'write to ••••••••••@acme.example please'],
    ['<mailto:d+x@acme.example>', '<mailto:•••@acme.example>'],
    ['call +49 30 901820 or 030/901820', 'call ••• •• •••••• or •••/••••••'],
    ['my number is (415) 555-0137', 'my number is (•••) •••-••••'],
    ['mobile 01701234567', 'mobile •••••••••••'],
    ['dial 4155550137', 'dial ••••••••••'],
  ])('%s', (text, hidden) => {
    expect(veil(text)).toBe(hidden);
    expect(veil(text)).toHaveLength(text.length);
  });

  test.each([
    'we are 140 people with 12 spreadsheets',
    'a budget of $1,500,000 or €50.000',
    'by 2027-03-31, 31.03.2027 or 03/31/2027, in Q1 2027',
    'from 9:00 to 17:30, version 10.2.1',
    'we use Acme @ work',
  ])('%s stays', (text) => {
    expect(veil(text)).toBe(text);
  });
});

describe('of a lead', () => {
  const playbook = aPlaybook({ ladder: { hideContactUntilClaimed: true } });
  const messages = aTranscript(['I am at dana.reyes@acme.example or +1 415 555 0137.']);
  const change = {
    messages,
    answers: [
      anAnswer(messages, 'email', { value: 'dana.reyes@acme.example', quote: 'dana.reyes@acme.example' }),
      anAnswer(messages, 'phone', { value: '+14155550137', quote: '+1 415 555 0137' }),
    ],
    visitor: { id: 'v1', email: 'dana.reyes@acme.example', phone: '+14155550137', name: 'dana.reyes@acme.example' },
  };

  test('nothing that reaches them is left, and every quote stands where it stood', () => {
    const lead = veiled(aLead(change), playbook);
    const all = JSON.stringify([lead, leadCard({ lead: aLead(change), playbook, now })]);
    expect(all).not.toMatch(/dana\.reyes|415|0137/);
    expect(all).toContain('acme.example');
    expect(currentAnswers(lead).map(({ evidence }) => quoteOf(lead, evidence))).toEqual([
      '••••••••••@acme.example',
      '•• ••• ••• ••••',
    ]);
  });

  test('whoever was never offered is hidden as the team of their bar says', () => {
    const teams = ['emea', 'us'].map((id) => ({
      id,
      name: id,
      channel: '#sdr-leads',
      takes: [],
      claim: 'channel' as const,
      reps: [],
    }));
    const hiding = { ...teams[0]!, ladder: { hideContactUntilClaimed: true } };
    const page = aPlaybook({ teams: [hiding, teams[1]!] });
    const missed = (team: string) => aLead({ ...change, offer: null, bar: { team, points: 60 } });
    expect(JSON.stringify(veiled(missed('emea'), page))).not.toContain('dana.reyes');
    expect(veiled(missed('us'), page)).toEqual(missed('us'));
  });

  test('whoever has claimed reads it all, and so does everybody where the page hides nothing', () => {
    const claimed = claimedBy(sam, 1, change);
    expect(veiled(claimed, playbook)).toBe(claimed);
    const open = aLead(change);
    expect(veiled(open, aPlaybook())).toBe(open);
  });
});
