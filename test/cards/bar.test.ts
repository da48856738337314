// The bar as managers and reps read it, in every state; what its buttons answer; and nothing that somebody typed acts on
// anybody.
import { describe, expect, test } from 'vitest';
import { weekName } from '../../src/core/iso-week.ts';
import { barActs } from '../../src/core/team-bar.ts';
import { actionIds, viewIds } from '../../src/slack/cards/actions.ts';
import { answerMessage } from '../../src/slack/cards/answers.ts';
import { barMessage } from '../../src/slack/cards/bar-message.ts';
import { aimModal, flipsModal, readAim } from '../../src/slack/cards/bar-modals.ts';
import { readBarButton } from '../../src/slack/cards/bar-parts.ts';
import { barSentences } from '../../src/slack/cards/bar-sentences.ts';
import { homeView } from '../../src/slack/cards/home.ts';
import { learningBlocks } from '../../src/slack/cards/managers-home.ts';
import { whyModal } from '../../src/slack/cards/why-parts.ts';
import { register } from '../../src/slack/listeners.ts';
import { bars, closeOne, flips, misses, barPlaybook as playbook } from '../support/bars.ts';
import { aHome } from '../support/home.ts';
import { aLead, now, rita, sam } from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfMessage, problemsOfView, textsIn } from '../support/slack-limits.ts';

const about = { playbook, now };
const week = weekName(2_968);
const bar = (name: string) => bars[name] ?? (Promise.reject(new Error(name)) as never);
const messages = {
  'bar not looked for yet': { bar: bar('not looked for yet'), flips: [], misses: [], week },
  'bar collecting': { bar: bar('collecting'), flips: [], misses: misses.slice(0, 1), week },
  'bar moved, with near misses': { bar: bar('moved'), flips: [], misses, week },
  'bar proposed': { bar: bar('proposed'), flips, misses: [], week },
  'bar proposed, nobody flips': { bar: bar('proposed'), flips: [], misses: [], week },
  'bar locked': { bar: bar('locked'), flips: [], misses: [], week },
  'bar rolled back': { bar: bar('rolled back'), flips: [], misses: [], week },
};

const both = ({ text, blocks }: { text: string; blocks: readonly object[] }) =>
  `${showBlocks(blocks as never)}\n\n=== read aloud ===\n${text}\n`;

