// Every message and view in every state, as a rep sees it and as a screen reader says it. Read the diff of a snapshot
// as you would read a diff of the product.
import { describe, expect, test } from 'vitest';
import { answerMessage } from '../../src/slack/cards/answers.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { newsMessage, type Stuck } from '../../src/slack/cards/news.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { nurtureModal } from '../../src/slack/cards/nurture-modal.ts';
import { rejectModal } from '../../src/slack/cards/reject-modal.ts';
import { whyModal } from '../../src/slack/cards/why-parts.ts';
import { asked, byForm, cardStates, nurturing, refused, rejection, sequences, told } from '../support/card-states.ts';
import { numbers } from '../support/home.ts';
import {
  aLead,
  anAnswer,
  anOffer,
  aPlaybook,
  aTranscript,
  claimedBy,
  minutesAgo,
  now,
  rita,
  sam,
} from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfMessage, problemsOfView } from '../support/slack-limits.ts';

const playbook = aPlaybook({ nurture: { sequences } });
const about = { playbook, now };

describe('the card', () => {
  test.each(Object.entries(cardStates))('%s', async (name, lead) => {
    const card = leadCard({ lead, ...about });
    expect(problemsOfMessage(card)).toEqual([]);
    expect(card.metadata).toEqual({ event_type: 'baton_lead', event_payload: { lead: lead.id } });
    await expect(both(card)).toMatchFileSnapshot(`snapshots/card ${name}.txt`);
  });

  test('gives each state its buttons, in the order of use', () => {
    const buttons = Object.entries(cardStates).map(([name, lead]) => [
      name,
      buttonsOf(leadCard({ lead, ...about }).blocks),
    ]);
    expect(Object.fromEntries(buttons)).toEqual({
      'offered, qualified': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, by a form': ['Claim', 'Nurture', 'Reject', 'Why?'],
      'claimed, by a form': ['Nurture', 'Reject', 'Why?'],
      'offered, just under the bar': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, asked for a person': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, with more people than a glance takes': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, with a question that Baton answered': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, with a refusal and an open answer': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, also writes on WhatsApp': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, told some of it before': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, one rep’s alone': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, everybody’s again': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, the channel was reminded': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, managers were told': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered after hours': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered after hours, to a rep': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'offered, snoozed': ['Claim', 'Take over', 'Nurture', 'Reject', 'Why?'],
      'claimed, the first word is due': ['Take over', 'Nurture', 'Reject', 'I’ve been in touch', 'Why?'],
      'claimed, may be undone': ['Take over', 'Nurture', 'Reject', 'Undo', 'Why?'],
      'claimed, settled': ['Take over', 'Nurture', 'Reject', 'Why?'],
      'claimed, with an opportunity in the CRM': ['Take over', 'Nurture', 'Reject', 'Why?'],
      'closed, and won': ['Why?'],
      'closed, and lost': ['Why?'],
      'claimed, taken over': ['Hand back to Baton', 'Nurture', 'Reject', 'Why?'],
      'claimed again after a rejection was taken back': ['Take over', 'Nurture', 'Reject', 'Why?'],
      'rejected, may be undone': ['Undo', 'Why?'],
      'rejected, settled': ['Why?'],
      'nurtured, may be undone': ['Undo', 'Why?'],
      'nurtured, settled': ['Why?'],
      'nurtured, written to': ['Stop writing', 'Why?'],
      'nurtured, and unsubscribed': ['Why?'],
      'back in the chat': ['Why?'],
    });
  });
});

