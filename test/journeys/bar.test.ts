// Verdicts move the bar, week by week with a moved clock: reps judge, Monday looks, managers answer, and the next lead is
// judged by what came of it.
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import type { TeamBar } from '../../src/core/team-bar.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { readTeamBars } from '../../src/store/bars.ts';
import { putLabel } from '../../src/store/labels.ts';
import { insertLead } from '../../src/store/lead.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { quiet } from '../support/databases.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { aLead } from '../support/leads.ts';

const priya = 'U0PRIYA';
const managed = (more: (page: string) => string = (page) => page) =>
  changedPlaybook((page) =>
    more(page.replace(/^ladder:\n(?: .*\n)*/m, '').replace('managers: []', `managers: [${priya}, ${marco}]`)),
  );

let baton: Baton;
afterEach(() => baton.stop());
afterAll(() => vi.resetConfig());

/** Each is many conversations of several lines. */
vi.setConfig({ testTimeout: 60_000 });

const day = 86_400_000;
let count = 0;

/** A visitor who just reaches the bar, or one who says more and is well above it. */
async function comes(more = 'Yes, a call sounds good'): Promise<LeadId> {
  const n = ++count;
  await baton.say(
    `bar-${n}`,
    `Hi, ${more === rich ? more : ''} we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision`,
  );
  await baton.say(`bar-${n}`, `ana@company${n}.example`);
  return (await baton.say(`bar-${n}`, 'Yes, a call sounds good')).lead;
}
const rich = 'I am Ana Reyes from Oriel Labs, our budget is $20,000, we use Tableau today.';

const cardOf = (lead: LeadId) => {
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error('no card');
  return card;
};
const reject = async (lead: LeadId, reason: string) => {
  await baton.press(cardOf(lead), actionIds.reject);
  await baton.submit({ reason: { value: { type: 'static_select', selected_option: { value: reason } } } });
};
const bar = async (): Promise<TeamBar> => {
  const { db, playbook } = baton.app.deps;
  const [first] = await readTeamBars(db, { playbook, now: baton.clock.now.toISOString() });
  if (first === undefined) throw new Error('no bar');
  return first;
};
/** The Monday after the clock's week, when it is nine there. */
const monday = async () => {
  const { now } = baton.clock;
  const days = (8 - now.getUTCDay()) % 7 || 7;
  baton.clock.now = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days, 14));
  await baton.pass(0);
};
const told = (user = priya) => {
  const { channels, messages } = baton.sandbox.state();
  const ids = channels.filter(({ dmWith }) => dmWith === user).map(({ id }) => id);
  return messages.filter(({ channel, metadata }) => ids.includes(channel) && metadata?.event_type === 'baton_bar');
};
const lastTold = (user = priya) => {
  const message = told(user).at(-1);
  if (message === undefined) throw new Error('nobody was told');
  return message;
};
const barEvents = async () => {
  const { items } = await baton.api<{
    items: { kind: string; by: string; lead: string | null; data: Record<string, unknown> }[];
  }>('/api/events?limit=1000');
  return items.filter(({ kind }) => kind.startsWith('bar-') || kind === 'thumbed');
};

/** A conversation of the past, as the store keeps it. */
async function past(change: Partial<Lead>, judged?: { accepted: boolean }): Promise<LeadId> {
  const { db, newId } = baton.app.deps;
  const id = newId('lead');
  const lead = aLead({
    id,
    conversation: id,
    bar: { team: 'sales', points: 60 },
    offer: null,
    state: 'nurturing',
    verdict: 'borderline',
    ...change,
  });
  await db.inTx(async (tx) => {
    await insertLead(tx, lead);
    const { score, createdAt: at } = lead;
    if (judged !== undefined) {
      await putLabel(tx, { lead: id, team: 'sales', at, score, ...judged, reason: null, by: dana, from: 'verdict' });
    }
  });
  return id;
}
const ago = (days: number) => new Date(baton.clock.now.getTime() - days * day).toISOString();

