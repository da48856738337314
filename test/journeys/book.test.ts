// A rep books from the card, over HTTP with the real Bolt app and the real Google client: free times open in a modal, what was
// chosen goes into the calendar, and only what the calendar has is told as booked. And whatever gets in between.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { SandboxMessage } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, buttonOf, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { problemsOfView } from '../support/slack-limits.ts';

const priya = 'U0PRIYA';
const mail = { [dana]: 'dana.reyes@acme.example', [marco]: 'marco.lind@acme.example' } as const;
const minute = 60_000;
const { claim, book, move, cancelMeeting, held, noShow } = actionIds;

/** Dana and Marco work in Berlin from nine to six; there are two kinds of meetings. */
const playbook = changedPlaybook((page) =>
  page
    .replace(/^ladder:\n(?: .*\n)*/m, '')
    .replace('managers: []', `managers: [${priya}]`)
    .replace(
      /^teams:[\s\S]*?(?=^\S)/m,
      `booking:
  noticeMinutes: 60
  daysAhead: 14
  meetings:
    - { id: call, label: Call, minutes: [30, 45] }
    - { id: demo, label: Demo, minutes: [60], with: [${marco}] }
teams:
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    zone: Europe/Berlin
    hours: { mon-fri: 09:00-18:00 }
    reps: [{ slack: ${dana}, name: Dana Reyes }, { slack: ${marco}, name: Marco Lind }]
`,
    ),
);

type View = { viewId: string; view: Record<string, unknown> & { blocks: Block[] } };
type Option = { text: { text: string }; value: string };
type Block = {
  type: string;
  block_id: string;
  element?: { type: string; option_groups?: { options: Option[] }[] };
  elements?: { action_id: string; options?: Option[] }[];
};

let count = 0;

function booking(baton: () => Baton) {
  const shown = (user: string = dana): View => {
    const modal = baton()
      .sandbox.state()
      .modals.findLast((open) => open.user === user);
    if (modal === undefined) throw new Error(`${user} has no modal open.`);
    return modal as unknown as View;
  };
  const isOpen = (user: string = dana) =>
    baton()
      .sandbox.state()
      .modals.some((open) => open.user === user);
  const timeInput = (user?: string) => shown(user).view.blocks.find(({ block_id }) => block_id.startsWith('time:'));
  const options = (user?: string): Option[] =>
    timeInput(user)?.element?.option_groups?.flatMap((group) => group.options) ?? [];
  const optionAt = (time: string, user?: string): Option => {
    const found = options(user).find(({ text }) => text.text.startsWith(time));
    if (found === undefined) throw new Error(`No option ${time}: ${options(user).map(({ text }) => text.text)}`);
    return found;
  };
  const cardOf = (lead: LeadId): SandboxMessage => {
    const card = baton()
      .cards()
      .findLast(({ metadata }) => metadata?.event_payload.lead === lead);
    if (card === undefined) throw new Error(`no card of ${lead}`);
    return card;
  };
  const rawChoose = (action: string, chosen: Record<string, unknown> = {}, user: string = dana) => {
    const { viewId, view } = shown(user);
    const button = buttonOf({ blocks: view.blocks } as unknown as SandboxMessage, action);
    return baton().sandbox.slack.act({ kind: 'press', user, from: { view: viewId }, action: { ...button, ...chosen } });
  };
  return {
    shown,
    isOpen,
    cardOf,
    rawChoose,
    says: (user?: string) => JSON.stringify(shown(user).view),
    times: (user?: string) => options(user).map(({ text }) => text.text),
    /** A lead that Dana has claimed. */
    async claimed({ line = 'Can I talk to a human? I am Ada,', email = true, by = dana } = {}) {
      const conversation = `book-${++count}`;
      const { lead } = await baton().say(conversation, email ? `${line} ada${count}@acme.example` : line);
      await baton().press(cardOf(lead), claim, by);
      return { lead, conversation };
    },
    async open(lead: LeadId, action: string = book, user: string = dana) {
      const answer = await baton().press(cardOf(lead), action, user);
      expect(problemsOfView(shown(user).view)).toEqual([]);
      return answer;
    },
    async choose(action: string, chosen: Record<string, unknown> = {}, user: string = dana) {
      const answer = await rawChoose(action, chosen, user);
      await baton().pass(0);
      expect(problemsOfView(shown(user).view)).toEqual([]);
      return answer;
    },
    async submit(time: string, { guest, user = dana }: { guest?: string; user?: string } = {}) {
      const { block_id: id } = timeInput(user) ?? { block_id: 'time:' };
      const state = { [id]: { value: { type: 'static_select', selected_option: optionAt(time, user) } } };
      const typed = guest === undefined ? {} : { guest: { value: { type: 'email_text_input', value: guest } } };
      return baton().rawSubmit({ ...state, ...typed } as never, user);
    },
    async confirm(time: string, about: { guest?: string; user?: string } = {}) {
      const { block_id: id } = timeInput(about.user) ?? { block_id: 'time:' };
      const state = { [id]: { value: { type: 'static_select', selected_option: optionAt(time, about.user) } } };
      const typed =
        about.guest === undefined ? {} : { guest: { value: { type: 'email_text_input', value: about.guest } } };
      return baton().submit({ ...state, ...typed } as never, about.user);
    },
    /** What stands in somebody's calendar of ours. */
    stands: (rep: keyof typeof mail = dana) =>
      baton()
        .sandbox.google.calendars()
        .filter(({ owner }) => owner === mail[rep])
        .flatMap(({ events }) => events)
        .filter(({ id, status }) => id.startsWith('baton') && status !== 'cancelled')
        .map(({ startsAt }) => startsAt)
        .sort(),
    addBusy: (startsAt: string, endsAt: string, rep: keyof typeof mail = dana) =>
      baton().sandbox.google.act({ kind: 'add-busy', email: mail[rep], title: 'Dentist', startsAt, endsAt }),
    heard: (conversation: string) =>
      baton()
        .replies(conversation)
        .map(({ text }) => text),
    thread: (lead: LeadId) =>
      baton()
        .thread(cardOf(lead))
        .map(({ text }) => text),
    kinds: async (lead: LeadId) => (await baton().lead(lead)).events.map(({ kind }) => kind),
    buttons: (lead: LeadId) =>
      (cardOf(lead).blocks as Block[])
        .filter(({ type }) => type === 'actions')
        .flatMap(({ elements = [] }) => elements.map(({ action_id }) => action_id)),
  };
}

