// Which answers reps called wrong, counted by field over the newest leads that went to them: so many that a field can be wrong
// more than once, and never more, however many there are.
import { sql } from 'kysely';
import type { FieldsTold } from '../core/field-quality.ts';
import type { Reader } from './db.ts';

const newest = 1_000;
const count = sql<number>`cast(count(*) as integer)`.as('count');

/** The most often wrong first. */
export async function fieldQuality({ kind, q }: Reader): Promise<FieldsTold> {
  const wrongField =
    kind === 'sqlite'
      ? sql<string>`json_extract(rep_verdict, '$.wrongField')`
      : sql<string>`(rep_verdict::jsonb ->> 'wrongField')`;
  const lately = q
    .selectFrom('leads')
    .select(['id', 'rep_verdict_kind', 'rep_verdict'])
    .where('offered_at', 'is not', null)
    .orderBy('offered_at', 'desc')
    .limit(newest);
  const had = q
    .selectFrom(lately.as('lately'))
    .innerJoin('answers', 'answers.lead', 'lately.id')
    .select(['answers.lead', 'answers.field'])
    .distinct();
  const [leads, posted, wrong] = await Promise.all([
    q.selectFrom(lately.as('lately')).select(count).executeTakeFirstOrThrow(),
    q.selectFrom(had.as('had')).select(['field', count]).groupBy('field').execute(),
    q
      .selectFrom(lately.as('lately'))
      .where('rep_verdict_kind', '=', 'rejected')
      .where(wrongField, 'is not', null)
      .select([wrongField.as('field'), count])
      .groupBy(wrongField)
      .execute(),
  ]);
  const wrongOf = new Map(wrong.map(({ field, count: times }) => [field, times]));
  const fields = posted
    .map(({ field, count: times }) => ({ field, posted: times, wrong: wrongOf.get(field) ?? 0 }))
    .sort((a, b) => b.wrong / b.posted - a.wrong / a.posted || (a.field < b.field ? -1 : 1));
  return { leads: leads.count, fields };
}
