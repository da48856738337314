// One stream by itself, with a clock that the test moves: what it says by itself, what it passes on, and when it lets go.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { newLead } from '../../src/core/lead.ts';
import type { Deps } from '../../src/deps.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { appendVisitorMessage, insertLead } from '../../src/store/lead.ts';
import { sentIn } from '../../src/store/sent-ids.ts';
import type { ReadSoFar } from '../../src/web/widget-lines.ts';
import { createWidgetStreams, type WidgetStreams } from '../../src/web/widget-stream.ts';
import { migratedDatabase, quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const at = '2026-11-23T14:00:00.000Z';
const newId = createNewId();
const playbook = defaultPlaybook((page) => page.replace('# hours: {', 'hours: {'));
const nothing: ReadSoFar = { lead: null, n: 0 };

let clock = at;
let db: Db;
let streams: WidgetStreams;
let remove: () => Promise<void>;
beforeAll(async () => {
  const fresh = await migratedDatabase('sqlite');
  db = await openDb({ url: fresh.url, log: quiet });
  remove = fresh.remove;
});
afterAll(async () => {
  await db.close();
  await remove();
});
beforeEach(() => {
  clock = at;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
  const deps = { db, live: db.live, playbook, now: () => new Date(clock), linkFor: () => null, log: quiet };
  streams = createWidgetStreams(deps as unknown as Deps);
});
afterEach(async () => {
  await streams.stop();
  vi.useRealTimers();
});

async function conversation() {
  const own = newId('conversation');
  const id = newId('lead');
  const start = {
    id,
    conversation: own,
    channel: 'widget',
    visitor: { id: 'v' },
    page: null,
    playbook: 'p',
    now: at,
  };
  await db.inTx((tx) => insertLead(tx, newLead(start), playbook));
  let count = 0;
  const line = (text: string) => {
    const providerId = sentIn(own, `id-${++count}`);
    return { text, channel: 'widget', at, name: null, providerId, conversation: own };
  };
  return { own, id, write: (text: string) => db.inTx((tx) => appendVisitorMessage(tx, id, line(text))) };
}
function follow(own: string, had = nothing) {
  const reader = streams.open(own, had)!.body!.pipeThrough(new TextDecoderStream()).getReader();
  return async () => (await reader.read()).value;
}

test('it says that it is there, and reads again whatever nobody told it', async () => {
  const { own, id } = await conversation();
  const next = follow(own);
  expect(await next()).toMatch(/^event: state\ndata: {"isOpen":true/);
  const beat = next();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await beat).toBe(': still here\n\n');
  // As if the word of it had been lost on the way.
  await db.inTx(async (tx) => {
    const row = { lead: id, n: 1, from: 'visitor', name: null, text: 'Hello', channel: 'widget', at };
    const rest = { asks: null, tells: null, provider_id: null, input: null, conversation: null };
    await tx.q
      .insertInto('messages')
      .values({ ...row, ...rest })
      .execute();
    await tx.q.updateTable('leads').set({ message_count: 1, version: 2 }).where('id', '=', id).execute();
  });
  const late = next();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await late).toMatch(/^event: line\nid: \w+\.1\ndata: {"n":1,"from":"visitor"/);
});

test('that the team went home is told with the next heartbeat, though nobody wrote', async () => {
  const { own } = await conversation();
  const next = follow(own);
  expect(await next()).toContain('"isOpen":true');
  clock = '2026-11-28T14:00:00.000Z';
  const shut = next();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await shut).toMatch(/^event: state\ndata: {"isOpen":false/);
});

test('who takes nothing any more is let go, and who is gone at once', async () => {
  const { own } = await conversation();
  const gone = streams.open(own, nothing)!;
  streams.open(own, nothing);
  expect(streams.count()).toBe(2);
  await gone.body!.cancel();
  expect(streams.count()).toBe(1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(streams.count()).toBe(1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(streams.count()).toBe(0);
});

test('one more tab than there may be closes the oldest stream, and a stop closes all', async () => {
  const { own } = await conversation();
  const tabs = Array.from({ length: 8 }, () => follow(own));
  await Promise.all(tabs.map((next) => next()));
  const first = tabs[0]!();
  const ninth = follow(own);
  expect(await first).toBeUndefined();
  expect(await ninth()).toContain('event: state');
  expect(streams.count()).toBe(8);
  const ending = ninth();
  await streams.stop();
  expect(await ending).toBeUndefined();
  expect(streams.count()).toBe(0);
  expect(streams.open(own, nothing)).toBeNull();
});

test('what Baton is about to say is shown while a line waits for it, and never after', async () => {
  const { own, id, write } = await conversation();
  const next = follow(own);
  await next();
  const typing = next();
  db.live.hint(id, { kind: 'draft', text: 'Too early' });
  db.live.hint(id, { kind: 'typing', who: 'rep', on: true });
  expect(await typing).toBe('event: typing\ndata: {"who":"rep","on":true}\n\n');
  const line = next();
  await write('Hello');
  const heard = await line;
  expect(heard).toContain('"id":"id-1"');
  expect(heard).toContain('event: typing\ndata: {"who":"baton","on":true}');
  const draft = next();
  db.live.hint(id, { kind: 'draft', text: 'So' });
  db.live.hint(id, { kind: 'draft', text: 'So far' });
  expect(await draft).toBe('event: draft\ndata: {"text":"So far"}\n\n');
  const over = next();
  await db.inTx(async (tx) => {
    await tx.q.updateTable('leads').set({ read_up_to: 1, version: 9 }).where('id', '=', id).execute();
    tx.told.add(id);
  });
  expect(await over).toBe('event: typing\ndata: {"who":"baton","on":false}\n\n');
  const later = next();
  db.live.hint(id, { kind: 'draft', text: 'Too late' });
  await write('Again');
  expect(await later).toMatch(/^event: line\nid: \w+\.2\n.*\n\nevent: typing\n.*\n\n$/);
});

test('a conversation without a lead yet is woken by its first line, and goes on after the last one that was read', async () => {
  const own = newId('conversation');
  const waiting = follow(own);
  await waiting();
  const line = waiting();
  const id = newId('lead');
  const start = {
    id,
    conversation: own,
    channel: 'widget',
    visitor: { id: 'v' },
    page: null,
    playbook: 'p',
    now: at,
  };
  await db.inTx(async (tx) => {
    await insertLead(tx, newLead(start), playbook);
    await appendVisitorMessage(tx, id, {
      text: 'Hi',
      channel: 'widget',
      at,
      name: null,
      providerId: sentIn(own, 'a'),
    });
    tx.told.add(own);
  });
  expect(await line).toContain('"text":"Hi"');
  const again = follow(own, { lead: id, n: 1 });
  expect(await again()).not.toContain('event: line');
  const other = follow(own, { lead: 'lead_somebodys', n: 7 });
  expect(await other()).toMatch(/^event: reset\n.*\n\nevent: line\n/);
});

test('who had read more of another lead than this one has lines reads every line of this one', async () => {
  const { own, write } = await conversation();
  const next = follow(own, { lead: 'lead_somebodys', n: 7 });
  expect(await next()).toContain('event: reset');
  const line = next();
  await write('Hello');
  expect(await line).toContain('"text":"Hello"');
});
