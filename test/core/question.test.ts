// What people ask, in commands and in words. What is not surely meant is not guessed: "back to Acme" sets nobody back to work.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readQuestion } from '../../src/core/question.ts';

test.each([
  ['', { kind: 'help' }],
  ['help', { kind: 'help' }],
  ['  QUEUE ', { kind: 'queue' }],
  ['queue please', { kind: 'queue' }],
  ['mine', { kind: 'mine' }],
  ['find Acme Robotics', { kind: 'find', text: 'Acme Robotics' }],
  ['find', { kind: 'find', text: '' }],
  ['why Acme', { kind: 'why', text: 'Acme' }],
  ['why', { kind: 'why', text: '' }],
  ['stats', { kind: 'stats' }],
  ['away', { kind: 'away', text: '' }],
  ['away until Friday', { kind: 'away', text: 'until Friday' }],
  ['back', { kind: 'back' }],
  ['playbook', { kind: 'playbook' }],
])('/baton %s', (text, question) => {
  expect(readQuestion(text)).toEqual(question);
});

test.each([
  ['who is waiting?', { kind: 'queue' }],
  ['Who’s waiting?', { kind: 'queue' }],
  ['anybody waiting', { kind: 'queue' }],
  ['any new leads?', { kind: 'queue' }],
  ['show me my leads', { kind: 'mine' }],
  ['what are my open leads?', { kind: 'mine' }],
  ['why acme?', { kind: 'why', text: 'acme' }],
  ['Why did Oriel Labs get 40?', { kind: 'why', text: 'Oriel Labs' }],
  ['why is Dana Reyes here?', { kind: 'why', text: 'Dana Reyes' }],
  ['why was Acme rejected?', { kind: 'why', text: 'Acme' }],
  ['who is Priya Raman?', { kind: 'find', text: 'Priya Raman' }],
  ['look up acme.example', { kind: 'find', text: 'acme.example' }],
  ['I’m away tomorrow', { kind: 'away', text: 'tomorrow' }],
  ["i'm on vacation from dec 24 to jan 2", { kind: 'away', text: 'from dec 24 to jan 2' }],
  ['I am sick today', { kind: 'away', text: 'today' }],
  ["I'll be out until 14:00", { kind: 'away', text: 'until 14:00' }],
  ['ooo until monday', { kind: 'away', text: 'until monday' }],
  ["I'm off", { kind: 'away', text: '' }],
  ["I'm back!", { kind: 'back' }],
  ['back from lunch', { kind: 'back' }],
  ['how are we doing?', { kind: 'stats' }],
  ['what is our accept rate', { kind: 'stats' }],
  ["what's the bar?", { kind: 'bar' }],
  ['Why this bar?', { kind: 'bar' }],
  ['what are the rules', { kind: 'playbook' }],
  ['how do you decide?', { kind: 'playbook' }],
  ['hi', { kind: 'help' }],
  ['What can I ask?', { kind: 'help' }],
])('in words: %s', (text, question) => {
  expect(readQuestion(text)).toEqual(question);
});

test.each([
  ['queu', 'queue'],
  ['qeueu', 'queue'],
  ['stat', 'stats'],
  ['hlep', 'help'],
  ['plabyook', 'playbook'],
  ['wy acme', 'why'],
  ['dance', null],
  ['back to Acme: call them', 'back'],
  ['Out of 40 leads, which is best', null],
  ['sick of spam', null],
  ['x', null],
])('unknown: %s', (text, nearest) => {
  expect(readQuestion(text)).toEqual({ kind: 'unknown', text, nearest });
});

test('anything typed is a question', () => {
  fc.assert(fc.property(fc.string(), (text) => void readQuestion(text).kind));
});
