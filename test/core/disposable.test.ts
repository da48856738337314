// Throw-away addresses are known by their domain, whatever stands before it; nobody's daily address is one.
import { expect, test } from 'vitest';
import { isDisposable } from '../../src/core/disposable.ts';

test.each(['a@mailinator.com', 'A@YOPMAIL.COM', 'x@box.guerrillamail.com'])('%s is thrown away', (email) => {
  expect(isDisposable(email)).toBe(true);
});

test.each([
  'maja@gmail.com',
  'x@duck.com',
  'y@mozmail.com',
  'dana@northwind.example',
  'a@gmx.de',
  'mailinator.com@acme.com',
  'nobody',
])('%s is not', (email) => {
  expect(isDisposable(email)).toBe(false);
});
