// Who books in the chat, what their answers set in motion, and what is never read as an answer.
import { describe, expect, test } from 'vitest';
import { readTimes } from '../../src/core/answer-times.ts';
import { booksInChat } from '../../src/core/in-chat.ts';
import type { Lead, Offer } from '../../src/core/lead.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { propose } from '../../src/core/propose.ts';
import { readChange, readConsent } from '../../src/core/read-change.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const dana = { id: 'U0DANA', name: 'Dana Reyes' };
const listed = (page: string) => page.replace('    reps: []\n', `    reps: [{ slack: U0DANA, name: Dana Reyes }]\n`);
const playbook: Playbook = { ...defaultPlaybook(listed), calendar: true };
const at = '2026-11-23T14:00:00.000Z';
const offer = { why: 'qualified', team: 'sales', rep: dana, at, startsAt: at } as const;
const unlisted: Playbook = { ...defaultPlaybook(), calendar: true };
const withRules = (inChat: Playbook['teams'][number]['booking']): Playbook => ({
  ...playbook,
  teams: playbook.teams.map((team) => ({ ...team, ...(inChat && { booking: inChat }) })),
});

const lines = [
  "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
  'ana@acme.example',
  'Yes, a call sounds good',
];
function qualified(page: Playbook = playbook) {
  const talk = converse(page);
  for (const line of lines) talk.say(line);
  return talk;
}

describe('who books in the chat', () => {
  const where = (change: Partial<Offer>, page = playbook, isGone = false) =>
    booksInChat(qualified().lead, { ...offer, ...change }, { playbook: page, isGone });

  test('whoever qualified, while somebody is there with room', () => {
    expect(where({})).toEqual({ inChat: true });
  });

  test.each([
    ['no calendar', {}, { ...playbook, calendar: false }, 'no-calendar'],
    ['the playbook hands off', {}, withRules({ inChat: false }), 'off'],
    ['they asked for a person', { why: 'asked' as const }, playbook, 'asked'],
    ['it is offered to learn from', { why: 'learning' as const }, playbook, 'learning'],
    ['a rule does not hold', {}, withRules({ inChat: [{ field: 'size', atLeast: 51 }] }), 'rules'],
    ['one of two rules does not hold', {}, withRules({ inChat: [{ field: 'size' }, { language: ['de'] }] }), 'rules'],
    ['nobody is there with room', { rep: null }, playbook, 'nobody'],
  ])('not when %s', (_why, change, page, notInChat) => {
    expect(where(change, page)).toEqual({ inChat: false, notInChat });
  });

  const later = '2026-11-24T14:00:00.000Z';
  const waits = { booking: { inChat: true, whenOut: 'wait' as const } };
  const off = { inChat: false };
  test.each<[string, Partial<Offer>, Playbook, boolean]>([
    ['asks for a person', { why: 'asked', rep: null }, playbook, true],
    ['asks for a person whose rep is off duty', { why: 'asked' }, playbook, true],
    ['asks for a person where nobody else books in the chat', { why: 'asked', rep: null }, withRules(off), true],
    ['qualifies', { rep: null }, playbook, true],
    ['qualifies where the playbook hands off', { rep: null }, withRules(off), false],
    ['asks for a person where the playbook lets them wait', { why: 'asked' }, withRules(waits.booking), false],
    ['qualifies where the playbook lets them wait', { rep: null }, withRules(waits.booking), false],
    ['asks for a person of a team that lists nobody', { why: 'asked', rep: null }, unlisted, false],
    ['asks for a person without a calendar', { why: 'asked', rep: null }, { ...playbook, calendar: false }, false],
    ['is offered to learn from', { why: 'learning', rep: null }, playbook, false],
  ])('while everybody is out: who %s', (_who, change, page, isOffered) => {
    expect(where({ startsAt: later, ...change }, page).inChat).toBe(isOffered);
  });

  test('while everybody is out, but they fell silent: nothing', () => {
    expect(where({ startsAt: later, why: 'asked', rep: null }, playbook, true).inChat).toBe(false);
  });

  test('not when they fell silent', () => {
    expect(where({}, playbook, true)).toEqual({ inChat: false, notInChat: 'gone' });
  });

  test('all rules hold', () => {
    expect(where({}, withRules({ inChat: [{ field: 'size', atLeast: 50 }, { language: ['en'] }] }))).toEqual({
      inChat: true,
    });
  });

  test('the line says whose calendar is looked into, and the times are owed; the card is owed all the same', () => {
    const talk = qualified();
    expect(talk.lead.messages.at(-1)?.text).toContain("One moment, I'm looking at Dana Reyes's calendar.");
    const owed = talk.last.owed.map(({ job }) => job.kind);
    expect(owed).toContain('post-card');
    expect(owed).toContain('propose-times');
    expect(talk.last.events.at(-1)).toMatchObject({ kind: 'offered', data: { why: 'qualified', inChat: true } });
  });
});

/** After three times were offered: Tuesday 10:00, Wednesday 11:00, Friday 10:00 in New York. */
function offeredTimes(change: Partial<Lead> = {}) {
  const talk = qualified();
  const times = ['2026-11-24T15:00:00.000Z', '2026-11-25T16:00:00.000Z', '2026-11-27T15:00:00.000Z'];
  const proposed = propose(talk.lead, {
    times: times.map((startsAt) => ({ startsAt, hosts: [dana] })),
    kind: 'call',
    lengthMin: 30,
    by: 'baton',
    zone: null,
    playbook,
    now: talk.now,
    link: null,
  });
  talk.set({ ...proposed.lead, ...change });
  return talk;
}
const owedTimes = ({ last }: ReturnType<typeof converse>) =>
  last.owed.map(({ job }) => job).find(({ kind }) => kind === 'propose-times');

