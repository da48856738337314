// Baton's home, its commands and its messages tab: whatever a rep sets there is what routing reads with the next lead, managers
// set it for others, everybody else is told who may; all of it over HTTP and over the socket.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goAway } from '../../src/flows/set-availability.ts';
import type { ActAnswer, PressedAction } from '../../src/sandbox/state.ts';
import { actionIds, globalShortcutIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const priya = 'U0PRIYA';
const team = `
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    hours: { mon-fri: 09:00-17:00 }
    reps:
      - { slack: ${dana}, name: Dana Reyes }
      - { slack: ${marco}, name: Marco Lind }
`;
const withTeam = () =>
  changedPlaybook((page) =>
    page.replace(/^teams:[\s\S]*?(?=^\S)/m, `teams:${team}\n`).replace('managers: []', `managers: [${priya}]`),
  );

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('over %s', (_by, socket) => {
  let baton: Baton;
  let started: string;
  beforeAll(async () => {
    baton = await startBaton({ socket, playbook: withTeam() });
    await baton.pass(0);
    // Monday, nine in the morning in New York.
    started = baton.clock.now.toISOString();
  });
  afterAll(() => baton.stop());

  type View = { blocks: { block_id?: string; elements?: { action_id?: string; type: string }[] }[] };
  const home = (user = dana) => baton.sandbox.state().homes[user] as View | undefined;
  const modal = (user = dana) => baton.sandbox.state().modals.findLast((open) => open.user === user);
  const shown = (view: unknown) => JSON.stringify(view ?? null);
  const open = async (user = dana) => {
    await baton.sandbox.slack.act({ kind: 'open-home', user });
    await expect.poll(() => home(user)).toBeDefined();
  };
  const elementIn = (view: View | undefined, id: string, chosen: object = {}): PressedAction => {
    for (const { block_id = '', elements = [] } of view?.blocks ?? []) {
      const found = elements.find(({ action_id }) => action_id === id);
      if (found !== undefined) return { ...found, action_id: id, block_id, ...chosen };
    }
    throw new Error(`There is no ${id} in ${shown(view)}.`);
  };
  const press = (id: string, { user = dana, chosen = {} }: { user?: string; chosen?: object } = {}) =>
    baton.sandbox.slack.act({ kind: 'press', user, from: { home: true }, action: elementIn(home(user), id, chosen) });
  const pressInModal = (id: string, user: string, chosen: object = {}): Promise<ActAnswer> => {
    const { viewId, view } = modal(user) ?? { viewId: '', view: undefined };
    const action = elementIn(view as View | undefined, id, chosen);
    return baton.sandbox.slack.act({ kind: 'press', user, from: { view: viewId }, action });
  };
  const option = (value: string) => ({ selected_option: { text: { type: 'plain_text', text: 'x' }, value } });
  const command = async (text: string, user = dana) => {
    const channel = baton.sandbox.state().channels.find(({ name }) => name === 'sdr-leads')?.id ?? '';
    const answers = baton.whispers(user).length;
    await baton.sandbox.slack.act({ kind: 'command', user, channel, command: '/baton', text });
    await expect.poll(() => baton.whispers(user).length).toBe(answers + 1);
    return baton.whispers(user).at(-1);
  };
  const direct = (user = dana) => {
    const name = baton.sandbox.state().users.find(({ id }) => id === user)?.name;
    return baton.sandbox.state().channels.find(({ id, name: of }) => id.startsWith('D') && of === name)?.id ?? '';
  };
  const ask = async (text: string, user = dana) => {
    await baton.sandbox.slack.act({ kind: 'say', user, channel: direct(user), text });
    await baton.pass(0);
    const all = baton.sandbox.state().messages.filter(({ channel }) => channel === direct(user));
    const line = all.findLast(({ user: by }) => by === user);
    return all.filter(({ user: by, threadTs }) => by !== user && threadTs === line?.ts).map((each) => each.text);
  };
  type Logged = { items: { kind: string; by: string; lead: string | null; data: Record<string, unknown> }[] };
  const logged = async (kind: string) =>
    (await baton.api<Logged>('/api/events?limit=1000')).items
      .filter((event) => event.kind === kind)
      .map(({ by, lead, data }) => ({ by, lead, data }));
  let count = 0;
  const nextLeadGoesTo = async () => {
    const { lead } = await baton.say(`home-${++count}`, 'I am Ana Reyes. Can I talk to a human?');
    type Offered = { offer: { rep: { id: string } | null } };
    return (await baton.api<Offered>(`/api/leads/${lead}`)).offer.rep?.id ?? null;
  };
  const date = (selected_date: string) => ({ value: { type: 'datepicker', selected_date } });

  test('a rep finds their leads, the queue, their day and their numbers', async () => {
    await open();
    expect(shown(home())).toContain('You have claimed no lead yet');
    expect(shown(home())).toContain('You are in until ');
    expect(shown(home())).toContain('Mon–Fri 09:00-17:00 (America/New_York), as the playbook says');
    expect(shown(home())).not.toContain('Settings');
    expect(await nextLeadGoesTo()).toBe(dana);
    await open();
    expect(shown(home())).toContain('1 lead waits for a rep');
  });

  test('whoever sets themselves away gets no lead from then on, and the home says so at once', async () => {
    await press(actionIds.setAway);
    await expect.poll(() => modal()?.view.callback_id).toBe('baton_away_modal');
    expect(await baton.submit({ from_day: date('2026-11-23'), back_day: date('2026-11-20') })).toMatchObject({
      kind: 'errors',
      errors: { back_day: 'This is before the absence begins.' },
    });
    const filled = {
      from_day: date('2026-11-23'),
      back_day: date('2026-11-25'),
      note: { value: { type: 'plain_text_input', value: 'At the fair' } },
    };
    expect(await baton.submit(filled)).toEqual({ kind: 'done' });
    await expect.poll(() => shown(home())).toContain('At the fair');
    expect(modal()).toBeUndefined();
    expect(await nextLeadGoesTo()).toBe(marco);
    expect(await nextLeadGoesTo()).toBe(marco);
    const back = '2026-11-25T05:00:00.000Z';
    expect(await logged('went-away')).toEqual([
      { by: dana, lead: null, data: { rep: dana, from: expect.any(String), until: back, note: 'At the fair' } },
    ]);
    await press(actionIds.comeBack);
    await expect.poll(() => shown(home())).toContain('You are in until ');
    expect(await nextLeadGoesTo()).toBe(dana);
  });

  test('hours, limits and what to be told are chosen in the home', async () => {
    await press(actionIds.setHours);
    await expect.poll(() => modal()?.view.callback_id).toBe('baton_hours_modal');
    const text = (value: string) => ({ value: { type: 'plain_text_input', value } });
    const own = { whose: { value: { type: 'radio_buttons', ...option('own') } } };
    const week = { ...own, mon: text('nine to five') };
    expect(await baton.submit(week)).toMatchObject({ kind: 'errors', errors: { mon: expect.any(String) } });
    await baton.submit({ ...own, mon: text('10:00-12:00, 13:00-17:30'), zone: text('America/New_York') });
    await expect.poll(() => shown(home())).toContain('Mon 10:00-12:00, 13:00-17:30');
    expect(shown(home())).toContain('You are off; back ');
    expect(await nextLeadGoesTo()).toBe(marco);

    await press(actionIds.atOnce, { chosen: option(`${dana}:3`) });
    await press(actionIds.notify, { chosen: option(`${dana}:mine`) });
    await press(actionIds.setQuiet);
    await expect.poll(() => modal()?.view.callback_id).toBe('baton_quiet_modal');
    const time = (selected_time: string) => ({ value: { type: 'timepicker', selected_time } });
    await baton.submit({ from: time('20:00'), until: time('08:00') });
    await expect.poll(() => shown(home())).toContain('20:00–08:00, no mentions and no messages');
    expect(shown(home())).toContain('"text":"3"');
    expect(await logged('changed-preferences')).toContainEqual({
      by: dana,
      lead: null,
      data: { rep: dana, notify: 'mine', quiet: { from: 1200, until: 1920 } },
    });
  });

  test('a manager sees the team and the settings, and sets a rep’s hours; a rep may not', async () => {
    await open(priya);
    expect(shown(home(priya))).toContain('The team');
    expect(shown(home(priya))).toContain('Settings');
    expect(shown(home(priya))).toContain('Interviewer');
    expect(shown(home(priya))).not.toContain(baton.env.SLACK_BOT_TOKEN);
    await press(actionIds.chooseRep, { user: priya, chosen: { selected_user: dana } });
    await expect.poll(() => modal(priya)?.view.callback_id).toBe('baton_rep_modal');
    await pressInModal(actionIds.atOnce, priya, option(`${dana}:playbook`));
    await pressInModal(actionIds.setHours, priya);
    await expect.poll(() => modal(priya)?.view.callback_id).toBe('baton_hours_modal');
    expect(await baton.submit({ whose: { value: { type: 'radio_buttons', ...option('playbook') } } }, priya)).toEqual({
      kind: 'done',
    });
    await expect.poll(() => modal(priya)).toBeUndefined();
    expect(await logged('changed-habits')).toContainEqual({
      by: priya,
      lead: null,
      data: { rep: dana, hours: null, zone: null },
    });
    expect(await nextLeadGoesTo()).toBe(dana);

    await open(marco);
    expect(shown(home(marco))).not.toContain(actionIds.chooseRep);
    const absence = { from: baton.clock.now.toISOString(), until: null, note: '' };
    const refused = await goAway(baton.app.deps, { rep: dana, by: marco }, absence);
    expect(refused).toEqual({ kind: 'only', who: ['Priya Shah'], groups: false });
    expect(await logged('refused')).toEqual([{ by: marco, lead: null, data: { act: 'set-others-hours' } }]);
    expect(await nextLeadGoesTo()).not.toBeNull();
  });

  test('commands answer, understand a sentence, and say what they understood', async () => {
    expect(await command('stats')).toMatch(/^Leads now\n\d+ waiting for a rep\nLast 7 days\n/);
    expect(await command('playbook')).toMatch(/^The playbook of Northwind Analytics\nBaton asks, in this order\n/);
    expect(await command('stast')).toMatch(/^Baton does not know “stast”\. Did you mean \/baton stats\?/);
    expect(await command('who is waiting?')).toMatch(/leads wait for a rep/);
    expect(await command('away until friday')).toMatch(/^You are away until Fri, Nov 27 at 00:00 EST\./);
    expect(await nextLeadGoesTo()).toBe(marco);
    expect(await command('away when pigs fly')).toMatch(/^Baton did not understand when you are away/);
    expect(await command('back')).toMatch(/^Welcome back/);
    expect(await command('back')).toMatch(/^You were not away/);
  });

  test('whoever writes to Baton gets the same answers beneath their line, once', async () => {
    await baton.sandbox.slack.act({ kind: 'open-home', user: dana });
    expect(await ask('Who is waiting?')).toEqual([await command('queue')]);
    expect(await ask('why Ana Reyes?')).toEqual([expect.stringContaining('Why: Ana Reyes')]);
    expect(await ask('stats')).toEqual([await command('stats')]);
    expect(await ask('hello')).toEqual([expect.stringContaining('What you can type')]);
    expect(await ask('Sing me a song')).toEqual([expect.stringMatching(/^Baton does not know “Sing me a song”/)]);
    expect(await ask('I’m away tomorrow afternoon')).toEqual([
      expect.stringMatching(/^You will be away from Tue, Nov 24 at 12:00 EST until Wed, Nov 25 at 00:00 EST/),
    ]);
    await open();
    expect(shown(home())).toContain('Call off 24 Nov 2026');
    await press(actionIds.callOff);
    await expect.poll(() => shown(home())).not.toContain('Call off');

    baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'lost-answer', times: 1 });
    await baton.sandbox.slack.act({ kind: 'say', user: dana, channel: direct(), text: 'mine' });
    for (let i = 0; i < 3; i++) await baton.pass(10_000);
    const lines = baton.sandbox.state().messages.filter(({ channel }) => channel === direct());
    const line = lines.findLast(({ user }) => user === dana);
    expect(lines.filter(({ threadTs, ts }) => threadTs === line?.ts && ts !== line?.ts)).toHaveLength(1);
    expect(baton.clock.now.toISOString() > started).toBe(true);
  });
});

