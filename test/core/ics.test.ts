// Calendar files as an independent parser reads them.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { type CalendarFile, ics } from '../../src/core/ics.ts';

const meeting: CalendarFile = {
  method: 'PUBLISH',
  uid: 'baton0abc@google.com',
  sequence: 2,
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T10:30:00+01:00',
  title: 'Intro call; Dana, "Northwind"',
  description: 'Join: https://meet.example/abc\nChange: https://baton.example/m/1?a=1,2;b=\\',
  location: 'https://meet.example/abc',
  url: 'https://baton.example/m/1?a=1,2;b=3',
  organizer: { name: 'Dana "DJ" Reed; AE', email: 'dana@northwind.example' },
  attendee: { name: null, email: 'maja@customer.example' },
  now: '2026-11-20T08:00:00.123Z',
};

function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file) as never);
  const event = calendar.getFirstSubcomponent('vevent')!;
  const value = (name: string) => event.getFirstPropertyValue(name);
  const property = (name: string) => event.getFirstProperty(name);
  return { calendar, event, value, property };
}

test('a meeting to come', () => {
  const { calendar, value, property } = read(ics(meeting));
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(value('uid')).toBe(meeting.uid);
  expect(value('sequence')).toBe(2);
  expect(value('summary')).toBe(meeting.title);
  expect(value('description')).toBe(meeting.description);
  expect(value('url')).toBe(meeting.url);
  expect(value('status')).toBe('CONFIRMED');
  expect(String(value('dtstart'))).toBe('2026-11-24T09:00:00Z');
  expect(String(value('dtend'))).toBe('2026-11-24T09:30:00Z');
  expect(String(value('dtstamp'))).toBe('2026-11-20T08:00:00Z');
  expect(value('organizer')).toBe('mailto:dana@northwind.example');
  expect(property('organizer')?.getParameter('cn')).toBe("Dana 'DJ' Reed; AE");
  expect(property('attendee')).toBeNull();
});

test('a meeting that is off names its guest', () => {
  const file = ics({ ...meeting, method: 'CANCEL', location: null, url: null, organizer: null });
  const { calendar, value, property } = read(file);
  expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  expect(value('status')).toBe('CANCELLED');
  expect(value('attendee')).toBe('mailto:maja@customer.example');
  for (const name of ['location', 'url', 'organizer']) expect(property(name)).toBeNull();
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these cannot stand in a calendar file.
const allowed = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '');
const anyText = fc.string({ unit: 'binary', maxLength: 300, size: 'max' });

test('any text survives, and no line is longer than 75 octets', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (title, description, name) => {
      const file = ics({ ...meeting, title, description, organizer: { name, email: 'a@b.example' } });
      const { value, property } = read(file);
      expect(value('summary')).toBe(allowed(title));
      expect(value('description')).toBe(allowed(description));
      expect(property('organizer')?.getFirstValue()).toBe('mailto:a@b.example');
      expect(value('status')).toBe('CONFIRMED');
      expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
      for (const line of file.split('\r\n')) {
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n]/);
      }
    }),
    { numRuns: 300 },
  );
});

test('what people type begins no line of its own', () => {
  const evil = 'x\r\nATTENDEE:mailto:everybody@evil.example\r\nX:';
  const file = ics({
    ...meeting,
    uid: evil,
    title: evil,
    description: evil,
    location: evil,
    url: evil,
    organizer: { name: evil, email: evil },
  });
  expect(read(file).property('attendee')).toBeNull();
});
