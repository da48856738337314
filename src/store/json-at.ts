// One value out of a JSON column, as text, on either database.
import { type RawBuilder, sql } from 'kysely';
import type { Reader } from './db.ts';

/** `path` is ours, never what somebody typed. */
export function jsonAt(kind: Reader['kind'], column: string, ...path: (string | number)[]): RawBuilder<string | null> {
  const of = sql.ref(column);
  if (kind === 'postgres') return sql`(${of}::jsonb #>> ${sql.lit(`{${path.join(',')}}`)}::text[])`;
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return sql`json_extract(${of}, ${sql.lit(`$${steps}`)})`;
}

/** How long the list at the path is; null where there is none. */
export function jsonLength(kind: Reader['kind'], column: string, field: string): RawBuilder<number | null> {
  const of = sql.ref(column);
  return kind === 'postgres'
    ? sql`jsonb_array_length(${of}::jsonb -> ${sql.lit(field)})`
    : sql`json_array_length(${of}, ${sql.lit(`$.${field}`)})`;
}
