// What looks like spam is kept, answered honestly, read by nobody, and goes on like any other once somebody lets it through.
import { expect, test } from 'vitest';
import { formLead } from '../../src/core/form.ts';
import { formReceived } from '../../src/core/form-turn.ts';
import { hold, isHeld, letThrough } from '../../src/core/held.ts';
import type { Lead } from '../../src/core/lead.ts';
import { receive } from '../../src/core/receive.ts';
import { aLead, aPlaybook, aTranscript, now, sam } from '../support/leads.ts';

const playbook = aPlaybook({ languages: ['en', 'de', 'fr', 'es'], ops: '#baton-ops' });
const by = { playbook, now };
const arrival = { visitor: { id: 'v' }, page: null };
const wrote = (...said: (string | { baton: string })[]): Lead =>
  aLead({ state: 'chatting', readUpTo: 0, messages: aTranscript(said) });
const held = (lead: Lead) => receive(lead, { ...arrival, suspicion: 'trap' }, by);
const text = (lead: Lead) => lead.messages.at(-1)?.text ?? '';

test.each([
  ['We are looking for a tool for our reports', 'A person has a look at it first'],
  ['Wir suchen ein Werkzeug für unsere Berichte', 'Zuerst sieht sie sich ein Mensch an'],
  ['Nous cherchons un outil pour nos rapports', "Une personne va d'abord le regarder"],
  ['Buscamos una herramienta para nuestros informes', 'Primero lo mirará una persona'],
])('whoever writes "%s" reads that somebody has a look', (said, answer) => {
  const { lead, events, owed } = held(wrote(said));
  expect(isHeld(lead)).toBe(true);
  // Who has not been greeted is told whom they write to.
  expect(text(lead)).toMatch(/^(?:Hi! I'm|Guten Tag! Ich bin|Bonjour ! Je suis|¡Hola! Soy) Baton/);
  expect(text(lead)).toContain(answer);
  expect(events.map(({ kind, data }) => [kind, data])).toEqual([
    ['received', { message: 1 }],
    ['held', { why: 'trap' }],
  ]);
  expect(owed.map(({ job }) => job.kind)).toEqual(['tell', 'send-reply']);
  // However many are held within the minute, they are told of once.
  expect(owed[0]).toMatchObject({ key: 'held:#baton-ops', delayMs: 60_000, joins: true });
});

test('whoever was greeted is not greeted twice', () => {
  const { lead } = held(wrote({ baton: "Hi! I'm Baton." }, 'We are looking for a tool'));
  expect(text(lead)).toMatch(/^Your message is kept\./);
});

test('what they write meanwhile is kept, and nothing follows from it', () => {
  const before = held(wrote('Hello')).lead;
  const more = {
    ...before,
    messages: aTranscript(['Hello', { baton: text(before) }, 'Anybody?']),
  };
  const { lead, events, owed } = receive(more, arrival, by);
  expect([isHeld(lead), events.map(({ kind }) => kind), owed]).toEqual([true, ['received'], []]);
});

test('a later line is never held, nor is anything without a suspicion', () => {
  const later = held(wrote('Hello', { baton: 'Hi' }, 'http://a.example'));
  expect([isHeld(later.lead), later.owed[0]?.job.kind]).toEqual([false, 'take-turn']);
  expect(receive(wrote('Hello'), { ...arrival, suspicion: null }, by).lead.state).toBe('chatting');
});

test('let through once, it is owed its turn; again, there is nothing to let through', () => {
  const { lead } = held(wrote('Hello'));
  const through = letThrough(lead, sam);
  expect(through?.lead.state).toBe('chatting');
  expect(through?.owed).toEqual([{ job: { kind: 'take-turn', lead: lead.id }, key: `turn:${lead.id}` }]);
  expect(through?.events).toEqual([{ kind: 'let-through', by: sam.id, data: { name: sam.name } }]);
  expect(through && letThrough(through.lead, sam)).toBeNull();
});

test('nobody reads an answer to a form, and without ops the team that takes everything is told', () => {
  const form = formLead({ id: 'lead_f', page: null, inputs: [{ name: 'name', text: 'Ana' }], playbook, now });
  const { ops: _, ...unwatched } = playbook;
  const { lead, owed } = hold(formReceived(form, null), 'trap', { playbook: unwatched, now });
  expect(lead.messages).toHaveLength(1);
  expect(owed.map(({ job }) => job)).toEqual([
    { kind: 'tell', to: playbook.teams.at(-1)?.channel, news: { kind: 'held', at: now } },
  ]);
});
