// Which answers reps called wrong, counted by field over the leads that went to them since then.
import { sql } from 'kysely';
import type { FieldQuality } from '../core/field-quality.ts';
import type { Reader } from './db.ts';

const count = sql<number>`cast(count(*) as integer)`.as('count');

/** The most often wrong first. */
export async function fieldQuality({ kind, q }: Reader, since = ''): Promise<FieldQuality[]> {
  const wrongField =
    kind === 'sqlite'
      ? sql<string>`json_extract(rep_verdict, '$.wrongField')`
      : sql<string>`(rep_verdict::jsonb ->> 'wrongField')`;
  const had = q
    .selectFrom('answers')
    .innerJoin('leads', 'leads.id', 'answers.lead')
    .where('leads.offered_at', '>=', since)
    .select(['answers.lead', 'answers.field'])
    .distinct();
  const [posted, wrong] = await Promise.all([
    q.selectFrom(had.as('had')).select(['field', count]).groupBy('field').execute(),
    q
      .selectFrom('leads')
      .where('rep_verdict_kind', '=', 'rejected')
      .where('offered_at', '>=', since)
      .where(wrongField, 'is not', null)
      .select([wrongField.as('field'), count])
      .groupBy(wrongField)
      .execute(),
  ]);
  const wrongOf = new Map(wrong.map(({ field, count: times }) => [field, times]));
  return posted
    .map(({ field, count: times }) => ({ field, posted: times, wrong: wrongOf.get(field) ?? 0 }))
    .sort((a, b) => b.wrong / b.posted - a.wrong / a.posted || (a.field < b.field ? -1 : 1));
}
