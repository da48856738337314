// The counts behind the read API and the digest. An accept is a lead whose last verdict by a rep is a claim.
import { sql } from 'kysely';
import type { Reader } from './db.ts';

export type Stats = {
  leads: { state: string; verdict: string | null; count: number }[];
  events: { kind: string; count: number }[];
  refusals: { reason: string; count: number }[];
  accepts: number;
  rejects: number;
  /** Of the leads that reps accepted or rejected, the accepted share; null before the first verdict. */
  acceptRate: number | null;
};

const count = sql<number>`cast(count(*) as integer)`.as('count');

export async function getStats({ q }: Reader): Promise<Stats> {
  const leads = await q
    .selectFrom('leads')
    .select(['state', 'verdict', count])
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
    .groupBy('rep_verdict_kind')
    .execute();
  const of = (kind: string) => verdicts.find((verdict) => verdict.kind === kind)?.count ?? 0;
  const [accepts, rejects] = [of('claimed'), of('rejected')];
  const acceptRate = accepts + rejects === 0 ? null : accepts / (accepts + rejects);
  return { leads, events, refusals, accepts, rejects, acceptRate };
}
