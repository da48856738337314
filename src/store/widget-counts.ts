// How often the widget was shown and opened: sums by day, and by arm of each experiment. Nobody stands in them, so they are never
// erased, and nobody can be told apart: a visitor who looks at three pages counts three times.
import { sql } from 'kysely';
import { widgetChannel } from '../core/widget-shown.ts';
import type { Reader, Tx } from './db.ts';
import { jsonAt } from './json-at.ts';

export type WidgetCount = { seen: number; opened: number };
/** `experiment`, `arm`: both empty for all that there were. `day`: in the zone of the playbook. */
export type WidgetKey = { day: string; experiment: string; arm: string };

/** In the order of their keys, so that two processes never wait for each other in a circle. */
export async function addWidgetCounts({ q }: Tx, counts: readonly (WidgetKey & WidgetCount)[]): Promise<void> {
  const nameOf = ({ day, experiment, arm }: WidgetKey) => `${experiment} ${day} ${arm}`;
  const ordered = counts.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  for (const { day, experiment, arm, seen, opened } of ordered) {
    await q
      .insertInto('widget_counts')
      .values({ day, experiment, arm, seen, opened })
      .onConflict((conflict) =>
        conflict.columns(['experiment', 'day', 'arm']).doUpdateSet((row) => ({
          seen: row('widget_counts.seen', '+', seen),
          opened: row('widget_counts.opened', '+', opened),
        })),
      )
      .execute();
  }
}

/** Of the days from the first on and before the other; without days, of all. */
export async function widgetCountOf(
  { q }: Reader,
  days: { from: string; before: string } | null = null,
): Promise<WidgetCount> {
  const all = q.selectFrom('widget_counts').where('experiment', '=', '');
  const asked = days === null ? all : all.where('day', '>=', days.from).where('day', '<', days.before);
  return asked.select([sumOf('seen'), sumOf('opened')]).executeTakeFirstOrThrow();
}

export async function widgetCountsByArm(
  { q }: Reader,
  { experiment, from }: { experiment: string; from: string },
): Promise<Map<string, WidgetCount>> {
  const rows = await q
    .selectFrom('widget_counts')
    .where('experiment', '=', experiment)
    .where('day', '>=', from)
    .select(['arm', sumOf('seen'), sumOf('opened')])
    .groupBy('arm')
    .execute();
  return new Map(rows.map(({ arm, ...counted }) => [arm, counted]));
}

/** From the page on which it was seen to the leads of it that qualified; all that there ever were. */
export type WidgetFunnel = WidgetCount & { wrote: number; qualified: number };

export async function widgetFunnel(reader: Reader): Promise<WidgetFunnel> {
  const { kind, q } = reader;
  const leads = q.selectFrom('leads').where('leads.channel', '=', widgetChannel);
  const wrote = await leads.select(countOf('leads.id')).executeTakeFirstOrThrow();
  const qualified = await leads
    .innerJoin('events', 'events.lead', 'leads.id')
    .where('events.kind', '=', 'offered')
    .where(jsonAt(kind, 'events.data', 'why'), '=', 'qualified')
    .select(countOf('leads.id'))
    .executeTakeFirstOrThrow();
  return { ...(await widgetCountOf(reader)), wrote: wrote.n, qualified: qualified.n };
}

const countOf = (name: string) => sql<number>`cast(count(distinct ${sql.ref(name)}) as integer)`.as('n');
const sumOf = <Name extends keyof WidgetCount>(name: Name) =>
  sql<number>`cast(coalesce(sum(${sql.ref(name)}), 0) as integer)`.as(name);
