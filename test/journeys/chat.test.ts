// The front door as chat products meet it: repeats, bursts, forgeries and nonsense.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiToken, type Baton, messageBody, signed, startBaton } from '../support/baton.ts';

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton({ kind });
  });
  afterAll(() => baton.stop());
  const at = '2026-11-23T14:00:00.000Z';

  test('the same webhook five times is one message', async () => {
    const body = messageBody({ conversation: 'five', text: 'Hello', id: 'same', at });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => baton.post(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 202]);
    const leads = await Promise.all(answers.map((answer) => answer.json() as Promise<{ lead: 'lead_' }>));
    expect(new Set(leads.map(({ lead }) => lead)).size).toBe(1);
    await baton.pass(1_100);
    const view = await baton.lead(leads[0]?.lead ?? 'lead_');
    expect(view.messages.filter(({ from }) => from === 'visitor')).toHaveLength(1);
    expect(baton.replies('five')).toHaveLength(1);
  });

  test('a burst of ten lines in a second is one turn', async () => {
    const lines = Array.from({ length: 10 }, (_, i) => `line ${i} of what we need for our reports`);
    let lead: 'lead_' | `lead_${string}` = 'lead_';
    for (const text of lines) {
      lead = (await baton.write('burst', text)).lead;
      await baton.pass(90);
    }
    await baton.pass(1_100);
    const view = await baton.lead(lead);
    expect(view.messages.map(({ from }) => from)).toEqual([...lines.map(() => 'visitor'), 'baton']);
    expect(view.events.filter((event) => event.kind === 'answered')).toHaveLength(1);
  });

  test('the same message id in two conversations is two messages', async () => {
    const one = await baton.write('one', 'Hello', 'm-1');
    const two = await baton.write('two', 'Hello', 'm-1');
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(one.lead).not.toBe(two.lead);
  });

  const good = { conversation: 'bad', text: 'Hello', id: 'm', at };
  const body = messageBody(good);
  const with_ = (change: object) => JSON.stringify({ ...JSON.parse(body), ...change });
  test.each([
    ['no signature', body, {}, 401, 'webhook-id'],
    [
      'another secret',
      body,
      signed(body, `whsec_${Buffer.from('another secret of theirs').toString('base64')}`),
      401,
      'signature',
    ],
    ['another body', `${body} `, signed(body), 401, 'signature'],
    ['an old signature', body, signed(body, undefined, new Date(Date.now() - 3_600_000)), 401, 'too old'],
    ['a future signature', body, signed(body, undefined, new Date(Date.now() + 3_600_000)), 401, 'too new'],
    ['no JSON', '{', signed('{'), 400, 'JSON'],
    ['an array', '[]', signed('[]'), 422, 'shape'],
    ['another type', with_({ type: 'message.deleted' }), null, 422, 'type'],
    ['no conversation', with_({ conversation: '' }), null, 422, 'conversation'],
    ['no text', with_({ message: { id: 'm', text: '  ', at } }), null, 422, 'message.text'],
    ['a time that is none', with_({ message: { id: 'm', text: 'x', at: 'yesterday' } }), null, 422, 'message.at'],
    ['no visitor', with_({ visitor: {} }), null, 422, 'visitor.id'],
    [
      'a time out of this world',
      with_({ message: { id: 'm', text: 'x', at: '9999-12-31T23:59:59-23:59' } }),
      null,
      422,
      'message.at',
    ],
    ['too many characters', with_({ message: { id: 'm', text: 'x'.repeat(10_001), at } }), null, 422, '10000'],
  ] as [string, string, Record<string, string> | null, number, string][])(
    '%s is refused in a sentence',
    async (_what, sent, headers, status, says) => {
      const answer = await baton.post(sent, headers ?? signed(sent));
      expect(answer.status).toBe(status);
      expect(((await answer.json()) as { error: string }).error).toContain(says);
    },
  );

  test.each([
    [{ page: { url: 'https://x.example/', referrer: '', title: null } }],
    [{ page: { url: `https://x.example/?${'utm=1&'.repeat(400)}` } }],
    [{ page: 'https://x.example/' }],
    [{ page: null, channel: undefined }],
    [{ visitor: { id: 'v', name: '', email: null, phone: 49 } }],
    [{ visitor: { id: 'v', email: 'not an address' } }],
  ])('what is odd about page or visitor never costs the message: %j', async (change) => {
    const odd = with_({ ...change, conversation: `odd-${JSON.stringify(change).length}` });
    expect((await baton.post(odd)).status).toBe(202);
  });

  test('ids with separators in them stay apart', async () => {
    expect((await baton.write('a', 'one', 'b/c')).status).toBe(202);
    expect((await baton.write('a/b', 'two', 'c')).status).toBe(202);
  });

  test('too large a body is refused before it is read', async () => {
    const large = messageBody({ ...good, text: 'x'.repeat(70_000) });
    expect((await baton.post(large, signed(large))).status).toBe(413);
  });

  test('characters no database likes do no harm', async () => {
    const { lead, status } = await baton.say('odd', 'null \u0000 half \ud800 smile 🙂 \u202e rtl');
    expect(status).toBe(202);
    expect((await baton.lead(lead)).messages[0]?.text).toContain('smile 🙂');
  });

  test('the read API needs its token and says so', async () => {
    const get = (path: string, token?: string) =>
      fetch(`${baton.app.url}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
    expect((await get('/api/leads')).status).toBe(401);
    expect((await get('/api/leads', 'wrong')).status).toBe(401);
    expect((await get('/api/leads/lead_none', apiToken)).status).toBe(404);
    expect((await get('/api/leads?state=none', apiToken)).status).toBe(422);
    expect((await get('/api/leads?limit=0', apiToken)).status).toBe(422);
    expect((await get('/api/events?after=x', apiToken)).status).toBe(422);
    expect((await get('/nowhere')).status).toBe(404);
  });

  test('events can be read on from where one stopped', async () => {
    await baton.say('events', 'Hello there');
    const seen: string[] = [];
    for (let next = ''; ; ) {
      const page = await baton.api<{ items: { id: string; kind: string }[]; next: string }>(
        `/api/events?after=${next}&limit=3`,
      );
      seen.push(...page.items.map(({ id }) => id));
      if (page.items.length === 0) break;
      next = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
  });

  test('leads can be paged', async () => {
    const all = await baton.api<{ items: { id: string }[] }>('/api/leads?limit=200');
    const first = await baton.api<{ items: { id: string }[]; next: string }>('/api/leads?limit=2');
    const second = await baton.api<{ items: { id: string }[] }>(`/api/leads?limit=2&before=${first.next}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.slice(0, 4).map(({ id }) => id));
  });

  test('health, readiness and metrics', async () => {
    expect((await fetch(`${baton.app.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${baton.app.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', database: 'ok', queue: 'ok', slack: 'ok' },
    ]);
    const metrics = await (await fetch(`${baton.app.url}/metrics`)).text();
    expect(metrics).toContain('baton_request_seconds_count{route="/chat/webhook",status="202"}');
    expect(metrics).toContain('baton_job_seconds_count{kind="take-turn",outcome="done"}');
  });
});
