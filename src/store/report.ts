// The weekly report, counted in the database: only sums come out of it, however many leads there are.
import { type RawBuilder, sql } from 'kysely';
import { importChannel } from '../core/imported.ts';
import { weekName } from '../core/iso-week.ts';
import type { Playbook } from '../core/playbook.ts';
import { type Segments, sdrChannels } from '../core/playbook-digest.ts';
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
import { dayIn } from '../core/value.ts';
import { amnesiaOf } from './amnesia.ts';
import { readTeamBars } from './bars.ts';
import { curationOf } from './curation.ts';
import type { Reader } from './db.ts';
import { readDealHistory } from './deal-history.ts';
import { readExperiments } from './experiments.ts';
import { jsonAt, jsonLength } from './json-at.ts';
import { repNames } from './rep.ts';
import { deals, facts, ofTeam, sourceOf, teamOfLead, verdicts, within } from './report-facts.ts';
import { segmentOf } from './report-segments.ts';
import { widgetCountOf } from './widget-counts.ts';

/** `form`, `sdr`: the channels of the form lane and of SDRs; `segments`: by which answer; each if it is told apart. */
type Apart = { form?: readonly string[]; sdr?: readonly string[] | null; segments?: Segments | null };
type Asked = Apart & { week: number; zone: string; team: string | null; now: string };
type Time = Pick<Week, 'from' | 'until'>;
type Of = Time & Required<Apart> & { team: string | null };

/** What somebody reads of a week: with where the bars stand now, and what the reps in it are called. */
export async function readTold(
  reader: Reader,
  { week, team, playbook, now }: { week: number; team: string | null; playbook: Playbook; now: string },
): Promise<Told> {
  const { form } = playbook.lanes;
  const apart = { form, sdr: sdrChannels(playbook), segments: playbook.digest.segments ?? null };
  const report = await readReport(reader, { week, zone: playbook.zone, team, now, ...apart });
  const names = await repNames(
    reader,
    report.by.rep.flatMap(({ key }) => key ?? []),
  );
  const { from, until } = report;
  const amnesia = await amnesiaOf(reader, { from, until, team, playbook, now });
  const curation = team === null ? await curationOf(reader, week, playbook) : null;
  const experiments = team === null ? await readExperiments(reader, { playbook, now }) : [];
  const deals = await readDealHistory(reader, { team, sdr: apart.sdr, now });
  const bars = await readTeamBars(reader, { playbook, now });
  const days = { from: dayIn(playbook.zone, from), before: dayIn(playbook.zone, until) };
  const widget = team === null && playbook.widget !== undefined ? await widgetCountOf(reader, days) : null;
  return { report, readAt: now, bars, names, playbook, amnesia, curation, experiments, deals, widget };
}

export async function readReport(
  reader: Reader,
  { week, zone, team, now, form = [], sdr = null, segments = null }: Asked,
): Promise<Report> {
  const span = weekSpan(week, zone);
  const of = { team, form, sdr, segments };
  const isTold: Partial<Record<Dimension, boolean>> = {
    lane: form.length > 0,
    source: sdr !== null,
    segment: segments !== null,
  };
  const told = dimensions.filter((dim) => isTold[dim] ?? true);
  const { by, ...figures } = await readWeek(reader, { ...span, ...of }, told);
  const firstAt = await firstLeadAt(reader);
  const before: WeekFigures[] = [];
  for (let past = week - 1; past >= week - weeksBefore; past--) {
    const earlier = weekSpan(past, zone);
    if (firstAt === null || firstAt >= earlier.until) break;
    const { by: _, ...numbers } = await readWeek(reader, { ...earlier, ...of }, []);
    before.push(numbers);
  }
  return { ...figures, zone, team, isOver: span.until <= now, begunAt: firstAt, by, before };
}

async function firstLeadAt({ q }: Reader): Promise<string | null> {
  const own = q.selectFrom('leads').select('created_at').where('channel', '<>', importChannel);
  const row = await own.orderBy('created_at').limit(1).executeTakeFirst();
  return row?.created_at ?? null;
}

type Row = Tallied & { dim: Dimension | 'all'; key: string | null };

/** Any time, for the two lanes: counted like a week. */
export async function readLanes(
  reader: Reader,
  of: Time & { form: readonly string[] },
): Promise<Record<Lane, Figures>> {
  const rows = await tally(reader, { ...of, team: null, sdr: null, segments: null }, ['lane']);
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

async function tally({ kind, q }: Reader, of: Of, dims: readonly Dimension[]): Promise<Row[]> {
  const parts = [null, ...dims].map((dim) => countedBy(dim, of));
  const { rows } = await sql<Row>`
    with ${verdicts(kind, of)}, ${deals(kind, of)}, facts as materialized (${facts(kind, of)}), ${placed(kind, of, dims)}
    ${sql.join(parts, sql` union all `)}`.execute(q);
  return rows;
}

/** Each with what is known of its lead; the score is looked for only where it is asked for. */
function placed(
  kind: Reader['kind'],
  { team, until, sdr, segments }: Of,
  dims: readonly Dimension[],
): RawBuilder<unknown> {
  const none = sql`cast(null as text)`;
  const source = dims.includes('source') ? sourceOf(kind, sdr ?? []) : none;
  const segment = dims.includes('segment') && segments !== null ? segmentOf(kind, segments, until) : none;
  const band = dims.includes('band') ? bandOf(kind, until) : none;
  return sql`
    whole as materialized (
      select facts.*, ${teamOfLead} as team, leads.channel, ${band} as band, ${source} as source,
        ${segment} as segment,
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
  source: sql`source`,
  segment: sql`segment`,
  page: sql`case when page is null or page in (select page from visited) then page else ${sql.lit(otherPages)} end`,
  band: sql`band`,
};

function laneOf(form: readonly string[]): RawBuilder<unknown> {
  if (form.length === 0) return sql`cast('chat' as text)`;
  return sql`case when channel in (${sql.join(form)}) then 'form' else 'chat' end`;
}

function countedBy(dim: Dimension | null, { form }: Pick<Of, 'form'>): RawBuilder<unknown> {
  const name = sql.lit(dim ?? 'all');
  const key = dim === null ? sql`cast(null as text)` : dim === 'lane' ? laneOf(form) : keys[dim];
  const known = dim === 'rep' ? sql`rep is not null` : sql`true`;
  return sql`
    select ${name} as dim, key, metric, detail, cast(count(*) as integer) as n,
        null as sum, null as "medianMs", null as "p90Ms"
      from (select ${key} as key, metric, detail from whole where value is null and ${known}) as counted
      group by key, metric, detail
    union all
    select ${name}, key, metric, detail, cast(count(*) as integer), cast(sum(value) as double precision),
        cast(avg(case when nth in ((total + 1) / 2, (total + 2) / 2) then value end) as double precision),
        cast(max(case when nth = (9 * total + 9) / 10 then value end) as double precision)
      from (
        select key, metric, detail, value,
          row_number() over (partition by key, metric, detail order by value) as nth,
          count(*) over (partition by key, metric, detail) as total
        from (select ${key} as key, metric, detail, value from whole where value is not null and ${known}) as valued)
        as ranked
      group by key, metric, detail`;
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
