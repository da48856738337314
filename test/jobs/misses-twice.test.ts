// The near misses of a week in the thread of its digest: once although the answer was lost, for managers' thumbs alone, without
// a way to reach anybody where the page hides that, and gone with whoever is erased.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { weekName, weekOf } from '../../src/core/iso-week.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { erasePerson } from '../../src/flows/erase-person.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { getLabel } from '../../src/store/labels.ts';
import { insertLead } from '../../src/store/lead.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { aLead, anAnswer, aTranscript } from '../support/leads.ts';

const priya = 'U0PRIYA';
const hour = 3_600_000;
let baton: Baton;
const missed: LeadId[] = [];
beforeAll(async () => {
  const playbook = changedPlaybook((page) =>
    page
      .replace('managers: []', `managers: [${priya}]`)
      .replace('# ops: "#baton-ops"', 'ops: "#baton-ops"')
      .replace('hideContactUntilClaimed: false', 'hideContactUntilClaimed: true'),
  );
  baton = await startBaton({ playbook });
  // Of so poor a week the best two are posted on Friday.
  for (const score of [51, 52, 53, 54]) missed.push(await past({ score }));
});
afterAll(() => baton.stop());

const messages = aTranscript(['We need one dashboard for our board.', 'Write to ana.reyes@oriel.example.']);
async function past(change: Partial<Lead>): Promise<LeadId> {
  const { db, newId } = baton.app.deps;
  const id = newId('lead');
  const answers = [anAnswer(messages, 'email', { value: 'ana.reyes@oriel.example', quote: 'ana.reyes@oriel.example' })];
  const under = { state: 'nurturing', verdict: 'borderline', offer: null, bar: { team: 'sales', points: 60 } } as const;
  const createdAt = baton.clock.now.toISOString();
  const visitor = { id };
  const lead = aLead({ id, conversation: id, visitor, messages, answers, createdAt, ...under, ...change });
  await db.inTx((tx) => insertLead(tx, lead));
  return id;
}
const all = () => baton.sandbox.state().messages;
const told = () => all().filter(({ metadata }) => metadata?.event_type === 'baton_misses');
const reads = (user: string, what: RegExp) => expect.poll(() => baton.whispers(user).at(-1)).toMatch(what);

test('the digest of Monday has them in its thread, once, as the message of the bar has them', async () => {
  const week = weekOf(baton.clock.now.toISOString(), baton.app.deps.playbook.zone);
  baton.clock.now = new Date(baton.clock.now.getTime() + 7 * 24 * hour);
  await baton.pass(0);
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'lost-answer', times: 3 });
  for (let i = 0; i < 6; i++) await baton.pass(60_000);
  const digest = all().find(({ metadata }) => metadata?.event_type === 'baton_digest');
  expect(digest?.metadata?.event_payload).toEqual({ week: weekName(week) });
  const [message, ...more] = told();
  expect([more, message?.threadTs]).toEqual([[], digest?.ts]);
  expect(message?.text).toMatch(/^Two near misses and no more: should a rep have seen them\?/);
  expect(message?.text).toContain('“Write to •••••••••@');
  expect(JSON.stringify(message)).not.toContain('ana.reyes');
  const { db, queue } = baton.app.deps;
  const card = { channel: digest?.channel ?? '', ts: digest?.ts ?? '' };
  await db.inTx((tx) => queue.enqueue(tx, [{ job: { kind: 'tell-misses', week, card, team: 'nobody' } }]));
  await baton.pass(0);
  expect(told().at(-1)?.text).toMatch(/^No near misses\n/);
});

test('a thumb is a manager’s; whoever else presses reads whose it is', async () => {
  const [message] = told();
  if (message === undefined) throw new Error('nothing was told');
  await baton.press(message, actionIds.thumbUp, dana);
  await reads(dana, /^Only managers may do this: Priya Shah\.$/);
  const labels = () => Promise.all(missed.map((id) => getLabel(baton.app.deps.db, id)));
  expect((await labels()).filter((label) => label !== undefined)).toEqual([]);
  await baton.press(message, actionIds.thumbUp, priya);
  await reads(priya, /^Noted: it should have been posted/);
  expect((await labels()).filter((label) => label?.from === 'thumb' && label.accepted)).toHaveLength(1);
});

test('it goes when one of them is erased', async () => {
  const [message] = told();
  await erasePerson(baton.app.deps, missed[0] ?? 'lead_none', { id: priya, name: 'Priya' });
  for (let i = 0; i < 3; i++) await baton.pass(60_000);
  expect(told().map(({ ts }) => ts)).not.toContain(message?.ts);
});
