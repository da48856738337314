// The same program over Socket Mode: no public address, the same results.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton({ socket: true });
});
afterAll(() => baton.stop());

const theCard = () => {
  const [card, ...more] = baton.cards();
  if (card === undefined || more.length > 0) throw new Error(`${more.length + 1} cards`);
  return card;
};

test('presses, modals, commands and events come in over the socket', async () => {
  const { lead } = await baton.say('socket', 'Can I talk to a human?');
  await baton.press(theCard(), actionIds.claim);
  expect((await baton.lead(lead)).rep).toMatchObject({ id: dana });
  await expect.poll(() => baton.whispers().at(-1)).toContain('yours');

  await baton.press(theCard(), actionIds.reject);
  await baton.submit({ reason: { value: { type: 'static_select', selected_option: { value: 'duplicate' } } } });
  expect(theCard().text).toContain('Duplicate');

  const command = {
    kind: 'command',
    user: dana,
    channel: theCard().channel,
    command: '/baton',
    text: 'queue',
  } as const;
  expect(await baton.sandbox.slack.act(command)).toEqual({ kind: 'done' });
  await expect.poll(() => baton.whispers().at(-1)).toContain('No lead waits');

  await baton.sandbox.slack.act({ kind: 'open-home', user: dana });
  await expect.poll(() => baton.sandbox.state().homes[dana]).toBeDefined();
});

test('nothing is served at /slack/events', async () => {
  expect((await fetch(`${baton.app.url}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(404);
});

test('the socket is opened again when Slack closes it', async () => {
  baton.sandbox.slack.disconnect('refresh_requested');
  await expect.poll(() => baton.sandbox.slack.sockets, { timeout: 10_000 }).toBe(1);
  const { lead } = await baton.say('socket-2', 'Can I talk to a human?');
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error('no card');
  await expect.poll(async () => (await baton.press(card, actionIds.claim)).kind, { timeout: 10_000 }).toBe('done');
  expect((await baton.lead(lead)).state).toBe('claimed');
});

test('a line in the thread is relayed over the socket too, and told again when it could not be stored', async () => {
  const { lead } = await baton.say('socket-thread', 'Can I talk to a human?');
  const cardOf = () => baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  const card = cardOf();
  if (card === undefined) throw new Error('no card');
  await baton.press(card, actionIds.takeOver);
  const { db } = baton.app.deps;
  const { inTx } = db;
  db.inTx = () => {
    db.inTx = inTx;
    return Promise.reject(new Error('the disk is full'));
  };
  baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
  const { channel, ts: threadTs } = card;
  await baton.sandbox.slack.act({ kind: 'say', user: dana, channel, threadTs, text: 'Hello from Dana' });
  const heard = async () => {
    await baton.pass(0);
    return baton.replies('socket-thread').filter(({ from }) => from.kind === 'rep');
  };
  await expect.poll(heard, { timeout: 10_000 }).toMatchObject([{ text: 'Hello from Dana' }]);
});
