import { expect, test } from 'vitest';
import type { Value } from '../../../src/core/value.ts';
import { field, readAs } from '../../support/fields.ts';

const budget = field('money', { id: 'budget', question: 'Do you have a budget in mind?' });

const said: [string, Value, string][] = [
  ['budget around 20k a year', { amount: 20_000, per: 'year' }, '20k a year'],
  ['$15-20k/yr', { min: 15_000, max: 20_000, currency: 'USD', per: 'year' }, '$15-20k/yr'],
  ['€500/month', { amount: 500, currency: 'EUR', per: 'month' }, '€500/month'],
  ['USD 1.5m', { amount: 1_500_000, currency: 'USD' }, 'USD 1.5m'],
  ['between 10 and 15 thousand euros', { min: 10_000, max: 15_000, currency: 'EUR' }, '10 and 15 thousand euros'],
  ['1.200,50 €', { amount: 1201, currency: 'EUR' }, '1.200,50 €'],
  ['1 200 € par mois', { amount: 1200, currency: 'EUR', per: 'month' }, '1 200 € par mois'],
  ['$1,200.00 per month', { amount: 1200, currency: 'USD', per: 'month' }, '$1,200.00 per month'],
  ['£10k p.a.', { amount: 10_000, currency: 'GBP', per: 'year' }, '£10k p.a.'],
  ['our budget is 20,000', { amount: 20_000 }, '20,000'],
  ['we have a 20k budget', { amount: 20_000 }, '20k'],
  ['budget: 5-10k', { min: 5000, max: 10_000 }, '5-10k'],
  ['we can spend up to $30k', { amount: 30_000, currency: 'USD' }, 'up to $30k'],
  ['under $20k', { min: 0, max: 20_000, currency: 'USD' }, 'under $20k'],
  ['50 bucks per user', { amount: 50, currency: 'USD', per: 'user' }, '50 bucks per user'],
  ['$25/seat/month', { amount: 25, currency: 'USD', per: 'user' }, '$25/seat'],
  ['$15k - $20k', { min: 15_000, max: 20_000, currency: 'USD' }, '$15k - $20k'],
  ['15k€ bis 20k€', { min: 15_000, max: 20_000, currency: 'EUR' }, '15k€ bis 20k€'],
  ['twenty thousand dollars', { amount: 20_000, currency: 'USD' }, 'twenty thousand dollars'],
  ['annual budget of 20k', { amount: 20_000, per: 'year' }, '20k'],
  ['20 grand a year', { amount: 20_000, per: 'year' }, '20 grand a year'],
  ['BUDGET IS 20K USD', { amount: 20_000, currency: 'USD' }, '20K USD'],
  ['presupuesto de 5.000 euros al mes', { amount: 5000, currency: 'EUR', per: 'month' }, '5.000 euros al mes'],
  ['5.000,- EUR', { amount: 5000, currency: 'EUR' }, '5.000,- EUR'],
  ['CHF 12’000', { amount: 12_000, currency: 'CHF' }, 'CHF 12’000'],
  ["we've set aside 40k for this", { amount: 40_000 }, '40k'],
  ['half a million dollars', { amount: 500_000, currency: 'USD' }, 'half a million dollars'],
  ['$10k, no sorry, $12k', { amount: 12_000, currency: 'USD' }, '$12k'],
  ['somewhere around €2.000 im Monat', { amount: 2000, currency: 'EUR', per: 'month' }, '€2.000 im Monat'],
];

test.each(said)('"%s" says a budget', (text, value, words) => {
  expect(readAs(budget, text)).toEqual({ value, words });
});

const answered: [string, Value][] = [
  ['around 20k', { amount: 20_000 }],
  ['20k', { amount: 20_000 }],
  ['5000', { amount: 5000 }],
  ['10-15k', { min: 10_000, max: 15_000 }],
  ['20000 ish', { amount: 20_000 }],
  ['20k?', { amount: 20_000 }],
  ['up to 10,000', { amount: 10_000 }],
  ['around 20k for the year', { amount: 20_000 }],
  ['ten thousand', { amount: 10_000 }],
];

test.each(answered)('"%s" is a budget only as an answer', (text, value) => {
  expect(readAs(budget, text, { asked: true })?.value).toEqual(value);
  expect(readAs(budget, text)).toBeNull();
});

test('the dollar is that of the country', () => {
  expect(readAs(budget, '$5k', { country: 'AU' })?.value).toEqual({ amount: 5000, currency: 'AUD' });
});

const unsaid = [
  'we can bring you 500 leads per month for $999',
  'our rates start at 120 usd per hour',
  'we already pay you 30k a year',
  'say we had a budget of 50k, would that do?',
  'no budget of 20k',
  'no budget yet',
  'is it more than $500 a month?',
  'do you have a plan for 20k a year?',
  'our competitor pays $20k',
  "your pricing page says $500/month, that's steep",
  'we raised $5m last year',
  '$2M ARR',
  'our renewal is 45k/yr',
  'revenue of $10m',
  "we don't have $20k",
  'if we had 20k a year to spend',
  'about 50 people',
  'in 6 weeks',
  'call +1 415 555 2671',
  'around 20k',
  '500 leads a month',
  '24/7',
  'we get 2000 visitors per month',
];

test.each(unsaid)('"%s" says no budget', (text) => {
  expect(readAs(budget, text)).toBeNull();
});

test.each(['50 people', 'in 3 months', 'by Q1', 'not sure', '50%', 'no budget yet', 'end of 2027', '15 Feb'])(
  '"%s" is no budget, even as an answer',
  (text) => {
    expect(readAs(budget, text, { asked: true })).toBeNull();
  },
);
