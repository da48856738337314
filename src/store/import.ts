// Leads from before Baton. A row is known again by what its id is made of, also after its person was erased: they stay erased.
// All of a file goes in with one transaction, and nothing of it is owed to anybody.
import { createHash } from 'node:crypto';
import { warmBar } from '../core/bar-history.ts';
import type { Label } from '../core/bar-labels.ts';
import { factsOf, type ImportRow, importChannel, importedLabel, importedLead } from '../core/imported.ts';
import { labelsFor, type StoredLabel } from '../core/label.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import type { BarDecision, TeamBar } from '../core/team-bar.ts';
import { holdBar, keepBar, readTeamBars } from './bars.ts';
import type { Reader, Tx } from './db.ts';
import { appendEvents } from './events.ts';
import { importedFacts } from './export.ts';
import { createNewId, type NewId } from './id.ts';
import { putLabel } from './labels.ts';
import { labelToRow, leadToRow, rowToLabel, rowToLeadId } from './rows.ts';

type About = { playbook: Playbook; now: string };
type Planned = { row: ImportRow; lead: Lead; label: StoredLabel | null };

/** `mistaken`: rows that are leads of this Baton itself. `bars`: of the teams of these rows, as they begin or stay. */
export type ImportPlan = {
  added: Planned[];
  changed: (Planned & { version: number })[];
  same: number;
  erased: number;
  mistaken: ImportRow[];
  bars: { bar: TeamBar; begins: BarDecision | null; labels: number }[];
};

const atOnce = 500;

/** What the file would do; only reads. */
export async function planImport(reader: Reader, rows: readonly ImportRow[], about: About): Promise<ImportPlan> {
  const planned = rows.map((row): Planned => {
    const id = idOf(row);
    const lead = importedLead(row, { id, playbook: about.playbook.version, now: about.now });
    return { row, lead, label: importedLabel(row, id) };
  });
  const plan: ImportPlan = { added: [], changed: [], same: 0, erased: 0, mistaken: [], bars: [] };
  for (const some of chunks(planned)) await compare(reader, some, plan);
  plan.bars = await barsAfter(reader, [...plan.added, ...plan.changed], about);
  return plan;
}

/** The plan that came true: planned anew with everything in hand. */
export async function importLeads(
  tx: Tx,
  rows: readonly ImportRow[],
  about: About & { newId: NewId },
): Promise<ImportPlan> {
  const { now, newId } = about;
  for (const team of teamsOf(rows)) await holdBar(tx, team, about, newId);
  const plan = await planImport(tx, rows, about);
  if (plan.mistaken.length > 0) return plan;
  for (const some of chunks(plan.added)) {
    await tx.q
      .insertInto('leads')
      .values(some.map(({ lead }) => leadToRow(lead)))
      .execute();
    const labels = some.flatMap(({ label }) => (label === null ? [] : [labelToRow(label)]));
    if (labels.length > 0) await tx.q.insertInto('labels').values(labels).execute();
  }
  for (const { lead, label, version } of plan.changed) {
    const { id, ...row } = { ...leadToRow(lead), version: version + 1 };
    await tx.q.updateTable('leads').set(row).where('id', '=', id).execute();
    if (label === null) await tx.q.deleteFrom('labels').where('lead', '=', id).execute();
    else await putLabel(tx, label);
  }
  for (const { begins } of plan.bars) if (begins !== null) await keepBar(tx, begins, { at: now, newId });
  // Last, because whoever reads the log waits from the first event on until all is committed.
  for (const { row, lead } of [...plan.added, ...plan.changed]) {
    const data = { ...factsOf(row) };
    await appendEvents(tx, { lead: lead.id, events: [{ kind: 'imported', by: 'cli', data }], at: now }, newId);
  }
  return plan;
}

/** The same for the same row, and older than any lead of Baton's own, after which all lists are ordered. */
function idOf({ key }: ImportRow): LeadId {
  const digest = createHash('sha256').update(key).digest();
  return createNewId(
    () => 1,
    (size) => digest.subarray(0, size),
  )('lead');
}

async function compare(reader: Reader, some: readonly Planned[], plan: ImportPlan): Promise<void> {
  const { q } = reader;
  const ids = some.map(({ lead }) => lead.id);
  const rows = await q
    .selectFrom('leads')
    .select(['id', 'version', 'visitor', 'created_at', 'erased_at'])
    .where('id', 'in', ids)
    .execute();
  const own = await q
    .selectFrom('leads')
    .select('id')
    .where('channel', '<>', importChannel)
    .where(
      'id',
      'in',
      some.map(({ row }) => row.key),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const mistaken = new Set(own.map(({ id }) => id));
  const facts = await importedFacts(reader, rows.map(rowToLeadId));
  for (const one of some) {
    const { row, lead } = one;
    const before = byId.get(lead.id);
    const isSame = () =>
      before?.visitor === JSON.stringify(lead.visitor) &&
      before.created_at === lead.createdAt &&
      JSON.stringify(facts.get(lead.id)) === JSON.stringify(factsOf(row));
    if (mistaken.has(row.key)) plan.mistaken.push(row);
    else if (before === undefined) plan.added.push(one);
    else if (before.erased_at !== null) plan.erased += 1;
    else if (isSame()) plan.same += 1;
    else plan.changed.push({ ...one, version: before.version });
  }
}

async function barsAfter(reader: Reader, given: readonly Planned[], about: About): Promise<ImportPlan['bars']> {
  const { playbook, now } = about;
  const touched = new Set<string>(given.map(({ lead }) => lead.id));
  const fresh = given.flatMap(({ label }) => label ?? []);
  const bars = await readTeamBars(reader, about);
  const after: ImportPlan['bars'] = [];
  for (const team of teamsOf(given.map(({ row }) => row))) {
    const bar = bars.find((each) => each.team === team);
    if (bar === undefined) continue;
    const stored = await reader.q.selectFrom('labels').selectAll().where('team', '=', team).execute();
    const kept = stored.filter(({ lead }) => !touched.has(lead)).map(rowToLabel);
    const all = [...kept, ...fresh.filter((label) => label.team === team)];
    const labels: Label[] = labelsFor(all, playbook);
    after.push({ bar, begins: warmBar(bar, { labels, playbook, now }), labels: labels.length });
  }
  return after;
}

function teamsOf(rows: readonly ImportRow[]): string[] {
  return [...new Set(rows.map(({ team }) => team))].sort();
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += atOnce) yield all.slice(from, from + atOnce);
}
