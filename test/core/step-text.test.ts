import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import { stepMail } from '../../src/core/step-mail.ts';
import { stepText } from '../../src/core/step-text.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, sam } from '../support/leads.ts';

type Step = { afterDays?: number; subject?: string; text: string };
const page = (...steps: Step[]) =>
  aPlaybook({
    nurture: {
      sequences: [
        {
          id: 'one',
          label: 'One',
          steps: steps.map((step, n) => ({ afterDays: 1, ...(n === 0 && { subject: 'S' }), ...step })),
        },
      ],
      link: 'https://northwind.example/contact',
    },
  });

/** What stands between greeting and closing; null: nothing is sent. */
function middle(text: string, lead: Lead = aLead()): string | null {
  const playbook = page({ text: `Hello {name},\n\n${text}\n\nBye\n{company}` });
  const written = stepText(playbook.nurture.sequences[0]!, 0, { lead, playbook });
  return written === null ? null : written.paragraphs.slice(1, -1).join('\n\n');
}

describe('blanks', () => {
  const none = aLead({ answers: [], visitor: { id: 'v1' } });
  test.each([
    ['a value as a rep reads it', 'About {size} people', aLead(), 'About 140 people'],
    ['the visitor’s own words', 'You wrote “{size.quote}”', aLead(), 'You wrote “about 140 people”'],
    ['the label of a choice', 'You said: {authority}', aLead(), 'You said: Decides with others'],
    ['ours', '{company} and {link}', none, 'Northwind Analytics and https://northwind.example/contact'],
    ['a line with one that is not known goes, the others stay', 'A\nYour {size}, {phone}\nB', aLead(), 'A\nB'],
    ['an unknown name leaves no gap', 'Well, {name}, hello', none, 'Well, hello'],
    ['nobody is guessed as the rep', 'I am {rep}', aLead(), null],
    ['the rep who has the lead', 'I am {rep}', aLead({ rep: sam }), 'I am Sam Okafor'],
    ['nothing is left between greeting and closing', '{phone}\n{budget.quote}', none, null],
  ])('%s', (_, text, lead, expected) => {
    expect(middle(text, lead)).toBe(expected);
  });

  test('words of Baton’s that were merely accepted are not the visitor’s', () => {
    const messages = aTranscript([{ baton: 'About 140 people, then?' }, 'Yes']);
    const span = { start: 0, end: 16 };
    const evidence = { kind: 'confirmed', offer: 1, offered: span, message: 2, start: 0, end: 3 } as const;
    const answers = [{ field: 'size', value: 140, evidence, interviewer: 'guided', at: messages[1]!.at }];
    expect(middle('“{size.quote}”', aLead({ messages, answers }))).toBeNull();
    expect(middle('{size}', aLead({ messages, answers }))).toBe('140');
  });

  test.each(['see https://evil.example/x', 'www.evil', 'go to evil.com now'])(
    'no address is passed on: %s',
    (quote) => {
      const messages = aTranscript([quote]);
      const lead = aLead({ messages, answers: [anAnswer(messages, 'use_case', { value: quote, quote })] });
      expect(middle('“{use_case.quote}”', lead)).toBeNull();
    },
  );

  test('what a visitor typed begins no line and fills no blank', () => {
    const messages = aTranscript(['A {company}\r\nBcc: {link}']);
    const value = messages[0]!.text;
    const lead = aLead({ messages, answers: [anAnswer(messages, 'use_case', { value, quote: value })] });
    expect(middle('“{use_case.quote}”', lead)).toBe('“A {company} Bcc: {link}”');
  });
});

