// How sure an answer is follows from the kind of its evidence, and a field takes nothing that is less sure than it asks for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brief } from '../../src/core/brief.ts';
import { type Basis, bases, confidence, isOnlyLikely } from '../../src/core/confidence.ts';
import { checkClaim } from '../../src/core/evidence.ts';
import type { Claim } from '../../src/core/lead.ts';
import { currentAnswers } from '../../src/core/lead.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import type { Value } from '../../src/core/value.ts';
import { fieldParts } from '../../src/slack/cards/lead-parts.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead, aPlaybook, aTranscript } from '../support/leads.ts';

const playbook = defaultPlaybook();
type Asked = { baton: string; asks: string };
const ask = (asks: string): Asked => ({ baton: 'Well?', asks });
const propose: Asked = { baton: 'So you are about 50 people, right?', asks: 'size' };

type Said = [Basis, before: Asked | null, text: string, field: string, value: Value, quote: string, offer?: true];

function check([, before, text, field, value, quote, offer]: Said, threshold?: number) {
  const lines = before === null ? [text] : [before, text];
  const messages = aTranscript(lines).map((line) => ({ ...line, asks: line.from === 'baton' ? before!.asks : null }));
  const claim: Claim = { field, value, message: lines.length, quote, ...(offer && { offer: 1 }) };
  const { zone, country } = playbook;
  const fields = playbook.fields.map((one) => (threshold === undefined ? one : { ...one, confidence: threshold }));
  return checkClaim(claim, { messages, fields, zone, country });
}

const said: Said[] = [
  ['answered', ask('size'), 'about 50 people', 'size', 50, '50 people'],
  ['answered', ask('size'), 'we are 1,200 people', 'size', 1_200, '1,200 people'],
  ['answered', ask('email'), 'Ana@acme.com', 'email', 'ana@acme.com', 'Ana@acme.com'],
  ['answered', ask('company'), 'acme robotics', 'company', 'Acme Robotics', 'acme robotics'],
  ['answered', ask('use_case'), 'replacing our reports', 'use_case', 'replacing our reports', 'replacing our reports'],
  ['answered', ask('competition'), 'HubSpot', 'competition', 'hubspot', 'HubSpot'],
  ['stated', null, 'We are 10-20 people', 'size', { min: 10, max: 20 }, '10-20 people'],
  ['stated', ask('urgency'), 'we are 50 people', 'size', 50, '50 people'],
  ['stated', null, 'our budget is $20,000', 'budget', { amount: 20_000 }, '$20,000'],
  ['stated', null, 'live by 2027-03-31', 'urgency', '2027-03-31', 'by 2027-03-31'],
  ['implied', ask('size'), 'fifty people', 'size', 50, 'fifty people'],
  ['implied', null, 'our budget is 20k', 'budget', { amount: 20_000 }, '20k'],
  ['implied', ask('urgency'), 'by end of Q1', 'urgency', '2027-03-31', 'end of Q1'],
  ['implied', null, 'all in excel today', 'competition', 'spreadsheets', 'excel'],
  ['agreed', propose, 'yes, exactly', 'size', 50, 'yes', true],
  ['short', ask('size'), '13', 'size', 13, '13'],
  ['short', ask('next_step'), 'yes', 'next_step', 'call', 'yes'],
  ['bare', null, '13', 'size', 13, '13'],
  ['assented', propose, 'ok', 'size', 50, 'ok', true],
];

test.each(said)('%s: %j "%s"', (...one) => {
  expect(check(one)).toMatchObject({ kind: 'accepted', confidence: confidence(one[0]) });
});

describe('the kinds', () => {
  test('have an order, are whole points, and each has an example above', () => {
    const points = bases.map(confidence);
    expect(points).toEqual(points.toSorted((a, b) => b - a));
    expect(new Set(points).size).toBe(bases.length);
    expect(points.every((one) => Number.isInteger(one) && one > 0 && one <= 100)).toBe(true);
    expect(new Set(said.map(([basis]) => basis))).toEqual(new Set(bases));
  });

  test('that a rep is told to doubt are the weakest', () => {
    expect(bases.filter((basis) => isOnlyLikely(confidence(basis)))).toEqual(['bare', 'assented']);
    expect(isOnlyLikely(undefined)).toBe(false);
  });
});

describe('a threshold', () => {
  test('refuses what is less sure, for that reason, and changes nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...said), fc.integer({ min: 0, max: 100 }), (one, threshold) => {
        const sure = confidence(one[0]) >= threshold;
        expect(check(one, threshold)).toEqual(sure ? check(one, 0) : { kind: 'refused', reason: 'not-sure-enough' });
      }),
    );
  });

  test('of 0, and the one a field has by itself, take everything; 100 takes no implied answer', () => {
    for (const one of said) {
      expect(check(one, 0).kind).toBe('accepted');
      expect(check(one)).toEqual(check(one, 0));
      expect(check(one, 100).kind).toBe(one[0] === 'answered' ? 'accepted' : 'refused');
    }
  });

  test('is never a way round another refusal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...said), fc.integer({ min: 0, max: 100 }), (one, threshold) => {
        const lie = one.with(4, one[3] === 'size' ? 77 : 'Zephyr') as Said;
        expect(check(lie, threshold)).toEqual(check(lie, 0));
        expect(check(lie, threshold).kind).toBe('refused');
      }),
    );
  });
});

test('a rep reads which answers are only likely', () => {
  const shown = (confidence?: number) => {
    const answers = aLead().answers.map((answer) => ({ ...answer, ...(confidence !== undefined && { confidence }) }));
    return JSON.stringify(fieldParts(brief(aLead({ answers }), aPlaybook()).fields, 12));
  };
  expect(shown(50)).toContain('{"bold":"Company size: "},"likely ","140"," – “about 140 people”"');
  expect(shown(50)).toContain('{"bold":"Company: "},"likely ","“Acme Robotics”"');
  expect(shown(75)).not.toContain('likely');
  expect(shown()).not.toContain('likely');
});

test('what is not sure enough is counted once, asked again, and taken when it is said', () => {
  const strict: Playbook = {
    ...playbook,
    fields: playbook.fields.map((field) => (field.id === 'size' ? { ...field, confidence: 90 } : field)),
  };
  const talk = converse(strict);
  talk.say('We want to replace our reporting tool by end of Q1');
  expect(talk.say('a dozen people')).toContain('Roughly how many people is that');
  expect(talk.lead.refused).toMatchObject([{ field: 'size', value: 12, reason: 'not-sure-enough' }]);
  const heard = converse(strict);
  heard.set(talk.lead);
  heard.say('12 people');
  expect(currentAnswers(heard.lead).find(({ field }) => field === 'size')).toMatchObject({
    value: 12,
    confidence: 100,
  });
  talk.say('bye');
  expect(talk.lead.state).not.toBe('chatting');
  expect(talk.lead.refused).toHaveLength(1);
});
