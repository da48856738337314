// How a meeting comes about, changes and goes, as decisions: who may, what is told to whom, whose lead and whose turn it is.
import { describe, expect, test } from 'vitest';
import { bookable, confirm, type Holding, hold, lose } from '../../src/core/book.ts';
import type { Booking, Meeting } from '../../src/core/booking.ts';
import type { Decision } from '../../src/core/decision.ts';
import type { Note, Owed } from '../../src/core/job.ts';
import { withLadder } from '../../src/core/ladder.ts';
import type { Lead } from '../../src/core/lead.ts';
import { cancel, cancelled, heard, isToAsk, outcome } from '../../src/core/unbook.ts';
import { claim, reject } from '../../src/core/verdict.ts';
import { aLead, anOffer, aPlaybook, now, rita, sam } from '../support/leads.ts';

const minute = 60_000;
const at = (minutes: number) => new Date(Date.parse(now) + minutes * minute).toISOString();
const listed = ({ id, name }: { id: string; name: string }) => ({ slack: id, name, takes: [], weight: 1 });
const page = aPlaybook();
const playbook = {
  ...page,
  teams: page.teams.map((team) => ({ ...team, zone: 'Europe/Berlin', reps: [listed(sam), listed(rita)] })),
};
const link = 'https://baton.example/meet/1';
const by = { playbook, now, link };
const meetingAt = (minutes: number, hosts = [sam], lengthMin = 30): Meeting => ({
  kind: 'call',
  startsAt: at(minutes),
  lengthMin,
  hosts,
});
const calendarEvent = (id: string) => ({
  id,
  link: 'https://cal.test/e',
  call: 'https://meet.test/abc',
  uid: `${id}@cal`,
});

const holding = (change: Partial<Holding> = {}): Holding => ({
  by: sam,
  meeting: meetingAt(1_440),
  event: 'e1',
  until: at(10),
  playbook,
  now,
  times: 0,
  ...change,
});

type Done = { kind: string } & Partial<Decision>;
function done(decided: Done | Decision | null): Decision {
  if (decided === null || !('lead' in decided) || decided.owed === undefined) throw new Error(JSON.stringify(decided));
  return decided as Decision;
}
const held = (lead: Lead, change: Partial<Holding> = {}) => done(hold(lead, holding(change))).lead;
const booked = (lead: Lead = aLead(), change: Partial<Holding> = {}) => {
  const { event = 'e1' } = change;
  return done(confirm(held(lead, change), calendarEvent(event), by)).lead;
};
const owes = ({ owed }: Decision) => owed.map(({ job }) => job.kind);
const noteOf = ({ owed }: { owed: readonly Owed[] }): Note[] =>
  owed.flatMap(({ job }) => (job.kind === 'post-note' ? [job.note] : []));
const said = ({ lead }: Decision, before: Lead) => lead.messages.slice(before.messages.length).map(({ text }) => text);

const withEvent = (booking: Partial<Booking>): Booking => ({
  zone: null,
  guest: null,
  proposed: null,
  wanted: null,
  meeting: null,
  outcome: null,
  ...booking,
});

