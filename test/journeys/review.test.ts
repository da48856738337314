// A week of conversations is read by reviewers: what they mark becomes numbers, what they correct becomes a case and a proposal,
// and what a manager accepts is written into the page by a person.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { weekOf } from '../../src/core/iso-week.ts';
import type { LeadId } from '../../src/core/lead.ts';
import type { PageChange } from '../../src/core/page-change.ts';
import { answerChange } from '../../src/flows/answer-change.ts';
import { erasePerson } from '../../src/flows/erase-person.ts';
import { openReview as checkReview, openNextReview } from '../../src/flows/review-lead.ts';
import type { SandboxMessage, ViewState } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { keepAbsence } from '../../src/store/desk.ts';
import { reviewTasks } from '../../src/store/reviews.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { runCommand } from '../support/command.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { meet, unmet } from '../support/visitor.ts';

const priya = 'U0PRIYA';
const reviewed = (perWeek = 8, more: (page: string) => string = (page) => page) =>
  changedPlaybook((page) =>
    more(page)
      .replace(/^ladder:\n(?: .*\n)*/m, '')
      .replace('managers: []', `managers: [${priya}]`)
      .replace('\nroles:', `\nreview: { reviewers: [${dana}, ${marco}], perWeek: ${perWeek} }\nroles:`),
  );

let baton: Baton;
afterEach(() => baton.stop());

/** The next such day of the week, when it is nine there. */
const goTo = async (day: 'monday' | 'friday', hour = 14) => {
  const { now } = baton.clock;
  const days = ((day === 'monday' ? 8 : 12) - now.getUTCDay()) % 7 || 7;
  baton.clock.now = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days, hour));
  await baton.pass(0);
};
/** Messages of one kind that this person got from Baton, as they stand now. */
const got = (user: string, kind: string): SandboxMessage[] => {
  const { channels, messages } = baton.sandbox.state();
  const ids = channels.filter(({ dmWith }) => dmWith === user).map(({ id }) => id);
  return messages.filter(({ channel, metadata }) => ids.includes(channel) && metadata?.event_type === kind);
};
const lastGot = (user: string, kind: string): SandboxMessage => {
  const message = got(user, kind).at(-1);
  if (message === undefined) throw new Error(`${user} has no ${kind}.`);
  return message;
};
const reads = (user: string, what: RegExp) => expect.poll(() => baton.whispers(user).at(-1)).toMatch(what);

/** What they answer, by what is asked; who decides they say in words that the page does not know, and so stay under the bar. */
const answersOf = (n: number, tool: string): [RegExp, string][] => [
  [/short call/, 'Yes, a call sounds good'],
  [/decide|sign off/, 'purse strings are with me'],
  [/budget/, 'no budget yet'],
  [/use for this today|a tool in place/, tool],
  [/e-mail/, `ana.reyes@oriel${n}.example`],
];

async function comes(n: number, tool = 'nothing so far'): Promise<LeadId> {
  const opening = `Hi, we want to replace our reporting tool before end of Q1, we're 50 people at Oriel${n} Labs`;
  const { lead } = await baton.say(`review-${n}`, opening);
  for (let turn = 0; turn < 9 && (await baton.lead(lead)).state === 'chatting'; turn++) {
    const asked = baton.replies(`review-${n}`).at(-1)?.text ?? '';
    const known = answersOf(n, tool).find(([question]) => question.test(asked.split('. ').at(-1) ?? ''));
    await baton.say(`review-${n}`, known?.[1] ?? 'no idea');
  }
  await baton.pass(2 * 3_600_000);
  return lead;
}

const radio = (value: string) => ({ value: { type: 'radio_buttons', selected_option: { value } } });
const chosen = (...values: string[]) => ({
  value: { type: 'multi_static_select', selected_options: values.map((value) => ({ value })) },
});
const text = (value: string) => ({ value: { type: 'plain_text_input', value } });
const select = (value: string) => ({ value: { type: 'static_select', selected_option: { value } } });
const modalOf = (user: string) => baton.sandbox.state().modals.findLast((open) => open.user === user);

/** Every answer is right but those named. */
function marksIn(user: string, wrong: Record<string, string> = {}): ViewState {
  const blocks = (modalOf(user)?.view as { blocks: { block_id?: string }[] } | undefined)?.blocks ?? [];
  const fields = blocks.flatMap(({ block_id: id = '' }) => (id.startsWith('mark:') ? [id.slice(5)] : []));
  return {
    ...Object.fromEntries(fields.map((field) => [`mark:${field}`, radio(wrong[field] ?? 'right')])),
    tone: radio('fine'),
  } as ViewState;
}

