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
const withOps = () => changedPlaybook((page) => page.replace('# ops: "#baton-ops"', 'ops: "#baton-ops"'));

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
    await pass(60_000);
    await pass(2 * 60_000);
    const [digest, ...more] = digests();
    expect(more).toEqual([]);
    expect(digest?.text).toContain('The week 2026-W48');
    expect(digest?.text).toContain('3 conversations began');
    expect(digest?.text).toContain('Accept rate: 2 of 2 accepted – too few to say more');
    expect(digest?.text).toContain('This is Baton’s first week here');
    expect(digest?.text).toMatch(/Conversations 3 · .* · To reps 3 · Accepted 2 · Booked 0 · Held 0/);
    await pass(0);
    const thread = baton.sandbox.state().messages.filter(({ threadTs }) => threadTs === digest?.ts);
    expect(thread.map(({ metadata }) => metadata?.event_type)).toEqual(['baton_digest_details']);
    expect(thread[0]?.text).toContain('By team');
    expect(thread[0]?.text).toContain('Not measured yet');
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
    expect(html).not.toContain('<script');
    const table = await fetch(csv);
    expect(table.headers.get('content-disposition')).toBe('attachment; filename="baton-2026-W48.csv"');
    const lines = (await table.text()).split('\r\n');
    expect(lines.find((line) => line.startsWith('2026-W48,all'))).toMatch(/^2026-W48,all,,3,0,0,0,3,2,0,0,/);

    const other = new URL(page);
    other.pathname = '/reports/weekly/2026-W47';
    expect((await fetch(other)).status).toBe(404);
    other.pathname = '/reports/weekly/2026-W48';
    other.searchParams.set('team', 'sales');
    expect((await fetch(other)).status).toBe(404);
    expect((await fetch(`${page}x`)).status).toBe(404);
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
