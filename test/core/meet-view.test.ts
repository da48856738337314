// What a visitor's page shows in each state of their lead, who would meet them, how long a throwaway address is looked at, and when
// they are reminded.
import { describe, expect, test } from 'vitest';
import { type Booking, noBooking } from '../../src/core/booking.ts';
import { lookUntil } from '../../src/core/disposable.ts';
import type { Lead } from '../../src/core/lead.ts';
import { meetView } from '../../src/core/meet-view.ts';
import { owedReminders, remind } from '../../src/core/reminders.ts';
import { whoMeets } from '../../src/core/who-meets.ts';
import { aLead, aPlaybook, now, rita, sam } from '../support/leads.ts';

const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const event = { id: 'baton1', link: null, call: null, uid: 'baton1@google.com' };
const meeting = (inMinutes: number, hosts = [sam]) => ({
  kind: 'call',
  startsAt: later(inMinutes),
  lengthMin: 30,
  hosts,
  event,
  reply: null,
});
const leadWith = (booking: Partial<Booking>, change: Partial<Lead> = {}) =>
  aLead({ state: 'booked', rep: sam, booking: { ...noBooking, ...booking }, ...change });
const meet = (until: string) => ({
  kind: 'meet' as const,
  meeting: meeting(60),
  event: 'baton1',
  until,
  by: 'visitor',
  at: now,
});

describe('the page', () => {
  test.each<[string, Lead, string]>([
    ['offered, nothing yet', aLead(), 'choose'],
    ['never handed over', aLead({ state: 'chatting', offer: null }), 'closed'],
    ['turned down', aLead({ state: 'rejected' }), 'closed'],
    ['nurtured', aLead({ state: 'nurturing' }), 'closed'],
    ['a time is being asked for', leadWith({ wanted: meet(later(5)) }, { state: 'claimed' }), 'asking'],
    ['the hold ran out', leadWith({ wanted: meet(later(-5)) }, { state: 'claimed' }), 'choose'],
    ['a meeting ahead', leadWith({ meeting: meeting(60) }), 'booked'],
    ['a meeting that is being moved', leadWith({ meeting: meeting(60), wanted: meet(later(5)) }), 'asking'],
    ['a meeting under way', leadWith({ meeting: meeting(-10) }), 'booked'],
    ['a meeting that is over', leadWith({ meeting: meeting(-31) }), 'over'],
    ['held, and closed', leadWith({ meeting: meeting(-31), outcome: 'held' }, { state: 'closed' }), 'over'],
    ['nobody came', leadWith({ meeting: meeting(-31), outcome: 'no-show' }, { state: 'claimed' }), 'choose'],
  ])('%s', (_name, lead, kind) => {
    expect(meetView(lead, now).kind).toBe(kind);
  });

  test('what has begun is joined, not moved', () => {
    expect(meetView(leadWith({ meeting: meeting(-10) }), now)).toMatchObject({ isAhead: false });
    expect(meetView(leadWith({ meeting: meeting(1) }), now)).toMatchObject({ isAhead: true });
  });
});

describe('who meets them', () => {
  const kinds = (along: string[]) => ({
    meetings: [{ id: 'call', label: 'Call', minutes: [30, 60] as [number, number], with: along }],
  });
  const team = {
    id: 'sales',
    name: 'Sales',
    channel: '#sdr-leads',
    reps: [sam, rita].map(({ id, name }) => ({ slack: id, name })),
  };
  const playbook = aPlaybook({ teams: [team] as never, booking: kinds([]) as never });

  test('whoever has the lead, else whoever it was offered to, else one of the team', () => {
    const offer = { ...aLead().offer!, rep: null };
    expect(whoMeets(aLead({ rep: rita, state: 'claimed' }), { playbook, now }).anyOf).toEqual([rita.id]);
    expect(whoMeets(aLead({ rep: null, offer: { ...offer, rep: sam } }), { playbook, now }).anyOf).toEqual([sam.id]);
    expect(whoMeets(aLead({ rep: null, offer }), { playbook, now }).anyOf).toEqual([sam.id, rita.id]);
  });

  test('whom the kind of meeting brings along comes too, and nobody twice', () => {
    const along = aPlaybook({ teams: [team] as never, booking: kinds([rita.id, 'U0SE00001']) as never });
    expect(whoMeets(aLead({ rep: rita, state: 'claimed' }), { playbook: along, now })).toMatchObject({
      anyOf: [rita.id],
      along: ['U0SE00001'],
    });
    const offer = { ...aLead().offer!, rep: null };
    expect(whoMeets(aLead({ rep: null, offer }), { playbook: along, now })).toMatchObject({
      anyOf: [sam.id],
      along: [rita.id, 'U0SE00001'],
    });
  });

  test('a meeting is moved with those it is with, at its length', () => {
    const lead = leadWith({ meeting: { ...meeting(60, [rita, sam]), lengthMin: 60 } });
    expect(whoMeets(lead, { playbook, now })).toMatchObject({ anyOf: [rita.id], along: [sam.id], lengthMin: 60 });
  });
});

describe('an address that people throw away', () => {
  test('is looked at for half an hour, or half of what is left, and never past the meeting', () => {
    const look = (minutes: number) => lookUntil('ada@mailinator.com', { startsAt: later(minutes), now });
    expect(look(24 * 60)).toBe(later(30));
    expect(look(20)).toBe(later(10));
    expect(look(-5)).toBe(now);
    expect(lookUntil('ada@acme.example', { startsAt: later(60), now })).toBeNull();
  });
});

describe('reminders', () => {
  const playbook = aPlaybook({ booking: { remindMinutes: [1_440, 60, 60] } as never });
  const due = (minutes: number) =>
    owedReminders(leadWith({ meeting: meeting(minutes) }), { playbook, now }).map(({ job, delayMs = 0 }) => [
      job.kind === 'remind-visitor' ? job.minutes : null,
      delayMs / 60_000,
    ]);

  test('are planned for the times of the playbook, each once, and not right after booking', () => {
    expect(due(3 * 1_440)).toEqual([
      [1_440, 2 * 1_440],
      [60, 3 * 1_440 - 60],
    ]);
    expect(due(600)).toEqual([[60, 540]]);
    expect(due(74)).toEqual([]);
    expect(due(76)).toEqual([[60, 16]]);
  });

  test('are dropped when they are not true any more', () => {
    const said = { playbook, now, link: null, events: [] };
    const ask = (booking: Partial<Booking>, minutes = 60) =>
      remind(leadWith(booking), { startsAt: later(60), minutes }, said);
    expect(ask({ meeting: meeting(60) })?.events).toMatchObject([{ kind: 'reminded' }]);
    expect(ask({ meeting: meeting(90) })).toBeNull();
    expect(ask({})).toBeNull();
    expect(ask({ meeting: meeting(60), wanted: { kind: 'cancel', by: 'visitor', at: now } })).toBeNull();
    expect(ask({ meeting: meeting(60), outcome: 'held' })).toBeNull();
    // A shorter one is due by now.
    expect(ask({ meeting: meeting(60) }, 1_440)).toBeNull();
  });
});
