// Who is continued, who is only carried along, and who is nobody we know.
import { expect, test } from 'vitest';
import {
  type Identity,
  identitiesOf,
  identitiesOfVisitor,
  isShared,
  newIdentities,
} from '../../src/core/identities.ts';
import type { Lead } from '../../src/core/lead.ts';
import { type Candidate, samePerson } from '../../src/core/same-person.ts';
import { arrived, emptied, filledIn } from '../../src/core/visitor.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const mine = 'dana@acme.example';
const phone = '+16505551234';
const said = (kind: Identity['kind'], value: string): Identity => ({ kind, value, rank: 'claimed' });
const proven = (kind: Identity['kind'], value: string): Identity => ({ kind, value, rank: 'verified' });
let count = 0;
const known = (identities: Identity[], change: Partial<Lead> = {}, apart: string[] = []): Candidate => {
  const at = new Date(Date.UTC(2026, 10, 20, 15, 0, ++count)).toISOString();
  return { lead: aLead({ id: `lead_${count}`, createdAt: at, ...change }), identities, apart };
};
const of = (arriving: Identity[], ...candidates: Candidate[]) => {
  const found = samePerson(arriving, candidates, playbook);
  if (found.kind === 'new') return 'new';
  const how = found.kind === 'carry' ? (found.aloud ? 'carry aloud' : 'carry') : 'continue';
  return `${how} ${candidates.findIndex(({ lead }) => lead === found.match.lead)}`;
};

test('what the channel vouches for continues, whether the lead had it verified or only said', () => {
  expect(of([proven('phone', phone)], known([said('phone', phone)]))).toBe('continue 0');
  expect(of([proven('phone', phone)], known([proven('phone', phone)]))).toBe('continue 0');
  const states = ['chatting', 'claimed', 'booked', 'closed', 'nurturing', 'quiet'] as const;
  for (const state of states)
    expect(of([proven('phone', phone)], known([said('phone', phone)], { state, readUpTo: 1 }))).toBe('continue 0');
});

test('what somebody only says is carried in silence, free addresses and visitors of one chat alike', () => {
  expect(of([said('email', mine)], known([proven('email', mine)]))).toBe('carry 0');
  expect(of([said('email', 'dana@gmail.com')], known([said('email', 'dana@gmail.com')]))).toBe('carry 0');
  expect(of([said('visitor', 'web v')], known([said('visitor', 'web v')]))).toBe('carry 0');
});

test('two verified people never become one over what one of them only claims', () => {
  const other = known([proven('email', mine), said('phone', phone)]);
  expect(of([proven('phone', phone)], other)).toBe('carry 0');
  expect(
    of(
      [proven('email', mine), said('phone', phone)],
      known([proven('email', 'eve@acme.example'), said('phone', phone)]),
    ),
  ).toBe('new');
  const elsewhere = known([proven('phone', '+16505559999'), said('email', mine)]);
  expect(of([proven('phone', phone), said('email', mine)], elsewhere)).toBe('new');
});

test('of several, the newest lead of one person; where they may be two people, nobody', () => {
  const older = known([said('phone', phone), said('email', mine)]);
  const newer = known([said('phone', phone)]);
  const eve = known([said('phone', phone), said('email', 'eve@acme.example')]);
  expect(of([proven('phone', phone)], older, newer)).toBe('continue 1');
  expect(of([proven('phone', phone)], older, eve)).toBe('new');
  expect(of([said('phone', phone)], older, eve)).toBe('new');
  expect(of([proven('phone', phone)], older, eve, known([proven('phone', phone)]))).toBe('continue 2');
  const [work, home] = [mine, 'dana@home.example'].map((email) =>
    known([proven('phone', phone), said('email', email)]),
  );
  expect(of([said('phone', phone)], work!, home!)).toBe('carry 1');
  const apart = known([said('email', mine)], {}, [older.lead.id]);
  expect(of([said('email', mine)], older, apart)).toBe('new');
});

