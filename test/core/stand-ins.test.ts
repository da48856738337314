// A conversation about nobody: the same stand-in for the same person each time, read as the original was, and nothing left.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currentAnswers, quoteOf } from '../../src/core/lead.ts';
import type { LeadReview, Reviewed } from '../../src/core/lead-review.ts';
import { findQuotes } from '../../src/core/quote.ts';
import { reviewCase } from '../../src/core/review-case.ts';
import { standIns } from '../../src/core/stand-ins.ts';
import { aLead, anAnswer, aPlaybook, aTranscript } from '../support/leads.ts';

const playbook = aPlaybook();
const told = (lines: Parameters<typeof aTranscript>[0], said: [field: string, value: string][] = []) => {
  const messages = aTranscript(lines);
  const answers = said.map(([field, value]) => anAnswer(messages, field, { value, quote: value }));
  const lead = aLead({ messages, answers });
  const rename = standIns(lead, playbook);
  return messages.map(({ text }) => rename(text));
};

describe('stand-ins', () => {
  test('take the place of names, companies, addresses and numbers, the same one each time', () => {
    const [first, second] = told(
      [
        'I am Dana Reyes from Acme Robotics GmbH, dana.reyes@acme-robotics.com or +49 30 90182045',
        'Dana here again, Acme is growing. Write to DANA.REYES@acme-robotics.com, see https://acme-robotics.com/about?me=dana',
      ],
      [
        ['name', 'Dana Reyes'],
        ['company', 'Acme Robotics GmbH'],
      ],
    );
    expect(first).toBe('I am Robin Vale from Brightwater GmbH, robin.vale@brightwater.example or +49 30 90010199');
    expect(second).toBe(
      'Robin here again, Brightwater is growing. Write to robin.vale@brightwater.example, see https://www.brightwater.example/',
    );
  });

  test('leave what says nothing about anybody: free-mail services, tools, counts and times', () => {
    const lines = told(['ana.k@gmail.com, we use HubSpot and Node.js with 50 people since 2019, budget 20,000']);
    expect(lines[0]).toBe('robin.vale@gmail.com, we use HubSpot and Node.js with 50 people since 2019, budget 20,000');
  });

  test('know people whom the visitor names', () => {
    const [line] = told(['Our CFO Priya Raman decides, Priya is sceptical'], [['stakeholder', 'Priya Raman']]);
    expect(line).not.toMatch(/Priya|Raman/);
  });

  test('of any name nothing is left, and every answer’s words still stand in its line', () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{3,9}$/);
    fc.assert(
      fc.property(word, word, word, (first, last, company) => {
        fc.pre(new Set([first, last, company]).size === 3);
        const lines = [
          `Hello, I am ${first} ${last} of ${company} and ${company} needs reports`,
          `Ask ${first} or Ms ${last}, 50 people`,
        ];
        const messages = aTranscript(lines);
        const said = { name: `${first} ${last}`, company };
        const answers = Object.entries(said).map(([field, value]) =>
          anAnswer(messages, field, { value, quote: value }),
        );
        const lead = aLead({
          messages,
          answers: [...answers, anAnswer(messages, 'size', { value: 50, quote: '50 people' })],
        });
        const rename = standIns(lead, playbook);
        const renamed = messages.map(({ text }) => rename(text));
        for (const own of [first, last, company]) expect(renamed.join('\n')).not.toContain(own);
        for (const { evidence } of currentAnswers(lead)) {
          const text = renamed[evidence.message - 1] ?? '';
          expect(findQuotes(text, rename(quoteOf(lead, evidence)))).not.toEqual([]);
        }
      }),
    );
  });
});

