// The mails to a visitor: text and HTML say the same in every language, nothing typed becomes markup, nothing is fetched.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { type Language, languages } from '../../src/core/language.ts';
import { type ChoiceMail, type MeetingMail, visitorMail } from '../../src/core/mail.ts';
import { mailEnglish } from '../../src/core/words/mail-english.ts';
import { mailFrench } from '../../src/core/words/mail-french.ts';
import { mailGerman } from '../../src/core/words/mail-german.ts';
import { mailSpanish } from '../../src/core/words/mail-spanish.ts';

const about = {
  id: 'lead_1-booked-1@baton.example',
  to: { address: 'maja@customer.example', name: 'Maja Lindt' },
  language: 'en' as Language,
  company: 'Northwind',
  rep: { name: 'Dana Reed', email: 'dana@northwind.example' },
  label: 'Intro call',
  zone: 'Europe/Berlin',
  hostZone: 'America/New_York',
  selfService: 'https://baton.example/m/abc?a=1&b=2',
  now: '2026-11-20T08:00:00.000Z',
};
const booked: MeetingMail = {
  ...about,
  kind: 'booked',
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:30:00.000Z',
  call: 'https://meet.example/abc-def',
  event: { uid: 'baton0abc@google.com', sequence: 1 },
};
const choice: ChoiceMail = {
  ...about,
  kind: 'choose',
  times: ['2026-11-24T09:00:00.000Z', '2026-11-25T14:30:00.000Z'],
};

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a person sees of the HTML; a link that is not written out is followed by its address. */
function visible(html: string): string {
  const [, body = ''] = html.match(/<body[^>]*>([\s\S]*)<\/body>/) ?? [];
  return body
    .replace(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g, (_all, href, text) => (href === text ? text : `${text}\n${href}`))
    .replace(/<\/td><td[^>]*>/g, ' ')
    .replace(/<\/?(?:tr|td)[^>]*>/g, '')
    .replace(/<li>/g, '- ')
    .replace(/<\/li>/g, '')
    .replace(/<(?:p|ul|table)[^>]*>\n?/g, '')
    .replace(/\n?<\/(?:p|ul|table)>/g, '\n')
    .replace(/<\/?div[^>]*>\n?/g, '')
    .replace(/&(\w+|#39);/g, (_all, name: string) => entities[name] ?? '?')
    .trim();
}

test('booked', () => {
  const { id, to, subject, text, invite } = visitorMail(booked);
  expect({ id, to, subject }).toEqual({
    id: about.id,
    to: about.to,
    subject: 'Your meeting with Dana Reed: Tuesday 24 November, 10:00 (Berlin time)',
  });
  expect(text).toBe(`Hello Maja Lindt,

Your meeting with Dana Reed of Northwind is booked.

What: Intro call
When: Tuesday 24 November, 10:00 (Berlin time)
Length: 30 minutes
Join: https://meet.example/abc-def

Open the attached file to put the meeting into your calendar.

Choose another time or cancel
https://baton.example/m/abc?a=1&b=2

Baton, the AI assistant of Northwind
`);
  const event = readInvite(invite?.ics);
  expect(invite?.method).toBe('PUBLISH');
  expect(event('uid')).toBe('baton0abc@google.com');
  expect(event('summary')).toBe('Intro call: Dana Reed');
  expect(event('location')).toBe('https://meet.example/abc-def');
  expect(event('url')).toBe(about.selfService);
  expect(event('organizer')).toBe('mailto:dana@northwind.example');
});

test('moved, in German: where it was stands beside, and the file is a later one', () => {
  const moved = visitorMail({
    ...booked,
    kind: 'moved',
    language: 'de',
    before: '2026-11-23T09:00:00.000Z',
    event: { uid: 'baton0abc@google.com', sequence: 2 },
  });
  expect(moved.subject).toBe(
    'Neue Zeit für Ihren Termin mit Dana Reed: Dienstag, 24. November, 10:00 Uhr (Ortszeit Berlin)',
  );
  expect(moved.text).toContain('Zuvor: Montag, 23. November, 10:00 Uhr (Ortszeit Berlin)');
  expect(readInvite(moved.invite?.ics)('sequence')).toBe(2);
});

test('cancelled, in French: no call to join, the file takes it out, and the next step is a new time', () => {
  const { subject, text, invite } = visitorMail({ ...booked, kind: 'cancelled', language: 'fr' });
  expect(subject).toBe('Annulé : votre rendez-vous avec Dana Reed, mardi 24 novembre à 10:00 (heure de Berlin)');
  expect(text).not.toContain('meet.example');
  expect(text).toContain('Choisir un nouvel horaire\nhttps://baton.example/m/abc?a=1&b=2');
  expect(invite?.method).toBe('CANCEL');
  expect(readInvite(invite?.ics)('status')).toBe('CANCELLED');
  expect(readInvite(invite?.ics)('attendee')).toBe('mailto:maja@customer.example');
});

test('a reminder, in Spanish, brings no second file', () => {
  const { subject, text, invite } = visitorMail({ ...booked, kind: 'reminder', language: 'es' });
  expect(subject).toBe('Recordatorio: su reunión con Dana Reed, martes, 24 de noviembre, 10:00 (hora de Berlín)');
  expect(text).toContain('Le recordamos su reunión con Dana Reed (Northwind).');
  expect(invite).toBeUndefined();
});

test('times to choose from, in the rep’s clock when the visitor’s is not known, and that is said', () => {
  const { text, invite } = visitorMail({ ...choice, zone: null, rep: null });
  expect(text).toContain('We propose these times for your meeting with Northwind.');
  expect(text).toContain('- Tuesday, November 24, 4:00 AM (New York time)\n- Wednesday, November 25, 9:30 AM');
  expect(text).toContain('Given in New York time (UTC-5), because we do not know your time zone.');
  expect(invite).toBeUndefined();
  const open = visitorMail({ ...choice, times: [], zone: null });
  expect(open.subject).toBe('A time for your meeting with Dana Reed');
  expect(open.text).not.toContain('time zone');
});

test('without a page of their own they are asked back into the chat', () => {
  expect(visitorMail({ ...booked, selfService: null }).text).toContain(mailEnglish.changeInChat);
  expect(visitorMail({ ...booked, kind: 'cancelled', selfService: null }).text).toContain(mailEnglish.againInChat);
  expect(visitorMail({ ...choice, selfService: null }).text).toContain(mailEnglish.pickInChat);
  // What is no web address is no link.
  const odd = visitorMail({ ...booked, selfService: 'javascript:alert(1)', call: 'data:text/html,hi' });
  expect(odd.text + odd.html + odd.invite?.ics).not.toMatch(/javascript|data:/);
});

test('every language has every line, with the same blanks, and no mail leaves one open', () => {
  const blanks = (line: string) => [...line.matchAll(/\{\w+\}/g)].map(String).toSorted();
  for (const words of [mailGerman, mailFrench, mailSpanish]) {
    expect(Object.keys(words)).toEqual(Object.keys(mailEnglish));
    for (const [name, line] of Object.entries(mailEnglish)) {
      expect(blanks(words[name as keyof typeof words]), name).toEqual(blanks(line));
    }
  }
});

const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    '</p><script>alert(1)</script>',
    '"><img src=x onerror=1>',
    'A\r\nBcc: all@evil.example',
    "O'Neil & Co",
    '{rep}$&',
  ),
);
const kinds = fc.constantFrom('booked', 'moved', 'cancelled', 'reminder', 'choose', 'open' as const);

