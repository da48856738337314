// The menu of the card, over HTTP with the real Bolt app: read the conversation, give it away, let it sleep, pass it on, mark
// it as spam, look leads up, erase a person and whatever was posted of them.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { SandboxMessage, ViewState } from '../../src/sandbox/state.ts';
import { actionIds, globalShortcutIds, shortcutIds } from '../../src/slack/cards/actions.ts';
import type { More } from '../../src/slack/cards/more-menu.ts';
import { type Baton, buttonOf, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const { claim, undo, takeOver, more, erase } = actionIds;
const priya = 'U0PRIYA';
const managers = (page: string) => page.replace('managers: []', `managers: [${priya}]`);
/** Nobody has it alone at first, so that anybody may press at once. */
const oneTeam = (page: string) =>
  managers(page)
    .replace('exclusiveMinutes: 10', 'exclusiveMinutes: 0')
    .replace(
      '    reps: []\n',
      `    reps:\n      - { slack: ${dana}, name: Dana Reyes }\n      - { slack: ${marco}, name: Marco Lind }\n`,
    );
const twoTeams = (page: string) =>
  managers(page).replace(
    /^teams:\n/m,
    `teams:\n  - { id: giants, name: Giants, channel: "#revenue-managers", takes: [{ field: size, atLeast: 90000 }] }\n`,
  );

const minutes = (count: number) => count * 60_000;
const user = (id: string) => ({ value: { type: 'users_select', selected_user: id } });
const typed = (value: string) => ({ value: { type: 'plain_text_input', value } });
const at = (selected_date: string, selected_time: string): ViewState => ({
  day: { value: { type: 'datepicker', selected_date } },
  time: { value: { type: 'timepicker', selected_time } },
});
const select = (value: string) => ({ value: { type: 'static_select', selected_option: { value } } });

function inBaton(baton: () => Baton, named: string) {
  let count = 0;
  const cardOf = (lead: LeadId): SandboxMessage => {
    const card = baton()
      .cards()
      .findLast(({ metadata }) => metadata?.event_payload.lead === lead);
    if (card === undefined) throw new Error(`no card of ${lead}`);
    return card;
  };
  return {
    cardOf,
    async offered(line = 'Can I talk to a human?') {
      const conversation = `${named}-${++count}`;
      const { lead } = await baton().say(conversation, line);
      return { conversation, lead };
    },
    /** Chooses from the card's menu. */
    async choose(lead: LeadId, what: More, by = dana) {
      const card = cardOf(lead);
      const from = { message: { channel: card.channel, ts: card.ts } };
      const action = { ...buttonOf(card, more), selected_option: { value: `${what}:${lead}` } };
      const answer = await baton().sandbox.slack.act({ kind: 'press', user: by, from, action });
      await baton().pass(0);
      return answer;
    },
    modalOf: (by = dana) =>
      baton()
        .sandbox.state()
        .modals.findLast(({ user: whose }) => whose === by),
    kinds: async (lead: LeadId) => (await baton().lead(lead)).events.map(({ kind }) => kind),
    heard: (conversation: string) =>
      baton()
        .replies(conversation)
        .map(({ text }) => text),
    thread: (lead: LeadId) =>
      baton()
        .thread(cardOf(lead))
        .map(({ text }) => text),
  };
}

describe.each(['sqlite', 'postgres'] as const)('with one team, on %s', (kind) => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton({ kind, playbook: changedPlaybook(oneTeam) });
  });
  afterAll(() => baton.stop());
  const { offered, choose, cardOf, modalOf, kinds, heard, thread } = inBaton(() => baton, `actions-${kind}`);

  test('the transcript, to anybody, in any state', async () => {
    const { lead } = await offered();
    await choose(lead, 'transcript', marco);
    const shown = JSON.stringify(modalOf(marco)?.view);
    expect(shown).toContain('Can I talk to a human?');
    expect(shown).toContain(erase);
    await choose(lead, 'spam');
    await baton.pass(minutes(6));
    await choose(lead, 'transcript', dana);
    expect(JSON.stringify(modalOf(dana)?.view)).toContain('Can I talk to a human?');
  });

  test('reassign: the new rep has it, is told, and gets brief and transcript once', async () => {
    const { conversation, lead } = await offered();
    await baton.press(cardOf(lead), claim);
    await baton.press(cardOf(lead), takeOver);
    const before = thread(lead).filter((text) => text.includes('Can I talk to a human?')).length;
    await choose(lead, 'reassign');
    expect(await baton.submit({ to: user(marco), note: typed('You speak their language.') })).toEqual({ kind: 'done' });
    expect(await baton.lead(lead)).toMatchObject({ state: 'claimed', rep: { id: marco, name: 'Marco Lind' } });
    expect(cardOf(lead).text).toContain('Claimed by Marco Lind');
    expect(cardOf(lead).text).not.toContain('is talking to the visitor');
    expect(heard(conversation).at(-1)).toContain('Marco Lind from Northwind Analytics is taking over');
    const note = thread(lead).find((text) => text.includes('gave this lead to'));
    expect(note).toBe('Dana Reyes gave this lead to Marco Lind.\n“You speak their language.”');
    expect(thread(lead).filter((text) => text.includes('Can I talk to a human?'))).toHaveLength(before);
    const told = baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_given');
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('You have been given a lead');
    expect(JSON.stringify(told[0]?.blocks)).toContain('"type":"link"');
    // Whoever had it before is talking to nobody now.
    baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
    const { channel, ts: threadTs } = cardOf(lead);
    await baton.sandbox.slack.act({ kind: 'say', user: dana, channel, threadTs, text: 'Good luck with that one' });
    await baton.pass(minutes(1));
    expect(heard(conversation).join()).not.toContain('Good luck');
  });

  test('reassign: whoever cannot take it is said beside the choice, whoever may not give it away hears why', async () => {
    const { lead } = await offered();
    await choose(lead, 'reassign');
    const wrong = async (id: string) => {
      const answer = await baton.submit({ to: user(id), note: typed('') });
      return answer.kind === 'errors' ? answer.errors.to : answer.kind;
    };
    expect(await wrong('U0BATON')).toBe('That is an app. Choose a person.');
    expect(await wrong(dana)).toBe('That is you: press Claim on the card.');
    expect(await wrong('U0NOBODY')).toContain('Slack does not say who that is.');
    expect(await wrong(marco)).toBe('done');

    await choose(lead, 'reassign', dana);
    await expect.poll(() => baton.whispers(dana).at(-1)).toContain('Marco Lind');
    expect(modalOf(dana)).toBeUndefined();
    expect((await baton.lead(lead)).events.at(-1)).toMatchObject({
      kind: 'refused',
      by: dana,
      data: { act: 'reassign', why: 'taken' },
    });
    await choose(lead, 'reassign', priya);
    await baton.submit({ to: user(priya), note: typed('') }, priya);
    expect(await baton.lead(lead)).toMatchObject({ rep: { id: priya } });
  });

  test('reassign and claim at one moment: one winner, and the other knows', async () => {
    const { lead } = await offered();
    await choose(lead, 'reassign', dana);
    await Promise.all([
      baton.rawSubmit({ to: user(priya), note: typed('') }, dana),
      baton.rawPress(cardOf(lead), claim, marco),
    ]);
    await baton.pass(0);
    const { rep } = await baton.lead(lead);
    const won = (await kinds(lead)).filter((each) => each === 'claimed' || each === 'reassigned');
    expect(won).toHaveLength(1);
    expect(rep?.id).toBe(won[0] === 'claimed' ? marco : priya);
  });

  test('snooze: until a time of the rep’s own, then the thread calls them', async () => {
    const { lead } = await offered();
    await baton.press(cardOf(lead), claim);
    await choose(lead, 'snooze');
    expect(await baton.submit(at('2026-11-23', '08:00'))).toMatchObject({ errors: { time: /./ } });
    expect(await baton.submit(at('2027-03-30', '09:00'))).toMatchObject({ errors: { day: /./ } });
    const now = baton.clock.now;
    const in2h = new Date(now.getTime() + minutes(120));
    const clock = (date: Date) =>
      new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' }).format(date);
    const day = (date: Date) => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(date);
    await baton.submit(at(day(in2h), clock(in2h)));
    expect(cardOf(lead).text).toContain('Snoozed until');
    // Snoozing again replaces.
    const in3h = new Date(now.getTime() + minutes(180));
    await choose(lead, 'snooze');
    await baton.submit(at(day(in3h), clock(in3h)));
    await baton.pass(minutes(125));
    expect(thread(lead).join()).not.toContain('snoozed for is over');
    await baton.pass(minutes(60));
    expect(thread(lead).at(-1)).toContain('Dana Reyes: The time this lead was snoozed for is over.');
    expect(cardOf(lead).text).not.toContain('Snoozed until');
    expect((await kinds(lead)).filter((each) => /snooz|wok/.test(each))).toEqual(['snoozed', 'snoozed', 'woken']);
  });

  test('not my territory: it goes to the next rep, and when all have said so, to everybody', async () => {
    const { conversation, lead } = await offered();
    type Offered = { offer: { rep: { id: string } | null } };
    const whose = async () => (await baton.api<Offered>(`/api/leads/${lead}`)).offer.rep?.id;
    const first = (await whose()) ?? '';
    const second = first === dana ? marco : dana;
    await baton.press(cardOf(lead), claim, first);
    await choose(lead, 'territory', first);
    expect(await whose()).toBe(second);
    expect((await baton.lead(lead)).state).toBe('offered');
    expect(heard(conversation).at(-1)).toContain('finding the right colleague');
    expect(thread(lead).at(-1)).toContain('says this lead is not theirs. It goes to');
    await choose(lead, 'territory', second);
    expect(await whose()).toBeUndefined();
    await expect.poll(() => baton.whispers(second).at(-1)).toBe('Noted: it is not yours. Sales has it now.');
    const after = await kinds(lead);
    expect(after.filter((each) => each === 'misrouted')).toHaveLength(2);
    expect(after).not.toContain('rejected');
    await baton.press(cardOf(lead), claim, first);
    expect((await baton.lead(lead)).rep?.id).toBe(first);
  });

  test('spam: rejected at once, the visitor hears nothing, and it can be taken back', async () => {
    const { conversation, lead } = await offered();
    const before = heard(conversation).length;
    await choose(lead, 'spam');
    expect(await baton.lead(lead)).toMatchObject({ state: 'rejected', repVerdict: { reason: 'spam' } });
    expect(heard(conversation)).toHaveLength(before);
    await baton.press(cardOf(lead), undo);
    expect((await baton.lead(lead)).state).toBe('offered');
    expect(heard(conversation)).toHaveLength(before);
  });

  test('after an undo the next rep gets no line of the transcript a second time', async () => {
    const { lead } = await offered();
    await baton.press(cardOf(lead), claim, dana);
    await baton.press(cardOf(lead), undo, dana);
    await baton.press(cardOf(lead), claim, marco);
    expect(thread(lead).filter((text) => text.startsWith('Handover to'))).toHaveLength(2);
    const parts = baton.thread(cardOf(lead)).flatMap(({ metadata }) => {
      const [, from, to] = /^transcript:(\d+)-(\d+)$/.exec(String(metadata?.event_payload.note)) ?? [];
      return from === undefined ? [] : [[Number(from), Number(to)] as const];
    });
    expect(parts).toHaveLength(2);
    expect(parts[1]?.[0]).toBe((parts[0]?.[1] ?? 0) + 1);
  });

  test('shortcuts: find a lead in a modal that stays, hand a conversation back from its thread', async () => {
    const { conversation, lead } = await offered();
    await baton.say(conversation, 'ines@findme.example');
    const { slack } = baton.sandbox;
    await slack.act({ kind: 'shortcut', user: marco, callbackId: globalShortcutIds.find });
    const before = modalOf(marco);
    expect(await baton.submit({ typed: typed(' ') }, marco)).toMatchObject({ kind: 'errors' });
    await baton.submit({ typed: typed('findme') }, marco);
    expect(modalOf(marco)?.viewId).toBe(before?.viewId);
    expect(JSON.stringify(modalOf(marco)?.view)).toContain('1 lead matches');
    expect(JSON.stringify(modalOf(marco)?.view)).toContain(`/archives/${cardOf(lead).channel}/p`);

    await baton.press(cardOf(lead), takeOver, marco);
    const { channel, ts } = baton.thread(cardOf(lead)).at(-1) ?? cardOf(lead);
    await slack.act({ kind: 'shortcut', user: marco, callbackId: shortcutIds.handBack, message: { channel, ts } });
    await baton.pass(0);
    await expect.poll(() => baton.whispers(marco).at(-1)).toContain('Baton has the conversation again');
    await slack.act({ kind: 'say', user: marco, channel, text: 'Lunch?' });
    const lunch = baton.sandbox.state().messages.findLast(({ text }) => text === 'Lunch?');
    const message = { channel, ts: lunch?.ts ?? '' };
    await slack.act({ kind: 'shortcut', user: marco, callbackId: shortcutIds.handBack, message });
    await expect.poll(() => baton.whispers(marco).at(-1)).toContain('This works on a card of Baton’s');
  });
});

