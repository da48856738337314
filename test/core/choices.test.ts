// The one thing that must not fail: what a button writes is read, in answer to that line, as what stands on it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { noBooking } from '../../src/core/booking.ts';
import { choices } from '../../src/core/choices.ts';
import { clearYes } from '../../src/core/confirmed.ts';
import { guidedTurn } from '../../src/core/guided.ts';
import { inLanguage } from '../../src/core/in-language.ts';
import type { Language } from '../../src/core/language.ts';
import { type Lead, type Message, newLead } from '../../src/core/lead.ts';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { pickTime } from '../../src/core/pick-time.ts';
import { fieldOf, type Playbook } from '../../src/core/playbook.ts';
import { whenText } from '../../src/core/when.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const now = '2026-11-21T10:00:00.000Z';
const folder = new URL('../../playbooks/', import.meta.url);
const pages: [string, Playbook][] = [
  ['playbook.yml', defaultPlaybook()],
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name): [string, Playbook] => [name, read(readFileSync(new URL(name, folder), 'utf8'))]),
];

function read(page: string): Playbook {
  const parsed = parsePlaybook(page);
  if (parsed.kind === 'wrong') throw new Error(JSON.stringify(parsed.problems));
  return { ...parsed.page, version: 'test', calendar: true, crmName: null };
}

/** By which the language of a conversation is known. */
const greetings: Record<Language, string> = {
  en: 'Hello, we are looking for a tool for our sales team.',
  de: 'Hallo, wir suchen ein Werkzeug für unseren Vertrieb.',
  fr: 'Bonjour, nous cherchons un outil pour notre équipe de vente.',
  es: 'Hola, buscamos una herramienta para nuestro equipo de ventas.',
};

const message = (n: number, from: Message['from'], text: string, asks: string | null = null): Message => ({
  n,
  from,
  name: null,
  text,
  channel: 'chat',
  at: now,
  asks,
});

function talk(language: Language, ...lines: [Message['from'], string, string?][]): Lead {
  const start = { id: 'lead_1' as const, conversation: 'c', channel: 'chat', visitor: { id: 'v' }, page: null };
  const all: [Message['from'], string, string?][] = [['visitor', greetings[language]], ...lines];
  const messages = all.map(([from, text, asks], i) => message(i + 1, from, text, asks ?? null));
  return { ...newLead({ ...start, playbook: 'test', now }), messages, readUpTo: 1 };
}

const link = 'https://baton.example/meet/token';

const asked = pages.flatMap(([name, playbook]) =>
  playbook.languages.flatMap((language) =>
    playbook.fields
      .filter(({ kind }) => kind === 'choice')
      .map((field) => ({ name, playbook, language, id: field.id, field })),
  ),
);

describe.each(asked)('$name in $language asks for $id', ({ playbook, language, field }) => {
  const { question } = fieldOf(inLanguage(playbook, language), field.id) ?? field;
  const lead = talk(language, ['baton', question, field.id]);
  const buttons = choices(lead, 2, { playbook, now, link }).choices ?? [];

  test('every option has its button', () => {
    expect(buttons).toHaveLength(field.options.length);
  });

  test('each is read as exactly that option', () => {
    buttons.forEach(({ say }, i) => {
      const pressed = talk(language, ['baton', question, field.id], ['visitor', say]);
      const { claims } = guidedTurn({ lead: pressed, playbook });
      expect(claims.map(({ field: id, value }) => [id, value])).toEqual([[field.id, field.options[i]?.id]]);
    });
  });
});

test('labels are those of the visitor’s language, and the page’s own where there is none', () => {
  const playbook = defaultPlaybook();
  const labels = (language: Language, id: string) =>
    choices(talk(language, ['baton', '?', id]), 2, { playbook, now, link }).choices?.map(({ label }) => label);
  expect(labels('en', 'authority')).toEqual(['I decide', 'Together with others', 'Somebody else']);
  expect(labels('de', 'authority')).toEqual(['Ich entscheide', 'Gemeinsam mit anderen', 'Jemand anders']);
  expect(labels('es', 'competition')?.slice(0, 2)).toEqual(['HubSpot', 'Salesforce']);
});

