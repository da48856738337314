// What each verdict weighs when the bar is looked for: recent ones count, old ones fade, those from before an alarm hardly
// matter, and a team with few of its own borrows. Order within a week must never matter.

/** `week` is that of the verdict, as whole weeks from any one origin; whatever says nothing about the score is no label. */
export type Label = { score: number; accepted: boolean; week: number };
export type Weighed = Label & { weight: number };

/** So many own labels are enough to need nobody else's. */
const enough = 50;
const beforeAlarm = 0.15;

/** `borrowed` are the labels of the other teams, `alarms` the weeks in which this team's reps changed their minds. */
export type Labels = {
  labels: readonly Label[];
  borrowed: readonly Label[];
  week: number;
  alarms: readonly number[];
};

/** Together, the others' labels never weigh more than what the team lacks to `enough`. */
export function weighLabels({ labels, borrowed, week, alarms }: Labels): { own: Weighed[]; others: Weighed[] } {
  const own = fade(labels, week);
  const others = fade(borrowed, week);
  const lacking = Math.max(0, enough - weightOf(own));
  const lent = weightOf(others);
  const part = lent === 0 ? 0 : Math.min(1, lacking / lent);
  // Discounted only now: a change of mind makes no room for those who did not change theirs.
  for (const label of own) label.weight *= ebb(label, alarms);
  for (const label of others) label.weight *= part * ebb(label, alarms);
  return { own, others: part === 0 ? [] : others };
}

export function weightOf(labels: readonly Weighed[]): number {
  return labels.reduce((sum, { weight }) => sum + weight, 0);
}

function fade(labels: readonly Label[], week: number): Weighed[] {
  const newer = newerThan(labels);
  return labels.map(({ score, accepted, week: given }) => {
    const weight = 0.5 ** ((newer.get(given) ?? 0) / 100 + Math.max(0, week - given) / 10);
    return { score, accepted, week: given, weight };
  });
}

/** How many labels are of later weeks; those of one week are as new as each other. */
function newerThan(labels: readonly Label[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { week } of labels) counts.set(week, (counts.get(week) ?? 0) + 1);
  let newer = 0;
  const latestFirst = [...counts].sort(([a], [b]) => b - a);
  return new Map(
    latestFirst.map(([week, count]) => {
      newer += count;
      return [week, newer - count];
    }),
  );
}

function ebb({ week }: Label, alarms: readonly number[]): number {
  return alarms.reduce((times, alarm) => (week < alarm ? times * beforeAlarm : times), 1);
}