describe('a time is held', () => {
  const claimedBy = (rep: typeof sam) => aLead({ state: 'claimed', rep });
  const reps = {
    ...playbook,
    teams: playbook.teams.map((team) => ({ ...team, claim: 'reps' as const, reps: [listed(rita)] })),
  };
  const alone = aLead({
    ladder: {
      kind: 'offered',
      step: 'exclusive',
      at: now,
      alone: { rep: rita, until: at(5) },
      openAt: null,
      next: null,
      brief: null,
    },
  });
  const wanted = { kind: 'meet', meeting: meetingAt(60, [rita]), event: 'x', by: 'visitor', at: now } as const;
  const asking = (until: string) => withEvent({ wanted: { ...wanted, until } });

  test.each<[string, Lead, Partial<Holding>, string]>([
    ['offered, by anybody', aLead(), {}, 'done'],
    ['offered, by the visitor', aLead(), { by: 'visitor' }, 'done'],
    ['claimed by them', claimedBy(sam), {}, 'done'],
    ['claimed by another', claimedBy(rita), {}, 'taken'],
    ['claimed by another, by a manager', claimedBy(rita), { isManager: true }, 'done'],
    ['claimed, by the visitor', claimedBy(rita), { by: 'visitor' }, 'done'],
    ['booked by them', booked(), {}, 'done'],
    ['booked by another', booked(aLead(), { meeting: meetingAt(60, [rita]), by: rita }), {}, 'taken'],
    ['another one’s alone', alone, {}, 'not-yet'],
    ['not a rep of a closed team', aLead(), { playbook: reps }, 'not-allowed'],
    ['after it was met', aLead({ state: 'closed' }), {}, 'done'],
    ['rejected', aLead({ state: 'rejected' }), {}, 'over'],
    ['rejected, by the visitor', aLead({ state: 'rejected' }), { by: 'visitor' }, 'not-open'],
    ['never handed over', aLead({ state: 'closed', offer: null }), { by: 'visitor' }, 'not-open'],
    ['still chatting', aLead({ state: 'chatting', offer: null }), { by: 'visitor' }, 'not-open'],
    ['asked for already', aLead({ booking: asking(at(1)) }), { by: 'visitor' }, 'under-way'],
    ['asked for by whoever would host', aLead({ booking: asking(at(1)) }), {}, 'taken'],
    ['asked for too long ago', aLead({ booking: asking(now) }), {}, 'done'],
    [
      'being cancelled',
      aLead({ booking: withEvent({ wanted: { kind: 'cancel', by: sam.id, at: now } }) }),
      {},
      'under-way',
    ],
    ['no address', aLead({ answers: [] }), {}, 'no-address'],
    ['an address that the rep typed', aLead({ answers: [] }), { guest: 'a@b.example' }, 'done'],
    ['too often', aLead(), { by: 'visitor', times: 3 }, 'too-often'],
    ['often, but by a rep', aLead(), { times: 9 }, 'done'],
  ])('%s', (_name, lead, change, kind) => {
    expect(hold(lead, holding(change)).kind).toBe(kind);
  });

  test('the calendar is asked, and the time given back if it does not answer', () => {
    const lead = aLead({ card: { channel: 'C1', ts: '1.1' } });
    const decision = done(hold(lead, holding({ zone: 'Asia/Kolkata', guest: 'typed@x.test', view: 'V1' })));
    expect(owes(decision)).toEqual(['confirm-booking', 'expire-hold', 'update-card']);
    expect(decision.owed[1]).toMatchObject({ key: `hold:${lead.id}`, delayMs: 600_000 });
    expect(decision.lead.booking).toMatchObject({
      zone: 'Asia/Kolkata',
      guest: 'typed@x.test',
      wanted: { view: 'V1' },
    });
    expect(decision.lead.state).toBe('offered');
    expect(decision.events.map(({ kind, by: who }) => [kind, who])).toEqual([['reserved', sam.id]]);
  });

  test('what an earlier hold may have left in a calendar is removed', () => {
    const decision = done(hold(aLead({ booking: asking(now) }), holding()));
    expect(decision.owed).toContainEqual({
      job: { kind: 'drop-event', lead: 'lead_dana', rep: rita.id, event: 'x' },
      key: `drop:${rita.id}:x`,
    });
  });

  test('meanwhile the lead is kept for whoever would host', () => {
    const lead = aLead({ booking: asking(at(1)) });
    expect(claim(lead, { rep: sam, playbook, now })).toMatchObject({ kind: 'taken', by: rita });
    expect(claim(lead, { rep: rita, playbook, now }).kind).toBe('done');
    expect(claim(lead, { rep: sam, playbook, now: at(2) }).kind).toBe('done');
    expect(reject(lead, { rep: sam, playbook, now }, { reason: 'competitor', wrongField: null, note: '' }).kind).toBe(
      'taken',
    );
  });
});

