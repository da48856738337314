import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mask } from '../../src/core/mask.ts';

test.each([
  ['my card is 4111 1111 1111 1111, ok?', 'my card is •••••••••••••••••••, ok?'],
  ['4111 1111 1111 1111 12/27 123', '••••••••••••••••••• 12/27 123'],
  ['4111111111111111 5500005555555559', '•••••••••••••••• ••••••••••••••••'],
  ['50 4111-1111-1111-1111 20', '50 ••••••••••••••••••• 20'],
  ['5500-0055-5555-5559', '•••••••••••••••••••'],
  ['378282246310005 amex', '••••••••••••••• amex'],
  ['My password is hunter2. And we are 50 people', 'My password is •••••••. And we are 50 people'],
  ['password: swordfish', 'password: •••••••••'],
  ['the pwd=Tr0ub4dor&3, thanks', 'the pwd=•••••••••••, thanks'],
  ['Mein Passwort ist Geheim123!', 'Mein Passwort ist •••••••••!'],
  ['mon mot de passe est azerty', 'mon mot de passe est ••••••'],
  ['mi contraseña es secreta', 'mi contraseña es •••••••'],
  ['cvv 123', 'cvv •••'],
  ['PIN: 4711', 'PIN: ••••'],
  ['use sk-abcdefghijklmnop1234', 'use •••••••••••••••••••••••'],
])('%s', (typed, stored) => {
  expect(mask(typed)).toBe(stored);
});

test.each([
  'my password is not working',
  'The password is always the same problem',
  'we manage 4111111111111112 rows', // fails the check digit
  'call me at +49 1512 3456789 012',
  'We are 250 people with a budget of 20,000 a year',
  'order 1234567890123456',
  '2026 11 23 2027 02 15 and 4000 0000 0000',
  'single sign-on and password reset are a must',
  'from 2026-11-23 to 2027-02-15, 10 000 000 events',
])('leaves alone: %s', (typed) => {
  expect(mask(typed)).toBe(typed);
});

test('whatever is typed keeps its length, and masking twice changes nothing', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('password is ', '4111111111111111', 'pin: ', ' '),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const once = mask(pieces.join(''));
      expect(once).toHaveLength(pieces.join('').length);
      expect(mask(once)).toBe(once);
    }),
  );
});

test('a message full of numbers is read to its end', () => {
  expect(mask('4 '.repeat(5_000))).toHaveLength(10_000);
  expect(mask('4111 1111 1111 1111 '.repeat(500))).toHaveLength(10_000);
});