describe('is read as', () => {
  test.each(Object.entries(messages))('%s', async (name, told) => {
    const message = barMessage(told, about);
    expect(problemsOfMessage(message)).toEqual([]);
    expect(message.metadata).toEqual({ event_type: 'baton_bar', event_payload: { team: 'sales', week } });
    await expect(both(message)).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  test.each([
    ['command bar of a rep', []],
    ['command bar of a manager', ['sales']],
  ])('%s', async (name, theirs) => {
    const message = answerMessage({ kind: 'bar', bars: [bar('moved')], theirs }, about);
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(both(message)).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  test.each([
    ['modal bar aim', aimModal(bar('moved'), about)],
    ['modal bar flips', flipsModal({ bar: bar('proposed'), flips }, about)],
    ['modal bar flips, over', flipsModal({ bar: bar('moved'), flips: [] }, about)],
    ['modal why this bar', whyModal({ lead: closeOne(), playbook, bars: [bar('moved')] })],
  ])('%s', async (name, view) => {
    expect(problemsOfView(view)).toEqual([]);
    await expect(showBlocks(view.blocks)).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  test('what was learned, in the home of a manager', async () => {
    const fields = [
      { field: 'size', posted: 40, wrong: 3 },
      { field: 'authority', posted: 31, wrong: 1 },
      { field: 'use_case', posted: 44, wrong: 0 },
    ];
    const learning = { bars: [bar('proposed')], told: { leads: 47, fields } };
    const drawn = learningBlocks(learning, about);
    expect(problemsOfView({ type: 'home', blocks: drawn })).toEqual([]);
    await expect(showBlocks(drawn)).toMatchFileSnapshot('snapshots/home, what was learned.txt');
  });
});

describe('the buttons', () => {
  const drawn = (name: string) => textsIn(barMessage({ bar: bar(name), flips: [], misses: [], week }, about).blocks);
  test.each([
    ['proposed', ['Approve', 'Hold', 'Who would flip?', 'Lock', 'Target share…', 'Look again']],
    ['moved', ['Roll back', 'Lock', 'Target share…', 'Look again']],
    ['locked', ['Unlock', 'Target share…', 'Look again']],
    ['rolled back', ['Lock', 'Target share…', 'Look again']],
  ])('%s', (name, buttons) => {
    const all = ['Approve', 'Hold', 'Who would flip?', 'Roll back', 'Lock', 'Unlock', 'Target share…', 'Look again'];
    expect(drawn(name).filter((text) => all.includes(text))).toEqual(buttons);
  });

  test('each has a listener, and is read back', () => {
    const ids = Object.entries(actionIds).filter(([name]) => /^(bar|thumb)/.test(name));
    expect(ids).toHaveLength(10);
    for (const [, id] of ids) expect(register.actions).toHaveProperty(id);
    expect(register.views).toHaveProperty(viewIds.barAim);
    expect(readBarButton('sales_emea:12')).toEqual({ team: 'sales_emea', step: 12 });
    for (const odd of ['', 'sales', 'sales:', ':1', 'sales:-1', 'sales:1:2', '__proto__:1', 'sales:1e9']) {
      expect(readBarButton(odd)).toBeNull();
    }
  });

  test.each([
    ['35', { kind: 'read', value: 0.35 }],
    [' 35 % ', { kind: 'read', value: 0.35 }],
    ['', { kind: 'read', value: null }],
    ['4', { kind: 'wrong', errors: { share: 'Write a whole number from 5 to 95.' } }],
    ['96', { kind: 'wrong', errors: { share: 'Write a whole number from 5 to 95.' } }],
    ['0.5', { kind: 'wrong', errors: { share: 'Write a whole number from 5 to 95.' } }],
    ['half', { kind: 'wrong', errors: { share: 'Write a whole number from 5 to 95.' } }],
  ])('a share of "%s"', (value, read) => {
    expect(readAim({ share: { value: { type: 'plain_text_input', value } } })).toEqual(read);
  });
});

describe('the answers', () => {
  const at = { ...about, now };
  const by = (kind: (typeof barActs)[number]) => ({ ...bar('moved'), last: { kind, by: rita, at: now } });
  test.each(barActs)('%s, done and too late', (act) => {
    expect(barSentences.toPress({ kind: 'done', bar: bar('moved') }, act, at)).toMatch(/Sales/);
    const late = barSentences.toPress({ kind: 'over', bar: by(act) }, act, at);
    expect(late).toMatch(/^Rita Lang .* just now, so nothing was changed\. The bar of Sales is 63/);
  });

  test('one who is second reads who was first, by name or that it was Baton', () => {
    const looked = barSentences.toPress({ kind: 'over', bar: bar('moved') }, 'approve', at);
    expect(looked).toMatch(/^Baton has looked again since, 2 min ago, so nothing was changed/);
    const locked = { ...bar('moved'), locked: { by: rita, at: now } };
    expect(barSentences.toPress({ kind: 'as-it-was', bar: locked }, 'lock', at)).toBe(
      'Rita Lang has locked it already, just now.',
    );
    expect(barSentences.toPress({ kind: 'as-it-was', bar: bar('moved') }, 'unlock', at)).toBe('It is not locked.');
  });

  test.each([
    [{ kind: 'done' }, /^Noted: it should have been posted/],
    [{ kind: 'same' }, /^You have said so already/],
    [{ kind: 'judged', by: 'Sam Okafor' }, /^Sam Okafor has judged this lead meanwhile/],
    [{ kind: 'gone' }, /no longer exists/],
    [{ kind: 'no-team' }, /no such team/],
    [{ kind: 'only', who: ['Rita Lang'], groups: false }, /^Only managers may do this: Rita Lang/],
  ] as const)('a thumb: %o', (outcome, said) => {
    expect(barSentences.toThumb(outcome as never, true)).toMatch(said);
  });
});

test('whatever people are called and have typed, Slack takes it and nobody is called', () => {
  const nasty = '<!channel> <@U024BE7LH> *bold* http://evil.example '.repeat(60);
  const team = { ...playbook.teams[0]!, name: nasty };
  const said = aLead({ messages: [{ ...aLead().messages[0]!, text: nasty }], answers: [] });
  const message = barMessage(
    {
      bar: { ...bar('proposed'), last: { kind: 'aim', by: { id: sam.id, name: nasty }, at: now } },
      flips: flips.map((flip) => ({ ...flip, lead: { ...said, card: flip.lead.card } })),
      misses: Array.from({ length: 3 }, () => closeOne({ messages: said.messages, answers: [] })),
      week,
    },
    { now, playbook: { ...playbook, teams: [team] } },
  );
  expect(problemsOfMessage(message)).toEqual([]);
  expect(message.text).not.toMatch(/<!channel>|<@U/);
});

test('however many teams there are, a manager’s home stays within Slack’s limits', () => {
  const nasty = '<!channel> word '.repeat(200);
  const teams = Array.from({ length: 30 }, (_, i) => ({ ...playbook.teams[0]!, id: `team_${i}`, name: nasty }));
  const learning = {
    bars: teams.map(({ id }) => ({ ...bar('proposed'), team: id })),
    told: {
      leads: 9,
      fields: Array.from({ length: 60 }, (_, i) => ({ field: `field_${i}${nasty}`, posted: 9, wrong: 3 })),
    },
  };
  const stuck = Array.from({ length: 20 }, (_, i) => {
    return { id: `job_${i}`, what: 'post-card' as const, error: nasty, buriedAt: now, lead: aLead() };
  });
  const managed = { stuck, configured: { database: 'sqlite' }, learning };
  const home = aHome({ waiting: Array.from({ length: 60 }, () => aLead()), team: [] });
  const view = homeView({ home, managed, now, playbook: { ...playbook, teams } });
  expect(problemsOfView(view)).toEqual([]);
  expect(textsIn(view.blocks).join('\n')).toContain('and 24 more');
});
