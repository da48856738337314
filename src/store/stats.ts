// The counts behind the read API and the digest. An accept is a lead whose last verdict by a rep is a claim. What was imported
// is no work of Baton's, and counts nowhere here.
import { type RawBuilder, sql } from 'kysely';
import { importChannel } from '../core/imported.ts';
import { type BookingStats, bookingStats } from './booking-stats.ts';
import type { Reader } from './db.ts';
import { type WidgetFunnel, widgetFunnel } from './widget-counts.ts';

export type Stats = {
  leads: { state: string; verdict: string | null; count: number }[];
  events: { kind: string; count: number }[];
  refusals: { reason: string; count: number }[];
  accepts: number;
  rejects: number;
  /** Of the leads that reps accepted or rejected, the accepted share; null before the first verdict. */
  acceptRate: number | null;
  claims: ClaimStats;
  touches: TouchStats;
  booking: BookingStats;
  /** What the model did and cost, from the turns that were kept. Cached tokens are part of the input. */
  model: ModelStats;
  widget: WidgetFunnel;
};

/** What interviewers claimed: how much of it the visitor had not said, before the check and after it. */
export type ClaimStats = {
  made: number;
  refused: number;
  /** Refused of made: what would be on cards without the check. Null before the first claim. */
  rate: number | null;
  /** Answers that passed the check and that reps called wrong when they rejected the lead. */
  reported: number;
  rateAfter: number | null;
};

/** First lines of reps that reached the visitor after a claim. */
export type TouchStats = {
  made: number;
  /** From the claim to that line, on average; null before the first. */
  averageMs: number | null;
  /** Of these, how many asked for something the visitor had said already. */
  reasked: number;
};

export type ModelStats = {
  turns: number;
  /** Turns the guided interviewer took because the model could not. */
  fellBack: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
};

const count = sql<number>`cast(count(*) as integer)`.as('count');

export async function getStats(reader: Reader): Promise<Stats> {
  const { q } = reader;
  const leads = await q
    .selectFrom('leads')
    .select(['state', 'verdict', count])
    .where('channel', '<>', importChannel)
    .groupBy(['state', 'verdict'])
    .orderBy('state')
    .orderBy('verdict')
    .execute();
  const events = await q.selectFrom('events').select(['kind', count]).groupBy('kind').orderBy('kind').execute();
  const refusals = await q
    .selectFrom('refusals')
    .select(['reason', count])
    .groupBy('reason')
    .orderBy('reason')
    .execute();
  const verdicts = await q
    .selectFrom('leads')
    .select(['rep_verdict_kind as kind', count])
    .where('channel', '<>', importChannel)
    .groupBy('rep_verdict_kind')
    .execute();
  const of = (kind: string) => verdicts.find((verdict) => verdict.kind === kind)?.count ?? 0;
  const [accepts, rejects] = [of('claimed'), of('rejected')];
  const acceptRate = accepts + rejects === 0 ? null : accepts / (accepts + rejects);
  return {
    leads,
    events,
    refusals,
    accepts,
    rejects,
    acceptRate,
    claims: await claimStats(reader),
    touches: await touchStats(reader),
    booking: await bookingStats(reader),
    model: await modelStats(reader),
    widget: await widgetFunnel(reader),
  };
}

/** An answer is a claim that passed the check: there is no other way to become one. */
async function claimStats({ kind, q }: Reader): Promise<ClaimStats> {
  const wrongField =
    kind === 'sqlite' ? sql`json_extract(rep_verdict, '$.wrongField')` : sql`(rep_verdict::jsonb ->> 'wrongField')`;
  const [kept, refused, reported] = await Promise.all([
    q.selectFrom('answers').select(count).executeTakeFirstOrThrow(),
    q.selectFrom('refusals').select(count).executeTakeFirstOrThrow(),
    q
      .selectFrom('leads')
      .where('rep_verdict_kind', '=', 'rejected')
      .where(wrongField, 'is not', null)
      .select(count)
      .executeTakeFirstOrThrow(),
  ]);
  const made = kept.count + refused.count;
  const rate = made === 0 ? null : refused.count / made;
  const rateAfter = kept.count === 0 ? null : reported.count / kept.count;
  return { made, refused: refused.count, rate, reported: reported.count, rateAfter };
}

async function touchStats({ kind, q }: Reader): Promise<TouchStats> {
  const afterMs = kind === 'sqlite' ? sql`json_extract(data, '$.afterMs')` : sql`(data::jsonb ->> 'afterMs')`;
  const reasked =
    kind === 'sqlite'
      ? sql`json_array_length(data, '$.reasked') > 0`
      : sql`jsonb_array_length(data::jsonb -> 'reasked') > 0`;
  return q
    .selectFrom('events')
    .where('kind', '=', 'touched')
    .select([
      sql<number>`cast(count(*) as integer)`.as('made'),
      sql<number | null>`cast(avg(cast(${afterMs} as double precision)) as double precision)`.as('averageMs'),
      sql<number>`cast(coalesce(sum(case when ${reasked} then 1 else 0 end), 0) as integer)`.as('reasked'),
    ])
    .executeTakeFirstOrThrow();
}

async function modelStats({ kind, q }: Reader): Promise<ModelStats> {
  const part = (...path: string[]) =>
    kind === 'sqlite'
      ? sql`json_extract(data, ${`$.${path.join('.')}`})`
      : sql`(data::jsonb #>> ${sql.lit(`{${path.join(',')}}`)}::text[])`;
  const whole = (of: RawBuilder<unknown>) => sql<number>`coalesce(cast(sum(${of}) as double precision), 0)`;
  const tokens = (name: string) => whole(sql`cast(${part('usage', name)} as bigint)`);
  const row = await q
    .selectFrom('events')
    .where('kind', '=', 'answered')
    .select([
      whole(sql`case when ${part('interviewer')} <> 'guided' then 1 else 0 end`).as('turns'),
      whole(sql`case when ${part('fellBack')} is not null then 1 else 0 end`).as('fellBack'),
      tokens('input').as('inputTokens'),
      tokens('cached').as('cachedTokens'),
      tokens('output').as('outputTokens'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}