describe('an answer to the times', () => {
  test('a choice is read, and says nothing before it is held', () => {
    const talk = offeredTimes();
    expect(talk.say('the second')).toBe('');
    expect(talk.times).toMatchObject({ kind: 'picked', index: 1 });
  });

  test('another day owes times around it; none of these owes others', () => {
    const talk = offeredTimes();
    talk.say('can we do Thursday afternoon instead?');
    expect(owedTimes(talk)).toMatchObject({ want: { days: ['2026-11-26'], from: 720 }, not: [] });
    const other = offeredTimes();
    other.say('none of these');
    expect(owedTimes(other)).toMatchObject({ want: null, not: expect.arrayContaining(['2026-11-24T15:00:00.000Z']) });
  });

  test('what is in doubt is asked twice, then it is a note like any other', () => {
    const talk = offeredTimes();
    expect(talk.say('sounds good')).toContain('which of these do you mean?');
    expect(talk.say('ok')).toContain('which of these do you mean?');
    expect(talk.say('yes')).not.toContain('which of these');
  });

  test('a single one in doubt is named', () => {
    expect(offeredTimes().say('maybe Wednesday')).toContain('shall I put Wednesday, November 25, 11:00 AM');
  });

  test('where it is night for them, others are looked for', () => {
    const talk = offeredTimes();
    expect(talk.say("I'm in Lisbon")).toContain('15:00 (Lisbon time)');
    const tokyo = offeredTimes();
    expect(tokyo.say("I'm in Tokyo")).toBe('');
    expect(owedTimes(tokyo)).toMatchObject({ want: null });
    expect(tokyo.lead.booking?.zone).toBe('Asia/Tokyo');
  });

  test('no meeting at all is fine', () => {
    const talk = offeredTimes();
    expect(talk.say('no thanks')).toBe("That's fine, we can leave that open.");
    expect(talk.lead.booking?.proposed).toBeNull();
  });

  test('what they say beside it is written down, but no day or number of the times', () => {
    const talk = offeredTimes();
    talk.say('Wednesday works. We use Tableau today.');
    const news = talk.lead.answers.filter(({ evidence }) => evidence.message === talk.lead.messages.length);
    expect(news.map(({ field, value }) => [field, value])).toEqual([['competition', 'tableau']]);
  });

  const unread = (text: string, change: Partial<Lead> = {}, page = playbook) => {
    const { lead, now } = offeredTimes(change);
    const n = lead.messages.length + 1;
    const line = { n, from: 'visitor', name: null, text, channel: 'web', at: now, asks: null } as const;
    return readTimes({ ...lead, messages: [...lead.messages, line] }, { playbook: page, now });
  };

  test('is none while a rep talks to them, after it is over, and without a calendar', () => {
    expect(unread('2')).toMatchObject({ kind: 'picked' });
    expect(unread('2', { takeover: { rep: dana, at: '2026-11-23T14:00:00.000Z', since: '1' } })).toBeNull();
    expect(unread('2', { state: 'nurturing' })).toBeNull();
    expect(unread('2', {}, { ...playbook, calendar: false })).toBeNull();
  });

  test('of a lead that is another rep’s by now, that very time is looked for with them', () => {
    const rep = { id: 'U0MARCO', name: 'Marco Bell' };
    expect(unread('the second', { state: 'claimed', rep })).toMatchObject({
      kind: 'other',
      wish: { days: ['2026-11-25'], at: 660 },
    });
    expect(unread('the second', { state: 'claimed', rep: dana })).toMatchObject({ kind: 'picked', index: 1 });
  });

  test('what they wrote before the times stood there is none', () => {
    const { lead, now } = offeredTimes();
    const early = lead.messages.map((message) => (message.n === 5 ? { ...message, text: '2' } : message));
    expect(readTimes({ ...lead, messages: early, readUpTo: 4 }, { playbook, now })).toBeNull();
  });
});

describe('a wish to change a meeting', () => {
  test.each([
    ['Can we move the meeting?', 'move'],
    ['I need to reschedule', 'move'],
    ['could we find another time?', 'move'],
    ["I can't make it", 'move'],
    ['Können wir den Termin verschieben?', 'move'],
    ['Ich schaffe es leider nicht', 'move'],
    ['Peut-on déplacer le rendez-vous ?', 'move'],
    ['¿Podemos cambiar la reunión?', 'move'],
    ['I need to cancel', 'cancel'],
    ['please cancel the call', 'cancel'],
    ['cancel', 'cancel'],
    ['ich muss absagen', 'cancel'],
    ['Bitte den Termin absagen', 'cancel'],
    ['Je dois annuler', 'cancel'],
    ['Tengo que cancelar la cita', 'cancel'],
    ["please don't cancel the meeting", null],
    ['Can we cancel our subscription at any time?', null],
    ['How do I move data from Tableau?', null],
    ['We want to change how we report', null],
    ['thanks, see you then', null],
    ['> I need to cancel', null],
  ])('%s: %s', (text, what) => expect(readChange(text)).toBe(what));

  test.each([
    ['yes', 'yes'],
    ['Yes please, cancel it', 'yes'],
    ['ja bitte', 'yes'],
    ['oui, merci', 'yes'],
    ['sí, por favor', 'yes'],
    ['no', 'no'],
    ['nein, doch nicht', 'no'],
    ['no, keep it', 'no'],
    ['yes but can we move it instead?', null],
    ['who will be there?', null],
  ])('asked whether to cancel, %s is %s', (text, what) => expect(readConsent(text)).toBe(what));
});
