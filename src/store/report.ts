// The weekly report, counted in the database: only sums come out of it, however many leads there are. What a verdict is worth
// is told by the events of its week alone, so a week that is over is counted the same whenever it is asked for.
import { type RawBuilder, sql } from 'kysely';
import type { EventKind } from '../core/event.ts';
import { weekName } from '../core/iso-week.ts';
import type { Playbook } from '../core/playbook.ts';
import {
  bandWidth,
  type Claims,
  type Dimension,
  dimensions,
  type Figures,
  figuresOf,
  groupsOf,
  type Lane,
  mostPages,
  otherPages,
  type Report,
  type Tallied,
  type Week,
  type WeekFigures,
  weekSpan,
  weeksBefore,
} from '../core/report.ts';
import type { Told } from '../core/report-view.ts';
import { amnesiaOf } from './amnesia.ts';
import { readTeamBars } from './bars.ts';
import { curationOf } from './curation.ts';
import type { Reader } from './db.ts';
import { readExperiments } from './experiments.ts';
import { jsonAt, jsonLength } from './json-at.ts';
import { repNames } from './rep.ts';

/** `form`: the channels of the form lane, if it is told apart. */
type Asked = { week: number; zone: string; team: string | null; now: string; form?: readonly string[] };
type Time = Pick<Week, 'from' | 'until'>;
type Of = Time & { team: string | null; form: readonly string[] };

/** What somebody reads of a week: with where the bars stand now, and what the reps in it are called. */
export async function readTold(
  reader: Reader,
  { week, team, playbook, now }: { week: number; team: string | null; playbook: Playbook; now: string },
): Promise<Told> {
  const report = await readReport(reader, { week, zone: playbook.zone, team, now, form: playbook.lanes.form });
  const names = await repNames(
    reader,
    report.by.rep.flatMap(({ key }) => key ?? []),
  );
  const { from, until } = report;
  const amnesia = await amnesiaOf(reader, { from, until, team, playbook, now });
  const curation = team === null ? await curationOf(reader, week, playbook) : null;
  const experiments = team === null ? await readExperiments(reader, { playbook, now }) : [];
  const bars = await readTeamBars(reader, { playbook, now });
  return { report, readAt: now, bars, names, playbook, amnesia, curation, experiments };
}

export async function readReport(reader: Reader, { week, zone, team, now, form = [] }: Asked): Promise<Report> {
  const span = weekSpan(week, zone);
  const told = form.length === 0 ? dimensions.filter((dim) => dim !== 'lane') : dimensions;
  const { by, ...figures } = await readWeek(reader, { ...span, team, form }, told);
  const firstAt = await firstLeadAt(reader);
  const before: WeekFigures[] = [];
  for (let past = week - 1; past >= week - weeksBefore; past--) {
    const earlier = weekSpan(past, zone);
    if (firstAt === null || firstAt >= earlier.until) break;
    const { by: _, ...numbers } = await readWeek(reader, { ...earlier, team, form }, []);
    before.push(numbers);
  }
  return { ...figures, zone, team, isOver: span.until <= now, by, before };
}

async function firstLeadAt({ q }: Reader): Promise<string | null> {
  const row = await q.selectFrom('leads').select('created_at').orderBy('created_at').limit(1).executeTakeFirst();
  return row?.created_at ?? null;
}

type Row = Tallied & { dim: Dimension | 'all'; key: string | null };

/** Any time, for the two lanes: counted like a week. */
export async function readLanes(
  reader: Reader,
  of: Time & { form: readonly string[] },
): Promise<Record<Lane, Figures>> {
  const rows = await tally(reader, { ...of, team: null }, ['lane']);
  const figures = (lane: Lane) => figuresOf(rows.filter(({ key }) => key === lane));
  return { form: figures('form'), chat: figures('chat') };
}

async function readWeek(reader: Reader, of: Of & Week, dims: readonly Dimension[]) {
  const { week, from, until } = of;
  const rows = await tally(reader, of, dims);
  const groups = (dim: Dimension) => groupsOf(rows.filter((row) => row.dim === dim));
  return {
    week,
    name: weekName(week),
    from,
    until,
    all: figuresOf(rows.filter(({ dim }) => dim === 'all')),
    claims: await readClaims(reader, of),
    by: Object.fromEntries(dimensions.map((dim) => [dim, groups(dim)])) as unknown as Report['by'],
  };
}

