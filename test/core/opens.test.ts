import { expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import { opens } from '../../src/core/opens.ts';
import { posted } from '../../src/core/post.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead, anOffer, aTranscript } from '../support/leads.ts';

const now = '2026-11-20T15:00:00.000Z';
const monday = '2026-11-23T14:00:00.000Z';
const newYork = defaultPlaybook();
const berlin = defaultPlaybook((page) =>
  page.replace('country: US', 'country: DE').replace('name: Sales', 'name: Sales\n    zone: Europe/Berlin'),
);

const greetings = {
  en: 'Hello, we are looking for a tool',
  de: 'Guten Tag, wir suchen ein Werkzeug',
  fr: 'Bonjour, nous cherchons un outil',
  es: 'Hola, estamos buscando una herramienta',
};

test.each([
  { language: 'en', playbook: newYork, startsAt: monday, says: 'on Monday at 9:00 AM EST' },
  { language: 'en', playbook: berlin, startsAt: monday, says: 'on Monday at 15:00 CET' },
  { language: 'de', playbook: berlin, startsAt: monday, says: 'am Montag um 15:00 MEZ' },
  { language: 'fr', playbook: berlin, startsAt: monday, says: 'lundi à 15:00 UTC+1' },
  { language: 'es', playbook: berlin, startsAt: monday, says: 'el lunes a las 15:00 CET' },
  {
    language: 'en',
    playbook: newYork,
    startsAt: '2026-11-30T14:00:00.000Z',
    says: 'on Monday, November 30 at 9:00 AM EST',
  },
  {
    language: 'de',
    playbook: newYork,
    startsAt: monday,
    visitor: { id: 'v', zone: 'Europe/Berlin' },
    says: 'am Montag um 15:00 Uhr',
  },
  { language: 'en', playbook: newYork, startsAt: now, says: undefined },
  { language: 'en', playbook: newYork, startsAt: null, says: undefined },
] as const)('$language: $says', ({ language, playbook, startsAt, says, ...known }) => {
  // Some spaces in a time are narrow ones.
  const lead = aLead({ messages: aTranscript([greetings[language]]), offer: anOffer({ startsAt }), ...known });
  expect(opens(lead, playbook, now)?.replace(/\s/gu, ' ')).toBe(says);
});

const card = { channel: 'C1', ts: '1.2' };
const after = (lead: Lead, at = now) =>
  posted(lead, card, { drawn: lead, playbook: newYork, now: at }).lead.messages.at(-1);

test('while the team is out the visitor hears when it is back, and hears it once', () => {
  const lead = aLead({ offer: anOffer({ startsAt: monday }) });
  expect(after(lead)?.text).toContain('They are back on Monday at 9:00');
  const told = aLead({ ...lead, messages: [...lead.messages, { ...after(lead)!, at: lead.offer!.at }] });
  expect(after(told)).toEqual(told.messages.at(-1));
});

test('a card that stands only when the team is back says what is true then', () => {
  const lead = aLead({ offer: anOffer({ startsAt: monday }) });
  expect(after(lead, monday)?.text).toContain('Someone will get back to you');
});

test('it is said in the language of the visitor', () => {
  const playbook = defaultPlaybook((page) => (page.includes('\nlanguages:') ? page : `${page}\nlanguages: [en, de]\n`));
  const messages = aTranscript(['Guten Tag, wir suchen ein Werkzeug für unsere Berichte und brauchen es bald.']);
  const lead = aLead({ messages, offer: anOffer({ startsAt: monday }) });
  const { text } = posted(lead, card, { drawn: lead, playbook, now }).lead.messages.at(-1)!;
  expect(text).toContain('Es ist am Montag um');
});
