import { describe, expect, test } from 'vitest';
import { type Found, isOpen, namedIn, quoteFrom, quotes } from '../../src/core/knowledge.ts';
import type { Message } from '../../src/core/lead.ts';
import { questions } from '../../src/core/questions.ts';
import { searchWords, wantedWords } from '../../src/core/search-words.ts';

const line = (text: string, n = 1): Message => ({
  n,
  from: 'visitor',
  name: null,
  text,
  channel: 'web',
  at: '',
  asks: null,
});

describe('questions', () => {
  test.each([
    ['Do you read HubSpot?', ['Do you read HubSpot?']],
    ['We are 50. Do you read HubSpot? And what does it cost?', ['Do you read HubSpot?', 'And what does it cost?']],
    ['how much does it cost', ['how much does it cost']],
    ['We use HubSpot.', []],
    ['???', []],
    ['', []],
    ['¿Cuánto cuesta?', ['¿Cuánto cuesta?']],
    ['价格是多少？', ['价格是多少？']],
  ])('%s', (text, expected) => {
    expect(questions([line(text)]).map((question) => question.text)).toEqual(expected);
  });

  test('are cut from the visitor’s own lines at their offsets', () => {
    const messages = [line('Hi.  Is it safe? '), { ...line('And you?', 2), from: 'baton' as const }, line('Why?', 3)];
    const found = questions(messages);
    expect(found.map(({ message }) => message)).toEqual([1, 3]);
    for (const { message, start, end, text } of found) expect(messages[message - 1]?.text.slice(start, end)).toBe(text);
  });
});

describe('search words', () => {
  test.each([
    ['Do you read HubSpot?', 'read hubspot'],
    ["HubSpot's API – the E-Mail set-up", 'hubspot api email setup'],
    ['Größe, café, ÉCOLE', 'grosse cafe ecole'],
    ['what is it', ''],
    [`'; drop table passages; -- "x" OR NEAR(a*) ^ {b} : | & ! <-> \0`, 'drop table passages x near b'],
    ['SOC-2 Type II, ISO 27001', 'soc 2 type ii iso 27001'],
  ])('%s', (text, expected) => {
    expect(searchWords(text).join(' ')).toBe(expected);
  });

  test('are letters and digits only, whatever is typed', () => {
    for (let code = 0; code < 0x3000; code++) {
      for (const word of searchWords(`a${String.fromCharCode(code)}b`)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
    }
  });

  test('a question asks for things, by any of their names, each once; a bare number is none', () => {
    expect(wantedWords('What does it cost, and what is the price?')).toHaveLength(1);
    expect(wantedWords('How much is it?')[0]).toContain('pricing');
    expect(wantedWords('How much data is stored?').map(([word]) => word)).toEqual(['data', 'store']);
    expect(wantedWords('Do you support Okta?')).toEqual([['okta']]);
    expect(wantedWords('Around 50?')).toEqual([]);
    expect(wantedWords('constructor __proto__ toString').length).toBe(3);
    expect(wantedWords('word '.repeat(10_000) + Array.from({ length: 99 }, (_, i) => `w${i}`).join(' ')).length).toBe(
      1,
    );
  });
});

describe('the quoted answer', () => {
  test.each([
    ['One. Two. Three.', 'One. Two.'],
    ['Only one sentence', 'Only one sentence'],
    [`Short. ${'Long '.repeat(80)}end.`, 'Short.'],
    ['Paste this:\n```html\n<b>\n```', 'Paste this:'],
    ['```\ncode alone\n```', ''],
    ['It costs $1,450.50 a month. More.', 'It costs $1,450.50 a month. More.'],
  ])('%s', (text, expected) => {
    expect(quoteFrom({ source: 'S', text })).toBe(expected);
  });

  test('never runs on', () => {
    expect(quoteFrom({ source: 'S', text: 'word '.repeat(400) }).length).toBeLessThanOrEqual(320);
  });
});

const [first, second] = questions([line('We are 50. Is it safe? What does it cost?')]) as [
  Found['question'],
  Found['question'],
];
const passage = (source: string, strong: boolean, question = first): Found => ({
  source,
  text: 'Yes.',
  strong,
  question,
});

test('each question gets its best strong passage, and only that', () => {
  const asked = { questions: [first, second], said: [], words: { told: '{answer} ({source})' } };
  const { message, start, end } = first;
  const found = [passage('A', false), passage('B {name}', true), passage('C', true), passage('D', false, second)];
  expect(quotes(found, asked)).toEqual({
    lines: ['Yes. (B {name})'],
    tells: [{ message, start, end, source: 'B {name}' }],
    restOpen: true,
  });
  const same = quotes([passage('B', true), passage('B', true, second)], asked);
  expect([same.lines, same.tells.length, same.restOpen]).toEqual([['Yes. (B)'], 2, false]);
});

test('what was read as an answer is no question, unless it asks for more', () => {
  const claim = (quote: string) => ({ message: 1, quote });
  const [shy] = questions([line('Around 50 people?')]);
  const [both] = questions([line('We are 50 people and what does it cost?')]);
  expect(isOpen(shy!, [claim('Around 50 people')])).toBe(false);
  expect(isOpen(both!, [claim('50 people')])).toBe(true);
  expect(isOpen(shy!, [{ ...claim('Around 50 people'), message: 2 }])).toBe(true);
});

test.each([
  ['It is $490 (from: Pricing › Plans).', ['Pricing › Plans']],
  ['Es kostet $490 (aus: Pricing › Plans; Security).', ['Pricing › Plans', 'Security']],
  ['It is safe [Security].', ['Security']],
  ['Security matters to us (very much).', []],
  ['It is $490.', []],
])('%s answers the questions whose source it names', (reply, sources) => {
  const found = [passage('Pricing › Plans', false), passage('Security', true, second)];
  expect(namedIn(reply, found).map(({ source }) => source)).toEqual(sources);
});

test('a source with brackets of its own is named as it stands', () => {
  const { message, start, end } = first;
  const source = 'Pricing › Plans (2026)';
  expect(namedIn(`It is $490 (from: ${source}).`, [passage(source, true)])).toEqual([{ message, start, end, source }]);
});