describe.each(['sqlite', 'postgres'] as const)('with two teams, on %s', (kind) => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton({ kind, playbook: changedPlaybook(twoTeams) });
  });
  afterAll(() => baton.stop());
  const { offered, choose, cardOf, modalOf, kinds, heard, thread } = inBaton(() => baton, `teams-${kind}`);

  test('not my territory: the card moves to the channel of the team that is chosen', async () => {
    const { conversation, lead } = await offered();
    const old = cardOf(lead);
    await baton.press(old, claim);
    await choose(lead, 'territory');
    expect(JSON.stringify(modalOf()?.view)).toContain('Giants');
    const told = heard(conversation).length;
    // The first answer of each call is lost: nothing is posted twice.
    for (const method of ['chat.update', 'chat.postMessage']) {
      baton.sandbox.slack.faults.add({ method, kind: 'lost-answer' });
    }
    expect(await baton.submit({ team: select('giants') })).toEqual({ kind: 'done' });
    for (let i = 0; i < 3; i++) await baton.pass(minutes(1));
    const card = cardOf(lead);
    expect(card.channel).toBe('C0MANAGERS');
    expect(baton.cards().filter(({ metadata }) => metadata?.event_payload.lead === lead)).toHaveLength(1);
    const left = baton.sandbox.state().messages.find(({ channel, ts }) => channel === old.channel && ts === old.ts);
    expect(left?.text).toContain('Moved to Giants. Its card is now in');
    expect(JSON.stringify(left?.blocks)).not.toContain('"actions"');
    expect(heard(conversation).slice(told)).toEqual([expect.stringContaining('finding the right colleague')]);
    // The new thread has nothing yet: whoever claims there gets it all.
    await baton.press(card, claim, priya);
    expect(thread(lead).some((text) => text.includes('Can I talk to a human?'))).toBe(true);
    expect((await kinds(lead)).filter((each) => each === 'posted')).toHaveLength(2);
  });

  test('erase: for managers only; nothing of the person is left, here or in Slack, and a late line begins anew', async () => {
    const marker = 'Zanzibarquux';
    const { conversation, lead } = await offered(`${marker} here, can I talk to a human?`);
    await baton.say(conversation, `${marker}@acme.example`);
    const other = await offered('We want to replace our reporting tool');
    await baton.say(other.conversation, `It is ${marker}@acme.example again, let me talk to a human`);
    const bystander = await offered('We want to replace our reporting tool, says bystander@acme.example');
    await baton.press(cardOf(lead), claim);
    await choose(lead, 'reassign');
    await baton.submit({ to: user(marco), note: typed(`${marker} likes you`) });
    await choose(lead, 'territory', marco);
    await baton.submit({ team: select('giants') }, marco);
    await baton.sandbox.slack.act({ kind: 'say', user: dana, channel: 'C0SDRLEADS', text: 'A word of a colleague' });
    await baton.press(cardOf(other.lead), claim);
    await baton.rawPress(cardOf(lead), claim, priya);
    const naming = () => baton.sandbox.state().messages.filter((message) => JSON.stringify(message).includes(marker));
    // Both cards, the one that moved, notes in their threads, and a direct message.
    expect(naming().length).toBeGreaterThan(5);

    const press = async (by: string) => {
      await choose(lead, 'transcript', by);
      const modal = modalOf(by);
      const blocks = (modal?.view.blocks ?? []) as { block_id?: string; elements?: { action_id?: string }[] }[];
      const row = blocks.find(({ elements }) => elements?.some(({ action_id }) => action_id === erase));
      const action = { type: 'button', action_id: erase, block_id: row?.block_id ?? '', value: lead };
      const from = { view: modal?.viewId ?? '' };
      await baton.sandbox.slack.act({ kind: 'press', user: by, from, action });
      return () => JSON.stringify(modalOf(by)?.view);
    };
    const refused = await press(dana);
    expect(refused()).toContain('Only managers may do this: Priya');
    expect((await baton.lead(lead)).events.at(-1)).toMatchObject({ kind: 'refused', by: dana, data: { act: 'erase' } });
    expect(await dump(baton)).toContain(marker);

    baton.sandbox.slack.faults.add({ method: 'chat.delete', kind: 'lost-answer' });
    const done = await press(priya);
    expect(done()).toContain('Erased, with 2 conversations');
    expect(done()).not.toContain(marker);
    expect(await dump(baton)).not.toContain(marker);
    for (let i = 0; i < 5; i++) await baton.pass(minutes(2));
    expect(await dump(baton)).not.toContain(marker);
    expect(naming().map(({ text }) => text)).toEqual([]);
    expect(baton.sandbox.state().messages.map(({ text }) => text)).toContain('A word of a colleague');
    expect(await baton.app.deps.queue.counts()).toMatchObject({ buried: 0 });

    const log = await baton.api<{ items: { lead: string; kind: string; by: string; data: object }[] }>(
      '/api/events?limit=1000',
    );
    const erased = log.items.filter((event) => event.kind === 'erased');
    expect(erased).toMatchObject([
      { by: priya, data: { conversations: 2 } },
      { by: priya, data: { conversations: 2 } },
    ]);
    expect(new Set(erased.map((event) => event.lead))).toEqual(new Set([lead, other.lead]));
    expect((await fetch(`${baton.app.url}/api/leads/${lead}`, bearer)).status).toBe(404);
    expect((await baton.lead(bystander.lead)).messages.length).toBeGreaterThan(0);

    const late = await baton.say(conversation, 'Hello, it is me again');
    expect(late.lead).not.toBe(lead);
    expect((await baton.lead(late.lead)).messages[0]?.text).toBe('Hello, it is me again');
  });
});

