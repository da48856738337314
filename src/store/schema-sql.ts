// The tables after every migration, as text.
import { sql } from 'kysely';
import { createLog } from '../log.ts';
import { openDb } from './db.ts';

export async function schemaSql(): Promise<string> {
  const db = await openDb({ url: 'sqlite::memory:', log: createLog('warn') });
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master
    where sql is not null and name not like 'sqlite_%' and name not like 'kysely_%'
      and name not in (select name from pragma_table_list where type = 'shadow')
    order by tbl_name, type <> 'table', name`.execute(db.q);
  await db.close();
  const statements = rows.map((row) => (row.sql.startsWith('CREATE TABLE') ? spread(row.sql) : row.sql));
  return `-- Written by "npm run schema" from src/store/migrations; never edited by hand.\n\n${statements.join(';\n\n')};\n`;
}

/** One column or constraint a line. */
function spread(table: string): string {
  return table
    .replace(' (', ' (\n  ')
    .replace(/, (?="\w+" (?:text|integer)|constraint)/g, ',\n  ')
    .replace(/\)$/, '\n)');
}
