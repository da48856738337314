// Nobody works in normal use; who begins far too many works hard, and nobody longer than a page may take.
import { expect, test } from 'vitest';
import { mostBits, proofBits } from '../../src/core/proof-bits.ts';

test.each([
  [[{ n: 1, free: 10 }], null],
  [[{ n: 10, free: 10 }], null],
  [[{ n: 11, free: 10 }], 12],
  [[{ n: 20, free: 10 }], 14],
  [[{ n: 40, free: 10 }], 16],
  [[{ n: 1_000_000, free: 10 }], mostBits],
  [
    [
      { n: 2, free: 10 },
      { n: 240, free: 120 },
    ],
    14,
  ],
  [
    [
      { n: 20, free: 10 },
      { n: 1, free: 120 },
    ],
    14,
  ],
])('%j asks for %s', (begun, bits) => {
  expect(proofBits(begun)).toBe(bits);
});
