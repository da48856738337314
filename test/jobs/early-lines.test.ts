// Somebody of the company who writes before Baton has heard of the visitor: whichever comes first, Baton finds them talking.
import { beforeAll, expect, test } from 'vitest';
import type { Happening, JobDeps } from '../../src/deps.ts';
import { hearChat } from '../../src/flows/hear-chat.ts';
import { findLead } from '../../src/store/conversations.ts';
import type { Db } from '../../src/store/db.ts';
import { earlyLines } from '../../src/store/early-lines.ts';
import { createNewId } from '../../src/store/id.ts';
import { getLead } from '../../src/store/lead.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  const clock = { ms: Date.parse('2026-11-23T14:00:00.000Z') };
  const at = (agoMs: number) => new Date(clock.ms - agoMs).toISOString();
  const start = () => {
    const deps = {
      ...{ db, playbook: defaultPlaybook(), newId: createNewId(), now: () => new Date(clock.ms), log: quiet },
      queue: { enqueue: async () => undefined },
    } as unknown as JobDeps;
    return (said: Happening) => hearChat(deps, 'crisp', said);
  };
  const olga = (conversation: string, id: string, agoMs: number): Happening => ({
    ...{ kind: 'operator', conversation, operator: { id: '12', name: 'Olga' } },
    message: { id, text: `Olga ${id}`, at: at(agoMs) },
  });
  const visitor = (conversation: string, agoMs: number): Happening => ({
    ...{ kind: 'visitor', conversation, visitor: { id: `of-${conversation}` }, page: null },
    message: { id: 'v', text: 'Hello', at: at(agoMs) },
  });
  const leadOf = async (conversation: string) => {
    const id = await findLead(db, 'crisp', conversation);
    return id === undefined ? undefined : getLead(db, id);
  };
  const waiting = (conversation: string) => earlyLines(db, { channel: 'crisp', conversation });

  test('their lines wait for the visitor, once each and in order, and pause Baton from the first line on', async () => {
    const hear = start();
    for (const said of [olga('a', '1', 20_000), olga('a', '2', 30_000), olga('a', '1', 20_000)]) {
      expect((await hear(said)).isNew).toBe(false);
    }
    await hear(olga('b', '1', 20_000));
    expect(await leadOf('a')).toBeUndefined();
    await hear(visitor('a', 10_000));
    const lead = await leadOf('a');
    expect(lead?.messages.map(({ text }) => text)).toEqual(['Olga 2', 'Olga 1', 'Hello']);
    expect(lead?.takeover).toMatchObject({ product: 'crisp', rep: { name: 'Olga' } });
    expect(await waiting('a')).toEqual([]);
    expect(await waiting('b')).toHaveLength(1);
    await hear(olga('a', '1', 20_000));
    expect((await leadOf('a'))?.messages).toHaveLength(3);
  });

  test('both at the same moment, neither is missed', async () => {
    const hear = start();
    for (let n = 0; n < 10; n++) {
      await Promise.all([hear(olga(`both-${n}`, '1', 5_000)), hear(visitor(`both-${n}`, 4_000))]);
      const lead = await leadOf(`both-${n}`);
      expect(lead?.messages.map(({ text }) => text).toSorted()).toEqual(['Hello', 'Olga 1']);
      expect(lead?.takeover).toMatchObject({ product: 'crisp' });
    }
  });

  test('whoever wrote well before does not talk any more, and what nobody answered in a day is gone', async () => {
    const hear = start();
    await hear(olga('later', '1', 3 * 3_600_000));
    await hear(visitor('later', 0));
    expect((await leadOf('later'))?.takeover).toBeNull();
    await hear(olga('never', '1', 0));
    clock.ms += 25 * 3_600_000;
    await hear(olga('other', '1', 0));
    expect(await waiting('never')).toEqual([]);
    expect(await waiting('other')).toHaveLength(1);
  });
});
