// Every job that writes outside, with its first answer lost: the work was done, we did not hear of it, and it runs again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redrawMs } from '../../src/core/decision.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { erasePerson } from '../../src/flows/erase-person.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { apiToken, type Baton, startBaton } from '../support/baton.ts';

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton();
});
afterAll(() => baton.stop());

const longMs = 60_000;
const cardsOf = (lead: LeadId) => baton.cards().filter(({ metadata }) => metadata?.event_payload.lead === lead);
const cardOf = (lead: LeadId) => {
  const [card] = cardsOf(lead);
  if (card === undefined) throw new Error(`no card of ${lead}`);
  return card;
};
const offered = async (conversation: string) => (await baton.say(conversation, 'Can I talk to a human?')).lead;
const lose = (method: string) => baton.sandbox.slack.faults.add({ method, kind: 'lost-answer' });
const calls = (method: string) => baton.sandbox.slack.calls.filter((call) => call.method === method).length;

test('post-card looks before it posts again', async () => {
  lose('chat.postMessage');
  const lead = await offered('lost-card');
  expect((await baton.lead(lead)).card).toBeNull();
  expect(cardsOf(lead)).toHaveLength(1);
  await baton.pass(longMs);
  expect(cardsOf(lead)).toHaveLength(1);
  expect((await baton.lead(lead)).card).toEqual({ channel: cardOf(lead).channel, ts: cardOf(lead).ts });
});

test('post-card posts again when nothing got through', async () => {
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'reset' });
  const lead = await offered('reset-card');
  expect(cardsOf(lead)).toHaveLength(0);
  await baton.pass(longMs);
  expect(cardsOf(lead)).toHaveLength(1);
});

test('post-note finds its own note', async () => {
  const lead = await offered('lost-note');
  lose('chat.postMessage');
  await baton.press(cardOf(lead), actionIds.claim);
  await baton.pass(longMs);
  const notes = baton.thread(cardOf(lead)).map(({ metadata }) => metadata?.event_payload.note);
  expect(new Set(notes).size).toBe(notes.length);
  expect(notes).toHaveLength(2);
});

test('a rep who was given a lead hears of it once, and not at all when it is somebody else’s by then', async () => {
  const lead = await offered('lost-given');
  await baton.press(cardOf(lead), actionIds.claim);
  const { db, queue } = baton.app.deps;
  const by = { id: 'U0MARCO', name: 'Marco Lind' };
  const job = { kind: 'tell-given', lead, by, at: baton.clock.now.toISOString(), words: '' } as const;
  lose('chat.postMessage');
  await db.inTx((tx) => queue.enqueue(tx, [{ job: { ...job, to: 'U0DANA' } }, { job: { ...job, to: 'U0PRIYA' } }]));
  await baton.pass(longMs);
  await baton.pass(longMs);
  const told = baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_given');
  expect(told.map(({ metadata }) => metadata?.event_payload.lead)).toEqual([lead]);
  expect(await queue.counts()).toMatchObject({ waiting: expect.any(Number), buried: 0 });
});

test('what was posted without our hearing of it is deleted with its person', async () => {
  lose('chat.postMessage');
  const lead = await offered('lost-and-erased');
  expect(cardsOf(lead)).toHaveLength(1);
  expect((await baton.lead(lead)).card).toBeNull();
  const { deps } = baton.app;
  const managed = { ...deps, playbook: { ...deps.playbook, roles: { managers: ['U0PRIYA'], admins: [] } } };
  lose('chat.delete');
  expect(await erasePerson(managed, lead, { id: 'U0PRIYA', name: 'Priya' })).toEqual({ kind: 'done', count: 1 });
  for (let i = 0; i < 3; i++) await baton.pass(longMs);
  expect(cardsOf(lead)).toHaveLength(0);
});

test('update-card draws the present truth, however often', async () => {
  const lead = await offered('lost-update');
  lose('chat.update');
  await baton.press(cardOf(lead), actionIds.claim);
  expect(cardOf(lead).text).toContain('Claimed');
  const before = calls('chat.update');
  await baton.pass(longMs);
  expect(calls('chat.update')).toBe(before + 1);
  expect(cardOf(lead).text).toContain('Claimed');
});

