// Plays a policy over weeks of leads as they would have come: what was posted, or shown as a near miss, is judged, and the
// verdict is known a week later. Nothing else of the file is ever seen by a policy.
import { type BarChange, barFinder, newBar } from '../../core/bar-finder.ts';
import { barHistory } from '../../core/bar-history.ts';
import type { Label } from '../../core/bar-labels.ts';
import { nearMisses, type Post, postsAt, type Scored } from '../../core/bar-posts.ts';

/** `accepted` is null for a lead that nobody judged. */
export type Judged = Scored & { accepted: boolean | null };
export type Week<T extends Judged = Judged> = { week: number; name: string; leads: readonly T[] };

/** What a policy knows at the beginning of a week. */
type Known = {
  week: number;
  labels: readonly Label[];
  posted: readonly Label[];
  recent: readonly (readonly number[])[];
};
export type Policy = { samples: boolean; barFor: (known: Known) => { bar: number; change?: BarChange } };

export type Played<T extends Judged = Judged> = {
  week: number;
  name: string;
  bar: number;
  leads: readonly T[];
  posts: Post<T>[];
  sampled: T[];
  change: BarChange | null;
};

/** `known`: the finder hears of every verdict of the file, as it does after an import, and not of those alone that were posted. */
export type Goal = { share: number; start: number; seed: number; known?: boolean };

/** Weeks without leads are not played, but labels age over them. */
export function play<T extends Judged>(weeks: readonly Week<T>[], policy: Policy, seed: number): Played<T>[] {
  const labels: Label[] = [];
  const posted: Label[] = [];
  const recent: number[][] = [];
  return weeks.map(({ week, name, leads }) => {
    const { bar, change = null } = policy.barFor({ week, labels, posted, recent });
    const posts = postsAt(leads, bar);
    const ids = new Set(posts.map(({ lead }) => lead.id));
    const unposted = leads.filter(({ id }) => !ids.has(id));
    const sampled = policy.samples ? nearMisses(unposted, bar, seed + week) : [];
    const shown = labelsOf(
      posts.map(({ lead }) => lead),
      week,
    );
    posted.push(...shown);
    labels.push(...shown, ...labelsOf(sampled, week));
    recent.push(leads.map(({ score }) => score));
    if (recent.length > 4) recent.shift();
    return { week, name, bar, leads, posts, sampled, change };
  });
}

function labelsOf(leads: readonly Judged[], week: number): Label[] {
  return leads.flatMap(({ score, accepted }) => (accepted === null ? [] : [{ score, accepted, week }]));
}

/** A proposed move counts as approved at once: nobody is there to ask. */
export function finderPolicy({ share, start }: Goal, firstWeek: number): Policy {
  let state = newBar(start, firstWeek);
  const barFor = ({ week, labels, recent }: Known) => {
    if (week === firstWeek) return { bar: start };
    const found = barFinder({ state, week, start, share, labels, borrowed: [], recent, locked: false });
    state = { ...found.state, bar: found.change.proposal ?? found.state.bar };
    return { bar: state.bar, change: found.change };
  };
  return { samples: true, barFor };
}

/** Weeks without verdicts leave the bar where it was. */
export function knownPolicy({ share, start }: Goal, weeks: readonly Week[]): Policy {
  const looks = barHistory(
    weeks.flatMap(({ week, leads }) => labelsOf(leads, week)),
    { share, start },
  );
  const barFor = ({ week }: Known) => {
    const { state, change = null } = looks.findLast((look) => look.state.week <= week) ?? {};
    return { bar: state?.bar ?? start, ...(change !== null && state?.week === week && { change }) };
  };
  return { samples: false, barFor };
}

export function staticPolicy(bar: number): Policy {
  return { samples: false, barFor: () => ({ bar }) };
}

/** What a manager does by hand: three points up when fewer of the last four weeks' posts were accepted than wanted, and
 * three down when more were. */
export function hillClimbingPolicy({ share, start }: Goal): Policy {
  let bar = start;
  const barFor = ({ week, posted }: Known) => {
    const recent = posted.filter((label) => label.week >= week - 4);
    const accepted = recent.filter((label) => label.accepted).length;
    if (recent.length > 0) bar = Math.min(100, Math.max(0, bar - 3 * Math.sign(accepted / recent.length - share)));
    return { bar };
  };
  return { samples: false, barFor };
}
