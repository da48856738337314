// What a chat product never told: heard once, in its time, however often the job runs and wherever it was interrupted.
import { beforeAll, expect, test } from 'vitest';
import type { Happening, Looked, Span } from '../../src/adapters/chat/chat-channel.ts';
import type { JobDeps } from '../../src/deps.ts';
import { OutsideError } from '../../src/errors.ts';
import { eraseVisitor } from '../../src/flows/erase-person.ts';
import { hearChat } from '../../src/flows/hear-chat.ts';
import { catchUpChat } from '../../src/jobs/catch-up-chat.ts';
import { watchOutages } from '../../src/jobs/watch-outages.ts';
import { findLead, recentConversations } from '../../src/store/conversations.ts';
import type { Db } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { getLead } from '../../src/store/lead.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const minute = 60_000;
let count = 0;

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  async function start() {
    // Tests may share a database.
    const product = `crisp-${++count}`;
    const clock = { ms: Date.parse('2026-11-23T14:00:00.000Z') };
    const warned: object[] = [];
    const asked: Span[] = [];
    const stand: { answers: (span: Span) => AsyncIterable<Looked> } = { answers: async function* () {} };
    const deps = {
      ...{ db, playbook: defaultPlaybook(), newId: createNewId(), now: () => new Date(clock.ms) },
      log: { ...quiet, warn: (about: object) => void warned.push(about) },
      queue: { enqueue: async () => undefined, forget: async () => undefined },
      chat: {
        recent: (_: string, span: Span) => {
          asked.push(span);
          return stand.answers(span);
        },
        hear: (product: string, said: Happening) => hearChat(deps, product, said),
      },
    } as unknown as JobDeps;
    const ago = (ms: number) => new Date(clock.ms - ms).toISOString();
    const wrote = (conversation: string, id: string, at: string): Happening => ({
      ...{ kind: 'visitor', conversation, message: { id, text: `line ${id}`, at } },
      ...{ visitor: { id: `of-${conversation}` }, page: null },
    });
    const lines = async (conversation: string) => {
      const id = await findLead(db, product, conversation);
      return id === undefined ? [] : ((await getLead(db, id))?.messages ?? []).map(({ text }) => text);
    };
    const run = () => catchUpChat(deps, { kind: 'catch-up-chat', product });
    return { product, deps, clock, warned, asked, stand, ago, wrote, lines, run };
  }

  test('the first look only marks where it begins; later ones overlap, and no line is heard twice', async () => {
    const { run, product, clock, asked, stand, ago, wrote, lines, warned } = await start();
    await run();
    expect(asked).toEqual([]);
    const begun = ago(30_000);
    clock.ms += 5 * minute;
    const lost = wrote('one', 'a', ago(minute));
    stand.answers = async function* () {
      yield { said: [lost, lost], upTo: ago(minute) };
    };
    await run();
    await run();
    expect(await lines('one')).toEqual(['line a']);
    expect(warned).toEqual([{ product, lines: 1 }]);
    expect(asked[0]).toMatchObject({ since: begun.replace('13:59:30', '13:54:30'), from: begun, until: ago(30_000) });
    clock.ms += 48 * 60 * minute;
    await run();
    expect(asked.at(-1)).toMatchObject({ since: ago(24 * 60 * minute), from: ago(24 * 60 * minute) });
  });

  test('interrupted, it goes on where it was: what was read is kept, and counted', async () => {
    const { run, product, clock, asked, stand, ago, wrote, lines, warned } = await start();
    await run();
    clock.ms += 20 * minute;
    const upTo = ago(10 * minute);
    const busy = new OutsideError('Too much.', { system: 'chat', retry: 'later', status: 429, retryAfterMs: 7_000 });
    stand.answers = async function* () {
      yield { said: [wrote('one', 'a', ago(12 * minute))], upTo };
      throw busy;
    };
    await expect(run()).rejects.toBe(busy);
    expect(await lines('one')).toEqual(['line a']);
    expect(warned).toEqual([{ product, lines: 1 }]);
    stand.answers = async function* () {
      yield { said: [wrote('two', 'b', ago(15 * minute))], upTo: ago(0) };
    };
    await run();
    expect(asked.at(-1)?.since).toBe(new Date(Date.parse(upTo) - 5 * minute).toISOString());
    expect(asked.at(-1)?.from).toBe(asked[0]?.from);
    expect(await lines('two')).toEqual(['line b']);
    await run();
    expect(asked.at(-1)?.since).toBe(new Date(Date.parse(ago(30_000)) - 5 * minute).toISOString());
  });

  test('a hundred conversations are read at a time', async () => {
    const { run, clock, stand, ago, asked } = await start();
    await run();
    clock.ms += 60 * minute;
    const read: number[] = [];
    stand.answers = async function* () {
      for (let n = 0; n < 150; n++) {
        read.push(n);
        yield { said: [], upTo: ago(50 * minute - n * 10_000) };
      }
    };
    await run();
    expect(read).toHaveLength(100);
    await run();
    expect(asked.at(-1)?.since).toBe(ago(50 * minute - 99 * 10_000 + 5 * minute));
  });

  test('what was said before its person was erased is not heard again; what they write later begins anew', async () => {
    const { run, product, deps, clock, stand, ago, wrote, lines } = await start();
    await run();
    clock.ms += 5 * minute;
    const said = [wrote('gone', 'a', ago(2 * minute))];
    await hearChat(deps, product, said[0] ?? wrote('gone', 'a', ago(0)));
    await eraseVisitor(deps, { channel: product, conversation: 'gone', visitor: 'of-gone' });
    expect(await lines('gone')).toEqual([]);
    stand.answers = async function* () {
      yield { said, upTo: ago(minute) };
    };
    clock.ms += minute;
    await run();
    expect(await lines('gone')).toEqual([]);
    clock.ms += 5 * minute;
    said.push(wrote('gone', 'b', ago(minute)));
    await run();
    expect(await lines('gone')).toEqual(['line b']);
  });

  test('the conversations Baton had to do with of late, for a product that lists none', async () => {
    const { product, deps, clock, wrote, ago, asked, run } = await start();
    await run();
    for (const conversation of ['old', 'new', 'newer']) {
      await hearChat(deps, product, wrote(conversation, conversation, ago(0)));
      clock.ms += 20 * 60 * minute;
    }
    await run();
    expect(await asked[0]?.known()).toEqual(['newer']);
    const since = ago(100 * 60 * minute);
    expect(await recentConversations(db, { channel: product, since, limit: 2 })).toEqual(['newer', 'new']);
    expect(await recentConversations(db, { channel: 'another', since, limit: 2 })).toEqual([]);
  });
});

test('a product that cannot be looked through is told like any other outage, and one that only asks for patience is not', () => {
  const clock = { ms: Date.parse('2026-11-23T14:00:00.000Z') };
  const news: object[] = [];
  const outages = watchOutages(
    () => new Date(clock.ms),
    (each) => void news.push(each),
  );
  const fails = (status: number) => {
    clock.ms += minute;
    const error = new OutsideError('Crisp did not answer well.', { system: 'chat', retry: 'later', status });
    outages.ran('catch-up-chat', { kind: 'again', error } as Parameters<typeof outages.ran>[1]);
  };
  for (let n = 0; n < 5; n++) fails(429);
  expect(news).toEqual([]);
  for (let n = 0; n < 3; n++) fails(503);
  outages.ran('catch-up-chat', { kind: 'done' } as Parameters<typeof outages.ran>[1]);
  expect(news).toMatchObject([
    { kind: 'down', system: 'chat' },
    { kind: 'recovered', system: 'chat' },
  ]);
});
