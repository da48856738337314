// A visitor books in the chat: qualifies, is offered three times, says which, and is told when the calendar has it. And what
// they hear when it is not so simple: a taken slot, no room, a rep who talks to them, a calendar that does not answer.
import { afterEach, expect, test } from 'vitest';
import type { Job } from '../../src/core/job.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { startOpenAiSandbox } from '../../src/sandbox/openai/openai-sandbox.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { getLead } from '../../src/store/lead.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const hour = 3_600_000;
const minute = 60_000;

const playbook = ({ booking = 'inChat: true', reps = `{ slack: ${dana}, name: Dana Reyes }`, managers = '[]' } = {}) =>
  changedPlaybook((page) =>
    page
      .replace(/^ladder:\n(?: .*\n)*/m, '')
      .replace(/^ {2}managers: \[\]/m, `  managers: ${managers}`)
      .replace(
        /^teams:[\s\S]*?(?=^\S)/m,
        `teams:
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    zone: Europe/Berlin
    hours: { mon-fri: 09:00-18:00 }
    booking: { noticeMinutes: 240, ${booking} }
    reps: [${reps}]
`,
      ),
  );

let baton: Baton;
let stopModel: (() => Promise<unknown>) | undefined;
afterEach(async () => {
  await baton.stop();
  await stopModel?.();
  stopModel = undefined;
});

let count = 0;
/** A visitor who qualifies at once. */
async function qualifies(lines?: readonly string[]) {
  const conversation = `chat-${++count}`;
  const said = lines ?? [
    "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
    `ana@company${count}.example`,
    'Yes, a call sounds good',
  ];
  let told = await baton.say(conversation, said[0] ?? '');
  for (const line of said.slice(1)) told = await baton.say(conversation, line);
  const { lead } = told;
  return {
    lead,
    conversation,
    lines: () => baton.replies(conversation).map(({ text }) => text),
    last: () => baton.replies(conversation).at(-1)?.text ?? '',
    say: async (text: string) => {
      await baton.say(conversation, text);
      return baton.replies(conversation).at(-1)?.text ?? '';
    },
    events: async (kind: string) => (await baton.lead(lead)).events.filter((event) => event.kind === kind),
    state: async () => (await baton.lead(lead)).state,
  };
}

async function seen(id: LeadId): Promise<Lead> {
  const lead = await getLead(baton.app.deps.db, id);
  if (lead === undefined) throw new Error('The lead is gone.');
  return lead;
}

const stood = () =>
  baton.sandbox.google
    .calendars()
    .flatMap(({ owner, events }) =>
      events
        .filter(({ id, status }) => id.startsWith('baton') && status !== 'cancelled')
        .map(({ startsAt }) => ({ owner: owner.split('@')[0], startsAt })),
    );

test.each(['sqlite', 'postgres'] as const)(
  'qualifies, sees three times, says "the second one", and is told once it stands in the calendar (%s)',
  async (kind) => {
    baton = await startBaton({ kind, playbook: playbook() });
    const visitor = await qualifies();
    expect(visitor.lines().at(-2)).toContain("One moment, I'm looking at Dana Reyes's calendar.");
    expect(visitor.last()).toBe(
      [
        'Which of these times suits you?',
        '1. Tuesday 24 November, 09:00 (Berlin time)',
        '2. Wednesday 25 November, 12:00 (Berlin time)',
        '3. Thursday 26 November, 09:00 (Berlin time)',
        'Just answer with its number, or tell me which other day would be better.',
      ].join('\n'),
    );
    expect(baton.cards()).toHaveLength(1);
    expect(baton.cards()[0]?.text).toContain('Offered to the visitor: Tue, Nov 24');

    expect(await visitor.say('the second one please')).toContain(
      `It's in the calendar: Wednesday 25 November, 12:00 (Berlin time), with Dana Reyes from Northwind Analytics. The invitation goes to ana@company${count}.example.`,
    );
    expect(visitor.lines()).toContain("One moment, I'm putting it into the calendar.");
    expect(stood()).toEqual([{ owner: expect.any(String), startsAt: '2026-11-25T11:00:00.000Z' }]);
    expect(await visitor.state()).toBe('booked');
    expect((await visitor.events('offered'))[0]?.data).toMatchObject({ inChat: true });
    const { booking } = await baton.api<{ booking: Record<string, unknown> }>('/api/stats');
    expect(booking).toMatchObject({ inChat: 1, handedOff: 0, booked: { chat: 1, page: 0, rep: 0 } });
  },
);

