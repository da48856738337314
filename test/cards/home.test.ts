// Baton's home and the forms it opens: as they are read, as they come back filled in, and within Slack's limits whatever
// stands in them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notifyChoices } from '../../src/core/preferences.ts';
import { actionIds, viewIds } from '../../src/slack/cards/actions.ts';
import { awayModal, readAwayModal } from '../../src/slack/cards/away-modal.ts';
import { homeView, strangersHome } from '../../src/slack/cards/home.ts';
import { hoursModal, readHours } from '../../src/slack/cards/hours-modal.ts';
import { quietModal, readQuiet } from '../../src/slack/cards/quiet-modal.ts';
import { noticeModal, repModal } from '../../src/slack/cards/small-modals.ts';
import { register } from '../../src/slack/listeners.ts';
import { aColleague, aHome, numbers, someAvailability, someHours } from '../support/home.ts';
import { aLead, anOffer, aPlaybook, aTranscript, claimedBy, minutesAgo, now, rita, sam } from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfView } from '../support/slack-limits.ts';

const team = (reps: { slack: string; name: string }[]) => ({
  id: 'sales',
  name: 'Sales',
  channel: 'C0SDRLEADS',
  takes: [],
  claim: 'channel' as const,
  reps: reps.map((rep) => ({ ...rep, takes: [], weight: 1 })),
});
const playbook = aPlaybook({
  teams: [
    team([
      { slack: sam.id, name: sam.name },
      { slack: rita.id, name: rita.name },
    ]),
  ],
});
const nobody = { stuck: [], configured: null };
const zone = 'America/New_York';
const waiting = [
  aLead({
    card: { channel: 'C0SDRLEADS', ts: '1' },
    ladder: {
      kind: 'offered',
      step: 'exclusive',
      at: minutesAgo(5),
      alone: { rep: rita, until: minutesAgo(-5) },
      openAt: minutesAgo(-5),
      next: null,
      brief: null,
    },
  }),
  aLead({ messages: aTranscript(['We need reporting.']), score: 62, offer: anOffer({ at: minutesAgo(180) }) }),
];
const ahead = { from: '2026-12-24T05:00:00.000Z', until: '2026-12-28T05:00:00.000Z', note: '' };
const flu = { from: minutesAgo(300), until: '2026-11-23T05:00:00.000Z', note: 'Flu; call Rita' };

const homes = {
  'home of a stranger': strangersHome(['#sdr-leads', 'C0SDRLEADS']),
  'home, empty': homeView({ home: aHome(), managed: nobody, playbook: aPlaybook(), now }),
  home: homeView({
    home: aHome({
      mine: [
        claimedBy(sam, 90, {
          ladder: {
            kind: 'claimed',
            since: minutesAgo(90),
            dueAt: minutesAgo(-10),
            next: { step: 'release', at: minutesAgo(-10) },
          },
        }),
        claimedBy(sam, 300, { snoozedUntil: ahead.from, visitor: { id: 'v', name: 'Li Wei' }, answers: [] }),
        claimedBy(sam, 30, {
          messages: aTranscript(['Hello', { rep: 'Hi, Sam here.' }, 'When can we talk?']).map((line) => ({
            ...line,
            at: minutesAgo(20 - line.n),
          })),
        }),
      ],
      waiting,
      numbers,
      availability: someAvailability({
        away: [ahead],
        ownHours: true,
        atOnce: 5,
        ownLimit: true,
        preferences: { notify: 'mine', quiet: { from: 1200, until: 1920 } },
      }),
    }),
    managed: nobody,
    playbook,
    now,
  }),
  'home, away': homeView({
    home: aHome({
      availability: someAvailability({ presence: { kind: 'away', back: flu.until }, away: [flu, ahead] }),
    }),
    managed: nobody,
    playbook,
    now,
  }),
  'home, calendar to be connected': homeView({
    home: aHome({ calendar: { kind: 'missing' } }),
    connect: 'https://baton.example/calendar/connect?to=link.U0SAM.x.y',
    managed: nobody,
    playbook,
    now,
  }),
  'home, calendar lost': homeView({
    home: aHome({ calendar: { kind: 'lost', email: 'sam@northwind.example', since: minutesAgo(90) } }),
    connect: 'https://baton.example/calendar/connect?to=link.U0SAM.x.y',
    managed: nobody,
    playbook,
    now,
  }),
  'home, calendar by the company': homeView({
    home: aHome({ calendar: { kind: 'company', works: true } }),
    managed: nobody,
    playbook,
    now,
  }),
  'home, calendar by the company, closed': homeView({
    home: aHome({ calendar: { kind: 'company', works: false } }),
    managed: nobody,
    playbook,
    now,
  }),
  'home, no calendars': homeView({ home: aHome({ calendar: { kind: 'none' } }), managed: nobody, playbook, now }),
  'home of a manager': homeView({
    home: aHome({
      waiting,
      team: [
        aColleague({ numbers }),
        aColleague({ rep: rita, presence: { kind: 'away', back: null }, open: 0, calendar: 'missing' }),
        aColleague({
          rep: { id: 'U0LUIS', name: 'Luis' },
          presence: { kind: 'off', back: flu.until },
          open: 1,
          calendar: 'lost',
        }),
      ],
    }),
    managed: {
      stuck: [
        {
          id: 'job_1',
          what: 'post-card',
          error: 'Slack refused: invalid_blocks',
          buriedAt: minutesAgo(2),
          lead: aLead(),
        },
        { id: 'job_2', what: 'learn-groups', error: 'no_such_subteam', buriedAt: minutesAgo(40), lead: null },
      ],
      configured: { database: 'sqlite', slack: 'over HTTP', readApi: 'open', interviewer: 'guided' },
    },
    playbook,
    now,
  }),
};
const modals = {
  'modal away': awayModal(someAvailability(), { now, isTheirs: true }),
  'modal hours': hoursModal(someAvailability(), { byPlaybook: { hours: someHours, zone }, isTheirs: true }),
  'modal quiet': quietModal(someAvailability({ preferences: { notify: 'all', quiet: { from: 1200, until: 1920 } } })),
  'modal rep': repModal(someAvailability({ rep: rita, presence: { kind: 'away', back: null }, away: [flu] })),
  'modal notice': noticeModal('Only managers may do this: Priya Shah.'),
};

