import { describe, expect, test } from 'vitest';
import { type Cell, chances, forecast } from '../../src/core/forecast.ts';
import { aboutMoney, moneyText, moniesText } from '../../src/core/money.ts';
import { random } from '../support/year-of-leads.ts';

const none = { amounts: [], won: 0 };
const cell = (band: number, of: number, won: number, active = 0): Cell => ({ band, of, won, active });

describe('how likely a CQL is won', () => {
  test('a band of many goes by itself, one of few leans on the others, one of none is like all', () => {
    const chance = chances([cell(90, 1_000, 500), cell(80, 1_000, 100), cell(70, 4, 4), cell(60, 0, 0)]);
    expect(chance.get(90)).toBeCloseTo(0.5, 1);
    expect(chance.get(80)).toBeCloseTo(0.1, 1);
    expect(chance.get(70)).toBeGreaterThan((chance.get(60) ?? 1) + 0.05);
    expect(chance.get(70)).toBeLessThan(0.6);
    expect(chance.get(60)).toBeGreaterThan(0.2);
    expect(chance.get(60)).toBeLessThan(0.5);
  });

  test('with one band and one rate it is the rule of succession’s neighbour: 10 of 40 won', () => {
    expect(chances([cell(50, 40, 10)]).get(50)).toBeCloseTo(0.26, 1);
  });
});

describe('nothing is said that nobody can know', () => {
  test('without a CQL in play, and before twenty older ones', () => {
    expect(forecast([[cell(80, 200, 50)], []], none)).toEqual({ kind: 'none' });
    expect(forecast([[cell(80, 19, 5, 3)], []], none)).toEqual({ kind: 'too-early', active: 3, of: 19 });
    expect(forecast([[cell(80, 20, 5, 3)], []], none)).toMatchObject({ kind: 'forecast', active: 3, of: 20 });
    // What reps took on is known too little, whatever is known of what waits for them.
    expect(forecast([[cell(80, 90, 9, 3)], [cell(80, 12, 9, 1)]], none)).toMatchObject({ kind: 'too-early', of: 12 });
  });

  test('amounts are told per currency, and from five on', () => {
    const amounts = [
      { currency: 'USD', of: 8, cents: 8_000_000, squares: 8 * 1_000_000 ** 2 },
      { currency: 'EUR', of: 4, cents: 4_000_000, squares: 4 * 1_000_000 ** 2 },
    ];
    const told = forecast([[cell(80, 2_000, 1_000, 100)], []], { amounts, won: 16 });
    if (told.kind !== 'forecast') throw new Error(told.kind);
    // Half of about fifty are in dollars, of ten thousand each.
    expect(told.money.map(({ currency }) => currency)).toEqual(['USD']);
    expect(told.money[0]?.expected).toBeCloseTo((told.expected / 2) * 1_000_000, -2);
    expect(told.expected).toBeCloseTo(50, 0);
    expect(told.money[0]?.low).toBeLessThan(told.money[0]?.expected ?? 0);
  });
});

test('nine of ten intervals hold what comes of it, of deals and of money', { timeout: 60_000 }, () => {
  const draw = random(5);
  const rounds = 400;
  let [deals, money, counted] = [0, 0, 0];
  const wins = (n: number, p: number) => Array.from({ length: n }, draw).filter((each) => each < p).length;
  for (let i = 0; i < rounds; i++) {
    const common = 0.1 + draw() * 0.4;
    const rates = [0, 1, 2, 3, 4].map((band) => Math.min(0.9, common * (0.6 + 0.2 * band)));
    const cells = rates.map((rate, n) => {
      const of = Math.floor(5 + draw() * 60);
      return cell(50 + 10 * n, of, wins(of, rate), Math.floor(draw() * 12));
    });
    const amount = () => Math.exp(14 + (draw() + draw() + draw() - 1.5) * 1.5);
    const past = Array.from({ length: 40 }, amount);
    const amounts = [
      {
        currency: 'USD',
        of: past.length,
        cents: past.reduce((a, b) => a + b, 0),
        squares: past.reduce((a, b) => a + b * b, 0),
      },
    ];
    const told = forecast([[], cells], { amounts, won: past.length });
    if (told.kind !== 'forecast') continue;
    counted += 1;
    const won = cells.reduce((all, { active }, n) => all + wins(active, rates[n] ?? 0), 0);
    if (won >= told.low && won <= told.high) deals += 1;
    const sum = Array.from({ length: won }, amount).reduce((a, b) => a + b, 0);
    const [of] = told.money;
    if (of !== undefined && sum >= of.low && sum <= of.high) money += 1;
  }
  console.info(`forecast: ${deals} of ${counted} held the deals, ${money} the money`);
  expect(counted).toBeGreaterThan(390);
  expect(deals / counted).toBeGreaterThan(0.87);
  expect(deals / counted).toBeLessThan(0.98);
  expect(money / counted).toBeGreaterThan(0.86);
  expect(money / counted).toBeLessThan(0.98);
});

test('thousands in play take no time', () => {
  const began = performance.now();
  const bands = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];
  const told = forecast([bands.map((band) => cell(band, 900, 10 * (1 + band), 400)), []], none);
  expect(told).toMatchObject({ kind: 'forecast', active: 4_000 });
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('money is said in whole units, estimates to two digits, and no two currencies are added', () => {
  expect(moneyText(2_000_000, 'EUR')).toBe('€20,000');
  expect(moneyText(123_456, null)).toBe('1,235');
  expect(moneyText(123_456, 'points')).toBe('1,235 points');
  expect(moneyText(-50_000, 'USD')).toBe('-$500');
  expect([aboutMoney(12_345_678, 'USD'), aboutMoney(0, 'USD'), aboutMoney(99_900, 'USD')]).toEqual([
    '$120,000',
    '$0',
    '$1,000',
  ]);
  expect(moniesText({ USD: 100_00, EUR: 250_000_00, '': 5_00 })).toBe('€250,000 and $100 and 5');
});
