// A Baton's parts without anything outside: its store, its queue and a page.
import type { Playbook } from '../src/core/playbook.ts';
import type { Deps } from '../src/deps.ts';
import { createLog } from '../src/log.ts';
import { openDb } from '../src/store/db.ts';
import { createNewId } from '../src/store/id.ts';
import { openQueue } from '../src/store/queue/open-queue.ts';

export async function openBareDeps(url: string, about: { playbook: Playbook; now: () => Date }): Promise<Deps> {
  const log = createLog('silent');
  const newId = createNewId();
  const db = await openDb({ url, log });
  const queue = await openQueue(db, { now: about.now, random: Math.random, log, newId });
  return {
    ...about,
    ...{ db, live: db.live, queue, newId, log, configured: {} },
    linkFor: () => null,
    unsubscribeLink: () => null,
    reportLinks: () => null,
    pageLink: () => null,
    mailIds: null,
    calendarAccess: null,
  };
}