describe('a note in the thread', () => {
  const lead = claimedBy(sam, 2);
  const notes = {
    claimed: { kind: 'claimed', rep: sam, at: now, upTo: 7 },
    transcript: { kind: 'transcript', from: 1, to: 7, upTo: 7 },
    rejected: { ...rejection, rep: rita, at: now, reason: 'Competitor', words: rejection.note },
    nurtured: { ...nurturing, rep: sam, at: now, words: 'Ping them after the board meeting.' },
    'step answered': { kind: 'step-answered', at: now, sequence: 'Keep in touch', step: 1, sentAt: minutesAgo(1_440) },
    undone: { kind: 'undone', rep: sam, at: now, what: 'rejected' },
    wrote: { kind: 'wrote', message: 5 },
    returned: { kind: 'returned', at: now },
    'taken over': { kind: 'taken-over', rep: sam, at: now },
    'handed back': { kind: 'handed-back', rep: sam, at: now, why: 'pressed' },
    'handed back by itself': { kind: 'handed-back', rep: sam, at: minutesAgo(1), why: 'silence' },
  } as const;

  test.each(Object.entries(notes))('%s', async (kind, note) => {
    const message = noteMessage(note, { lead, playbook });
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(both(message)).toMatchFileSnapshot(`snapshots/note ${kind}.txt`);
  });

  test('says when Baton cannot read the thread, and which lines were never sent', async () => {
    const deaf = noteMessage(notes['taken over'], { lead, playbook, isHeard: false });
    await expect(both(deaf)).toMatchFileSnapshot('snapshots/note taken over, not in the channel.txt');
    const { text } = noteMessage(notes.transcript, { lead: { ...lead, dropped: [2] }, playbook });
    expect(text.split('\n').filter((each) => each.includes('(not sent)'))).toEqual([
      expect.stringContaining('2. Baton'),
    ]);
  });

  test('claimed, with a question that Baton answered', () => {
    const { text } = noteMessage(notes.claimed, { lead: told, playbook });
    expect(text).toContain(
      'They asked; answer these first\n“Can two teams share it?”\nBaton answered from our pages\n',
    );
    expect(text).not.toContain('You asked: “Does it read');
  });

  test('names itself, so that a second try finds the first', () => {
    const names = Object.values(notes).map((note) => noteMessage(note, { lead, playbook }).metadata.event_payload.note);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the modals', () => {
  test('reject', async () => {
    const view = rejectModal({ lead: aLead(), playbook });
    expect(problemsOfView(view)).toEqual([]);
    expect(view.private_metadata).toBe(aLead().id);
    await expect(showBlocks(view.blocks)).toMatchFileSnapshot('snapshots/modal reject.txt');
  });

  test('reject asks for no wrong answer when there is none', () => {
    const { blocks } = rejectModal({ lead: asked, playbook });
    expect(blocks.map(({ block_id }) => block_id)).toEqual(['reason', 'note']);
  });

  test('nurture', async () => {
    const view = nurtureModal({ lead: aLead(), playbook, now });
    expect(problemsOfView(view)).toEqual([]);
    await expect(showBlocks(view.blocks)).toMatchFileSnapshot('snapshots/modal nurture.txt');
  });
});

describe('why', () => {
  const doubted = aLead({ refused: [refused, { ...refused, field: 'size', value: 500, reason: 'not-asserted' }] });
  test.each([
    ['qualified, with refused claims', doubted],
    ['asked for a person', asked],
  ])('%s', async (name, lead) => {
    const view = whyModal({ lead, playbook });
    expect(problemsOfView(view)).toEqual([]);
    await expect(showBlocks(view.blocks)).toMatchFileSnapshot(`snapshots/modal why, ${name}.txt`);
  });
});

describe('news', () => {
  const stuck: Stuck[] = [
    { id: 'job_1', what: 'post-card', error: 'Slack refused: invalid_blocks', buriedAt: minutesAgo(2), lead: aLead() },
    { id: 'job_2', what: 'learn-groups', error: 'no_such_subteam', buriedAt: minutesAgo(40), lead: null },
  ];
  const many = Array.from({ length: 8 }, () => stuck).flat();
  const [down, at] = [minutesAgo(12), now];
  const beta = { kind: 'workspace', workspace: 'T0BETA', name: 'Beta EMEA', at } as const;
  test.each([
    ['stuck', newsMessage({ kind: 'stuck' }, { ...about, stuck })],
    ['much stuck', newsMessage({ kind: 'stuck' }, { ...about, stuck: many })],
    [
      'down',
      newsMessage({ kind: 'down', system: 'chat', why: 'The chat did not answer.', at: down }, { ...about, stuck: [] }),
    ],
    ['held', newsMessage({ kind: 'held', at }, { ...about, stuck: [], held: [byForm, byForm] })],
    ['recovered', newsMessage({ kind: 'recovered', system: 'model', since: down, at }, { ...about, stuck: [] })],
    ['installed', newsMessage({ ...beta, what: 'installed' }, { ...about, stuck: [] })],
    ['uninstalled', newsMessage({ ...beta, what: 'uninstalled' }, { ...about, stuck: [] })],
    ['token taken back', newsMessage({ ...beta, what: 'revoked' }, { ...about, stuck: [] })],
    [
      'token not readable',
      newsMessage(
        { ...beta, what: 'closed', why: 'it was sealed with a SECRET_KEY that is not set any more' },
        { ...about, stuck: [] },
      ),
    ],
  ])('%s', async (name, message) => {
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(both(message)).toMatchFileSnapshot(`snapshots/news ${name}.txt`);
  });
});

describe('lists', () => {
  const other = aTranscript(['We need reporting. I am Li Wei from Oriel Labs.']);
  const waiting = [
    aLead({ card: { channel: 'C0SDRLEADS', ts: '1.1', link: 'https://northwind.slack.com/archives/C0SDRLEADS/p11' } }),
    aLead({
      messages: other,
      answers: [
        anAnswer(other, 'name', { value: 'Li Wei', quote: 'Li Wei' }),
        anAnswer(other, 'company', { value: 'Oriel Labs', quote: 'Oriel Labs' }),
      ],
      score: 62,
      offer: anOffer({ at: minutesAgo(180) }),
    }),
  ];

  const zone = 'America/New_York';
  const later = '2026-11-23T05:00:00.000Z';
  const ahead = { from: '2026-12-24T05:00:00.000Z', until: '2026-12-28T05:00:00.000Z' };
  const week = { days: 7, numbers, made: 120, refused: 4 };
  const month = {
    days: 28,
    numbers: { ...numbers, accepted: 20, acceptRate: 20 / 22, claimsTimed: 24, touchesTimed: 21 },
    made: 480,
    refused: 9,
  };
  const nobody = {
    acceptRate: null,
    claimsTimed: 0,
    medianToClaimMs: null,
    touchesTimed: 0,
    medianToTouchMs: null,
  };
  const nothing = { numbers: { accepted: 0, rejected: 0, nurtured: 0, ...nobody }, made: 0, refused: 0 };
  const counts = [
    { state: 'claimed', count: 5 },
    { state: 'offered', count: 3 },
  ] as const;

  test.each([
    ['help', answerMessage({ kind: 'help' }, about)],
    ['queue', answerMessage({ kind: 'queue', leads: waiting }, about)],
    ['mine', answerMessage({ kind: 'mine', leads: [] }, about)],
    ['find', answerMessage({ kind: 'find', leads: waiting, typed: 'o' }, about)],
    ['find nobody', answerMessage({ kind: 'find', leads: [], typed: '<!channel>' }, about)],
    ['find without a word', answerMessage({ kind: 'find', leads: [], typed: '' }, about)],
    ['why', answerMessage({ kind: 'why', leads: waiting, typed: 'o' }, about)],
    ['unknown', answerMessage({ kind: 'unknown', typed: '<!channel> *dance*', nearest: null }, about)],
    ['nearly known', answerMessage({ kind: 'unknown', typed: 'stast', nearest: 'stats' }, about)],
    ['stats', answerMessage({ kind: 'stats', states: counts, spans: [week, month] }, about)],
    ['stats of a first morning', answerMessage({ kind: 'stats', states: [], spans: [{ ...week, ...nothing }] }, about)],
    ['playbook', answerMessage({ kind: 'playbook' }, about)],
    ['away', answerMessage({ kind: 'went-away', absence: { from: now, until: later }, zone }, about)],
    [
      'away, nobody knows how long',
      answerMessage({ kind: 'went-away', absence: { from: now, until: null }, zone }, about),
    ],
    ['away later', answerMessage({ kind: 'went-away', absence: ahead, zone }, about)],
    ['away, not understood', answerMessage({ kind: 'not-away', fault: 'unclear' }, about)],
    ['back', answerMessage({ kind: 'came-back', was: true, planned: [], zone }, about)],
    ['back, not away', answerMessage({ kind: 'came-back', was: false, planned: [ahead], zone }, about)],
  ])('/baton %s', async (name, message) => {
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(both(message)).toMatchFileSnapshot(`snapshots/command ${name}.txt`);
  });
});

function both({ text, blocks }: { text: string; blocks: readonly unknown[] }): string {
  return `${showBlocks(blocks)}\n\n==== as a screen reader says it\n\n${text}\n`;
}

function buttonsOf(blocks: readonly { type: string; elements?: unknown }[]): string[] {
  const row = blocks.find(({ type }) => type === 'actions');
  const buttons = (row?.elements ?? []) as { type: string; text: { text: string } }[];
  return buttons.flatMap(({ type, text }) => (type === 'button' ? [text.text] : []));
}
