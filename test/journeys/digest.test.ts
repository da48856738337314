// The week's numbers on Monday morning, with a clock that is moved over weeks and a second process on the same database: one
// digest a week, whoever looks, and after downtime one and not ten.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { SandboxMessage } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { quiet } from '../support/databases.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const linksOf = (digest: SandboxMessage | undefined): string[] => {
  const blocks = (digest?.blocks ?? []) as { type: string; elements?: { url: string }[] }[];
  return blocks.find(({ type }) => type === 'actions')?.elements?.map(({ url }) => url) ?? [];
};
const withOps = () =>
  changedPlaybook((page) =>
    page
      .replace('# ops: "#baton-ops"', 'ops: "#baton-ops"')
      .replace('\nroles:', '\ndigest: { segments: { field: size, bounds: [50, 250] } }\nroles:'),
  );

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let baton: Baton;
  /** Of two Batons on one SQLite file the second does not even start. */
  let second: App | undefined;
  beforeAll(async () => {
    baton = await startBaton({ kind, playbook: withOps(), selfService: true });
    if (kind === 'sqlite') return;
    const env = { ...baton.env, PORT: '0' };
    second = await startApp(readConfig(env), { now: () => baton.clock.now, log: quiet, pace: 'by-hand' });
  }, 60_000);
  afterAll(async () => {
    await second?.stop();
    await baton.stop();
  });

  const inOps = (type: string) =>
    baton.sandbox
      .state()
      .messages.filter(({ channel, metadata }) => channel === 'C0BATONOPS' && metadata?.event_type === type);
  const digests = () => inOps('baton_digest');
  /** Both look at the same moment. */
  const pass = async (ms: number) => {
    baton.clock.now = new Date(baton.clock.now.getTime() + ms);
    await Promise.all([baton.app.settle(), second?.settle()]);
  };
  const asks = async (conversation: string) => {
    const { lead } = await baton.say(conversation, 'I am Ana Reyes. Can I talk to a human?');
    const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
    if (card === undefined) throw new Error('no card');
    return card;
  };

  test('nothing is told of the weeks before Baton was there', async () => {
    await pass(0);
    await pass(hour);
    expect(digests()).toEqual([]);
  });

  test('on Monday there is one digest of the week, with everything else in its thread', async () => {
    const [first, other] = [await asks('a'), await asks('b')];
    await asks('c');
    await pass(4 * 60_000);
    await baton.press(first, actionIds.claim, dana);
    await baton.press(other, actionIds.claim, dana);
    baton.clock.now = new Date('2026-11-30T12:59:00.000Z');
    await pass(0);
    expect(digests()).toEqual([]);
    // Each is posted, and Slack's answer is lost.
    baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'lost-answer', times: 2 });
    await pass(60_000);
    await pass(2 * 60_000);
    for (let i = 0; i < 4; i++) await pass(60_000);
    const [digest, ...more] = digests();
    expect(more).toEqual([]);
    expect(digest?.text).toContain('The week 2026-W48');
    expect(digest?.text).toContain('3 conversations began');
    expect(digest?.text).toContain('Accept rate: 2 of 2 accepted – too few to say more');
    expect(digest?.text).toContain('This is Baton’s first week here');
    expect(digest?.text).toMatch(/Conversations 3 · .* · To reps 3 · Accepted 2 · Booked 0 · Held 0/);
    await pass(0);
    const thread = baton.sandbox.state().messages.filter(({ threadTs }) => threadTs === digest?.ts);
    expect(thread.map(({ metadata }) => metadata?.event_type).toSorted()).toEqual([
      'baton_digest_details',
      'baton_misses',
    ]);
    const details = thread.find(({ metadata }) => metadata?.event_type === 'baton_digest_details');
    expect(details?.text).toContain('By team');
    expect(details?.text).toMatch(/By segment: .*\nnot said: conversations 3, to reps 3, accept rate 2 of 2/);
    expect(details?.text).toContain('Not measured yet');
    for (let i = 0; i < 3; i++) await pass(hour);
    expect(digests()).toHaveLength(1);
  });

  test('its buttons open the same numbers as a page and as a table, for whoever has the link and nobody else', async () => {
    const [page = '', csv = ''] = linksOf(digests()[0]);
    const shown = await fetch(page);
    expect(shown.status).toBe(200);
    const policy = shown.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    const html = await shown.text();
    expect(html).toContain('3 conversations began');
    expect(html).toContain('By segment: ');
    expect(html).toContain('The bar on Mon, Nov 30, 2026');
    expect(html).not.toContain('<script');
    const table = await fetch(csv);
    expect(table.headers.get('content-disposition')).toBe('attachment; filename="baton-2026-W48.csv"');
    const lines = (await table.text()).split('\r\n');
    expect(lines.find((line) => line.startsWith('2026-W48,segment,'))).toMatch(/^2026-W48,segment,not said,3,/);
    expect(lines.find((line) => line.startsWith('2026-W48,all'))).toMatch(/^2026-W48,all,,3,0,0,0,3,2,0,0,/);

    const other = new URL(page);
    other.pathname = '/reports/weekly/2026-W47';
    expect((await fetch(other)).status).toBe(404);
    other.pathname = '/reports/weekly/2026-W48';
    other.searchParams.set('team', 'sales');
    expect((await fetch(other)).status).toBe(404);
    expect((await fetch(`${page}x`)).status).toBe(404);
  });

  const command = async (text: string, user: string) => {
    const channel = baton.sandbox.state().channels.find(({ name }) => name === 'sdr-leads')?.id ?? '';
    const answers = baton.whispers(user).length;
    await baton.sandbox.slack.act({ kind: 'command', user, channel, command: '/baton', text });
    await expect.poll(() => baton.whispers(user).length).toBe(answers + 1);
    return baton.whispers(user).at(-1) ?? '';
  };

  test('/baton stats shows a week to the reps of its team, and another team’s to nobody but managers', async () => {
    const mine = await command('stats last week', dana);
    expect(mine).toContain('The week 2026-W48 of Sales');
    expect(mine).toContain('3 conversations began');
    expect(mine).toContain('By page');
    expect(await command('stats 2026-W48 enterprise', dana)).toContain('does not know the period');
    expect(await command('stats 2031-W01', dana)).toBe('That week has not begun.');
    expect(await command('stats this week', dana)).toContain('so far');
  });

  test('after three weeks of downtime the last week is told, and no other', async () => {
    await pass(3 * week);
    await pass(2 * 60_000);
    await pass(0);
    expect(digests().map(({ metadata }) => metadata?.event_payload)).toEqual([
      { week: '2026-W48' },
      { week: '2026-W51' },
    ]);
    expect(digests()[1]?.text).toContain('Nobody wrote in this week.');
    const [before = ''] = linksOf(digests()[0]);
    await pass(2 * week);
    const old = await fetch(before);
    expect(old.status).toBe(410);
    expect(await old.text()).toContain('/baton stats');
  });

  test('where Slack refuses the chart, the numbers are posted without it and the picture follows, once', async () => {
    const { faults } = baton.sandbox.slack;
    const known = digests().length;
    baton.clock.now = new Date('2027-02-01T13:00:00.000Z');
    await pass(0);
    faults.add({ method: 'chat.postMessage', kind: 'error', times: 1, error: 'invalid_blocks' });
    faults.add({ method: 'files.getUploadURLExternal', kind: 'reset', times: 1 });
    await pass(2 * 60_000);
    for (let i = 0; i < 4; i++) await pass(60_000);
    const [digest, ...more] = digests().slice(known);
    expect(more).toEqual([]);
    expect(JSON.stringify(digest?.blocks)).not.toContain('data_visualization');
    const thread = baton.sandbox.state().messages.filter(({ threadTs }) => threadTs === digest?.ts);
    const pictures = thread.filter(({ metadata }) => metadata?.event_type === 'baton_chart');
    expect(pictures).toHaveLength(1);
    const [image] = (pictures[0]?.blocks ?? []) as { slack_file: { id: string }; alt_text: string }[];
    expect(image?.alt_text).toMatch(/^Conversations \d+/);
    const file = await fetch(`${baton.sandbox.slackApiUrl.replace(/\/api.*/, '')}/files/${image?.slack_file.id}`);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  test('a rep who wants it reads their own week, in their own hours and no more once they have stopped it', async () => {
    type View = { blocks: { block_id: string; elements?: { action_id: string; type: string; value?: string }[] }[] };
    const button = () => {
      const { blocks } = baton.sandbox.state().homes[dana] as unknown as View;
      const all = blocks.flatMap(({ block_id, elements = [] }) => elements.map((each) => ({ ...each, block_id })));
      const found = all.find(({ action_id }) => action_id === actionIds.readWeek);
      if (found === undefined) throw new Error('no such button in the home');
      return found;
    };
    const press = async () => {
      const action = button();
      await baton.sandbox.slack.act({ kind: 'press', user: dana, from: { home: true }, action });
      await expect.poll(() => button().value).not.toBe(action.value);
    };
    const own = () => baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_week');
    await baton.sandbox.slack.act({ kind: 'open-home', user: dana });
    await expect.poll(button).toBeDefined();
    await press();
    const card = await asks('d');
    await pass(60_000);
    await baton.press(card, actionIds.claim, dana);
    await pass(week);
    await pass(2 * 60_000);
    await pass(12 * hour);
    expect(own()).toHaveLength(1);
    expect(own()[0]?.text).toMatch(/^Your week 20\d\d-W\d\d\n1 accepted, 0 rejected, 0 nurtured/);
    await press();
    await pass(week);
    await pass(12 * hour);
    expect(own()).toHaveLength(1);
  });
});

