// What a manager might do next, as the numbers say: at most three sentences, the weightiest first, each with its number. What
// is counted on few says nothing.
import { middleOf } from './intervals.ts';
import { decidedOf, type Figures, type Report } from './report.ts';
import { few, reportWords } from './report-words.ts';

const words = reportWords.next;
const most = 3;
const hourMs = 3_600_000;

/** What a reason is called, and whether it says that the lead came to the wrong place. */
export type ReasonOf = (id: string) => { label: string; isRouting: boolean };

type Said = string | false;

export function reportNext(
  { all, claims, before }: Pick<Report, 'all' | 'claims' | 'before'>,
  reasonOf: ReasonOf,
): string[] {
  const said: Said[] = [
    unanswered(all),
    lowRate(all, reasonOf),
    misrouted(all, reasonOf),
    all.toClaim.of >= few && (all.toClaim.p90Ms ?? 0) > 2 * hourMs && words.slowClaim(all.toClaim.p90Ms ?? 0),
    noShows(all),
    lost(all, before),
    all.accepted >= few && all.booked < all.accepted / 5 && words.unbooked(all.booked, all.accepted),
    all.toTouch.of >= few && (all.toTouch.medianMs ?? 0) > hourMs && words.slowTouch(all.toTouch.medianMs ?? 0),
    all.reasked >= 3 && words.reasked(all.reasked),
    claims.made >= 5 * few && claims.refused > claims.made / 10 && words.refused(claims.refused, claims.made),
  ];
  return said.filter((each) => each !== false).slice(0, most);
}

function unanswered(all: Figures): Said {
  return all.offered >= 10 && all.waiting > all.offered / 3 && words.waiting(all.waiting, all.offered);
}

function lowRate(all: Figures, reasonOf: ReasonOf): Said {
  const decided = decidedOf(all);
  const [top] = Object.entries(all.reasons);
  if (top === undefined || decided < few || all.accepted >= decided / 2) return false;
  return words.lowRate(all.accepted, decided, reasonOf(top[0]).label, top[1]);
}

function misrouted({ reasons, rejected }: Figures, reasonOf: ReasonOf): Said {
  const [top] = Object.entries(reasons).filter(([id]) => reasonOf(id).isRouting);
  if (top === undefined || top[1] < 5 || top[1] < rejected / 5) return false;
  return words.routing(top[1], reasonOf(top[0]).label);
}

function noShows({ met, missed }: Figures): Said {
  const ended = met + missed;
  return ended >= few && missed > ended / 4 && words.noShows(missed, ended);
}

/** Half as many again as usually; one or two weeks before say nothing usual. */
function lost(all: Figures, before: Report['before']): Said {
  if (before.length < 3 || all['cql-lost'] < 10) return false;
  const usual = middleOf(before.map((week) => week.all['cql-lost']));
  return usual !== null && all['cql-lost'] > 1.5 * usual && words.lost(all['cql-lost'], usual);
}