describe('is read as', () => {
  test.each(Object.entries({ ...homes, ...modals }))('%s', async (name, view) => {
    expect(problemsOfView(view)).toEqual([]);
    await expect(`${showBlocks(view.blocks)}\n`).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  test('every button, menu and form of it has a listener', () => {
    const drawn = Object.values({ ...homes, ...modals }).flatMap(({ blocks }) => blocks as readonly object[]);
    const ids = drawn.flatMap((block) =>
      'elements' in block ? (block.elements as { action_id?: string }[]).flatMap(({ action_id: id }) => id ?? []) : [],
    );
    expect(ids.filter((id) => !(id in register.actions))).toEqual([]);
    for (const id of [viewIds.away, viewIds.hours, viewIds.quiet]) expect(register.views).toHaveProperty(id);
    const { setAway, comeBack, callOff, setHours, setQuiet, notify, atOnce, chooseRep, retry } = actionIds;
    expect(ids).toEqual(
      expect.arrayContaining([setAway, comeBack, callOff, setHours, setQuiet, notify, atOnce, chooseRep, retry]),
    );
  });
});

const date = (selected_date: string | null) => ({ value: { type: 'datepicker', selected_date } });
const time = (selected_time: string | null) => ({ value: { type: 'timepicker', selected_time } });
const text = (value: string | null) => ({ value: { type: 'plain_text_input', value } });

test.each([
  [{ from_day: date('2026-11-20') }, { kind: 'read', value: { from: now, until: null, note: '' } }],
  [
    {
      from_day: date('2026-12-24'),
      from_time: time('12:00'),
      back_day: date('2026-12-28'),
      back_time: time(null),
      note: text(' Skiing '),
    },
    {
      kind: 'read',
      value: { from: '2026-12-24T17:00:00.000Z', until: '2026-12-28T05:00:00.000Z', note: 'Skiing' },
    },
  ],
  [{ from_day: date(null) }, { kind: 'wrong', errors: { from_day: 'Choose a day.' } }],
  [
    { from_day: date('2026-11-20'), back_time: time('12:00') },
    { kind: 'wrong', errors: { back_day: 'Choose the day too.' } },
  ],
  [
    { from_day: date('2026-11-21'), back_day: date('2026-11-20') },
    { kind: 'wrong', errors: { back_day: 'This is before the absence begins.' } },
  ],
  [
    { from_day: date('2026-11-19'), back_day: date('2026-11-20') },
    { kind: 'wrong', errors: { back_day: 'That time is over already.' } },
  ],
  [{ from_day: date('2028-11-20') }, { kind: 'wrong', errors: { from_day: 'Choose a day within a year.' } }],
  [
    { from_day: date('2026-11-21'), note: text('x'.repeat(1_001)) },
    { kind: 'wrong', errors: { note: 'Keep it under 1,000 characters.' } },
  ],
  ['nonsense', { kind: 'wrong', errors: { from_day: 'Choose a day.' } }],
])('an absence filled in as %j', (values, read) => {
  expect(readAwayModal(values, { zone, now })).toEqual(read);
});

const own = { value: { type: 'radio_buttons', selected_option: { value: 'own' } } };
const theirs = { value: { type: 'radio_buttons', selected_option: { value: 'playbook' } } };
test.each([
  [{ whose: theirs }, { kind: 'wrong', errors: { whose: expect.stringContaining('My own, as below') } }],
  [
    { whose: theirs, mon: text('09:00-17:30') },
    { kind: 'read', value: { hours: null, zone: null } },
  ],
  [
    { whose: own, zone: text('europe/berlin'), mon: text('13:30-17:30, 9-12:30'), sun: text('22:00-02:00') },
    {
      kind: 'read',
      value: {
        hours: [
          [
            { from: 540, until: 750 },
            { from: 810, until: 1050 },
          ],
          [],
          [],
          [],
          [],
          [],
          [{ from: 1320, until: 1560 }],
        ],
        zone: 'Europe/Berlin',
      },
    },
  ],
  [
    { whose: own, zone: text('Mars'), mon: text('nine to five'), tue: text('17-9'), wed: text('9-12, 11-13') },
    {
      kind: 'wrong',
      errors: {
        zone: expect.stringContaining('does not know this time zone'),
        mon: expect.stringContaining('Write hours as'),
      },
    },
  ],
  [
    { whose: own, zone: text('UTC'), tue: text('17-9'), wed: text('9-12, 11-13') },
    {
      kind: 'wrong',
      errors: { tue: expect.stringContaining('swap the times'), wed: expect.stringContaining('overlap') },
    },
  ],
  [
    { whose: own, zone: text('UTC') },
    { kind: 'wrong', errors: { mon: expect.stringContaining('Set yourself away') } },
  ],
])('hours filled in as %j', (values, read) => {
  expect(readHours(values, { hours: [[{ from: 540, until: 1050 }]] })).toEqual(read);
});

test.each([
  [
    { from: time('20:00'), until: time('08:00') },
    { kind: 'read', value: { from: 1200, until: 1920 } },
  ],
  [
    { from: time('12:00'), until: time('13:30') },
    { kind: 'read', value: { from: 720, until: 810 } },
  ],
  [
    { from: time(null), until: time(null) },
    { kind: 'read', value: null },
  ],
  [{ from: time('12:00') }, { kind: 'wrong', errors: { until: expect.stringContaining('both') } }],
  [{ until: time('12:00') }, { kind: 'wrong', errors: { from: expect.stringContaining('both') } }],
  [
    { from: time('12:00'), until: time('12:00') },
    { kind: 'wrong', errors: { until: expect.any(String) } },
  ],
])('quiet hours filled in as %j', (values, read) => {
  expect(readQuiet(values)).toEqual(read);
});

test('whatever stands in it, Slack takes the home', () => {
  const typed = fc.oneof(
    fc.constantFrom('<!channel> *bold* :wave:', '\ud83d', 'word '.repeat(2_000), '&'.repeat(3_000), ''),
    fc.string({ unit: 'binary' }),
  );
  const id = fc.constantFrom('U024BE7LH', 'U0RITA0001', 'not an id');
  const at = fc.constantFrom(now, flu.until, ahead.from);
  const presence = fc.oneof(
    fc.record({ kind: fc.constant('in' as const), until: fc.option(at) }),
    fc.record({ kind: fc.constantFrom('away' as const, 'off' as const), back: fc.option(at) }),
  );
  const home = fc.record({ typed, id, presence, count: fc.nat(60), limit: fc.integer({ min: 1, max: 1_000 }) });
  fc.assert(
    fc.property(home, fc.constantFrom(...notifyChoices), ({ typed, id, presence, count, limit }, notify) => {
      const rep = { id, name: typed };
      const many = <T>(each: T) => Array.from({ length: count }, () => each);
      const lead = claimedBy(rep, 5, { visitor: { id: 'v', name: typed }, answers: [] });
      const named = typed.slice(0, 600).trim() || 'x';
      const about = {
        playbook: aPlaybook({
          teams: many(team([]))
            .concat(team([]))
            .map((each) => ({ ...each, name: named })),
        }),
        now,
      };
      const availability = someAvailability({
        rep,
        presence,
        away: many({ ...flu, note: typed }),
        atOnce: limit,
        ownLimit: true,
        preferences: { notify, quiet: null },
      });
      const stuck = many({ id: named.slice(0, 50), what: 'post-card' as const, error: typed, buriedAt: now, lead });
      const view = homeView({
        home: aHome({
          availability,
          calendar: { kind: count % 2 === 0 ? 'lost' : 'connected', email: typed, since: now },
          mine: many(lead),
          waiting: many(aLead()),
          numbers,
          team: many(aColleague({ rep, presence })),
        }),
        connect: 'https://baton.example/calendar/connect?to=link.U0SAM.x.y',
        managed: { stuck, configured: { database: typed, [typed]: typed } },
        ...about,
      });
      expect(problemsOfView(view)).toEqual([]);
      expect(JSON.stringify(view)).not.toContain('"mrkdwn"');
      expect(problemsOfView(repModal(availability))).toEqual([]);
      expect(problemsOfView(awayModal(availability, { now, isTheirs: false }))).toEqual([]);
      expect(problemsOfView(quietModal(availability))).toEqual([]);
      const byPlaybook = { hours: someHours, zone };
      expect(problemsOfView(hoursModal(availability, { byPlaybook, isTheirs: false }))).toEqual([]);
      expect(problemsOfView(noticeModal(named))).toEqual([]);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
