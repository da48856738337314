// A rep talks to the visitor from the card's thread, over HTTP with the real Bolt app: what leaves the thread, and when.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SlackAct } from '../../src/sandbox/state.ts';
import { actionIds, shortcutIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';

const { claim, takeOver, handBack, reject, undo } = actionIds;
const minutes = (count: number) => count * 60_000;

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton({ kind });
  });
  afterAll(() => baton.stop());

  let count = 0;
  async function offered() {
    const conversation = `takeover-${kind}-${++count}`;
    const { lead } = await baton.say(conversation, 'Can I talk to a human?');
    return { conversation, lead };
  }
  async function taken() {
    const here = await offered();
    await baton.press(cardOf(here.lead), takeOver);
    return here;
  }
  function cardOf(lead: string) {
    const [card] = baton.cards().filter(({ metadata }) => metadata?.event_payload.lead === lead);
    if (card === undefined) throw new Error(`no card of ${lead}`);
    return card;
  }
  const act = async (what: SlackAct) => {
    expect(await baton.sandbox.slack.act(what)).toEqual({ kind: 'done' });
    await baton.sandbox.slack.settled();
  };
  /** A line in the card's thread, a second after whatever came before it; the place of the line. */
  async function type(lead: string, text: string, more: Partial<Extract<SlackAct, { kind: 'say' }>> = {}) {
    const { channel, ts: threadTs } = cardOf(lead);
    baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
    await act({ kind: 'say', user: dana, channel, threadTs, text, ...more });
    const ts = baton.sandbox.state().messages.findLast(({ onlyFor }) => onlyFor === null)?.ts ?? '';
    return { channel, ts };
  }
  async function write(lead: string, text: string, more: Partial<Extract<SlackAct, { kind: 'say' }>> = {}) {
    const place = await type(lead, text, more);
    await baton.pass(0);
    return place;
  }
  const fromRep = (conversation: string) =>
    baton
      .replies(conversation)
      .filter(({ from }) => from.kind === 'rep')
      .map(({ text }) => text);
  const heard = (conversation: string) => baton.replies(conversation).map(({ text }) => text);
  const thread = (lead: string) => baton.thread(cardOf(lead)).map(({ text }) => text);
  const whispered = (user = dana) => baton.whispers(user).at(-1);
  const kinds = async (lead: string) => (await baton.lead(lead as 'lead_')).events.map((event) => event.kind);

  test('from Take over to Hand back: who says what, and to whom', async () => {
    const { conversation, lead } = await offered();
    await write(lead, 'Looks like a student to me, who wants this?');
    await baton.press(cardOf(lead), takeOver);
    expect(heard(conversation).at(-1)).toMatch(/^Dana.* from Northwind Analytics is taking over/);
    expect(cardOf(lead).text).toMatch(/Dana.* is talking to the visitor/);
    expect(JSON.stringify(cardOf(lead).blocks)).toContain(handBack);
    expect(thread(lead).join()).toContain('goes to them');

    await write(lead, 'Hi, this is Dana &amp; I can help: <https://northwind.example/pricing|our prices>');
    expect(baton.replies(conversation).at(-1)).toMatchObject({
      text: 'Hi, this is Dana & I can help: our prices (https://northwind.example/pricing)',
      from: { kind: 'rep', name: expect.stringContaining('Dana') },
    });
    await write(lead, ';; do we have slots tomorrow?');
    await write(lead, 'Ask them about SSO', { user: marco });
    expect(fromRep(conversation)).toHaveLength(1);

    const before = heard(conversation).length;
    await baton.say(conversation, 'We are 80 people, does it do SSO?');
    await baton.pass(16_000);
    expect(thread(lead).at(-1)).toContain('We are 80 people, does it do SSO?');
    expect(heard(conversation)).toHaveLength(before);
    expect((await baton.lead(lead)).answers).toContainEqual(
      expect.objectContaining({ field: 'size', quote: '80 people' }),
    );

    await baton.press(cardOf(lead), handBack);
    expect(heard(conversation).at(-1)).toMatch(/^This is Baton, the AI assistant, again: Dana/);
    expect(JSON.stringify(cardOf(lead).blocks)).not.toContain(handBack);
    await write(lead, 'Phew. That was hard work.');
    await baton.say(conversation, 'Thanks. How much is it for 80 people?');
    expect(fromRep(conversation)).toHaveLength(1);
    expect(baton.replies(conversation).at(-1)?.from.kind).toBe('baton');
    expect((await kinds(lead)).filter((each) => /taken|relayed|touched|handed/.test(each))).toEqual([
      'taken-over',
      'relayed',
      'touched',
      'handed-back',
    ]);
  });

  test('a reply that Baton has not delivered is dropped with the takeover, and never lands', async () => {
    const { conversation, lead } = await offered();
    await baton.press(cardOf(lead), claim);
    baton.chat.refuse(1);
    await baton.say(conversation, 'We are 80 people');
    await baton.press(cardOf(lead), takeOver);
    await write(lead, 'Hi, Dana here');
    await baton.pass(minutes(5));
    expect(heard(conversation).slice(-2)).toEqual([
      expect.stringMatching(/^Dana.* has joined this chat/),
      'Hi, Dana here',
    ]);
    const { messages, events } = await baton.lead(lead);
    const dropped = messages.filter((message) => 'dropped' in message);
    expect(dropped).toMatchObject([{ from: 'baton', text: expect.stringContaining('added') }]);
    expect(events.find(({ kind }) => kind === 'taken-over')?.data.dropped).toEqual(dropped.map(({ n }) => n));
    expect(heard(conversation)).toEqual(
      messages.filter((message) => message.from !== 'visitor' && !('dropped' in message)).map(({ text }) => text),
    );
  });

  test('a turn that was waiting when the rep took over only takes note', async () => {
    const { conversation, lead } = await offered();
    await baton.press(cardOf(lead), claim);
    await baton.write(conversation, 'my e-mail is ana@northwind.co.uk');
    await baton.press(cardOf(lead), takeOver);
    const before = heard(conversation).length;
    await baton.pass(minutes(1));
    expect(heard(conversation)).toHaveLength(before);
    expect((await baton.lead(lead)).person.email).toBe('ana@northwind.co.uk');
  });

  test('two who take over at once, or one who takes over while the other claims: one winner, and the other knows', async () => {
    for (const [one, other] of [
      [takeOver, takeOver],
      [takeOver, claim],
      [claim, takeOver],
    ] as const) {
      const { conversation, lead } = await offered();
      const card = cardOf(lead);
      await Promise.all([baton.rawPress(card, one, dana), baton.rawPress(card, other, marco)]);
      await baton.pass(0);
      const { rep, events } = await baton.lead(lead);
      expect(events.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
      const loser = rep?.id === dana ? marco : dana;
      await expect.poll(() => whispered(loser)).toMatch(/faster/);
      await write(lead, 'A remark of whoever lost', { user: loser });
      expect(fromRep(conversation)).toEqual([]);
    }
  });

  test('only the rep who talks can hand back, once', async () => {
    const { conversation, lead } = await offered();
    const before = cardOf(lead);
    await Promise.all([baton.rawPress(before, takeOver), baton.rawPress(before, takeOver)]);
    await baton.pass(0);
    await expect.poll(() => baton.whispers().slice(-2).join()).toMatch(/already/);
    await baton.press(cardOf(lead), handBack, marco);
    await expect.poll(() => whispered(marco)).toMatch(/Only Dana/);
    const card = cardOf(lead);
    await Promise.all([baton.rawPress(card, handBack), baton.rawPress(card, handBack)]);
    await baton.pass(0);
    expect(heard(conversation).filter((text) => text.includes('AI assistant, again'))).toHaveLength(1);
  });

  test('what was written before the takeover stays private, whenever Slack tells of it, and nothing is sent twice', async () => {
    const { conversation, lead } = await offered();
    const { channel, ts: thread_ts } = cardOf(lead);
    const early = await type(lead, 'What a strange company name');
    baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
    await baton.press(cardOf(lead), takeOver);
    const tell = (ts: string, text: string) =>
      baton.sandbox.slack.sendEvent({
        type: 'message',
        channel,
        channel_type: 'channel',
        user: dana,
        ts,
        thread_ts,
        text,
      });
    await tell(early.ts, 'What a strange company name');
    const line = await write(lead, 'Hello!');
    await Promise.all([tell(line.ts, 'Hello!'), tell(line.ts, 'Hello!')]);
    await baton.pass(0);
    expect(fromRep(conversation)).toEqual(['Hello!']);
  });

  test('a line that cannot be stored is told again by Slack, and arrives once', async () => {
    const { conversation, lead } = await taken();
    const { db } = baton.app.deps;
    const { inTx } = db;
    db.inTx = () => {
      db.inTx = inTx;
      return Promise.reject(new Error('the disk is full'));
    };
    await type(lead, 'Are you there?');
    await expect
      .poll(async () => {
        await baton.pass(0);
        return fromRep(conversation);
      })
      .toEqual(['Are you there?']);
  });

  test('edits and deletes reach a line that waits; of one that is there, only its author hears', async () => {
    const { conversation, lead } = await taken();
    const edit = (place: { channel: string; ts: string }, text: string) =>
      act({ kind: 'edit', user: dana, ...place, text });
    const wrong = await type(lead, 'It costs 90');
    await edit(wrong, 'It costs 900');
    await edit(wrong, 'It costs 990');
    const gone = await type(lead, 'I hate mondays');
    await act({ kind: 'delete', user: dana, ...gone });
    const aside = await type(lead, 'Ask Marco about it');
    await edit(aside, '// Ask Marco about it');
    await baton.pass(0);
    expect(fromRep(conversation)).toEqual(['It costs 990']);

    await edit(wrong, 'It costs 99');
    await baton.pass(0);
    expect(whispered()).toContain('has seen this line as you wrote it first');
    await act({ kind: 'delete', user: dana, ...wrong });
    await baton.pass(0);
    expect(whispered()).toContain('cannot take it back');
    const inside = await write(lead, ';; not for them');
    await edit(inside, 'not for them');
    await baton.pass(0);
    expect(fromRep(conversation)).toEqual(['It costs 990']);
  });

  test('files stay, and a line for the whole channel is none for the visitor: the rep is told', async () => {
    const { conversation, lead } = await taken();
    const files = [{ name: 'offer.txt', content: 'cheap' }];
    await write(lead, 'Here is our offer', { files });
    expect(whispered()).toContain('the files were not');
    await write(lead, '', { files });
    expect(whispered()).toContain('nothing was sent');
    await write(lead, 'Look at this one, everybody', { broadcast: true });
    expect(whispered()).toContain('whole channel');
    expect(fromRep(conversation)).toEqual(['Here is our offer']);
  });

  test('after twenty minutes of silence Baton has the conversation again, and says so to both', async () => {
    const { conversation, lead } = await taken();
    await baton.pass(minutes(19));
    await write(lead, 'One moment, I am looking it up');
    await baton.pass(minutes(19));
    await baton.say(conversation, 'Sure');
    await baton.pass(minutes(19));
    expect((await baton.lead(lead)).events.some(({ kind }) => kind === 'handed-back')).toBe(false);
    await baton.pass(minutes(2));
    expect(thread(lead).at(-1)).toMatch(/nobody wrote for a while[\s\S]*waits for an answer/);
    expect(heard(conversation).at(-1)).toContain('AI assistant, again');
    await write(lead, 'Here it is!');
    expect(whispered()).toContain('had just taken the conversation back');
    await baton.pass(minutes(5));
    const whispers = baton.whispers().length;
    await write(lead, 'Never mind');
    expect(baton.whispers()).toHaveLength(whispers);
    expect(fromRep(conversation)).toEqual(['One moment, I am looking it up']);
  });

  test('Send to visitor sends one line, and only of a lead that is theirs', async () => {
    const { conversation, lead } = await offered();
    const line = await write(lead, 'We have SSO, by the way');
    const send = async (user: string, message = line) => {
      await act({ kind: 'shortcut', user, callbackId: shortcutIds.send, message });
      await baton.pass(0);
    };
    await send(dana);
    await expect.poll(() => whispered()).toContain('Nobody has claimed');
    await baton.press(cardOf(lead), claim);
    await send(marco);
    await expect.poll(() => whispered(marco)).toMatch(/Dana/);
    await send(dana);
    await expect.poll(() => whispered()).toContain('Sent to the visitor');
    await send(dana);
    await expect.poll(() => whispered()).toContain('already');
    expect(fromRep(conversation)).toEqual(['We have SSO, by the way']);

    const note = baton.thread(cardOf(lead)).find(({ user, onlyFor }) => user === 'U0BATON' && onlyFor === null);
    await send(dana, { channel: line.channel, ts: note?.ts ?? '' });
    await expect.poll(() => whispered()).toContain('own messages');
    await act({ kind: 'say', user: dana, channel: line.channel, text: 'Who is on duty?' });
    await send(dana, { channel: line.channel, ts: baton.sandbox.state().messages.at(-1)?.ts ?? '' });
    await expect.poll(() => whispered()).toContain('only works on a line');
    await write(lead, 'Still private');
    await baton.say(conversation, 'Great, thanks! We are 30 people');
    expect(fromRep(conversation)).toHaveLength(1);
    expect(baton.replies(conversation).at(-1)?.from.kind).toBe('baton');
  });

  test('a lead that leaves the rep’s hands leaves the takeover with it', async () => {
    const undone = await taken();
    await baton.press(cardOf(undone.lead), undo);
    const rejected = await taken();
    await baton.press(cardOf(rejected.lead), reject);
    await baton.submit({ reason: { value: { type: 'static_select', selected_option: { value: 'not_qualified' } } } });
    for (const { lead, conversation } of [undone, rejected]) {
      await write(lead, 'They were not for us');
      expect(fromRep(conversation)).toEqual([]);
    }
  });

  test('the first line of the rep counts as first touch, with what it asked again', async () => {
    const { conversation, lead } = await offered();
    await baton.say(conversation, 'We are 80 people. My e-mail is ana@northwind.co.uk');
    await baton.press(cardOf(lead), takeOver);
    await baton.pass(minutes(3));
    await write(lead, 'Hi! How many people work at your company?');
    await write(lead, 'And what is your e-mail address?');
    const touches = (await baton.lead(lead)).events.filter(({ kind }) => kind === 'touched');
    expect(touches).toMatchObject([{ by: dana, data: { afterMs: minutes(3) + 1_000, reasked: ['size'] } }]);
  });

  test('a line and Hand back at once: the line goes before Baton is back, or not at all', async () => {
    for (let round = 0; round < 5; round++) {
      const { conversation, lead } = await taken();
      const card = cardOf(lead);
      const { channel, ts: threadTs } = card;
      baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
      await Promise.all([
        act({ kind: 'say', user: dana, channel, threadTs, text: 'One last thing' }),
        baton.rawPress(card, handBack),
      ]);
      await baton.pass(minutes(30));
      const said = heard(conversation);
      expect(said.findIndex((text) => text.includes('AI assistant, again'))).toBe(said.length - 1);
      expect(['One last thing', expect.stringContaining('taking over')]).toContainEqual(said.at(-2));
    }
  });
});

test('in a channel that Baton is not in, the thread says that nothing written there goes anywhere', async () => {
  const page = readFileSync(new URL('../../playbook.yml', import.meta.url), 'utf8').replaceAll(
    '#sdr-leads',
    '#general',
  );
  const folder = mkdtempSync(join(tmpdir(), 'baton-playbook-'));
  const playbook = join(folder, 'playbook.yml');
  writeFileSync(playbook, page.replace(/^knowledge:.*$/m, ''));
  const baton = await startBaton({ playbook });
  await baton.say('deaf', 'Can I talk to a human?');
  const [card] = baton.cards();
  if (card === undefined) throw new Error('no card');
  await baton.press(card, takeOver);
  expect(
    baton
      .thread(card)
      .map(({ text }) => text)
      .join(),
  ).toContain('Baton is not in this channel');
  await baton.stop();
  rmSync(folder, { recursive: true });
});
