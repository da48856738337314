// Where the bar would stand by now, had every one of these verdicts been heard in its week: what a bar begins with whose team has
// a past. The same steps and limits as every Monday, so that it ends where the bar finder says.
import { type BarChange, type BarState, barFinder, newBar } from './bar-finder.ts';
import type { Label } from './bar-labels.ts';
import type { Playbook } from './playbook.ts';
import { type BarDecision, shareOf, type TeamBar } from './team-bar.ts';

/** `change` null: the first week, from which nothing is known yet. */
export type Looked = { state: BarState; change: BarChange | null };
type Goal = { start: number; share: number };

/** One look for each week with verdicts, the oldest first. */
export function barHistory(labels: readonly Label[], { start, share }: Goal): Looked[] {
  const weeks = [...new Set(labels.map(({ week }) => week))].sort((a, b) => a - b);
  const looks: Looked[] = [];
  for (const week of weeks) {
    const before = looks.at(-1)?.state;
    if (before === undefined) {
      looks.push({ state: newBar(start, week), change: null });
      continue;
    }
    const heard = labels.filter((label) => label.week < week);
    // Nobody posts what is past: without recent leads no move has to wait for a manager.
    looks.push(
      barFinder({ state: before, week, start, share, labels: heard, borrowed: [], recent: [], locked: false }),
    );
  }
  return looks;
}

/** Null: it stands there already, or verdicts or a manager have moved it since it began, and then it goes on from there. */
export function warmBar(
  before: TeamBar,
  { labels, playbook, now }: { labels: readonly Label[]; playbook: Playbook; now: string },
): BarDecision | null {
  const last = barHistory(labels, { start: before.start, share: shareOf(before, playbook) }).at(-1);
  if (last === undefined || !isUntouched(before) || last.state.bar === before.state.bar) return null;
  const bar: TeamBar = {
    ...before,
    ...last,
    since: now,
    step: before.step + 1,
    last: { kind: 'began', by: null, at: now },
  };
  const verdicts = `${labels.length} ${labels.length === 1 ? 'verdict' : 'verdicts'}`;
  const sentence = `The bar begins at ${Math.round(bar.state.bar * 10) / 10}, where ${verdicts} of the past would have brought it from ${before.start}.`;
  const data = { team: bar.team, before: before.state.bar, after: bar.state.bar, sentence };
  return { bar, events: [{ kind: 'bar-restarted', by: 'baton', data }] };
}

function isUntouched({ last, change, locked }: TeamBar): boolean {
  if (locked !== null) return false;
  return last.kind === 'began' || (last.kind === 'looked' && change?.kind === 'collecting');
}
