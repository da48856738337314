// What is shown of a reply before it is all there. Whatever it is cut into: only what Baton would say if it ended there, and
// in the usual case nothing of it is ever taken back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draft, settledPart } from '../../src/core/draft.ts';
import type { Turn, Unfinished } from '../../src/core/interviewer.ts';
import type { Found } from '../../src/core/knowledge.ts';
import type { Lead } from '../../src/core/lead.ts';
import { replyFault } from '../../src/core/reply-fault.ts';
import { type TakenBy, takeTurn } from '../../src/core/turn.ts';
import { unread } from '../support/model.ts';

const { lead: web, playbook } = unread('We are 50 people');
const inWidget = (lead: Lead): Lead => ({
  ...lead,
  channel: 'widget',
  messages: lead.messages.map((message) => ({ ...message, channel: 'widget' })),
});
const lead = inWidget(web);
const fresh: Lead = { ...lead, messages: lead.messages.filter(({ from }) => from === 'visitor').slice(0, 1) };
const by: TakenBy = { playbook, now: '2026-11-23T14:05:00.000Z' };
const claims = [{ field: 'size', value: 50, message: 3, quote: '50 people' }];
const soFar = (text: string, change: Partial<Unfinished> & { asks?: string | null } = {}): Unfinished => {
  const { asks = 'urgency', ...rest } = change;
  return { claims, wants: 'answering', reply: { text, asks }, isWhole: false, ...rest };
};
const shown = (text: string, change: Parameters<typeof soFar>[1] = {}, before = lead) =>
  draft(before, soFar(text, change), by);
/** What Baton says when the turn is taken. */
const said = (text: string, change: Parameters<typeof soFar>[1] = {}, before = lead) => {
  const { claims, wants, reply } = soFar(text, change);
  const turn: Turn = { claims, wants, reply, interviewer: 'openai:test:p1' };
  return takeTurn(before, turn, by).lead.messages.slice(before.messages.length).at(-1)?.text ?? '';
};

describe('a sentence is settled', () => {
  test.each([
    ['Good to know. By', 'Good to know.'],
    ['Good to know.', ''],
    ['Good to know. ', ''],
    ['Good to know! (By', 'Good to know!'],
    ['“Good to know.” By', '“Good to know.”'],
    ['That is fast?! And', 'That is fast?!'],
    ['Und dann … Wie', 'Und dann …'],
    ['Merci ! Pour quand en auriez-vous besoin ? Et', 'Merci ! Pour quand en auriez-vous besoin ?'],
    ['De acuerdo. ¿Para', 'De acuerdo.'],
    ['Gut, Übung. Über', 'Gut, Übung.'],
    ['One. Two! Three', 'One. Two!'],
    ['See www.northwind. example', ''],
    ['It is 49. Euro', ''],
    ['It is $1. 000', ''],
    ['About 3.5 People', ''],
    ['For example, e.g. a CFO', ''],
    ['no.Space', ''],
  ])('%s: %s', (text, part) => {
    expect(settledPart(soFar(text))).toBe(part);
  });

  test('once all is there', () => {
    expect(settledPart(soFar('By when?', { isWhole: true }))).toBe('By when?');
  });
});

