// The notes about what a visitor did by their own page, and about mails that did not reach them.
import { expect, test } from 'vitest';
import { noBooking } from '../../src/core/booking.ts';
import type { MailKind, Note } from '../../src/core/job.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { bookingParts } from '../../src/slack/cards/booking-parts.ts';
import { newsMessage } from '../../src/slack/cards/news.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { aLead, aPlaybook, claimedBy, now, sam } from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';

const playbook = aPlaybook();
const shown = (note: Note, lead = claimedBy(sam, 5)) =>
  showBlocks(noteMessage(note, { lead, playbook }).blocks).replaceAll('\u2060', '');
const meeting = { kind: 'call', startsAt: '2026-11-24T15:00:00.000Z', lengthMin: 30, hosts: [sam] };

test.each<[MailKind, string]>([
  ['booked', 'did not get the confirmation'],
  ['moved', 'did not get the new time'],
  ['cancelled', 'did not read by e-mail'],
  ['reminder', 'did not get the reminder'],
  ['choose', 'did not get the times'],
])('a refused mail says which one, why, and what to do: %s', (what, says) => {
  const text = shown({
    kind: 'mail-refused',
    at: now,
    what,
    address: 'dana@lisbon.example',
    why: '550 No such mailbox',
  });
  expect(text).toContain('dana@lisbon.example');
  expect(text).toContain('550 No such mailbox');
  expect(text).toContain(says);
  expect(text).toContain('ask the visitor for another one');
});

test('a line that came by mail is told as that', () => {
  const lead = claimedBy(sam, 5);
  const line = {
    n: lead.messages.length + 1,
    from: 'visitor',
    name: null,
    text: 'Hello',
    at: now,
    asks: null,
  } as const;
  const wrote = (channel: string) =>
    shown({ kind: 'wrote', message: line.n }, { ...lead, messages: [...lead.messages, { ...line, channel }] });
  expect(wrote('mail')).toContain('The visitor answered by e-mail:');
  expect(wrote('web')).toContain('The visitor wrote:');
});

test.each([
  ['bounced', 'came back', 'ask the visitor for another one'],
  ['complained', 'marked a mail as spam', 'Nothing more is sent'],
] as const)('a mail that %s: what became of it, why, and what to do', (what, says, next) => {
  const text = shown({ kind: 'mail-failed', at: now, what, address: 'dana@lisbon.example', why: '5.1.1 No such user' });
  for (const each of [`@${sam.id}`, 'dana@lisbon.example', '5.1.1 No such user', says, next]) {
    expect(text).toContain(each);
  }
});

test('what a colleague wrote names them, and that it is not the visitor’s', () => {
  const from = { address: 'kim@acme.example', name: 'Kim <!channel>' };
  const note: Note = { kind: 'colleague-wrote', at: now, from, text: 'We are 900 people' };
  const text = shown(note);
  expect(text).toContain('kim@acme.example');
  expect(text).toContain('We are 900 people');
  expect(text).toContain('nothing of it for the visitor’s own words');
  const message = noteMessage(note, { lead: claimedBy(sam, 5), playbook });
  expect(message.text).not.toContain('<!');
  expect(JSON.stringify(message.blocks)).not.toMatch(/"type":"(?:broadcast|mrkdwn)"/);
});

test.each(['unplaced', 'colleague'] as const)('a mail that has no thread is news: %s', (what) => {
  const from = { address: 'kim@acme.example', name: null };
  const news = { kind: 'mail', what, from, subject: 'Hello', text: '', at: now } as const;
  const { blocks } = newsMessage(news, { playbook, now, stuck: [], lead: what === 'colleague' ? aLead() : null });
  const text = showBlocks(blocks).replaceAll('\u2060', '');
  for (const each of ['kim@acme.example', 'Hello', '(nothing that could be read)']) expect(text).toContain(each);
  expect(text).toContain(what === 'unplaced' ? 'answers none of Baton’s' : 'who has no card yet');
});

test('what the mail server said runs nothing in Slack', () => {
  const why = '<!channel> <https://evil.example|click> *550*';
  const note: Note = { kind: 'mail-refused', at: now, what: 'booked', address: '<@U1>', why };
  const { blocks, text } = noteMessage(note, { lead: claimedBy(sam, 5), playbook });
  expect(text).not.toMatch(/<[!@]|<https/);
  // In the blocks it is text, and nothing that Slack reads as more.
  expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:broadcast|link|mrkdwn)"/);
  expect(JSON.stringify(blocks)).not.toContain('"user_id":"U1"');
});

test('a held time says who chose it, why it is held and when it goes through, with one press for each answer', () => {
  const note: Note = {
    kind: 'review',
    at: now,
    until: '2026-11-20T15:30:00.000Z',
    address: 'ada@mailinator.com',
    meeting,
  };
  const { blocks, metadata } = noteMessage(note, { lead: aLead(), playbook });
  const text = showBlocks(blocks).replaceAll('\u2060', '');
  expect(text).toContain(`@${sam.id}`);
  expect(text).toContain('ada@mailinator.com');
  expect(text).toContain('[[Book it]]');
  expect(text).toContain('Do not book');
  const pressed = [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id);
  expect(pressed).toEqual([actionIds.keepTime, actionIds.declineTime]);
  expect(metadata.event_payload.note).toBe(`review:${now}`);
});

test('the card of a held time says that it waits for a look, and until when', () => {
  const wanted = {
    kind: 'meet' as const,
    meeting,
    event: 'baton1',
    until: '2026-11-20T15:40:00.000Z',
    review: '2026-11-20T15:30:00.000Z',
    by: 'visitor',
    at: now,
  };
  const lead = aLead({ booking: { ...noBooking, wanted } });
  const parts = JSON.stringify(bookingParts({ lead, playbook, now }));
  expect(parts).toContain('throwaway');
  expect(parts).not.toContain('Asking the calendar');
  const later = JSON.stringify(bookingParts({ lead, playbook, now: '2026-11-20T15:31:00.000Z' }));
  expect(later).toContain('Asking the calendar');
});
