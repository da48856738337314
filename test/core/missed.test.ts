// Before an interview closes everything is read once more: nobody is turned away over an answer that a turn overlooked.
import { describe, expect, test } from 'vitest';
import type { Turn } from '../../src/core/interviewer.ts';
import { currentAnswers } from '../../src/core/lead.ts';
import { missedClaims } from '../../src/core/missed.ts';
import { settleSilence } from '../../src/core/turn.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();
/** A model that hears nothing. */
const deaf = (asks: string | null, change: Partial<Turn> = {}): Turn => ({
  claims: [],
  wants: 'answering',
  interviewer: 'openai:deaf:p1',
  reply: { text: 'I see. And what else?', asks },
  ...change,
});
const fields = (talk: ReturnType<typeof converse>) => currentAnswers(talk.lead).map(({ field }) => field);

function told() {
  const talk = converse();
  talk.hear(deaf('size'), 'We want to replace our reporting tool by end of Q1');
  talk.hear(deaf('budget'), '50');
  talk.hear(deaf('email'), 'around 20k a year, and I make the decision');
  return talk;
}

describe('at the end', () => {
  test('what the model overlooked is found, each line under the question it answered', () => {
    const talk = told();
    expect(fields(talk)).toEqual([]);
    talk.hear(deaf(null, { wants: 'leaving' }), 'bye');
    expect(fields(talk)).toEqual(expect.arrayContaining(['use_case', 'urgency', 'size', 'budget', 'authority']));
    expect(new Set(talk.lead.answers.map(({ interviewer }) => interviewer))).toEqual(new Set(['guided']));
    expect(talk.lead.refused).toEqual([]);
    expect(talk.last.events.find(({ kind }) => kind === 'answered')?.data.fields).toContain('size');
  });

  test('a qualified visitor whom the model did not hear goes to the reps, also when they only fell silent', () => {
    const leaving = told();
    leaving.hear(deaf('next_step'), 'ana@acme.com');
    leaving.hear(deaf(null), 'yes, a call would be good');
    const silent = leaving.lead;
    leaving.hear(deaf(null, { wants: 'leaving' }), 'bye');
    expect(leaving.lead).toMatchObject({ state: 'offered', offer: { why: 'qualified' } });

    const by = { playbook, now: leaving.now };
    const settled = settleSilence(silent, silent.messages.length, by);
    expect(settled?.lead).toMatchObject({ state: 'offered', offer: { why: 'qualified' } });
    expect(settled?.owed.map(({ job }) => job.kind)).toContain('post-card');
  });

  test('whoever asks for a person is handed over with all they said', () => {
    const talk = told();
    talk.hear(deaf(null, { wants: 'person' }), 'can I talk to a person?');
    expect(talk.lead.state).toBe('offered');
    expect(fields(talk)).toEqual(expect.arrayContaining(['use_case', 'size', 'authority']));
  });

  test('what is known or was declined is not read again', () => {
    const talk = told();
    talk.set({ declined: ['budget'] });
    talk.hear(deaf('company', { claims: [{ field: 'size', value: 50, message: 3, quote: '50' }] }), 'ok');
    const claimed = missedClaims(talk.lead, playbook).map(({ field }) => field);
    expect(claimed).not.toContain('size');
    expect(claimed).not.toContain('budget');
    expect(claimed).toContain('urgency');
  });

  test('a conversation that the guided interviewer led has nothing to find', () => {
    const talk = converse();
    for (const line of ['Hi', 'We want to replace our reporting tool', 'hmm', 'no idea', '50 people', 'just me'])
      talk.say(line);
    expect(missedClaims(talk.lead, playbook)).toEqual([]);
  });
});
