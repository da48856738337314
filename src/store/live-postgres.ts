// Wake-ups between the processes on one Postgres: NOTIFY in the transaction that changes a lead, and one connection a process
// that listens. It is opened when it is first needed; while it is gone, nothing is heard, and afterwards everybody reads again.
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { LeadId } from '../core/lead.ts';
import type { Log } from '../log.ts';
import type { Ears, Heard, Hint, Live } from './live.ts';
import { noticeToText, textToNotice } from './rows.ts';
import type { Schema } from './schema.ts';

const channel = 'baton_live';
/** Postgres takes less than 8,000. */
const mostBytes = 7_900;
const firstPauseMs = 200;
const longestPauseMs = 10_000;

export type LivePostgres = Live & {
  /** In the transaction: other processes hear of it with the commit, and not without. */
  announce(q: Kysely<Schema>, told: ReadonlySet<string>): Promise<void>;
  close(): Promise<void>;
};

/** `from`: the process that has told its own already. */
export type Notice = { from: string; about: string; heard: Heard };

export function createLivePostgres({ url, log }: { url: string; log: Log }, ears: Ears): LivePostgres {
  const own = randomUUID();
  const said = (about: string, heard: Heard) => noticeToText({ from: own, about, heard });
  let line: pg.Client | null = null;
  let hinting: Promise<unknown> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let nextPauseMs = firstPauseMs;
  let state: 'unused' | 'open' | 'closed' = 'unused';

  function heard(payload: string | undefined): void {
    if (payload === undefined) return;
    const notice = textToNotice(payload);
    if (notice.from !== own) ears.wake(notice.about, notice.heard);
  }

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      application_name: 'baton live',
    });
    let isLost = false;
    const lose = (err?: Error) => {
      if (isLost) return;
      isLost = true;
      if (line === client) line = null;
      client.end().catch(() => {});
      if (state !== 'open') return;
      log.warn({ err }, 'wake-ups from other processes are not heard until the database connection is back');
      retry = setTimeout(() => void connect(), nextPauseMs);
      nextPauseMs = Math.min(nextPauseMs * 2, longestPauseMs);
    };
    client.on('error', lose);
    client.on('end', () => lose());
    client.on('notification', ({ payload }) => heard(payload));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      return lose(error instanceof Error ? error : undefined);
    }
    if (state !== 'open') return void client.end().catch(() => {});
    line = client;
    nextPauseMs = firstPauseMs;
    ears.wakeAll();
  }

  function open(): void {
    if (state !== 'unused') return;
    state = 'open';
    void connect();
  }

  return {
    listen(about, on) {
      open();
      return ears.listen(about, on);
    },
    hint(lead: LeadId, hint: Hint) {
      open();
      ears.wake(lead, hint);
      const payload = said(lead, hint);
      if (Buffer.byteLength(payload) > mostBytes) return;
      // One after the other on one connection, so that a draft never overtakes a longer one. Without it there is nobody to tell.
      hinting = hinting
        .then(() => line?.query('select pg_notify($1, $2)', [channel, payload]))
        .catch((err: unknown) => log.debug({ err }, 'a hint was lost'));
    },
    async announce(q, told) {
      if (told.size === 0) return;
      const notices = [...told].map((about) => sql`pg_notify(${channel}, ${said(about, { kind: 'told' })})`);
      await sql`select ${sql.join(notices)}`.execute(q);
    },
    async close() {
      state = 'closed';
      clearTimeout(retry);
      await line?.end().catch(() => {});
    },
  };
}
