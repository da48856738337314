// Who was asked to read what, and what they said: once a lead and reviewer, and gone with its person.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { timeInWeek, weekOf } from '../../src/core/iso-week.ts';
import type { Lead, LeadId, RepVerdict } from '../../src/core/lead.ts';
import type { LeadReview } from '../../src/core/lead-review.ts';
import { curationOf, lastCuration } from '../../src/store/curation.ts';
import type { Db } from '../../src/store/db.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import {
  askReviews,
  getReviewTask,
  keepPlaceOfList,
  keepReview,
  placeOfList,
  reviewCandidates,
  reviewsSince,
  reviewTasks,
} from '../../src/store/reviews.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, aPlaybook, now, sam } from '../support/leads.ts';

const newId = createNewId();
const playbook = aPlaybook();
const week = weekOf(now, 'UTC');
const begin = (of: number) => timeInWeek(of, { day: 0, hour: 0, zone: 'UTC' });
const period = { from: begin(week), until: begin(week + 1) };
const review: LeadReview = {
  ...{ marks: { size: 'right', authority: 'wrong' }, overlooked: [], refused: [1], said: [], tone: 'fine' },
  ...{ missed: ['budget'], note: 'Zanzibar', corrections: [], upTo: 7 },
};

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  async function stored(change: Partial<Lead> = {}): Promise<LeadId> {
    const id = newId('lead');
    await db.inTx((tx) => insertLead(tx, aLead({ id, conversation: id, createdAt: now, ...change })));
    return id;
  }
  const ask = (reviewer: string, leads: readonly LeadId[], of = week) =>
    db.inTx((tx) =>
      askReviews(
        tx,
        leads.map((lead) => ({ reviewer, lead })),
        of,
      ),
    );

  test('candidates are those of the week that were judged, and whoever was rejected in it for a wrong answer', async () => {
    const rejected = (at: string, wrongField: string | null): Partial<Lead> => {
      const repVerdict: RepVerdict = {
        by: sam,
        at,
        from: 'offered',
        kind: 'rejected',
        reason: 'x',
        wrongField,
        note: '',
      };
      return { state: 'rejected', repVerdict };
    };
    const long = { createdAt: begin(week - 3) };
    const ids = {
      judged: await stored({ score: 41, verdict: 'borderline' }),
      model: await stored({ answers: aLead().answers.map((each) => ({ ...each, interviewer: 'gpt' })) }),
      silent: await stored({ answers: [] }),
      open: await stored({ verdict: null }),
      before: await stored({ createdAt: begin(week - 1) }),
      queued: await stored({ ...long, ...rejected(now, 'size') }),
      otherReason: await stored({ ...long, ...rejected(now, null) }),
      longAgo: await stored({ ...long, ...rejected(begin(week - 2), 'size') }),
    };
    const found = await reviewCandidates(db, period);
    const names = Object.entries(ids).filter(([, id]) => found.some(({ lead }) => lead === id));
    expect(names.map(([name]) => name)).toEqual(['judged', 'model', 'silent', 'queued']);
    const of = (id: LeadId) => found.find(({ lead }) => lead === id);
    expect(of(ids.judged)).toEqual({
      ...{ lead: ids.judged, verdict: 'borderline', score: 41, interviewer: 'guided', channel: 'web', queued: false },
    });
    expect([of(ids.model)?.interviewer, of(ids.silent)?.interviewer]).toEqual(['model', null]);
    expect(of(ids.queued)?.queued).toBe(true);
  });

  test('a lead is asked of a reviewer once, and the last review counts', async () => {
    const lead = await stored();
    const other = await stored();
    await ask('U0RITA', [lead], 100);
    await ask('U0RITA', [lead, other], 101);
    expect(await reviewTasks(db, { week: 100, reviewer: 'U0RITA' })).toMatchObject([{ lead, at: null, review: null }]);
    expect((await reviewTasks(db, { week: 101 })).map((each) => each.lead)).toEqual([other]);
    const keep = (at: string, tone: LeadReview['tone']) =>
      db.inTx((tx) => keepReview(tx, { lead, reviewer: 'U0RITA', at, review: { ...review, tone } }));
    await keep('2026-11-24T10:00:00.000Z', 'cold');
    await keep('2026-11-24T11:00:00.000Z', 'fine');
    expect(await getReviewTask(db, lead, 'U0RITA')).toEqual({
      ...{ lead, reviewer: 'U0RITA', week: 100, at: '2026-11-24T11:00:00.000Z', review },
    });
    expect(await getReviewTask(db, lead, 'U0NOBODY')).toBeUndefined();
    expect((await reviewsSince(db, 100)).filter((each) => each.week === 100)).toHaveLength(1);
    const curation = await curationOf(db, 100, playbook);
    expect(curation).toMatchObject({
      week: 100,
      reviewed: 1,
      all: { of: 2, share: 0.5 },
      refused: { of: 1, share: 1 },
    });
    expect(curation.adherence.askedOnce).toMatchObject({ of: 1, share: 1 });
    expect((await lastCuration(db, playbook))?.week).toBeGreaterThanOrEqual(101);
  });

  test('where the list stands is kept for all that it names', async () => {
    const lead = await stored();
    await ask('U0LIST', [lead], 200);
    expect(await placeOfList(db, { week: 200, reviewer: 'U0LIST' })).toBeNull();
    const place = { channel: 'D0LIST', ts: '1.2' };
    await db.inTx((tx) => keepPlaceOfList(tx, { week: 200, reviewer: 'U0LIST' }, place));
    expect(await placeOfList(db, { week: 200, reviewer: 'U0LIST' })).toEqual(place);
    expect(await placeOfList(db, { week: 201, reviewer: 'U0LIST' })).toBeNull();
  });

  test('with a person goes what reviewers said of them', async () => {
    const lead = await stored();
    await ask('U0RITA', [lead], 300);
    await db.inTx((tx) => keepReview(tx, { lead, reviewer: 'U0RITA', at: now, review }));
    await db.inTx((tx) => eraseLeads(tx, { leads: [lead], email: null, at: now }));
    expect(await reviewTasks(db, { week: 300 })).toEqual([]);
    expect((await reviewCandidates(db, period)).map((each) => each.lead)).not.toContain(lead);
    await db.inTx((tx) => keepReview(tx, { lead, reviewer: 'U0RITA', at: now, review }));
    expect(await reviewTasks(db, { week: 300 })).toEqual([]);
  });
});