test('whoever is in no team’s channel sees no lead, and does a minute after they joined', async () => {
  const playbook = changedPlaybook((page) => page.replace('channel: "#sdr-leads"', 'channel: "#baton-ops"'));
  const baton = await startBaton({ playbook });
  try {
    const ask = async (user: string, text = 'queue') => {
      const channel = baton.sandbox.state().channels.find(({ name }) => name === 'sdr-leads')?.id ?? '';
      await baton.sandbox.slack.act({ kind: 'command', user, channel, command: '/baton', text });
      return baton.whispers(user).at(-1) ?? '';
    };
    expect(await ask(marco)).toMatch(/^No lead waits/);
    await baton.pass(0);
    await baton.say('strangers', 'I am Ana Reyes. Can I talk to a human?');
    expect(await ask(dana)).toContain('Ana Reyes');
    expect(await ask(marco, 'help')).toContain('What you can type');
    const turnedAway = /^Leads are shown to those who are in a team’s channel:\n#baton-ops\n/;
    expect(await ask(marco)).toMatch(turnedAway);
    expect(await ask(marco, 'who is Ana Reyes?')).toMatch(turnedAway);
    await baton.sandbox.slack.act({ kind: 'open-home', user: marco });
    expect(JSON.stringify(baton.sandbox.state().homes[marco])).toContain('Leads are shown to those');
    expect(JSON.stringify(baton.sandbox.state().homes[marco])).not.toContain('Ana Reyes');
    await baton.sandbox.slack.act({ kind: 'shortcut', user: marco, callbackId: globalShortcutIds.find });
    const typed = { typed: { value: { type: 'plain_text_input', value: 'Ana' } } };
    expect(await baton.submit(typed, marco)).toMatchObject({
      kind: 'errors',
      errors: { typed: expect.stringContaining('#baton-ops. Join yours.') },
    });
    await baton.pass(0);
    const direct =
      baton.sandbox.state().channels.find(({ id, name }) => id.startsWith('D') && name === 'marco')?.id ?? '';
    await baton.sandbox.slack.act({ kind: 'say', user: marco, channel: direct, text: 'who is waiting?' });
    await baton.pass(0);
    expect(baton.sandbox.state().messages.findLast(({ channel }) => channel === direct)?.text).toMatch(turnedAway);
    type Logged = { items: { kind: string; by: string; data: object }[] };
    const { items } = await baton.api<Logged>('/api/events?limit=1000');
    expect(items.filter(({ kind }) => kind === 'refused').map(({ by, data }) => ({ by, data }))).toEqual(
      Array.from({ length: 5 }, () => ({ by: marco, data: { act: 'ask' } })),
    );

    const joined = baton.sandbox.slack.snapshot();
    joined.channels.find(({ name }) => name === 'baton-ops')?.members.push(marco);
    baton.sandbox.slack.restore(joined);
    expect(await ask(marco)).toMatch(turnedAway);
    await baton.pass(0);
    expect(await ask(marco)).toContain('Ana Reyes');
  } finally {
    await baton.stop();
  }
});
