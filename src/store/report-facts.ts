// What the report of a week counts, as rows: one for each lead and number. What a verdict is worth is told by the events of its
// week alone, so a week that is over is counted the same whenever it is asked for.
import { type RawBuilder, sql } from 'kysely';
import type { EventKind } from '../core/event.ts';
import { importChannel } from '../core/imported.ts';
import type { Week } from '../core/report.ts';
import type { Reader } from './db.ts';
import { isHeldRow } from './held.ts';
import { jsonAt, jsonLength } from './json-at.ts';

type Time = Pick<Week, 'from' | 'until'>;

/** Null where nobody has judged the lead yet. */
export const teamOfLead = sql`coalesce(leads.team, leads.bar_team)`;
export const ofTeam = (team: string | null) => (team === null ? sql`true` : sql`${teamOfLead} = ${team}`);
export const within = ({ from, until }: Time, at = 'at') =>
  sql`${sql.ref(at)} >= ${from} and ${sql.ref(at)} < ${until}`;
const list = (kinds: readonly string[]) => sql.join(kinds.map((kind) => sql.lit(kind)));

/**
 * Verdicts of the week. A round is what happens between an offer, a release or a passing on and the next one. Within it,
 * `depth` counts verdicts up and undoing down, so that one still stands if the depth never falls below its own again. A lead
 * that was released or passed on has lost the claim that it had.
 */
export function verdicts(kind: Reader['kind'], week: Time): RawBuilder<unknown> {
  const counted = ['offered', 'claimed', 'rejected', 'nurtured', 'undone', 'misrouted', 'reassigned', 'released'];
  const given = list(['claimed', 'rejected', 'nurtured', 'reassigned']);
  const isFirst = sql`${jsonAt(kind, 'data', 'from', 'id')} is null`;
  return sql`
    steps as materialized (
      select seq, lead, kind, "by", data,
        sum(case when kind in ('offered', 'misrouted', 'released') then 1 else 0 end)
          over (partition by lead order by seq) as round,
        case when kind = 'undone' then -1
          when kind in ('claimed', 'rejected', 'nurtured') then 1
          when kind = 'reassigned' and ${isFirst} then 1 else 0 end as change
      from events
      where kind in (${list(counted)}) and ${within(week)} and lead is not null
        and not (kind = 'nurtured' and "by" = 'baton')),
    depths as (select *, sum(change) over (partition by lead, round order by seq) as depth from steps),
    lowest as (
      select *, min(depth) over (partition by lead, round order by seq
        rows between current row and unbounded following) as lowest_depth from depths),
    kept as materialized (select * from lowest where kind in (${given}) and depth <= lowest_depth),
    lost as materialized (select lead, round - 1 as round from steps where kind in ('misrouted', 'released')),
    standing as materialized (
      select kept.*, row_number() over (partition by kept.lead order by kept.seq desc) as nth
      from kept left join lost on lost.lead = kept.lead and lost.round = kept.round
      where lost.lead is null)`;
}

const moved = ['cql-lost', 'cql-regained', 'at-risk'];

/** What became of the week's deals; another amount of the same one is not told again, but its money is. */
export function deals(kind: Reader['kind'], week: Time): RawBuilder<unknown> {
  const cents = (...path: string[]) => sql`cast(${jsonAt(kind, 'data', ...path)} as bigint)`;
  const rep = jsonAt(kind, 'data', 'rep');
  return sql`
    dealt as materialized (
      select seq, lead, kind, ${rep} as rep, coalesce(${jsonAt(kind, 'data', 'was', 'state')}, '') as was,
        coalesce(${jsonAt(kind, 'data', 'currency')}, '') as currency, ${cents('amountCents')} as cents,
        coalesce(${jsonAt(kind, 'data', 'was', 'currency')}, '') as was_currency,
        ${cents('was', 'amountCents')} as was_cents
      from events where kind in ('opportunity', 'won', 'lost') and ${within(week)} and lead is not null)`;
}

