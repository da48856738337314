// A reviewer says what of a conversation was read rightly, and in the visitor's words what was not. Only reviewers, and only
// of what they were asked to read; what they say later takes the place of what they said before.
import type { Lead, LeadId, Rep } from '../core/lead.ts';
import {
  type Correction,
  isReviewed,
  type LeadReview,
  owedList,
  type ReviewTask,
  toCorrect,
} from '../core/lead-review.ts';
import { isReviewer } from '../core/roles.ts';
import { toReview } from '../core/to-review.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { appendEvents } from '../store/events.ts';
import { getStanding } from '../store/group.ts';
import { getLead } from '../store/lead.ts';
import { getReviewTask, keepReview, lastReviewWeek, reviewTasks } from '../store/reviews.ts';
import { type People, peopleOf } from './refusal.ts';

type Missed = { kind: 'no-reviewer' | 'not-asked' | 'gone' };
export type Opened = { kind: 'open'; lead: Lead; task: ReviewTask } | Missed;
/** `toCorrect`: fields of which the visitor's words would help. */
export type Reviewing = { kind: 'done'; lead: Lead; review: LeadReview; toCorrect: string[] } | Missed;

export async function openReview(deps: Deps, id: LeadId, rep: Rep): Promise<Opened> {
  const { db, playbook } = deps;
  if (!isReviewer(await getStanding(db, rep.id), playbook)) {
    const events = [{ kind: 'refused' as const, by: rep.id, data: { act: 'review' } }];
    await db.inTx((tx) => appendEvents(tx, { lead: id, events, at: deps.now().toISOString() }, deps.newId));
    return { kind: 'no-reviewer' };
  }
  const lead = await getLead(db, id);
  if (lead === undefined) return { kind: 'gone' };
  const task = await getReviewTask(db, id, rep.id);
  return task === undefined ? { kind: 'not-asked' } : { kind: 'open', lead, task };
}

/** `done`: all that they were asked to read last, maybe nothing. */
export type NextReview = Opened | { kind: 'done'; count: number } | ({ kind: 'others' } & People) | { kind: 'nobody' };

/** What a reviewer was asked to read last and has not read, one at a time. */
export async function openNextReview(deps: Deps, rep: Rep): Promise<NextReview> {
  const { db, playbook } = deps;
  if (playbook.review === undefined) return { kind: 'nobody' };
  if (!isReviewer(await getStanding(db, rep.id), playbook)) {
    return { kind: 'others', ...(await peopleOf(db, playbook.review.reviewers)) };
  }
  const week = await lastReviewWeek(db);
  const tasks = week === null ? [] : await reviewTasks(db, { week, reviewer: rep.id });
  for (const task of tasks.filter((each) => !isReviewed(each))) {
    const lead = await getLead(db, task.lead);
    if (lead !== undefined) return { kind: 'open', lead, task };
  }
  return { kind: 'done', count: tasks.length };
}

type Said = Omit<LeadReview, 'refused' | 'corrections'>;

/** Corrections stay where they are still about something that is wrong. */
export async function reviewLead(deps: Deps, id: LeadId, { rep, said }: { rep: Rep; said: Said }): Promise<Reviewing> {
  return change(deps, id, {
    rep,
    by: (lead, before) => {
      const wrong = toCorrect(said);
      const refused = toReview(lead, deps.playbook).refused.map(({ n }) => n);
      const corrections = before?.corrections.filter(({ field }) => wrong.includes(field)) ?? [];
      return { ...said, refused, corrections };
    },
  });
}

export async function correctReview(
  deps: Deps,
  id: LeadId,
  { rep, corrections }: { rep: Rep; corrections: readonly Correction[] },
): Promise<Reviewing> {
  return change(deps, id, { rep, by: (_, before) => before && { ...before, corrections } });
}

type Changing = { rep: Rep; by(lead: Lead, before: LeadReview | null): LeadReview | null };

async function change(deps: Deps, id: LeadId, { rep, by }: Changing): Promise<Reviewing> {
  const { db, queue } = deps;
  const opened = await openReview(deps, id, rep);
  if (opened.kind !== 'open') return opened;
  const at = deps.now().toISOString();
  return db.inTx(async (tx) => {
    const [lead, task] = [await getLead(tx, id), await getReviewTask(tx, id, rep.id)];
    const review = lead && task ? by(lead, task.review) : null;
    if (lead === undefined || task === undefined || review === null) return { kind: 'gone' };
    await keepReview(tx, { lead: id, reviewer: rep.id, at, review });
    await note(tx, deps, { task, rep, review, at });
    await queue.enqueue(tx, [owedList(task)]);
    return { kind: 'done', lead, review, toCorrect: toCorrect(review) };
  });
}

/** The log says that and how, not in whose words. */
async function note(
  tx: Tx,
  { newId }: Deps,
  { task, rep, review, at }: { task: ReviewTask; rep: Rep; review: LeadReview; at: string },
): Promise<void> {
  const { marks, overlooked, said, tone, missed, corrections } = review;
  const data = { marks, overlooked, said: said.length, tone, missed, corrected: corrections.length, week: task.week };
  await appendEvents(tx, { lead: task.lead, events: [{ kind: 'reviewed', by: rep.id, data }], at }, newId);
}
