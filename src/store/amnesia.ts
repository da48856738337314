// Which conversations of a period somebody forgot. The database finds the few that may be: whoever waited longer by the clock
// than the working hours allow, and whoever was back; core/amnesia.ts says which are.
import { type RawBuilder, sql } from 'kysely';
import { type Amnesia, amnesiaFrom, asksAgain, isTrapped, type LastLine } from '../core/amnesia.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Reader } from './db.ts';
import { jsonAt } from './json-at.ts';
import { getLead } from './lead.ts';
import { rowToLeadId } from './rows.ts';

/** `until` excluded. `team` null: all of them. */
type Asked = { from: string; until: string; team: string | null; playbook: Playbook; now: string };

export async function amnesiaOf(reader: Reader, asked: Asked): Promise<Amnesia> {
  const all = await countAll(reader, asked);
  if (all === 0) return amnesiaFrom(0, new Set(), new Set());
  const trapped = await trappedOf(reader, asked);
  const forgotten = new Set([...(await reAskedOf(reader, asked)), ...(await startedAnew(reader, asked))]);
  return amnesiaFrom(all, trapped, forgotten);
}

/** The lines that visitors wrote in the period, by our clock. */
function wrote(kind: Reader['kind'], { from, until, team }: Asked): RawBuilder<unknown> {
  const ofTeam = team === null ? sql`true` : sql`coalesce(leads.team, leads.bar_team) = ${team}`;
  return sql`
    select events.lead, events.at, cast(${jsonAt(kind, 'events.data', 'message')} as integer) as n
    from events join leads on leads.id = events.lead
    where events.kind = 'received' and events.at >= ${from} and events.at < ${until}
      and leads.erased_at is null and ${ofTeam}`;
}

async function countAll({ kind, q }: Reader, asked: Asked): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select cast(count(distinct lead) as integer) as n from (${wrote(kind, asked)}) as wrote`.execute(q);
  return rows[0]?.n ?? 0;
}

/** Seconds between two moments, with whatever stands after the second. */
function seconds(kind: Reader['kind'], from: RawBuilder<unknown>, until: RawBuilder<unknown>): RawBuilder<number> {
  return kind === 'sqlite'
    ? sql`((julianday(${until}) - julianday(${from})) * 86400)`
    : sql`extract(epoch from (cast(${until} as timestamptz) - cast(${from} as timestamptz)))`;
}

async function trappedOf({ kind, q }: Reader, asked: Asked): Promise<Set<string>> {
  const { playbook, now } = asked;
  const isDropped =
    kind === 'sqlite'
      ? sql`exists (select 1 from json_each(leads.dropped) as gone where gone.value = ours.n)`
      : sql`leads.dropped::jsonb @> to_jsonb(ours.n)`;
  const endedAt = sql`coalesce(case when "answeredAt" < coalesce("closedAt", ${now}) then "answeredAt" end, "closedAt", ${now})`;
  const { rows } = await sql<LastLine & { lead: string }>`
    with wrote as (${wrote(kind, asked)}),
    last as (select *, row_number() over (partition by lead order by n desc) as nth from wrote),
    lines as (
      select last.lead, last.at, messages.text, coalesce(leads.team, leads.bar_team) as team,
        (select min(ours.at) from messages as ours
          where ours.lead = last.lead and ours.n > last.n and ours."from" <> 'visitor'
            and ours.n <= leads.delivered_up_to and not ${isDropped}) as "answeredAt",
        (select min(ends.at) from events as ends
          where ends.lead = last.lead and ends.at >= last.at
            and ends.kind in ('closed', 'quieted', 'rejected', 'nurtured')) as "closedAt"
      from last join leads on leads.id = last.lead
        join messages on messages.lead = last.lead and messages.n = last.n
      where last.nth = 1)
    select * from lines
    where ${seconds(kind, sql`at`, endedAt)} >= ${sql.lit(playbook.limits.answerHours * 3_600)}`.execute(q);
  return new Set(rows.filter((line) => isTrapped(line, { playbook, now })).map(({ lead }) => lead));
}

/** Of those who wrote again after a silence. */
async function reAskedOf(reader: Reader, asked: Asked): Promise<Set<string>> {
  const { kind, q } = reader;
  const { playbook } = asked;
  const silence = seconds(kind, sql`before.at`, sql`line.at`);
  const { rows } = await sql<{ id: string; back: number }>`
    select wrote.lead as id, min(wrote.n) as back from (${wrote(kind, asked)}) as wrote
      join messages as line on line.lead = wrote.lead and line.n = wrote.n
      join messages as before on before.lead = wrote.lead and before.n = wrote.n - 1
    where ${silence} > ${sql.lit(playbook.limits.silenceMinutes * 60)}
      and exists (select 1 from messages as later where later.lead = wrote.lead and later.n > wrote.n
        and (later."from" = 'rep' or later.asks is not null))
    group by wrote.lead`.execute(q);
  const found = new Set<string>();
  for (const { id, back } of rows) {
    const lead = await getLead(reader, rowToLeadId({ id }));
    if (lead !== undefined && asksAgain(lead, { back, playbook })) found.add(id);
  }
  return found;
}

/**
 * New conversations of whoever had told Baton something in an earlier one: by the id that their channel gives them, or by an
 * address. Where the conversation went on as the earlier lead, there is no new one; where what was told came along, it did not begin
 * from nothing. The rest did: whoever was kept apart, shares an address with others, or whom nobody could tell.
 */
async function startedAnew({ kind, q }: Reader, asked: Asked): Promise<Set<string>> {
  const { from, until, playbook } = asked;
  const emails = playbook.fields.flatMap(({ kind: of, id }) => (of === 'email' ? [sql.lit(id)] : []));
  const addressOf = (lead: string) => sql`lower(${jsonAt(kind, `${lead}.visitor`, 'email')})`;
  const told =
    emails.length === 0
      ? sql``
      : sql`union select fresh.id from fresh
          cross join answers as told cross join leads as earlier
          where ${address} = '"' || fresh.address || '"' and told.field in (${sql.join(emails)})
            and told.at < fresh.created_at and earlier.id = told.lead and ${isEarlier}`;
  const { rows } = await sql<{ id: string }>`
    with wrote as (${wrote(kind, asked)}),
    fresh as materialized (
      select id, channel, visitor_id, created_at, ${addressOf('leads')} as address from leads
      where created_at >= ${from} and created_at < ${until} and id in (select lead from wrote)
        and not exists (select 1 from answers where answers.lead = leads.id and answers.evidence like '{"kind":"carried"%'))
    select fresh.id from fresh join leads as earlier
      on earlier.visitor_id = fresh.visitor_id and earlier.channel = fresh.channel
    where ${isEarlier}
    union select fresh.id from fresh cross join leads as earlier
      where ${addressOf('earlier')} = fresh.address and ${isEarlier}
    ${told}`.execute(q);
  return new Set(rows.map(({ id }) => id));
}

/** As `answers_by_address` has it. */
const address = sql`told.value like '%@%' and substr(lower(told.value), 1, 256)`;

const isEarlier = sql`earlier.created_at < fresh.created_at and earlier.answer_count > 0
  and earlier.erased_at is null and earlier.id <> fresh.id`;