test('update-card posts anew what somebody deleted', async () => {
  const lead = await offered('deleted-card');
  const { channel, ts } = cardOf(lead);
  await fetch(`${baton.sandbox.slackApiUrl}chat.delete`, {
    method: 'POST',
    headers: { authorization: `Bearer ${baton.sandbox.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel, ts }),
  });
  await baton.say('deleted-card', 'my e-mail is ana@northwind.co.uk');
  await baton.pass(redrawMs);
  expect(cardsOf(lead)).toHaveLength(1);
  expect(JSON.stringify(cardOf(lead).blocks)).toContain('ana@northwind.co.uk');
  const told = baton.replies('deleted-card').filter(({ text }) => text.includes('The team now has'));
  expect(told).toHaveLength(1);
});

test('send-reply carries the id by which the chat knows it again', async () => {
  baton.chat.lose(1);
  await baton.say('lost-reply', 'We want to replace our reporting tool');
  expect(baton.replies('lost-reply')).toHaveLength(1);
  const before = baton.chat.deliveries;
  await baton.pass(longMs);
  expect(baton.chat.deliveries).toBe(before + 1);
  expect(baton.replies('lost-reply')).toHaveLength(1);
});

test('replies come in order, also when one has to be sent again', async () => {
  baton.chat.refuse(1);
  await baton.say('in-order', 'Hello');
  await baton.say('in-order', 'We want to replace our reporting tool');
  await baton.pass(longMs);
  const view = await baton.lead((await baton.write('in-order', 'thanks')).lead);
  const ours = view.messages.filter(({ from }) => from === 'baton').map(({ text }) => text);
  expect(baton.replies('in-order').map(({ text }) => text)).toEqual(ours);
});

test('a long transcript stands in the thread in order, whatever has to be retried', async () => {
  for (let i = 0; i < 130; i++) await baton.write('long', `line ${i}`);
  const lead = await offered('long');
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'ratelimited', times: 2, retryAfterS: 2 });
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'lost-answer' });
  await baton.press(cardOf(lead), actionIds.claim);
  for (let i = 0; i < 6; i++) await baton.pass(longMs);
  const notes = baton.thread(cardOf(lead)).map(({ metadata }) => String(metadata?.event_payload.note));
  expect(notes.map((note) => note.replace(/claimed:.*/, 'claimed'))).toEqual([
    'claimed',
    'transcript:1-40',
    'transcript:41-80',
    'transcript:81-120',
    'transcript:121-133',
  ]);
});

test('take-turn reads a message once', async () => {
  const { lead } = await baton.say('turn-twice', 'We want to replace our reporting tool');
  const { db, queue } = baton.app.deps;
  await db.inTx((tx) =>
    queue.enqueue(tx, [{ job: { kind: 'take-turn', lead } }, { job: { kind: 'take-turn', lead } }]),
  );
  await baton.pass(0);
  const view = await baton.lead(lead);
  expect(view.messages.map(({ from }) => from)).toEqual(['visitor', 'baton']);
  expect(view.events.filter(({ kind }) => kind === 'answered')).toHaveLength(1);
});

test('settle-silence settles once, and not at all when somebody wrote', async () => {
  const { lead } = await baton.say('silent', 'We want to replace our reporting tool');
  await baton.pass(29 * 60_000);
  await baton.say('silent', 'within two months');
  await baton.pass(2 * 60_000);
  expect((await baton.lead(lead)).state).toBe('chatting');
  await baton.pass(30 * 60_000);
  const view = await baton.lead(lead);
  expect([view.state, view.verdict]).toEqual(['nurturing', 'borderline']);
  await baton.app.deps.db.inTx((tx) =>
    baton.app.deps.queue.enqueue(tx, [{ job: { kind: 'settle-silence', lead, after: view.messages.length } }]),
  );
  await baton.pass(0);
  expect((await baton.lead(lead)).events.length).toBe(view.events.length);
});

test('learn-rep learns the name that visitors read', async () => {
  lose('users.info');
  const [first, second] = [await offered('rep-1'), await offered('rep-2')];
  await baton.press(cardOf(first), actionIds.claim, 'U0PRIYA');
  expect(baton.replies('rep-1').at(-1)?.text).toContain('Priya from');
  await baton.pass(longMs);
  await baton.press(cardOf(second), actionIds.claim, 'U0PRIYA');
  expect(baton.replies('rep-2').at(-1)?.text).toContain('Priya Shah from');
});

test('end-takeover gives the conversation back once, and a whisper that was lost is said again', async () => {
  const lead = await offered('taken-over');
  await baton.press(cardOf(lead), actionIds.takeOver);
  const { channel, ts: threadTs } = cardOf(lead);
  baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
  lose('chat.postEphemeral');
  const said = { kind: 'say', user: 'U0DANA', channel, threadTs, text: 'Note: not for them' } as const;
  await baton.sandbox.slack.act(said);
  await baton.pass(0);
  await baton.pass(longMs);
  expect(calls('chat.postEphemeral')).toBe(2);
  const { db, queue } = baton.app.deps;
  const { takeover, messages } = (await baton.lead(lead)) as unknown as {
    takeover: { at: string };
    messages: unknown[];
  };
  const job = { kind: 'end-takeover', lead, at: takeover.at, why: 'silence', after: messages.length } as const;
  await db.inTx((tx) => queue.enqueue(tx, [{ job }, { job }]));
  await baton.pass(0);
  expect((await baton.lead(lead)).events.filter(({ kind }) => kind === 'handed-back')).toHaveLength(1);
  expect(baton.replies('taken-over').filter(({ text }) => text.includes('AI assistant, again'))).toHaveLength(1);
});

test('a rate-limited Slack is waited for, not given up', async () => {
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'ratelimited', times: 20, retryAfterS: 3 });
  const lead = await offered('limited');
  for (let i = 0; i < 25; i++) await baton.pass(4_000);
  expect(cardsOf(lead)).toHaveLength(1);
});

test('what Slack will never take is shown to a person, the visitor hears the truth, and it can be tried again', async () => {
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'invalid_blocks' });
  const lead = await offered('invalid');
  await baton.pass(longMs);
  expect(baton.replies('invalid').at(-1)?.text).toContain("can't reach the team");
  const { buried, items } = await baton.api<{ buried: number; items: { id: string }[] }>('/api/jobs');
  expect(buried).toBe(1);
  expect(items).toMatchObject([{ job: { kind: 'post-card', lead }, error: expect.stringContaining('invalid_blocks') }]);
  const retry = (id: string) =>
    fetch(`${baton.app.url}/api/jobs/${id}/retry`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiToken}` },
    });
  expect((await retry('job_none')).status).toBe(404);
  expect((await retry(items[0]?.id ?? '')).status).toBe(202);
  await baton.pass(0);
  expect(cardsOf(lead)).toHaveLength(1);
  expect(baton.replies('invalid').at(-1)?.text).toContain('The team now has');
});

test('an endless Retry-After blocks nobody', async () => {
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'ratelimited', retryAfterS: 999_999_999_999 });
  const lead = await offered('endless');
  await baton.pass(61 * 60_000);
  expect(cardsOf(lead)).toHaveLength(1);
});
