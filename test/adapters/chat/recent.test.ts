// Whoever is interrupted goes on from the last conversation that was read: none that moved before it may be left.
import { expect, test } from 'vitest';
import { lookThrough } from '../../../src/adapters/chat/recent.ts';

test('what moved first is read first, whatever order the product lists it in, and what did not move is not read', async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 14, minute)).toISOString();
  const moved = { late: 9, before: 1, early: 5, since: 2 };
  async function* touched() {
    for (const [where, minute] of Object.entries(moved)) yield { where, atMs: Date.parse(at(minute)) };
  }
  const read: string[] = [];
  const upTo: string[] = [];
  const span = { since: at(2), from: at(0), until: at(10), known: async () => [] };
  const looked = lookThrough(span, touched(), async (where) => {
    read.push(where);
    return [];
  });
  for await (const each of looked) upTo.push(each.upTo);
  expect(read).toEqual(['since', 'early', 'late']);
  expect(upTo).toEqual([at(2), at(5), at(9)]);
});
