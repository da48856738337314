// Which questions put a value forward and which ask us something.
import { expect, test } from 'vitest';
import { isHandedContact, isProposed, isSought, isSuggestedDay } from '../../../src/core/reading/put-forward.ts';

test.each([
  ['how about ', ' then?', true],
  ['ok, what about ', '?', true],
  ['what about ', ', do you cover it?', false],
  ['how about ', ' and its price in the other countries?', false],
])('a choice is proposed: %s_%s', (before, after, is) => {
  expect(isProposed({ before, after })).toBe(is);
});

test.each([
  ['is ', ' ok?', true],
  ['is ', ' fine for you?', true],
  ['is ', ' your number?', false],
  ['is ', ' ok with it?', false],
])('an address is handed over: %s_%s', (before, after, is) => {
  expect(isHandedContact({ before, after })).toBe(is);
});

test.each([
  ['can we do the ', '?', true],
  ['is 2pm on ', ' available?', true],
  ['is your offer valid until ', '?', false],
  ['can you do ', '?', false],
])('a day is suggested: %s_%s', (before, after, is) => {
  expect(isSuggestedDay({ before, after })).toBe(is);
});

test.each([
  ['is there a cheap hotel in the south?', true],
  ['do you have any greek restaurants?', true],
  ['hi, do you know a good vegetarian restaurant in oakland?', true],
  ['what trains go to leicester on saturday?', true],
  ['do you have any salesforce integration?', false],
  ['is there a limit of 50 users?', false],
  ['does it work for 50 people?', false],
])('%s', (question, is) => {
  expect(isSought(question)).toBe(is);
});
