// What reps enter and press: modal values as Slack sends them, and the sentence after a press.
import { describe, expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import { escapeMrkdwn } from '../../src/slack/cards/mrkdwn.ts';
import { nurtureModal, readNurture } from '../../src/slack/cards/nurture-modal.ts';
import { readReject } from '../../src/slack/cards/reject-modal.ts';
import { sentences } from '../../src/slack/cards/sentences.ts';
import { cardStates, sequences } from '../support/card-states.ts';
import { aLead, aPlaybook, claimedBy, minutesAgo, now, rita, sam } from '../support/leads.ts';

const chosen = (value: string) => ({
  value: { type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'x' }, value } },
});
const nothing = { value: { type: 'static_select', selected_option: null } };
const typed = (value: string | null) => ({ value: { type: 'plain_text_input', value } });
const day = (selected_date: string | null) => ({ value: { type: 'datepicker', selected_date } });

describe('readReject', () => {
  test('reads what was chosen', () => {
    const values = { reason: chosen('competitor'), wrong_field: chosen('size'), note: typed(' They sell it. ') };
    const value = { reason: 'competitor', wrongField: 'size', note: 'They sell it.' };
    expect(readReject(values)).toEqual({ kind: 'read', value });
  });

  test('needs nothing but the reason', () => {
    const value = { reason: 'competitor', wrongField: null, note: '' };
    expect(readReject({ reason: chosen('competitor'), wrong_field: nothing, note: typed(null) })).toEqual({
      kind: 'read',
      value,
    });
    expect(readReject({ reason: chosen('competitor') })).toEqual({ kind: 'read', value });
  });

  test('says what is missing beside its input', () => {
    expect(readReject({ reason: nothing, note: typed('x'.repeat(1_001)) })).toEqual({
      kind: 'wrong',
      errors: { reason: 'Choose a reason.', note: 'Keep it under 1,000 characters.' },
    });
    expect(readReject(undefined)).toEqual({ kind: 'wrong', errors: { reason: 'Choose a reason.' } });
  });
});

describe('readNurture', () => {
  test('reads a day to come', () => {
    const value = { until: '2027-01-15', note: 'After the board meeting' };
    expect(readNurture({ until: day('2027-01-15'), note: typed('After the board meeting') }, now)).toEqual({
      kind: 'read',
      value,
    });
  });

  test('and the sequence, if one was chosen', () => {
    const read = (sequence: string) =>
      readNurture({ until: day('2027-01-15'), note: typed(null), sequence: chosen(sequence) }, now);
    expect(read('keep_in_touch')).toMatchObject({ value: { sequence: 'keep_in_touch' } });
    expect(read('-')).toEqual({ kind: 'read', value: { until: '2027-01-15', note: '' } });
  });

  test('sequences are offered to whom they can be sent', () => {
    const playbook = aPlaybook({ nurture: { sequences } });
    const offered = (lead: Lead) => JSON.stringify(nurtureModal({ lead, playbook, now })).includes('Keep in touch');
    const [running] = Object.values(cardStates).filter(({ nurture }) => nurture !== null);
    const barred = { ...running!.nurture!, stopped: { why: 'complained', at: now } } as const;
    expect(offered(aLead())).toBe(true);
    expect(offered(aLead({ nurture: barred }))).toBe(false);
    expect(nurtureModal({ lead: aLead(), playbook: aPlaybook(), now }).blocks).toHaveLength(2);
  });

  test.each([
    [null, 'Choose a day.'],
    ['2026-13-40', 'Choose a day.'],
    ['2026-11-20', 'Choose a day after today.'],
    ['2029-01-01', 'Choose a day within two years.'],
  ])('%s: %s', (until, until_) => {
    expect(readNurture({ until: day(until), note: typed(null) }, now)).toEqual({
      kind: 'wrong',
      errors: { until: until_ },
    });
  });
});

describe('the sentence after a press', () => {
  const playbook = aPlaybook();
  const rejected = aLead({
    state: 'rejected',
    repVerdict: {
      kind: 'rejected',
      by: rita,
      at: minutesAgo(9),
      from: 'offered',
      reason: 'competitor',
      wrongField: null,
      note: '',
    },
  });

  test.each([
    [
      { kind: 'done', lead: claimedBy(sam, 0) },
      'It’s yours. The brief and the whole conversation are in the card’s thread.',
    ],
    [{ kind: 'yours' }, 'This lead is already yours.'],
    [{ kind: 'taken', by: rita, msAgo: 2_100 }, 'Rita Lang was 2 s faster. The next one is yours.'],
    [{ kind: 'taken', by: rita, msAgo: 20 }, 'Rita Lang was a moment faster. The next one is yours.'],
    [
      { kind: 'taken', by: rita, msAgo: 300_000 },
      'Rita Lang claimed this lead 5 min ago. Ask them if you want to take over.',
    ],
    [{ kind: 'over', lead: rejected }, 'Rita Lang was here before you: the lead is now “rejected”.'],
    [
      { kind: 'over', lead: aLead({ state: 'closed' }) },
      'This button is from an older card: the lead is now “closed”.',
    ],
    [{ kind: 'gone' }, 'This lead no longer exists; its data was deleted. Nothing is left to do.'],
    [
      { kind: 'not-allowed', team: 'sales' },
      'Only the listed reps of Sales may do this, and none is listed yet. Ask whoever keeps the playbook.',
    ],
  ] as const)('claim: %o', (outcome, sentence) => {
    expect(sentences.toClaim(outcome, playbook)).toBe(sentence);
  });

  test('whoever wanted to reject or nurture lost no race', () => {
    const taken = { kind: 'taken', by: rita, msAgo: 20 } as const;
    const says = 'Rita Lang claimed this lead just now. Ask them if you want to take over.';
    for (const answer of [sentences.toReject, sentences.toNurture, sentences.toInTouch]) {
      expect(answer(taken, playbook)).toBe(says);
    }
  });

  test('names who may claim', () => {
    const reps = [
      { slack: 'U1AAAA', name: 'Ann', takes: [], weight: 1 },
      { slack: 'U2BBBB', name: '<!channel>', takes: [], weight: 1 },
    ];
    const restricted = aPlaybook({
      teams: [{ id: 'sales', name: 'Sales', channel: '#s', takes: [], claim: 'reps', reps }],
    });
    const sentence = sentences.toClaim({ kind: 'not-allowed', team: 'sales' }, restricted);
    expect(sentence).toBe('Only the listed reps of Sales may do this: Ann, <!channel>.');
    expect(escapeMrkdwn(sentence)).not.toContain('<!');
  });

  test.each([
    [{ kind: 'done', lead: aLead() }, 'Taken back. The card shows where the lead stands now.'],
    [{ kind: 'too-late' }, 'Undo works for five minutes. The lead stays as the card shows it.'],
    [{ kind: 'taken', by: rita, msAgo: 10 }, 'Only Rita Lang can take this back.'],
    [{ kind: 'over', lead: aLead() }, 'There is nothing to take back. The card shows where the lead stands.'],
  ] as const)('undo: %o', (outcome, sentence) => {
    expect(sentences.toUndo(outcome, playbook)).toBe(sentence);
  });

  test('nurture names the day', () => {
    const lead = aLead({
      state: 'nurturing',
      repVerdict: { kind: 'nurtured', by: sam, at: now, from: 'offered', until: '2027-01-15', note: '' },
    });
    expect(sentences.toNurture({ kind: 'done', lead }, playbook)).toBe('Noted: back on 15 Jan 2027.');
  });
});
