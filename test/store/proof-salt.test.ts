// Only work that was done, for a salt of ours, within its time; the widget's own solver does it.
import { expect, test } from 'vitest';
import { createProofSalts } from '../../src/store/proof-salt.ts';
import { prove } from '../../src/web/widget/proof.ts';

const key = 'a'.repeat(64);
const at = '2026-11-23T14:00:00.000Z';
const later = (ms: number) => new Date(Date.parse(at) + ms).toISOString();
const salts = createProofSalts([key]);

test('what the widget works out is a proof, and names what is spent with it', async () => {
  const proof = async (salt: string) => ({ salt, nonce: await prove(salt, 10) });
  const first = await proof(salts.make(10, at));
  const id = salts.check(first, later(60_000));
  expect(id).toMatch(/^[\w-]{16}$/);
  expect(salts.check(first, at)).toBe(id);
  expect(salts.check(await proof(salts.make(10, at)), at)).not.toBe(id);
  expect(createProofSalts(['b'.repeat(64), key]).check(first, at)).toBe(id);
});

test.each<[string, (proof: { salt: string; nonce: string }) => { salt: string; nonce: string }, string]>([
  ['of another key', ({ nonce }) => ({ salt: createProofSalts(['b'.repeat(64)]).make(0, at), nonce }), at],
  ['too late', (proof) => proof, later(2 * 60_000)],
  ['made easier', ({ salt, nonce }) => ({ salt: salt.replace('.10.', '.0.'), nonce }), at],
  [
    'made to last',
    ({ salt, nonce }) => ({ salt: salt.replace(/\.[0-9a-z]+\.([\w-]{22})$/, '.zzzzzzzzz.$1'), nonce }),
    at,
  ],
  ['not worked out', ({ nonce }) => ({ salt: salts.make(16, at), nonce }), at],
  ['no salt', ({ nonce }) => ({ salt: '', nonce }), at],
])('no proof: %s', async (_name, spoiled, when) => {
  const salt = salts.make(10, at);
  const proof = { salt, nonce: await prove(salt, 10) };
  expect(salts.check(spoiled(proof), when)).toBeNull();
});
