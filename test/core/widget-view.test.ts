import { expect, test } from 'vitest';
import { armsOf } from '../../src/core/arms.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { isOnPage } from '../../src/core/route.ts';
import { openNow, widgetView } from '../../src/core/widget-view.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const now = '2026-11-25T15:00:00.000Z';
const section = `
widget:
  origins: [https://www.acme.com]
  title: Ask {company}
  privacy: https://www.acme.com/privacy
  consent: Agree with {company}.
  translations: { de: { consent: "Stimmen Sie {company} zu." } }
  engagement:
    - { id: pricing, pages: [/pricing, campaign=], afterSeconds: 20, say: "Plans of {company}?" }
    - { id: anywhere, scrolled: 50, leaving: true, returning: false, say: Hi, translations: { de: { say: Hallo } } }
  nudges: { perVisit: 2, everyHours: 1 }
experiments:
  - id: engage
    since: 2026-11-23
    arms:
      - { id: silent, engage: [] }
      - { id: late, engage: [anywhere] }
      - { id: all }
  - { id: opener, since: 2026-11-23, arms: [{ id: page }, { id: short, words: { opening: "Short of {company}" } }] }
`;
const playbook = defaultPlaybook((page) => page.replace('\nroles:', `${section}roles:`));
const { name } = playbook.company;
const hours = { isOpen: false, opens: '2026-11-26T08:00:00.000Z' };
const view = (change: Partial<Parameters<typeof widgetView>[2]> = {}, page: Playbook = playbook) => {
  if (page.widget === undefined) throw new Error('The page has a widget.');
  return widgetView(page, page.widget, { language: 'en', arms: {}, page: 'https://www.acme.com/', hours, ...change });
};
const idsOf = (change: Parameters<typeof view>[0]) => view(change).engagement.map(({ id }) => id);

test.each([
  { url: 'https://www.acme.com/pricing', pages: ['/pricing'], is: true },
  { url: 'https://www.acme.com/pricing/teams?x=1', pages: ['/pricing'], is: true },
  { url: 'https://www.acme.com/de/pricing', pages: ['/pricing'], is: false },
  { url: 'https://www.acme.com/de/pricing', pages: ['/docs', '/de/'], is: true },
  { url: 'https://www.acme.com/?utm_campaign=x', pages: ['campaign='], is: true },
  { url: 'https://www.acme.com', pages: ['/'], is: false },
  { url: 'https://www.acme.com/', pages: ['/'], is: true },
  { url: 'https://pricing.acme.com/', pages: ['/pricing'], is: false },
])('$url is on $pages: $is', ({ url, pages, is }) => {
  expect(isOnPage(url, pages)).toBe(is);
});

test('rules hold on their pages, in the order of the page', () => {
  expect(idsOf({})).toEqual(['anywhere']);
  expect(idsOf({ page: null })).toEqual(['anywhere']);
  expect(idsOf({ page: 'https://www.acme.com/pricing' })).toEqual(['pricing', 'anywhere']);
});

test('an arm uses the rules that it names, and one that names none uses all', () => {
  const page = 'https://www.acme.com/pricing';
  expect(idsOf({ page, arms: { engage: 'silent' } })).toEqual([]);
  expect(idsOf({ page, arms: { engage: 'late' } })).toEqual(['anywhere']);
  expect(idsOf({ page, arms: { engage: 'all' } })).toEqual(['pricing', 'anywhere']);
  expect(idsOf({ page, arms: { engage: 'gone', opener: 'short' } })).toEqual(['pricing', 'anywhere']);
});