const openReview = (user: string, lead: LeadId) => {
  const list = lastGot(user, 'baton_reviews');
  const blocks = list.blocks as {
    type: string;
    block_id?: string;
    elements?: { value?: string; action_id?: string }[];
  }[];
  const at = blocks.find(({ elements }) => elements?.some(({ value }) => value === lead));
  const button = at?.elements?.[0];
  if (at === undefined || button === undefined) throw new Error(`${user} is not asked about ${lead}.`);
  const from = { message: { channel: list.channel, ts: list.ts } };
  const action = { ...button, type: 'button', action_id: actionIds.review, block_id: at.block_id ?? 'none' };
  return baton.sandbox.slack.act({ kind: 'press', user, from, action });
};

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  test('a week is read, counted, made into cases and proposals, and a proposal is accepted', async () => {
    const playbook = reviewed(8, (page) => page.replace('managers: []', `managers: [${priya}, ${marco}]`));
    baton = await startBaton({ kind, playbook });
    const leads = [await comes(1), await comes(2), await comes(3)];
    const [first = leads[0]!] = leads;
    expect((await baton.lead(first)).verdict).not.toBe('qualified');
    await goTo('monday');
    expect(lastGot(dana, 'baton_reviews').text).toMatch(/^3 conversations to read\n/);
    expect([
      got(dana, 'baton_reviews').length,
      got(marco, 'baton_reviews').length,
      got(priya, 'baton_reviews').length,
    ]).toEqual([1, 1, 0]);

    // Both read the first one, and one of them the others.
    for (const [user, lead] of [
      [dana, first],
      [marco, first],
      [dana, leads[1]!],
      [dana, leads[2]!],
    ] as const) {
      await openReview(user, lead);
      await baton.submit({ ...marksIn(user), overlooked: chosen('authority') } as ViewState, user);
      const odd = { 'words:authority': text('that is wrong'), 'option:authority': select('decides') };
      const errors = { 'words:authority': expect.stringMatching(/do not stand/) };
      expect(await baton.submit(odd, user)).toMatchObject({ kind: 'errors', errors });
      await baton.submit(
        { 'words:authority': text('purse strings are with me'), 'option:authority': select('decides') },
        user,
      );
      expect(modalOf(user)).toBeUndefined();
    }
    expect(lastGot(dana, 'baton_reviews').text).toContain('All read, thank you.');
    expect(lastGot(marco, 'baton_reviews').text).toContain('1 of 3 read.');
    const events = (await baton.lead(first)).events.filter((event) => event.kind === 'reviewed');
    expect(events.at(-1)).toMatchObject({ by: marco, data: { overlooked: ['authority'], corrected: 1 } });
    expect(JSON.stringify(events)).not.toContain('purse');

    const { curation } = await baton.api<{ curation: Record<string, unknown> }>('/api/stats');
    expect(curation).toMatchObject({ reviewers: 2, tasks: 6, reviewed: 4, leads: 3, isSmall: true });
    expect(curation).toMatchObject({ all: { share: 1 }, agreement: { share: 1, kappa: null }, tone: { fine: 4 } });
    expect(curation.fields).toContainEqual(expect.objectContaining({ field: 'authority', of: 0, overlooked: 3 }));

    // A case about nobody, that today's page does not meet.
    const folder = mkdtempSync(join(tmpdir(), 'baton-cases-'));
    const cases = (...args: string[]) =>
      runCommand('src/cli/cases.ts', ['from-review', '--to', folder, ...args], {
        DATABASE_URL: baton.env.DATABASE_URL ?? '',
      });
    expect((await cases('--dry-run')).out).toContain('Nothing was written.');
    expect(readdirSync(folder)).toEqual([]);
    expect((await cases()).out).toContain('3 cases.');
    const [name = ''] = readdirSync(folder).toSorted();
    const written = readFileSync(join(folder, name, 'visitor.yml'), 'utf8');
    expect(written).not.toMatch(/ana|oriel|reyes/i);
    const met = meet(join(folder, name));
    expect(unmet(met)).toEqual(['authority: “purse strings are with me” says "decides"']);
    expect((await cases()).out).toMatch(/is there already and stays as it is/);
    expect(readFileSync(join(folder, name, 'visitor.yml'), 'utf8')).toBe(written);
    rmSync(folder, { recursive: true });

    // On Friday a manager reads what follows, and who would flip.
    await goTo('friday', 18);
    const proposal = lastGot(priya, 'baton_changes');
    expect(proposal.text).toContain('Decision: “purse strings are with me” shall mean “Decides alone”');
    expect(proposal.text).toMatch(/Seen in 3 of 3 conversations, which is few\./);
    expect(proposal.text).toMatch(/\+ .*, purse strings are with me\]/);
    expect(proposal.text).toMatch(/Replayed on the last 3 conversations, these 3 would flip:/);
    expect(proposal.text).toMatch(/borderline, would be qualified/);
    const words = ['purse strings are with me'];
    const change: PageChange = { kind: 'says', field: 'authority', option: 'decides', words };
    const rep = { id: dana, name: 'Dana' };
    expect(await answerChange(baton.app.deps, { change, answer: 'accepted', rep })).toMatchObject({ kind: 'only' });
    const before = readFileSync(playbook, 'utf8');
    // Of two managers who press before anything is drawn anew, the second one is told; then both read who it was.
    const others = () => lastGot(marco, 'baton_changes');
    await baton.rawPress(proposal, actionIds.putOffChange, priya);
    await reads(priya, /^Noted: not now/);
    await baton.rawPress(proposal, actionIds.acceptChange, priya);
    await reads(priya, /^Accepted, and kept/);
    await baton.rawPress(others(), actionIds.acceptChange, marco);
    await reads(marco, /^Priya Shah has accepted this already/);
    await baton.pass(60_000);
    for (const told of [others(), lastGot(priya, 'baton_changes')]) {
      expect(told.text).toMatch(
        /^No change for the playbook is open\n[\s\S]*Accepted by Priya Shah, .*: Decision: “purse/,
      );
      expect(JSON.stringify(told.blocks)).not.toContain(actionIds.acceptChange);
    }
    expect([got(priya, 'baton_changes').length, got(marco, 'baton_changes').length]).toEqual([1, 1]);
    expect(readFileSync(playbook, 'utf8')).toBe(before);

    // A person writes it into the page; nothing else changes there.
    const env = { DATABASE_URL: baton.env.DATABASE_URL ?? '', PLAYBOOK: playbook };
    expect((await runCommand('src/cli/changes.ts', [], env)).out).toMatch(/^\+.*, purse strings are with me\]$/m);
    expect(readFileSync(playbook, 'utf8')).toBe(before);
    expect((await runCommand('src/cli/changes.ts', ['--write'], env)).out).toContain('is written');
    const after = readFileSync(playbook, 'utf8');
    expect(after.replace(', purse strings are with me', '')).toBe(before);
    expect((await runCommand('src/cli/changes.ts', [], env)).out).toMatch(/^Whatever was accepted stands/);

    // What was answered is not proposed again.
    await goTo('friday', 18);
    expect(got(priya, 'baton_changes')).toHaveLength(1);
  }, 120_000);
});

