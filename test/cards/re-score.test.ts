// What reps read of a score that moved and of a lead that is qualified no more.
import { expect, test } from 'vitest';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { newsMessage } from '../../src/slack/cards/news.ts';
import { nudgesMessage } from '../../src/slack/cards/nudges-message.ts';
import { aPlaybook, claimedBy, now, sam } from '../support/leads.ts';
import { problemsOfMessage } from '../support/slack-limits.ts';

const silent = { points: -9, when: 'silent', days: 2, because: 'Silent for two days' } as const;
const playbook = aPlaybook({
  rubric: {
    answers: [{ points: 71, when: { field: 'use_case' }, because: 'Said what they want to get done' }],
    conduct: [silent],
  },
});
const reasons = [
  { points: 71, because: 'Said what they want to get done' },
  { points: -9, because: silent.because },
];
const moved = claimedBy(sam, 60, { score: 62, reasons });
const lost = { ...moved, verdict: 'borderline' as const, pillars: { ...moved.pillars, continuity: false } };

test('the card says what moved the score, and what it was', () => {
  const card = leadCard({ lead: moved, playbook, now });
  expect(card.text).toContain('62, was 71: Silent for two days');
  expect(card.text).not.toContain('No longer qualified');
  expect(leadCard({ lead: { ...moved, reasons: reasons.slice(0, 1) }, playbook, now }).text).not.toContain('was 71');
});

test('the card says plainly that the lead is qualified no more, while that can be changed', () => {
  const card = leadCard({ lead: lost, playbook, now });
  expect(card.text).toContain('No longer qualified. Why? says what is missing');
  expect(problemsOfMessage(card)).toEqual([]);
  for (const state of ['booked', 'closed'] as const) {
    expect(leadCard({ lead: { ...lost, state }, playbook, now }).text).not.toMatch(/No longer qualified|was 71/);
  }
  const asked = { ...lost, offer: lost.offer && { ...lost.offer, why: 'asked' as const } };
  expect(leadCard({ lead: asked, playbook, now }).text).not.toContain('No longer qualified');
});

test('its rep hears who it is, the score and what moved it', () => {
  const nudge = { to: sam.id, lead: lost.id, what: 'cql-lost', about: lost.offer?.at ?? '', dueAt: now } as const;
  const message = nudgesMessage([{ nudge, lead: lost }], { playbook, now });
  expect(message.text).toMatch(/^No longer qualified\n.*Dana Reyes.*62 of 100 · Silent for two days/);
  expect(message.text).toContain('Write to them, or nurture the lead.');
  expect(problemsOfMessage(message)).toEqual([]);
});

test('whoever looks after customers reads who, what made the score fall, and whom to talk to', () => {
  const why = { counted: [silent.because], gone: ['Said what they want'], pillars: ['continuity' as const] };
  const news = { kind: 'at-risk' as const, why, at: now };
  const message = newsMessage(news, { playbook, now, stuck: [], lead: lost });
  expect(message.text).toMatch(/^A customer may be at risk\n.*Dana Reyes.*62 of 100/);
  for (const said of [silent.because, 'No more: Said what they want', 'No more: continuity', sam.name]) {
    expect(message.text).toContain(said);
  }
  expect(problemsOfMessage(message)).toEqual([]);
  const nobodys = newsMessage(news, { playbook, now, stuck: [], lead: { ...lost, rep: null } });
  expect(nobodys.text).toContain('no rep has claimed the lead');
});
