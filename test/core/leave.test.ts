// May we write to them? Asked once by Baton as it closes, and answered by a clear yes or not at all.
import { describe, expect, test } from 'vitest';
import { withConsequences } from '../../src/core/consequences.ts';
import type { Turn } from '../../src/core/interviewer.ts';
import { languages } from '../../src/core/language.ts';
import type { Lead } from '../../src/core/lead.ts';
import { takeTurn } from '../../src/core/turn.ts';
import { readWants, type Wants } from '../../src/core/wants.ts';
import { builtInWords } from '../../src/core/words.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead, anAnswer, aTranscript, now } from '../support/leads.ts';

const playbook = defaultPlaybook((page) => page.replace('  # unqualified: keep', '  unqualified: keep'));
const turn = (wants: Wants): Turn => ({ claims: [], wants, interviewer: 'guided' }) as unknown as Turn;
const by = { playbook, now, canMail: true };

/** So little was said that Baton closes it. */
function chatting(last: string, change: Partial<Lead> = {}): Lead {
  const messages = aTranscript([
    'Hi, my address is ada@acme.example',
    { baton: 'Thank you. What would you like to get done?' },
    last,
  ]);
  const answers = [anAnswer(messages, 'email', { value: 'ada@acme.example', quote: 'ada@acme.example' })];
  const reset = { offer: null, verdict: null, score: 0, readUpTo: 2 };
  return aLead({ state: 'chatting', messages, answers, ...reset, ...change });
}
const says = ({ messages }: Lead) => messages.at(-1)?.text ?? '';
const isAsked = (lead: Lead) => says(lead).includes('May we write to you');
const closed = takeTurn(chatting('I have to go, bye'), turn('leaving'), by).lead;

/** The closed lead with what they answer. */
function answering(...texts: string[]) {
  const first = closed.messages.length + 1;
  const lines = texts.map((text, i) => ({ ...closed.messages[0]!, n: first + i, text, asks: null }));
  const before = { ...closed, messages: [...closed.messages, ...lines] };
  const decision = takeTurn(before, turn(readWants(texts.at(-1) ?? '')), by);
  return { before, decision: withConsequences(before, decision, by) };
}

describe('asked', () => {
  test('as Baton closes, with the address', () => {
    expect(closed).toMatchObject({ state: 'closed', verdict: 'unqualified', nurture: null });
    expect(says(closed)).toContain('May we write to you now and then, at ada@acme.example?');
  });

  test.each<[string, Lead, Parameters<typeof takeTurn>[2], Wants]>([
    ['nobody can be mailed', chatting('bye'), { ...by, canMail: false }, 'leaving'],
    ['the page has no sequence for them', chatting('bye'), { ...by, playbook: defaultPlaybook() }, 'leaving'],
    [
      'no address is known',
      chatting('bye', { answers: [], messages: aTranscript(['Hi', { baton: 'Hello.' }, 'bye']) }),
      by,
      'leaving',
    ],
    ['they were rude', chatting('Idiots'), by, 'abuse'],
  ])('not where %s', (_, lead, given, wants) => {
    expect(isAsked(takeTurn(lead, turn(wants), given).lead)).toBe(false);
  });

  test('once, however often they come back', () => {
    const { decision } = answering('We might need something else');
    expect(decision.lead.state).toBe('chatting');
    const again = takeTurn(
      { ...decision.lead, messages: chatting('bye').messages.concat(decision.lead.messages.slice(3)) },
      turn('leaving'),
      by,
    );
    expect(isAsked(again.lead)).toBe(false);
  });
});

describe('answered', () => {
  test.each(['Yes', 'yes please', 'Sure, go ahead', 'Of course!', 'Ja, gerne', 'Oui, bien sûr', 'Sí, claro'])(
    '%s',
    (text) => {
      const { before, decision } = answering(text);
      expect(decision.lead).toMatchObject({
        state: 'closed',
        nurture: { sequence: 'keep_in_touch', by: null, stopped: null },
      });
      const began = decision.events.filter(({ kind }) => kind === 'nurture-began');
      expect(began).toMatchObject([
        { by: 'visitor', data: { consent: { offer: closed.messages.length, message: before.messages.length } } },
      ]);
      const { quote } = began[0]!.data.consent as { quote: string };
      expect(text.startsWith(quote)).toBe(true);
      expect(decision.owed.map(({ job }) => job.kind)).toContain('send-step');
      expect(languages.map((language) => builtInWords[language].mayWriteYes)).toContain(says(decision.lead));
    },
  );

  test.each([
    ['No'],
    ['ok'],
    ['maybe'],
    ['Yes, but only about prices'],
    ['yes if it is not too often'],
    ['Yes', 'no wait, better not'],
    ['What do you write about?'],
    ['Thanks'],
    ['please don’t'],
  ])('%s: nothing is written to them', (...texts) => {
    const { decision } = answering(...texts);
    expect(decision.lead.nurture).toBeNull();
    expect(decision.owed.map(({ job }) => job.kind)).not.toContain('send-step');
  });

  test('a yes to anything else is none', () => {
    const lines = [
      { ...closed.messages.at(-1)!, text: 'Shall I pass it on?' },
      { ...closed.messages[0]!, text: 'Yes' },
    ];
    const messages = [...closed.messages.slice(0, -1), ...lines].map((line, i) => ({ ...line, n: i + 1 }));
    expect(takeTurn({ ...closed, messages }, turn('answering'), by).lead.nurture).toBeNull();
  });
});
