import { expect, test } from 'vitest';
import { breaker } from '../../../src/adapters/model/breaker.ts';

const make = () => breaker({ failures: 3, withinMs: 60_000, openMs: 30_000 });

test('opens after the third failure in a minute and lets one probe through when its time is over', () => {
  const it = make();
  for (const at of [0, 10_000, 20_000]) {
    expect(it.allows(at)).toBe(true);
    it.failed(at);
  }
  expect(it.allows(20_001)).toBe(false);
  expect(it.allows(49_999)).toBe(false);
  expect(it.allows(50_000)).toBe(true);
  expect(it.allows(50_001)).toBe(false);
  it.failed(50_100);
  expect(it.allows(80_099)).toBe(false);
  expect(it.allows(80_100)).toBe(true);
  it.succeeded();
  expect([it.allows(80_101), it.allows(80_102)]).toEqual([true, true]);
});

test('failures far apart, or with a success between them, open nothing', () => {
  const it = make();
  for (const at of [0, 10_000, 65_000, 71_000]) it.failed(at);
  expect(it.allows(71_001)).toBe(true);
  it.succeeded();
  it.failed(72_000);
  it.failed(72_001);
  expect(it.allows(72_002)).toBe(true);
});

test('calls that were under way when it opened change nothing but its time', () => {
  const it = make();
  for (const at of [0, 0, 0, 5_000]) it.failed(at);
  expect(it.allows(30_000)).toBe(false);
  expect(it.allows(35_000)).toBe(true);
});
