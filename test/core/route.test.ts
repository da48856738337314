import { expect, test } from 'vitest';
import { assign } from '../../src/core/assign.ts';
import { emptyDesk } from '../../src/core/desk.ts';
import { unmet } from '../../src/core/route.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead, aTranscript, now } from '../support/leads.ts';

const playbook = defaultPlaybook((page) =>
  page.replace(
    'teams:\n',
    `teams:
  - { id: enterprise, name: Enterprise, channel: "#enterprise", takes: [{ field: size, atLeast: 1000 }] }
  - { id: dach, name: DACH, channel: "#dach", takes: [{ page: [/de/, northwind.example.de] }] }
  - { id: deutsch, name: Deutsch, channel: "#deutsch", takes: [{ language: [de] }] }
  - { id: callers, name: Callers, channel: "#callers", takes: [email, { field: next_step, is: [call] }] }
`,
  ),
);
const said = (field: string, value: string | number) => ({
  field,
  value,
  evidence: { kind: 'said' as const, message: 1, start: 0, end: 1 },
  interviewer: 'guided',
  at: '2026-11-20T15:00:00.000Z',
});

test.each([
  { who: 'a large company', answers: [said('size', 1_200)], url: null, team: 'enterprise' },
  {
    who: 'a large company on a German page',
    answers: [said('size', 1_200)],
    url: 'https://n.example/de/',
    team: 'enterprise',
  },
  { who: 'a path of the German pages', answers: [], url: 'https://n.example/de/preise?x=1', team: 'dach' },
  { who: 'a site of its own', answers: [], url: 'https://www.northwind.example.de/', team: 'dach' },
  { who: 'the same letters elsewhere in the path', answers: [], url: 'https://n.example/blog/de/x', team: 'sales' },
  {
    who: 'who writes German',
    answers: [],
    url: null,
    says: 'Guten Tag, wir suchen ein Werkzeug für Berichte',
    team: 'deutsch',
  },
  { who: 'no page at all', answers: [], url: null, team: 'sales' },
  {
    who: 'all conditions of a team',
    answers: [said('email', 'a@b.example'), said('next_step', 'call')],
    url: null,
    team: 'callers',
  },
  { who: 'one condition of two', answers: [said('next_step', 'call')], url: null, team: 'sales' },
])('$who goes to $team', ({ answers, url, says, team }) => {
  const messages = says === undefined ? {} : { messages: aTranscript([says]) };
  const lead = { ...aLead(), ...messages, answers, page: url === null ? null : { url } };
  expect(assign(lead, { playbook, desk: emptyDesk, now }).team.id).toBe(team);
});

test('what keeps a lead from a team can be named', () => {
  const lead = { ...aLead(), answers: [said('email', 'a@b.example')] };
  expect(unmet(playbook.teams[3]?.takes ?? [], lead, playbook)).toEqual({ field: 'next_step', is: ['call'] });
  expect(unmet([], lead, playbook)).toBeNull();
});
