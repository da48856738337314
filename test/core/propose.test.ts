// The three times a visitor is offered: good ones, on different days, on their clock, and always the same ones.
import { describe, expect, test } from 'vitest';
import type { Proposing } from '../../src/core/propose.ts';
import { goodTimes, propose } from '../../src/core/propose.ts';
import type { Wish } from '../../src/core/wish.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const now = '2026-11-23T14:00:00.000Z';
const berlin = 'Europe/Berlin';

/** Every half hour in which Berlin works, on these days of November. */
function working(...days: number[]) {
  return days.flatMap((day) =>
    Array.from({ length: 18 }, (_, i) => {
      const start = new Date(Date.UTC(2026, 10, day, 8) + i * 1_800_000).toISOString();
      return { start, hosts: ['U1'] };
    }),
  );
}
const slots = working(23, 24, 25, 26, 27, 30);
const wish = (change: Partial<Wish>): Wish => ({
  days: null,
  from: 0,
  until: 1_440,
  at: null,
  after: null,
  before: null,
  ...change,
});
const good = (about: { zone?: string; wish?: Wish; slots?: typeof slots } = {}) =>
  goodTimes(about.slots ?? slots, { now, zone: about.zone ?? berlin, wish: about.wish ?? null }).map(({ start }) =>
    start.slice(8, 16),
  );

describe('three good times', () => {
  test('the soonest, then other days and another part of the day, in order', () => {
    expect(good()).toEqual(['23T14:30', '24T08:00', '25T08:00']);
    expect(good({ slots: working(24, 25, 26) })).toEqual(['24T08:00', '25T11:00', '26T08:00']);
  });

  test('none that is over, and fewer where there are fewer', () => {
    expect(good({ slots: working(23).slice(0, 12) })).toEqual([]);
    expect(good({ slots: working(24).slice(0, 1) })).toEqual(['24T08:00']);
    expect(goodTimes([], { now, zone: berlin })).toEqual([]);
  });

  test('on one day they lie apart', () => {
    expect(good({ slots: working(24) })).toEqual(['24T08:00', '24T11:00', '24T13:00']);
  });

  test('by day where the visitor is, and any time where it never is', () => {
    expect(good({ zone: 'America/New_York' })).toEqual(['23T14:30', '24T13:00', '25T13:00']);
    // In Auckland it is night or late evening whenever Berlin works.
    expect(good({ zone: 'Pacific/Auckland' })).toHaveLength(3);
  });

  test('the order in which slots come changes nothing', () => {
    expect(good({ slots: slots.toReversed() })).toEqual(good());
  });

  test('half hours, daylight saving and midnight shifts are days on the visitor’s clock', () => {
    const times = goodTimes(working(24, 25, 26), { now, zone: 'Asia/Kolkata' });
    const days = times.map(({ start }) => new Date(Date.parse(start) + 5.5 * 3_600_000).toISOString().slice(0, 10));
    expect(new Set(days).size).toBe(3);
  });
});

describe('a wish', () => {
  test('for a day and a part of it', () => {
    expect(good({ wish: wish({ days: ['2026-11-26'], from: 720, until: 1_080 }) })).toEqual([
      '26T11:00',
      '26T13:00',
      '26T15:00',
    ]);
  });

  test('for a moment that is free is that moment', () => {
    expect(good({ wish: wish({ days: ['2026-11-26'], at: 900 }) })).toEqual(['26T14:00']);
  });

  test('for a moment that is not is what lies closest', () => {
    const without = slots.filter(({ start }) => start !== '2026-11-26T14:00:00.000Z');
    expect(good({ slots: without, wish: wish({ days: ['2026-11-26'], at: 900 }) })).toEqual([
      '26T13:00',
      '26T13:30',
      '26T14:30',
    ]);
  });

  test('for a time of any day', () => {
    expect(good({ wish: wish({ at: 900 }) })).toEqual(['24T14:00', '25T14:00', '26T14:00']);
  });

  test('for a day on which nothing is free', () => {
    expect(good({ wish: wish({ days: ['2026-11-28'] }) })).toEqual([]);
  });

  test('for something earlier or later than what was offered', () => {
    expect(good({ wish: wish({ before: '2026-11-24T09:00:00.000Z' }) })).not.toContain('25T08:00');
    expect(good({ wish: wish({ after: '2026-11-27T16:30:00.000Z' }) })).toEqual(['30T08:00', '30T11:00', '30T13:00']);
  });
});

