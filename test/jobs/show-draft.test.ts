// What was shown of a reply is gone as soon as it will not be said: while the model still writes, or when another line is committed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Turn, Unfinished } from '../../src/core/interviewer.ts';
import type { Lead } from '../../src/core/lead.ts';
import { showDraft } from '../../src/jobs/show-draft.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { appendVisitorMessage, getLead, insertLead } from '../../src/store/lead.ts';
import { migratedDatabase, quiet } from '../support/databases.ts';
import { unread } from '../support/model.ts';

const at = '2026-11-23T14:05:00.000Z';
const newId = createNewId();
const { lead: web, playbook } = unread('We are 50 people');
const claims = [{ field: 'size', value: 50, message: 3, quote: '50 people' }];
const reply = { text: 'Good to know. By', asks: 'urgency' };
const soFar: Unfinished = { claims, wants: 'answering', reply, isWhole: false };
const turn: Turn = { claims, wants: 'answering', interviewer: 'openai:test:p1' };

let db: Db;
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

async function readAlong() {
  const id = newId('lead');
  const messages = web.messages.map((message) => ({ ...message, channel: 'widget' }));
  const start: Lead = { ...web, id, conversation: newId('conversation'), channel: 'widget', messages };
  await db.inTx((tx) => insertLead(tx, start, playbook));
  const lead = (await getLead(db, id))!;
  const drafts: string[] = [];
  const stop = db.live.listen(id, (heard) => heard.kind === 'draft' && drafts.push(heard.text));
  return { id, drafts, stop, shown: showDraft({ db, live: db.live, log: quiet }, lead, { playbook, now: at }) };
}

test('whoever writes on sees it go while the model still writes, and nothing of it again', async () => {
  const { id, drafts, stop, shown } = await readAlong();
  await shown.during(async (onProgress) => {
    onProgress?.(soFar);
    expect(drafts).toEqual(['Good to know.']);
    const line = { text: 'And we use Excel', channel: 'widget', at, name: null, providerId: 'm2' };
    await db.inTx((tx) => appendVisitorMessage(tx, id, line));
    await expect.poll(() => drafts).toEqual(['Good to know.', '']);
    onProgress?.({ ...soFar, reply: { ...reply, text: 'Good to know. By when?' }, isWhole: true });
    return turn;
  });
  expect(drafts).toHaveLength(2);
  stop();
});

test.each([
  ['stays where the line begins with it', 'Good to know. By when?', ['Good to know.']],
  ['is taken back where another line is said', 'By when do you need it?', ['Good to know.', '']],
  ['is taken back where none is said', undefined, ['Good to know.', '']],
])('what was shown %s', async (_what, line, all) => {
  const { drafts, stop, shown } = await readAlong();
  await shown.during(async (onProgress) => {
    onProgress?.(soFar);
    return turn;
  });
  shown.end(line);
  expect(drafts).toEqual(all);
  stop();
});

test('what a model had begun before it failed goes at once, however lately it was shown', async () => {
  const { drafts, stop, shown } = await readAlong();
  await shown.during(async (onProgress) => {
    onProgress?.(soFar);
    onProgress?.(null);
    expect(drafts).toEqual(['Good to know.', '']);
    return turn;
  });
  stop();
});
