// Leads and playbooks for tests: `aLead()` is Dana's conversation, qualified and offered; say only what differs.
import {
  type Answer,
  type Lead,
  type LeadId,
  type Message,
  newLead,
  type Offer,
  type Rep,
} from '../../src/core/lead.ts';
import { type Playbook, type PlaybookPage, playbookSchema } from '../../src/core/playbook.ts';
import type { Value } from '../../src/core/value.ts';

export const now = '2026-11-20T15:00:00.000Z';
export const minutesAgo = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString();

export const sam: Rep = { id: 'U024BE7LH', name: 'Sam Okafor' };
export const rita: Rep = { id: 'U0RITA0001', name: 'Rita Lang' };

export function aPlaybook(change: Partial<PlaybookPage> = {}): Playbook {
  const page = playbookSchema.parse({
    company: { name: 'Northwind Analytics' },
    fields: [
      { id: 'use_case', label: 'Use case', kind: 'text', question: 'What would you like to get done?' },
      { id: 'urgency', label: 'Timing', kind: 'date', question: 'By when would you like this to be in place?' },
      { id: 'size', label: 'Company size', kind: 'number', question: 'How many people work at your company?' },
      {
        id: 'authority',
        label: 'Decision',
        kind: 'choice',
        question: 'Who decides on something like this?',
        options: [
          { id: 'decides', label: 'Decides alone' },
          { id: 'shares', label: 'Decides with others' },
        ],
      },
      { id: 'budget', label: 'Budget', kind: 'money', question: 'Do you have a budget in mind for this?' },
      { id: 'company', label: 'Company', kind: 'company', question: 'Which company are you with?' },
      { id: 'name', label: 'Name', kind: 'person', question: 'What is your name?', ask: false },
      { id: 'stakeholder', label: 'Who else decides', kind: 'person', question: 'Who else is involved?', ask: false },
      { id: 'email', label: 'E-mail', kind: 'email', question: 'What is the best e-mail address to reach you?' },
      { id: 'phone', label: 'Phone', kind: 'phone', question: 'Is there a phone number?', ask: false },
    ],
    pillars: {
      intent: { needs: ['use_case'], oneOf: ['urgency'] },
      context: { needs: ['size'], oneOf: ['authority', 'budget'] },
      nextStep: { needs: ['email'] },
    },
    rubric: { answers: [{ points: 15, when: 'use_case', because: 'Said what they want to get done' }] },
    bar: { start: 60, nurtureFrom: 35 },
    teams: [{ id: 'sales', name: 'Sales', channel: '#sdr-leads' }],
    rejectReasons: [
      { id: 'not_qualified', label: 'Not qualified' },
      { id: 'competitor', label: 'Competitor' },
    ],
    ...change,
  });
  return { ...page, version: 'test', calendar: false, crmName: null };
}

/** Numbers the lines and gives them times; a line of the visitor's is a bare string. */
export function aTranscript(lines: readonly (string | { baton: string } | { rep: string })[]): Message[] {
  return lines.map((line, i) => {
    const said = typeof line === 'string' ? { from: 'visitor' as const, name: null, text: line } : spoken(line);
    return { ...said, n: i + 1, channel: 'web', at: minutesAgo(30 - i), asks: null };
  });
}

function spoken(line: { baton: string } | { rep: string }): Pick<Message, 'from' | 'name' | 'text'> {
  if ('baton' in line) return { from: 'baton', name: 'Baton', text: line.baton };
  return { from: 'rep', name: sam.name, text: line.rep };
}

/** To the whole channel of a team, five minutes ago. */
export function anOffer(change: Partial<Offer> = {}): Offer {
  const at = change.at ?? minutesAgo(5);
  return {
    why: 'qualified',
    team: 'sales',
    at,
    rep: null,
    by: 'nobody',
    startsAt: at,
    turn: null,
    log: [
      { kind: 'team', team: 'Sales' },
      { kind: 'no-reps', back: null },
    ],
    ...change,
  };
}

/** An answer whose evidence is the first place where the visitor said `quote`. */
export function anAnswer(
  messages: readonly Message[],
  field: string,
  { value, quote }: { value: Value; quote: string },
): Answer {
  const message = messages.find(({ from, text }) => from === 'visitor' && text.includes(quote));
  if (message === undefined) throw new Error(`No visitor said "${quote}".`);
  const start = message.text.indexOf(quote);
  return {
    field,
    value,
    evidence: { kind: 'said', message: message.n, start, end: start + quote.length },
    interviewer: 'guided',
    at: message.at,
  };
}

const danaSays = aTranscript([
  'Hi, I need one dashboard for our board instead of twelve spreadsheets. Does it read from BigQuery?',
  { baton: "Hi! I'm Baton. By when would you like this to be in place?" },
  'We must show numbers at the board meeting in the first quarter, so by end of March. Can two teams share it?',
  { baton: 'How many people work at your company?' },
  "We're about 140 people at Acme Robotics. Our CFO Priya Raman and I decide together.",
  { baton: 'What is the best e-mail address to reach you?' },
  'dana.reyes@acme.example, and I am Dana Reyes. Does it read from BigQuery?',
]);

export function aLead(change: Partial<Lead> = {}): Lead {
  const messages = change.messages ?? danaSays;
  const base = newLead({
    id: 'lead_dana' as LeadId,
    conversation: 'conv_dana',
    channel: 'web',
    visitor: { id: 'visitor_dana' },
    page: { url: 'https://www.northwind.example/pricing?utm_source=ad&token=abc', title: 'Pricing' },
    playbook: 'test',
    now: minutesAgo(30),
  });
  return {
    ...base,
    state: 'offered',
    messages,
    answers: change.messages === undefined ? danaAnswers() : [],
    score: 78,
    reasons: [
      { points: 5, because: 'Can be reached by e-mail' },
      { points: 15, because: 'Said what they want to get done' },
      { points: 12, because: 'Wants it within four months' },
      { points: 8, because: '20 people or more' },
    ],
    pillars: { intent: true, context: true, continuity: true, nextStep: true },
    verdict: 'qualified',
    offer: anOffer(),
    ...change,
  };
}

function danaAnswers(): Answer[] {
  const said = (field: string, value: Value, quote: string) => anAnswer(danaSays, field, { value, quote });
  return [
    said(
      'use_case',
      'one dashboard for our board instead of twelve spreadsheets',
      'one dashboard for our board instead of twelve spreadsheets',
    ),
    said('urgency', '2027-03-31', 'by end of March'),
    said('size', 140, 'about 140 people'),
    said('company', 'Acme Robotics', 'Acme Robotics'),
    said('stakeholder', 'Priya Raman', 'Our CFO Priya Raman'),
    said('authority', 'shares', 'decide together'),
    said('email', 'dana.reyes@acme.example', 'dana.reyes@acme.example'),
    said('name', 'Dana Reyes', 'Dana Reyes'),
  ];
}

export function claimedBy(rep: Rep, minutes: number, change: Partial<Lead> = {}): Lead {
  const repVerdict = { kind: 'claimed', by: rep, at: minutesAgo(minutes), from: 'offered' } as const;
  return aLead({
    state: 'claimed',
    rep,
    repVerdict,
    card: { channel: 'C0SDRLEADS', ts: '1763650800.000100' },
    ...change,
  });
}
