// The numbers of curation of one week: read from its reviews, and from the conversations that they are about.
import { adherence } from '../core/adherence.ts';
import { type Curation, curation } from '../core/curation.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Reader } from './db.ts';
import { getLeads } from './lead.ts';
import { lastReviewWeek, reviewTasks } from './reviews.ts';

/** `week`: the one in which reviewers were asked, about conversations of the week before. */
export async function curationOf(reader: Reader, week: number, playbook: Playbook): Promise<Curation> {
  const tasks = await reviewTasks(reader, { week });
  const ids = [...new Set(tasks.map(({ lead }) => lead))];
  const leads = await getLeads(reader, ids);
  const read = leads.map((lead) => ({ lead: lead.id, adherence: adherence(lead, playbook) }));
  return curation(week, { tasks, leads: read });
}

/** Of the last week in which somebody was asked; null: nobody ever was. */
export async function lastCuration(reader: Reader, playbook: Playbook): Promise<Curation | null> {
  const week = await lastReviewWeek(reader);
  return week === null ? null : curationOf(reader, week, playbook);
}
