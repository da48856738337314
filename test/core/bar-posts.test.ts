import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draw, nearMisses, postsAt, volumeAt } from '../../src/core/bar-posts.ts';

const leads = (...scores: number[]) => scores.map((score, index) => ({ id: `l${index}`, score }));
const told = (posts: ReturnType<typeof postsAt>) => posts.map(({ lead, why }) => `${lead.score} ${why}`);

test('who reaches the bar is posted; two a week are, however high it is', () => {
  expect(told(postsAt(leads(80, 40, 60, 61), 60))).toEqual(['80 bar', '60 bar', '61 bar']);
  expect(told(postsAt(leads(80, 40, 55, 52), 60))).toEqual(['80 bar', '55 floor']);
  expect(told(postsAt(leads(10, 40, 55, 52), 60))).toEqual(['55 floor', '52 floor']);
  expect(told(postsAt(leads(10), 60))).toEqual(['10 floor']);
  expect(postsAt([], 60)).toEqual([]);
});

test('the volume of weeks is what would have been posted', () => {
  const weeks = [[80, 40, 60, 61], [80, 40, 55, 52], [10], []];
  expect(volumeAt(weeks, 60)).toBe(3 + 2 + 1 + 0);
  for (const bar of [0, 45, 60, 90]) {
    expect(volumeAt(weeks, bar)).toBe(weeks.flatMap((scores) => postsAt(leads(...scores), bar)).length);
  }
});

test('three near misses, from the fifteen points under the bar', () => {
  const found = nearMisses(leads(60, 59, 58, 50, 45, 44.9, 44, 10), 60, 7);
  expect(found).toHaveLength(3);
  for (const { score } of found) expect([59, 58, 50, 45]).toContain(score);
  expect(nearMisses(leads(45, 44.9), 60, 7).map(({ score }) => score)).toEqual([45]);
  expect(nearMisses(leads(60, 59, 30), 60, 7).map(({ score }) => score)).toEqual([59]);
});

test('the seed alone decides which: not the order, and no lead is favoured', () => {
  const week = leads(...Array.from({ length: 10 }, (_, index) => 46 + index));
  fc.assert(
    fc.property(fc.shuffledSubarray(week, { minLength: 10 }), fc.integer(), (shuffled, seed) => {
      const three = nearMisses(week, 60, seed);
      expect(nearMisses(shuffled, 60, seed)).toEqual(three);
      const teams = [shuffled.slice(0, 4), shuffled.slice(4)];
      expect(
        draw(
          teams.flatMap((theirs) => nearMisses(theirs, 60, seed)),
          seed,
        ),
      ).toEqual(three);
    }),
  );
  const drawn = new Map<string, number>();
  for (let seed = 0; seed < 2000; seed++) {
    for (const { id } of nearMisses(week, 60, seed)) drawn.set(id, (drawn.get(id) ?? 0) + 1);
  }
  // 600 each, with a standard deviation of 20.
  for (const { id } of week) expect(Math.abs((drawn.get(id) ?? 0) - 600)).toBeLessThan(100);
});
