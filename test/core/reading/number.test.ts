import { expect, test } from 'vitest';
import type { Value } from '../../../src/core/value.ts';
import { field, readAs } from '../../support/fields.ts';

const size = field('number', { id: 'size', question: 'How many people work at your company?' });

const said: [string, Value, string][] = [
  ['about 50 people', 50, '50 people'],
  ["We're a team of 10-20", { min: 10, max: 20 }, '10-20'],
  ['we have two hundred and fifty employees', 250, 'two hundred and fifty employees'],
  ['1,200 employees worldwide', 1200, '1,200 employees'],
  ['1.200 Mitarbeiter', 1200, '1.200 Mitarbeiter'],
  ['1 200 personnes', 1200, '1 200 personnes'],
  ['1\u00a0200 people', 1200, '1\u00a0200 people'],
  ["1'200 employees in Zürich", 1200, "1'200 employees"],
  ['somos 35 empleados', 35, '35 empleados'],
  ['a dozen people', 12, 'a dozen people'],
  ['just the two of us for now', 2, 'two of us'],
  ['there are three of us', 3, 'three of us'],
  ['50-100 employees', { min: 50, max: 100 }, '50-100 employees'],
  ['50 – 100 employees', { min: 50, max: 100 }, '50 – 100 employees'],
  ['between 50 and 100 people', { min: 50, max: 100 }, '50 and 100 people'],
  ['50 to 60 folks', { min: 50, max: 60 }, '50 to 60 folks'],
  ['50+ people here', 50, '50+ people'],
  ['a couple of hundred people', 200, 'a couple of hundred people'],
  ['a few hundred employees', { min: 200, max: 900 }, 'a few hundred employees'],
  ['over 300 staff', 300, 'over 300 staff'],
  ['under 50 people', { min: 1, max: 50 }, 'under 50 people'],
  ['a 25-person agency', 25, '25-person'],
  ['twenty-five people', 25, 'twenty-five people'],
  ['fifteen hundred employees', 1500, 'fifteen hundred employees'],
  ['WE ARE 80 PEOPLE', 80, '80 PEOPLE'],
  ['80ppl', 80, '80ppl'],
  ['headcount is around 140', 140, '140'],
  ['Team size: 12', 12, '12'],
  ['company of 3k', 3000, '3k'],
  ['2k employees', 2000, '2k employees'],
  ['40 full-time employees', 40, '40 full-time employees'],
  ["we're 60, mostly remote", 60, '60'],
  ['50, no sorry, 60 people', 60, '60 people'],
  ['we have 50 people, actually make that 55 people', 55, '55 people'],
  ['we were 50 people last year, now 80 people', 80, '80 people'],
  ['hey 👋 we are ~ 45 people 🙂', 45, '45 people'],
  ['😀😀 100 people', 100, '100 people'],
  ['We’re about ５０ people', 50, '５０ people'],
  ['نحن 50 people', 50, '50 people'],
  ["We're 50 people, can you handle that?", 50, '50 people'],
  ['can you help our team of 50 with this?', 50, '50'],
  ['not sure, maybe 50 people', 50, '50 people'],
  ['no 50 people', 50, '50 people'],
  ["it's just me and my cofounder, small startup", 2, 'just me and my cofounder'],
  ["it's just me right now", 1, "it's just me"],
  ['our team of 6, my cofounder and i decide', 6, '6'],
  ['no more than 20 employees', 20, 'no more than 20 employees'],
  ['somewhere around 70 colleagues', 70, '70 colleagues'],
  ['approx. 70 employees', 70, '70 employees'],
  ["We don't have a CRM and we're 50 people", 50, '50 people'],
  ['no tool yet. 50 people', 50, '50 people'],
  ['40 people in sales, 300 overall', 300, '300'],
  ['230 employees, of which 35 in sales', 230, '230 employees'],
  ['abuot 60 poeple', 60, '60 poeple'],
];

test.each(said)('"%s" says a size', (text, value, words) => {
  expect(readAs(size, text)).toEqual({ value, words });
});

const answered: [string, Value, string][] = [
  ['13', 13, '13'],
  ['about 13', 13, '13'],
  ['13 I think', 13, '13'],
  ['~200', 200, '200'],
  ['50ish', 50, '50ish'],
  ['50+', 50, '50+'],
  ['10-20', { min: 10, max: 20 }, '10-20'],
  ['maybe 50?', 50, '50'],
  ['fifty', 50, 'fifty'],
  ['just me', 1, 'just me'],
  ['only me', 1, 'only me'],
  ['me and my cofounder', 2, 'me and my cofounder'],
  ['12 across two offices', 12, '12'],
  ['1.200', 1200, '1.200'],
  ['50. no sorry, 60', 60, '60'],
  ['12 reps', 12, '12 reps'],
  ['hundreds', { min: 200, max: 900 }, 'hundreds'],
  ['≈ 40 🙂', 40, '40'],
  ['in the US 40, worldwide 400', 400, '400'],
];

test.each(answered)('"%s" is a size only as an answer', (text, value, words) => {
  expect(readAs(size, text, { asked: true })).toEqual({ value, words });
});

test('a bare number says nothing unasked', () => {
  for (const text of ['13', '~200', '50+', 'fifty', 'just me', 'hundreds']) expect(readAs(size, text)).toBeNull();
});

const unsaid = [
  "we're not 500 people",
  'do you serve 500 people?',
  'Do you work with companies of 500 people',
  'if we were 500 people this would be easy',
  'our competitor has 500 people',
  'our clients have 500 employees each',
  'how much is it for 50 people?',
  'you have 500 employees, right?',
  'they have 500 people',
  'my previous company had 500 people',
  'we used to be 500 people',
  "we don't have 500 people",
  'we are planning to grow to 200 people',
  'hiring 20 people next year',
  'budget is 20k a year',
  '+1 415 555 2671',
  'call me on 020 7946 0958',
  'in 2027',
  'since 2019 we are growing',
  'we convert 50% of people',
  '24/7 people need it',
  'in 6 weeks',
  'version 2.5',
  'https://northwind.com/team/50people',
  'mail me at 50people@northwind.com',
  'we have 200 customers',
  'at 3pm',
  "I'd say imagine 500 people",
  'what if we had 500 people',
  'the 500 people plan, does it cost more?',
  'for example 500 people',
  'three people spend two days on it',
  'every Monday two of us put it together by hand',
  '50 people in Berlin and 70 people in Paris',
];

test.each(unsaid)('"%s" says no size', (text) => {
  expect(readAs(size, text)).toBeNull();
});

test.each([
  '20k a year',
  'in 3 months',
  '$500',
  'no idea',
  '3 offices',
  '50%',
  'around 2pm',
  '+1 415 555 2671',
  '200 customers',
])('"%s" is no size, even as an answer', (text) => {
  expect(readAs(size, text, { asked: true })).toBeNull();
});

test('seats and users count where the field asks for them', () => {
  const seats = field('number', { id: 'seats', question: 'How many users would you need?' });
  expect(readAs(seats, 'we need 25 seats')).toEqual({ value: 25, words: '25 seats' });
  expect(readAs(size, 'we need 25 seats')).toBeNull();
});
