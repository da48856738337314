// How Baton gets into Salesforce, how often it asks, and what it makes of a network that breaks in the middle.
import { createServer, type ServerResponse } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSalesforceCrm } from '../../../src/adapters/crm/salesforce.ts';
import { refusals } from '../../../src/sandbox/salesforce/faults.ts';
import { type StandIn, startSalesforce } from './salesforce-stand-in.ts';
import { email, failure, sought, write } from './stand.ts';

let org: StandIn;
beforeEach(async () => {
  org = await startSalesforce();
});
afterEach(() => org.close());

const tokens = () => org.salesforce.calls.filter(({ path }) => path.endsWith('/token')).length;
const byKey = (change: { username?: string; privateKey?: string } = {}) => {
  const { username, privateKey } = org.salesforce.connectedApp;
  return org.connect({ as: { by: 'key', username, privateKey, ...change } });
};

describe('access', () => {
  test('by the secret of the app, with one token for many calls', async () => {
    await Promise.all([org.crm.owners(), org.crm.find(sought(org.world)), org.crm.outcomes(null)]);
    await org.crm.upsert(write());
    expect(tokens()).toBe(1);
    const paths = org.salesforce.calls.flatMap(({ path }) => (path.endsWith('/token') ? [] : [path]));
    for (const path of paths) expect(path).toMatch(/^\/services\/data\/v62\.0\//);
  });

  test('by an assertion signed with the key of the app', async () => {
    expect(await byKey().owners()).toHaveLength(1);
  });

  test('is said to be none, whatever was wrong', async () => {
    const wrong = [
      org.connect({ as: { by: 'secret', clientSecret: 'wrong-wrong' } }),
      org.connect({ clientId: 'another' }),
      byKey({ username: 'nobody@acme.example' }),
    ];
    for (const crm of wrong) {
      org.world.calls();
      expect(await failure(crm.owners())).toMatchObject({ status: 401, retry: 'never' });
      expect(org.world.calls()).toBe(1);
    }
    expect(await failure(byKey({ privateKey: 'no key' }).owners())).toMatchObject({ retry: 'never' });
  });

  test('comes back by itself when an admin gives it back', async () => {
    await org.crm.owners();
    org.act({ kind: 'access', open: false });
    expect(await failure(org.crm.owners())).toMatchObject({ status: 401, retry: 'never' });
    org.act({ kind: 'access', open: true });
    await org.crm.owners();
  });

  test('that every token is refused is said after three calls, and many at once ask for few tokens', async () => {
    await org.crm.owners();
    org.world.fail('perpetual-401');
    org.world.calls();
    expect(await failure(org.crm.owners())).toMatchObject({ status: 401 });
    expect(org.world.calls()).toBe(3);
    org.world.recover();
    org.act({ kind: 'expire-sessions' });
    org.salesforce.calls.length = 0;
    await Promise.all([1, 2, 3, 4, 5].map(() => org.crm.owners()));
    expect(tokens()).toBeLessThanOrEqual(2);
  });
});

describe('limits', () => {
  test('of a day are over after an hour, then it asks again', async () => {
    let nowMs = Date.parse('2026-11-23T14:00:00Z');
    const crm = org.connect({ now: () => new Date(nowMs) });
    org.salesforce.faults.add({ path: '/query', kind: 'error', ...refusals.daily });
    expect(await failure(crm.owners())).toMatchObject({ status: 429, retryAfterMs: 3_600_000 });
    nowMs += 3_000_000;
    expect(await failure(crm.owners())).toMatchObject({ status: 429, retryAfterMs: 600_000 });
    nowMs += 600_000;
    await crm.owners();
  });

  test('of calls at once are over in seconds, and nothing else is stopped by them', async () => {
    org.salesforce.faults.add({ path: '/query', kind: 'error', ...refusals.concurrent });
    expect((await failure(org.crm.owners())).retryAfterMs).toBeLessThanOrEqual(10_000);
    await org.crm.owners();
  });

  test.each([400, 500])('a locked record is tried again soon, with the status %i', async (status) => {
    org.salesforce.faults.add({ method: 'PATCH', path: '/Lead', kind: 'error', ...refusals.locked, status });
    expect(await failure(org.crm.upsert(write()))).toMatchObject({ retry: 'later', retryAfterMs: 2_000 });
  });
});

describe('a network', () => {
  const token = { access_token: 'x', instance_url: 'http://127.0.0.1:1', id: 'http://127.0.0.1:1/id/a/b' };
  /** Gives tokens, and answers whatever else like this. */
  async function broken(
    answer: (response: ServerResponse) => void,
    doing: (crm: ReturnType<typeof createSalesforceCrm>) => Promise<void>,
  ) {
    const server = createServer((request, response) => {
      const json = { 'content-type': 'application/json' };
      if (request.url?.endsWith('/token')) response.writeHead(200, json).end(JSON.stringify(token));
      else answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const as = { by: 'secret', clientSecret: 'secret-secret' } as const;
    try {
      await doing(createSalesforceCrm({ loginUrl: url, apiUrl: url, clientId: 'client', as, timeoutMs: 300 }));
    } finally {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  }
  const begin = (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"records":[');

  test('that breaks in the middle of an answer is no crash', () =>
    broken(
      (response) => {
        begin(response);
        setTimeout(() => response.destroy(), 20);
      },
      async (crm) => {
        expect(await failure(crm.owners())).toMatchObject({ retry: 'later' });
      },
    ));

  test('that stops in the middle of an answer is left after the time-out', () =>
    broken(begin, async (crm) => {
      const begun = performance.now();
      expect(await failure(crm.owners())).toMatchObject({
        retry: 'later',
        message: expect.stringContaining('in time'),
      });
      expect(performance.now() - begun).toBeLessThan(3_000);
    }));

  test.each([
    ['a page that says all is well', 200, 'text/html', '<html>Sign in</html>', 'later'],
    ['a way to somewhere else', 302, 'text/html', '', 'later'],
    ['a gateway’s page', 502, 'text/html', `<html>${email}</html>`, 'later'],
    ['JSON of somebody else', 200, 'application/json', '{"ok":true}', 'later'],
    ['records that are none', 200, 'application/json', '{"done":true,"records":[null]}', 'later'],
    ['a page that refuses', 403, 'text/html', '<html>Blocked</html>', 'never'],
  ])('with %s in between is no bug of ours', (_, status, type, body, retry) =>
    broken(
      (response) => void response.writeHead(status, { 'content-type': type }).end(body),
      async (crm) => {
        const error = await failure(crm.owners());
        expect(error).toMatchObject({ retry });
        expect(error.message).not.toContain(email);
      },
    ),
  );

  test('where nobody listens is said so', async () => {
    const gone = await startSalesforce();
    await gone.close();
    const crm = org.connect({ loginUrl: gone.url });
    expect(await failure(crm.owners())).toMatchObject({
      retry: 'later',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('is called at the addresses given alone, whatever proxy the machine has', async () => {
    const hosts = new Set<string>();
    const { connect } = net.Socket.prototype;
    net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
      const [first] = Array.isArray(args[0]) ? args[0] : args;
      hosts.add((first as { host?: string }).host ?? 'localhost');
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    process.env.HTTPS_PROXY = 'http://proxy.example:3128';
    try {
      const crm = org.connect();
      await crm.upsert(write());
      await crm.find(sought(org.world));
    } finally {
      net.Socket.prototype.connect = connect;
      delete process.env.HTTPS_PROXY;
    }
    expect([...hosts]).toEqual(['127.0.0.1']);
  });
});

test('a query that is refused leaves nobody in what is thrown', async () => {
  org.act({ kind: 'delete-field', object: 'Lead', field: 'Email' });
  const error = await failure(org.crm.find(sought(org.world)));
  expect(error).toMatchObject({ retry: 'never' });
  expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain(email);
});
