// Who gets the lead: owner, team, rep by rep. Tables say which step is written down for everybody passed over.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, type RouteStep } from '../../src/core/assign.ts';
import { type Desk, emptyDesk, type RepFacts, unknownRep } from '../../src/core/desk.ts';
import { type InCrm, notInCrm } from '../../src/core/in-crm.ts';
import type { Lead } from '../../src/core/lead.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import type { Turn } from '../../src/core/rotation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead } from '../support/leads.ts';

/** A Monday, ten in the morning in New York. */
const now = '2026-11-23T15:00:00.000Z';
const dana = 'U0DANA';
const mia = 'U0MIA';
const luis = 'U0LUIS';

function withTeams(teams: string, rest = ''): Playbook {
  return defaultPlaybook(
    (page) => `${page.replace(/^teams:[\s\S]*?(?=^rejectReasons:)/m, `teams:\n${teams}\n`)}\n${rest}`,
  );
}
const sales = (reps: string, more = '') => `
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    hours: { mon-fri: 09:00-17:00 }
    ${more}
    reps:
${reps}`;
const three = withTeams(
  sales(`
      - { slack: ${dana}, name: Dana, atOnce: 5, perDay: 3 }
      - { slack: ${mia}, name: Mia, weight: 2 }
      - { slack: ${luis}, name: Luis, zone: Asia/Kolkata }`),
);

function desk(reps: Record<string, Partial<RepFacts>> = {}, more: Partial<Desk> = {}): Desk {
  const facts = Object.entries(reps).map(([id, known]) => [id, { ...unknownRep, ...known }] as const);
  return { ...emptyDesk, reps: new Map(facts), ...more };
}
const had = (rep: string, served: number, lastAt = now) => ({ team: 'sales', rep, served, lastAt });
const choose = (playbook: Playbook, given: Desk, at = now, lead = aLead()) =>
  assign(lead, { playbook, desk: given, now: at });
const said = (log: readonly RouteStep[], rep: string) => log.find((step) => 'rep' in step && step.rep === rep);

describe('within a team', () => {
  test('whoever is lowest against their weight is next, and everybody is written down', () => {
    const turns = [had(dana, 4), had(mia, 6), had(luis, 5)];
    const { rep, by, startsAt, log, turn, turns: taken } = choose(three, desk({}, { turns }));
    expect({ rep, by, startsAt, turn }).toEqual({
      rep: { id: mia, name: 'Mia' },
      by: 'rotation',
      startsAt: now,
      turn: mia,
    });
    expect(log).toEqual([
      { kind: 'team', team: 'Sales' },
      { kind: 'off', rep: 'Luis', back: '2026-11-24T03:30:00.000Z' },
      { kind: 'next', rep: 'Mia', served: 6, weight: 2 },
      { kind: 'waits', rep: 'Dana', served: 4, weight: 1 },
    ]);
    expect(taken).toEqual([{ team: 'sales', rep: mia, by: 1, at: now }]);
  });

  test.each<{ what: string; given: Partial<RepFacts>; step: Partial<RouteStep> | undefined }>([
    { what: 'is there', given: {}, step: { kind: 'next' } },
    {
      what: 'is at the dentist',
      given: { away: [{ from: '2026-11-23T14:30:00.000Z', until: '2026-11-23T16:00:00.000Z' }] },
      step: { kind: 'away', back: '2026-11-23T16:00:00.000Z' },
    },
    {
      what: 'is on leave over the weekend after next',
      given: { away: [{ from: '2026-11-20T00:00:00.000Z', until: '2026-12-05T00:00:00.000Z' }] },
      step: { kind: 'away', back: '2026-12-07T14:00:00.000Z' },
    },
    {
      what: 'is away until further notice',
      given: { away: [{ from: '2026-11-20T00:00:00.000Z', until: null }] },
      step: { kind: 'away', back: null },
    },
    {
      what: 'was away yesterday',
      given: { away: [{ from: '2026-11-22T00:00:00.000Z', until: now }] },
      step: { kind: 'next' },
    },
    { what: 'has five leads open', given: { open: 5 }, step: { kind: 'full', open: 5, atOnce: 5 } },
    { what: 'has asked for two at most', given: { open: 2, atOnce: 2 }, step: { kind: 'full', open: 2, atOnce: 2 } },
    {
      what: 'had three today',
      given: { offeredAt: [now, now, now] },
      step: { kind: 'enough-today', today: 3, perDay: 3 },
    },
    {
      what: 'had one of three late yesterday',
      given: { offeredAt: ['2026-11-23T04:59:00.000Z', now, now] },
      step: { kind: 'next' },
    },
    {
      what: 'works from another country this month',
      given: { zone: 'America/Los_Angeles' },
      step: { kind: 'off', back: '2026-11-23T17:00:00.000Z' },
    },
  ])('Dana $what', ({ given, step }) => {
    const turns = [had(mia, 100), had(luis, 100)];
    expect(said(choose(three, desk({ [dana]: given }, { turns })).log, 'Dana')).toMatchObject(step ?? {});
  });

  test('those whose rules name the lead come first; without one of them there, those without rules', () => {
    const playbook = withTeams(
      sales(`
      - { slack: ${dana}, name: Dana }
      - { slack: ${mia}, name: Mia, takes: [{ field: size, atLeast: 100 }] }
      - { slack: ${luis}, name: Luis, takes: [{ field: size, atLeast: 1000 }] }`),
    );
    const busy = { turns: [had(mia, 50), had(dana, 0)] };
    expect(choose(playbook, desk({}, busy)).rep?.id).toBe(mia);
    const away = [{ from: '2026-11-20T00:00:00.000Z', until: null }];
    const { rep, log } = choose(playbook, desk({ [mia]: { away } }, busy));
    expect(rep?.id).toBe(dana);
    expect(said(log, 'Luis')).toEqual({ kind: 'not-theirs', rep: 'Luis', unmet: { field: 'size', atLeast: 1000 } });
    expect(said(log, 'Mia')).toMatchObject({ kind: 'away' });
  });
});

