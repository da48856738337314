// What became of the leads of a year and a quarter, a week of them at a time, so that nobody waits for all of them.
import { sql } from 'kysely';
import { type DealHistory, type DealSum, dealHistory, type Fate, knownWeeks, ripeWeeks } from '../core/deal-history.ts';
import { importChannel } from '../core/imported.ts';
import { bandWidth } from '../core/report.ts';
import type { Reader } from './db.ts';
import { jsonAt } from './json-at.ts';
import { ofTeam, sourceOf, within } from './report-facts.ts';

/** `sdr`: the channels of SDRs; null where these are not told apart. */
type Of = { team: string | null; sdr: readonly string[] | null; now: string };

const weekMs = 7 * 86_400_000;

export async function readDealHistory(reader: Reader, of: Of): Promise<DealHistory> {
  const { q } = reader;
  const deal = await q.selectFrom('leads').select('id').where('deal', 'is not', null).limit(1).executeTakeFirst();
  if (deal === undefined) return dealHistory([], { sums: [], hasDeals: false });
  const back = (weeks: number) => new Date(Date.parse(of.now) - weeks * weekMs).toISOString();
  const fates: Fate[] = [];
  for (let weeks = 0; weeks < ripeWeeks + knownWeeks; weeks++) {
    const span = { from: back(weeks + 1), until: back(weeks) };
    const isRipe = weeks >= ripeWeeks;
    fates.push(...(await readFates(reader, { ...of, span })).map((row) => ({ ...row, isRipe })));
  }
  const sums = await readSums(reader, { ...of, since: back(ripeWeeks + knownWeeks) });
  return dealHistory(fates, { sums, hasDeals: true });
}

const isPast = sql`(leads.channel = ${sql.lit(importChannel)})`;
const isOpen = (kind: Reader['kind']) => sql`coalesce(${jsonAt(kind, 'deal', 'state')}, '') = 'open'`;
/** Of the time before Baton: what reps judged then is known, but nobody tells how a deal goes on that a file left open. */
const isJudgedPast = (kind: Reader['kind']) =>
  sql`(${isPast} and rep_verdict_kind in ('claimed', 'rejected') and not ${isOpen(kind)})`;
/** Neither Baton nor an SDR of now brought what was imported. */
const cameBy = (kind: Reader['kind'], sdr: Of['sdr']) =>
  sql`case when ${isPast} then ${sql.lit(importChannel)} else ${sourceOf(kind, sdr ?? [])} end`;

type Row = Omit<Fate, 'isRipe' | 'met' | 'isDeal'> & { met: number; isDeal: number };

async function readFates(
  { kind, q }: Reader,
  { team, sdr, span }: Of & { span: { from: string; until: string } },
): Promise<Omit<Fate, 'isRipe'>[]> {
  const width = sql.lit(bandWidth);
  // Hidden from SQLite, which would go by kind and not by lead.
  const of = sql`coalesce(events.kind, '')`;
  const deal = jsonAt(kind, 'deal', 'state');
  const { rows } = await sql<Row>`
    with given as (
      select state, verdict, deal, rep_verdict_kind, ${isPast} as past, ${cameBy(kind, sdr)} as source,
        case when ${isPast} then case when leads.reasons <> '[]' then leads.score end
          when ${jsonAt(kind, 'offer', 'why')} = 'qualified' then (
          select cast(${jsonAt(kind, 'events.data', 'score')} as integer) from events
          where events.lead = leads.id and ${of} = 'offered' order by events.seq desc limit 1) end as score,
        case when ${jsonAt(kind, 'booking', 'outcome')} = 'held' and ${isPast}
          or exists (select 1 from events where events.lead = leads.id and ${of} = 'met') then 1 else 0 end as met
      from leads where (offered_at is not null or ${isJudgedPast(kind)}) and erased_at is null
        and ${within(span, 'leads.created_at')} and ${ofTeam(team)}),
    told as (
      select case when score >= 100 - ${width} then 100 - ${width} else score / ${width} * ${width} end as band,
        source, case when rep_verdict_kind in ('claimed', 'rejected') then rep_verdict_kind end as verdict, met,
        case when deal is null then 0 else 1 end as "isDeal",
        case when ${deal} = 'won' then 'won' when ${deal} = 'open' then 'open' when ${deal} = 'lost' or past then 'over'
          when state in ('offered', 'claimed') and coalesce(verdict, '') = 'qualified' then 'playing'
          when state = 'booked' or (state = 'closed' and met = 1) then 'playing' else 'over' end as "end"
      from given)
    select band, source, verdict, met, "isDeal", "end", cast(count(*) as integer) as n
    from told group by band, source, verdict, met, "isDeal", "end"`.execute(q);
  return rows.map((row) => ({ ...row, met: row.met === 1, isDeal: row.isDeal === 1 }));
}

/** Amounts that nobody knows, or of nothing, say nothing of the next one. */
async function readSums({ kind, q }: Reader, { team, sdr, since }: Of & { since: string }): Promise<DealSum[]> {
  const cents = sql`case when cast(${jsonAt(kind, 'deal', 'amountCents')} as bigint) > 0
    then cast(${jsonAt(kind, 'deal', 'amountCents')} as bigint) end`;
  const { rows } = await sql<DealSum>`
    with dealt as (
      select ${jsonAt(kind, 'deal', 'state')} as state, ${cameBy(kind, sdr)} as source,
        ${jsonAt(kind, 'deal', 'currency')} as currency, ${cents} as cents
      from leads where deal is not null and erased_at is null and created_at >= ${since} and ${ofTeam(team)}
        and not (${isPast} and ${isOpen(kind)})),
    ranked as (
      select *, row_number() over (partition by state, source, currency order by case when cents is null then 1 else 0 end, cents) as nth,
        count(cents) over (partition by state, source, currency) as total
      from dealt where state in ('won', 'open'))
    select state, source, currency, cast(count(*) as integer) as "of", cast(count(cents) as integer) as amounts,
      cast(coalesce(sum(cents), 0) as double precision) as cents,
      cast(coalesce(sum(cast(cents as double precision) * cents), 0) as double precision) as squares,
      cast(avg(case when nth in ((total + 1) / 2, (total + 2) / 2) then cents end) as double precision) as "medianCents"
    from ranked group by state, source, currency`.execute(q);
  return rows;
}
