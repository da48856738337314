import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { middleOf, wilson } from '../../src/core/intervals.ts';
import { lastDue, weekName, weekNumber, weekOf } from '../../src/core/iso-week.ts';
import { figuresOf, weekSpan } from '../../src/core/report.ts';
import { reportCsv } from '../../src/core/report-csv.ts';
import { reportNext } from '../../src/core/report-next.ts';
import { readPeriod } from '../../src/core/report-period.ts';
import { reportView } from '../../src/core/report-view.ts';
import { duration, reportWords } from '../../src/core/report-words.ts';
import type { Standing } from '../../src/core/roles.ts';
import type { TeamBar } from '../../src/core/team-bar.ts';
import { bars } from '../support/bars.ts';
import { isoWeek } from '../support/recount.ts';
import { reportOf, reportPlaybook, told, yearOf } from '../support/reports.ts';

const hours = ({ from, until }: { from: string; until: string }) => (Date.parse(until) - Date.parse(from)) / 3_600_000;

describe('weeks', () => {
  test.each(['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'])('in %s', (zone) => {
    for (const year of [2020, 2025, 2026, 2027]) {
      for (let number = 1; number <= 52; number++) {
        const span = isoWeek(year, number, zone);
        const week = weekOf(span.from, zone);
        const name = `${year}-W${String(number).padStart(2, '0')}`;
        expect(weekSpan(week, zone), name).toEqual({ week, ...span });
        expect([weekName(week), weekNumber(name)]).toEqual([name, week]);
      }
    }
  });

  test('clocks that change make a week an hour shorter or longer, and 2026 has a week 53', () => {
    const of = (name: string, zone = 'America/New_York') => hours(weekSpan(weekNumber(name) ?? 0, zone));
    expect(of('2026-W10')).toBe(167);
    expect(of('2026-W44')).toBe(169);
    expect(of('2026-W44', 'Europe/Berlin')).toBe(168);
    expect(of('2026-W43', 'Europe/Berlin')).toBe(169);
    expect(of('2026-W20')).toBe(168);
    expect(weekNumber('2026-W53')).toBe((weekNumber('2027-W01') ?? 0) - 1);
    for (const none of ['2025-W53', '2026-W00', '2026-W54', '2026-W5', 'W47']) expect(weekNumber(none)).toBeNull();
  });

  test('a Monday morning is due when it has come, in the zone of the page', () => {
    const monday = { day: 0, hour: 8, zone: 'America/New_York' };
    const due = (now: string) => weekName(lastDue(now, monday));
    expect(due('2026-11-23T12:59:59.999Z')).toBe('2026-W47');
    expect(due('2026-11-23T13:00:00.000Z')).toBe('2026-W48');
    // Summer time ended on the first of November.
    expect(due('2026-10-26T12:00:00.000Z')).toBe('2026-W44');
  });
});

describe('how sure a share is', () => {
  test('by Wilson: at both ends the share that was counted is 1.645 standard errors away', () => {
    for (const [k, of] of [
      [8, 11],
      [1, 20],
      [480, 900],
    ] as const) {
      const { low, high } = wilson(k, of);
      for (const p of [low, high]) expect(Math.abs(k / of - p) / Math.sqrt((p * (1 - p)) / of)).toBeCloseTo(1.6449, 4);
    }
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test('it holds the share and narrows with more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(), (of, n) => {
        const k = n % (of + 1);
        const [some, more] = [wilson(k, of), wilson(4 * k, 4 * of)];
        expect(some.low).toBeLessThanOrEqual(k / of);
        expect(some.high).toBeGreaterThanOrEqual(k / of);
        expect(more.high - more.low).toBeLessThan(some.high - some.low);
      }),
    );
  });

  test('the middle of four', () => {
    expect([middleOf([]), middleOf([3]), middleOf([9, 1, 4, 2])]).toEqual([null, 3, 3]);
  });
});

