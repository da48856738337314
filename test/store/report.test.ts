import { beforeAll, describe, expect, test } from 'vitest';
import type { DealHistory } from '../../src/core/deal-history.ts';
import { weekOf } from '../../src/core/iso-week.ts';
import { newLead } from '../../src/core/lead.ts';
import type { Group } from '../../src/core/report.ts';
import type { Db } from '../../src/store/db.ts';
import { readDealHistory } from '../../src/store/deal-history.ts';
import { insertLead } from '../../src/store/lead.ts';
import { readLanes, readReport } from '../../src/store/report.ts';
import { eachDatabase } from '../support/databases.ts';
import { aPlaybook } from '../support/leads.ts';
import { form, isoWeek, recount, sdr, segments } from '../support/recount.ts';
import { recountDeals } from '../support/recount-deals.ts';
import { storeLives } from '../support/stored-lives.ts';
import { lives } from '../support/year-of-leads.ts';

const zone = 'America/New_York';
const now = '2027-02-01T12:00:00.000Z';
/** 2026 has 53 weeks; clocks change in weeks 10 and 44. */
const year = [...lives({ seed: 6, count: 5_000, from: '2025-12-29T05:00:00.000Z', days: 371 })()];

/** Each week is asked for often: on both databases, and as the week before. */
const counted = new Map<string, ReturnType<typeof recount>>();
function recounted(number: number, team: string | null): ReturnType<typeof recount> {
  const key = `${number} ${team}`;
  const known = counted.get(key) ?? recount(year, isoWeek(2026, number, zone), team);
  counted.set(key, known);
  return known;
}

const byKey = (groups: readonly Group[]) =>
  Object.fromEntries(groups.map(({ key, figures }) => [String(key), figures]));

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
    await storeLives(db, year);
  }, 60_000);

  describe('every number of every week is what a recount of the events says', () => {
    test.each([null, 'emea'])(
      'team: %s',
      async (team) => {
        for (let number = 1; number <= 53; number++) {
          const span = isoWeek(2026, number, zone);
          const report = await readReport(db, { week: weekOf(span.from, zone), zone, team, now, form, sdr, segments });
          expect({ from: report.from, until: report.until }).toEqual(span);
          expect(report.name).toBe(`2026-W${String(number).padStart(2, '0')}`);
          const { by, ...whole } = recounted(number, team);
          expect({ all: report.all, claims: report.claims }, report.name).toEqual(whole);
          for (const dim of ['team', 'rep', 'channel', 'lane', 'source', 'segment', 'page', 'band'] as const) {
            expect(byKey(report.by[dim]), `${report.name} by ${dim}`).toEqual(by[dim]);
          }
          const [last] = report.before;
          if (number > 1) expect(last?.all).toEqual(recounted(number - 1, team).all);
          expect(report.begunAt).toBe(year[0]?.createdAt);
          expect(report.before).toHaveLength(Math.min(4, number - 1));
        }
      },
      120_000,
    );
  });

  test('of a choice its options are the segments, and without any nothing is told apart', async () => {
    const choice = { field: 'plan' };
    const span = isoWeek(2026, 20, zone);
    const asked = { week: weekOf(span.from, zone), zone, team: null, now };
    const { by } = await readReport(db, { ...asked, segments: choice });
    const counted = recount(year, { ...span, segments: choice }).by.segment;
    expect(Object.keys(counted).sort()).toEqual(['company', 'null', 'starter', 'team']);
    expect(byKey(by.segment)).toEqual(counted);
    expect((await readReport(db, asked)).by.segment).toEqual([]);
  });

  test.each([null, 'emea'])(
    'what became of leads is what a recount of them says, at any time; team: %s',
    async (team) => {
      for (const at of ['2026-02-01T00:00:00.000Z', '2026-08-16T10:00:00.000Z', now]) {
        const told = await readDealHistory(db, { team, sdr, now: at });
        const counted = recountDeals(year, { now: at, sdr, team });
        const inOrder = ({ sources }: DealHistory) =>
          Object.values(sources).map(({ sizes }) => sizes.toSorted((a, b) => a.currency.localeCompare(b.currency)));
        expect(inOrder(told), at).toEqual(inOrder(counted));
        const plain = ({ sources: { agent, sdr: theirs }, ...rest }: DealHistory) => ({
          ...rest,
          sources: [agent, theirs].map(({ sizes: _, ...each }) => each),
        });
        expect(plain(told), at).toEqual(plain(counted));
      }
      const late = recountDeals(year, { now, sdr, team });
      expect(late.forecast.kind).toBe('forecast');
      expect(late.bands.length).toBe(10);
      expect(late.sources.sdr.met).toBeGreaterThan(20);
      expect(late.open.of).toBeGreaterThan(20);
    },
    60_000,
  );

  test('the two lanes of a month are what a recount says, and without a form lane all is chat', async () => {
    const span = { from: '2026-03-01T05:00:00.000Z', until: '2026-04-01T04:00:00.000Z' };
    const { all, by } = recount(year, span);
    expect(by.lane.form?.toClaim.of).toBeGreaterThan(20);
    expect(await readLanes(db, { ...span, form })).toEqual(by.lane);
    const { form: none, chat } = await readLanes(db, { ...span, form: [] });
    expect([none.conversations, chat]).toEqual([0, all]);
  });

  test('what is held as spam is no conversation until somebody lets it through', async () => {
    const at = '2027-01-26T12:00:00.000Z';
    const start = {
      conversation: 'held',
      channel: 'widget',
      visitor: { id: 'held' },
      page: null,
      playbook: 'p',
      now: at,
    };
    await db.inTx((tx) => insertLead(tx, { ...newLead({ id: 'lead_held', ...start }), state: 'quiet' }, aPlaybook()));
    const conversations = async () =>
      (await readReport(db, { week: weekOf(at, zone), zone, team: null, now })).all.conversations;
    expect(await conversations()).toBe(0);
    await db.inTx(({ q }) => q.updateTable('leads').set({ read_up_to: 1 }).where('id', '=', 'lead_held').execute());
    expect(await conversations()).toBe(1);
  });
});
