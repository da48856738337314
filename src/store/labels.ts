// What verdicts and thumbs teach the bar: one label a lead, kept in the same transaction as the verdict. What was taken back
// leaves none. Only the newest are read, however many there are, because older ones weigh nothing any more.
import { labelOf, type StoredLabel } from '../core/label.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';
import { labelToRow, rowToLabel } from './rows.ts';

/** With a thousand newer ones a label weighs a thousandth. */
const newest = 1_000;

/** A visitor who comes back and is offered anew leaves the verdict on their first visit as it was; a claim that is passed on is none. */
export async function keepLabel(tx: Tx, { before, after }: { before: Lead; after: Lead }): Promise<void> {
  const isBack = before.state !== 'claimed' && before.offer?.at !== after.offer?.at;
  if (before.repVerdict === after.repVerdict || isBack) return;
  const label = labelOf(after);
  if (label !== null) return putLabel(tx, label);
  await tx.q.deleteFrom('labels').where('lead', '=', after.id).where('from', '=', 'verdict').execute();
}

/** Whoever judged a lead goes before a thumb, also if both came at once. */
export async function putLabel({ q }: Tx, label: StoredLabel): Promise<void> {
  const row = labelToRow(label);
  await q
    .insertInto('labels')
    .values(row)
    .onConflict((conflict) => {
      const update = conflict.column('lead').doUpdateSet(row);
      return label.from === 'thumb' ? update.where('labels.from', '=', 'thumb') : update;
    })
    .execute();
}

export async function getLabel({ q }: Reader, lead: LeadId): Promise<StoredLabel | undefined> {
  const row = await q.selectFrom('labels').selectAll().where('lead', '=', lead).executeTakeFirst();
  return row && rowToLabel(row);
}

/** The newest first. */
export async function labelsOf({ q }: Reader, team: string): Promise<StoredLabel[]> {
  const rows = await q
    .selectFrom('labels')
    .selectAll()
    .where('team', '=', team)
    .orderBy('at', 'desc')
    .limit(newest)
    .execute();
  return rows.map(rowToLabel);
}
