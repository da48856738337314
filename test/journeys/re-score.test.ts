// The score after the hand-off, days later on a moved clock: card, event, and the rep who hears once.
import { afterEach, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { ViewState } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, buttonOf, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const rules = `  conduct:
    - { points: -2, when: silent, days: 1, because: Silent for a day }
    - { points: -40, when: silent, days: 4, because: Silent for four days }
`;
const playbook = () =>
  changedPlaybook((page) =>
    page
      .replace('  conduct:\n', rules)
      .replace('  start: 60', '  start: 50')
      .replace('firstTouchMinutes: 60', 'firstTouchMinutes: 0'),
  );

let baton: Baton;
afterEach(() => baton.stop());

const hours = (count: number) => baton.pass(count * 3_600_000);

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  test('a visitor who falls silent, and is back', async () => {
    baton = await startBaton({ kind, playbook: playbook() });
    const { lead } = await comes('silent');
    const card = () => baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead)!;
    const kinds = async () => (await baton.lead(lead)).events.map((event) => event.kind);
    const moved = async () => (await kinds()).filter((each) => /^(?:re-scored|cql)/.test(each));
    const heard = () => baton.sandbox.state().messages.filter(({ text }) => text.startsWith('No longer qualified\n'));
    await baton.press(card(), actionIds.claim, dana);
    const { score } = await baton.lead(lead);

    await hours(23);
    expect(await moved()).toEqual([]);
    await hours(2);
    expect(await moved()).toEqual(['re-scored']);
    expect(await baton.lead(lead)).toMatchObject({ score: score - 2 });
    expect(card().text).toContain(`${score - 2}, was ${score}: Silent for a day`);
    expect(card().text).not.toContain('No longer qualified');
    expect(heard()).toEqual([]);

    // The gap is longer than continuity bears.
    await hours(24);
    await baton.pass(10_000);
    expect(await moved()).toEqual(['re-scored', 'cql-lost']);
    expect(card().text).toContain('No longer qualified. ');
    expect(heard()).toHaveLength(1);
    await hours(50);
    await hours(24);
    expect(await moved()).toEqual(['re-scored', 'cql-lost', 're-scored']);
    expect(card().text).toContain(`${score - 42}, was ${score}: Silent for a day; Silent for four days`);
    expect(heard(), 'once').toHaveLength(1);

    await baton.say('silent', 'Sorry, I was away. We still want it.');
    await baton.say('silent', 'What would the next step be?');
    await baton.pass(5_000);
    expect((await moved()).slice(-1)).toEqual(['cql-regained']);
    expect(card().text).not.toMatch(/No longer qualified|, was \d/);
  });

  test('a customer is lost by a line of the rep while the lead sleeps', async () => {
    const page = changedPlaybook((text) =>
      text
        .replace('  conduct:\n', `  conduct:\n    - { points: -60, when: asked-again, because: Asked again }\n`)
        .replace('  start: 60', '  start: 50')
        .replace('firstTouchMinutes: 60', 'firstTouchMinutes: 0')
        .replace('\nroles:', `\ncustomers: { when: [{ field: size, atLeast: 50 }], tell: "${desk}" }\nroles:`),
    );
    baton = await startBaton({ kind, playbook: page });
    const { lead } = await comes('customer');
    const card = () => baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead)!;
    const messages = (start: string) => baton.sandbox.state().messages.filter(({ text }) => text.startsWith(start));
    const told = () => messages('A customer may be at risk\n');
    await baton.press(card(), actionIds.takeOver, dana);
    const { channel, ts } = card();
    const action = { ...buttonOf(card(), actionIds.more), selected_option: { value: `snooze:${lead}` } };
    const from = { message: { channel, ts } };
    await baton.sandbox.slack.act({ kind: 'press', user: dana, from, action });
    await baton.pass(0);
    await baton.submit(at(new Date(baton.clock.now.getTime() + 2 * 3_600_000)));

    baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
    const text = 'What is the best e-mail address to reach you?';
    await baton.sandbox.slack.act({ kind: 'say', user: dana, channel, threadTs: ts, text });
    await baton.sandbox.slack.settled();
    await baton.pass(10_000);
    const { events } = await baton.lead(lead);
    const moved = events.filter(({ kind: each }) => /^(?:cql|at-risk)/.test(each));
    expect(moved).toMatchObject([{ kind: 'cql-lost' }, { kind: 'at-risk', data: { counted: ['Asked again'] } }]);
    expect(told()).toMatchObject([{ channel: expect.any(String), text: expect.stringContaining('Asked again') }]);
    expect(JSON.stringify(told()[0]?.blocks)).toContain(`/archives/${channel}/p${ts.replace('.', '')}`);
    expect(messages('No longer qualified\n'), 'asleep').toEqual([]);

    await hours(2);
    await baton.pass(10_000);
    expect(messages('No longer qualified\n'), 'awake').toHaveLength(1);
    await hours(24);
    expect([told().length, messages('No longer qualified\n').length], 'once').toEqual([1, 1]);
  });

  test('a conversation that Baton has to take back while the visitor waits counts at once', async () => {
    const rule = '    - { points: -7, when: broken-hand-back, because: Left waiting }\n';
    baton = await startBaton({
      kind,
      playbook: changedPlaybook((text) => text.replace('  conduct:\n', `  conduct:\n${rule}`)),
    });
    const { lead } = await comes('left');
    const card = () => baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead)!;
    await baton.press(card(), actionIds.takeOver, dana);
    await baton.say('left', 'What would it cost us?');
    await baton.pass(20_000);
    const { score } = await baton.lead(lead);
    await baton.pass(20 * 60_000);
    const { events, score: after } = await baton.lead(lead);
    const last = events.filter(({ kind: each }) => each === 'handed-back' || each === 're-scored').slice(-2);
    expect(last.map(({ kind: each }) => each)).toEqual(['handed-back', 're-scored']);
    expect([last[1]?.at, after]).toEqual([last[0]?.at, score - 7]);
    expect(card().text).toContain(`${after}, was ${score}: Left waiting`);
  });
});

const desk = '#revenue-managers';
const zone = 'America/New_York';

/** A day and a time of day, as the modal gives them. */
function at(date: Date): ViewState {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(date);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(date);
  return {
    day: { value: { type: 'datepicker', selected_date: day } },
    time: { value: { type: 'timepicker', selected_time: time } },
  };
}

async function comes(conversation: string): Promise<{ lead: LeadId }> {
  await baton.say(
    conversation,
    "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
  );
  await baton.say(conversation, 'ana@company1.example');
  return baton.say(conversation, 'Yes, a call sounds good');
}