describe('a case', () => {
  const lead = aLead();
  const reviewed = (change: Partial<LeadReview>, reviewer = 'U0RITA'): Reviewed => {
    const review: LeadReview = {
      ...{ marks: { size: 'right', name: 'right' }, overlooked: [], refused: [], said: [], tone: 'fine' },
      ...{ missed: [], note: '', corrections: [], upTo: lead.messages.length },
      ...change,
    };
    return { lead: lead.id, reviewer, week: 2_970, at: '2026-11-24T10:00:00.000Z', review };
  };
  const made = (...reviews: Reviewed[]) => reviewCase(lead, reviews, { playbook, week: '2026-W48' });

  test.each([
    ['/pricing/', '/pricing/'],
    ['/hello/dana-reyes', '/hello/robin-vale'],
    ['/hello/Dana%20Reyes?x=1', '/hello/Robin-Vale'],
    ['/join/dana@acme-robotics.com#top', /^\/join\/robin\.vale(?:@|%40)brightwater\.example$/],
    ['/100%', '/100%25'],
    ['', ''],
  ])('says on which page, without who it was made for: %s', (path, expected) => {
    const of = { ...lead, page: { url: `https://www.acme-robotics.com${path}` } };
    const url =
      reviewCase(of, [reviewed({ marks: { size: 'wrong' } })], { playbook, week: '2026-W48' })?.page?.url ?? '';
    expect(url.startsWith('https://www.northwind.example')).toBe(true);
    expect(url.slice('https://www.northwind.example'.length)).toEqual(
      expected instanceof RegExp ? expect.stringMatching(expected) : expected,
    );
  });

  test('is made only where something was wrong', () => {
    expect(made(reviewed({}))).toBeNull();
  });

  test('says what the visitor wrote and what has to be read in it', () => {
    const marks = { size: 'right', authority: 'wrong', urgency: 'not-said', name: 'right' } as const;
    const corrections = [{ field: 'authority', words: 'I decide together', option: 'decides' }];
    expect(made(reviewed({ marks, overlooked: ['budget'], corrections }))).toEqual({
      about: 'From reviews of 2026-W48: Decision was wrong, Timing was never said, Budget was overlooked.',
      start: lead.messages[0]?.at,
      page: { url: 'https://www.northwind.example/pricing' },
      says: [
        'Hi, I need one dashboard for our board instead of twelve spreadsheets. Does it read from BigQuery?',
        { after: '1 minute', says: expect.stringContaining('so by end of March') },
        {
          after: '1 minute',
          says: expect.stringMatching(/140 people at Brightwater\. Our CFO Kim Marsh and I decide/),
        },
        { after: '1 minute', says: expect.stringMatching(/^robin\.vale@brightwater\.example, and I am Robin Vale/) },
      ],
      expects: {
        size: { quote: 'about 140 people', value: 140 },
        name: { quote: 'Robin Vale' },
        urgency: null,
        authority: { quote: 'I decide together', value: 'decides' },
      },
    });
  });

  test('without the visitor’s words only the wrong value is ruled out', () => {
    expect(made(reviewed({ marks: { authority: 'wrong' } }))?.expects).toEqual({ authority: { not: 'shares' } });
  });

  test('expects nothing of what reviewers disagree on', () => {
    const other = reviewed({ marks: { size: 'wrong', authority: 'wrong' } }, 'U0SAM');
    const one = reviewed({ marks: { size: 'right', authority: 'wrong' } });
    expect(made(one, other)?.expects).toEqual({ authority: { not: 'shares' } });
  });

  test('ends where a rep wrote, and where the review ended', () => {
    const lines = aTranscript(['Hi, 50 people', 'and more', { baton: 'ok' }, 'thanks', { rep: 'Sam here' }, 'oh hi']);
    const of = { ...lead, messages: lines, answers: [anAnswer(lines, 'size', { value: 50, quote: '50 people' })] };
    const wrong = reviewed({ marks: { size: 'wrong' }, upTo: 6 });
    const about = { playbook, week: '2026-W48' };
    expect(reviewCase(of, [wrong], about)?.says).toEqual([
      'Hi, 50 people',
      { after: '1 minute', says: 'and more' },
      { after: '1 minute', says: 'thanks' },
    ]);
    const early = reviewed({ marks: { size: 'wrong' }, upTo: 2 });
    expect(reviewCase(of, [early], about)?.says).toHaveLength(2);
  });
});