/** What `/baton bar` shows this person. */
const ask = async (user: string) => {
  const channel = baton.sandbox.state().channels.find(({ name }) => name === 'sdr-leads')?.id ?? '';
  await baton.sandbox.slack.act({ kind: 'command', user, channel, command: '/baton', text: 'bar' });
  const shown = baton.sandbox.state().messages.findLast(({ onlyFor }) => onlyFor === user);
  if (shown === undefined) throw new Error('no answer');
  return shown;
};
const reads = (user: string, what: RegExp) => expect.poll(() => baton.whispers(user).at(-1)).toMatch(what);

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  test('what reps reject moves the bar on Monday, and the next lead is judged by it', async () => {
    baton = await startBaton({ kind, playbook: managed() });
    for (let i = 0; i < 5; i++) await reject(await comes(rich), 'not_qualified');
    expect((await bar()).state.bar).toBe(60);
    await monday();
    expect((await bar()).state.bar).toBe(63);
    expect(lastTold().text).toMatch(
      /^The bar of Sales: 63\nThe bar goes up from 60 to 63: going by 5 verdicts, reps accept 50 % of leads that score/,
    );
    expect([told().length, told(marco).length, told(dana).length]).toEqual([1, 1, 0]);
    const [event] = await barEvents();
    const data = { before: 60, after: 63, labels: 5, interval: [expect.any(Number), expect.any(Number)] };
    expect(event).toMatchObject({ kind: 'bar-moved', by: 'baton', lead: null, data });
    const next = await comes(rich);
    expect(cardOf(next).text).toContain('bar 63');
    expect((await baton.lead(next)).events.find(({ kind: each }) => each === 'offered')?.data.bar).toBe(63);
    expect((await baton.api<{ bars: object[] }>('/api/stats')).bars).toMatchObject([{ team: 'sales', bar: 63 }]);
    await baton.pass(60_000);
    expect([told().length, (await barEvents()).length]).toEqual([1, 1]);

    await baton.press(await ask(priya), actionIds.barRollBack, priya);
    await reads(priya, /^The bar of Sales is back at 60\. Monday may move it again/);
    expect((await bar()).state.bar).toBe(60);
    expect((await barEvents()).at(-1)).toMatchObject({
      kind: 'bar-rolled-back',
      by: priya,
      data: { before: 63, after: 60 },
    });
  });

  test('a move that would halve the posts is proposed: one manager approves, the other reads who', async () => {
    baton = await startBaton({ kind, playbook: managed() });
    for (let i = 0; i < 7; i++) await reject(await comes(), 'not_qualified');
    await monday();
    expect((await bar()).state.bar).toBe(60);
    const [first, second] = [lastTold(), lastTold(marco)];
    expect(first.text).toMatch(/stays at 60 until a manager approves 63/);
    expect(first.text).toMatch(
      /At 63, these 7 of the last four weeks would flip:\n.*61 of 100, qualified, would be borderline/,
    );
    await baton.press(first, actionIds.barFlips, priya);
    expect(JSON.stringify(baton.sandbox.state().modals.at(-1)?.view)).toContain('these 7 of the last four weeks');

    await baton.press(first, actionIds.barApprove, priya);
    await reads(priya, /^The bar of Sales is 63 now/);
    for (const late of [actionIds.barApprove, actionIds.barHold]) {
      await baton.press(second, late, marco);
      await reads(marco, /^Priya Shah approved the move .*nothing was changed\. The bar of Sales is 63/);
    }
    expect((await barEvents()).map(({ kind: each }) => each)).toEqual(['bar-proposed', 'bar-approved']);
    const next = await comes();
    expect((await baton.lead(next)).card).toBeNull();
  });
});

test('held, locked, unlocked, aimed elsewhere: Monday keeps to it', async () => {
  baton = await startBaton({ playbook: managed() });
  for (let i = 0; i < 7; i++) await reject(await comes(), 'not_qualified');
  await monday();
  await baton.press(lastTold(), actionIds.barHold, priya);
  await reads(priya, /^The bar of Sales stays at 60/);
  await baton.press(lastTold(), actionIds.barLock, priya);
  await baton.press(lastTold(marco), actionIds.barLock, marco);
  await reads(marco, /^Priya Shah has locked it already/);
  await monday();
  expect(lastTold().text).toMatch(/The bar stays at 60 because it is locked; going by 7 verdicts/);
  await baton.press(lastTold(), actionIds.barUnlock, priya);
  await baton.press(lastTold(), actionIds.barAim, priya);
  const wrong = await baton.submit({ share: { value: { type: 'plain_text_input', value: '99' } } }, priya);
  expect(JSON.stringify(wrong)).toContain('Write a whole number from 5 to 95');
  await baton.submit({ share: { value: { type: 'plain_text_input', value: '20' } } }, priya);
  expect((await bar()).share).toBe(0.2);
  await monday();
  expect(lastTold().text).toMatch(/reps accept 20 % of leads/);
  expect((await ask(dana)).text).toContain('Reps should accept 20% of leads that just reach it');
  const kinds = (await barEvents()).map(({ kind }) => kind);
  expect(kinds.slice(0, 6)).toEqual([
    'bar-proposed',
    'bar-held',
    'bar-locked',
    'bar-stayed',
    'bar-unlocked',
    'bar-target',
  ]);
});

test('duplicates and spam teach the guards, and a claim that was taken back teaches nothing', async () => {
  baton = await startBaton({ playbook: managed() });
  for (const reason of ['duplicate', 'wrong_territory', 'existing_customer', 'competitor', 'spam', 'duplicate']) {
    await reject(await comes(), reason);
  }
  const taken = await comes();
  await baton.press(cardOf(taken), actionIds.claim);
  await baton.press(cardOf(taken), actionIds.undo);
  await monday();
  expect((await bar()).change).toMatchObject({ kind: 'collecting', labels: 0 });
  expect(lastTold().text).toContain('0 of the 5 verdicts that it takes to move it are there');
});

