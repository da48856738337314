// What is clearly spam, in every language, and that nobody who means it is taken for it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isLinksOnly, sameness } from '../../src/core/spam.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();

test.each([
  'Best casino bonus http://a.example/1 http://b.example/2 http://c.example/3',
  'Cheap followers! https://t.example/x | https://t.example/y | www.followers.example/now',
  'buy-now.example/a buy-now.example/b buy-now.example/c',
  '[url=http://pills.example]cheap pills[/url]',
  '<a href="https://loans.example/apply">quick loans</a> quick loans quick loans',
  '<a href="https://seo.example/rank">visit</a> my page, great post',
  'Jetzt Traumgewinne sichern: https://a.example/1 https://b.example/2 https://c.example/3',
  'Gagnez beaucoup en ligne https://a.example/1 https://b.example/2 https://c.example/3',
  'Gana dinero desde casa https://a.example/1 https://b.example/2 https://c.example/3',
  'https://a.example/1\nhttps://b.example/2\nhttps://c.example/3',
])('spam: %s', (text) => {
  expect(isLinksOnly(text, playbook)).toBe(true);
});

test.each([
  'Hi',
  'Our website is https://www.acme.example',
  'We compared https://a.example/x and https://b.example/y',
  'Could you replace https://a.example/1, https://b.example/2 and https://c.example/3?',
  'Können Sie https://a.example/1 https://b.example/2 https://c.example/3 ersetzen?',
  'Est-ce que vous remplacez https://a.example/1 https://b.example/2 https://c.example/3 ?',
  '¿Pueden sustituir https://a.example/1 https://b.example/2 https://c.example/3?',
  'Does it work with node.js, vue.js and d3.js, e.g. in our own dashboard',
  'I want to talk to a person about https://a.example/1 https://b.example/2 https://c.example/3',
  'Ich möchte mit einem Menschen sprechen über https://a.example/1 https://b.example/2 https://c.example/3',
  'We are 120 people and report from https://a.example/1 https://b.example/2 https://c.example/3',
  'Wir sind 120 Leute und werten https://a.example/1 https://b.example/2 https://c.example/3 aus',
  'Nous sommes 120 personnes : https://a.example/1 https://b.example/2 https://c.example/3',
  'Somos 120 personas: https://a.example/1 https://b.example/2 https://c.example/3',
  'We want to replace our spreadsheets with one dashboard: https://a.example/1 https://b.example/2 https://c.example/3',
  'Team of 120 people: https://a.example/1 https://b.example/2 https://c.example/3',
  'Unsere Shops sind https://a.example/1 https://b.example/2 https://c.example/3',
  'Nos boutiques : https://a.example/1 https://b.example/2 https://c.example/3',
  'Tenemos tres tiendas: https://a.example/1 https://b.example/2 https://c.example/3',
  'Write to ana@acme.example, ben@acme.example or cleo@acme.example/eu',
])('no spam: %s', (text) => {
  expect(isLinksOnly(text, playbook)).toBe(false);
});

describe('nobody in test/leads is taken for it', () => {
  const folder = fileURLToPath(new URL('../leads/', import.meta.url));
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const lines = cases.map(({ name }) => ({ name, says: saidIn(`${folder}${name}/visitor.yml`) }));

  test('neither for their links', () => {
    const all = lines.flatMap(({ name, says }) => says.map((text) => ({ name, text })));
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter(({ text }) => isLinksOnly(text, playbook))).toEqual([]);
  });

  test('nor for what others wrote as well', () => {
    const firsts = lines.map(({ says }) => says[0] ?? '');
    const twice = firsts.filter((text, at) => text.length > 60 && firsts.indexOf(text) !== at);
    expect(twice.length).toBeGreaterThan(2);
    expect(twice.map(sameness).filter((same) => same !== null)).toEqual([]);
  });
});

function saidIn(path: string): string[] {
  const { says } = parse(readFileSync(path, 'utf8')) as { says: (string | Record<string, unknown>)[] };
  return says.flatMap((each) => (typeof each === 'string' ? [each] : JSON.stringify(each)));
}

test('the same text is the same however it is dressed up, and what anybody may write is nobody’s', () => {
  const text = 'We are a team of experts and can bring your website to the first page: rank.example/now';
  expect(sameness(text.toUpperCase().replaceAll(' ', '  '))).toBe(sameness(text));
  expect(sameness(`${text.replace(/ /g, ' ! ')} 😀`)).toBe(sameness(text));
  expect(sameness(`${text} Now.`)).not.toBe(sameness(text));
  const anybody = ['Hi', 'What does it cost?', 'Write to a@b.example', text.replace(/:.*/, '')];
  expect(anybody.map(sameness)).toEqual([null, null, null, null]);
  for (const way of ['seo@rank.example', '+1 415 555 0100', '@rank_team', 'https://rank.example']) {
    expect(sameness(text.replace('rank.example/now', way))).not.toBeNull();
  }
});