describe('all out', () => {
  test.each([
    { when: 'at night', at: '2026-11-24T03:00:00.000Z', back: '2026-11-24T03:30:00.000Z' },
    { when: 'on Saturday', at: '2026-11-21T15:00:00.000Z', back: '2026-11-23T03:30:00.000Z' },
  ])('$when the lead waits for whoever opens first', ({ at, back }) => {
    expect(choose(three, desk(), at)).toMatchObject({ rep: null, by: 'nobody', startsAt: back, turn: null, turns: [] });
  });

  test('a holiday is like a Sunday', () => {
    const playbook = withTeams(sales(`      - { slack: ${dana}, name: Dana }`, 'holidays: [2026-11-23]'));
    expect(choose(playbook, desk()).startsAt).toBe('2026-11-24T14:00:00.000Z');
  });

  test('at work but full: it is offered to all of them at once', () => {
    const playbook = withTeams(sales(`      - { slack: ${dana}, name: Dana, atOnce: 1 }`));
    const chosen = choose(playbook, desk({ [dana]: { open: 1 } }));
    expect(chosen).toMatchObject({ rep: null, by: 'nobody', startsAt: now });
    expect(chosen.log.at(-1)).toEqual({ kind: 'all-full' });
  });

  test('nobody knows when', () => {
    const playbook = withTeams(sales(`      - { slack: ${dana}, name: Dana }`));
    const gone = desk({ [dana]: { away: [{ from: '2026-11-01T00:00:00.000Z', until: null }] } });
    expect(choose(playbook, gone)).toMatchObject({
      rep: null,
      startsAt: null,
      log: expect.arrayContaining([{ kind: 'nobody', back: null }]),
    });
  });

  const sun = (rule: string) =>
    withTeams(
      `
  - id: emea
    name: EMEA
    channel: "#emea"
    takes: [size]
    zone: Europe/Berlin
    hours: { mon-fri: 09:00-17:00 }
    reps: [{ slack: ${luis}, name: Luis }]
${sales(`      - { slack: ${dana}, name: Dana }`)}`,
      rule,
    );
  const evening = '2026-11-23T20:00:00.000Z';

  test('the lead follows the sun if the playbook says so', () => {
    const { team, rep, log } = choose(sun('whenAllOut: nextTeam'), desk(), evening);
    expect([team.id, rep?.id]).toEqual(['sales', dana]);
    expect(log.map(({ kind }) => kind)).toEqual(['team', 'off', 'nobody', 'team', 'next']);
  });

  test('with nobody in anywhere it waits where it belongs', () => {
    const night = '2026-11-24T02:00:00.000Z';
    expect(choose(sun('whenAllOut: nextTeam'), desk(), night)).toMatchObject({
      team: { id: 'emea' },
      startsAt: '2026-11-24T08:00:00.000Z',
    });
    expect(choose(sun(''), desk(), evening).team.id).toBe('emea');
  });
});

describe('without reps', () => {
  test('the lead is the channel’s, at once or when the team opens', () => {
    expect(choose(defaultPlaybook(), emptyDesk, '2026-11-22T03:00:00.000Z')).toMatchObject({
      rep: null,
      by: 'nobody',
      startsAt: '2026-11-22T03:00:00.000Z',
      turns: [],
    });
    const open = defaultPlaybook((page) => `${page}\nhours: { mon-fri: 09:00-17:00 }\n`);
    expect(choose(open, emptyDesk, '2026-11-22T03:00:00.000Z')).toMatchObject({
      startsAt: '2026-11-23T14:00:00.000Z',
      log: [
        { kind: 'team', team: 'Sales' },
        { kind: 'no-reps', back: '2026-11-23T14:00:00.000Z' },
      ],
    });
  });
});

