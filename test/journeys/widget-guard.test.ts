// Who comes in at the widget's door: an attack meets work and limits while everybody else notices nothing, nobody is believed to be
// somebody, and what looks like spam waits for a person.
import { createHmac, randomUUID } from 'node:crypto';
import { sign } from 'hono/jwt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { SandboxMessage } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { getLead } from '../../src/store/lead.ts';
import { prove } from '../../src/web/widget/proof.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { speaking, widgetOrigin, withWidget } from '../support/widget-visitor.ts';

const ops = '#baton-ops';
const secret = 's'.repeat(32);
const env = { SECRET_KEY: 'c'.repeat(64), WIDGET_IDENTITY_SECRET: secret, TRUSTED_PROXIES: '1' };
const limits = 'limits: { lines: 5, perAddress: 12, freePerAddress: 4, free: 40 }';
const playbook = changedPlaybook((page) =>
  `${withWidget(page)}  ${limits}\n`
    .replace('managers: []', `managers: [${dana}]`)
    .replace('# ops: "#baton-ops"', `ops: "${ops}"`),
);

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let baton: Baton;
  let count = 0;
  beforeAll(async () => {
    baton = await startBaton({ kind, playbook, env });
  }, 60_000);
  afterAll(() => baton.stop());

  const fresh = () => `198.51.100.${++count}`;
  const begin = (body: Record<string, unknown> = {}, address = fresh(), headers: Record<string, string> = {}) =>
    fetch(`${baton.app.url}/widget/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: widgetOrigin, 'x-forwarded-for': address, ...headers },
      body: JSON.stringify(body),
    });
  const visitor = async (body: Record<string, unknown> = {}, address = fresh()) => {
    const answer = await begin(body, address);
    expect(answer.status).toBe(201);
    const { token } = (await answer.json()) as { token: string };
    const speaker = speaking(token, { origin: widgetOrigin, 'x-forwarded-for': address });
    return { token, ...speaker, write: (text: string) => speaker.say(baton.app.url, text) };
  };
  const newest = async () => (await baton.api<{ items: { id: LeadId }[] }>('/api/leads')).items[0]?.id ?? 'lead_none';
  const letThrough = (news: SandboxMessage, lead: LeadId) => {
    const rows = (news.blocks as { elements?: { value?: string }[] }[]).filter(({ elements = [] }) =>
      elements.some(({ value }) => value === lead),
    );
    return baton.press({ ...news, blocks: rows }, actionIds.letThrough);
  };
  const visitorOf = async (lead: LeadId) => (await getLead(baton.app.deps.db, lead))?.visitor;

  test('an attack from one address meets work, then limits; a visitor meanwhile notices nothing', async () => {
    const attack = await Promise.all(Array.from({ length: 300 }, () => begin({}, '203.0.113.66')));
    const statuses = attack.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(4);
    expect(statuses.filter((status) => status === 428)).toHaveLength(8);
    expect(statuses.filter((status) => status === 429)).toHaveLength(288);
    const refused = attack.find(({ status }) => status === 429)!;
    expect(Number(refused.headers.get('retry-after'))).toBe(600);
    expect(await refused.json()).toEqual({ error: expect.stringContaining('send it again in 10 minutes') });
    const normal = await visitor();
    expect((await normal.write('Hello')).status).toBe(202);

    const asked = attack.find(({ status }) => status === 428)!;
    const { proof } = (await asked.json()) as { proof: { salt: string; bits: number } };
    const done = { salt: proof.salt, nonce: await prove(proof.salt, proof.bits) };
    expect((await begin({ proof: { ...done, nonce: 'guessed' } }, '203.0.113.66')).status).toBe(429);
    expect((await begin({ proof: done }, '203.0.113.66')).status).toBe(201);
    expect((await begin({ proof: done }, '203.0.113.66')).status).toBe(429);
    await baton.pass(11 * 60_000);
    expect((await begin({}, '203.0.113.66')).status).toBe(201);
  });

  test('an attack from everywhere asks everybody for work, but not who the website vouches for', async () => {
    await baton.pass(61_000);
    const attack = await Promise.all(Array.from({ length: 60 }, (_, n) => begin({}, `203.0.112.${n}`)));
    expect(attack.filter(({ status }) => status === 201)).toHaveLength(40);
    const asked = (await (await begin()).json()) as { error: string; proof: { salt: string; bits: number } };
    expect(asked).toEqual({ error: expect.any(String), proof: { salt: expect.any(String), bits: 13 } });
    const { salt, bits } = asked.proof;
    await visitor({ proof: { salt, nonce: await prove(salt, bits) } });
    await visitor({ identity: { id: '7', hash: createHmac('sha256', secret).update('7').digest('hex') } });
    await baton.pass(61_000);
    await visitor();
  });

  test('a visitor who writes more than anybody does is told when to go on, and every line comes', async () => {
    const { write, say } = await visitor();
    for (let n = 0; n < 5; n++) expect((await write(`Line ${n}`)).status).toBe(202);
    const id = randomUUID();
    expect((await say(baton.app.url, 'Line 5', id)).status).toBe(429);
    await baton.pass(11 * 60_000);
    expect((await say(baton.app.url, 'Line 5', id)).status).toBe(202);
  });

  test('whom the website signed is one visitor in two browsers, and nobody else is believed', async () => {
    const exp = baton.clock.now.getTime() / 1_000 + 600;
    const signed = { sub: '42', email: 'ana@acme.example', name: 'Ana Reyes', exp };
    const leads: LeadId[] = [];
    for (const text of ['Hello from the office', 'Hello from home']) {
      const { write } = await visitor({ identity: { token: await sign(signed, secret, 'HS256') } });
      await write(text);
      leads.push(await newest());
    }
    const [office, home] = await Promise.all(leads.map(visitorOf));
    expect(office).toMatchObject({ email: 'ana@acme.example', name: 'Ana Reyes', verified: ['id', 'email'] });
    expect(home?.id).toBe(office?.id);

    // An id is enough, whatever is known of the customer besides.
    const cleo = { identity: { id: '45', hash: createHmac('sha256', secret).update('45').digest('hex') } };
    await (await visitor(cleo)).write('Hi, this is Cleo');
    const cleos = await newest();
    await (await visitor(cleo)).write('Cleo once more');
    expect(await newest()).toBe(cleos);
    expect((await baton.lead(cleos)).messages.map(({ text }) => text)).toContain('Cleo once more');

    const before = await newest();
    const forged = {
      id: '42',
      email: 'ceo@acme.example',
      hash: createHmac('sha256', secret).update('42').digest('hex'),
    };
    const refused = await begin({ identity: forged });
    expect([refused.status, await refused.json()]).toEqual([401, { error: expect.stringContaining('not accepted') }]);
    expect(
      (await begin({ identity: { token: await sign({ ...signed, exp: exp - 1_200 }, secret, 'HS256') } })).status,
    ).toBe(401);
    expect(await newest()).toBe(before);

    const { write } = await visitor({ claims: { email: 'ceo@acme.example', name: 'The CEO' } });
    await write('I am the CEO');
    const claimed = await visitorOf(await newest());
    expect(claimed).toMatchObject({ email: 'ceo@acme.example', name: 'The CEO' });
    expect(claimed?.verified).toBeUndefined();
  });

  test('who logs in midway goes on where they were, in whichever browser', async () => {
    const hashed = (id: string, said: string) => createHmac('sha256', secret).update(`${id}\n${said}`).digest('hex');
    const ben = { id: '43', email: 'ben@acme.example', hash: hashed('43', 'ben@acme.example') };
    const identify = async (token: string, identity: unknown) => {
      const answer = await fetch(`${baton.app.url}/widget/identity`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: widgetOrigin, authorization: `Bearer ${token}` },
        body: JSON.stringify({ identity }),
      });
      return { status: answer.status, ...((await answer.json()) as { token: string; error: string }) };
    };
    const office = await visitor();
    await office.write('We are 80 people');
    await baton.pass(1_100);
    const lead = await newest();
    expect((await identify(office.token, { ...ben, email: 'ceo@acme.example' })).status).toBe(401);
    expect((await visitorOf(lead))?.email).toBeUndefined();
    const known = await identify(office.token, ben);
    expect(await visitorOf(lead)).toMatchObject({ email: 'ben@acme.example', verified: ['id', 'email'] });
    expect((await baton.lead(lead)).events.map(({ kind: what }) => what)).toContain('identified');
    const other = { id: '44', hash: createHmac('sha256', secret).update('44').digest('hex') };
    expect(await identify(known.token, other)).toMatchObject({
      status: 403,
      error: expect.stringContaining('another'),
    });
    // A tab from before they logged in has a token that says nothing of them.
    expect((await identify(office.token, other)).status).toBe(403);
    expect(await visitorOf(lead)).toMatchObject({ email: 'ben@acme.example', verified: ['id', 'email'] });

    const home = await visitor();
    await home.write('It is me again, from home');
    const second = await newest();
    expect(second).not.toBe(lead);
    const { token } = await identify(home.token, ben);
    expect(await visitorOf(second)).toBeUndefined();
    const { lines } = await speaking(token).lines(baton.app.url);
    expect(lines.map(({ text }) => text)).toContain('It is me again, from home');
    await baton.pass(1_100);
    const view = await baton.lead(lead);
    expect(view.messages.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['We are 80 people', 'It is me again, from home']),
    );
    // The turn that was due is taken, where the conversation is now.
    expect(view.messages.at(-1)).toMatchObject({ from: 'baton' });
    const before = await visitor();
    expect((await identify(before.token, ben)).status).toBe(200);
  });

  test('what looks like spam is held and told of; let through, it is a conversation like any other', async () => {
    const trapped = await visitor({ trap: 'http://spam.example' });
    expect((await trapped.write('Guten Tag, wir suchen ein Werkzeug für unsere Berichte')).status).toBe(202);
    const first = await newest();
    const linked = await visitor();
    await linked.write('Best casino http://a.example/1 http://b.example/2 http://c.example/3');
    const second = await newest();
    const same = 'Our experts bring your website to the first page of every search engine, write to seo@rank.example';
    const repeated: LeadId[] = [];
    for (let n = 0; n < 4; n++) {
      await (await visitor()).write(same);
      repeated.push(await newest());
    }
    const cards = baton.cards().length;
    await baton.pass(61_000);
    const states = await Promise.all([first, second, ...repeated].map(async (id) => (await baton.lead(id)).state));
    expect(states[0]).toBe('quiet');
    expect(states[1]).toBe('quiet');
    expect(states.slice(2).map((state) => state === 'quiet')).toEqual([false, false, false, true]);
    expect(baton.cards().length).toBe(cards);

    // They are told, in their language, and nobody pretends to be writing.
    await trapped.write('Sind Sie noch da?');
    const { lines, typing } = await trapped.lines(baton.app.url);
    expect(lines.map(({ text }) => text)).toContainEqual(expect.stringContaining('Ihre Nachricht ist aufgehoben.'));
    expect(typing).toBeNull();
    await baton.pass(1_100);
    expect((await baton.lead(first)).answers).toEqual([]);

    const news = baton.sandbox.state().messages.findLast(({ text }) => text.includes('look like spam'));
    expect(news?.text).toContain('3 messages are held');
    await letThrough(news!, first);
    await baton.pass(1_100);
    const view = await baton.lead(first);
    expect(view.state).not.toBe('quiet');
    expect(view.events.map(({ kind: what }) => what)).toEqual(
      expect.arrayContaining(['held', 'let-through', 'answered']),
    );
    expect(view.messages.at(-1)).toMatchObject({ from: 'baton' });
    expect((await baton.lead(second)).state).toBe('quiet');
  });

  test.each([
    ['another website', { origin: 'https://elsewhere.example' }, 'The widget is not for https://elsewhere.example'],
    ['a page without an origin', { origin: 'null' }, 'The widget is not for null'],
    ['a script of no page', {}, 'Origin is missing'],
  ])('%s stays outside', async (_name, headers, sentence) => {
    for (const path of ['conversations', 'messages', 'opened']) {
      const answer = await fetch(`${baton.app.url}/widget/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
        body: '{}',
      });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toEqual({ error: expect.stringContaining(sentence) });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('browsers may ask first, and remember the answer', async () => {
    const preflight = (origin: string) =>
      fetch(`${baton.app.url}/widget/conversation`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'DELETE',
          'access-control-request-headers': 'authorization',
        },
      });
    const answer = await preflight(widgetOrigin);
    expect(answer.status).toBe(204);
    const said = (name: string) => answer.headers.get(`access-control-${name}`);
    expect(said('allow-origin')).toBe(widgetOrigin);
    expect(said('allow-methods')).toContain('DELETE');
    expect(said('allow-headers')).toContain('authorization');
    expect(Number(said('max-age'))).toBeGreaterThan(3_600);
    expect(said('allow-credentials')).toBeNull();
    expect((await preflight('https://elsewhere.example')).status).toBe(403);
    // Refusals are read by the page as well.
    const refused = await begin({ identity: { id: '1' } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([422, widgetOrigin]);
  });
});
