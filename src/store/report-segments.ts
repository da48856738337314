// The segment of a lead in SQL: by the visitor's last answer before the week was over, so that a week that is over stays as it is.
import { type RawBuilder, sql } from 'kysely';
import type { Segments } from '../core/playbook-digest.ts';
import type { Reader } from './db.ts';
import { jsonAt } from './json-at.ts';

/** A range counts as where it begins, as in rules. A value from when the field was of another kind is none. */
export function segmentOf(kind: Reader['kind'], { field, bounds }: Segments, until: string): RawBuilder<unknown> {
  const at = (...path: string[]) => jsonAt(kind, 'answers.value', ...path);
  const low = sql`cast(coalesce(${at('min')}, ${at('amount')}, ${at()}) as double precision)`;
  const isText = sql`answers.value like '"%'`;
  const bands = bounds?.map((bound, i) => sql`when ${low} < ${sql.lit(bound)} then ${sql.lit(String(i))}`);
  const segment =
    bands === undefined
      ? sql`case when ${isText} then ${at()} end`
      : sql`case when ${isText} then null ${sql.join(bands, sql` `)} else ${sql.lit(String(bands.length))} end`;
  return sql`(select ${segment} from answers
    where answers.lead = leads.id and answers.field = ${field} and answers.at < ${until}
    order by answers.n desc limit 1)`;
}