describe('the owner', () => {
  const owners = [{ rep: dana, why: 'account' as const, of: 'acme.example' }];

  test('gets the lead before anybody, off duty or full, and uses up no turn', () => {
    const given = desk({ [dana]: { open: 9 } }, { owners, turns: [had(dana, 90), had(mia, 0)] });
    expect(choose(three, given)).toMatchObject({
      rep: { id: dana },
      by: 'owner',
      startsAt: now,
      turn: null,
      turns: [],
    });
    expect(choose(three, given, '2026-11-21T15:00:00.000Z')).toMatchObject({
      by: 'owner',
      startsAt: '2026-11-23T14:00:00.000Z',
    });
  });

  test('who is away for an hour keeps it, who is away for a week does not', () => {
    const away = (until: string) =>
      desk({ [dana]: { away: [{ from: '2026-11-23T14:30:00.000Z', until }] } }, { owners });
    expect(choose(three, away('2026-11-23T16:00:00.000Z'))).toMatchObject({
      by: 'owner',
      startsAt: '2026-11-23T16:00:00.000Z',
    });
    const { by, log } = choose(three, away('2026-11-30T16:00:00.000Z'));
    expect(by).toBe('rotation');
    expect(log[0]).toEqual({
      kind: 'owner-away',
      rep: 'Dana',
      why: 'account',
      of: 'acme.example',
      back: '2026-11-30T16:00:00.000Z',
    });
  });

  test('who is in no team any more is passed over for the next one', () => {
    const { rep, log } = choose(
      three,
      desk(
        {},
        {
          owners: [
            { rep: 'U0GONE', why: 'account', of: 'acme.example' },
            { rep: mia, why: 'lead', of: 'lead_2' },
          ],
        },
      ),
    );
    expect(rep?.id).toBe(mia);
    expect(log).toEqual([
      { kind: 'owner-gone', why: 'account', of: 'acme.example' },
      { kind: 'owner', rep: 'Mia', why: 'lead', of: 'lead_2' },
    ]);
  });

  test('is named on the page too, after what is stored and before a lead that is open', () => {
    const page = { ...three, owners: { 'acme.example': mia } };
    const open = [{ rep: luis, why: 'lead' as const, of: 'lead_2' }];
    const given = (more: typeof owners) => desk({}, { owners: [...more, ...open] });
    expect(choose(page, given([])).rep?.id).toBe(mia);
    expect(choose(page, given(owners)).rep?.id).toBe(dana);
    expect(choose(page, given([]), now, aLead({ answers: [] })).rep?.id).toBe(luis);
  });

  test('who promised to come back is asked first', () => {
    const repVerdict = {
      kind: 'nurtured',
      by: { id: luis, name: 'Luis' },
      at: now,
      from: 'offered',
      until: '2027-01-01',
      note: '',
    } as const;
    expect(choose(three, desk(), now, aLead({ repVerdict }))).toMatchObject({ rep: { id: luis }, by: 'owner' });
  });
});

describe('the owner in the CRM', () => {
  const page = { ...three, crmName: 'Salesforce', owners: { 'acme.example': mia } };
  const owned = (name: string, owner: { name: string; rep: string | null } | null) => ({
    kind: 'x',
    id: name,
    link: '',
    name,
    owner,
  });
  const inCrm = (change: Partial<InCrm>, asked = 'dana.reyes@acme.example'): Lead =>
    aLead({ crm: { ...notInCrm, product: 'Salesforce', at: now, asked, ...change } });
  const ofDana = { account: { ...owned('Acme', { name: 'Dana', rep: dana }), type: null } };

  test('comes before those that Baton and the page know, and before any turn', () => {
    const given = desk({}, { owners: [{ rep: luis, why: 'account', of: 'acme.example' }], turns: [had(dana, 90)] });
    const { rep, by, log } = choose(page, given, now, inCrm(ofDana));
    expect({ rep: rep?.id, by }).toEqual({ rep: dana, by: 'owner' });
    expect(log).toEqual([{ kind: 'owner', rep: 'Dana', why: 'crm', of: 'Acme' }]);
  });

  test.each([
    ['whom Slack does not know', { name: 'Old Owner', rep: null }],
    ['who is in no team any more', { name: 'Gone', rep: 'U0GONE' }],
  ])('%s is gone, and the next one is asked', (_what, owner) => {
    const { rep, log } = choose(page, desk(), now, inCrm({ person: owned('Ana', owner) }));
    expect(log[0]).toEqual({ kind: 'owner-gone', why: 'crm', of: 'Ana' });
    expect(rep?.id).toBe(mia);
  });

  test('is not known where the CRM did not answer, and the log says so', () => {
    const { rep, log } = choose(page, desk(), now, aLead());
    expect(log[0]).toEqual({ kind: 'crm-silent', crm: 'Salesforce' });
    expect(rep?.id).toBe(mia);
  });

  test('of another CRM than the one in use is nobody’s', () => {
    const { log } = choose({ ...page, crmName: 'HubSpot' }, desk(), now, inCrm(ofDana));
    expect(log[0]).toEqual({ kind: 'crm-silent', crm: 'HubSpot' });
    expect(log).not.toContainEqual(expect.objectContaining({ why: 'crm' }));
  });
});

