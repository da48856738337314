// Whatever a visitor types and whatever a playbook holds, Slack takes every message and view, and nothing that somebody
// typed acts on anybody: no ping, no link, no format.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brief } from '../../src/core/brief.ts';
import type { Note } from '../../src/core/job.ts';
import type { Answer, Lead, LeadState, Message, Rep } from '../../src/core/lead.ts';
import { nudgeKinds } from '../../src/core/nudge.ts';
import type { Nurture } from '../../src/core/nurtured.ts';
import { questions } from '../../src/core/questions.ts';
import { transcriptParts } from '../../src/core/transcript.ts';
import { answerMessage } from '../../src/slack/cards/answers.ts';
import { briefMessage } from '../../src/slack/cards/brief-message.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { newsMessage } from '../../src/slack/cards/news.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { nudgesMessage } from '../../src/slack/cards/nudges-message.ts';
import { nurtureModal } from '../../src/slack/cards/nurture-modal.ts';
import { rejectModal } from '../../src/slack/cards/reject-modal.ts';
import { whyModal } from '../../src/slack/cards/why-parts.ts';
import { aLead, anOffer, aPlaybook, minutesAgo, now } from '../support/leads.ts';
import { problemsOfMessage, problemsOfView, textsIn } from '../support/slack-limits.ts';

const nasty = [
  '<!channel> <!here> <@U024BE7LH> <#C024BE7LH|general> <!date^1392734382^{date}^https://evil.example|x>',
  '&lt;!channel&gt; &amp;lt; &#60;',
  '*bold* _it_ ~no~ `code` ```block```\n> quote\n- list\n1. one :wave: :+1:',
  'http://evil.example www.evil.example evil.example me@evil.example <https://evil.example|Claim>',
  '👩‍👩‍👧‍👦'.repeat(400),
  `a${'\u0301'.repeat(5_000)}`,
  '\ud83d broken \udc00',
  '\u202eright to left\u2069',
  '&'.repeat(4_000),
  '<'.repeat(4_000),
  'word '.repeat(4_000),
  ' \n\t ',
  'Really? No? Yes! Why? '.repeat(50),
];

const typed = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.nat({ max: 400 })).map(([text, n]) => text.repeat(n)),
  fc.array(fc.constantFrom(...nasty, 'x', ' ', '\n', '?'), { maxLength: 4 }).map((each) => each.join('')),
);
const label = typed.map((text) => text.slice(0, 600).trim()).filter((text) => text !== '');
const rep: fc.Arbitrary<Rep> = fc.record({ id: fc.oneof(fc.constant('U024BE7LH'), typed), name: typed });

const playbook = fc
  .record({
    labels: fc.array(label, { minLength: 1, maxLength: 60, size: 'max' }),
    kinds: fc.array(fc.constantFrom('text', 'date', 'person', 'email', 'company', 'choice'), { minLength: 1 }),
    reasons: fc.array(label, { minLength: 1, maxLength: 20 }),
    team: label,
  })
  .map(({ labels, kinds, reasons, team }) =>
    aPlaybook({
      fields: labels.map((text, i) => ({
        id: i === 0 ? 'name' : `field_${i}`,
        label: text,
        kind: (kinds[i % kinds.length] ?? 'text') as 'text',
        question: text,
        ask: i % 5 !== 0,
        confidence: 50,
        options: [],
      })),
      pillars: {
        intent: { needs: [{ field: 'field_1' }], oneOf: [{ field: 'field_2' }] },
        context: { needs: [], oneOf: [] },
        nextStep: { needs: [], oneOf: [] },
      },
      rejectReasons: reasons.map((text, i) => ({
        id: `reason_${i}`,
        label: text.slice(0, 75),
        tellVisitor: true,
        givesTurnBack: true,
      })),
      teams: [{ id: 'sales', name: team, channel: '#sdr-leads', takes: [], claim: 'channel', reps: [] }],
    }),
  );

const states: LeadState[] = ['chatting', 'offered', 'claimed', 'booked', 'closed', 'nurturing', 'rejected', 'quiet'];

const messages: fc.Arbitrary<Message[]> = fc
  .array(
    fc.record({
      text: typed,
      from: fc.constantFrom('visitor', 'visitor', 'baton', 'rep'),
      name: fc.option(typed),
      input: fc.option(typed),
    }),
    {
      maxLength: 60,
      size: 'max',
    },
  )
  .map((lines) =>
    lines.map(({ input, ...line }, i) => ({
      ...line,
      n: i + 1,
      channel: 'web',
      at: minutesAgo(90 - i),
      asks: null,
      ...(line.from === 'visitor' && input !== null && { input }),
    })),
  );

