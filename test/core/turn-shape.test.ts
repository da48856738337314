import { describe, expect, test } from 'vitest';
import { readTurn, toModelSchema } from '../../src/core/turn-shape.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();
const answer = (change: object) =>
  JSON.stringify({ claims: [], wants: 'answering', next: 'size', reply: 'How many people are you?', ...change });
const claim = (field: string, value: unknown, change = {}) => ({
  claims: [{ field, value, message: 1, quote: 'so', offer: null, ...change }],
});

describe('what a model may answer', () => {
  test.each([
    ['size', 50, 50],
    ['size', { min: 10, max: 20 }, { min: 10, max: 20 }],
    ['budget', { amount: 20_000, currency: null, per: 'year' }, { amount: 20_000, per: 'year' }],
    ['budget', { min: 1, max: 2, currency: 'EUR', per: null }, { min: 1, max: 2, currency: 'EUR' }],
    ['authority', 'decides', 'decides'],
    ['urgency', '2027-01-01/2027-03-31', '2027-01-01/2027-03-31'],
    ['company', 'Acme', 'Acme'],
  ])('%s %j', (field, value, read) => {
    expect(readTurn(answer(claim(field, value)), playbook)).toMatchObject({
      kind: 'turn',
      claims: [{ field, value: read, message: 1, quote: 'so' }],
      reply: { text: 'How many people are you?', asks: 'size' },
    });
  });

  test.each([
    ['malformed', '{"claims":[],"wan'],
    ['wrong-shape', '[]'],
    ['wrong-shape', '{}'],
    ['wrong-shape', answer({ wants: 'a pony' })],
    ['wrong-shape', answer({ extra: 1 })],
    ['wrong-shape', answer(claim('size', 'fifty'))],
    ['wrong-shape', answer(claim('authority', 'the boss'))],
    ['wrong-shape', answer(claim('budget', { amount: 5 }))],
    ['wrong-shape', answer(claim('size', 5, { message: 1.5 }))],
    ['wrong-shape', answer(claim('size', 5, { message: 99_999_999_999 }))],
    ['wrong-shape', answer(claim('size', 5, { offer: 0 }))],
    ['wrong-shape', answer(claim('size', 5, { offer: undefined }))],
    ['unknown-field', answer(claim('shoe_size', 44))],
    ['unknown-field', answer({ next: 'shoe_size' })],
    ['empty-reply', answer({ reply: ' \u0000 ' })],
  ])('%s: %s', (why, text) => {
    expect(readTurn(text, playbook)).toEqual({ kind: 'wrong', why });
  });

  test('an offer that the visitor accepted, or none', () => {
    const offerOf = (offer: number | null) => {
      const read = readTurn(answer(claim('size', 50, { offer })), playbook);
      return read.kind === 'turn' ? read.claims : read.why;
    };
    expect(offerOf(4)).toEqual([{ field: 'size', value: 50, message: 1, quote: 'so', offer: 4 }]);
    expect(offerOf(null)).toEqual([{ field: 'size', value: 50, message: 1, quote: 'so' }]);
  });

  test('nothing that a database refuses gets through', () => {
    const read = readTurn(answer(claim('company', 'A\u0000cme\ud800', { quote: '\udc00x\u0000' })), playbook);
    expect(read).toMatchObject({ claims: [{ value: 'Acme\ufffd', quote: '\ufffdx' }] });
  });

  test('the same playbook gives the same bytes, another gives another schema', () => {
    const text = JSON.stringify(toModelSchema(playbook));
    expect(JSON.stringify(toModelSchema(defaultPlaybook()))).toBe(text);
    expect(
      JSON.stringify(toModelSchema(defaultPlaybook((page) => page.replaceAll('influences', 'recommends')))),
    ).not.toBe(text);
    expect(text).not.toMatch(/minimum|maximum|\$schema|"const"/);
  });
});
