// How many visitor lines a second are stored for good, beside commits of one row on the same disk. The real flow: the lead,
// the line, the event and the job that it owes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { receiveMessage } from '../src/flows/receive-message.ts';
import { keepPlaybook } from '../src/store/playbook.ts';
import { defaultPage, defaultPlaybook } from '../test/support/default-playbook.ts';
import { setup, teardown } from '../test/support/postgres-server.ts';
import { openBareDeps } from './bare-deps.ts';
import { type Figure, median, perSecond, share } from './figure.ts';

const slices = 3;
const sliceMs = 1_000;
const inFlight = 64;
const linesPerVisitor = 8;
/** As many connections as Baton's own pool. */
const connections = 10;

type Raw = { slice(): Promise<number>; close(): Promise<void> };

export async function storedTurns(): Promise<Figure[]> {
  return [await onSqlite(), await onPostgres()];
}

async function onSqlite(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const measured = await sideBySide(`sqlite:${join(folder, 'baton.db')}`, rawSqlite(join(folder, 'raw.db')));
  rmSync(folder, { recursive: true });
  return {
    what: `Visitor lines stored for good on SQLite, ${inFlight} in flight (raw: one-row commits, WAL, synchronous FULL)`,
    ...measured,
    goal: '≥ 0.15',
  };
}

async function onPostgres(): Promise<Figure> {
  let url = '';
  const project: Pick<TestProject, 'provide'> = {
    provide: (_name, value) => {
      url = String(value);
    },
  };
  await setup(project as TestProject);
  const measured = await sideBySide(url, await rawPostgres(url));
  await teardown();
  return {
    what: `The same on Postgres without fsync (raw: one-row inserts, ${connections} connections)`,
    ...measured,
    goal: '–',
  };
}

async function sideBySide(url: string, raw: Raw): Promise<Pick<Figure, 'ratio' | 'baton' | 'raw'>> {
  const baton = await openBaton(url);
  const turns: number[] = [];
  const commits: number[] = [];
  for (let slice = 0; slice < slices; slice++) {
    commits.push(await raw.slice());
    turns.push(await inParallel(inFlight, baton.startVisitor));
  }
  await baton.close();
  await raw.close();
  return {
    ratio: share(median(turns), median(commits)),
    baton: perSecond(median(turns)),
    raw: perSecond(median(commits)),
  };
}

async function openBaton(url: string) {
  const playbook = defaultPlaybook();
  const now = () => new Date();
  const deps = await openBareDeps(url, { playbook, now });
  const { db, queue, newId } = deps;
  await db.inTx((tx) =>
    keepPlaybook(tx, { version: playbook.version, page: defaultPage, firstUsedAt: now().toISOString() }),
  );
  return {
    /** Each visitor writes some lines, one after the other; then the next visitor comes. */
    startVisitor: () => {
      let written = 0;
      let conversation = '';
      return async () => {
        if (written++ % linesPerVisitor === 0) conversation = newId('conversation');
        const message = { id: `m${written}`, text: 'We are about 50 people', at: now().toISOString() };
        await receiveMessage(deps, {
          channel: 'web',
          conversation,
          message,
          visitor: { id: conversation },
          page: null,
        });
      };
    },
    close: async () => {
      await queue.stop();
      await db.close();
    },
  };
}

function rawSqlite(file: string): Raw {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table lines (id integer primary key, text text not null)');
  const insert = db.prepare('insert into lines (text) values (?)');
  return {
    slice: () => inParallel(1, () => async () => void insert.run('We are about 50 people')),
    close: async () => void db.close(),
  };
}

async function rawPostgres(url: string): Promise<Raw> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  await pool.query('create table raw_lines (id bigserial primary key, text text not null)');
  const insert = async () =>
    void (await pool.query('insert into raw_lines (text) values ($1)', ['We are about 50 people']));
  return { slice: () => inParallel(inFlight, () => insert), close: () => pool.end() };
}

/** So many at a time do one thing after the other for a slice of time; how many things a second were done. */
async function inParallel(workers: number, startWorker: () => () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  const work = async () => {
    const once = startWorker();
    while (performance.now() - startedAt < sliceMs) {
      await once();
      done++;
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return (done * 1_000) / (performance.now() - startedAt);
}
