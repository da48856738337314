// How far the visitors of each arm came, counted in the database. Whoever wrote in several conversations counts once, with the
// furthest they came: they are one draw, however often they come back.
import { sql } from 'kysely';
import { beginsAt, isRunning } from '../core/arms.ts';
import { type ArmCount, type ExperimentResult, experimentResult } from '../core/experiment-result.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Experiment } from '../core/playbook-experiments.ts';
import { widgetChannel } from '../core/widget-shown.ts';
import type { Reader } from './db.ts';
import { isHeldRow } from './held.ts';
import { jsonAt } from './json-at.ts';
import { widgetCountsByArm } from './widget-counts.ts';

type Page = Pick<Playbook, 'experiments' | 'zone'>;

/** Of every experiment on the page that has begun, also of one that is over. */
export async function readExperiments(
  reader: Reader,
  { playbook, now }: { playbook: Page; now: string },
): Promise<ExperimentResult[]> {
  const results: ExperimentResult[] = [];
  for (const experiment of playbook.experiments) {
    const from = beginsAt(experiment, playbook);
    if (from > now) continue;
    const { id, since, until = null } = experiment;
    const arms = await countArms(reader, experiment, from);
    results.push(experimentResult({ id, since, until, isRunning: isRunning(experiment, playbook, now), arms }));
  }
  return results;
}

/** A claim counts while it stands. Of people who were erased nothing is left to count. */
async function countArms(reader: Reader, { id, arms, since }: Experiment, from: string): Promise<ArmCount[]> {
  const { kind, q } = reader;
  const arm = jsonAt(kind, 'leads.arms', id);
  const { rows } = await sql<ArmCount & { wrote: number }>`
    with members as materialized (
      select id, ${arm} as arm, channel, visitor_id, case when rep_verdict_kind = 'claimed' then 1 else 0 end as claimed
      from leads where created_at >= ${from} and erased_at is null and ${arm} is not null and not ${isHeldRow}),
    reached as materialized (
      select lead,
        max(case when kind = 'offered' and ${jsonAt(kind, 'events.data', 'why')} = 'qualified' then 1 else 0 end) as qualified,
        max(case when kind = 'booked' then 1 else 0 end) as booked,
        max(case when kind = 'met' then 1 else 0 end) as met,
        max(case when kind = 'opportunity' then 1 else 0 end) as opportunity,
        max(case when kind = 'won' then 1 else 0 end) as won
      from events join members on members.id = events.lead
      where kind in ('offered', 'booked', 'met', 'opportunity', 'won') group by lead),
    visitors as (
      select arm, case when channel = ${widgetChannel} then 1 else 0 end as wrote,
        max(claimed) as claimed, max(coalesce(qualified, 0)) as qualified, max(coalesce(booked, 0)) as booked,
        max(coalesce(met, 0)) as met, max(coalesce(opportunity, 0)) as opportunity,
        max(coalesce(won, 0)) as won
      from members left join reached on reached.lead = members.id
      group by arm, channel, visitor_id)
    select arm as id, cast(count(*) as integer) as conversations,
      cast(sum(wrote) as integer) as wrote, cast(sum(qualified) as integer) as qualified,
      cast(sum(claimed) as integer) as claimed, cast(sum(booked) as integer) as booked, cast(sum(met) as integer) as met,
      cast(sum(opportunity) as integer) as opportunity, cast(sum(won) as integer) as won
    from visitors group by arm`.execute(q);
  const shown = await widgetCountsByArm(reader, { experiment: id, from: since });
  const none = { conversations: 0, qualified: 0, claimed: 0, booked: 0, met: 0, opportunity: 0, won: 0 };
  return arms.map((each) => {
    const { wrote = 0, ...counted } = rows.find((row) => row.id === each.id) ?? {};
    const { seen, opened } = shown.get(each.id) ?? { seen: 0, opened: 0 };
    // Where an extension of a browser keeps a page from being counted, the visitor writes all the same.
    const widget = { seen: Math.max(seen, opened, wrote), opened, wrote };
    return { ...none, ...counted, id: each.id, ...(shown.size > 0 && { widget }) };
  });
}