describe('the calendar has it', () => {
  test('by a rep who had only seen it: theirs, with the brief, and a turn', () => {
    const lead = held(aLead({ offer: anOffer({ turn: rita.id }) }));
    const decision = done(confirm(lead, calendarEvent('e1'), by));
    expect(decision.lead).toMatchObject({
      state: 'booked',
      rep: sam,
      repVerdict: { kind: 'claimed', by: sam },
      inThread: lead.messages.length,
      offer: { turn: sam.id },
      booking: { wanted: null, proposed: null, outcome: null, meeting: { event: { id: 'e1' }, startsAt: at(1_440) } },
    });
    expect(decision.events.map(({ kind }) => kind)).toEqual(['claimed', 'booked', 'credited']);
    expect(noteOf(decision).map(({ kind }) => kind)).toEqual(['claimed', 'booked']);
    expect(owes(decision)).toContain('ask-held');
    expect(said(decision, lead)).toEqual([
      [
        "It's in the calendar: Saturday 21 November, 16:00 (Berlin time), with Sam Okafor from Northwind Analytics. The invitation goes to dana.reyes@acme.example.",
        'To join the call: https://meet.test/abc',
        `If the time doesn't suit you any more, you can move or cancel it here: ${link}`,
      ].join('\n'),
    ]);
  });

  test('what has no address is not told', () => {
    const decision = done(confirm(held(aLead()), { ...calendarEvent('e1'), call: null }, { ...by, link: null }));
    expect(decision.lead.messages.at(-1)?.text.split('\n')).toHaveLength(1);
  });

  test('by the visitor: whoever hosts has it, and nobody judged it', () => {
    const lead = held(aLead(), { by: 'visitor', zone: 'Asia/Kolkata' });
    const decision = done(confirm(lead, calendarEvent('e1'), by));
    expect(decision.lead).toMatchObject({ state: 'booked', rep: sam, repVerdict: null });
    expect(decision.events.map(({ kind, by: who }) => `${kind} ${who}`)).toEqual(['booked visitor']);
    expect(said(decision, lead)[0]).toContain('20:30 (Kolkata time)');
  });

  test('a takeover of the host goes on, that of another ends', () => {
    const takeover = { rep: rita, at: now, since: '1.1' };
    const lead = aLead({ state: 'claimed', rep: rita, takeover });
    const given = booked(lead, { isManager: true });
    expect(given).toMatchObject({ rep: sam, takeover: null, repVerdict: { by: sam } });
    expect(booked(lead, { by: rita, meeting: meetingAt(60, [rita]) }).takeover).toEqual(takeover);
  });

  test('moved: one event, told as moved, in the same calendar', () => {
    const first = booked();
    const lead = held(first, { meeting: meetingAt(2_880) });
    const decision = done(confirm(lead, calendarEvent('e1'), by));
    expect(owes(decision)).not.toContain('drop-event');
    expect(noteOf(decision)).toMatchObject([{ kind: 'moved', from: { startsAt: at(1_440) } }]);
    expect(decision.events).toMatchObject([{ kind: 'moved', data: { from: at(1_440), startsAt: at(2_880) } }]);
    expect(said(decision, lead)[0]).toMatch(/^The meeting has moved: it is now Sunday/);
  });

  test('moved to another rep: the old one’s event goes only now, and lead and turn go along', () => {
    const first = booked();
    const lead = held(first, { meeting: meetingAt(2_880, [rita]), event: 'e2' });
    expect(lead.booking?.meeting?.event.id).toBe('e1');
    const decision = done(confirm(lead, calendarEvent('e2'), by));
    expect(decision.owed).toContainEqual(
      expect.objectContaining({ job: { kind: 'drop-event', lead: lead.id, rep: sam.id, event: 'e1' } }),
    );
    expect(decision.lead).toMatchObject({ rep: rita, offer: { turn: rita.id }, repVerdict: { by: rita } });
    expect(decision.turns?.map(({ rep, by: count }) => [rep, count])).toEqual([
      [sam.id, -1],
      [rita.id, 1],
    ]);
    expect(decision.events.map(({ kind }) => kind)).toEqual(['reassigned', 'moved', 'credited']);
  });

  test('what lies behind stays in the calendar: a new meeting is another event', () => {
    const first = booked();
    const after = at(1_500);
    const lead = done(
      hold(first, holding({ now: after, until: at(1_510), meeting: meetingAt(4_000), event: 'e2' })),
    ).lead;
    const decision = done(confirm(lead, calendarEvent('e2'), { ...by, now: after }));
    expect(owes(decision)).not.toContain('drop-event');
    expect(decision.events.map(({ kind }) => kind)).toEqual(['booked']);
  });

  test.each<[string, (lead: Lead) => Lead]>([
    ['it was rejected meanwhile', (lead) => ({ ...lead, state: 'rejected' })],
    ['another event is wanted by now', (lead) => ({ ...lead, booking: withEvent({}) })],
    ['nothing was ever wanted', (lead) => ({ ...lead, booking: null })],
  ])('nothing comes of it when %s', (_name, change) => {
    expect(confirm(change(held(aLead())), calendarEvent('e1'), by)).toBeNull();
  });
});