test('a time that went meanwhile is said, and others are offered at once', async () => {
  baton = await startBaton({ playbook: playbook() });
  const first = await qualifies();
  const second = await qualifies();
  expect(first.last()).toContain('1. Tuesday 24 November, 09:00');
  expect(second.last()).toContain('1. Tuesday 24 November, 09:00');
  expect(await first.say('1')).toContain("It's in the calendar");
  const told = await second.say('1');
  expect(told).toContain("I'm sorry, Tuesday 24 November, 09:00 (Berlin time) was taken");
  expect(told).toContain('Which of these times suits you?');
  expect(told).not.toMatch(/^\d\. Tuesday 24 November, 09:00/m);
  expect(await second.say('the first')).toContain("It's in the calendar");
  expect(new Set(stood().map(({ startsAt }) => startsAt)).size).toBe(2);
});

test.each(['sqlite', 'postgres'] as const)('four who choose the same time at once: one has it (%s)', async (kind) => {
  baton = await startBaton({ kind, playbook: playbook() });
  const visitors = [await qualifies(), await qualifies(), await qualifies(), await qualifies()];
  await Promise.all(visitors.map(({ conversation }) => baton.write(conversation, 'Tuesday at 9')));
  await baton.pass(1_100);
  expect(stood().map(({ startsAt }) => startsAt)).toEqual(['2026-11-24T08:00:00.000Z']);
  const told = visitors.map(({ last }) => last());
  expect(told.filter((text) => text.includes("It's in the calendar: Tuesday 24 November, 09:00"))).toHaveLength(1);
  expect(told.filter((text) => text.includes('Which of these times suits you?'))).toHaveLength(3);
});

test('a time that a colleague put into the calendar meanwhile is noticed when it is asked', async () => {
  baton = await startBaton({ playbook: playbook() });
  const visitor = await qualifies();
  await baton.pass(10 * minute);
  const { owner: email } = baton.sandbox.google.calendars().find(({ owner }) => owner.startsWith('dana'))!;
  const [startsAt, endsAt] = ['2026-11-24T08:00:00.000Z', '2026-11-24T09:00:00.000Z'];
  baton.sandbox.google.act({ kind: 'add-busy', email, title: 'Dentist', startsAt, endsAt });
  await visitor.say('1');
  const told = visitor.lines().slice(-2).join('\n');
  expect(told).toContain('was taken before it could go into the calendar');
  expect(told).toContain('Which of these times suits you?');
  expect(stood()).toEqual([]);
  expect(await visitor.state()).toBe('offered');
});

test('another wish, then a weekday: times around what they asked for', async () => {
  baton = await startBaton({ playbook: playbook() });
  const visitor = await qualifies();
  const told = await visitor.say('can we do Thursday afternoon instead?');
  expect(told.match(/^\d\. Thursday 26 November, 1[2-7]:/gm)).toHaveLength(3);
  const exact = await visitor.say('Friday at 3pm?');
  expect(exact).toContain('Friday 27 November, 15:00 (Berlin time) is open. Shall I put it into the calendar?');
  expect(await visitor.say('yes please')).toContain("It's in the calendar: Friday 27 November, 15:00 (Berlin time)");
});

test('on their own clock, once they say where they are', async () => {
  baton = await startBaton({ playbook: playbook() });
  const visitor = await qualifies();
  const told = await visitor.say("I'm in London");
  expect(told).toContain('1. Tuesday 24 November, 08:00 (London time)');
  expect(await visitor.say('08:00 on Tuesday')).toContain('Tuesday 24 November, 08:00 (London time)');
  expect(stood()).toMatchObject([{ startsAt: '2026-11-24T08:00:00.000Z' }]);
});

test('in German, from the first line to the invitation', async () => {
  baton = await startBaton({ playbook: playbook() });
  const visitor = await qualifies([
    'Hallo, wir möchten unser Reporting bis Ende März ablösen, wir sind 50 Leute und das entscheide ich allein',
    `ana@firma${count}.example`,
    'Ja, ein Telefonat passt gut',
    'Etwa 20.000 Euro im Jahr',
  ]);
  expect(visitor.last()).toContain('Welche dieser Zeiten passt Ihnen?');
  expect(visitor.last()).toContain('2. Mittwoch, 25. November, 12:00 Uhr (Ortszeit Berlin)');
  await visitor.say('Mittwoch passt mir');
  expect(await visitor.state()).toBe('booked');
});

