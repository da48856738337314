// What a visitor reads when an interviewer brings words of its own: the policy decides what may be asked.
import { describe, expect, test } from 'vitest';
import type { Turn } from '../../src/core/interviewer.ts';
import { builtInWords } from '../../src/core/words.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();
const question = (id: string) => playbook.fields.find((field) => field.id === id)?.question ?? 'no such field';
const turn = (text: string, asks: string | null, change: Partial<Turn> = {}): Turn => ({
  claims: [],
  wants: 'answering',
  interviewer: 'openai:test:p1',
  reply: { text, asks },
  ...change,
});
const data = ({ last }: ReturnType<typeof converse>) => last.events.find(({ kind }) => kind === 'answered')?.data;

describe('a reply of the model', () => {
  test('is what the visitor reads, after the opening that says who speaks', () => {
    const talk = converse();
    const text = talk.hear(turn('Klar! Was möchten Sie damit erreichen?', 'use_case'), 'Hallo');
    expect(text).toBe(
      `${builtInWords.de.opening.replace('{company}', playbook.company.name)} Klar! Was möchten Sie damit erreichen?`,
    );
    expect(talk.lead.messages.at(-1)?.asks).toBe('use_case');
    expect(talk.hear(turn('Bis wann?', 'urgency'), 'Berichte')).toBe('Bis wann?');
    expect(data(talk)).not.toHaveProperty('replyRefused');
  });

  test('may choose any open field, not only the next one', () => {
    const talk = converse();
    talk.hear(turn('What is your budget?', 'budget'), 'Hi');
    expect(talk.lead.messages.at(-1)?.asks).toBe('budget');
  });

  test.each([
    ['what this very turn answered', 'size'],
    ['what is never asked', 'role'],
    ['nothing', null],
  ])('asks for %s: the playbook asks', (_what, asks) => {
    const talk = converse();
    const claims = [{ field: 'size', value: 50, message: 1, quote: '50 people' }];
    const text = talk.hear(turn('How many people are you?', asks, { claims }), 'We are 50 people');
    expect(text).toContain(question('use_case'));
    expect(data(talk)).toMatchObject({ replyRefused: 'not-open', fields: ['size'] });
  });

  test('asks a third time: the playbook asks for something else', () => {
    const talk = converse();
    talk.hear(turn('What is your budget?', 'budget'), 'Hi');
    talk.hear(turn('Roughly, what is your budget?', 'budget'), 'well');
    const text = talk.hear(turn('Come on, what is your budget?', 'budget'), 'hm');
    expect(text).not.toContain('budget');
    expect(data(talk)).toMatchObject({ replyRefused: 'not-open' });
  });

  test('asks for what was declined: never', () => {
    const talk = converse();
    talk.hear(turn('What is your budget?', 'budget'), 'Hi');
    talk.hear(turn('Fine. How many people are you?', 'size', { wants: 'declining' }), 'rather not say');
    expect(talk.lead.declined).toEqual(['budget']);
    expect(talk.hear(turn('But your budget?', 'budget'), '50')).not.toContain('But your budget');
  });

  test('that promises is replaced and counted', () => {
    const talk = converse();
    const text = talk.hear(turn("I've booked you a call. What is your budget?", 'budget'), 'Hi');
    expect(text).toContain(question('use_case'));
    expect(text).not.toContain('booked');
    expect(data(talk)).toMatchObject({ replyRefused: 'promises' });
  });

  test('cannot keep a conversation open that the policy ends', () => {
    const talk = converse();
    const text = talk.hear(turn('Wait! What is your budget?', 'budget', { wants: 'leaving' }), 'bye');
    expect(text).toContain(playbook.words.leaving);
    expect(talk.lead.state).not.toBe('chatting');
  });
});

test('off-topic gets a polite line and the question once more', () => {
  const talk = converse();
  talk.hear(turn('What would you like to get done?', 'use_case'), 'Hi');
  const text = talk.hear(turn('Sunny!', null, { wants: 'off-topic' }), 'how is the weather');
  expect(text).toContain("so I can't help with that one");
  expect(talk.lead.messages.at(-1)?.asks).toBe('use_case');
});

test('abuse is answered politely twice, the third time ends it, and more of it does not open it again', () => {
  const talk = converse();
  const rude = () => talk.hear(turn('Whatever.', null, { wants: 'abuse' }), 'you stupid thing');
  expect(rude()).toContain(playbook.words.abuse);
  expect(rude()).toContain(playbook.words.abuse);
  expect(rude()).toContain(playbook.words.closed);
  expect(talk.lead.state).toBe('closed');
  rude();
  expect(talk.lead.state).toBe('closed');
});

test('wanting to book is no hand-off of its own: answers decide', () => {
  const talk = converse();
  talk.hear(turn('Gladly. What would you like to get done?', 'use_case', { wants: 'booking' }), 'book me a call');
  expect(talk.lead.state).toBe('chatting');
});