describe('the calendar does not have it', () => {
  test.each([
    ['taken', 'visitor', /was taken before it could go into the calendar/],
    ['expired', 'visitor', /can't reach the calendar/],
    ['no-access', 'visitor', /can't reach the calendar/],
    ['unreachable', 'visitor', /can't reach the calendar/],
    ['taken', 'rep', null],
    ['over', 'visitor', null],
  ] as const)('%s, asked by the %s', (why, asked, words) => {
    const lead = held(aLead(), { by: asked === 'rep' ? sam : asked });
    const decision = done(lose(lead, { ...by, why, mayStand: false }));
    expect(decision.lead).toMatchObject({ state: 'offered', booking: { wanted: null, meeting: null } });
    expect(decision.events).toMatchObject([{ kind: 'slot-lost', data: { why } }]);
    const lines = said(decision, lead);
    if (words === null) expect(lines).toEqual([]);
    else expect(lines[0]).toMatch(words);
    expect(owes(decision)).not.toContain('drop-event');
  });

  test('what may stand there is removed', () => {
    const decision = done(lose(held(aLead()), { ...by, why: 'expired', mayStand: true }));
    expect(owes(decision)).toContain('drop-event');
  });

  test('a meeting that was to move stays, and the visitor reads when it is', () => {
    const lead = held(booked(), { by: 'visitor', meeting: meetingAt(2_880) });
    const decision = done(lose(lead, { ...by, why: 'expired', mayStand: true }));
    expect(decision.lead).toMatchObject({ state: 'booked', booking: { meeting: { startsAt: at(1_440) } } });
    expect(said(decision, lead)[0]).toMatch(/stays as it was: Saturday 21 November, 16:00/);
  });

  test('nothing was wanted', () => {
    expect(lose(aLead(), { ...by, why: 'taken', mayStand: false })).toBeNull();
  });
});

describe('a meeting goes', () => {
  const asked = (who: 'visitor' | typeof sam, lead = booked(), change = {}) =>
    cancel(lead, { by: who, playbook, now, ...change });

  test('asked for: it stands until the calendar has let go of it', () => {
    const decision = done(asked('visitor'));
    expect(decision.lead).toMatchObject({
      state: 'booked',
      booking: { wanted: { kind: 'cancel' }, meeting: { event: { id: 'e1' } } },
    });
    expect(owes(decision)).toEqual(['drop-event']);
    expect(decision.lead.messages).toEqual(booked().messages);
  });

  test.each([
    ['another rep', asked(rita), 'taken'],
    ['a manager', asked(rita, booked(), { isManager: true }), 'done'],
    ['nothing to cancel', asked('visitor', aLead()), 'not-open'],
    ['it has begun', cancel(booked(), { by: sam, playbook, now: at(1_440) }), 'not-open'],
    ['being moved', asked('visitor', held(booked(), { meeting: meetingAt(60) })), 'under-way'],
  ])('%s', (_name, answer, kind) => {
    expect(answer.kind).toBe(kind);
  });

  test('gone: the rep keeps the lead, their turn comes back, the visitor reads where to choose anew', () => {
    const lead = booked();
    const decision = done(cancelled(lead, { ...by, by: 'visitor' }));
    expect(decision.lead).toMatchObject({
      state: 'claimed',
      rep: sam,
      booking: { meeting: null, wanted: null },
      offer: { turn: null },
    });
    expect(decision.events.map(({ kind }) => kind)).toEqual(['cancelled', 'credited']);
    expect(said(decision, lead)[0]).toBe(
      `The meeting on Saturday 21 November, 16:00 (Berlin time) is cancelled. If you'd like another time, just write here.\nYou can choose another time here: ${link}`,
    );
  });

  test('nobody has to hurry to write to somebody they were to meet', () => {
    const ladder = { ...playbook, ladder: { firstTouchMinutes: 60 } };
    const lead = booked();
    const decision = withLadder(lead, done(cancelled(lead, { ...by, by: 'visitor' })), { playbook: ladder, now });
    expect(decision.lead.ladder).toBeNull();
  });

  test('whoever talks to the visitor goes on', () => {
    const takeover = { rep: sam, at: now, since: '1.1' };
    expect(done(cancelled({ ...booked(), takeover }, { ...by, by: sam.id })).lead.takeover).toEqual(takeover);
  });
});

describe('heard from the calendar', () => {
  const there = { startsAt: at(3_000), endsAt: at(3_045) };

  test('moved: the meeting is where the calendar has it', () => {
    const lead = booked();
    const decision = done(heard(lead, { kind: 'moved', ...there }, by));
    expect(decision.lead.booking?.meeting).toMatchObject({ startsAt: there.startsAt, lengthMin: 45, reply: null });
    expect(decision.events).toMatchObject([{ kind: 'moved', by: 'calendar' }]);
    expect(said(decision, lead)[0]).toMatch(/^The meeting has moved/);
    expect(owes(decision)).toContain('ask-held');
  });

  test('deleted: cancelled by the calendar', () => {
    const decision = done(heard(booked(), { kind: 'gone' }, by));
    expect(decision.lead.state).toBe('claimed');
    expect(noteOf(decision)).toMatchObject([{ kind: 'cancelled', by: 'calendar' }]);
  });

  test('answered', () => {
    const decision = done(heard(booked(), { kind: 'replied', reply: 'declined' }, by));
    expect(decision.lead.booking?.meeting?.reply).toBe('declined');
    expect(heard(decision.lead, { kind: 'replied', reply: 'declined' }, by)).toBeNull();
  });

  test.each<[string, Lead, Parameters<typeof heard>[1], string?]>([
    ['the same times', booked(), { kind: 'moved', startsAt: at(1_440), endsAt: at(1_470) }],
    ['our own move', held(booked(), { meeting: meetingAt(60) }), { kind: 'moved', ...there }],
    ['our own cancelling', done(cancel(booked(), { by: sam, playbook, now })).lead, { kind: 'gone' }],
    ['no meeting', aLead(), { kind: 'gone' }],
    ['deleted when it was over', booked(), { kind: 'gone' }, at(1_500)],
    ['judged already', { ...booked(), booking: withEvent({ ...booked().booking, outcome: 'held' }) }, { kind: 'gone' }],
  ])('is no news: %s', (_name, lead, change, when = now) => {
    expect(heard(lead, change, { ...by, now: when })).toBeNull();
  });

  test('an event that is stretched over weeks is a day at most, and one without length a minute', () => {
    const lengths = [at(3_000 + 90_000), at(3_000)].map((endsAt) => {
      return done(heard(booked(), { kind: 'moved', startsAt: at(3_000), endsAt }, by)).lead.booking?.meeting?.lengthMin;
    });
    expect(lengths).toEqual([1_440, 1]);
  });
});

describe('what became of it', () => {
  const begun = at(1_441);
  const judge = (change: Partial<Parameters<typeof outcome>[1]> = {}, lead = booked()) =>
    outcome(lead, { ...by, now: begun, rep: sam, outcome: 'held', ...change });

  test('held: the lead is closed', () => {
    const decision = done(judge());
    expect(decision.lead).toMatchObject({ state: 'closed', booking: { outcome: 'held' }, offer: { turn: sam.id } });
    expect(decision.events.map(({ kind }) => kind)).toEqual(['met']);
    expect(decision.lead.messages).toEqual(booked().messages);
  });

  test('missed: back with its rep, the turn given back, and the visitor asked for another time', () => {
    const lead = booked();
    const decision = done(judge({ outcome: 'no-show' }, lead));
    expect(decision.lead).toMatchObject({
      state: 'claimed',
      rep: sam,
      booking: { outcome: 'no-show' },
      offer: { turn: null },
    });
    expect(said(decision, lead)[0]).toMatch(/missed each other.*\nYou can choose another time here/s);
    expect(bookable(decision.lead, { rep: sam, playbook, now: begun })).toBeNull();
  });

  test.each([
    ['before it begins', judge({ now }), 'not-begun'],
    ['by who has nothing to do with it', judge({ rep: rita }), 'taken'],
    ['by a manager', judge({ rep: rita, isManager: true }), 'done'],
    [
      'by one of several hosts',
      judge({ rep: rita }, booked(aLead(), { meeting: meetingAt(1_440, [sam, rita]) })),
      'done',
    ],
    ['twice', judge({}, done(judge()).lead), 'not-open'],
    ['without a meeting', judge({}, aLead()), 'not-open'],
  ])('%s', (_name, answer, kind) => {
    expect(answer.kind).toBe(kind);
  });

  test('is asked once it is over, unless somebody has said so', () => {
    const about = { event: 'e1', startsAt: at(1_440), now: at(1_470) };
    expect(isToAsk(booked(), about)).toBe(true);
    expect(isToAsk(booked(), { ...about, now: at(1_469) })).toBe(false);
    expect(isToAsk(booked(), { ...about, startsAt: at(0) })).toBe(false);
    expect(isToAsk(done(judge()).lead, about)).toBe(false);
  });
});