describe('a sequence', () => {
  const playbook = page(
    { text: 'A\n\nB\n\nC' },
    { text: 'D\n\nE\n\nF' },
    { subject: 'T of {company}', text: 'G\n\nH\n\nI' },
  );
  const [sequence] = playbook.nurture.sequences;
  test('a step without a subject stays in the thread of the last that has one', () => {
    const subjects = [0, 1, 2].map((step) => stepText(sequence!, step, { lead: aLead(), playbook })?.subject);
    expect(subjects).toEqual(['S', 'Re: S', 'T of Northwind Analytics']);
  });

  test('is in the visitor’s language where the page has it', () => {
    const whole = defaultPlaybook();
    const messages = aTranscript(['Guten Tag, wir brauchen ein Dashboard für den Vorstand und wollen bald anfangen.']);
    const quote = 'ein Dashboard für den Vorstand';
    const lead = aLead({ messages, answers: [anAnswer(messages, 'use_case', { value: quote, quote })] });
    const written = stepText(whole.nurture.sequences[0]!, 0, { lead, playbook: whole });
    expect(written).toMatchObject({ language: 'de', subject: 'Ihr Gespräch mit Northwind Analytics' });
    expect(written?.paragraphs[1]).toContain('„ein Dashboard für den Vorstand“');
  });
});

test('whatever is known, a text has nothing but the template and the answers', () => {
  const said = {
    size: { '{size}': '140', '{size.quote}': 'about 140 people' },
    use_case: { '{use_case.quote}': 'one dashboard for our board instead of twelve spreadsheets' },
    authority: { '{authority}': 'Decides with others' },
  } as const;
  const ids = ['size', 'use_case', 'authority'] as const;
  const blanks = ['{company}', '{rep}', '{budget}', '{phone.quote}', ...ids.flatMap((id) => Object.keys(said[id]))];
  const line = fc.array(fc.oneof(fc.constantFrom(...blanks), fc.stringMatching(/^[a-z ,.“”]{1,12}$/)), {
    maxLength: 6,
  });
  const given = { lines: fc.array(line, { minLength: 1, maxLength: 4 }), known: fc.subarray([...ids]) };
  fc.assert(
    fc.property(fc.record(given), ({ lines, known }) => {
      const template = lines.map((parts) => parts.join('').trim());
      const lead = aLead({ answers: aLead().answers.filter(({ field }) => known.some((id) => id === field)) });
      const values = Object.assign({ '{company}': 'Northwind Analytics' }, ...known.map((id) => said[id]));
      const expected = template
        .filter((text) => (text.match(/\{[^}]*\}/g) ?? []).every((blank) => blank in values))
        .map((text) => text.replace(/\{[^}]*\}/g, (blank) => values[blank]))
        .filter((text) => text !== '');
      const left = (middle(template.join('\n'), lead) ?? '').split('\n').filter((text) => text !== '');
      expect(left).toEqual(expected);
    }),
  );
});

describe('the mail', () => {
  const written = { subject: 'Re: S', paragraphs: ['Hello <b>,', 'You & we\nmet'], language: 'en' } as const;
  const mail = stepMail({
    id: 'l.one-2.sig@baton.example',
    to: { address: 'dana@acme.example' },
    written: { ...written, paragraphs: [...written.paragraphs] },
    company: 'Northwind',
    before: ['l.one-1.sig@baton.example'],
    unsubscribe: 'https://baton.example/unsubscribe/t',
  });

  test('can be ended in one press, and stands in the thread of those before it', () => {
    expect(mail.headers).toEqual({
      'List-Unsubscribe': '<https://baton.example/unsubscribe/t>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'In-Reply-To': '<l.one-1.sig@baton.example>',
      References: '<l.one-1.sig@baton.example>',
    });
  });

  test('says the same as text and as HTML, and fetches nothing', () => {
    expect(mail.text).toBe(
      'Hello <b>,\n\nYou & we\nmet\n\nYou get this mail because you wrote to Northwind in the chat.\nNo more of these mails: https://baton.example/unsubscribe/t\n',
    );
    expect(mail.html).toContain('Hello &lt;b&gt;,');
    expect(mail.html).toContain('You &amp; we<br>met');
    expect(mail.html).not.toMatch(/<img|src=|url\(/);
  });
});