describe('what the visitor reads meanwhile', () => {
  test('begins as the line will begin, the opening before it', () => {
    const size = { claims: [{ field: 'size', value: 50, message: 1, quote: '50' }] };
    const draft = shown('Good to know. By', size, fresh);
    expect(draft).toMatch(/^.{40,} Good to know\.$/);
    expect(said('Good to know. By when?', size, fresh).startsWith(draft)).toBe(true);
    expect(shown('Good to know. By')).toBe('Good to know.');
  });

  test.each([
    ['asks for what is known by now', { asks: 'size' }],
    ['asks for nothing', { asks: null }],
    ['goes to somebody who wants a person', { wants: 'person' }],
    ['goes to somebody who leaves', { wants: 'leaving' }],
    ['goes to somebody who is rude', { wants: 'abuse' }],
    ['is about something else', { wants: 'off-topic' }],
  ] as const)('is nothing when the reply %s', (_what, change) => {
    expect(shown('Good to know. By', change)).toBe('');
    expect(shown('Good to know. By when?', { ...change, isWhole: true })).toBe('');
  });

  test.each([
    ["I've booked you a call. By"],
    ['How about Tuesday at 10:00? By'],
    ['It is $49 a month. By'],
    ['See https://evil.example/offer. By'],
    ['Your score is 72. By'],
    ["I'm a real person. By"],
  ])('is nothing of what Baton would not say: %s', (text) => {
    expect(shown(text)).toBe('');
  });

  test('waits for the source when the pages have the answer', () => {
    const passages: Found[] = [
      {
        source: 'Pricing › Plans',
        text: 'The Team plan is $490 a month.',
        strong: true,
        question: { message: 3, start: 0, end: 26, text: 'How much is the Team plan?' },
      },
    ];
    const asking = inWidget(unread('How much is the Team plan?').lead);
    const told = (text: string) => draft(asking, soFar(text, { claims: [], wants: 'asking' }), { ...by, passages });
    expect(told('Sure, gladly. It')).toBe('');
    expect(told('Sure, gladly. It is $490 a month (from: Pricing › Plans). By')).toBe(
      'Sure, gladly. It is $490 a month (from: Pricing › Plans).',
    );
  });

  test('is nothing while a rep talks, and nothing outside our own chat', () => {
    const rep = { id: 'U1', name: 'Dana' };
    const takeover = { rep, at: by.now, since: '1' };
    expect(shown('Good to know. By', {}, { ...lead, takeover })).toBe('');
    expect(shown('Good to know. By', {}, web)).toBe('');
    const byMail = { ...lead, messages: lead.messages.with(-1, { ...lead.messages[2]!, channel: 'mail' }) };
    expect(shown('Good to know. By', {}, byMail)).toBe('');
    const form = {
      ...lead,
      messages: lead.messages.with(-1, { ...lead.messages[2]!, channel: 'form', input: 'size' }),
    };
    expect(shown('Good to know. By', {}, form)).toBe('');
    expect(shown('Good to know. By', {}, { ...lead, state: 'offered' })).toBe('');
  });
});

const usual = [
  'Good to know.',
  'That sounds painful!',
  'Fifty people is a good size for this.',
  'Many teams begin there…',
  'Und Ihre Kollegen?',
  'I see, so reports take days today.',
  'What would change if that went away?',
];
const unusual = [
  "I've booked you a call for Tuesday.",
  'How about Tuesday?',
  'Does that suit you?',
  'It is $49 a month.',
  'A colleague will call you.',
  'The trial is free.',
  'See https://evil.example/x.',
  'Your score is 72.',
  'It is 49.',
  'Euro, that is.',
  'Write to dana@other.com.',
  'word '.repeat(60),
];

/** Everything that is shown while the reply comes in such pieces, and the line in the end. */
function stream(sentences: readonly string[], sizes: readonly number[]) {
  const reply = sentences.join(' ');
  const drafts: string[] = [];
  let part = '';
  for (let at = 0, i = 0; at < reply.length; i++) {
    at += 1 + (sizes[i % sizes.length] ?? 0);
    const now = soFar(reply.slice(0, at).trim(), { isWhole: at >= reply.length });
    if (settledPart(now) === part) continue;
    part = settledPart(now);
    drafts.push(draft(lead, now, by));
  }
  return { drafts, line: said(reply) };
}
const cuts = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 8 });

test('whatever the pieces: a reply that Baton says is shown from its beginning on and never taken back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...usual), { minLength: 1, maxLength: 5 }), cuts, (sentences, sizes) => {
      const { drafts, line } = stream(sentences, sizes);
      expect(line).toBe(sentences.join(' '));
      let before = '';
      for (const draft of drafts) {
        expect(draft.startsWith(before) && line.startsWith(draft)).toBe(true);
        before = draft;
      }
      expect(before).toBe(line);
    }),
    { numRuns: 25 },
  );
});

test('whatever the reply: what is shown of it would stand as a line of its own, and is in the line or taken back', () => {
  let takenBack = 0;
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...usual, ...unusual), { minLength: 1, maxLength: 5 }),
      cuts,
      (sentences, sizes) => {
        const { drafts, line } = stream(sentences, sizes);
        const to = { lead, playbook, passages: [] };
        for (const draft of drafts) if (draft !== '') expect(replyFault(draft, to)).toBeNull();
        // The last one is of the reply as a whole: what must not be said is gone by then.
        expect(line.startsWith(drafts.at(-1) ?? '')).toBe(true);
        if (drafts.some((draft) => !line.startsWith(draft))) takenBack++;
      },
    ),
    { numRuns: 40 },
  );
  expect(takenBack).toBeGreaterThan(0);
});
