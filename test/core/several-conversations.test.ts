// One lead, several conversations: each line goes where the visitor is, and what was said where somebody proved who they are is told
// nowhere else.
import { describe, expect, test } from 'vitest';
import { booksInChat } from '../../src/core/in-chat.ts';
import { join } from '../../src/core/join.ts';
import type { Answer, Lead, Message } from '../../src/core/lead.ts';
import { chatOf } from '../../src/core/line.ts';
import { operatorSpoke } from '../../src/core/operator.ts';
import { afterLeaving, part } from '../../src/core/part.ts';
import { person } from '../../src/core/person.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { prompt } from '../../src/core/prompt.ts';
import { offering } from '../../src/core/propose.ts';
import { receive } from '../../src/core/receive.ts';
import { sayable } from '../../src/core/sayable.ts';
import { guestOf, tellMeeting } from '../../src/core/tell-meeting.ts';
import { takeTurn } from '../../src/core/turn.ts';
import { aLead, aPlaybook, now, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const phone = { channel: 'whatsapp', conversation: '106/1650' };
const owner = { id: '1650', name: 'Olga Owner', phone: '+16505551234', verified: ['phone'] as const };

/** The lead on which somebody whom WhatsApp vouches for has gone on. */
function joined(change: Partial<Lead> = {}, was: 'claimed' | 'verified' = 'claimed'): Lead {
  const { lead } = join(aLead(change), {
    ...phone,
    visitor: owner,
    match: { by: 'phone', rank: 'verified', was },
    now,
  });
  return lead;
}

function hears(lead: Lead, text: string, place: { channel: string; conversation?: string }): Lead {
  const n = lead.messages.length + 1;
  const line: Message = { n, from: 'visitor', name: null, text, asks: null, at: now, ...place };
  return { ...lead, messages: [...lead.messages, line] };
}

test('what the calendar says goes where they wrote last, whatever mail says the same', () => {
  const lead = hears(joined(), 'Tuesday at ten, please', phone);
  const meeting = {
    kind: 'demo',
    lengthMin: 30,
    startsAt: '2026-11-24T10:00:00.000Z',
    hosts: [sam],
    event: { call: null },
  };
  const said = { playbook, now, link: null, meeting: meeting as never };
  const told = tellMeeting({ lead, events: [], owed: [] }, ['booked'], said).lead.messages.at(-1);
  expect(told).toMatchObject({ from: 'baton', ...phone });
  expect(chatOf(lead)).toEqual(phone);
});

/** Somebody has typed a number on the website; its owner has come since, and told more. */
function claimedFirst(): Lead {
  const own = aLead({ joined: [] });
  const told = hears(
    joined({ ...own, answers: own.answers.filter(({ field }) => field !== 'budget') }),
    'Our budget is 90,000 euros, olga@owner.example',
    phone,
  );
  const n = told.messages.length;
  const text = told.messages.at(-1)?.text ?? '';
  const answers = (['budget', 'email'] as const).map((field): Answer => {
    const quote = field === 'email' ? 'olga@owner.example' : '90,000 euros';
    const start = text.indexOf(quote);
    const evidence = { kind: 'said', message: n, start, end: start + quote.length } as const;
    return { field, value: field === 'email' ? quote : 90_000, evidence, interviewer: 'guided', at: now };
  });
  const lead = { ...told, answers: [...told.answers, ...answers] };
  const line: Message = {
    n: n + 1,
    from: 'baton',
    name: 'Baton',
    text: 'Thank you, Olga.',
    asks: null,
    at: now,
    ...phone,
  };
  return { ...lead, messages: [...lead.messages, line] };
}
const site = { channel: 'web' };
const secrets = /90[,.]?000|olga/i;

describe('whoever had only typed an address when its owner came', () => {
  const asked = hears(claimedFirst(), 'What did I tell you so far?', site);

  test('is told nothing of the owner: no line, no answer, no blank', () => {
    expect(JSON.stringify(prompt({ lead: asked, playbook }))).not.toMatch(secrets);
    expect(JSON.stringify(person(sayable(asked), playbook))).not.toMatch(secrets);
    expect(person(asked, playbook).email).toBe('olga@owner.example');
    expect(JSON.stringify(prompt({ lead: asked, playbook }))).toContain('about 140 people');
    const turn = { claims: [], wants: 'answering', interviewer: 'guided' } as const;
    const said = takeTurn({ ...asked, state: 'chatting', offer: null }, { ...turn, claims: [] }, { playbook, now });
    expect(said.lead.messages.at(-1)).toMatchObject(site);
    expect(said.lead.messages.at(-1)?.text).not.toMatch(secrets);
  });

  test('the owner goes on with everything', () => {
    const owned = hears(asked, 'It is me again', phone);
    expect(prompt({ lead: owned, playbook }).transcript).toHaveLength(owned.messages.length);
    expect(sayable(owned)).toBe(owned);
    const proven = hears(
      joined({ visitor: { id: 'v', phone: '+16505551234', verified: ['phone'] } }, 'verified'),
      'Hi',
      phone,
    );
    expect(sayable(hears(proven, 'And here', site)).answers).toBe(proven.answers);
  });

  test('hears nothing of a meeting, has no link to it, and takes no mail of it', () => {
    const meeting = {
      kind: 'demo',
      lengthMin: 30,
      startsAt: '2026-11-24T10:00:00.000Z',
      hosts: [sam],
      event: { call: null },
    };
    const link = 'https://baton.example/meet/secret';
    const said = { playbook, now, link, meeting: meeting as never };
    const told = tellMeeting({ lead: asked, events: [], owed: [] }, ['reminder', 'changeLink'], said);
    expect(told.lead.messages.at(-1)).toMatchObject(phone);
    expect(offering(asked, { playbook, link, times: [{ n: 1, startsAt: meeting.startsAt }] }).join(' ')).not.toContain(
      link,
    );
    const n = asked.messages.length;
    const evidence = { kind: 'said', message: n, start: 0, end: 4 } as const;
    const mine: Answer = { field: 'email', value: 'mallory@evil.example', evidence, interviewer: 'guided', at: now };
    expect(guestOf({ ...asked, answers: [...asked.answers, mine] }, playbook)).toBe('olga@owner.example');
  });

  test('is handed off without times that they could not choose', () => {
    const team = playbook.teams[0]?.id ?? '';
    const teams = playbook.teams.map((each) => ({ ...each, booking: { inChat: true } }));
    const page = { ...playbook, teams, calendar: true } as Playbook;
    const offered = { why: 'qualified', team, rep: sam, at: now, startsAt: now } as const;
    const where = (lead: Lead) => booksInChat(lead, offered, { playbook: page, isGone: false });
    expect(where(asked)).toEqual({ inChat: false, notInChat: 'gone' });
    expect(where(hears(asked, 'It is me again', phone))).toEqual({ inChat: true });
  });

  test('gets nothing more by proving to be somebody else', () => {
    const visitor = { id: 'v', email: 'mallory@evil.example', verified: ['email'] as const };
    expect(JSON.stringify(prompt({ lead: { ...asked, visitor }, playbook }))).not.toMatch(secrets);
  });
});

test('whoever talks to them in a chat product is not waited for where they write elsewhere', () => {
  const takeover = { rep: { id: 'intercom:7', name: 'Otto' }, at: now, since: '', product: 'intercom' };
  const lead = { ...joined({ channel: 'intercom' }), takeover };
  const wrote = (place: { channel: string; conversation: string }) =>
    receive(hears(lead, 'Hello?', place), { visitor: owner, page: null, place }, { playbook, now });
  const elsewhere = wrote(phone);
  expect(elsewhere.lead.takeover).toBeNull();
  expect(elsewhere.lead.messages.at(-1)).toMatchObject({ from: 'visitor' });
  expect(elsewhere.events.at(-1)).toMatchObject({ kind: 'handed-back', data: { why: 'elsewhere' } });
  expect(wrote({ channel: 'intercom', conversation: 'conv_dana' }).lead.takeover).toEqual(takeover);
  expect(wrote({ channel: 'voice', conversation: 'call' }).lead.takeover).toEqual(takeover);
});

test('whoever talks to them in a chat product goes with whom they talk to', () => {
  const there = { channel: 'intercom', conversation: 'chat-7' };
  const { lead } = join(aLead(), {
    ...there,
    visitor: owner,
    match: { by: 'phone', rank: 'verified', was: 'claimed' },
    now,
  });
  const heard = hears(lead, 'Hello?', there);
  const by = { playbook, now, delivery: { upTo: heard.messages.length, sending: null } };
  const line = {
    product: 'intercom',
    conversation: 'chat-7',
    id: '1',
    text: 'Otto here',
    at: now,
    operator: { id: '7', name: 'Otto' },
  };
  const spoken = operatorSpoke(heard, line, by);
  if (spoken.kind !== 'done') throw new Error('not heard');
  const [own] = spoken.lead.joined;
  if (own === undefined) throw new Error('not joined');
  const parted = part(spoken.lead, { joined: own, id: 'lead_other', by: { playbook, now } });
  expect([parted.kept.takeover, parted.left.takeover?.product]).toEqual([null, 'intercom']);
  const { owed } = afterLeaving(parted, { rep: sam, playbook });
  expect(owed.map(({ job }) => job)).toContainEqual(
    expect.objectContaining({ kind: 'end-takeover', lead: 'lead_other' }),
  );
  const elsewhere = { ...spoken.lead, takeover: { rep: sam, at: now, since: '' } };
  expect(part(elsewhere, { joined: own, id: 'lead_other', by: { playbook, now } }).kept.takeover).toEqual(
    elsewhere.takeover,
  );
});

test('parted, nobody is counted in an arm that they were not shown', () => {
  const arms = [
    { id: 'a', label: 'A', weight: 1 },
    { id: 'b', label: 'B', weight: 1 },
  ];
  const trying = { ...playbook, experiments: [{ id: 'words', since: '2026-01-01', arms }] } as unknown as Playbook;
  const armsIn = (channel: string) => {
    const there = { channel, conversation: 'chat-7' };
    const match = { by: 'phone', rank: 'verified', was: 'claimed' } as const;
    const { lead } = join(aLead(), { ...there, visitor: owner, match, now });
    const [own] = lead.joined;
    if (own === undefined) throw new Error('not joined');
    return part(hears(lead, 'Hi', there), { joined: own, id: 'lead_other', by: { playbook: trying, now } }).left.arms;
  };
  expect(Object.keys(armsIn('intercom'))).toEqual(['words']);
  expect(armsIn('widget')).toEqual({});
});