const pick = fc.record({
  field: fc.nat(),
  message: fc.nat(),
  from: fc.nat(),
  length: fc.nat({ max: 3_000 }),
  value: typed,
});

/** Baton's last line has answered every second question, from a page of any name. */
function answeredIn(lines: readonly Message[], source: string): Message[] {
  const last = lines.findLast(({ from }) => from === 'baton')?.n;
  const tells = questions(lines)
    .filter((_, i) => i % 2 === 0)
    .map(({ message, start, end }) => ({ message, start, end, source }));
  return lines.map((line) => (line.n === last ? { ...line, tells } : line));
}

const lead: fc.Arbitrary<Lead> = fc
  .record({
    messages,
    picks: fc.array(pick, { maxLength: 60, size: 'max' }),
    state: fc.constantFrom(...states),
    rep: fc.option(rep),
    by: rep,
    note: typed,
    reason: typed,
    visitor: typed,
    url: typed,
    why: fc.constantFrom('qualified', 'asked', 'form'),
    because: typed,
    channel: typed,
    verdict: fc.constantFrom('claimed', 'rejected', 'nurtured', 'none'),
  })
  .map((given) => {
    const base = { by: given.by, at: minutesAgo(1), from: 'offered' } as const;
    const verdicts = {
      claimed: { ...base, kind: 'claimed' },
      rejected: { ...base, kind: 'rejected', reason: given.reason, wrongField: given.reason, note: given.note },
      nurtured: { ...base, kind: 'nurtured', until: '2027-01-15', note: given.note },
      none: null,
    } as const;
    const step = { sequence: given.because, step: 0, at: minutesAgo(9), via: 'mail' } as const;
    const nurture: Nurture = {
      ...{ sequence: given.because, step: 1, startedAt: minutesAgo(9), by: given.by, note: given.note, heard: 0 },
      ...{ sent: [step], dueAt: minutesAgo(1), stopped: null },
    };
    return aLead({
      nurture,
      messages: answeredIn(given.messages, given.because),
      answers: given.picks.flatMap((each) => answerFrom(given.messages, each)),
      state: given.state,
      rep: given.rep,
      repVerdict: verdicts[given.verdict],
      visitor: { id: 'v', name: given.visitor, email: given.visitor, phone: given.visitor },
      page: { url: given.url, title: given.note },
      offer: anOffer({
        why: given.why as 'asked',
        rep: given.rep,
        by: 'owner',
        startsAt: '2027-01-15T09:00:00.000Z',
        log: Array.from({ length: 60 }, () => ({
          kind: 'owner-away',
          rep: given.by.name,
          why: 'account',
          of: given.because,
          back: null,
        })),
      }),
      reasons: Array.from({ length: 9 }, (_, i) => ({ points: i - 4, because: given.because })),
      card: { channel: given.channel, ts: '1' },
    });
  });

function answerFrom(lines: readonly Message[], given: typeof pick extends fc.Arbitrary<infer T> ? T : never): Answer[] {
  const said = lines.filter(({ from, text }) => from === 'visitor' && text !== '');
  const message = said[given.message % said.length];
  if (message === undefined) return [];
  const start = given.from % message.text.length;
  const evidence = {
    kind: 'said',
    message: message.n,
    start,
    end: Math.min(message.text.length, start + given.length + 1),
  } as const;
  const field = given.field % 60 === 0 ? 'name' : `field_${given.field % 60}`;
  const confidence = 50 + (given.field % 51);
  return [{ field, value: given.value, evidence, confidence, interviewer: 'guided', at: message.at }];
}

function harmless(message: { text: string; blocks: readonly unknown[] }): void {
  expect(problemsOfMessage(message)).toEqual([]);
  // Nothing on screen is mrkdwn, so nothing on screen is parsed.
  expect(JSON.stringify(message.blocks)).not.toContain('"mrkdwn"');
}