/** One row for each lead and number: who had to do with it, the reason of a rejection, how long it took or what it came to. */
export function facts(kind: Reader['kind'], week: Time): RawBuilder<unknown> {
  const none = sql`cast(null as text)`;
  const nothing = sql`cast(null as bigint)`;
  const ms = sql`cast(${jsonAt(kind, 'data', 'afterMs')} as bigint)`;
  const host = jsonAt(kind, 'data', 'hosts', 0);
  const told = list(['offered', 'reopened', 'booked', 'met', 'missed', 'cancelled', 'slot-lost', ...moved]);
  const to = jsonAt(kind, 'data', 'to', 'id');
  const last = (of: EventKind) => sql`select lead, max(seq) as seq from events
    where kind = ${sql.lit(of)} and ${within(week)} and lead is not null group by lead`;
  return sql`
    select 'conversations' as metric, id as lead, ${none} as rep, ${none} as detail, ${nothing} as value
      from leads where ${within(week, 'created_at')} and channel <> ${sql.lit(importChannel)} and not ${isHeldRow}
    union all select kind, lead, ${host}, ${none}, ${nothing} from (
      select kind, lead, data, row_number() over (partition by kind, lead order by seq desc) as nth
      from events where kind in (${told}) and ${within(week)} and lead is not null) as last_told where nth = 1
    union all select 'qualified', lead, ${none}, ${none}, ${nothing}
      from events where kind = 'offered' and ${within(week)} and ${jsonAt(kind, 'data', 'why')} = 'qualified'
      group by lead
    union all select 'borderline', lead, ${none}, ${none}, ${nothing}
      from events where kind = 'nurtured' and "by" = 'baton' and ${within(week)} group by lead
    union all select case when kind in ('claimed', 'reassigned') then 'accepted' else kind end, lead,
        case when kind = 'reassigned' then ${to} else "by" end,
        case when kind = 'rejected' then ${jsonAt(kind, 'data', 'reason')} end, ${nothing}
      from standing where nth = 1
    union all select 'waiting', given.lead, ${none}, ${none}, ${nothing}
      from (${last('offered')}) as given
        left join standing on standing.lead = given.lead and standing.nth = 1 and standing.seq > given.seq
        left join (${last('booked')}) as booked on booked.lead = given.lead and booked.seq > given.seq
      where standing.lead is null and booked.lead is null
    union all select 'toClaim', lead, "by", ${none}, ${ms}
      from kept where kind = 'claimed' and ${ms} is not null
    union all select 'toTouch', lead, "by", ${none}, ${ms}
      from events where kind = 'touched' and ${within(week)} and ${ms} is not null
    union all select 'reasked', lead, max("by"), ${none}, ${nothing}
      from events where kind = 'touched' and ${within(week)} and ${jsonLength(kind, 'data', 'reasked')} > 0
      group by lead
    union all select kind, lead, rep, ${none}, ${nothing} from (
      select *, row_number() over (partition by kind, lead order by seq desc) as nth
      from dealt where was <> case when kind = 'opportunity' then 'open' else kind end) as became where nth = 1
    union all select 'money', lead, rep, currency, cents from dealt where kind = 'won' and cents is not null
    union all select 'money', lead, rep, was_currency, -was_cents
      from dealt where was = 'won' and was_cents is not null`;
}

/** By the way they came in, or by what the CRM says of them. */
export function sourceOf(kind: Reader['kind'], sdr: readonly string[]): RawBuilder<unknown> {
  const isSdr = sql`coalesce(${jsonAt(kind, 'leads.crm', 'bySdr')}, ${sql.lit(kind === 'sqlite' ? 0 : 'false')})`;
  const said = sql`${isSdr} = ${sql.lit(kind === 'sqlite' ? 1 : 'true')}`;
  const cameIn = sdr.length === 0 ? said : sql`(${said} or leads.channel in (${sql.join(sdr)}))`;
  return sql`case when ${cameIn} then 'sdr' else 'agent' end`;
}
