// npm run eval -- bar FILE.csv: plays the bar finder over the leads of a file, beside the best fixed bar, the bar it began
// with, and accept-rate hill climbing. A posted lead is worth its outcome less the target share; regret is worth foregone.
import { ConfigError } from '../../errors.ts';
import {
  finderPolicy,
  type Goal,
  hillClimbingPolicy,
  knownPolicy,
  type Played,
  play,
  staticPolicy,
  type Week,
} from './bar-play.ts';
import { type Row, readRows } from './bar-rows.ts';
import { badLine, type Evaluation, type Printed, share as percent } from './lines.ts';

type Rival = 'bestFixed' | 'static' | 'hillClimbing';
type Regret = Record<Rival, number>;
/** The worth of all posts up to each week. */
type Gains = readonly number[];

const names = {
  finder: 'bar finder',
  bestFixed: 'best fixed bar',
  static: 'static bar',
  hillClimbing: 'hill climbing',
};

export function evalBar(text: string, goal: Goal): Evaluation {
  const { rows, bad } = readRows(text);
  const weeks = weeksOf(rows);
  const [first] = weeks;
  if (first === undefined) {
    const problems = bad.slice(0, 5).map(({ line, problem }) => `line ${line}: ${problem}`);
    throw new ConfigError(['There is no lead in this file: give rows of week,score,outcome.', ...problems]);
  }
  const played = {
    finder: play(weeks, goal.known ? knownPolicy(goal, weeks) : finderPolicy(goal, first.week), goal.seed),
    bestFixed: play(weeks, staticPolicy(bestFixed(weeks, goal)), goal.seed),
    static: play(weeks, staticPolicy(goal.start), goal.seed),
    hillClimbing: play(weeks, hillClimbingPolicy(goal), goal.seed),
  };
  const gains = {
    finder: gainsOf(played.finder, goal),
    bestFixed: gainsOf(played.bestFixed, goal),
    static: gainsOf(played.static, goal),
    hillClimbing: gainsOf(played.hillClimbing, goal),
  };
  const regretAt = (index: number): Regret => ({
    bestFixed: missed(gains.bestFixed, gains.finder, index),
    static: missed(gains.static, gains.finder, index),
    hillClimbing: missed(gains.hillClimbing, gains.finder, index),
  });
  const last = weeks.length - 1;
  const policies = (['finder', 'bestFixed', 'static', 'hillClimbing'] as const).map((policy) => ({
    policy,
    lastBar: played[policy].at(-1)?.bar ?? goal.start,
    ...countsOf(played[policy]),
    gain: hundredths(gains[policy][last] ?? 0),
    regret: missed(gains.bestFixed, gains[policy], last),
  }));
  const unjudged = rows.filter(({ accepted }) => accepted === null).length;
  const figures = {
    kind: 'summary',
    ...goal,
    leads: rows.length,
    unjudged,
    skipped: bad.length,
    regret: regretAt(last),
  };
  return {
    lines: [
      ...bad.map(badLine),
      ...played.finder.map((week, index) => weekLine(week, regretAt(index), index === 0)),
      { data: { ...figures, policies }, text: '' },
    ],
    summary: summaryOf(policies, figures),
  };
}

function weeksOf(rows: readonly Row[]): Week<Row>[] {
  const weeks = new Map<number, { week: number; name: string; leads: Row[] }>();
  for (const row of rows) {
    const known = weeks.get(row.week);
    if (known === undefined) weeks.set(row.week, { week: row.week, name: row.name, leads: [row] });
    else known.leads.push(row);
  }
  return [...weeks.values()];
}

/** In hindsight, of the whole points; 101 posts nothing but the floor. Of equals, the one nearest to the start. */
function bestFixed(weeks: readonly Week<Row>[], goal: Goal): number {
  const bars = Array.from({ length: 102 }, (_, bar) => ({
    bar,
    gain: gainsOf(play(weeks, staticPolicy(bar), goal.seed), goal).at(-1) ?? 0,
  }));
  const away = ({ bar }: { bar: number }) => Math.abs(bar - goal.start);
  return bars.toSorted((a, b) => b.gain - a.gain || away(a) - away(b))[0]?.bar ?? goal.start;
}

function gainsOf(weeks: readonly Played[], { share }: Goal): Gains {
  let sum = 0;
  return weeks.map(({ posts }) => {
    for (const { lead } of posts) if (lead.accepted !== null) sum += Number(lead.accepted) - share;
    return sum;
  });
}

function missed(theirs: Gains, ours: Gains, index: number): number {
  return hundredths((theirs[index] ?? 0) - (ours[index] ?? 0));
}

function countsOf(weeks: readonly Played[]) {
  const posts = weeks.flatMap((week) => week.posts);
  return {
    posts: posts.length,
    floor: posts.filter(({ why }) => why === 'floor').length,
    judged: posts.filter(({ lead }) => lead.accepted !== null).length,
    accepts: posts.filter(({ lead }) => lead.accepted === true).length,
    sampled: weeks.reduce((sum, { sampled }) => sum + sampled.length, 0),
  };
}

const widths = [10, 6, 6, 6, 6, 8, 8, 7, 12, 8, 11];
const titles = ['week', 'bar', 'leads', 'posts', 'floor', 'accepts', 'sampled', 'labels', '90 % sure', 'regret', ''];
const row = (cells: readonly string[]) => cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join(' ');

function weekLine(played: Played, regret: Regret, isFirst: boolean): Printed {
  const { name, bar, leads, change } = played;
  const { posts, floor, judged, accepts, sampled } = countsOf([played]);
  const cells = [
    name,
    bar.toFixed(1),
    ...[leads.length, posts, floor, accepts, sampled, change?.labels ?? 0].map(String),
    change === null ? '–' : change.interval.map((end) => end.toFixed(0)).join('–'),
    regret.bestFixed.toFixed(1),
    change === null ? 'start' : `${change.kind}${change.alarm === null ? '' : ', alarm'}`,
  ];
  const figures = { kind: 'week', week: name, bar, leads: leads.length, posts, floor, judged, accepts, sampled };
  return {
    data: { ...figures, regret, change },
    text: `${isFirst ? `${row(titles)}\n` : ''}${row(cells)}`,
  };
}

type Summed = ReturnType<typeof countsOf> & {
  policy: keyof typeof names;
  lastBar: number;
  gain: number;
  regret: number;
};
type About = Goal & { leads: number; unjudged: number; skipped: number; regret: Regret };

function summaryOf(policies: readonly Summed[], { regret: against, ...about }: About): string[] {
  const { share, start, seed, leads, unjudged, skipped } = about;
  return [
    `${leads} leads, ${unjudged} of them never judged; ${skipped} rows skipped. Target ${percent(share, 1)}, start ${start}, seed ${seed}.`,
    '',
    ...policies.map(({ policy, lastBar, posts, judged, accepts, gain, regret }) => {
      const rate = `${accepts} of ${judged} judged accepted (${percent(accepts, judged)})`;
      return `${names[policy]}: ends at ${lastBar.toFixed(1)}, ${posts} posts, ${rate}, gain ${gain.toFixed(1)}, regret ${regret.toFixed(1)}`;
    }),
    '',
    `Regret of the bar finder: ${against.bestFixed.toFixed(1)} against the best fixed bar, ${against.static.toFixed(1)} against static, ${against.hillClimbing.toFixed(1)} against hill climbing; below zero it did better.`,
  ];
}

function hundredths(worth: number): number {
  return Math.round(worth * 100) / 100;
}