test('what stands on a button and means another option is not what the button writes', () => {
  const playbook = defaultPlaybook((page) => page.replace('button: Maybe later', 'button: Sure'));
  const buttons = choices(talk('en', ['baton', '?', 'next_step']), 2, { playbook, now, link }).choices;
  expect(buttons?.at(-1)).toEqual({ label: 'Sure', say: 'no call' });
});

test('an option that nothing says surely enough has no button', () => {
  const unsaid = (page: string) => page.replace('label: Tableau, says: [tableau]', 'label: "?!"');
  const buttons = choices(talk('en', ['baton', '?', 'competition']), 2, {
    playbook: defaultPlaybook(unsaid),
    now,
    link,
  });
  expect(buttons.choices?.map(({ label }) => label)).not.toContain('?!');
  expect(buttons.choices).toHaveLength(8);
});

test('nothing stands under a line once anybody wrote after it, or under any but the last', () => {
  const playbook = defaultPlaybook();
  const at = (n: number, lead: Lead) => choices(lead, n, { playbook, now, link });
  expect(at(2, talk('en', ['baton', '?', 'authority'], ['visitor', 'me']))).toEqual({});
  expect(at(2, talk('en', ['baton', '?', 'authority'], ['baton', 'One moment.']))).toEqual({});
  expect(at(2, talk('en', ['baton', '?', 'authority'], ['baton', '?', 'authority']))).toEqual({});
  expect(at(2, talk('en', ['baton', '?', 'size']))).toEqual({});
});

test('a line that was never sent takes no buttons away, and a person who talks to them does', () => {
  const lead = talk('en', ['baton', '?', 'authority'], ['baton', 'One moment.']);
  const shown = (change: Partial<Lead>) =>
    choices({ ...lead, ...change }, 2, { playbook: defaultPlaybook(), now, link }).choices?.length ?? 0;
  const takeover = { rep: { id: 'U1', name: 'Dana' }, at: now, since: '1' };
  expect([shown({ dropped: [3] }), shown({ dropped: [3], takeover })]).toEqual([3, 0]);
});

const starts = ['2026-11-24T09:00:00.000Z', '2026-11-24T14:30:00.000Z', '2026-11-26T13:00:00.000Z'];
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'];
const clocks = zones.flatMap((zone) => (['en', 'de', 'fr', 'es'] as const).map((language) => ({ zone, language })));

describe.each(clocks)('times in $zone, told in $language', ({ zone, language }) => {
  const playbook = { ...defaultPlaybook(), calendar: true };
  const list = starts.map((at, i) => `${i + 1}. ${whenText(at, { zone, language })}`).join('\n');
  const times = starts.map((startsAt) => ({ startsAt, hosts: [] }));
  const proposed = { kind: 'call', lengthMin: 30, times, by: 'baton', at: now, message: 2 };
  const offered = (): Lead => ({
    ...talk(language, ['baton', list]),
    state: 'offered',
    offer: {
      why: 'qualified',
      team: 'sales',
      at: now,
      rep: { id: 'U1', name: 'Dana' },
      by: 'rotation',
      startsAt: now,
      turn: null,
      log: [],
    },
    booking: { ...noBooking, zone, proposed },
  });

  test('each button is read as its time', () => {
    const shown = choices(offered(), 2, { playbook, now, link });
    expect(shown.times).toHaveLength(3);
    expect(shown.link?.url).toBe(link);
    shown.times?.forEach(({ say }, index) => {
      expect(pickTime(say, { times, zone, now, country: 'US' })).toEqual({ kind: 'picked', index, zone: null });
    });
  });

  test('without a page there is no link, and a time that is over is not shown', () => {
    const later = '2026-11-24T12:00:00.000Z';
    expect(choices(offered(), 2, { playbook, now: later, link: null })).toEqual({ times: expect.any(Array) });
    expect(choices(offered(), 2, { playbook, now: later, link: null }).times).toHaveLength(2);
  });
});

test('whether a meeting is to be cancelled is answered with a yes or a no', () => {
  const playbook = defaultPlaybook();
  for (const language of playbook.languages) {
    const { words } = inLanguage(playbook, language);
    for (const line of [words.cancelAsk, words.mayWrite]) {
      const buttons = choices(talk(language, ['baton', line]), 2, { playbook, now, link }).choices ?? [];
      expect(buttons.map(({ say }) => clearYes(say, 'US') !== null)).toEqual([true, false]);
    }
  }
});