describe('for any visitor, rep and playbook', () => {
  const runs = { numRuns: 100, endOnFailure: true };

  test('the card is valid and harmless', () => {
    fc.assert(
      fc.property(lead, playbook, (lead, playbook) => harmless(leadCard({ lead, playbook, now }))),
      runs,
    );
  });

  test('every note is valid and harmless', () => {
    fc.assert(
      fc.property(lead, playbook, rep, typed, (lead, playbook, rep, words) => {
        const verdict = { rep, at: now, words } as const;
        const notes: Note[] = [
          { kind: 'claimed', rep, at: now, upTo: lead.messages.length },
          { kind: 'rejected', ...verdict, reason: words, wrongField: words },
          { kind: 'nurtured', ...verdict, until: '2027-01-15' },
          { kind: 'undone', rep, at: now, what: words },
          { kind: 'wrote', message: lead.messages.length },
          { kind: 'returned', at: now },
          { kind: 'yours', rep, at: now, until: now, isCalled: true },
          { kind: 'managers-told', at: now, reps: Array.from({ length: 9 }, (_, i) => ({ rep, isCalled: i > 0 })) },
          { kind: 'released', rep, at: now },
          { kind: 'mail-failed', at: now, what: 'bounced', address: words, why: words },
          { kind: 'colleague-wrote', at: now, from: { address: words, name: words }, text: words },
          ...transcriptParts(lead.messages).map((part) => ({ kind: 'transcript', ...part, upTo: part.to }) as const),
        ];
        for (const note of notes) harmless(noteMessage(note, { lead, playbook }));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test('modals and command answers are valid', () => {
    fc.assert(
      fc.property(fc.array(lead, { minLength: 1, maxLength: 2 }), playbook, typed, (leads, playbook, words) => {
        const about = { playbook, now };
        const many = Array.from({ length: 40 }, (_, i) => leads[i % leads.length]!);
        for (const lead of leads) {
          expect(problemsOfView(rejectModal({ lead, playbook }))).toEqual([]);
          expect(problemsOfView(whyModal({ lead, playbook }))).toEqual([]);
          expect(problemsOfView(nurtureModal({ lead, playbook, now }))).toEqual([]);
        }
        for (const message of [
          answerMessage({ kind: 'queue', leads: many }, about),
          answerMessage({ kind: 'mine', leads: many }, about),
          answerMessage({ kind: 'find', leads: many.slice(0, 10), typed: words }, about),
          answerMessage({ kind: 'why', leads, typed: words }, about),
          answerMessage({ kind: 'playbook' }, about),
          newsMessage(
            { kind: 'stuck' },
            {
              ...about,
              stuck: many.map((lead) => ({ id: words, what: 'post-card', error: words, buriedAt: now, lead })),
            },
          ),
          newsMessage(
            { kind: 'held', at: now },
            {
              ...about,
              stuck: [],
              held: many.filter(({ messages }) => messages.some(({ from }) => from === 'visitor')),
            },
          ),
          newsMessage({ kind: 'down', system: words, why: words, at: now }, { ...about, stuck: [] }),
          newsMessage(
            { kind: 'workspace', what: 'closed', workspace: 'T0BETA', name: words, why: words, at: now },
            { ...about, stuck: [] },
          ),
          answerMessage({ kind: 'unknown', typed: words, nearest: null }, about),
          briefMessage(many.slice(0, 3), { ...about, team: 'sales', day: '2026-11-23' }),
          nudgesMessage(
            many.map((lead, i) => {
              const what = nudgeKinds[i % nudgeKinds.length] ?? 'yours';
              return { nudge: { to: 'U024BE7LH', lead: lead.id, what, about: now, dueAt: now }, lead };
            }),
            about,
          ),
        ]) {
          harmless(message);
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  /** Joiners that the cards add, and marks of direction that they drop. */
  const unseen = /[\u2060\u202a-\u202e\u2066-\u2069]/g;

  test('the transcript loses no line and no character that fits', () => {
    fc.assert(
      fc.property(messages, playbook, (lines, playbook) => {
        const lead = aLead({ messages: lines });
        const parts = transcriptParts(lines);
        expect(parts.flatMap(({ from, to }) => lines.slice(from - 1, to).map(({ n }) => n))).toEqual(
          lines.map(({ n }) => n),
        );
        for (const part of parts) {
          const { blocks } = noteMessage({ kind: 'transcript', ...part, upTo: part.to }, { lead, playbook });
          const shown = textsIn(blocks).join('').replace(unseen, '');
          for (const { text } of lines.slice(part.from - 1, part.to)) {
            const whole = text.toWellFormed().slice(0, 7_990).replace(unseen, '');
            expect(shown).toContain(whole);
          }
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test('the brief has an agenda of three to five lines and only the visitor’s questions', () => {
    fc.assert(
      fc.property(lead, playbook, (lead, playbook) => {
        const { agenda, questions, answered, fields } = brief(lead, playbook);
        expect(agenda.length).toBeGreaterThanOrEqual(3);
        expect(agenda.length).toBeLessThanOrEqual(5);
        const said = lead.messages.filter(({ from }) => from === 'visitor').map(({ text }) => text);
        for (const question of [...questions, ...answered.map((each) => each.question)])
          expect(said.some((text) => text.includes(question))).toBe(true);
        for (const { quote } of fields) expect(said.some((text) => text.includes(quote))).toBe(true);
      }),
      runs,
    );
  });
});