test('who is no reviewer, who is not asked and who is on leave', async () => {
  baton = await startBaton({ playbook: reviewed(1) });
  const { db } = baton.app.deps;
  const [one, other] = [await comes(1), await comes(2)];
  await db.inTx((tx) => keepAbsence(tx, marco, { from: '2026-11-27T00:00:00.000Z', until: null }));
  await goTo('monday');
  expect([got(dana, 'baton_reviews').length, got(marco, 'baton_reviews').length]).toEqual([1, 0]);
  const [{ lead } = { lead: other }] = await reviewTasks(db, {
    week: weekOf(baton.clock.now.toISOString(), 'UTC'),
    reviewer: dana,
  });
  const pressing = (id: string, about = lead) => checkReview(baton.app.deps, about, { id, name: id });
  expect(await pressing(dana)).toMatchObject({ kind: 'open', lead: { id: lead } });
  expect(await pressing(marco)).toEqual({ kind: 'not-asked' });
  expect(await pressing(dana, lead === one ? other : one)).toEqual({ kind: 'not-asked' });
  expect(await pressing(priya)).toEqual({ kind: 'no-reviewer' });
  const refused = (await baton.lead(lead)).events.filter((event) => event.kind === 'refused');
  expect(refused).toMatchObject([{ by: priya, data: { act: 'review' } }]);
});