test('a visitor reads the page’s words, in their language as far as the page has it', () => {
  const english = view({ page: 'https://www.acme.com/pricing' });
  expect(english).toMatchObject({
    company: name,
    language: 'en',
    languages: ['en', 'de', 'fr', 'es'],
    privacy: { text: `Agree with ${name}.`, url: 'https://www.acme.com/privacy' },
    caps: { perVisit: 2, everyHours: 1 },
    ...hours,
  });
  expect(english.texts).toMatchObject({ title: 'Ask {company}', send: 'Send' });
  expect(english.opening).toContain(name);
  expect(english.disclosure).toContain('an AI assistant');
  expect(english.engagement).toEqual([
    { id: 'pricing', afterSeconds: 20, leaving: false, say: `Plans of ${name}?` },
    { id: 'anywhere', scrolled: 50, leaving: true, returning: false, say: 'Hi' },
  ]);
  const german = view({ language: 'de' });
  expect(german.texts).toMatchObject({ title: 'Ask {company}', send: 'Senden' });
  expect(german.privacy?.text).toBe(`Stimmen Sie ${name} zu.`);
  expect(german.engagement.map(({ say }) => say)).toEqual(['Hallo']);
  expect(german.disclosure).toContain('KI-Assistent');
  expect(view({ arms: { opener: 'short' } }).opening).toBe(`Short of ${name}`);
});

test('without a page about privacy nothing is said of it; without words of the page Baton’s are', () => {
  const bare = defaultPlaybook((page) => page.replace('\nroles:', '\nwidget: { origins: [https://a.com] }\nroles:'));
  expect(view({}, bare)).toMatchObject({ privacy: null, engagement: [], texts: { title: 'Chat with {company}' } });
  const linked = defaultPlaybook((page) =>
    page.replace('\nroles:', '\nwidget: { origins: [https://a.com], privacy: https://a.com/p }\nroles:'),
  );
  expect(view({ language: 'fr' }, linked).privacy).toEqual({
    text: `Ce que vous écrivez ici est lu et conservé par ${name} pour vous répondre.`,
    url: 'https://a.com/p',
  });
});

test('somebody is at work while anybody of any team is, and else the first who comes says when', () => {
  const hours = (change: (page: string) => string) => defaultPlaybook((page) => change(playbookTeams(page)));
  const office = hours((page) => page.replace(/^zone: .*$/m, 'zone: Europe/Berlin\nhours: { mon-fri: 09:00-17:00 }'));
  expect(openNow(office, '2026-11-25T08:00:00.000Z')).toEqual({ isOpen: true, opens: null });
  expect(openNow(office, '2026-11-25T16:00:00.000Z')).toEqual({ isOpen: false, opens: '2026-11-26T08:00:00.000Z' });
  expect(openNow(office, '2026-11-27T17:00:00.000Z')).toEqual({ isOpen: false, opens: '2026-11-30T08:00:00.000Z' });
  const late = hours((page) =>
    page
      .replace(/^zone: .*$/m, 'zone: Europe/Berlin\nhours: { mon-fri: 09:00-17:00 }')
      .replace(
        '    name: Sales\n',
        '    name: Sales\n    reps: [{ slack: U024BE7LH, name: Dana, hours: { fri: 18:00-19:00 } }]\n',
      ),
  );
  expect(openNow(late, '2026-11-25T10:00:00.000Z')).toEqual({ isOpen: false, opens: '2026-11-27T17:00:00.000Z' });
  expect(
    openNow(
      hours((page) => page),
      now,
    ),
  ).toEqual({ isOpen: true, opens: null });
});

const playbookTeams = (page: string) =>
  page
    .replace(/^hours:.*$/m, '')
    .replace(/^teams:\n(?: .*\n|#.*\n|\n)*/m, 'teams:\n  - id: sales\n    name: Sales\n    channel: "#sales"\n\n');

test('arms of a seed are weighed', () => {
  const weighed = defaultPlaybook((page) =>
    page.replace(
      '\nroles:',
      '\nexperiments: [{ id: x, since: 2026-11-23, arms: [{ id: a, weight: 1 }, { id: b, weight: 3 }] }]\nroles:',
    ),
  );
  const drawn = Array.from({ length: 4_000 }, (_, i) => armsOf(`seed${i}`, weighed, now).x);
  const share = drawn.filter((arm) => arm === 'b').length / drawn.length;
  expect(share).toBeGreaterThan(0.72);
  expect(share).toBeLessThan(0.78);
});
