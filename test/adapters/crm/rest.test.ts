// One call to a CRM without a client of its own, against a server that answers whatever it is told to.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Call, createRest, type RestProduct, retryAfterMs } from '../../../src/adapters/crm/rest.ts';
import { failure } from './stand.ts';

let answer: (response: ServerResponse) => void = () => {};
let asked: { url: string; method: string; headers: Record<string, unknown>; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    asked.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
    answer(response);
  });
});
let baseUrl = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const call: Call = { what: 'a person', method: 'GET', path: '/persons/vera%40northwind.example' };
const shape = z.object({ id: z.number() });
let now = new Date('2026-11-23T15:00:00.000Z');
const connect = (change: Partial<RestProduct> = {}) => {
  asked = [];
  return createRest({
    name: 'Product',
    baseUrl,
    headers: { 'x-key': 'secret-key' },
    timeoutMs: 500,
    now: () => now,
    limitOf: ({ status }) => (status === 429 ? { isDaily: true, waitMs: 60_000 } : null),
    codeOf: () => 'CODE',
    ...change,
  });
};
const says = (status: number, body: string, headers: Record<string, string> = {}) => {
  answer = (response) => response.writeHead(status, headers).end(body);
};

test('sends what it is told to, and reads what comes back', async () => {
  says(200, '{"id":7,"more":true}');
  const body = { name: 'Vera' };
  expect(await connect().read({ ...call, method: 'POST', query: { q: 'a&b' }, body }, shape)).toEqual({ id: 7 });
  expect(asked).toMatchObject([
    {
      url: '/api/persons/vera%40northwind.example?q=a%26b',
      method: 'POST',
      headers: { 'x-key': 'secret-key', 'content-type': 'application/json', accept: 'application/json' },
      body: '{"name":"Vera"}',
    },
  ]);
});

test('an answer may be nothing', async () => {
  says(204, '');
  expect(await connect().send({ ...call, method: 'DELETE' })).toEqual({ status: 204, body: null });
});

test.each([400, 404, 409, 410, 422])('%d concerns this call: it is an answer', async (status) => {
  says(status, '{"error":"no"}');
  expect(await connect().send(call)).toEqual({ status, body: { error: 'no' } });
  expect(await failure(connect().read(call, shape))).toMatchObject({ status });
});

test.each([
  [401, 'never'],
  [402, 'never'],
  [403, 'never'],
  [408, 'later'],
  [423, 'later'],
  [500, 'later'],
  [503, 'later'],
] as const)('%d has failed, to be tried again %s', async (status, retry) => {
  says(status, '{"error":"no"}');
  const error = await failure(connect().send(call));
  expect(error).toMatchObject({ status, retry, message: `Product answered ${status} CODE to a person.` });
});

describe('what is no answer of the product', () => {
  test.each([
    ['a page', 200, '<html>Sign in</html>'],
    ['half an answer', 200, '{"id":'],
    ['another shape', 200, '{"id":"seven"}'],
    ['nothing where something should be', 200, ''],
    ['a page of a proxy that lets nobody out', 403, '<html>Blocked</html>'],
    ['a page in place of a refusal', 404, 'Not Found'],
    ['somewhere else to ask', 302, ''],
    ['a page of a gateway', 502, '<html>Bad gateway</html>'],
  ])('%s is worth another try', async (_, status, body) => {
    says(status, body, { location: 'http://127.0.0.1:9/' });
    expect(await failure(connect().read(call, shape))).toMatchObject({ retry: 'later' });
  });

  test('silence is over in time, also in the middle of an answer', async () => {
    for (const begin of [() => {}, (response: ServerResponse) => response.writeHead(200).write('{"id"')]) {
      answer = begin;
      const error = await failure(connect({ timeoutMs: 100 }).send(call));
      expect(error).toMatchObject({ retry: 'later', message: 'Product did not answer in time.' });
    }
  });

  test('nobody there is said by its code, without the address', async () => {
    const error = await failure(connect({ baseUrl: 'http://127.0.0.1:9' }).send(call));
    expect(error).toMatchObject({ retry: 'later', message: expect.stringMatching(/^Product cannot be reached/) });
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toMatch(/northwind|secret-key/);
  });
});

test('a limit of the day is asked about no more until it is over', async () => {
  says(429, '{}');
  const rest = connect();
  expect(await failure(rest.send(call))).toMatchObject({ status: 429, retry: 'later', retryAfterMs: 60_000 });
  says(200, '{"id":7}');
  now = new Date(now.getTime() + 59_000);
  expect(await failure(rest.send(call))).toMatchObject({ status: 429, retry: 'later', retryAfterMs: 1_000 });
  expect(asked).toHaveLength(1);
  now = new Date(now.getTime() + 1_000);
  expect(await rest.read(call, shape)).toEqual({ id: 7 });
});

test('a short limit stops nothing but its call', async () => {
  says(429, '{}');
  const rest = connect({ limitOf: ({ status }) => (status === 429 ? { isDaily: false, waitMs: 2_000 } : null) });
  expect(await failure(rest.send(call))).toMatchObject({ status: 429, retry: 'later', retryAfterMs: 2_000 });
  says(200, '{"id":7}');
  expect(await rest.read(call, shape)).toEqual({ id: 7 });
});

test.each([
  [null, null],
  ['3', 3_000],
  ['0.5', 500],
  ['Mon, 23 Nov 2026 15:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 14:00:00 GMT', 0],
  ['soon', null],
])('Retry-After %s', (said, ms) => {
  const headers = new Headers(said === null ? {} : { 'retry-after': said });
  expect(retryAfterMs(headers, new Date('2026-11-23T15:00:00.000Z'))).toBe(ms);
});

test('what the product asks for is passed on with a failure', async () => {
  says(503, '{}', { 'retry-after': '120' });
  expect(await failure(connect().send(call))).toMatchObject({ status: 503, retry: 'later', retryAfterMs: 120_000 });
});
