// Our own widget over HTTP, as its script speaks with the door: what a visitor sees is what is committed, once and in order.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { SlackAct } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { beginWidget, type Following, linesIn, speaking, withWidget } from '../support/widget-visitor.ts';

const greeting =
  "baton: Hi! I'm Baton, the AI assistant of Northwind Analytics, here to find the right person for you.";
const playbook = changedPlaybook(withWidget);

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let baton: Baton;
  let url: string;
  beforeAll(async () => {
    baton = await startBaton({ kind, playbook, env: { SECRET_KEY: 'c'.repeat(64) } });
    url = baton.app.url;
  });
  afterAll(() => baton.stop());

  const leads = async () => (await baton.api<{ items: { id: LeadId }[] }>('/api/leads')).items.map(({ id }) => id);
  const newest = async () => (await leads())[0]!;
  const has = (stream: Following, ...lines: unknown[]) => expect.poll(() => linesIn(stream)).toEqual(lines);
  const typing = (stream: Following) =>
    stream.events.filter(({ event }) => event === 'typing').map(({ data }) => data.on);
  const cardOf = (lead: string) =>
    baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead) ?? expect.fail('no card');

  test('a conversation from the first look to the answer, streamed as it goes', async () => {
    const before = await leads();
    const visitor = await beginWidget(url);
    const stream = await visitor.follow(url);
    await expect.poll(() => stream.events).toMatchObject([{ event: 'state', data: { isOpen: true, isOver: false } }]);
    expect(await leads()).toEqual(before);

    const { status, id } = await visitor.say(url, 'We want to replace our reporting tool');
    expect(status).toBe(202);
    await has(stream, greeting, 'visitor: We want to replace our reporting tool');
    expect(stream.events.find(({ data }) => data.from === 'visitor')?.data.id).toBe(id);
    await expect.poll(() => typing(stream)).toEqual([true]);
    await baton.pass(1_100);
    await expect.poll(() => linesIn(stream).length).toBe(3);
    await expect.poll(() => typing(stream)).toEqual([true, false]);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('baton_widget_streams 1');
    const [, , answer] = linesIn(stream);
    expect(answer).toMatch(/^baton: /);
    expect(answer).not.toContain("I'm Baton");
    const lead = await baton.lead(await newest());
    expect(lead.messages.map(({ from, text }) => `${from}: ${text}`)).toEqual(linesIn(stream));
    stream.close();
  });

  test('the same line twice is one line, also from another tab', async () => {
    const visitor = await beginWidget(url);
    const { id } = await visitor.say(url, 'Hello');
    expect((await visitor.say(url, 'Hello', id)).status).toBe(200);
    const tab = speaking(visitor.token);
    const both = await Promise.all([tab.say(url, 'Again', id), tab.say(url, 'Again', id)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const { lines, next, typing } = await visitor.lines(url);
    expect(lines.map(({ from, text }) => `${from}: ${text}`)).toEqual([greeting, 'visitor: Hello']);
    expect(next).toMatch(/\.2$/);
    expect(typing).toEqual({ who: 'baton', on: true });
    expect((await visitor.lines(url, next)).lines).toEqual([]);
    await baton.pass(1_100);
  });

  test('who comes back misses nothing and reads nothing twice', async () => {
    const visitor = await beginWidget(url);
    await visitor.say(url, 'Hello');
    const first = await visitor.follow(url);
    await has(first, greeting, 'visitor: Hello');
    const last = first.events.findLast(({ id }) => id !== undefined)?.id;
    first.close();
    await baton.pass(1_100);
    await visitor.say(url, 'Are you there?');
    const second = await visitor.follow(url, last);
    await expect.poll(() => linesIn(second).length).toBe(2);
    expect(linesIn(second)[1]).toBe('visitor: Are you there?');
    await baton.pass(1_100);
    await expect.poll(() => linesIn(second).length).toBe(3);
    const whole = await visitor.follow(url);
    await expect.poll(() => linesIn(whole)).toEqual([...linesIn(first), ...linesIn(second)]);

    const other = await beginWidget(url);
    await other.say(url, 'Somebody else');
    const lastOfSecond = second.events.findLast(({ id }) => id !== undefined)?.id ?? '';
    expect(await other.lines(url, lastOfSecond)).toMatchObject({ isReset: true, lines: [{ n: 1 }, { n: 2 }] });
    const elsewhere = await other.follow(url, lastOfSecond);
    await has(elsewhere, greeting, 'visitor: Somebody else');
    expect(elsewhere.events[0]?.event).toBe('reset');
    for (const stream of [second, whole, elsewhere]) stream.close();
    await baton.pass(1_100);
  });

  test('a rep who takes over talks to them, under their own name', async () => {
    const visitor = await beginWidget(url);
    const stream = await visitor.follow(url);
    await visitor.say(url, 'Can I talk to a human?');
    await baton.pass(1_100);
    const lead = await newest();
    await baton.press(cardOf(lead), actionIds.takeOver);
    await expect.poll(() => stream.events.findLast(({ event }) => event === 'state')?.data.withRep).toMatch(/^Dana/);
    const { channel, ts: threadTs } = cardOf(lead);
    const line: SlackAct = { kind: 'say', user: dana, channel, threadTs, text: 'Hi, Dana here.' };
    baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
    expect(await baton.sandbox.slack.act(line)).toEqual({ kind: 'done' });
    await baton.sandbox.slack.settled();
    await baton.pass(0);
    await expect.poll(() => linesIn(stream).at(-1)).toBe('rep: Hi, Dana here.');
    expect(stream.events.findLast(({ event }) => event === 'line')?.data.name).toMatch(/^Dana/);
    stream.close();

    const transcript = await visitor.get(url, '/widget/transcript?zone=Europe/Berlin');
    const text = await transcript.text();
    expect(transcript.headers.get('content-disposition')).toContain('attachment');
    expect(text).toContain('Chat with Northwind Analytics (Berlin time)');
    expect(text).toMatch(/You, .*15:0\d\nCan I talk to a human\?/);
    expect(text).toMatch(/Dana.*, .*\nHi, Dana here\./);
  });

  test('who deletes their conversation is forgotten, and nobody else is', async () => {
    const [visitor, other] = [await beginWidget(url), await beginWidget(url)];
    for (const each of [visitor, other]) {
      await each.say(url, 'Can I talk to a human? I am kim@acme.example');
      await baton.pass(1_100);
    }
    const [others, theirs] = await leads();
    const stream = await visitor.follow(url);
    await expect.poll(() => linesIn(stream).length).toBeGreaterThan(2);
    expect(cardOf(theirs!)).toBeDefined();
    expect((await visitor.remove(url)).status).toBe(204);
    await stream.ended;
    expect(stream.events.at(-1)?.event).toBe('reset');
    await baton.pass(60_000);
    expect(baton.cards().some(({ metadata }) => metadata?.event_payload.lead === theirs)).toBe(false);
    expect(await leads()).not.toContain(theirs);
    expect(await leads()).toContain(others);
    for (const path of ['/widget/lines', '/widget/stream', '/widget/transcript']) {
      expect((await visitor.get(url, path)).status).toBe(410);
    }
    expect((await visitor.say(url, 'Hello again')).status).toBe(410);
    expect((await visitor.remove(url)).status).toBe(204);
    expect((await other.lines(url)).lines.length).toBeGreaterThan(2);
    const anew = await beginWidget(url);
    expect((await anew.say(url, 'Hello again')).status).toBe(202);
    await baton.pass(1_100);
  });
});
