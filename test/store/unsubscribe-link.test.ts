// What a link that ends our mails says, and everything that must end nobody's.
import { expect, test } from 'vitest';
import { createLinkSigner } from '../../src/store/signed-link.ts';
import { addressHash } from '../../src/store/suppressed.ts';
import { createUnsubscribeSigner } from '../../src/store/unsubscribe-link.ts';

const [mine, older] = ['a', 'b'].map((letter) => letter.repeat(64)) as [string, string];
const lead = 'lead_01kz0abcdefghjkmnpqrstvwxy';
const address = addressHash('ada@acme.example');

test('it says whose it is, always the same, and never runs out', () => {
  const signer = createUnsubscribeSigner([mine]);
  const token = signer.tokenFor(lead, address);
  expect(token).toMatch(/^[\w.-]+$/);
  expect(token).toBe(signer.tokenFor(lead, address));
  expect(signer.read(token)).toEqual({ lead, address });
});

test('links of an older key are good until that key is dropped', () => {
  const token = createUnsubscribeSigner([older]).tokenFor(lead, address);
  expect(createUnsubscribeSigner([mine, older]).read(token)).toEqual({ lead, address });
  expect(createUnsubscribeSigner([mine]).read(token)).toBeNull();
});

test('nothing else ends anything', () => {
  const signer = createUnsubscribeSigner([mine]);
  const token = signer.tokenFor(lead, address);
  const [id = '', hash = '', mac = ''] = token.split('.');
  const other = signer.tokenFor(lead, addressHash('bea@acme.example')).split('.');
  const forged = [
    '',
    token.slice(0, -1),
    `${token}A`,
    `${id}.${other[1]}.${mac}`,
    `01kz0abcdefghjkmnpqrstvwxz.${hash}.${mac}`,
    `${id}.${hash}.${other[2]}`,
    token.toUpperCase(),
    // A link to a meeting is signed with the same secret for another purpose.
    createLinkSigner([mine]).tokenFor(lead, '2026-11-24T10:00:00.000Z'),
  ];
  for (const each of forged) expect(signer.read(each), each).toBeNull();
});
