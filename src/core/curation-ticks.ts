// What curation owes each week, where the playbook names reviewers: on Monday morning they are asked to read, on Friday at
// noon managers hear what follows for the playbook. Times are those of the page's zone.
import { lastDue, weekName } from './iso-week.ts';
import type { Owed } from './job.ts';
import type { Playbook } from './playbook.ts';
import type { Tick } from './weekly.ts';

const monday = { day: 0, hour: 8 };
const friday = { day: 4, hour: 12 };

export function curationTicks({ review, zone }: Pick<Playbook, 'review' | 'zone'>): Tick[] {
  if (review === undefined) return [];
  const tick = (name: string, at: { day: number; hour: number }, kind: 'ask-reviews' | 'propose-changes'): Tick => ({
    name,
    due(now) {
      const week = lastDue(now, { ...at, zone });
      const owed: Owed[] = [{ job: { kind, week }, key: kind }];
      return { period: weekName(week), owed };
    },
  });
  return [tick('reviews', monday, 'ask-reviews'), tick('proposals', friday, 'propose-changes')];
}

/** What the log and managers' home say of it. */
export function curationWords({ review }: Pick<Playbook, 'review'>): string {
  if (review === undefined) return 'nobody reviews: name reviewers under review';
  const { reviewers, perWeek } = review;
  return `${perWeek} conversations a week to each of: ${reviewers.join(', ')}`;
}
