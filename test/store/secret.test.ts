// What is sealed, and everything that must not open it.
import { describe, expect, test } from 'vitest';
import { createSealer } from '../../src/store/secret.ts';

const [mine, older, foreign] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];
const token = 'xoxb-1-2-secret';
const row = 'T0ACME';

test('what is sealed can be opened, says nothing, and never looks the same twice', () => {
  const sealer = createSealer([mine]);
  const sealed = sealer.seal(token, row);
  expect(sealer.open(sealed, row)).toEqual({ kind: 'open', text: token, isOld: false });
  expect(sealed).not.toContain('xoxb');
  expect(Buffer.from(sealed).toString('base64url')).not.toContain(Buffer.from(token).toString('base64url'));
  expect(sealed).not.toContain(mine.slice(0, 8));
  expect(sealer.seal(token, row)).not.toBe(sealed);
});

describe('does not open', () => {
  const sealed = createSealer([mine]).seal(token, row);
  const parts = sealed.split('.');
  const swapped = (place: number, part: string) => parts.map((each, i) => (i === place ? part : each)).join('.');
  /** The last character may carry bits that mean nothing. */
  const flipped = (place: number) => {
    const part = parts[place] ?? '';
    return swapped(place, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`);
  };
  test.each([
    ['with another key', sealed, row, [foreign], 'not set any more'],
    ['for another workspace', sealed, 'T0BETA', [mine], 'another workspace'],
    ['with a changed nonce', flipped(2), row, [mine], 'changed'],
    ['with a changed text', flipped(3), row, [mine], 'changed'],
    ['with a changed tag', flipped(4), row, [mine], 'changed'],
    ['with a shortened tag', swapped(4, (parts[4] ?? '').slice(0, 6)), row, [mine], 'damaged'],
    ['with a shortened text', swapped(3, (parts[3] ?? '').slice(0, 6)), row, [mine], 'changed'],
    ['with the key of another name', flipped(1), row, [mine], 'not set any more'],
    ['without its parts', parts.slice(0, 3).join('.'), row, [mine], 'damaged'],
    ['in another form', swapped(0, 'v2'), row, [mine], 'damaged'],
    ['as it came, unsealed', token, row, [mine], 'damaged'],
    ['when it is empty', '', row, [mine], 'damaged'],
  ])('%s', (_, text, about, keys, why) => {
    const opened = createSealer(keys).open(text, about);
    expect(opened).toEqual({ kind: 'closed', why: expect.stringContaining(why) });
  });
});

test('a new key before the old one seals, both open, and the old one says that it is old', () => {
  const before = createSealer([older]).seal(token, row);
  const sealer = createSealer([mine, older]);
  expect(sealer.open(before, row)).toEqual({ kind: 'open', text: token, isOld: true });
  const after = sealer.seal(token, row);
  expect(sealer.open(after, row)).toMatchObject({ isOld: false });
  expect(createSealer([mine]).open(after, row).kind).toBe('open');
  expect(createSealer([older]).open(after, row).kind).toBe('closed');
});

test('nothing is sealed without a key', () => {
  expect(() => createSealer([])).toThrow('without a key');
});
