// What a rep owes a visitor they claimed.
import { expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import { nextStep } from '../../src/core/next-step.ts';
import { anAnswer, aPlaybook, aTranscript, claimedBy, minutesAgo, sam } from '../support/leads.ts';

const option = (id: string, label: string) => ({ id, label, says: [], whenAsked: [] });
const field = {
  id: 'next_step',
  label: 'Next step',
  kind: 'choice' as const,
  question: 'A call?',
  ask: true,
  confidence: 50,
  options: [option('call', 'A call'), option('email', 'An e-mail')],
};
const base = aPlaybook();
const playbook = { ...base, fields: [...base.fields, field], ladder: { firstTouchMinutes: 60 } };
const due: Lead['ladder'] = {
  kind: 'claimed',
  since: minutesAgo(10),
  dueAt: null,
  next: { step: 'begin', at: minutesAgo(10) },
};
const lines = (...after: Parameters<typeof aTranscript>[0]) =>
  aTranscript(['Hello, please call me', ...after]).map((line) => ({ ...line, at: minutesAgo(9 - line.n) }));
const lead = (change: Partial<Lead>) => claimedBy(sam, 10, { ladder: due, messages: lines(), ...change });

test.each([
  ['nothing was said yet', lead({}), 'say-hello'],
  ['only Baton spoke', lead({ messages: lines({ baton: 'Sam takes over.' }) }), 'say-hello'],
  ['the rep wrote before the claim', lead({ messages: aTranscript([{ rep: 'Hi' }, 'Hello']) }), 'say-hello'],
  ['the rep’s line was dropped', lead({ messages: lines({ rep: 'Hi' }), dropped: [2] }), 'say-hello'],
  ['the rep wrote last', lead({ messages: lines({ rep: 'Hi' }) }), 'follow-up'],
  ['the visitor wrote last', lead({ messages: lines({ rep: 'Hi' }, 'When?') }), 'answer'],
  ['the rep phoned and said so', lead({ ladder: null, messages: lines({ baton: 'Bye' }) }), 'follow-up'],
])('when %s', (_when, claimed, kind) => {
  expect(nextStep(claimed, playbook)).toEqual({ kind, wants: null });
});

test('with what the visitor wants', () => {
  const messages = lines();
  const answers = [anAnswer(messages, 'next_step', { value: 'call', quote: 'call me' })];
  expect(nextStep(lead({ messages, answers }), playbook)).toEqual({ kind: 'say-hello', wants: 'A call' });
});
