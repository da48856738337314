import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canMove, leadStates, move, newLead, quoteOf } from '../../src/core/lead.ts';

const start = {
  id: 'lead_1',
  conversation: 'c',
  channel: 'web',
  visitor: { id: 'v' },
  page: null,
  playbook: 'p',
  now: '2026-11-23T14:00:00.000Z',
} as const;

test('the moves a lead can make', () => {
  const moves = leadStates.map((from) => `${from}: ${leadStates.filter((to) => canMove(from, to)).join(' ')}`);
  expect(moves).toMatchInlineSnapshot(`
    [
      "chatting: offered closed nurturing quiet",
      "offered: claimed booked nurturing rejected",
      "claimed: offered booked closed nurturing rejected",
      "booked: claimed closed",
      "closed: chatting offered claimed booked",
      "nurturing: chatting offered claimed",
      "rejected: chatting offered claimed",
      "quiet: chatting offered",
    ]
  `);
});

test('a move outside the table is a bug', () => {
  expect(() => move(newLead(start), 'claimed')).toThrow('from chatting to claimed');
});

test('from every state a lead can still get back before people', () => {
  const reach = (from: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    for (const to of leadStates) if (canMove(from as 'chatting', to)) reach(to, seen);
    return seen;
  };
  for (const state of leadStates) expect(reach(state).has('offered')).toBe(true);
});

test('a quote is a slice of the message as the visitor typed it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (text, a, b) => {
      const [begin = 0, end = 0] = [a % text.length, b % (text.length + 1)].sort((x, y) => x - y);
      const message = { n: 1, from: 'visitor', name: null, text, channel: 'web', at: start.now, asks: null } as const;
      const lead = { ...newLead(start), messages: [message] };
      expect(quoteOf(lead, { kind: 'said', message: 1, start: begin, end })).toBe(text.slice(begin, end));
    }),
  );
});