describe('over many leads', () => {
  /** Gives `count` leads, and keeps the counts as the store does. `each` may change who is there. */
  function run(playbook: Playbook, count: number, each: (n: number) => Parameters<typeof desk> = () => []) {
    const rows = new Map<string, { served: number; lastAt: string | null }>();
    const got: (string | null)[] = [];
    const apply = ({ rep, by, at }: Turn) => {
      const row = rows.get(rep) ?? { served: 0, lastAt: null };
      rows.set(rep, { served: row.served + by, lastAt: at ?? row.lastAt });
    };
    for (let n = 0; n < count; n++) {
      const [reps, more] = each(n);
      const turns = [...rows].map(([rep, row]) => ({ team: 'sales', rep, ...row }));
      const at = new Date(Date.parse(now) + n * 1_000).toISOString();
      const chosen = choose(playbook, desk(reps, { turns, ...more }), at);
      chosen.turns.forEach(apply);
      got.push(chosen.rep?.id ?? null);
    }
    return { got, of: (rep: string) => got.filter((each) => each === rep).length, apply };
  }
  const weighted = (...weights: number[]) =>
    withTeams(
      sales(weights.map((weight, i) => `      - { slack: U000${i}, name: Rep ${i}, weight: ${weight} }`).join('\n')),
    );

  test('two to one is two to one, at any moment', () => {
    const { got } = run(weighted(2, 1), 300);
    for (let n = 1; n <= 300; n++) {
      const first = got.slice(0, n).filter((rep) => rep === 'U0000').length;
      expect(Math.abs(first - (n * 2) / 3)).toBeLessThanOrEqual(1);
    }
  });

  test('any weights share as they say', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }), (weights) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        const { of } = run(weighted(...weights), sum * 4);
        expect(weights.map((_, i) => of(`U000${i}`))).toEqual(weights.map((weight) => weight * 4));
      }),
      { numRuns: 20 },
    );
  });

  test('who comes back from leave is not flooded', () => {
    const away = [{ from: '2026-11-01T00:00:00.000Z', until: new Date(Date.parse(now) + 100_000).toISOString() }];
    const { got } = run(weighted(1, 1, 1), 130, () => [{ U0000: { away } }]);
    expect(got.slice(0, 100)).not.toContain('U0000');
    const after = got.slice(100, 112).filter((rep) => rep === 'U0000').length;
    expect(after).toBeGreaterThanOrEqual(4);
    expect(after).toBeLessThanOrEqual(4 + 3);
  });

  test('who joins late begins where the others stand', () => {
    const before = run(weighted(1, 1), 100);
    const rows = [0, 1].map((i) => had(`U000${i}`, before.of(`U000${i}`)));
    const joined = choose(weighted(1, 1, 1), desk({}, { turns: rows }));
    expect(joined.turns).toEqual([{ team: 'sales', rep: 'U0002', by: 50, at: now }]);
  });

  test('leads of an owner do not skew the rotation', () => {
    const owned = (n: number): Parameters<typeof desk> => [
      {},
      n % 3 === 0 ? { owners: [{ rep: 'U0000', why: 'account', of: 'acme.example' }] } : {},
    ];
    const { of } = run(weighted(1, 1), 300, owned);
    expect([of('U0000'), of('U0001')]).toEqual([100 + 100, 100]);
  });

  test('no limit is ever exceeded', () => {
    const playbook = withTeams(
      sales(`
      - { slack: U0000, name: Ann, atOnce: 3 }
      - { slack: U0001, name: Ben, perDay: 4, weight: 5 }`),
    );
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (closes) => {
        const open = { U0000: 0, U0001: 0 };
        const today: string[] = [];
        for (const closing of closes) {
          const facts = { U0000: { open: open.U0000 }, U0001: { offeredAt: today } };
          const { rep } = choose(playbook, desk(facts));
          if (rep?.id === 'U0000') open.U0000++;
          if (rep?.id === 'U0001') today.push(now);
          expect(open.U0000).toBeLessThanOrEqual(3);
          expect(today.length).toBeLessThanOrEqual(4);
          if (closing && open.U0000 > 0) open.U0000--;
        }
      }),
    );
  });
});
