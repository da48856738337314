import { describe, expect, test } from 'vitest';
import { firstTouch } from '../../src/core/first-touch.ts';
import { withLine } from '../../src/core/line.ts';
import { reAsked } from '../../src/core/re-asked.ts';
import { aLead, aPlaybook, claimedBy, minutesAgo, now, rita, sam } from '../support/leads.ts';

const playbook = aPlaybook();
/** Known: use case, timing, size, decision, e-mail, who else decides. Not known: budget, company, name, phone. */
const lead = aLead();

describe('asks again', () => {
  test.each<[string, string[]]>([
    ['How many people work at your company?', ['size']],
    ['Hi Dana! So, how many people are at the company?', ['size']],
    ['What is your company size?', ['size']],
    ['Could you share your timing?', ['urgency']],
    ['By when would you like it to be in place? And what is your e-mail?', ['urgency', 'email']],
    ["What's the best email address to reach you?", ['email']],
    ['Please send your e-mail address', ['email']],
    ['Who decides on something like this?', ['authority']],
  ])('%s', (line, fields) => {
    expect(reAsked(line, lead, playbook)).toEqual(fields);
  });
});

describe('does not', () => {
  test.each([
    'Do you have a budget in mind for this?',
    'You said 140 people: does that include contractors?',
    'I saw that about 140 people work at your company, right?',
    'Shall I send it to the e-mail address you gave us?',
    'You mentioned the end of March, is that still the case?',
    'Does Thursday at ten work for you?',
    'We are a company of 40 people.',
    'I will e-mail you the offer.',
    'How are you?',
    '',
  ])('%s', (line) => {
    expect(reAsked(line, lead, playbook)).toEqual([]);
  });
});

describe('the first touch', () => {
  const say = (text: string, before = claimedBy(sam, 6)) =>
    withLine(before, { from: 'rep', name: sam.name, text, asks: null, at: now });
  const touch = (of: ReturnType<typeof say>) => firstTouch(of, of.messages.length, { playbook, now });

  test('is the first line of a rep since the claim, once it has arrived', () => {
    const first = say('How many people work at your company?');
    expect(touch(first)).toEqual({
      kind: 'touched',
      by: sam.id,
      data: { message: first.messages.length, afterMs: 6 * 60_000, reasked: ['size'] },
    });
    expect(touch(say('And the budget?', first))).toBeNull();
    expect(touch(say('And the budget?', { ...first, dropped: [first.messages.length] }))).not.toBeNull();
  });

  test('is counted anew for whoever claims next, and never for Baton', () => {
    const first = say('Hello');
    const verdict = { kind: 'claimed', by: rita, at: minutesAgo(0), from: 'offered' } as const;
    const lead = { ...first, messages: first.messages.map((each) => ({ ...each, at: minutesAgo(3) })) };
    expect(touch(say('Hello again', { ...lead, rep: rita, repVerdict: verdict }))).toMatchObject({ by: rita.id });
    expect(
      touch(withLine(claimedBy(sam, 6), { from: 'baton', name: 'Baton', text: 'Hi', asks: null, at: now })),
    ).toBeNull();
  });
});
