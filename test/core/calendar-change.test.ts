// What becomes of an event is held against what its lead knows and wants: each thing that a person can do in a calendar,
// with Baton at rest and while it is changing the same event.
import { describe, expect, test } from 'vitest';
import { type Booking, noBooking, type Wanted } from '../../src/core/booking.ts';
import { calendarChange, type Stood } from '../../src/core/calendar-change.ts';
import type { Lead } from '../../src/core/lead.ts';
import { aLead, anOffer, aPlaybook, rita, sam } from '../support/leads.ts';

const now = '2026-11-24T12:00:00.000Z';
const event = { id: 'baton1', link: null, call: null, uid: 'baton1@google.com' };
const startsAt = '2026-11-26T10:00:00.000Z';
const meeting = { kind: 'call', startsAt, lengthMin: 30, hosts: [sam, rita], event, reply: null };
const by = {
  playbook: aPlaybook(),
  now,
  link: null,
  hostEmails: new Map([
    [sam.id, 'sam@northwind.example'],
    [rita.id, 'rita@northwind.example'],
  ]),
};

const booked = (booking: Partial<Booking> = {}): Lead => ({
  ...aLead({ state: 'booked', rep: sam, offer: anOffer() }),
  booking: { ...noBooking, guest: 'dana@acme-robotics.example', meeting, ...booking },
});
const stands = (change: Partial<Extract<Stood, { kind: 'stands' }>> = {}): Stood => ({
  kind: 'stands',
  id: 'baton1',
  startsAt,
  endsAt: '2026-11-26T10:30:00.000Z',
  replies: {},
  ...change,
});
const at = (from: string, until: string) => stands({ startsAt: from, endsAt: until });
const gone: Stood = { kind: 'gone', id: 'baton1' };
const moved = at('2026-11-26T14:00:00.000Z', '2026-11-26T14:45:00.000Z');
const kindsOf = (lead: Lead, stood: Stood) => {
  const change = calendarChange(lead, stood, by);
  if (change === null || change === 'later') return change;
  const notes = change.owed.flatMap(({ job }) => (job.kind === 'post-note' ? [`note ${job.note.kind}`] : []));
  const said = change.lead.messages.length > lead.messages.length ? ['said'] : [];
  return [...change.events.map(({ kind }) => kind as string), ...notes, ...said].toSorted();
};

describe('at rest', () => {
  test.each<[string, Stood, string[] | null]>([
    ['as it was', stands(), null],
    ['moved', moved, ['moved', 'note moved', 'said']],
    ['made longer', at(startsAt, '2026-11-26T11:00:00.000Z'), ['moved', 'note moved', 'said']],
    ['into the past', at('2026-11-20T10:00:00.000Z', '2026-11-20T10:30:00.000Z'), ['moved', 'note odd-time']],
    ['all day', at('2026-11-26T00:00:00.000Z', '2026-11-27T00:00:00.000Z'), ['note odd-time']],
    ['for three days', at('2026-11-26T00:00:00.000Z', '2026-11-29T00:00:00.000Z'), ['note odd-time']],
    ['of another lead', { ...moved, id: 'baton2' }, null],
    ['a guest whom nobody knows answered', stands({ replies: { 'x@y.example': 'declined' } }), null],
    ['a host declined', stands({ replies: { 'rita@northwind.example': 'declined' } }), ['note host-declined']],
    [
      'both hosts declined',
      stands({ replies: { 'rita@northwind.example': 'declined', 'sam@northwind.example': 'declined' } }),
      ['note host-declined', 'note host-declined'],
    ],
  ])('%s', (_, stood, kinds) => {
    expect(kindsOf(booked(), stood)).toEqual(kinds);
  });

  test('deleted: cancelled, said, and the rep keeps the lead', () => {
    expect(kindsOf(booked(), gone)).toEqual(expect.arrayContaining(['cancelled', 'note cancelled', 'said']));
  });

  test('moved and answered at once are both known', () => {
    const guest = 'dana@acme-robotics.example';
    const lead = { ...booked(), answers: [], visitor: { id: 'v' } };
    const change = calendarChange(lead, { ...moved, replies: { [guest]: 'accepted' } } as Stood, by);
    expect(change).toMatchObject({
      lead: { booking: { meeting: { startsAt: '2026-11-26T14:00:00.000Z', lengthMin: 45, reply: 'accepted' } } },
      events: [{ kind: 'moved' }, { kind: 'replied' }],
    });
  });

  test('without a meeting, or after its end was judged, nothing is news', () => {
    expect(kindsOf(booked({ meeting: null }), gone)).toBeNull();
    expect(kindsOf(booked({ outcome: 'held' }), moved)).toBeNull();
    expect(kindsOf(booked({ outcome: 'held' }), gone)).toBeNull();
  });
});

describe('while Baton is changing it', () => {
  const later = { kind: 'call', startsAt: '2026-11-27T09:00:00.000Z', lengthMin: 30, hosts: [sam] };
  const until = '2026-11-24T12:10:00.000Z';
  const move: Wanted = { kind: 'meet', by: sam.id, at: now, event: 'baton1', until, meeting: later };
  const cancel: Wanted = { kind: 'cancel', by: sam.id, at: now };
  const done = at('2026-11-27T09:00:00.000Z', '2026-11-27T09:30:00.000Z');

  test.each<[string, Wanted, Stood, string[] | null | 'later']>([
    ['moved, and not yet there', move, stands(), null],
    ['moved, and there already', move, done, null],
    ['moved, and somebody else moved it', move, moved, 'later'],
    ['moved, and somebody deleted it', move, gone, 'later'],
    ['moved to another rep’s calendar, and the old one stands', { ...move, event: 'baton2' }, stands(), null],
    ['cancelled, and not yet gone', cancel, stands(), null],
    ['cancelled, and gone', cancel, gone, null],
    ['cancelled, and somebody moved it', cancel, moved, 'later'],
    ['a hold that ran out stands in nobody’s way', { ...move, until: now }, moved, ['moved', 'note moved', 'said']],
  ])('%s', (_, wanted, stood, kinds) => {
    expect(kindsOf(booked({ wanted }), stood)).toEqual(kinds);
  });
});
