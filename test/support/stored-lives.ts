// Puts lives into a database faster than Baton would, past its own door and a batch at a time, so that a year of a million
// leads is a matter of minutes and takes no more memory than a small one.
import Sqlite from 'better-sqlite3';
import type { Insertable } from 'kysely';
import pg from 'pg';
import { newLead } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { leadToRow } from '../../src/store/rows.ts';
import type { AnswerRow, EventRow, LeadRow, MessageRow, RefusalRow } from '../../src/store/schema.ts';
import type { Life } from './year-of-leads.ts';

type Rows = {
  leads: Insertable<LeadRow>[];
  messages: MessageRow[];
  answers: AnswerRow[];
  events: Insertable<EventRow>[];
  refusals: RefusalRow[];
};
type Index = { name: string; sql: string };
/** Indexes are made at the end, in one go each. `done` leaves the database as one that has been running: its log is written back, and Postgres knows what it holds. */
type Sink = { put(rows: Rows): Promise<void>; done(): Promise<void> };

export async function storeLives(db: Db, made: Iterable<Life>): Promise<void> {
  const sink = db.kind === 'sqlite' ? intoSqlite(db.url) : await intoPostgres(db.url);
  let batch = noRows();
  for (const life of made) {
    addRows(batch, life);
    if (batch.leads.length < 2_000) continue;
    await sink.put(batch);
    batch = noRows();
  }
  await sink.put(batch);
  await sink.done();
}

const noRows = (): Rows => ({ leads: [], messages: [], answers: [], events: [], refusals: [] });
const tables = Object.keys(noRows());

function intoSqlite(url: string): Sink {
  const raw = new Sqlite(url.slice('sqlite:'.length), { timeout: 5_000 });
  for (const setting of ['synchronous = OFF', 'cache_size = -400000', 'foreign_keys = OFF']) raw.pragma(setting);
  const mine = `type = 'index' and sql is not null and tbl_name in (${tables.map((name) => `'${name}'`).join()})`;
  const indexes = raw.prepare<[], Index>(`select name, sql from sqlite_master where ${mine}`).all();
  for (const { name } of indexes) raw.exec(`drop index "${name}"`);
  const putAll = raw.transaction((rows: Rows) => {
    for (const [table, all] of Object.entries(rows)) {
      const names = Object.keys(all[0] ?? {});
      if (names.length === 0) continue;
      const insert = raw.prepare(
        `insert into ${table} (${quoted(names)}) values (${names.map((name) => `@${name}`).join()})`,
      );
      for (const row of all) insert.run(row);
    }
  });
  return {
    put: async (rows) => putAll(rows),
    done: async () => {
      for (const { sql } of indexes) raw.exec(sql);
      raw.pragma('wal_checkpoint(TRUNCATE)');
      raw.close();
    },
  };
}

async function intoPostgres(url: string): Promise<Sink> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '256MB'");
  const { rows: indexes } = await client.query<Index>(
    `select indexname as name, indexdef as sql from pg_indexes where tablename = any($1)
      and not exists (select 1 from pg_constraint where conname = indexname)`,
    [tables],
  );
  for (const { name } of indexes) await client.query(`drop index "${name}"`);
  return {
    put: async (rows) => {
      for (const [table, all] of Object.entries(rows)) {
        const names = quoted(Object.keys(all[0] ?? {}));
        if (names === '') continue;
        const from = `json_populate_recordset(null::${table}, $1)`;
        await client.query(`insert into ${table} (${names}) select ${names} from ${from}`, [JSON.stringify(all)]);
      }
    },
    done: async () => {
      for (const { sql } of indexes) await client.query(sql);
      await client.query('vacuum analyze');
      await client.end();
    },
  };
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join();

function addRows(rows: Rows, life: Life): void {
  const { id, channel, events, refused } = life;
  const address = addressOf(life);
  rows.leads.push(leadRow(life, address?.given === 'form' ? address.email : null));
  if (address?.given === 'chat') {
    const evidence = JSON.stringify({ kind: 'said', message: 1, start: 0, end: 4 });
    const value = JSON.stringify(address.email);
    const at = life.createdAt;
    rows.answers.push({ lead: id, n: 0, field: 'email', value, evidence, confidence: 90, interviewer: 'openai', at });
  }
  let n = 0;
  const say = (from: 'visitor' | 'baton', text: string, at: string) =>
    rows.messages.push({
      ...{ lead: id, n: ++n, from, name: null, text, channel, at, provider_id: null, tells: null },
      asks: from === 'baton' ? 'size' : null,
    });
  for (const [index, { kind, by, at, data }] of events.entries()) {
    if (kind === 'received') say('visitor', 'We look for a reporting tool for our team.', at);
    const more = kind === 'received' ? { message: n } : {};
    rows.events.push({
      id: `event_${id}_${index}`,
      lead: id,
      kind,
      by,
      at,
      data: JSON.stringify({ ...data, ...more }),
    });
    if (kind === 'answered') say('baton', 'How many people are you?', at);
  }
  const what = { field: 'size', value: '1', message: 1, quote: 'x', interviewer: 'openai' };
  rows.refusals.push(...refused.map(({ reason, at }, index) => ({ lead: id, n: index, ...what, reason, at })));
}

/** Every third visitor says who they are, and every sixth is somebody who was there before, in another conversation. */
function addressOf({ id }: Life): { given: 'form' | 'chat'; email: string } | null {
  const number = Number(id.slice('lead_'.length));
  if (number % 3 !== 0) return null;
  return { given: number % 6 === 0 ? 'chat' : 'form', email: `person${Math.floor(number / 6)}@corp.example` };
}

function leadRow(life: Life, email: string | null): Insertable<LeadRow> {
  const { id, createdAt, team, barTeam, channel, url, score, isErased } = life;
  const lead = newLead({
    id: id as 'lead_x',
    conversation: id,
    channel,
    visitor: { id, ...(email !== null && { email }) },
    page: url === null ? null : { url },
    playbook: 'p',
    now: createdAt,
  });
  const erased = { score, erased_at: isErased ? createdAt : null };
  return { ...leadToRow(lead), team, bar_team: barTeam, answer_count: 1, ...erased };
}
