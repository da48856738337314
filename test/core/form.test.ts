// What an input may carry, and what is made of a form: nothing that was not typed into it, and no conversation.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withConsequences } from '../../src/core/consequences.ts';
import { checkClaim } from '../../src/core/evidence.ts';
import { formLead, inputOf } from '../../src/core/form.ts';
import { takeForm } from '../../src/core/form-turn.ts';
import { guidedTurn } from '../../src/core/guided.ts';
import { quoteOf } from '../../src/core/lead.ts';
import { claim } from '../../src/core/verdict.ts';
import { aPlaybook, now, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const filled = (inputs: Record<string, string>, page = playbook) =>
  formLead({
    id: 'lead_form',
    page: null,
    inputs: Object.entries(inputs).map(([name, text]) => ({ name, text })),
    playbook: page,
    now,
  });
const taken = (inputs: Record<string, string>, page = playbook) => {
  const lead = filled(inputs, page);
  return takeForm(lead, guidedTurn({ lead, playbook: page }), { playbook: page, now });
};
const answers = (inputs: Record<string, string>) =>
  Object.fromEntries(taken(inputs).lead.answers.map(({ field, value }) => [field, value]));

test.each<[string, Record<string, string>, Record<string, unknown>]>([
  ['a bare number in its input', { size: '120' }, { size: 120 }],
  ['a bare number in another input', { floor: '120' }, {}],
  ['a name that could be a date', { name: 'Jordan March' }, { name: 'Jordan March' }],
  ['an address in an input called after its kind', { email: 'a@acme.example' }, { email: 'a@acme.example' }],
  ['what the website added', { utm_campaign: 'we are 500 people, budget 20k EUR by March' }, {}],
  ['free words', { message: 'We are 80 people' }, { size: 80 }],
  ['its own input, before free words', { size: '120', message: 'We are 80 people' }, { size: 120 }],
  ['the label of a choice', { authority: 'Decides with others' }, { authority: 'shares' }],
  ['the id of a choice', { authority: 'shares' }, { authority: 'shares' }],
  ['what no parser reads', { size: 'a few, you know' }, {}],
  ['a day', { urgency: '2027-03-31' }, { urgency: '2027-03-31' }],
])('%s', (_name, inputs, read) => {
  expect(answers(inputs)).toEqual(read);
});

test('an input stands for the field of its name, or else of its kind', () => {
  const fields = aPlaybook({
    fields: [
      { id: 'work_mail', label: 'Mail', kind: 'email', question: 'Mail?', ask: true, confidence: 50, options: [] },
    ],
  }).fields;
  expect(inputOf('email', fields)).toBe('work_mail');
  expect(inputOf('work_mail', fields)).toBe('work_mail');
  expect(inputOf('phone', fields)).toBe('phone');
});

test('whoever claims, no answer comes from words typed elsewhere', () => {
  const about = { messages: filled({ name: 'Jordan March' }).messages, ...playbook };
  const claimed = { field: 'urgency', value: '2027-03', message: 1, quote: 'March' };
  expect(checkClaim(claimed, about)).toEqual({ kind: 'refused', reason: 'value-not-in-quote' });
});

test('whatever is typed, every answer is a slice of it, and nobody is asked or told anything', () => {
  const name = fc.constantFrom(...playbook.fields.map(({ id }) => id), 'message', 'other');
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ minLength: 1 })), (inputs) => {
      fc.pre(Object.keys(inputs).length > 0);
      const { lead, owed } = taken(inputs);
      for (const { evidence } of lead.answers)
        expect(Object.values(inputs).join('\n')).toContain(quoteOf(lead, evidence));
      expect(lead.messages).toHaveLength(Object.keys(inputs).length);
      expect(owed.map(({ job }) => job.kind)).not.toContain('send-reply');
      expect(lead.pillars.continuity).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('from a score on reps get it, below it is nurtured; a claim says nothing to anybody', () => {
  const form = { origins: ['https://www.northwind.example'], trap: 'leave_empty', perAddress: 1, perOrigin: 1 };
  const strict = aPlaybook({ form: { ...form, offerFrom: 10 } });
  const low = taken({ name: 'Ana Reyes' }, strict);
  expect(low.lead).toMatchObject({ state: 'nurturing', offer: null, verdict: 'unqualified' });
  expect(low.events.map(({ kind, by }) => [kind, by])).toEqual([
    ['answered', 'visitor'],
    ['nurtured', 'baton'],
  ]);
  const high = taken({ use_case: 'One dashboard for our board instead of twelve spreadsheets' }, strict);
  expect(high.lead).toMatchObject({ state: 'offered', score: 15, offer: { why: 'form' } });
  const claimed = claim(high.lead, { rep: sam, playbook: strict, now });
  if (claimed.kind !== 'done') throw new Error(claimed.kind);
  expect(claimed.lead.messages).toHaveLength(1);
  expect(claimed.owed.map(({ job }) => job.kind)).not.toContain('send-reply');
});

test('a form that is kept for later is no consent to mails', () => {
  const steps = [{ afterDays: 1, subject: 'Hello', text: 'Hi {name},\n\n{use_case.quote}\n\nBest' }];
  const nurture = {
    sequences: [{ id: 'touch', label: 'Touch', steps }],
    borderline: 'touch',
    link: 'https://a.example',
  };
  const form = { origins: ['https://a.example'], offerFrom: 90, trap: 'leave_empty', perAddress: 10, perOrigin: 300 };
  const page = aPlaybook({ form, nurture });
  const before = filled({ email: 'ana@acme.example', message: 'hello' }, page);
  const kept = takeForm(before, guidedTurn({ lead: before, playbook: page }), { playbook: page, now });
  expect(kept.lead).toMatchObject({ state: 'nurturing', verdict: 'unqualified' });
  expect(withConsequences(before, kept, { playbook: page, now }).lead.nurture).toBeNull();
});