/** Null where nobody has judged the lead yet. */
const teamOfLead = sql`coalesce(leads.team, leads.bar_team)`;
const ofTeam = (team: string | null) => (team === null ? sql`true` : sql`${teamOfLead} = ${team}`);
const within = ({ from, until }: Time, at = 'at') => sql`${sql.ref(at)} >= ${from} and ${sql.ref(at)} < ${until}`;
const list = (kinds: readonly string[]) => sql.join(kinds.map((kind) => sql.lit(kind)));

async function tally({ kind, q }: Reader, of: Of, dims: readonly Dimension[]): Promise<Row[]> {
  const parts = [null, ...dims].map((dim) => countedBy(dim, of.form));
  const { rows } = await sql<Row>`
    with ${verdicts(kind, of)}, facts as materialized (${facts(kind, of)}), ${placed(kind, of, dims)}
    ${sql.join(parts, sql` union all `)}`.execute(q);
  return rows;
}

/**
 * Verdicts of the week. A round is what happens between an offer, a release or a passing on and the next one. Within it,
 * `depth` counts verdicts up and undoing down, so that one still stands if the depth never falls below its own again. A lead
 * that was released or passed on has lost the claim that it had.
 */
function verdicts(kind: Reader['kind'], week: Time): RawBuilder<unknown> {
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

/** One row for each lead and number: who had to do with it, the reason of a rejection, how long it took. */
function facts(kind: Reader['kind'], week: Time): RawBuilder<unknown> {
  const none = sql`cast(null as text)`;
  const noMs = sql`cast(null as bigint)`;
  const ms = sql`cast(${jsonAt(kind, 'data', 'afterMs')} as bigint)`;
  const host = jsonAt(kind, 'data', 'hosts', 0);
  const told = list(['offered', 'reopened', 'booked', 'met', 'missed', 'cancelled', 'slot-lost', ...moved]);
  const to = jsonAt(kind, 'data', 'to', 'id');
  const last = (of: EventKind) => sql`select lead, max(seq) as seq from events
    where kind = ${sql.lit(of)} and ${within(week)} and lead is not null group by lead`;
  return sql`
    select 'conversations' as metric, id as lead, ${none} as rep, ${none} as detail, ${noMs} as ms
      from leads where ${within(week, 'created_at')}
    union all select kind, lead, ${host}, ${none}, ${noMs} from (
      select kind, lead, data, row_number() over (partition by kind, lead order by seq desc) as nth
      from events where kind in (${told}) and ${within(week)} and lead is not null) as last_told where nth = 1
    union all select 'qualified', lead, ${none}, ${none}, ${noMs}
      from events where kind = 'offered' and ${within(week)} and ${jsonAt(kind, 'data', 'why')} = 'qualified'
      group by lead
    union all select 'borderline', lead, ${none}, ${none}, ${noMs}
      from events where kind = 'nurtured' and "by" = 'baton' and ${within(week)} group by lead
    union all select case when kind in ('claimed', 'reassigned') then 'accepted' else kind end, lead,
        case when kind = 'reassigned' then ${to} else "by" end,
        case when kind = 'rejected' then ${jsonAt(kind, 'data', 'reason')} end, ${noMs}
      from standing where nth = 1
    union all select 'waiting', given.lead, ${none}, ${none}, ${noMs}
      from (${last('offered')}) as given
        left join standing on standing.lead = given.lead and standing.nth = 1 and standing.seq > given.seq
        left join (${last('booked')}) as booked on booked.lead = given.lead and booked.seq > given.seq
      where standing.lead is null and booked.lead is null
    union all select 'toClaim', lead, "by", ${none}, ${ms}
      from kept where kind = 'claimed' and ${ms} is not null
    union all select 'toTouch', lead, "by", ${none}, ${ms}
      from events where kind = 'touched' and ${within(week)} and ${ms} is not null
    union all select 'reasked', lead, max("by"), ${none}, ${noMs}
      from events where kind = 'touched' and ${within(week)} and ${jsonLength(kind, 'data', 'reasked')} > 0
      group by lead`;
}

/** Each with what is known of its lead; the score is looked for only where it is asked for. */
function placed(kind: Reader['kind'], { team, until }: Of, dims: readonly Dimension[]): RawBuilder<unknown> {
  const band = dims.includes('band') ? bandOf(kind, until) : sql`cast(null as text)`;
  return sql`
    whole as materialized (
      select facts.*, ${teamOfLead} as team, leads.channel, ${band} as band,
        ${pathOf(kind, jsonAt(kind, 'leads.page', 'url'))} as page
      from facts join leads on leads.id = facts.lead where ${ofTeam(team)}),
    visited as (
      select page from whole where metric = 'conversations' and page is not null
      group by page order by count(*) desc, page limit ${sql.lit(mostPages)})`;
}

/** Of the score that people got it with before the week was over, else of what the conversation had come to: what became of it later counts nowhere. */
function bandOf(kind: Reader['kind'], until: string): RawBuilder<unknown> {
  const score = sql`cast(${jsonAt(kind, 'events.data', 'score')} as integer)`;
  const band = sql`case when ${score} >= 100 - ${sql.lit(bandWidth)} then 100 - ${sql.lit(bandWidth)}
    else ${score} / ${sql.lit(bandWidth)} * ${sql.lit(bandWidth)} end`;
  // Hidden from SQLite, which would go by kind and not by lead.
  const [of, at] = [sql`coalesce(events.kind, '')`, sql`coalesce(events.at, '')`];
  return sql`(select cast(${band} as text) from events
    where events.lead = leads.id and ${of} in ('offered', 'answered') and ${at} < ${until}
    order by case when events.kind = 'offered' then 0 else 1 end, events.seq desc limit 1)`;
}

/** Of an address: without its query, so that visitors from two campaigns came to one page. */
function pathOf(kind: Reader['kind'], url: RawBuilder<unknown>): RawBuilder<unknown> {
  const find = sql.raw(kind === 'sqlite' ? 'instr' : 'strpos');
  const until = (text: RawBuilder<unknown>, end: string) =>
    sql`substr(${text}, 1, ${find}(${text} || ${sql.lit(end)}, ${sql.lit(end)}) - 1)`;
  const plain = until(until(url, '#'), '?');
  const place = sql`substr(${plain}, ${find}(${plain}, '://') + 3)`;
  const path = sql`rtrim(substr(${place}, ${find}(${place} || '/', '/')), '/')`;
  return sql`case when ${path} = '' then '/' else ${path} end`;
}

const keys: Record<Exclude<Dimension, 'lane'>, RawBuilder<unknown>> = {
  team: sql`team`,
  rep: sql`rep`,
  channel: sql`channel`,
  page: sql`case when page is null or page in (select page from visited) then page else ${sql.lit(otherPages)} end`,
  band: sql`band`,
};

function laneOf(form: readonly string[]): RawBuilder<unknown> {
  if (form.length === 0) return sql`cast('chat' as text)`;
  return sql`case when channel in (${sql.join(form)}) then 'form' else 'chat' end`;
}

function countedBy(dim: Dimension | null, form: readonly string[]): RawBuilder<unknown> {
  const name = sql.lit(dim ?? 'all');
  const key = dim === null ? sql`cast(null as text)` : dim === 'lane' ? laneOf(form) : keys[dim];
  const known = dim === 'rep' ? sql`rep is not null` : sql`true`;
  return sql`
    select ${name} as dim, key, metric, detail, cast(count(*) as integer) as n,
        null as "medianMs", null as "p90Ms"
      from (select ${key} as key, metric, detail from whole where ms is null and ${known}) as counted
      group by key, metric, detail
    union all
    select ${name}, key, metric, null, cast(count(*) as integer),
        cast(avg(case when nth in ((total + 1) / 2, (total + 2) / 2) then ms end) as double precision),
        cast(max(case when nth = (9 * total + 9) / 10 then ms end) as double precision)
      from (
        select key, metric, ms, row_number() over (partition by key, metric order by ms) as nth,
          count(*) over (partition by key, metric) as total
        from (select ${key} as key, metric, ms from whole where ms is not null and ${known}) as timed) as ranked
      group by key, metric`;
}

async function readClaims({ kind, q }: Reader, of: Of): Promise<Claims> {
  const kept = sql`cast(coalesce(sum(${jsonLength(kind, 'events.data', 'fields')}), 0) as integer)`;
  const { rows } = await sql<{ reason: string | null; n: number }>`
    select null as reason, ${kept} as n from events join leads on leads.id = events.lead
      where events.kind = 'answered' and ${within(of, 'events.at')} and ${ofTeam(of.team)}
    union all
    select refusals.reason, cast(count(*) as integer) from refusals join leads on leads.id = refusals.lead
      where ${within(of, 'refusals.at')} and ${ofTeam(of.team)} group by refusals.reason`.execute(q);
  const refusals = rows.flatMap(({ reason, n }) => (reason === null ? [] : [{ reason, n }]));
  const refused = refusals.reduce((sum, { n }) => sum + n, 0);
  const made = refused + rows.reduce((sum, { reason, n }) => (reason === null ? sum + n : sum), 0);
  const sorted = refusals.toSorted((a, b) => b.n - a.n || a.reason.localeCompare(b.reason));
  return { made, refused, reasons: Object.fromEntries(sorted.map(({ reason, n }) => [reason, n])) };
}
