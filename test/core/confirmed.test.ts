import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brief } from '../../src/core/brief.ts';
import { checkClaim } from '../../src/core/evidence.ts';
import type { Claim, Message } from '../../src/core/lead.ts';
import { fieldParts } from '../../src/slack/cards/lead-parts.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { answerToRow, refusalToRow, rowToAnswer } from '../../src/store/rows.ts';
import { field } from '../support/fields.ts';
import { aLead, aPlaybook, aTranscript } from '../support/leads.ts';

const size = field('number', { id: 'size', label: 'Company size', question: 'How many people work at your company?' });
const office = field('text', { id: 'office', label: 'Office' });
const about = (messages: readonly Message[]) => ({ messages, fields: [size, office], zone: 'UTC', country: 'US' });
const proposal = 'So you are about 50 people, right?';

function answer(offer: string, reply: string, claim: Partial<Claim> = {}) {
  const messages = aTranscript([{ baton: offer }, reply]);
  const made = { field: 'size', value: 50, message: 2, quote: reply, offer: 1, ...claim };
  const checked = checkClaim(made, about(messages));
  return checked.kind === 'accepted' ? checked.evidence.kind : checked.reason;
}

describe('what Baton proposed counts', () => {
  test.each(['yes', 'Yes, exactly.', 'correct', "That's right", 'ja, genau', 'oui, c’est ça', 'sí, claro', '👍', 'ok'])(
    'after "%s"',
    (reply) => expect(answer(proposal, reply)).toBe('confirmed'),
  );

  test('and the answer is Baton’s value with the visitor’s words', () => {
    const messages = aTranscript([{ baton: proposal }, 'Oh yes, thanks. What does it cost?']);
    const checked = checkClaim({ field: 'size', value: 50, message: 2, quote: 'yes', offer: 1 }, about(messages));
    expect(checked).toEqual({
      kind: 'accepted',
      value: 50,
      confidence: 75,
      evidence: { kind: 'confirmed', offer: 1, offered: { start: 17, end: 26 }, message: 2, start: 3, end: 6 },
    });
  });

  test('unless the visitor says the value themselves', () => {
    expect(answer(proposal, 'yes, 50 people', { quote: '50 people' })).toBe('said');
  });
});

test('and also when it is asked whether that is right', () => {
  expect(answer('You are 50 people. Is that right?', 'yes')).toBe('confirmed');
  expect(answer('So you are 50 people. Did I get that right?', 'yes')).toBe('confirmed');
});

describe('no yes to this proposal', () => {
  test.each([
    ...['no', 'maybe', 'I think so', 'yes?', 'yes, if we count Berlin', 'yes, but only in sales', 'yes and no'],
    ...['yes, 60', 'more like 60', 'ja, aber nur teilweise', 'oui, si on compte Berlin', 'sí, pero con Madrid', 'casi'],
    ...['right now we cannot say', 'yes, is that too small?', 'ok, what does it cost?', 'thanks', 'hello', '> right?'],
  ])('%s', (reply) => expect(answer(proposal, reply)).toBe('not-accepted'));

  test.each([
    ['Are you 50 or 100 people?', 'not-accepted'],
    ['We have 50 people here. Shall I book a call?', 'not-accepted'],
    ['We have 50 customers like you. Shall I book a call?', 'offer-not-there'],
    ['You are 50 people? And what is your budget?', 'not-accepted'],
    ['You are 50 people? By when would you like this to be in place?', 'not-accepted'],
    ['You are 50 people? What do you use for this today?', 'not-accepted'],
    ['You are 50 people? And how many of them would work with it?', 'not-accepted'],
    ['You are not 50 people, are you?', 'offer-not-there'],
    ['So you are about 60 people?', 'offer-not-there'],
    ['By when do you need it?', 'offer-not-there'],
  ])('%s', (offer, reason) => expect(answer(offer, 'yes')).toBe(reason));

  test('when it came later, or was taken back in the same breath, or the line was the visitor’s own', () => {
    const claim = { field: 'size', value: 50, message: 4, quote: 'yes', offer: 1 };
    const later = aTranscript([{ baton: proposal }, 'hm', { baton: 'Shall we call you?' }, 'yes']);
    expect(checkClaim(claim, about(later))).toMatchObject({ reason: 'not-accepted' });
    const burst = aTranscript([{ baton: proposal }, 'yes', 'no wait, I have to check']);
    expect(checkClaim({ ...claim, message: 2 }, about(burst))).toMatchObject({ reason: 'not-accepted' });
    const own = aTranscript(['50 people?', 'yes']);
    expect(checkClaim({ ...claim, message: 2 }, about(own))).toMatchObject({ reason: 'offer-not-there' });
  });

  test('whatever is written behind "yes, but"', () => {
    fc.assert(
      fc.property(fc.constantFrom('yes, but ', 'yes if ', 'No, ', 'maybe '), fc.string(), (start, rest) => {
        expect(answer(proposal, `${start}${rest}`)).not.toBe('confirmed');
      }),
    );
  });
});

test('an answer never says what neither stands in the offer nor in the message', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom('yes', 'exactly', '50', ''), (value, quote) => {
      const kind = answer(proposal, 'yes, exactly', { value, quote });
      if (kind === 'confirmed') expect(value).toBe(50);
      else expect(kind).not.toBe('said');
    }),
  );
});

test('it is stored, read back and shown with what was agreed to', () => {
  const messages = aTranscript([{ baton: proposal }, 'yes']);
  const evidence = {
    kind: 'confirmed' as const,
    offer: 1,
    offered: { start: 17, end: 26 },
    message: 2,
    start: 0,
    end: 3,
  };
  const given = { field: 'size', value: 50, evidence, interviewer: 'guided', at: messages[1]!.at };
  expect(rowToAnswer(answerToRow('lead_dana', 1, given))).toEqual(given);
  const refusal = { ...given, message: 2, quote: 'yes', offer: 1, reason: 'not-accepted' as const };
  expect(refusalToRow('lead_dana', 1, refusal)).not.toHaveProperty('offer');

  const known = brief(aLead({ messages, answers: [given] }), aPlaybook());
  expect(JSON.stringify(fieldParts(known.fields, 5))).toContain(
    '"50"," – agreed to “So you are about 50 people, right?”: ","“yes”"',
  );
});

test('the transcript marks what was proposed and the yes to it', () => {
  const messages = aTranscript([{ baton: proposal }, 'Oh yes, thanks']);
  const checked = checkClaim({ field: 'size', value: 50, message: 2, quote: 'yes', offer: 1 }, about(messages));
  if (checked.kind === 'refused') throw new Error(checked.reason);
  const given = { field: 'size', value: 50, evidence: checked.evidence, interviewer: 'guided', at: messages[1]!.at };
  const note = noteMessage(
    { kind: 'transcript', from: 1, to: 2, upTo: 2 },
    { lead: aLead({ messages, answers: [given] }), playbook: aPlaybook() },
  );
  const shown = JSON.stringify(note.blocks);
  expect(shown.match(/"text":"[^"]+","style":\{"bold":true\}/g)).toEqual([
    '"text":"50 people","style":{"bold":true}',
    '"text":"yes","style":{"bold":true}',
  ]);
});