test.each([
  ['the playbook hands off', { booking: 'inChat: false' }, 'off'],
  ['one of its rules does not hold', { booking: 'inChat: [{ field: size, atLeast: 200 }]' }, 'rules'],
  ['nobody has room', { reps: `{ slack: ${dana}, name: Dana Reyes, atOnce: 0 }` }, 'nobody'],
])('%s: handed off as ever', async (_why, page, notInChat) => {
  if (notInChat === 'nobody') {
    // Whoever has as many as they may gets no more.
    baton = await startBaton({ playbook: playbook({ reps: `{ slack: ${dana}, name: Dana Reyes, atOnce: 1 }` }) });
    const busy = await qualifies();
    await busy.say('thank you');
  } else baton = await startBaton({ playbook: playbook(page) });
  const visitor = await qualifies();
  expect(visitor.last()).toContain('The team now has our whole conversation');
  expect(visitor.lines().join('\n')).not.toContain('Which of these times');
  expect((await visitor.events('offered'))[0]?.data).toMatchObject({ inChat: false, notInChat });
});

test('its rules hold: booked in the chat', async () => {
  baton = await startBaton({ playbook: playbook({ booking: 'inChat: [{ field: size, atLeast: 20 }]' }) });
  expect((await qualifies()).last()).toContain('Which of these times suits you?');
});

test('a calendar that does not answer: the ordinary words, once, and the event says why', async () => {
  baton = await startBaton({ playbook: playbook() });
  baton.sandbox.google.faults.add({ method: 'POST', path: '/freeBusy', kind: 'error', status: 503, times: 50 });
  const visitor = await qualifies();
  await baton.pass(hour);
  const told = visitor.lines().filter((text) => text.includes('The team now has our whole conversation'));
  expect(told).toHaveLength(1);
  expect(visitor.lines().join('\n')).not.toContain('Which of these times');
  expect((await visitor.events('proposed'))[0]?.data).toMatchObject({ times: [], why: 'unreachable' });
});

test('while a rep talks to them, Baton reads no choice into their words', async () => {
  baton = await startBaton({ playbook: playbook() });
  const visitor = await qualifies();
  await baton.press(baton.cards()[0]!, actionIds.takeOver);
  const before = visitor.lines().length;
  await visitor.say('2');
  await baton.pass(20_000);
  expect(visitor.lines()).toHaveLength(before);
  expect(stood()).toEqual([]);
});

test('chose nothing: asked once more, then their rep is told in working time, once', async () => {
  baton = await startBaton({ playbook: playbook({ booking: 'inChat: true, nudgeMinutes: 60, alertMinutes: 240' }) });
  const visitor = await qualifies();
  await baton.press(baton.cards()[0]!, actionIds.claim);
  await baton.pass(61 * minute);
  expect(visitor.last()).toContain("No hurry: if you'd still like to talk");
  expect(visitor.last()).toContain('2. Wednesday 25 November, 12:00 (Berlin time)');
  const told = () => baton.sandbox.state().messages.filter(({ text }) => text.includes('Qualified but not booked'));
  // From 15:00 in Berlin three hours of that day count, and one of the next.
  await baton.pass(10 * hour);
  expect(told()).toHaveLength(0);
  await baton.pass(8 * hour);
  await baton.pass(minute);
  expect(told()).toHaveLength(1);
  await baton.pass(24 * hour);
  expect(told()).toHaveLength(1);
  expect(visitor.lines().filter((text) => text.includes('No hurry'))).toHaveLength(1);
  expect(await visitor.events('nudged')).toHaveLength(2);
});

test('nobody has claimed either: the managers hear of it', async () => {
  baton = await startBaton({
    playbook: playbook({ booking: 'inChat: true, alertMinutes: 60', managers: `[${marco}]` }),
  });
  const visitor = await qualifies();
  await baton.pass(61 * minute);
  await baton.pass(minute);
  const told = baton.sandbox.state().messages.filter(({ text }) => text.includes('Qualified but not booked'));
  expect(told).toHaveLength(1);
  expect((await visitor.events('nudged')).at(-1)?.data).toMatchObject({ to: [marco] });
});

