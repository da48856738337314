// Nobody is believed to be a customer unless the website signed it, and nothing can be swapped in what it signed.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sign } from 'hono/jwt';
import { expect, test } from 'vitest';
import { readClaims, readIdentity } from '../../src/adapters/signed-identity.ts';
import { BadRequestError } from '../../src/errors.ts';

const secret = 's'.repeat(32);
const before = 'old-secret-'.repeat(3);
const foreign = 'somebody-elses-'.repeat(3);
const now = new Date('2026-11-23T14:00:00.000Z');
const nowS = now.getTime() / 1_000;
const inAnHour = nowS + 3_600;

const read = (given: unknown, secrets: readonly string[] | undefined = [secret, before]) =>
  readIdentity(given, { secrets, now });
const refusal = async (given: unknown, secrets?: readonly string[]) => {
  const error = await read(given, secrets).catch((caught: unknown) => caught);
  if (!(error instanceof BadRequestError)) throw new Error(`It was believed: ${JSON.stringify(error)}`);
  return { status: error.status, sentence: error.message };
};
const token = (payload: Record<string, unknown>, by = secret, alg: 'HS256' | 'HS512' = 'HS256') =>
  sign(payload, by, alg);
const hashOf = (said: string, by = secret) => createHmac('sha256', by).update(said).digest('hex');
const unsigned = (payload: object) => {
  const parts = [{ alg: 'none', typ: 'JWT' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${parts.join('.')}.`;
};

const ana = { id: '42', email: 'ana@acme.example', phone: '+14155550100', name: 'Ana Reyes' };
const { name: _, ...unnamed } = ana;
const anaHash = hashOf('42\nana@acme.example\n+14155550100');

test('what the website signed is the visitor, the same in every browser and by either way', async () => {
  const byToken = await read({ token: await token({ sub: '42', ...unnamed, name: 'Ana Reyes', exp: inAnHour }) });
  expect(byToken).toMatchObject({
    ...ana,
    id: expect.stringMatching(/^customer_[\w-]{22}$/),
    verified: ['id', 'email', 'phone'],
  });
  expect(await read({ ...ana, hash: anaHash })).toEqual(byToken);
  expect(await read({ ...ana, id: 42, hash: anaHash.toUpperCase() })).toEqual(byToken);
  expect((await read({ id: '43', hash: hashOf('43') })).id).not.toBe(byToken.id);
  expect((await read({ token: await token({ id: 42, exp: inAnHour }) })).id).toBe(byToken.id);
});

test.each<[string, Record<string, unknown>, string, object]>([
  ['an id alone', { id: '42' }, '42', { verified: ['id'] }],
  ['with nothing where websites write nothing', { id: '42', email: '', phone: null }, '42', { verified: ['id'] }],
  [
    'an e-mail address',
    { id: '42', email: 'a@b.example' },
    '42\na@b.example',
    { email: 'a@b.example', verified: ['id', 'email'] },
  ],
  [
    'a phone alone',
    { id: '42', phone: '+14155550100' },
    '42\n\n+14155550100',
    { phone: '+14155550100', verified: ['id', 'phone'] },
  ],
  ['an address nobody can write to', { id: '42', email: 'nobody' }, '42\nnobody', { verified: ['id'] }],
  ['a number nobody can call', { id: '42', phone: '555-0100' }, '42\n\n555-0100', { verified: ['id'] }],
])('what is signed of %s', async (_name, given, said, known) => {
  const { id, ...rest } = await read({ ...given, hash: hashOf(said) });
  expect(id).toMatch(/^customer_/);
  expect(rest).toEqual(known);
});

test('a secret that is being changed is still believed, in both ways', async () => {
  expect(await read({ id: '42', hash: hashOf('42', before) })).toMatchObject({ id: expect.any(String) });
  expect(await read({ token: await token({ sub: '42', exp: inAnHour }, before) })).toMatchObject({
    id: expect.any(String),
  });
  expect(await refusal({ id: '42', hash: hashOf('42', before) }, [secret])).toMatchObject({ status: 401 });
});

test.each<[string, () => unknown]>([
  ['a hash by another secret', () => ({ id: '42', hash: hashOf('42', foreign) })],
  ['an id that was swapped', () => ({ ...ana, id: '1', hash: anaHash })],
  ['an e-mail address that was swapped', () => ({ ...ana, email: 'ceo@acme.example', hash: anaHash })],
  ['an e-mail address that was added', () => ({ id: '42', email: 'ceo@acme.example', hash: hashOf('42') })],
  ['a phone that was left out', () => ({ id: '42', email: ana.email, hash: anaHash })],
  [
    'an e-mail address where the phone was',
    () => ({ id: '42', email: '+14155550100', hash: hashOf('42\n\n+14155550100') }),
  ],
  ['a token by another secret', async () => ({ token: await token({ sub: '42', exp: inAnHour }, foreign) })],
  ['a token by another algorithm', async () => ({ token: await token({ sub: '42', exp: inAnHour }, secret, 'HS512') })],
  ['a token that says it needs no signature', () => ({ token: unsigned({ sub: '42', exp: inAnHour }) })],
  [
    'a token without its signature',
    async () => ({ token: (await token({ sub: '42', exp: inAnHour })).replace(/[^.]+$/, '') }),
  ],
  [
    'a token whose words were swapped',
    async () => {
      const [head, , mac] = (await token({ sub: '42', exp: inAnHour })).split('.');
      return {
        token: [head, Buffer.from(JSON.stringify({ sub: '1', exp: inAnHour })).toString('base64url'), mac].join('.'),
      };
    },
  ],
  ['a token that has expired', async () => ({ token: await token({ sub: '42', exp: nowS }) })],
  ['a token that is for later', async () => ({ token: await token({ sub: '42', exp: inAnHour, nbf: nowS + 600 }) })],
  ['no token at all', () => ({ token: '' })],
  ['something else', () => ({ token: 'a.b.c' })],
])('not believed: %s', async (_name, given) => {
  expect(await refusal(await given())).toEqual({
    status: 401,
    sentence: expect.stringContaining('The signed identity was not accepted.'),
  });
});

test.each<[string, () => unknown, RegExp]>([
  ['nothing', () => null, /identity/],
  ['no hash', () => ({ id: '42' }), /hash/],
  ['no id', () => ({ hash: hashOf('') }), /id/],
  ['an empty id', () => ({ id: '', hash: hashOf('') }), /id/],
  [
    'an id in two lines, which could stand for id and e-mail',
    () => ({ id: `42\n${ana.email}`, hash: hashOf(`42\n${ana.email}`) }),
    /one line/,
  ],
  ['a token that never expires', async () => ({ token: await token({ sub: '42' }) }), /exp/],
  ['a token of nobody', async () => ({ token: await token({ exp: inAnHour }) }), /sub/],
])('of the wrong shape: %s', async (_name, given, named) => {
  expect(await refusal(await given())).toEqual({ status: 422, sentence: expect.stringMatching(named) });
});

test('without a secret nobody is believed, and whoever builds the website reads why', async () => {
  const refused = await readIdentity({ id: '42', hash: hashOf('42') }, { secrets: undefined, now }).catch(
    (error) => error,
  );
  expect(refused).toMatchObject({ status: 401, message: expect.stringContaining('WIDGET_IDENTITY_SECRET') });
});

test('what is only claimed is kept as that, and what makes no sense is left out', () => {
  expect(readClaims({ ...ana, verified: ['id', 'email'] })).toEqual({
    name: ana.name,
    email: ana.email,
    phone: ana.phone,
  });
  expect(readClaims({ name: '', email: 'nobody', phone: 5 })).toEqual({});
  expect([undefined, null, 'ana', []].map(readClaims)).toEqual([{}, {}, {}, {}]);
});

test('what docs/widget.md tells websites to do is believed', async () => {
  const page = readFileSync(new URL('../../docs/widget.md', import.meta.url), 'utf8');
  const [, code = ''] = /```js\n(\/\/ Node\n[\s\S]*?)```/.exec(page) ?? [];
  const own = code.replace('process.env.WIDGET_IDENTITY_SECRET', JSON.stringify(secret));
  const module = (await import(`data:text/javascript,${encodeURIComponent(own)}`)) as {
    batonIdentity(customer: object): unknown;
  };
  const known = await read(module.batonIdentity(ana));
  expect(known).toMatchObject({
    email: ana.email,
    phone: ana.phone,
    name: ana.name,
    verified: ['id', 'email', 'phone'],
  });
  expect(await read(module.batonIdentity({ id: 42 }))).toEqual({ id: known.id, verified: ['id'] });
  const { id: _, ...without } = await read(module.batonIdentity({ id: 42, phone: ana.phone }));
  expect(without).toEqual({ phone: ana.phone, verified: ['id', 'phone'] });
});
