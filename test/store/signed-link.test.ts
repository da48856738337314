// What a visitor's link opens, for how long, and everything that must not open it.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLinkSigner, sandboxKey } from '../../src/store/signed-link.ts';

const [mine, older, foreign] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];
const at = '2026-11-24T10:00:00.000Z';
const days = (n: number) => new Date(Date.parse(at) + n * 86_400_000).toISOString();
const lead = 'lead_01kz0abcdefghjkmnpqrstvwxy';

test('a link opens for its lead, for ninety days and not for a hundred', () => {
  const signer = createLinkSigner([mine]);
  const token = signer.tokenFor(lead, at);
  expect(token).toMatch(/^[\w.-]+$/);
  expect(signer.read(token, at)).toEqual({ kind: 'open', lead });
  expect(signer.read(token, days(90))).toEqual({ kind: 'open', lead });
  expect(signer.read(token, days(92))).toEqual({ kind: 'expired', lead });
});

test('sent twice on one day it is the same link', () => {
  const signer = createLinkSigner([mine]);
  expect(signer.tokenFor(lead, at)).toBe(signer.tokenFor(lead, '2026-11-24T23:59:59.999Z'));
  expect(signer.tokenFor(lead, at)).not.toBe(signer.tokenFor(lead, days(1)));
});

test('links of an older key are good until that key is dropped; new ones are of the first', () => {
  const token = createLinkSigner([older]).tokenFor(lead, at);
  expect(createLinkSigner([mine, older]).read(token, at)).toEqual({ kind: 'open', lead });
  expect(createLinkSigner([mine]).read(token, at)).toEqual({ kind: 'invalid' });
  expect(createLinkSigner([mine, older]).tokenFor(lead, at)).toBe(createLinkSigner([mine]).tokenFor(lead, at));
});

test('nothing else opens anything', () => {
  const signer = createLinkSigner([mine]);
  const token = signer.tokenFor(lead, at);
  const [id = '', day = '', mac = ''] = token.split('.');
  const other = signer.tokenFor('lead_01kz0abcdefghjkmnpqrstvwxz', at);
  const forged = [
    '',
    '.',
    '..',
    token.slice(0, -1),
    `${token}A`,
    `${token}\n`,
    `${id}.${day}.`,
    `${id}.${(Number.parseInt(day, 36) + 1).toString(36)}.${mac}`,
    `${id}.${day.toUpperCase()}.${mac}`,
    `${other.split('.')[0]}.${day}.${mac}`,
    createLinkSigner([foreign]).tokenFor(lead, at),
    'x'.repeat(100_000),
  ];
  for (const each of forged) expect(signer.read(each, at), each.slice(0, 80)).toEqual({ kind: 'invalid' });
  for (let place = 0; place < token.length; place++) {
    const flipped = token.slice(0, place) + (token[place] === 'b' ? 'c' : 'b') + token.slice(place + 1);
    expect(signer.read(flipped, at), flipped).toEqual({ kind: 'invalid' });
  }
});

test("the sandbox's key is made once, kept beside its database and read by nobody else", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'baton-key-'));
  try {
    const file = join(folder, 'data', 'sandbox.db-sandbox.key');
    const key = await sandboxKey(file);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await sandboxKey(file)).toBe(key);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await sandboxKey(undefined)).not.toBe(key);
    await writeFile(file, 'torn');
    const fresh = await sandboxKey(file);
    expect(await readFile(file, 'utf8')).toBe(fresh);
    expect(await sandboxKey(file)).toBe(fresh);
  } finally {
    await rm(folder, { recursive: true });
  }
});
