// Everything that is stored, a page at a time, so that a file of any length is written with little memory. Whoever was erased
// is in none of it.
import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { LeadEvent } from '../core/event.ts';
import type { Exported } from '../core/export.ts';
import { type Imported, importChannel } from '../core/imported.ts';
import type { LeadId, LeadState } from '../core/lead.ts';
import type { Reader } from './db.ts';
import { jsonAt } from './json-at.ts';
import {
  rowToAnswer,
  rowToEvent,
  rowToLeadId,
  rowToLeadSummary,
  rowToMessage,
  rowToRefusal,
  textToImported,
} from './rows.ts';
import type { LeadRow } from './schema-leads.ts';

/** `until` excluded: of leads when they began, of events when they happened. */
export type ExportFilter = { since?: string; until?: string; state?: LeadState; team?: string };

const leadsAPage = 200;
const eventsAPage = 1_000;

/** In the order in which they began. */
export async function* leadsToExport(reader: Reader, filter: ExportFilter): AsyncGenerator<Exported> {
  await takeYourTime(reader);
  for (let last = ''; ; ) {
    let query = reader.q.selectFrom('leads').selectAll().where('leads.id', '>', last).where(isChosen(reader, filter));
    if (filter.since !== undefined) query = query.where('leads.created_at', '>=', filter.since);
    if (filter.until !== undefined) query = query.where('leads.created_at', '<', filter.until);
    const rows = await query.orderBy('leads.id').limit(leadsAPage).execute();
    yield* await whole(reader, rows);
    last = rows.at(-1)?.id ?? last;
    if (rows.length < leadsAPage) return;
  }
}

/** Those that are about no lead go only with all the others. */
export async function* eventsToExport(reader: Reader, filter: ExportFilter): AsyncGenerator<LeadEvent> {
  await takeYourTime(reader);
  const { since, until } = filter;
  for (let last = 0; ; ) {
    let query = reader.q
      .selectFrom('events')
      .leftJoin('leads', 'leads.id', 'events.lead')
      .selectAll('events')
      .where('events.seq', '>', last)
      .where(isChosen(reader, filter));
    if (since !== undefined) query = query.where('events.at', '>=', since);
    if (until !== undefined) query = query.where('events.at', '<', until);
    const rows = await query.orderBy('events.seq').limit(eventsAPage).execute();
    yield* rows.map(rowToEvent);
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < eventsAPage) return;
  }
}

/** Whoever reads the file may be slower than a transaction may otherwise wait. */
async function takeYourTime({ kind, q }: Reader): Promise<void> {
  if (kind === 'postgres') await sql`set local idle_in_transaction_session_timeout = 0`.execute(q);
}

function isChosen({ kind }: Reader, { state, team }: ExportFilter): RawBuilder<SqlBool> {
  const isThere = sql`leads.erased_at is null`;
  const isIn = state === undefined ? sql`true` : sql`leads.state = ${state}`;
  if (team === undefined) return sql<SqlBool>`${isThere} and ${isIn}`;
  // Only its event says whose an imported lead is.
  const imported = sql`(select ${jsonAt(kind, 'said.data', 'team')} from events as said
    where said.lead = leads.id and said.kind = 'imported' order by said.seq desc limit 1)`;
  return sql<SqlBool>`${isThere} and ${isIn} and coalesce(leads.team, leads.bar_team, ${imported}) = ${team}`;
}

async function whole(reader: Reader, rows: readonly Selectable<LeadRow>[]): Promise<Exported[]> {
  if (rows.length === 0) return [];
  const { q } = reader;
  const ids = rows.map(({ id }) => id);
  const messages = await q.selectFrom('messages').selectAll().where('lead', 'in', ids).orderBy('n').execute();
  const answers = await q.selectFrom('answers').selectAll().where('lead', 'in', ids).orderBy('n').execute();
  const refusals = await q.selectFrom('refusals').selectAll().where('lead', 'in', ids).orderBy('n').execute();
  const of = { messages: byLead(messages), answers: byLead(answers), refusals: byLead(refusals) };
  const imported = await importedFacts(
    reader,
    rows.filter(({ channel }) => channel === importChannel).map(rowToLeadId),
  );
  return rows.map((row) => {
    const { messageCount: _, ...summary } = rowToLeadSummary(row);
    const lead = {
      ...summary,
      messages: (of.messages.get(row.id) ?? []).map(rowToMessage),
      answers: (of.answers.get(row.id) ?? []).map(rowToAnswer),
      refused: (of.refusals.get(row.id) ?? []).map(rowToRefusal),
    };
    return { lead, imported: imported.get(lead.id) ?? null };
  });
}

const byLead = <Row extends { lead: string }>(rows: readonly Row[]) => Map.groupBy(rows, ({ lead }) => lead);

/** What the last file said of each. */
export async function importedFacts({ q }: Reader, ids: readonly LeadId[]): Promise<Map<LeadId, Imported>> {
  if (ids.length === 0) return new Map();
  const rows = await q
    .selectFrom('events')
    .select(['lead as id', 'data'])
    .where('lead', 'in', ids)
    .where('kind', '=', 'imported')
    .orderBy('seq')
    .execute();
  return new Map(rows.flatMap(({ id, data }) => (id === null ? [] : [[rowToLeadId({ id }), textToImported(data)]])));
}
