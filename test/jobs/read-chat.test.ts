// A product that tells only that something was written: the call owes one job, and the job brings what was written to its lead.
import { expect, test } from 'vitest';
import type { Job, Owed } from '../../src/core/job.ts';
import type { Happening, JobDeps } from '../../src/deps.ts';
import { hearChat } from '../../src/flows/hear-chat.ts';
import { readChat } from '../../src/jobs/read-chat.ts';
import { findLead } from '../../src/store/conversations.ts';
import { createNewId } from '../../src/store/id.ts';
import { getLead } from '../../src/store/lead.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const at = '2026-11-21T10:00:00.000Z';

eachDatabase((_kind, open) => {
  test('is read by a job, once however often it is told, and stored as any other line', async () => {
    const db = await open();
    const owed: Owed[] = [];
    const said: { next: Happening[] } = { next: [] };
    const deps = {
      ...{ db, playbook: defaultPlaybook(), newId: createNewId(), now: () => new Date(at), log: quiet },
      queue: { enqueue: async (_tx: unknown, more: Owed[]) => void owed.push(...more) },
      chat: {
        read: async () => said.next,
        hear: (product: string, happening: Happening) => hearChat(deps, product, happening),
      },
    } as unknown as JobDeps;
    const told = { kind: 'unread', conversation: 'thread-1', message: 'abc' } as const;
    await hearChat(deps, 'hubspot', told);
    await hearChat(deps, 'hubspot', told);
    expect(new Set(owed.map(({ key }) => key)).size).toBe(1);
    const job = owed[0]?.job as Extract<Job, { kind: 'read-chat' }>;
    expect(job).toEqual({ kind: 'read-chat', product: 'hubspot', conversation: 'thread-1', message: 'abc' });

    await readChat(deps, job);
    expect(await findLead(db, 'hubspot', 'thread-1')).toBeUndefined();
    const message = { id: 'abc', text: 'We are 80 people', at };
    said.next = [{ kind: 'visitor', conversation: 'thread-1', message, visitor: { id: 'V-99' }, page: null }];
    await readChat(deps, job);
    await readChat(deps, job);
    const operator = { id: 'A-12', name: 'Olga' };
    said.next.push({
      kind: 'operator',
      conversation: 'thread-1',
      message: { ...message, id: 'abd', text: 'Hi' },
      operator,
    });
    await readChat(deps, job);
    await readChat(deps, job);
    const id = await findLead(db, 'hubspot', 'thread-1');
    const lead = id && (await getLead(db, id));
    expect(lead?.messages).toMatchObject([
      { from: 'visitor', text: 'We are 80 people', channel: 'hubspot' },
      { from: 'rep', name: 'Olga', text: 'Hi', channel: 'hubspot' },
    ]);
    expect(lead?.takeover).toMatchObject({ product: 'hubspot', rep: { name: 'Olga' } });
  });
});
