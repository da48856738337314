// Draws who reads which conversations of the week before, once a week: done again it finds them drawn. Reviewers hear of it in
// their own hours, and whoever is away for longer than two days is not asked.
import { calendarOf, unknownRep } from '../core/desk.ts';
import type { JobOf } from '../core/job.ts';
import { until } from '../core/ladder.ts';
import { owedList } from '../core/lead-review.ts';
import { reachAt } from '../core/nudge.ts';
import type { Playbook } from '../core/playbook.ts';
import { isAway } from '../core/presence.ts';
import { reviewSample } from '../core/review-sample.ts';
import { weekBefore } from '../core/weekly.ts';
import type { JobDeps } from '../deps.ts';
import { reachOf } from '../store/around.ts';
import type { Reader } from '../store/db.ts';
import { factsOf } from '../store/desk.ts';
import { membersOf } from '../store/group.ts';
import { askReviews as keepAsked, reviewCandidates, reviewTasks } from '../store/reviews.ts';

const soonMs = 2 * 24 * 3_600_000;

export async function askReviews(
  { db, queue, playbook, ...deps }: JobDeps,
  { week }: JobOf<'ask-reviews'>,
): Promise<void> {
  if (playbook.review === undefined) return;
  const { perWeek } = playbook.review;
  const now = deps.now().toISOString();
  await db.inTx(async (tx) => {
    if ((await reviewTasks(tx, { week })).length > 0) return;
    const reviewers = await reviewersThere(tx, { playbook, now });
    const candidates = await reviewCandidates(tx, weekBefore(week, playbook.zone));
    await keepAsked(tx, reviewSample(candidates, { reviewers, perWeek, week }), week);
    const asked = new Set((await reviewTasks(tx, { week })).map(({ reviewer }) => reviewer));
    for (const reviewer of asked) {
      const at = reachAt(await reachOf(tx, reviewer, { playbook, at: now }), { isTheirs: true, now });
      const delayMs = at === null ? 0 : until(at, now);
      await queue.enqueue(tx, [{ ...owedList({ reviewer, week }), delayMs }]);
    }
  });
}

/** Those named and those in the groups that are named, without whoever is on leave. */
async function reviewersThere(
  reader: Reader,
  { playbook, now }: { playbook: Playbook; now: string },
): Promise<string[]> {
  const named = playbook.review?.reviewers ?? [];
  const inGroups = await membersOf(
    reader,
    named.filter((id) => id.startsWith('S')),
  );
  const ids = [...new Set([...named.filter((id) => !id.startsWith('S')), ...inGroups])];
  const facts = await factsOf(reader, ids, now);
  const soon = new Date(Date.parse(now) + soonMs).toISOString();
  return ids.filter((id) => {
    const calendar = calendarOf(id, playbook, facts.get(id) ?? unknownRep);
    return !(isAway(calendar, now) && isAway(calendar, soon));
  });
}