test('whatever the names are: the HTML shows the text and nothing else, and fetches nothing', () => {
  fc.assert(
    fc.property(
      kinds,
      fc.constantFrom(...languages),
      fc.array(name, { minLength: 4, maxLength: 4 }),
      (kind, language, names) => {
        const [guest = '', company = '', rep = '', label = ''] = names;
        const people = { language, company, label, to: { ...about.to, name: guest }, rep: { name: rep, email: null } };
        const {
          subject,
          text,
          html = '',
        } = kind === 'choose' || kind === 'open'
          ? visitorMail({ ...choice, ...people, times: kind === 'open' ? [] : choice.times })
          : visitorMail({ ...booked, ...people, kind: kind as MeetingMail['kind'] });
        expect(visible(html)).toBe(text.trim());
        expect(subject).not.toMatch(/[\r\n]/);
        expect(html).not.toMatch(/<(?:script|img|link|style|iframe|form|object)\b/i);
        expect(html).not.toMatch(/<[^>]*\s(?:src|srcset|background|on\w+)=|url\(/i);
        expect(text).not.toMatch(/\n\n\n|undefined|null/);
      },
    ),
    { numRuns: 300 },
  );
});

function readInvite(file: string | undefined): (name: string) => unknown {
  const event = new ICAL.Component(ICAL.parse(file ?? '') as never).getFirstSubcomponent('vevent')!;
  return (property) => event.getFirstPropertyValue(property);
}