describe.each(['sqlite', 'postgres'] as const)('from the card, on %s', (kind) => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton({ kind, playbook });
  });
  afterAll(() => baton.stop());
  const of = booking(() => baton);

  test('claim, Book, choose: in the calendar, on the card, and told to the visitor', async () => {
    const { lead, conversation } = await of.claimed();
    // Their calendar was read when they claimed.
    await baton.rawPress(of.cardOf(lead), book);
    expect(of.times().length).toBeGreaterThan(0);
    await baton.pass(61_000);
    await baton.rawPress(of.cardOf(lead), book);
    expect(of.says()).toContain('Reading the calendars…');
    await baton.pass(0);
    expect(of.says()).toContain('In Berlin time (yours). The visitor’s time zone is not known.');
    expect(of.times()[0]).toBe('Mon 23 Nov, 16:30');
    expect(await of.submit('Tue 24 Nov, 09:00')).toEqual({ kind: 'done' });
    expect(of.says()).toContain('Asking the calendar for Tue 24 Nov, 09:00 (Berlin time)…');
    expect(of.stands()).toEqual([]);
    expect(of.heard(conversation).join('\n')).not.toContain('in the calendar');
    await baton.pass(0);
    expect(of.stands()).toEqual(['2026-11-24T08:00:00.000Z']);
    expect(of.says()).toContain('"Booked: "');
    expect(of.says()).toContain('The invitation goes to');
    expect(of.cardOf(lead).text).toContain('Booked: ');
    expect(of.buttons(lead)).toEqual([move, cancelMeeting, actionIds.takeOver, actionIds.why, actionIds.more]);
    expect(of.heard(conversation).at(-1)).toContain("It's in the calendar: Tuesday 24 November, 09:00 (Berlin time)");
    expect(of.thread(lead).at(-1)).toContain('Booked: Call');
    expect((await baton.lead(lead)).state).toBe('booked');
  });

  test('the same time for two leads: the second reads that it is taken, and what is free', async () => {
    const [one, two] = [await of.claimed(), await of.claimed({ by: marco })];
    await of.open(one.lead);
    // Marco gives it to Dana’s calendar, as anybody may.
    await of.open(two.lead, book, marco);
    await of.choose(actionIds.slotHost, { selected_user: dana }, marco);
    const time = 'Tue 24 Nov, 10:00';
    expect(await of.confirm(time)).toEqual({ kind: 'done' });
    expect(await of.confirm(time, { user: marco })).toEqual({ kind: 'done' });
    expect(of.says(marco)).toContain('Tue 24 Nov, 10:00 has just been taken.');
    expect(of.times(marco)).not.toContain(time);
    expect(of.times(marco).length).toBeGreaterThan(0);
    expect(of.stands()).toContain('2026-11-24T09:00:00.000Z');
    expect((await baton.lead(two.lead)).state).toBe('claimed');
    expect(await of.confirm('Tue 24 Nov, 11:00', { user: marco })).toEqual({ kind: 'done' });
    expect(of.says(marco)).toContain('"Booked: "');
  });

  test('a colleague puts something there while the modal is open: fresh times in the same modal', async () => {
    const { lead } = await of.claimed();
    await of.open(lead);
    of.addBusy('2026-11-24T13:00:00.000Z', '2026-11-24T14:00:00.000Z');
    const { viewId } = of.shown();
    expect(await of.confirm('Tue 24 Nov, 14:00')).toEqual({ kind: 'done' });
    expect(of.shown().viewId).toBe(viewId);
    expect(of.says()).toContain('Tue 24 Nov, 14:00 has just been taken.');
    expect(of.times()).not.toContain('Tue 24 Nov, 14:00');
    expect(of.thread(lead).at(-1)).toContain('Not booked: Call');
    expect(await of.confirm('Tue 24 Nov, 15:00')).toEqual({ kind: 'done' });
    expect(of.stands()).toContain('2026-11-24T14:00:00.000Z');
  });

  test('other rep, other kind, other length, together, later days', async () => {
    const { lead } = await of.claimed();
    await of.open(lead);
    await of.choose(actionIds.slotHost, { selected_user: marco });
    expect(of.says()).toContain(`"initial_user":"${marco}"`);
    await of.choose(actionIds.slotLength, { selected_option: { value: '45' } });
    await of.choose(actionIds.slotWith, { selected_users: [dana] });
    expect(of.says()).toContain(`"initial_users":["${dana}"]`);
    const [first] = of.times();
    await of.choose(actionIds.laterSlots);
    expect(of.times()).not.toContain(first);
    const [later = ''] = of.times();
    await of.choose(actionIds.earlierSlots);
    expect(of.times()[0]).toBe(first);
    await of.choose(actionIds.laterSlots);
    await of.confirm(later);
    expect(of.says()).toContain('"Booked: "');
    const { rep, ...seen } = await baton.lead(lead);
    expect([seen.state, rep?.id]).toEqual(['booked', marco]);
    expect(of.stands(marco)).toHaveLength(1);
    const { channel, ts } = of.cardOf(lead);
    // Dana comes along: it is a meeting of hers too, on the lead that is Marco's now.
    await baton.sandbox.slack.act({ kind: 'open-home', user: dana });
    await expect.poll(() => JSON.stringify(baton.sandbox.state().homes[dana])).toContain(`/p${ts.replace('.', '')}`);
    await baton.sandbox.slack.act({ kind: 'command', user: dana, channel, command: '/baton', text: 'mine' });
    await expect.poll(() => baton.whispers().at(-1)).toMatch(/^Your \d+ meetings\n/);
    const demo = await of.claimed();
    await of.open(demo.lead);
    await of.choose(actionIds.slotKind, { selected_option: { value: 'demo' } });
    expect(of.says()).toContain(`"initial_users":["${marco}"]`);
    expect(of.says()).toContain('Demo · 60 min');
  });

  test('why not at nine on a Sunday, in plain words; and a time that is free says so', async () => {
    const { lead } = await of.claimed();
    await of.open(lead);
    const at = (iso: string) => ({ selected_date_time: Date.parse(iso) / 1_000 });
    await of.choose(actionIds.askSlot, at('2026-11-29T08:00:00.000Z'));
    expect(of.says()).toContain('Why not Sun 29 Nov, 09:00?');
    expect(of.says()).toContain('Dana Reyes does not work then: there it is 09:00 on Sun 29 Nov.');
    await of.choose(actionIds.askSlot, at('2026-12-01T08:00:00.000Z'));
    expect(of.says()).toContain('Tue 1 Dec, 09:00 is free, and chosen above.');
    expect(of.times()).toContain('Tue 1 Dec, 09:00');
  });

  test('three times to the visitor: they read them, and one of them becomes the meeting', async () => {
    const { lead, conversation } = await of.claimed();
    await of.open(lead);
    await Promise.all([of.rawChoose(actionIds.sendTimes), of.rawChoose(actionIds.sendTimes)]);
    await baton.pass(0);
    expect(of.says()).toContain('Sent to the visitor');
    expect(of.heard(conversation).at(-1)).toMatch(/1\. .*\n2\. .*\n3\. /);
    expect(of.cardOf(lead).text).toContain('Offered to the visitor: ');
    expect(of.thread(lead).at(-1)).toContain('by Dana Reyes');
    expect((await of.kinds(lead)).filter((each) => each === 'proposed')).toHaveLength(1);
    await baton.say(conversation, 'The first one, please');
    expect(of.heard(conversation).at(-1)).toContain("It's in the calendar");
    expect(of.thread(lead).at(-1)).toContain('by the visitor');
    expect(await baton.lead(lead)).toMatchObject({ state: 'booked', rep: { id: dana } });
  });

  test('no address is known: it is asked for, and invited', async () => {
    const { lead } = await of.claimed({ email: false, line: 'Can I talk to a human?' });
    await of.open(lead);
    const [first = ''] = of.times();
    expect(await of.submit(first)).toMatchObject({ kind: 'errors' });
    expect(await of.confirm(first, { guest: 'ada@elsewhere.example' })).toEqual({ kind: 'done' });
    expect(of.says()).toContain('The invitation goes to ada@elsewhere.example.');
  });

  test('move: one event, at the new time; the visitor hears of it', async () => {
    const { lead, conversation } = await of.claimed();
    await of.open(lead);
    await of.confirm('Wed 25 Nov, 09:00');
    await of.open(lead, move);
    expect(of.says()).toContain('Now Wed 25 Nov, 09:00. It stays until the calendar has the new time.');
    await of.confirm('Wed 25 Nov, 16:00');
    expect(of.stands()).toContain('2026-11-25T15:00:00.000Z');
    expect(of.stands()).not.toContain('2026-11-25T08:00:00.000Z');
    expect(of.heard(conversation).at(-1)).toContain('The meeting has moved');
    expect(of.thread(lead).at(-1)).toContain('Moved: ');
  });

  test('cancel: out of the calendar, Book is back, and the visitor is told', async () => {
    const { lead, conversation } = await of.claimed();
    await of.open(lead);
    await of.confirm('Thu 26 Nov, 09:00');
    expect(of.stands()).toContain('2026-11-26T08:00:00.000Z');
    await baton.press(of.cardOf(lead), cancelMeeting);
    expect(of.stands()).not.toContain('2026-11-26T08:00:00.000Z');
    expect(of.buttons(lead)[0]).toBe(book);
    expect(of.cardOf(lead).text).toContain('Cancelled: Call');
    expect(of.thread(lead).at(-1)).toContain('Cancelled: Call');
    expect(of.heard(conversation).at(-1)).toContain('is cancelled');
  });

  test('the calendar is down: it is said, and another try finds times', async () => {
    const { lead } = await of.claimed();
    await baton.pass(2 * minute);
    baton.sandbox.google.faults.add({ path: '/freeBusy', kind: 'http', status: 503, times: 9 });
    await of.open(lead);
    expect(of.says()).toContain('The calendar does not answer.');
    baton.sandbox.google.faults.clear();
    await of.choose(actionIds.slotsAgain);
    expect(of.times().length).toBeGreaterThan(0);
  });

  test('closed midway: nothing breaks, and the meeting stands all the same', async () => {
    const { lead } = await of.claimed();
    await baton.pass(2 * minute);
    await baton.rawPress(of.cardOf(lead), book);
    await baton.sandbox.slack.act({ kind: 'close', user: dana, viewId: of.shown().viewId });
    await baton.pass(0);
    expect(of.isOpen()).toBe(false);
    const updates = () => baton.sandbox.slack.calls.filter(({ method }) => method === 'views.update').length;
    const once = updates();
    await baton.pass(minute);
    expect(updates()).toBe(once);
    await of.open(lead);
    const [first = ''] = of.times();
    await of.submit(first);
    await baton.sandbox.slack.act({ kind: 'close', user: dana, viewId: of.shown().viewId });
    await baton.pass(0);
    expect((await baton.lead(lead)).state).toBe('booked');
    expect((await baton.app.deps.queue.buried()).length).toBe(0);
  });

  test('the answer of Slack gets lost, while times are shown and when it is booked: both are drawn again', async () => {
    const { lead } = await of.claimed();
    await baton.pass(2 * minute);
    const lose = () => baton.sandbox.slack.faults.add({ method: 'views.update', kind: 'lost-answer' });
    const updates = () => baton.sandbox.slack.calls.filter(({ method }) => method === 'views.update').length;
    lose();
    const before = updates();
    await of.open(lead);
    await baton.pass(minute);
    expect(updates()).toBe(before + 2);
    const [first = ''] = of.times();
    lose();
    await of.confirm(first);
    await baton.pass(minute);
    expect(of.says()).toContain('"Booked: "');
    expect(updates()).toBe(before + 4);
    expect((await of.kinds(lead)).filter((each) => each === 'booked')).toHaveLength(1);
  });

  test('pressed twice: one drawing wins, one meeting is made', async () => {
    const { lead } = await of.claimed();
    await of.open(lead);
    await Promise.all([of.rawChoose(actionIds.laterSlots), of.rawChoose(actionIds.laterSlots)]);
    await baton.pass(0);
    expect(of.times().length).toBeGreaterThan(0);
    const [first = ''] = of.times();
    const before = of.stands().length;
    await Promise.all([of.submit(first), of.submit(first)]);
    await baton.pass(0);
    expect(of.stands()).toHaveLength(before + 1);
  });

  test('whoever has no calendar is told what to do; their colleague may still be chosen', async () => {
    const { lead } = await of.claimed();
    await of.open(lead);
    await of.choose(actionIds.slotHost, { selected_user: 'U0BATON' });
    expect(of.says()).toContain('Baton finds no calendar of Baton’s.');
    expect(of.says()).toContain('They let it in from Baton’s Home');
    await of.choose(actionIds.slotHost, { selected_user: marco });
    expect(of.times().length).toBeGreaterThan(0);
  });

  test('somebody else’s lead is not theirs to book, but a manager’s it is', async () => {
    const { lead } = await of.claimed();
    await baton.press(of.cardOf(lead), book, marco);
    await expect.poll(() => baton.whispers(marco).at(-1)).toContain('Dana Reyes claimed this lead');
    await of.open(lead, book, priya);
    expect(of.says(priya)).toContain(`"initial_user":"${dana}"`);
  });

  test('once it has begun: held closes it, a no-show gives it back', async () => {
    const [one, two] = [await of.claimed(), await of.claimed()];
    await of.open(one.lead);
    await of.confirm('Fri 27 Nov, 09:00');
    await of.open(two.lead);
    await of.confirm('Fri 27 Nov, 10:00');
    expect(of.buttons(one.lead)).not.toContain(held);
    await baton.pass(Date.parse('2026-11-27T07:59:00.000Z') - baton.clock.now.getTime());
    expect(of.buttons(one.lead)).not.toContain(held);
    await baton.pass(2 * minute);
    expect(of.buttons(one.lead).slice(0, 2)).toEqual([held, noShow]);
    await baton.press(of.cardOf(one.lead), held);
    expect(await baton.lead(one.lead)).toMatchObject({ state: 'closed' });
    expect(of.cardOf(one.lead).text).toContain('Held: Call');
    await baton.pass(Date.parse('2026-11-27T09:35:00.000Z') - baton.clock.now.getTime());
    const question = baton.thread(of.cardOf(two.lead)).findLast(({ text }) => text.includes('was the meeting held?'));
    if (question === undefined) throw new Error('Nobody was asked.');
    await baton.press(question, noShow);
    expect(await baton.lead(two.lead)).toMatchObject({ state: 'claimed', rep: { id: dana } });
    expect(of.cardOf(two.lead).text).toContain('The visitor did not come: Call');
    expect(of.buttons(two.lead)[0]).toBe(book);
    expect(of.heard(two.conversation).at(-1)).toContain('it seems we missed each other');
  });

  test('a calendar that cannot be read counts as busy, and is named', async () => {
    const { google } = baton.sandbox;
    const board = { id: 'board@group.example', owner: mail[marco], name: 'Board', zone: 'Europe/Berlin' };
    google.share(
      { ...board, isReadable: false, hasMeet: false },
      { account: mail[marco], role: 'reader', selected: true, hidden: false },
    );
    const { lead } = await of.claimed();
    await baton.pass(2 * minute);
    await of.open(lead);
    await of.choose(actionIds.slotHost, { selected_user: marco });
    expect(of.says()).toContain('No time is free up to ');
    expect(of.says()).toContain('Marco Lind is busy at all of them.');
    expect(of.says()).toMatch(/Marco Lind’s calendar “[^”]+” could not be read/);
  });

  test('Slack refused nothing of all this', () => {
    expect(baton.sandbox.state().troubles).toEqual([]);
  });
});