test('each of its jobs run once more does nothing more', async () => {
  baton = await startBaton({ playbook: playbook({ booking: 'inChat: true, nudgeMinutes: 60, alertMinutes: 60' }) });
  const visitor = await qualifies();
  const { db, queue, now } = baton.app.deps;
  const again = async (...jobs: Job[]) => {
    await db.inTx((tx) =>
      queue.enqueue(
        tx,
        jobs.map((job) => ({ job })),
      ),
    );
    await baton.pass(0);
  };
  const { booking } = await seen(visitor.lead);
  const message = booking?.proposed?.message ?? 0;
  const asked = {
    kind: 'propose-times',
    lead: visitor.lead,
    after: message - 1,
    want: null,
    not: [],
    notice: null,
  } as const;
  const lines = visitor.lines().length;
  await again(asked, asked);
  expect(visitor.lines()).toHaveLength(lines);
  await baton.pass(61 * minute);
  await baton.pass(minute);
  const nudged = visitor.lines().length;
  expect(nudged).toBe(lines + 1);
  await again(
    { kind: 'nudge-visitor', lead: visitor.lead, message },
    { kind: 'alert-rep', lead: visitor.lead, message, dueAt: now().toISOString() },
  );
  await baton.pass(minute);
  expect(visitor.lines()).toHaveLength(nudged);
  expect(baton.sandbox.state().messages.filter(({ text }) => text.includes('Qualified but not booked'))).toHaveLength(
    1,
  );
});

test('whoever wrote since is not asked again', async () => {
  baton = await startBaton({ playbook: playbook() });
  const visitor = await qualifies();
  await visitor.say('We use spreadsheets today, by the way');
  await baton.pass(2 * hour);
  expect(visitor.lines().join('\n')).not.toContain('No hurry');
});

test('whoever booked is neither asked again nor told of', async () => {
  baton = await startBaton({ playbook: playbook() });
  const visitor = await qualifies();
  await visitor.say('2');
  await baton.pass(10 * hour);
  expect(visitor.lines().join('\n')).not.toContain('No hurry');
  expect(await visitor.events('nudged')).toEqual([]);
});

test('moved and cancelled in the chat, where there is no page for it', async () => {
  baton = await startBaton({ playbook: playbook() });
  const visitor = await qualifies();
  await visitor.say('2');
  expect(await visitor.say('Can we move the meeting?')).toContain('Which of these times suits you?');
  await visitor.say('the third');
  expect(visitor.last()).toContain('The meeting has moved');
  expect(stood()).toHaveLength(1);
  expect(await visitor.say('I need to cancel')).toContain('Shall I cancel the meeting on');
  expect(await visitor.say('no, sorry')).toContain('nothing changes');
  expect(await visitor.say('please cancel the meeting')).toContain('Shall I cancel the meeting on');
  await visitor.say('yes');
  expect(visitor.last()).toContain('is cancelled');
  expect(stood()).toEqual([]);
  expect(await visitor.say('could we talk on Friday afternoon?')).toMatch(/^1\. Friday 27 November, 1[2-7]:/m);
  expect(await visitor.say('1')).toContain("It's in the calendar: Friday 27 November");
});

test('where visitors have a page, the chat names it for more times, and to move or cancel', async () => {
  baton = await startBaton({ playbook: playbook(), selfService: true });
  const visitor = await qualifies();
  const page = /You can choose another time here: (http:\S+)/.exec(visitor.last())?.[1] ?? '';
  expect((await fetch(page)).status).toBe(200);
  await visitor.say('2');
  expect(await visitor.say('I need to cancel')).toContain('you can move or cancel it here: http');
  expect(stood()).toHaveLength(1);
});

test('a model interviews, and Baton alone speaks of times', async () => {
  const model = await startOpenAiSandbox();
  stopModel = model.stop;
  baton = await startBaton({ playbook: playbook(), openAi: model });
  // The stand-in hears nothing: what it missed is found when the interview ends.
  const visitor = await qualifies([
    "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
    'ana@model.example',
    'Please book a call with us',
    ...Array.from({ length: 7 }, () => 'We use spreadsheets today'),
  ]);
  expect(visitor.last()).toContain('Which of these times suits you?');
  const turns = async () => (await visitor.events('answered')).map(({ data }) => data.interviewer);
  const before = (await turns()).length;
  await visitor.say('2');
  expect((await turns()).slice(before)).toEqual(['guided']);
  expect(await visitor.state()).toBe('booked');
});
