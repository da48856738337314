// Which leads of a week are posted at a bar, and which three just below it a manager is asked about. Chance comes in as a
// seed, and the order of the leads never matters.
import { lotOf } from './lot.ts';

/** So many are posted a week, however high the bar: without posts there are no verdicts, and the bar could never come down. */
const floor = 2;
const nearBy = 15;
const samples = 3;

export type Scored = { id: string; score: number };
export type Post<T> = { lead: T; why: 'bar' | 'floor' };

export function postsAt<T extends Scored>(leads: readonly T[], bar: number): Post<T>[] {
  const above = leads.filter(({ score }) => score >= bar).map((lead): Post<T> => ({ lead, why: 'bar' }));
  if (above.length >= floor) return above;
  const below = floorPosts(
    leads.filter(({ score }) => score < bar),
    above.length,
  );
  return [...above, ...below.map((lead): Post<T> => ({ lead, why: 'floor' }))];
}

/** The best of those that nobody has seen, where fewer than the floor were posted. */
export function floorPosts<T extends Scored>(unposted: readonly T[], posted: number): T[] {
  return unposted.toSorted((a, b) => b.score - a.score || byId(a, b)).slice(0, Math.max(0, floor - posted));
}

/** How many posts these weeks come to at a bar; a week is the scores of its leads. */
export function volumeAt(weeks: readonly (readonly number[])[], bar: number): number {
  return weeks.reduce((sum, scores) => {
    const above = scores.filter((score) => score >= bar).length;
    return sum + Math.max(above, Math.min(floor, scores.length));
  }, 0);
}

/** Of the leads that were not posted. The same seed gives the same three, and one more lead changes at most one of them. */
export function nearMisses<T extends Scored>(unposted: readonly T[], bar: number, seed: number): T[] {
  return draw(
    unposted.filter(({ score }) => score < bar && score >= bar - nearBy),
    seed,
  );
}

/** The same three also when three of each team were drawn before. */
export function draw<T extends Scored>(near: readonly T[], seed: number): T[] {
  return near
    .map((lead) => ({ lead, lot: lotOf(`${seed}:${lead.id}`) }))
    .sort((a, b) => a.lot - b.lot || byId(a.lead, b.lead))
    .slice(0, samples)
    .map(({ lead }) => lead);
}

function byId(a: Scored, b: Scored): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
