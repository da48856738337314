// What of a lead its visitor sees in our own chat, and what they take away of it.
import { describe, expect, test } from 'vitest';
import { withGreeting } from '../../src/core/greeting.ts';
import { guidedTurn } from '../../src/core/guided.ts';
import { type Lead, type Message, newLead } from '../../src/core/lead.ts';
import { isAnswering, widgetShown, widgetState } from '../../src/core/widget-shown.ts';
import { widgetTranscript } from '../../src/core/widget-transcript.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const now = '2026-11-23T14:00:00.000Z';
const playbook = defaultPlaybook();
const fresh = newLead({
  id: 'lead_1',
  conversation: 'conversation_a',
  channel: 'widget',
  visitor: { id: 'visitor_1' },
  page: null,
  playbook: 'p',
  now,
});
const said = (from: Message['from'], more: Partial<Message> = {}): Omit<Message, 'n'> => {
  return { from, name: from === 'rep' ? 'Dana' : null, text: 'Hello', channel: 'widget', at: now, asks: null, ...more };
};
const lead = (lines: readonly Omit<Message, 'n'>[], more: Partial<Lead> = {}): Lead => {
  return { ...fresh, messages: lines.map((line, i) => ({ ...line, n: i + 1 })), ...more };
};
const numbers = (of: Lead, upTo: number, { after = 0, conversation = 'conversation_a' } = {}) =>
  widgetShown(of, { conversation, delivery: { upTo, sending: null }, after }).map(({ n }) => n);

describe('the lines', () => {
  const talk = [said('baton'), said('visitor'), said('baton'), said('visitor')];

  test('come in order: one of ours that is on its way keeps back what comes after it', () => {
    expect(numbers(lead(talk), 1)).toEqual([1, 2]);
    expect(numbers(lead(talk), 3)).toEqual([1, 2, 3, 4]);
    expect(numbers(lead(talk), 3, { after: 2 })).toEqual([3, 4]);
    expect(numbers(lead(talk), 3, { after: 4 })).toEqual([]);
  });

  test('that were dropped are not there and keep nothing back', () => {
    expect(numbers(lead(talk, { dropped: [3] }), 1)).toEqual([1, 2, 4]);
  });

  test('of other conversations are not theirs, and keep nothing back either', () => {
    const elsewhere = said('baton', { conversation: 'conversation_b' });
    const both = lead([said('visitor'), elsewhere, said('visitor', { channel: 'mail' }), said('visitor')]);
    expect(numbers(both, 0)).toEqual([1, 4]);
    expect(numbers(both, 4, { conversation: 'conversation_b' })).toEqual([2]);
    expect(numbers(lead(talk, { channel: 'web' }), 4)).toEqual([1, 2, 3, 4]);
    expect(numbers(lead(talk, { conversation: '+14155550100', channel: 'whatsapp' }), 4)).toEqual([]);
  });
});

describe('what goes on', () => {
  const waiting = (more: Partial<Lead> = {}, at = now) => isAnswering(lead([said('visitor', { at })], more), idle, now);
  const idle = { upTo: 0, sending: null };

  test('Baton is at it while a line is unread or one of ours is on its way, but not for ever', () => {
    expect(waiting()).toBe(true);
    expect(waiting({ readUpTo: 1 })).toBe(false);
    // Held as spam: nobody reads it before a person has looked at it.
    expect(waiting({ state: 'quiet' })).toBe(false);
    expect(waiting({}, '2026-11-23T13:58:00.000Z')).toBe(false);
    expect(isAnswering(lead([said('visitor'), said('baton')], { readUpTo: 2 }), idle, now)).toBe(true);
    expect(isAnswering(lead([said('visitor'), said('baton')], { readUpTo: 2 }), { upTo: 2, sending: null }, now)).toBe(
      false,
    );
    const takeover = { rep: { id: 'U1', name: 'Dana' }, at: now, since: '1' };
    expect(waiting({ takeover })).toBe(false);
  });

  test('says who talks to them and whether it is over', () => {
    const by = { playbook, now, hours: { isOpen: true, opens: null }, isAnswering: false };
    const takeover = { rep: { id: 'U1', name: 'Dana' }, at: now, since: '1' };
    expect(widgetState(null, by)).toMatchObject({ isOpen: true, opens: null, withRep: null, isOver: false });
    expect(widgetState(lead([], { takeover }), by)).toMatchObject({ withRep: 'Dana' });
    expect(widgetState(lead([], { state: 'closed' }), by)).toMatchObject({ isOver: true });
    // Why it is over is on its way.
    expect(widgetState(lead([], { state: 'closed' }), { ...by, isAnswering: true })).toMatchObject({ isOver: false });
    expect(widgetState(lead([], { state: 'quiet' }), by)).toMatchObject({ isOver: false });
    const startsAt = '2026-11-24T08:00:00.000Z';
    const offer = {
      why: 'asked',
      team: 'sales',
      at: now,
      rep: null,
      by: 'nobody',
      startsAt,
      turn: null,
      log: [],
    } as const;
    expect(widgetState(lead([], { offer }), by)).toMatchObject({ isOpen: false, opens: startsAt });
  });
});

test('a greeting that the visitor saw before they wrote changes nothing of how their first line is read', () => {
  const line = 'We are drowning in spreadsheets, 50 people';
  const withoutIt = lead([said('visitor', { text: line })]);
  const greeted = withGreeting(fresh, { language: 'en', engaged: null }, playbook);
  const withIt = { ...greeted, messages: [...greeted.messages, { ...said('visitor', { text: line }), n: 2 }] };
  const read = (of: Lead) =>
    guidedTurn({ lead: of, playbook, passages: [], spent: 0 }).claims.map(({ field, value }) => [field, value]);
  expect(greeted.messages).toMatchObject([{ n: 1, from: 'baton', text: expect.stringContaining('AI assistant') }]);
  expect(read(withIt)).toEqual(read(withoutIt));
  expect(read(withIt)).toContainEqual(['size', 50]);
});

test('what they take away has names and times, in their language and on their clock', () => {
  const lines = [
    said('baton', { text: 'Guten Tag!' }),
    said('visitor', { text: 'Wir suchen ein Werkzeug für unsere Berichte' }),
    said('rep', { text: 'Hier ist Dana.' }),
  ];
  expect(widgetTranscript(lines, { playbook, language: 'de', zone: 'Europe/Berlin' })).toMatchInlineSnapshot(`
    "Chat mit Northwind Analytics (Ortszeit Berlin)

    Baton (KI-Assistent), Montag, 23. November, 15:00 Uhr
    Guten Tag!

    Sie, Montag, 23. November, 15:00 Uhr
    Wir suchen ein Werkzeug für unsere Berichte

    Dana, Montag, 23. November, 15:00 Uhr
    Hier ist Dana.
    "
  `);
  expect(widgetTranscript([], { playbook, language: 'fr', zone: 'Europe/Paris' })).toContain('Northwind Analytics');
});
