import { expect, test } from 'vitest';
import { createWidgetTickets } from '../../src/store/widget-ticket.ts';

const at = '2026-11-25T15:00:00.400Z';
const [key, other] = ['ab'.repeat(32), 'cd'.repeat(32)];
const tickets = createWidgetTickets([key]);
const firefox = { network: '203.0.113.7', browser: 'Firefox/140' };

test('the same network and browser always have the same seed, and any other another one', () => {
  const seed = tickets.seedOf(firefox);
  expect(createWidgetTickets([key, other]).seedOf({ ...firefox })).toBe(seed);
  const others = [
    tickets.seedOf({ ...firefox, browser: 'Safari/19' }),
    tickets.seedOf({ ...firefox, network: '203.0.113.8' }),
    tickets.seedOf({ network: '203.0.113.7Firefox', browser: '/140' }),
    createWidgetTickets([other]).seedOf(firefox),
  ];
  expect(new Set([seed, ...others]).size).toBe(5);
  expect(seed).toMatch(/^[\w-]{22}$/);
});

test('a ticket gives back its seed and when it was given, and says nothing of where it comes from', () => {
  const seed = tickets.seedOf(firefox);
  const ticket = tickets.ticketFor(seed, at);
  expect(tickets.read(ticket)).toEqual({ seed, at: '2026-11-25T15:00:00.000Z' });
  expect(createWidgetTickets([other, key]).read(ticket)).toEqual(tickets.read(ticket));
});

test('a ticket that we did not sign is none', () => {
  const seed = tickets.seedOf(firefox);
  const ticket = tickets.ticketFor(seed, at);
  const [, second, mac] = ticket.split('.');
  const another = tickets.seedOf({ ...firefox, browser: 'Safari/19' });
  const wrong = [
    '',
    'x',
    `${another}.${second}.${mac}`,
    `${seed}.${second}0.${mac}`,
    `${seed}.${second}.${tickets.seedOf(firefox)}`,
    ` ${ticket}`,
    createWidgetTickets([other]).ticketFor(seed, at),
  ];
  expect(wrong.map((each) => tickets.read(each))).toEqual(wrong.map(() => null));
});
