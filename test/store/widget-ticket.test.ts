import { expect, test } from 'vitest';
import { createWidgetTickets } from '../../src/store/widget-ticket.ts';

const at = '2026-11-25T15:00:00.400Z';
const [key, other] = ['ab'.repeat(32), 'cd'.repeat(32)];
const tickets = createWidgetTickets([key]);
const firefox = { address: '203.0.113.7', browser: 'Firefox/140' };

test('the same address and browser always have the same seed, and any other another one', () => {
  const seed = tickets.seedOf(firefox);
  expect(createWidgetTickets([key, other]).seedOf({ ...firefox })).toBe(seed);
  const others = [
    tickets.seedOf({ ...firefox, browser: 'Safari/19' }),
    tickets.seedOf({ ...firefox, address: '203.0.113.8' }),
    tickets.seedOf({ address: '203.0.113.7Firefox', browser: '/140' }),
    createWidgetTickets([other]).seedOf(firefox),
  ];
  expect(new Set([seed, ...others]).size).toBe(5);
  expect(seed).toMatch(/^[\w-]{22}$/);
});

test.each([
  { a: '2001:db8:1:2:aaaa:bbbb:cccc:dddd', b: '2001:db8:1:2::1', isOne: true },
  { a: '2001:0DB8:0001:0002:1::', b: '2001:db8:1:2::1', isOne: true },
  { a: '2001:db8:1:2::1', b: '2001:db8:1:3::1', isOne: false },
  { a: '2001:db8::1', b: '2001:db8:0:0:9::', isOne: true },
  { a: '::1', b: '::2', isOne: true },
  { a: '::ffff:203.0.113.7', b: '203.0.113.7', isOne: true },
  { a: '::ffff:203.0.113.7', b: '::ffff:203.0.113.8', isOne: false },
])('$a and $b are one visitor: $isOne', ({ a, b, isOne }) => {
  const seed = (address: string) => tickets.seedOf({ address, browser: 'x' });
  expect(seed(a) === seed(b)).toBe(isOne);
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