describe('whose numbers of which week', () => {
  const rep = { id: 'U0EMEA0001', groups: [] };
  const manager = { id: 'U0BOSS', groups: [] };
  const guest = { id: 'U0GUEST', groups: ['team:us'] };
  const stranger = { id: 'U0NOBODY', groups: [] };
  const playbook = { ...reportPlaybook, roles: { managers: [manager.id], admins: [] } };
  const now = '2026-11-25T12:00:00.000Z';
  const read = (text: string, standing: Standing = manager) => {
    const period = readPeriod(text, { playbook, standing, now });
    return period.kind === 'read' ? [weekName(period.week), period.team] : period;
  };

  test.each([
    ['last week', ['2026-W47', null]],
    ['this week', ['2026-W48', null]],
    ['2026-W03', ['2026-W03', null]],
    ['w3 united states', ['2026-W03', 'us']],
    ['week 46 of EMEA', ['2026-W46', 'emea']],
    ['emea', ['2026-W47', 'emea']],
    ['the last week all', ['2026-W47', null]],
    ['last week apac', { kind: 'unclear', text: 'last week apac' }],
    ['since easter', { kind: 'unclear', text: 'since easter' }],
    ['2026-W60', { kind: 'unclear', text: '2026-W60' }],
    ['2026-W50', { kind: 'ahead' }],
  ])('a manager asks for “%s”', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    ['2027-01-02T12:00:00.000Z', 'week 53', '2026-W53'],
    ['2027-01-02T12:00:00.000Z', 'this week', '2026-W53'],
    ['2027-01-06T12:00:00.000Z', 'week 53', '2026-W53'],
    ['2027-01-06T12:00:00.000Z', 'w50', '2026-W50'],
    ['2027-01-06T12:00:00.000Z', 'w1', '2027-W01'],
    ['2025-12-30T12:00:00.000Z', 'w1', '2026-W01'],
    ['2026-11-25T12:00:00.000Z', 'w50', '2025-W50'],
  ])('around the turn of the year, on %s, “%s” is the last week of that number', (at, text, expected) => {
    const period = readPeriod(text, { playbook, standing: manager, now: at });
    expect(period.kind === 'read' && weekName(period.week)).toBe(expected);
  });

  test('a rep reads their own team, and no other', () => {
    expect(read('last week', rep)).toEqual(['2026-W47', 'emea']);
    expect(read('last week', guest)).toEqual(['2026-W47', 'us']);
    expect(read('last week emea', rep)).toEqual(['2026-W47', 'emea']);
    expect(read('last week us', rep)).toEqual({ kind: 'not-yours', team: 'us' });
    expect(read('last week', stranger)).toEqual({ kind: 'not-yours', team: '' });
  });
});

describe('what to do next', () => {
  const none = { made: 0, refused: 0, reasons: {} };
  const quiet = figuresOf([]);
  const reasonOf = (id: string) => ({ label: id, isRouting: id === 'territory' });
  const spell = (of: number, medianMs: number, p90Ms: number) => ({ of, medianMs, p90Ms });
  const next = (change: Partial<typeof quiet>, claims = none) =>
    reportNext({ all: { ...quiet, ...change }, claims, before: [] }, reasonOf);

  test('nothing, where nothing was counted or on too few', () => {
    expect(next({})).toEqual([]);
    expect(
      next({
        offered: 9,
        waiting: 9,
        missed: 19,
        met: 0,
        reasked: 2,
        accepted: 1,
        rejected: 18,
        reasons: { vague: 18 },
      }),
    ).toEqual([]);
    expect(next({ toClaim: spell(19, 1, 1e9), toTouch: spell(19, 1e9, 1e9) })).toEqual([]);
    // Those of the week before were decided in this one.
    expect(next({ offered: 30, waiting: 10, accepted: 4 })).toEqual([]);
    expect(next({}, { made: 99, refused: 99, reasons: {} })).toEqual([]);
  });

  test.each([
    ['verdicts that are missing', { offered: 30, waiting: 25 }, '25 of 30 leads had no verdict when the week was over'],
    ['a low rate', { accepted: 9, rejected: 11, reasons: { vague: 11 } }, 'accepted 9 of 20, and “vague”'],
    ['wrong routing', { accepted: 30, rejected: 6, booked: 20, reasons: { territory: 6 } }, '“territory” came 6 times'],
    ['slow claims', { toClaim: spell(20, 1, 3 * 3_600_000) }, 'longer than 3 h for a rep'],
    ['no-shows', { met: 14, missed: 6 }, 'missed 6 of 20 meetings'],
    ['few bookings', { accepted: 20, booked: 3 }, '20 leads were accepted and 3 booked'],
    ['slow first words', { toTouch: spell(20, 2 * 3_600_000, 1) }, 'longer than 2 h for their rep'],
    ['asked again', { reasked: 3 }, '3 first lines asked for'],
  ])('%s', (_, change, said) => {
    expect(next(change).join()).toContain(said);
  });

  test.each([
    ['more than half as many again as usually', 16, [10, 10, 9, 40], true],
    ['not so many', 15, [10, 10, 9, 40], false],
    ['too few', 9, [0, 0, 0, 0], false],
    ['nothing is usual yet', 90, [1, 1], false],
  ])('CQLs lost: %s', (_, lost, earlier, isSaid) => {
    const { by: __, ...week } = reportOf(yearOf(1), 30);
    const before = earlier.map((count) => ({ ...week, all: { ...quiet, 'cql-lost': count } }));
    const said = reportNext({ all: { ...quiet, 'cql-lost': lost }, claims: none, before }, reasonOf).join();
    expect(said.includes(`${lost} CQLs were lost, usually 10`)).toBe(isSaid);
  });

  test('at most three, the weightiest first', () => {
    const all = {
      offered: 90,
      waiting: 40,
      accepted: 20,
      rejected: 30,
      reasons: { territory: 30 },
      met: 1,
      missed: 9,
      reasked: 9,
    };
    expect(next(all)).toHaveLength(3);
    expect(next(all)[0]).toContain('had no verdict');
  });
});