test('near misses are asked about with their words; a thumb is a label and may be changed', async () => {
  baton = await startBaton({ playbook: managed() });
  for (let i = 0; i < 8; i++) await past({ score: 50 + i, createdAt: ago(-1) });
  await monday();
  const message = lastTold();
  expect(message.text).toContain('3 near misses of last week. Should a rep have seen them?');
  expect(message.text).toContain('“one dashboard for our board instead of twelve spreadsheets”');
  expect(lastTold(marco).text).toBe(message.text);
  await baton.press(message, actionIds.thumbUp, priya);
  await reads(priya, /^Noted: it should have been posted/);
  await baton.press(lastTold(marco), actionIds.thumbUp, marco);
  await reads(marco, /^You have said so already/);
  await baton.press(message, actionIds.thumbDown, priya);
  await reads(priya, /^Noted: rightly not posted/);
  const thumbs = (await barEvents()).filter(({ kind }) => kind === 'thumbed');
  expect(thumbs.map(({ data }) => [data.up, data.was])).toEqual([
    [true, null],
    [false, true],
  ]);
  await baton.press(message, actionIds.barLook, priya);
  expect((await bar()).change).toMatchObject({ labels: 1, above: { of: 0 } });
});

test('a week without posts is filled up to two on Friday, marked as such, once', async () => {
  baton = await startBaton({ playbook: managed() });
  const [best, second] = [
    await past({ score: 58, createdAt: ago(0) }),
    await past({ score: 57, state: 'quiet', createdAt: ago(0) }),
  ];
  await past({ score: 56, createdAt: ago(0) });
  await past({
    score: 59,
    pillars: { intent: true, context: false, continuity: true, nextStep: true },
    createdAt: ago(0),
  });
  baton.clock.now = new Date('2026-11-27T17:01:00.000Z');
  await baton.pass(0);
  await baton.pass(60_000);
  const posted = baton.cards().map(({ metadata }) => metadata?.event_payload.lead);
  expect(posted.toSorted()).toEqual([best, second].toSorted());
  expect(cardOf(best).text).toMatch(/^Just under the bar: Dana Reyes.*\n.*\nPosted to keep learning/);
  await baton.press(cardOf(best), actionIds.claim);
  await monday();
  expect((await bar()).change).toMatchObject({ labels: 1 });
  const { events } = await baton.lead(best);
  expect(events.find(({ kind }) => kind === 'offered')?.data).toMatchObject({ why: 'learning', score: 58, bar: 60 });
});

test('of two processes at the tick one tells, and after weeks of downtime it is told once', async () => {
  baton = await startBaton({ kind: 'postgres', playbook: managed() });
  const given = { now: () => baton.clock.now, log: quiet, pace: 'by-hand' } as const;
  const other = await startApp(readConfig(baton.env), given);
  baton.clock.now = new Date('2026-12-21T14:00:00.000Z');
  await Promise.all([baton.app.settle(), other.settle()]);
  await Promise.all([baton.app.settle(), other.settle()]);
  await other.stop();
  expect([told().length, told(marco).length]).toEqual([1, 1]);
  expect((await barEvents()).map(({ kind, data }) => [kind, data.week])).toEqual([['bar-stayed', '2026-W52']]);
});

test('without managers the ops channel hears of it, and only an admin may answer there', async () => {
  baton = await startBaton({
    playbook: changedPlaybook((page) =>
      page.replace('admins: []', `admins: [${priya}]`).replace('# ops: "#baton-ops"', 'ops: "#sdr-leads"'),
    ),
  });
  for (const score of [55, 56, 57]) await past({ score, createdAt: ago(-1) });
  await monday();
  const message = baton.sandbox.state().messages.find(({ metadata }) => metadata?.event_type === 'baton_bar');
  if (message === undefined) throw new Error('nobody was told');
  for (const button of [actionIds.barLock, actionIds.thumbUp, actionIds.barAim, actionIds.barLook]) {
    await baton.press(message, button, dana);
  }
  await expect.poll(() => baton.whispers(dana)).toHaveLength(4);
  expect(new Set(baton.whispers(dana))).toEqual(new Set(['Only managers may do this: Priya Shah.']));
  expect([(await bar()).locked, (await barEvents()).map(({ kind }) => kind)]).toEqual([null, ['bar-stayed']]);
  await baton.press(message, actionIds.thumbUp, priya);
  await reads(priya, /^Noted/);
});

test('another start in the playbook begins the bar anew, with the labels it has', async () => {
  baton = await startBaton({ kind: 'postgres', playbook: managed() });
  for (let i = 0; i < 6; i++) await past({ score: 80, createdAt: ago(2) }, { accepted: false });
  await monday();
  expect((await bar()).state.bar).toBe(63);
  const restart = async (start: number) => {
    const playbook = managed((page) => page.replace('start: 60', `start: ${start}`));
    const app = await startApp(readConfig({ ...baton.env, PLAYBOOK: playbook }), {
      now: () => baton.clock.now,
      log: quiet,
      pace: 'by-hand',
    });
    const [now] = await readTeamBars(app.deps.db, { playbook: app.deps.playbook, now: baton.clock.now.toISOString() });
    await app.stop();
    return now?.state.bar;
  };
  expect(await restart(70)).toBe(70);
  expect((await barEvents()).at(-1)).toMatchObject({ kind: 'bar-restarted', data: { before: 63, after: 70 } });
});
