import { expect, test } from 'vitest';
import { asked } from '../../src/core/asked.ts';
import type { Message } from '../../src/core/lead.ts';
import { anAnswer, aTranscript } from '../support/leads.ts';

const ask = (lines: Parameters<typeof aTranscript>[0], tells: Message['tells'] = []) => {
  const messages = aTranscript(lines).map((line) => (line.from === 'baton' ? { ...line, tells } : line));
  return asked({ messages, answers: [] }).map(({ text, source }) => [text, source]);
};

test('what nobody has answered is open, each question once', () => {
  expect(ask(['Is it safe? Is it fast?', { baton: 'By when would you like it?' }, 'is it  SAFE?'])).toEqual([
    ['Is it safe?', null],
    ['Is it fast?', null],
  ]);
});

test('an answer names the very question, also when it is asked again', () => {
  const told = [{ message: 1, start: 12, end: 23, source: 'Speed' }];
  expect(ask(['Is it safe? Is it fast?', { baton: 'Yes (from: Speed).' }, 'Is it fast?'], told)).toEqual([
    ['Is it safe?', null],
    ['Is it fast?', 'Speed'],
  ]);
});

test('a question of a rep or of Baton is none of the visitor’s, nor is ours quoted back', () => {
  const lines = [
    'Hi',
    { baton: 'By when would you like it?' },
    { rep: 'Shall we talk?' },
    'By when would you like it?',
  ];
  expect(ask([...lines, '> Is it safe?\nGood one'])).toEqual([]);
});

test('what was read as an answer is no question', () => {
  const messages = aTranscript(['Around 50 people?', 'We are 60 people, what does it cost?']);
  const size = (value: number, quote: string) => anAnswer(messages, 'size', { value, quote });
  const answers = [size(50, 'Around 50 people'), size(60, '60 people')];
  expect(asked({ messages, answers }).map(({ text }) => text)).toEqual(['We are 60 people, what does it cost?']);
});
