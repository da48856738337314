// What a turn tells from the team's pages: Baton's own quotes, a model's reply that names its source, and neither.
import { expect, test } from 'vitest';
import type { Turn } from '../../src/core/interviewer.ts';
import type { Found } from '../../src/core/knowledge.ts';
import type { Lead } from '../../src/core/lead.ts';
import { newQuestions } from '../../src/core/questions.ts';
import { takeTurn } from '../../src/core/turn.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead, aTranscript } from '../support/leads.ts';

const playbook = defaultPlaybook();
const text = 'Team is $490 a month. Scale is {name} more. Third sentence.';

type Change = {
  strong?: boolean;
  reply?: string;
  wants?: Turn['wants'];
  state?: Lead['state'];
  takeover?: Lead['takeover'];
  later?: Parameters<typeof aTranscript>[0];
};

function take(change: Change) {
  const asked = [{ baton: 'Hi! What would you like to get done?' }, 'What does it cost? Is it blue?'];
  const messages = aTranscript([...asked, ...(change.later ?? [])]);
  const { state = 'chatting', takeover = null } = change;
  const lead = aLead({ messages, state, takeover, offer: null, score: 0, readUpTo: 1 });
  const passages = newQuestions(lead)
    .slice(0, 1)
    .map((question): Found => ({ source: 'Pricing › Plans', text, strong: change.strong ?? true, question }));
  const { wants = 'asking', reply } = change;
  const spoken = reply === undefined ? {} : { reply: { text: reply, asks: 'use_case' } };
  const turn: Turn = { claims: [], wants, interviewer: 'test', ...spoken };
  const decision = takeTurn(lead, turn, { playbook, now: '2026-11-23T14:00:00.000Z', passages });
  return decision.lead.messages.slice(messages.length);
}

const tells = [{ message: 2, start: 0, end: 18, source: 'Pricing › Plans' }];
const quoted = 'Team is $490 a month. Scale is {name} more. (from: Pricing › Plans)';

test('a strong passage is quoted word for word, braces and all, and the rest is passed on', () => {
  const [line, ...more] = take({});
  expect(line?.text).toMatch(/^Team.*\) I'll pass your other question on so that you get a proper answer\. \S.*\?$/);
  expect(line?.text.startsWith(quoted)).toBe(true);
  expect(line?.tells).toEqual(tells);
  expect(more).toEqual([]);
});

test('a weak passage answers nothing by itself', () => {
  const [line] = take({ strong: false });
  expect(line?.text).toMatch(/^I'll pass your question on so that you get a proper answer\. \S/);
  expect(line).not.toHaveProperty('tells');
});

test('a reply of a model’s answers what it names the source of, from a weak passage too', () => {
  const reply = 'The Team plan is $490 a month (from: Pricing › Plans). What would you like to get done?';
  expect(take({ strong: false, reply })).toMatchObject([{ text: reply, tells }]);
});

test('a reply that does not name its source is not spoken while a page has the answer', () => {
  const reply = 'It depends on the plan. What would you like to get done?';
  expect(take({ reply })[0]?.text.startsWith(quoted)).toBe(true);
  expect(take({ reply, strong: false })).toMatchObject([{ text: reply }]);
  expect(take({ reply, strong: false })[0]).not.toHaveProperty('tells');
});

test('a price that no page names is not said: the page is quoted instead', () => {
  const [line] = take({ reply: 'It is $49 a month (from: Pricing › Plans). What would you like to get done?' });
  expect(line?.text).not.toContain('$49 ');
  expect(line?.text.startsWith(quoted)).toBe(true);
  expect(line?.tells).toEqual(tells);
});

test.each(['offered', 'claimed', 'booked'] as const)(
  'a lead that is %s still gets an answer from the pages',
  (state) => {
    const [line] = take({ state });
    expect(line?.text.startsWith(quoted)).toBe(true);
    expect(line?.tells).toEqual(tells);
  },
);

test('while a rep talks Baton leaves the answer to them, and so it does with what was asked before they wrote last', () => {
  const takeover = { rep: { id: 'U0DANA', name: 'Dana' }, at: '2026-11-23T13:00:00.000Z', since: '1.1' };
  expect(take({ state: 'claimed', takeover })).toEqual([]);
  const [line] = take({ state: 'claimed', later: [{ rep: 'It starts at $490.' }, 'Great, thanks'] });
  expect(line?.text).toContain("I've added that");
});

test('who leaves is told nothing more', () => {
  const [line] = take({ wants: 'leaving' });
  expect(line?.text).toBe(playbook.words.leaving);
});