test('addresses of many, imported, held and unwanted leads are known by nobody', () => {
  for (const shared of ['info@acme.example', 'sales+web@acme.example', 'kontakt@acme.example']) {
    expect(isShared({ kind: 'email', value: shared })).toBe(true);
    expect(of([proven('email', shared)], known([said('email', shared)]))).toBe('new');
  }
  expect(isShared({ kind: 'email', value: mine })).toBe(false);
  const held = { state: 'quiet', readUpTo: 0 } as const;
  const spam = {
    kind: 'rejected',
    by: sam,
    at: '',
    from: 'offered',
    reason: 'spam',
    wrongField: null,
    note: '',
  } as const;
  const page = aPlaybook({
    rejectReasons: [{ ...playbook.rejectReasons[0]!, id: 'spam', label: 'Spam', tellVisitor: false }],
  });
  for (const change of [{ channel: 'import' }, held, { state: 'rejected', repVerdict: spam } as const]) {
    expect(samePerson([proven('phone', phone)], [known([said('phone', phone)], change)], page)).toEqual({
      kind: 'new',
    });
  }
});

test('a lead without answers has nothing to carry', () => {
  expect(of([said('email', mine)], known([said('email', mine)], { answers: [] }))).toBe('new');
});

test('identities are what the channel tells and what the visitor says, in one spelling', () => {
  const messages = aTranscript(['I am Dana@Acme.example, call 650 555 1234']);
  const answers = [
    anAnswer(messages, 'email', { value: ' Dana@Acme.example ', quote: 'Dana@Acme.example' }),
    anAnswer(messages, 'phone', { value: '650 555 1234', quote: '650 555 1234' }),
    anAnswer(messages, 'use_case', { value: 'boss@acme.example', quote: 'I am' }),
  ];
  const lead = aLead({ messages, answers, channel: 'web', visitor: { id: 'v', email: mine, verified: ['email'] } });
  expect(identitiesOf(lead, { ...playbook, country: 'US' })).toEqual([
    said('visitor', 'web v'),
    proven('email', mine),
    said('phone', phone),
  ]);
  const along = { kind: 'carried', lead: 'lead_1', channel: 'web', of: 'said', quote: '', by: 'phone' } as const;
  const evidence = { ...along, aloud: true, message: 0, start: 0, end: 0 } as const;
  const told = { ...lead, visitor: { id: 'v' }, answers: answers.map((each) => ({ ...each, evidence })) };
  expect(identitiesOf(told, playbook)).toEqual([said('visitor', 'web v')]);
  const whatsapp = { channel: 'whatsapp', visitor: { id: '1', phone, verified: ['phone'] as const } };
  expect(identitiesOfVisitor(whatsapp, playbook)).toEqual([said('visitor', 'whatsapp 1'), proven('phone', phone)]);
  expect(newIdentities([said('email', mine)], [proven('email', mine), said('phone', phone)])).toHaveLength(2);
  expect(newIdentities([proven('email', mine)], [proven('email', mine)])).toEqual([]);
});

test('what was verified is replaced by nothing that nobody checked', () => {
  const dana = { id: 'v', email: mine, verified: ['email'] as const };
  expect(arrived(dana, { id: 'v', email: 'eve@acme.example' })).toEqual(dana);
  expect(arrived(dana, { id: 'v', email: 'new@acme.example', verified: ['email'] })).toMatchObject({
    email: 'new@acme.example',
  });
  expect(arrived({ id: 'v', email: mine }, dana)).toEqual(dana);
  const { visitor, filled } = filledIn(
    { id: 'v', email: mine },
    { id: 'w', email: 'x@y.example', phone, name: 'Dana' },
  );
  expect(visitor).toEqual({ id: 'v', email: mine, phone, name: 'Dana' });
  expect(emptied(visitor, filled)).toEqual({ id: 'v', email: mine });
});
