// Which conversations reviewers were asked to read, and what they said of them: one review a lead and reviewer, the last one.
import { sql } from 'kysely';
import type { LeadId } from '../core/lead.ts';
import type { LeadReview, ReviewTask } from '../core/lead-review.ts';
import type { Candidate, Dealt } from '../core/review-sample.ts';
import type { Reader, Tx } from './db.ts';
import { jsonAt } from './json-at.ts';
import { placeToText, rowToLeadId, rowToReviewTask, textToPlace } from './rows.ts';

type Period = { from: string; until: string };
type Place = { channel: string; ts: string; workspace?: string };

/** Conversations of the period that were judged, and those of any time that a rep rejected in it for a wrong answer. */
export async function reviewCandidates({ kind, q }: Reader, { from, until }: Period): Promise<Candidate[]> {
  const wrongField = jsonAt(kind, 'rep_verdict', 'wrongField');
  const rejectedAt = jsonAt(kind, 'rep_verdict', 'at');
  const queued = sql<boolean>`(rep_verdict_kind = 'rejected' and ${wrongField} is not null
    and ${rejectedAt} >= ${from} and ${rejectedAt} < ${until})`;
  const claims = sql`(select interviewer from answers where answers.lead = leads.id
    union all select interviewer from refusals where refusals.lead = leads.id)`;
  const rows = await q
    .selectFrom('leads')
    .select(['id', 'verdict', 'score', 'channel'])
    .select([
      sql<number>`case when ${queued} then 1 else 0 end`.as('queued'),
      sql<number | null>`(select max(case when interviewer = 'guided' then 0 else 1 end) from ${claims} as claims)`.as(
        'model',
      ),
    ])
    .where('erased_at', 'is', null)
    .where('verdict', 'is not', null)
    .where((row) => row.or([row.and([row('created_at', '>=', from), row('created_at', '<', until)]), queued]))
    .execute();
  return rows.map((row) => ({
    lead: rowToLeadId(row),
    verdict: row.verdict ?? '',
    score: row.score,
    interviewer: row.model === null ? null : row.model === 1 ? 'model' : 'guided',
    channel: row.channel,
    queued: row.queued === 1,
  }));
}

/** Who was asked about a lead before is not asked again. */
export async function askReviews({ q }: Tx, dealt: readonly Dealt[], week: number): Promise<void> {
  if (dealt.length === 0) return;
  await q
    .insertInto('reviews')
    .values(dealt.map(({ reviewer, lead }) => ({ reviewer, lead, week, at: null, review: null, told: null })))
    .onConflict((conflict) => conflict.columns(['lead', 'reviewer']).doNothing())
    .execute();
}

/** In the order in which they are shown: the same each time. */
export async function reviewTasks({ q }: Reader, of: { week: number; reviewer?: string }): Promise<ReviewTask[]> {
  let query = q
    .selectFrom('reviews')
    .select(['lead', 'reviewer', 'week', 'at', 'review'])
    .where('week', '=', of.week)
    .orderBy('reviewer')
    .orderBy('lead');
  if (of.reviewer !== undefined) query = query.where('reviewer', '=', of.reviewer);
  return (await query.execute()).map(rowToReviewTask);
}

export async function getReviewTask({ q }: Reader, lead: LeadId, reviewer: string): Promise<ReviewTask | undefined> {
  const row = await q
    .selectFrom('reviews')
    .select(['lead', 'reviewer', 'week', 'at', 'review'])
    .where('lead', '=', lead)
    .where('reviewer', '=', reviewer)
    .executeTakeFirst();
  return row && rowToReviewTask(row);
}

/** Of the weeks from this one on; the newest last. */
export async function reviewsSince({ q }: Reader, week: number): Promise<ReviewTask[]> {
  const rows = await q
    .selectFrom('reviews')
    .select(['lead', 'reviewer', 'week', 'at', 'review'])
    .where('week', '>=', week)
    .where('at', 'is not', null)
    .orderBy('at')
    .orderBy('lead')
    .orderBy('reviewer')
    .execute();
  return rows.map(rowToReviewTask);
}

/** The last week in which somebody was asked; null: nobody ever was. */
export async function lastReviewWeek({ q }: Reader): Promise<number | null> {
  const row = await q.selectFrom('reviews').select('week').orderBy('week', 'desc').limit(1).executeTakeFirst();
  return row?.week ?? null;
}

/** Of a lead that was erased meanwhile nothing is kept. */
export async function keepReview(
  { q }: Tx,
  { lead, reviewer, at, review }: { lead: LeadId; reviewer: string; at: string; review: LeadReview },
): Promise<void> {
  const text = JSON.stringify(review);
  const row = q.updateTable('reviews').set({ at, review: text }).where('lead', '=', lead);
  await row.where('reviewer', '=', reviewer).execute();
}

type List = { week: number; reviewer: string };

/** Every list that names one of these leads. */
export async function listsNaming({ q }: Reader, leads: readonly LeadId[]): Promise<List[]> {
  return q.selectFrom('reviews').select(['week', 'reviewer']).distinct().where('lead', 'in', leads).execute();
}

/** Where the list of this week stands that names what is to be read. */
export async function placeOfList({ q }: Reader, { week, reviewer }: List): Promise<Place | null> {
  const row = await q
    .selectFrom('reviews')
    .select('told')
    .where('week', '=', week)
    .where('reviewer', '=', reviewer)
    .where('told', 'is not', null)
    .executeTakeFirst();
  return textToPlace(row?.told ?? null);
}

export async function keepPlaceOfList({ q }: Tx, { week, reviewer }: List, place: Place): Promise<void> {
  const row = q
    .updateTable('reviews')
    .set({ told: placeToText(place) })
    .where('week', '=', week);
  await row.where('reviewer', '=', reviewer).execute();
}