const bearer = { headers: { authorization: 'Bearer token-for-tests' } };

/** Everything that is stored, queue rows included. */
async function dump({ app }: Baton): Promise<string> {
  const { q, kind } = app.deps.db;
  const tables =
    kind === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'passages%'`
      : sql<{ name: string }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name
          from pg_tables where schemaname in ('public', 'graphile_worker')`;
  const all: unknown[] = [];
  for (const { name } of (await tables.execute(q)).rows) {
    all.push((await sql`select * from ${sql.raw(kind === 'sqlite' ? `"${name}"` : name)}`.execute(q)).rows);
  }
  return JSON.stringify(all);
}

test('nobody is given a lead whose card they cannot see', async () => {
  const playbook = changedPlaybook((page) => page.replace('channel: "#sdr-leads"', 'channel: "#revenue-managers"'));
  const baton = await startBaton({ playbook });
  const { offered, choose } = inBaton(() => baton, 'unseen');
  try {
    const { lead } = await offered();
    await choose(lead, 'reassign');
    const to = (id: string) => baton.submit({ to: user(id), note: typed('') });
    expect(await to(marco)).toMatchObject({ errors: { to: expect.stringContaining('cannot see the card') } });
    expect(await to(priya)).toEqual({ kind: 'done' });
  } finally {
    await baton.stop();
  }
});