test('a team with a channel of its own reads its own week there, once, beside that of all and not instead of it', async () => {
  const playbook = changedPlaybook((page) =>
    page
      .replace('# ops: "#baton-ops"', 'ops: "#baton-ops"')
      .replace('    name: Sales\n', '    name: Sales\n    digest: { channel: "#baton-ops" }\n'),
  );
  const baton = await startBaton({ playbook, selfService: true });
  try {
    await baton.say('a', 'I am Ana Reyes. Can I talk to a human?');
    baton.clock.now = new Date('2026-11-30T13:00:00.000Z');
    await baton.pass(0);
    baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'lost-answer', times: 2 });
    for (let i = 0; i < 6; i++) await baton.pass(60_000);
    const { messages } = baton.sandbox.state();
    const posted = (type: string) => messages.filter(({ metadata }) => metadata?.event_type === type);
    const [all, own] = [posted('baton_digest'), posted('baton_team_digest')];
    expect([all.length, own.length]).toEqual([1, 1]);
    expect(all[0]?.text).not.toContain('of Sales');
    expect(own[0]?.text).toContain('The week 2026-W48 of Sales');
    expect(own[0]?.text).toContain('1 conversation began');
    expect(
      posted('baton_misses')
        .map(({ threadTs }) => threadTs)
        .toSorted(),
    ).toEqual([all[0]?.ts, own[0]?.ts].toSorted());
    expect(posted('baton_digest_details').map(({ threadTs }) => threadTs)).toEqual(
      expect.arrayContaining([all[0]?.ts, own[0]?.ts]),
    );
    const [page = ''] = linksOf(own[0]);
    expect(await (await fetch(page)).text()).toContain('The week 2026-W48 of Sales');
  } finally {
    await baton.stop();
  }
});