describe('the line', () => {
  const playbook = { ...defaultPlaybook(), calendar: true };
  const times = ['2026-11-24T09:00:00.000Z', '2026-11-25T13:30:00.000Z'].map((startsAt) => ({
    startsAt,
    hosts: [{ id: 'U1', name: 'Dana Reyes' }],
  }));
  const proposing: Proposing = {
    times,
    kind: 'call',
    lengthMin: 30,
    by: 'baton',
    zone: berlin,
    playbook,
    now,
    link: null,
  };
  const said = (change: Partial<Proposing> = {}, first = 'Hello there') => {
    const talk = converse(playbook);
    talk.say(first);
    return propose(talk.lead, { ...proposing, ...change });
  };
  const text = (decision: ReturnType<typeof propose>) => decision.lead.messages.at(-1)?.text;

  test('has a number for each time, whose clock it is, and how to answer', () => {
    expect(text(said())).toBe(
      [
        'Which of these times suits you?',
        '1. Tuesday 24 November, 10:00 (Berlin time)',
        '2. Wednesday 25 November, 14:30 (Berlin time)',
        'Just answer with its number, or tell me which other day would be better.',
      ].join('\n'),
    );
  });

  test('has the page to choose from, where there is one, and what is said before', () => {
    const line = text(said({ link: 'https://baton.example/meet/x', notice: 'Sorry.' }));
    expect(line?.split('\n').at(0)).toBe('Sorry.');
    expect(line?.split('\n').at(-1)).toContain('https://baton.example/meet/x');
  });

  test('asks for a yes where there is only one time', () => {
    expect(text(said({ times: times.slice(0, 1) }))).toBe(
      'Tuesday 24 November, 10:00 (Berlin time) is open. Shall I put it into the calendar?',
    );
  });

  test('is in their language', () => {
    expect(text(said({}, 'Guten Tag, ich habe eine Frage'))).toContain(
      '1. Dienstag, 24. November, 10:00 Uhr (Ortszeit Berlin)',
    );
    expect(text(said({}, 'Bonjour, je voudrais une démonstration pour mon équipe'))).toContain('heure de Berlin');
    expect(text(said({}, 'Hola, quiero hablar con ustedes sobre precios'))).toContain('hora de Berlín');
  });

  test('is an offer, with the number of its line; nothing is held', () => {
    const { lead, events, owed } = said();
    expect(lead.booking).toMatchObject({ zone: berlin, wanted: null, meeting: null });
    expect(lead.booking?.proposed).toMatchObject({ by: 'baton', message: lead.messages.length, lengthMin: 30 });
    expect(events).toMatchObject([{ kind: 'proposed', by: 'baton', data: { lengthMin: 30, meeting: 'call' } }]);
    expect(owed.map(({ job }) => job.kind)).toEqual(['send-reply', 'nudge-visitor', 'alert-rep']);
  });

  test('of a rep’s is theirs, and the thread has it', () => {
    const { lead, events, owed } = said({ by: { id: 'U1', name: 'Dana Reyes' }, zone: null });
    expect(lead.booking).toMatchObject({ zone: null, proposed: { by: 'U1' } });
    expect(events[0]?.by).toBe('U1');
    expect(owed.map(({ job }) => job)).toContainEqual(
      expect.objectContaining({ kind: 'post-note', note: expect.objectContaining({ kind: 'times-sent' }) }),
    );
  });

  test('nobody is nudged or told where the playbook says so', () => {
    const never = { ...playbook, booking: { ...playbook.booking, nudgeMinutes: 0, alertMinutes: 0 } };
    expect(said({ playbook: never }).owed.map(({ job }) => job.kind)).toEqual(['send-reply']);
  });
});
