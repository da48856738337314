import { expect, test } from 'vitest';
import { networkOf } from '../../src/web/address-of.ts';

test.each([
  { a: '2001:db8:1:2:aaaa:bbbb:cccc:dddd', b: '2001:db8:1:2::1', isOne: true },
  { a: '2001:0DB8:0001:0002:1::', b: '2001:db8:1:2::1', isOne: true },
  { a: '2001:db8:1:2::1', b: '2001:db8:1:3::1', isOne: false },
  { a: '2001:db8::1', b: '2001:db8:0:0:9::', isOne: true },
  { a: '::1', b: '::2', isOne: true },
  { a: '::ffff:203.0.113.7', b: '203.0.113.7', isOne: true },
  { a: '::ffff:203.0.113.7', b: '::ffff:203.0.113.8', isOne: false },
])('$a and $b are one network: $isOne', ({ a, b, isOne }) => {
  expect(networkOf(a) === networkOf(b)).toBe(isOne);
});
