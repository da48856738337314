// When a product counts as down, and when as back.
import { describe, expect, it } from 'vitest';
import type { News } from '../../src/core/news.ts';
import { type Health, healthy, outage } from '../../src/core/outage.ts';

/** `x` fails, `.` succeeds, one sign every ten seconds; the news by the place at which it is told. */
function told(signs: string): [number, News['kind']][] {
  let health: Health = healthy;
  return [...signs].flatMap((sign, i): [number, News['kind']][] => {
    const at = new Date(Date.UTC(2026, 10, 23) + i * 10_000).toISOString();
    const seen = outage(health, { system: 'slack', at, trouble: sign === 'x' ? 'no answer' : null });
    health = seen.health;
    return seen.news === null ? [] : [[i, seen.news.kind]];
  });
}

describe('an outage', () => {
  it.each([
    ['a blip', 'xx.xx.', []],
    ['failures that last', 'xxxx', [[3, 'down']]],
    ['is told once', 'xxxxxxxx', [[3, 'down']]],
    [
      'and so is its end',
      'xxxxx...',
      [
        [3, 'down'],
        [5, 'recovered'],
      ],
    ],
    [
      'and may come again',
      'xxxx.xxxx',
      [
        [3, 'down'],
        [4, 'recovered'],
        [8, 'down'],
      ],
    ],
    ['success alone is no news', '....', []],
  ])('%s', (_what, signs, expected) => {
    expect(told(signs)).toEqual(expected);
  });

  it('needs both several failures and some time', () => {
    const fail = (health: Health, s: number) =>
      outage(health, { system: 'chat', at: new Date(s * 1000).toISOString(), trouble: 'no' });
    const burst = [1, 1, 1, 1, 1].reduce((health, s) => fail(health, s).health, healthy);
    expect(burst.told).toBe(false);
    expect(fail(healthy, 1).health.told || fail(fail(healthy, 1).health, 60).health.told).toBe(false);
    expect(fail(burst, 31).news).toMatchObject({ kind: 'down', why: 'no' });
  });
});