describe('the view', () => {
  test('a first week, one lead, a rep who left', () => {
    const one = yearOf(1);
    const week = Number(/W(\d\d)/.exec(weekName(weekOf(one[0]?.createdAt ?? '', 'America/New_York')))?.[1]);
    const first = reportView(told(reportOf(one, week), { curation: null }));
    expect(first.notes).toEqual(['This is Baton’s first week here: there is none to compare it with.']);
    expect(first.lines[0]).toBe('1 conversation began');
    expect(first.lines.join()).not.toContain('%');
    const empty = reportView(told(reportOf(one, week === 53 ? 1 : week + 1)));
    expect(empty.notes).toContain('Nobody wrote in this week.');
    expect([empty.lines, empty.next]).toEqual([[], []]);

    const [emea, us] = reportPlaybook.teams;
    const left = { ...reportPlaybook, teams: [{ ...emea!, reps: emea!.reps.slice(1) }, us!] };
    const view = reportView(told(reportOf(yearOf(3_000), 30), { playbook: left }));
    const reps = view.tables.find(({ dimension }) => dimension === 'rep')?.rows.map(({ name }) => name);
    expect(reps).toContain('Ines Falk (not in the playbook)');
    expect(reps).toContain('Jonas Weber');
    const inWidget = yearOf(3_000).map((lead) => ({ ...lead, channel: 'widget' }));
    const channels = reportView(told(reportOf(inWidget, 30))).tables.find(({ dimension }) => dimension === 'channel');
    expect(channels?.rows.map((row) => row.name)).toEqual(['Widget']);
    const open = { ...reportPlaybook, teams: [{ ...emea!, reps: [] }, us!] };
    const anyone = reportView(told(reportOf(yearOf(3_000), 30), { playbook: open }));
    expect(JSON.stringify(anyone.tables)).not.toContain('not in the playbook');
  });

  test('CQLs lost are counted; customers at risk only where the page says who is one', () => {
    const report = reportOf(yearOf(9_000), 30);
    const { 'cql-lost': lost, 'cql-regained': regained, 'at-risk': customers } = report.all;
    expect(Math.min(lost, regained, customers)).toBeGreaterThan(1);
    const read = (change: object) => reportView(told(report, { playbook: { ...reportPlaybook, ...change } })).lines;
    expect(read({}).join()).toMatch(
      new RegExp(`,${lost} CQLs were lost \\(the week before \\d+\\), ${regained} regained,`),
    );
    expect(read({})).toContain('Customers at risk: not known (the playbook names no rule under customers)');
    expect(read({ customers: { when: [{ field: 'customer' }], tell: '#cs' } })).toContain(
      `Customers at risk: ${customers}`,
    );
  });

  test('few are said to be few, in every week', () => {
    const year = yearOf(900);
    for (let number = 1; number <= 52; number++) {
      const report = reportOf(year, number);
      const line = reportView(told(report)).lines[2];
      const decided = report.all.accepted + report.all.rejected;
      expect(/%/.test(line ?? ''), `${report.name} of ${decided}`).toBe(decided >= 20);
    }
  });

  test('a span of few is no half of anything, and is beside nothing', () => {
    const { toClaim, toTouch } = reportWords.headline;
    const spell = (of: number) => ({ of, medianMs: of === 0 ? null : 120_000, p90Ms: of === 0 ? null : 600_000 });
    for (const say of [toClaim, toTouch]) {
      expect(say(spell(20), spell(20))).toMatch(/^Half .*2 min.*nine of ten within 10 min \(the week before 2 min\)$/);
      for (const last of [null, spell(0), spell(19)]) expect(say(spell(20), last)).not.toContain('week before');
      for (const of of [2, 19]) {
        const few = say(spell(of), spell(90));
        expect(few).toMatch(new RegExp(`^Of ${of} .* – too few to say more$`));
        expect(few).not.toMatch(/[Hh]alf|week before|nine/);
      }
      expect(say(spell(1), spell(90))).toMatch(/^The one \S+ \S+ .*2 min of the \S+$/);
      expect(say(spell(0), spell(90))).toContain('nothing to measure');
    }
  });

  test('a bar that a manager moved since it was looked for is said to be', () => {
    const { 'rolled back': rolled, moved } = bars;
    const why = (bar: TeamBar) => reportView(told(reportOf(yearOf(900), 30), { bars: [bar] })).bars[0]?.why;
    expect(why(moved!)).toMatch(/^The bar goes up from 60 to 63:/);
    expect(why(rolled!)).toMatch(/^Rita \S+ rolled it back to 60\. Before that: The bar goes up from 60 to 63:/);
  });

  test('what has no source yet is named', () => {
    const playbook = { ...reportPlaybook, lanes: { form: [], sdr: [] } };
    const { missing } = reportView(told(reportOf(yearOf(900), 30), { playbook }));
    for (const what of ['before their first line', 'opportunities', 'forecast', 'beside SDRs', 'arms']) {
      expect(missing.join('; ')).toContain(what);
    }
  });

  test('a week that still runs is beside no whole one, and nothing is asked of anybody', () => {
    const view = reportView(told(reportOf(yearOf(3_000), 30, { isOver: false })));
    expect(view.notes[0]).toContain('so far');
    expect(view.next).toEqual([]);
    expect(view.stages.every(({ last, middle }) => last === null && middle === null)).toBe(true);
  });

  test('spans are said in the unit that a person would use', () => {
    const of = [500, 42_000, 60_000, 89 * 60_000, 3 * 3_600_000, 72 * 3_600_000].map(duration);
    expect(of).toEqual(['1 s', '42 s', '1 min', '89 min', '3 h', '3 days']);
  });
});

test('in a spreadsheet nothing that anybody named is a formula, and every row has every column', () => {
  const nasty = [
    '=HYPERLINK("http://x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    'a "quoted", name',
    'two\nlines',
    '/x;=1+1',
    '＝1',
    ' =1',
  ];
  const report = reportOf(yearOf(1_000), 30);
  const figures = report.all;
  const by = { ...report.by, page: nasty.map((key) => ({ key, figures })) };
  const csv = reportCsv(told({ ...report, by }));
  const cells = [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
  for (const cell of cells) expect(cell).not.toMatch(/^[=+@\t]|^-(?!\d+$)/);
  // Where numbers have commas, spreadsheets part cells at semicolons.
  expect(csv.split(/[;,\r\n]/).filter((part) => /^[\s"]*[=+@＝＋－＠]/.test(part))).toEqual([]);
  expect(csv).toContain(`page,"'=HYPERLINK(""http://x"")"`);
  const width = csv.split('\r\n')[0]?.split(',').length;
  const plain = csv.split('\r\n').filter((row) => row !== '' && !row.includes('"') && !row.startsWith('lines'));
  expect(new Set(plain.map((row) => row.split(',').length))).toEqual(new Set([width]));
});
