// Every step of the offer ladder with a moved clock: by day, at night, over a weekend, a holiday and an absence, with
// everybody out; who hears what, and that nobody hears anything out of hours.
import { afterEach, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { snoozeLead } from '../../src/flows/snooze-lead.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { keepAbsence, keepOwner, turnsHad } from '../../src/store/desk.ts';
import { keepPreferences } from '../../src/store/preferences.ts';
import { type Baton, buttonOf, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const priya = 'U0PRIYA';
const usual = 'exclusiveMinutes: 5, remindMinutes: 15, managerMinutes: 40, firstTouchMinutes: 60';
const withLadder = (limits = usual, reps = true, managers = priya) =>
  changedPlaybook((page) =>
    page
      .replace(/^ladder:\n(?: .*\n)*/m, '')
      .replace(/managers: \[\]/, `managers: [${managers}]`)
      .replace(
        /^teams:[\s\S]*?(?=^\S)/m,
        `ladder: { ${limits} }
teams:
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    hours: { mon-fri: [09:00-12:30, 13:30-17:00] }
    holidays: [2026-11-26]
    reps: ${reps ? `[{ slack: ${dana}, name: Dana Reyes }, { slack: ${marco}, name: Marco Lind }]` : '[]'}
`,
      ),
  );

let baton: Baton;
afterEach(() => baton.stop());

const minute = 60_000;
const at = (iso: string) => {
  baton.clock.now = new Date(iso);
};
/** Minute by minute, as time passes. */
const wait = async (minutes: number) => {
  for (let i = 0; i < minutes; i++) await baton.pass(minute);
};
const until = async (iso: string) => {
  at(iso);
  await baton.pass(0);
  await baton.pass(10_000);
};

let count = 0;
async function comes(email?: string): Promise<{ lead: LeadId; conversation: string }> {
  const n = ++count;
  const conversation = `ladder-${n}`;
  await baton.say(
    conversation,
    "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
  );
  await baton.say(conversation, email ?? `ana@company${n}.example`);
  const { lead } = await baton.say(conversation, 'Yes, a call sounds good');
  return { lead, conversation };
}

const cardOf = (lead: LeadId) => {
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error('no card');
  return card;
};
const dm = (user: string) => {
  const { channels, messages } = baton.sandbox.state();
  const ids = channels.filter(({ dmWith }) => dmWith === user).map(({ id }) => id);
  return messages.filter(({ channel }) => ids.includes(channel)).map(({ text }) => text);
};
/** What the channel was told beside cards. */
const inChannel = (kind: 'baton_nudges' | 'baton_brief' = 'baton_nudges') =>
  baton.sandbox
    .state()
    .messages.filter(({ channel, metadata }) => channel === 'C0SDRLEADS' && metadata?.event_type === kind)
    .map(({ text }) => text);
const notes = (lead: LeadId) => baton.thread(cardOf(lead)).map(({ text }) => text);
const steps = async (lead: LeadId) =>
  (await baton.lead(lead)).events.flatMap(({ kind, data }) => (kind === 'climbed' ? [data.step] : []));
const stateOf = async (lead: LeadId) => (await baton.lead(lead)).state;

describe.each(['sqlite', 'postgres'] as const)('by day on %s', (kind) => {
  test('alone with the suggested rep, then everybody’s, asked again, managers told, and no further', async () => {
    baton = await startBaton({ kind, playbook: withLadder() });
    const { lead } = await comes();
    expect(cardOf(lead).text).toMatch(/Dana Reyes’s until 09:05 EST, then everybody’s/);
    expect(notes(lead).at(-1)).toMatch(/^Dana Reyes: this lead is yours until 09:05 EST/);
    expect(JSON.stringify(baton.thread(cardOf(lead)))).toContain(`"user_id":"${dana}"`);
    await baton.pass(10_000);
    expect(dm(dana)).toEqual([expect.stringMatching(/^For you first\n.* of 100 · until 09:05 EST/)]);
    expect([dm(marco), dm(priya), inChannel()]).toEqual([[], [], []]);

    await baton.press(cardOf(lead), actionIds.claim, marco);
    await expect.poll(() => baton.whispers(marco).at(-1)).toMatch(/^This lead is Dana Reyes’s for another 4 min/);
    expect(await stateOf(lead)).toBe('offered');

    await wait(6);
    expect(cardOf(lead).text).toContain('For Dana Reyes · next in turn; anybody may claim');
    expect(inChannel()).toEqual([expect.stringMatching(/^Anybody may claim\n/)]);
    await wait(15);
    expect(cardOf(lead).text).toMatch(/The channel was reminded/);
    expect(inChannel()).toHaveLength(2);
    expect(inChannel()[1]).toMatch(/^Still waiting for a rep\n/);
    expect(dm(priya)).toEqual([]);
    await wait(26);
    expect(cardOf(lead).text).toMatch(/Managers were told/);
    expect(dm(priya)).toEqual([expect.stringMatching(/^Nobody has claimed\n/)]);
    expect(notes(lead).at(-1)).toMatch(/: nobody has claimed this lead yet/);
    await wait(60);
    expect(await steps(lead)).toEqual(['exclusive', 'channel', 'reminder', 'managers']);
    expect([dm(dana).length, dm(marco).length, dm(priya).length, inChannel().length]).toEqual([1, 0, 1, 2]);
  });

  test('the suggested rep, or a manager, may claim at once, and then nobody is told any more', async () => {
    baton = await startBaton({ kind, playbook: withLadder() });
    const [first, second] = [await comes(), await comes()];
    await baton.press(cardOf(first.lead), actionIds.claim, dana);
    await baton.press(cardOf(second.lead), actionIds.claim, priya);
    expect([await stateOf(first.lead), await stateOf(second.lead)]).toEqual(['claimed', 'claimed']);
    await wait(20);
    expect([dm(dana).length, inChannel(), dm(priya)]).toEqual([0, [], []]);
  });

  test('a claim whose visitor hears nothing is reminded once, then everybody’s again', async () => {
    baton = await startBaton({ kind, playbook: withLadder() });
    const { lead, conversation } = await comes();
    await baton.press(cardOf(lead), actionIds.claim, dana);
    expect(cardOf(lead).text).toContain('First word to the visitor due by 10:00 EST');
    expect(buttonOf(cardOf(lead), actionIds.inTouch)).toBeDefined();
    await wait(29);
    expect(dm(dana)).toEqual([]);
    await wait(2);
    expect(dm(dana)).toEqual([
      expect.stringMatching(/^Your visitor has not heard from you\n.*first word due by 10:00/),
    ]);
    await wait(30);
    expect(await stateOf(lead)).toBe('offered');
    expect(cardOf(lead).text).toContain('Waiting for a rep');
    expect(notes(lead)).toContainEqual(
      expect.stringMatching(/^Dana Reyes claimed this lead, but the visitor heard nothing/),
    );
    expect(inChannel()).toEqual([expect.stringMatching(/^Anybody may claim/)]);
    expect(baton.replies(conversation).at(-1)?.text).toContain('finding the right colleague');
    const had = await turnsHad(baton.app.deps.db);
    expect(had.find(({ rep }) => rep === dana)?.served).toBe(0);
    expect((await baton.lead(lead)).events.filter(({ kind: each }) => each === 'released')).toMatchObject([
      { by: 'baton', data: { rep: dana } },
    ]);
    await baton.press(cardOf(lead), actionIds.claim, marco);
    expect((await baton.lead(lead)).rep).toMatchObject({ id: marco });
  });
});

test('a manager by user group may do what they like while it is somebody’s alone, and a colleague nothing', async () => {
  baton = await startBaton({ playbook: withLadder(usual, true, 'S0MANAGERS') });
  await baton.pass(0);
  const [first, second] = [await comes(), await comes()];
  await baton.press(cardOf(first.lead), actionIds.reject, marco);
  await expect.poll(() => baton.whispers(marco).at(-1)).toMatch(/^This lead is Dana Reyes’s/);
  const reason = { reason: { value: { type: 'static_select', selected_option: { value: 'competitor' } } } };
  await baton.press(cardOf(first.lead), actionIds.reject, priya);
  await baton.submit(reason, priya);
  await baton.press(cardOf(second.lead), actionIds.takeOver, priya);
  expect([await stateOf(first.lead), await stateOf(second.lead)]).toEqual(['rejected', 'claimed']);
  const refused = (await baton.lead(first.lead)).events.filter(({ kind }) => kind === 'refused');
  expect(refused).toMatchObject([{ by: marco, data: { why: 'not-yet' } }]);
});

test('a line to the visitor holds the claim; so does saying that one has been in touch', async () => {
  baton = await startBaton({ playbook: withLadder() });
  const [wrote, called] = [await comes(), await comes()];
  await baton.press(cardOf(wrote.lead), actionIds.takeOver, dana);
  await baton.pass(2_000);
  const card = cardOf(wrote.lead);
  await baton.sandbox.slack.act({
    kind: 'say',
    user: dana,
    channel: card.channel,
    threadTs: card.ts,
    text: 'Hello Ana',
  });
  await baton.pass(1_000);
  expect(baton.replies(wrote.conversation).at(-1)?.text).toBe('Hello Ana');
  expect(cardOf(wrote.lead).text).not.toContain('First word');

  await baton.press(cardOf(called.lead), actionIds.claim, marco);
  await baton.press(cardOf(called.lead), actionIds.inTouch, dana);
  await expect.poll(() => baton.whispers(dana).at(-1)).toContain('Marco Lind');
  await baton.press(cardOf(called.lead), actionIds.inTouch, marco);
  await expect.poll(() => baton.whispers(marco).at(-1)).toMatch(/^Noted/);
  await baton.pass(4_000);
  expect(() => buttonOf(cardOf(called.lead), actionIds.inTouch)).toThrow();
  await wait(120);
  expect([await stateOf(wrote.lead), await stateOf(called.lead)]).toEqual(['claimed', 'claimed']);
  expect([dm(dana), dm(marco)]).toEqual([[], []]);
  const touched = (await baton.lead(called.lead)).events.filter(({ kind }) => kind === 'touched');
  expect(touched).toMatchObject([{ by: marco, data: { message: null } }]);
});

test('what comes at night arrives as one brief, best first; the ladder begins then', async () => {
  baton = await startBaton({ playbook: withLadder() });
  at('2026-11-24T03:00:00.000Z');
  const night = [await comes(), await comes()];
  await baton.say('asked', 'Can I talk to a human please?');
  for (let hour = 0; hour < 10; hour++) await baton.pass(60 * minute);
  expect([inChannel(), inChannel('baton_brief'), dm(dana), dm(marco), dm(priya)]).toEqual([[], [], [], [], []]);

  await until('2026-11-24T14:00:00.000Z');
  const [brief, ...more] = inChannel('baton_brief');
  expect(more).toEqual([]);
  expect(brief).toMatch(/^Good morning, Sales\. 3 leads came in while you were out/);
  const lines = (brief ?? '').split('\n').slice(1, 4);
  const scores = lines.map((line) => Number(/(\d+) of 100/.exec(line)?.[1]));
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(lines[0]).toMatch(/replace our reporting tool/);
  expect(inChannel()).toEqual([]);

  await until('2026-11-24T14:16:00.000Z');
  expect(inChannel()).toEqual([expect.stringMatching(/^Still waiting for a rep\n(.*\n){3}Press/)]);
  await baton.press(cardOf(night[0]!.lead), actionIds.claim, marco);
  await until('2026-11-24T14:41:00.000Z');
  expect(dm(priya)).toEqual([expect.stringMatching(/^Nobody has claimed\n(.*\n){2}Claim on/)]);
});

test.each([
  ['a weekend', '2026-11-28T15:00:00.000Z', '2026-11-30T14:00:00.000Z'],
  ['a holiday', '2026-11-26T15:00:00.000Z', '2026-11-27T14:00:00.000Z'],
])('%s is over before anybody hears', async (_name, comesAt, opens) => {
  baton = await startBaton({ playbook: withLadder() });
  at(comesAt);
  const { lead } = await comes();
  await until(new Date(Date.parse(opens) - minute).toISOString());
  expect([inChannel(), inChannel('baton_brief'), dm(dana)]).toEqual([[], [], []]);
  await until(opens);
  expect(inChannel('baton_brief')).toHaveLength(1);
  expect(await steps(lead)).toEqual([]);
});

test('time stands still over lunch and overnight', async () => {
  baton = await startBaton({ playbook: withLadder('remindMinutes: 15, managerMinutes: 40') });
  at('2026-11-24T21:50:00.000Z');
  const { lead } = await comes();
  await until('2026-11-24T22:30:00.000Z');
  expect(inChannel()).toEqual([]);
  await until('2026-11-25T14:04:00.000Z');
  expect(inChannel()).toEqual([]);
  await until('2026-11-25T14:06:00.000Z');
  expect(inChannel()).toHaveLength(1);
  expect(await steps(lead)).toEqual(['reminder']);
  at('2026-11-25T17:45:00.000Z');
  const lunch = await comes();
  await until('2026-11-25T18:29:00.000Z');
  expect(inChannel()).toHaveLength(1);
  await until('2026-11-25T18:30:00.000Z');
  expect(await steps(lunch.lead)).toEqual(['channel']);
  expect(inChannel('baton_brief')).toEqual([]);
});

test('who goes away keeps nobody waiting; with everybody away the ladder rests until somebody is back', async () => {
  baton = await startBaton({ playbook: withLadder() });
  const { db } = baton.app.deps;
  const away = (rep: string, from: string, back: string) =>
    db.inTx((tx) => keepAbsence(tx, rep, { from, until: back }));
  await db.inTx((tx) => keepOwner(tx, { account: 'acme.example', rep: dana }));
  await away(dana, '2026-11-23T14:00:00.000Z', '2026-11-23T15:00:00.000Z');
  const owned = await comes('ann@acme.example');
  expect(cardOf(owned.lead).text).toMatch(/Dana Reyes’s until 10:05 EST, then everybody’s/);
  await wait(20);
  expect([dm(dana), inChannel()]).toEqual([[], []]);
  // She stays away longer than she thought.
  await away(dana, '2026-11-23T14:30:00.000Z', '2026-11-23T20:00:00.000Z');
  await until('2026-11-23T15:00:30.000Z');
  expect(dm(dana)).toEqual([]);
  expect(inChannel()).toEqual([expect.stringMatching(/^Anybody may claim/)]);

  await away(marco, '2026-11-23T15:10:00.000Z', '2026-11-23T21:00:00.000Z');
  await until('2026-11-23T19:59:00.000Z');
  expect([inChannel().length, dm(priya)]).toEqual([1, []]);
  await until('2026-11-23T20:07:00.000Z');
  expect(inChannel()).toHaveLength(2);
});

test('quiet hours and wishes: a rep who cannot be told is passed by, a manager hears later or never', async () => {
  baton = await startBaton({ playbook: withLadder() });
  const { db } = baton.app.deps;
  const prefer = (rep: string, notify: 'all' | 'mine' | 'none', quiet: { from: number; until: number } | null) =>
    db.inTx((tx) => keepPreferences(tx, rep, { notify, quiet }));
  await prefer(dana, 'none', null);
  await prefer(marco, 'all', { from: 9 * 60, until: 10 * 60 });
  await prefer(priya, 'all', { from: 0, until: 11 * 60 });
  const [hers, his] = [await comes(), await comes()];
  await baton.pass(10_000);
  expect([dm(dana), dm(marco)]).toEqual([[], []]);
  expect(await steps(hers.lead)).toEqual(['channel']);
  expect(await steps(his.lead)).toEqual(['channel']);
  // Both at once: one message.
  expect(inChannel()).toEqual([expect.stringMatching(/^Anybody may claim\n(.*\n){2}Press/)]);
  await wait(60);
  expect(dm(priya)).toEqual([]);
  expect(notes(hers.lead).at(-1)).toMatch(/nobody has claimed/);
  expect(JSON.stringify(baton.thread(cardOf(hers.lead)).at(-1)?.blocks)).not.toContain('"user_id"');
  await until('2026-11-23T16:00:30.000Z');
  expect(dm(priya)).toEqual([expect.stringMatching(/^Nobody has claimed\n(.*\n){2}Claim on/)]);
});

test('asleep, nobody is told; awake, the wait begins anew', async () => {
  baton = await startBaton({ playbook: withLadder('remindMinutes: 15, managerMinutes: 40') });
  const { lead } = await comes();
  await snoozeUntil(lead, '2026-11-23T16:00:00.000Z');
  await until('2026-11-23T15:50:00.000Z');
  expect([inChannel(), dm(priya)]).toEqual([[], []]);
  await until('2026-11-23T16:14:00.000Z');
  expect(inChannel()).toEqual([]);
  await until('2026-11-23T16:16:00.000Z');
  expect(inChannel()).toHaveLength(1);
});

async function snoozeUntil(id: LeadId, iso: string): Promise<void> {
  await snoozeLead(baton.app.deps, id, { rep: { id: dana, name: 'Dana Reyes' }, until: iso });
  await baton.pass(0);
}

test('a claim that is taken back is everybody’s at once, and asked about again', async () => {
  baton = await startBaton({ playbook: withLadder() });
  const { lead } = await comes();
  await baton.press(cardOf(lead), actionIds.claim, dana);
  await baton.press(cardOf(lead), actionIds.undo, dana);
  expect(await stateOf(lead)).toBe('offered');
  expect(cardOf(lead).text).not.toContain('’s until');
  await baton.press(cardOf(lead), actionIds.claim, marco);
  expect((await baton.lead(lead)).rep).toMatchObject({ id: marco });
  await baton.press(cardOf(lead), actionIds.undo, marco);
  await wait(17);
  expect(await steps(lead)).toEqual(['exclusive', 'reminder']);
  expect([dm(dana), dm(marco)]).toEqual([[], []]);
});

test('a claim and the end of a claim at one moment: the visitor has a rep or the channel does, never both', async () => {
  baton = await startBaton({ kind: 'postgres', playbook: withLadder('firstTouchMinutes: 30') });
  const { lead } = await comes();
  await baton.press(cardOf(lead), actionIds.claim, dana);
  baton.clock.now = new Date(baton.clock.now.getTime() + 31 * minute);
  await Promise.all([baton.app.settle(), baton.rawPress(cardOf(lead), actionIds.inTouch, dana)]);
  await baton.pass(10_000);
  const view = await baton.lead(lead);
  const released = view.events.filter(({ kind }) => kind === 'released').length;
  const touched = view.events.filter(({ kind }) => kind === 'touched').length;
  expect([view.state, released + touched]).toEqual([released === 1 ? 'offered' : 'claimed', 1]);
});

test('until somebody claims, nobody reads how to reach the visitor', async () => {
  baton = await startBaton({ playbook: withLadder(`${usual}, hideContactUntilClaimed: true`) });
  const { lead, conversation } = await comes('ana.maria@company.example');
  await baton.say(conversation, 'Or call me: +1 415 555 0137');
  await wait(50);
  await baton.press(cardOf(lead), actionIds.why, dana);
  await baton.rawPress(cardOf(lead), actionIds.why, marco);
  const all = () => JSON.stringify([baton.sandbox.state().messages, baton.sandbox.state().modals]);
  expect(all()).not.toContain('ana.maria');
  expect(all()).not.toMatch(/555.0137|5550137/);
  expect(cardOf(lead).text).toContain('company');
  await baton.press(cardOf(lead), actionIds.claim, dana);
  await baton.pass(2_000);
  expect(JSON.stringify(cardOf(lead).blocks)).toContain('ana.maria@company.example');
  expect(JSON.stringify(baton.thread(cardOf(lead)))).toContain('ana.maria@company.example');
});

test('without a ladder on the page nobody is told anything, as before', async () => {
  baton = await startBaton({ playbook: withLadder('', false) });
  const { lead } = await comes();
  await wait(30);
  await baton.press(cardOf(lead), actionIds.claim, marco);
  await wait(120);
  expect([await steps(lead), await stateOf(lead), inChannel(), dm(marco)]).toEqual([[], 'claimed', [], []]);
});