test('the digest opens what a reviewer has not read, and tells everybody else who reads', async () => {
  baton = await startBaton({
    playbook: reviewed(8, (page) => page.replace('# ops: "#baton-ops"', 'ops: "#baton-ops"')),
  });
  const { db } = baton.app.deps;
  const leads = [await comes(1), await comes(2)];
  await db.inTx((tx) => keepAbsence(tx, marco, { from: '2026-11-27T00:00:00.000Z', until: null }));
  await goTo('monday');
  await baton.pass(3 * 60_000);
  const digest = baton.sandbox.state().messages.find(({ metadata }) => metadata?.event_type === 'baton_digest');
  if (digest === undefined) throw new Error('no digest');
  const press = (user: string) => baton.press(digest, actionIds.nextReview, user);
  const opened: (string | undefined)[] = [];
  for (const _ of leads) {
    await press(dana);
    await expect.poll(() => modalOf(dana)).toBeDefined();
    opened.push(leads.find((lead) => JSON.stringify(modalOf(dana)?.view).includes(lead)));
    await baton.submit(marksIn(dana), dana);
  }
  expect(opened.toSorted()).toEqual(leads.toSorted());
  await press(dana);
  await reads(dana, /^You have read all 2 conversations of this week\./);
  const his = await openNextReview(baton.app.deps, { id: marco, name: marco });
  expect(his).toEqual({ kind: 'done', count: 0 });
  await press(priya);
  await reads(priya, /^Only reviewers read conversations: Dana \w+, Marco \w+\.$/);
}, 60_000);

test('a review is changed by its reviewer, and goes with its person; the rest is listed anew', async () => {
  baton = await startBaton({ playbook: reviewed() });
  const [first, second] = [await comes(1), await comes(2)];
  await goTo('monday');
  await openReview(dana, first);
  await baton.submit(marksIn(dana, { size: 'wrong' }), dana);
  // What was marked is kept, whatever becomes of the second modal.
  await openReview(dana, first);
  const view = JSON.stringify(modalOf(dana)?.view);
  expect(view).toMatch(/"initial_option":\{"text":\{[^}]*\},"value":"wrong"/);
  await baton.submit(marksIn(dana), dana);
  const { curation } = await baton.api<{ curation: { all: unknown; reviewed: number } }>('/api/stats');
  expect(curation).toMatchObject({ reviewed: 1, all: { share: 1 } });
  const list = lastGot(dana, 'baton_reviews');
  expect(await erasePerson(baton.app.deps, first, { id: priya, name: 'Priya' })).toMatchObject({ kind: 'done' });
  for (let i = 0; i < 3; i++) await baton.pass(60_000);
  const lists = got(dana, 'baton_reviews');
  expect(lists.map(({ ts }) => ts)).not.toContain(list.ts);
  expect(lists.map((each) => each.text)).toEqual([expect.stringMatching(/^One conversation to read/)]);
  expect(JSON.stringify(baton.sandbox.state().messages)).not.toContain('oriel1');
  await openReview(dana, second);
  expect(modalOf(dana)).toBeDefined();
});

test('what three visitors answer and no option is for is proposed, written by a person, and goes with whoever it quotes', async () => {
  const playbook = reviewed();
  baton = await startBaton({ playbook });
  const [first] = [await comes(1, 'Metabase'), await comes(2, 'metabase!')];
  await goTo('friday', 18);
  expect(got(priya, 'baton_changes')).toEqual([]);
  await comes(3, 'we are on Metabase since May');
  await goTo('friday', 18);
  const proposal = lastGot(priya, 'baton_changes');
  expect(proposal.text).toContain('In use or compared: “Metabase” shall be an option of its own.');
  expect(proposal.text).toContain('3 different people wrote: “we are on Metabase since May”, “metabase!”.');
  expect(proposal.text).toContain('+ - { id: metabase, label: Metabase }');
  await baton.rawPress(proposal, actionIds.acceptChange, priya);
  await reads(priya, /^Accepted, and kept/);
  const env = { DATABASE_URL: baton.env.DATABASE_URL ?? '', PLAYBOOK: playbook };
  expect((await runCommand('src/cli/changes.ts', ['--write'], env)).out).toMatch(
    /^\+ {6}- \{ id: metabase, label: Metabase \}$/m,
  );

  expect(await erasePerson(baton.app.deps, first, { id: priya, name: 'Priya' })).toMatchObject({ kind: 'done' });
  for (let i = 0; i < 3; i++) await baton.pass(60_000);
  expect(got(priya, 'baton_changes')).toEqual([]);
  expect(JSON.stringify(baton.sandbox.state().messages)).not.toMatch(/oriel1\b/i);
});

test('without reviewers nobody is asked, and it is said at start', async () => {
  baton = await startBaton();
  expect(baton.app.deps.configured.curation).toBe('nobody reviews: name reviewers under review');
  await comes(1);
  await goTo('monday');
  expect(baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_reviews')).toEqual([]);
  expect((await baton.api<{ curation: unknown }>('/api/stats')).curation).toBeNull();
});
