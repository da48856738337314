// The one sentence that tells a manager why the bar moved, or did not.
import type { BarChange } from './bar-finder.ts';

type Told = Omit<BarChange, 'sentence'> & { share: number; limit: number; fewestLabels: number };

export function barWhy(told: Told): string {
  return `${moveOf(told)}${changeOfMind(told)}.`;
}

function moveOf(told: Told): string {
  const { kind, before, after, proposal, volume, fewestLabels, labels, borrowed } = told;
  const stays = `The bar stays at ${points(before)}`;
  switch (kind) {
    case 'collecting':
      return `${stays}: ${labels + borrowed} of the ${fewestLabels} verdicts that it takes to move it are there`;
    case 'locked':
      return `${stays} because it is locked${labels + borrowed < fewestLabels ? '' : `; ${found(told)}`}`;
    case 'held':
      return `${stays}: ${found(told)}`;
    case 'proposed':
      return `${stays} until a manager approves ${points(proposal ?? before)}, which would have made ${volume.after} posts of the last weeks' ${volume.before}; ${found(told)}`;
    case 'moved': {
      const way = after > before ? 'up' : 'down';
      return `The bar goes ${way} from ${points(before)} to ${points(after)}: ${found(told)}${atMost(told)}`;
    }
  }
}

function found({ labels, borrowed, share, target, interval: [low, high] }: Told): string {
  const own = `${labels} ${labels === 1 ? 'verdict' : 'verdicts'}`;
  const lent = borrowed === 0 ? '' : ` and ${borrowed} of other teams`;
  const sure = `90 % sure: ${Math.round(low)} to ${Math.round(high)}`;
  return `going by ${own}${lent}, reps accept ${Math.round(100 * share)} % of leads that score ${points(target)} (${sure})`;
}

function atMost({ after, target, limit }: Told): string {
  return Math.abs(target - after) < 0.005 ? '' : `, and the bar moves at most ${limit} points a week`;
}

function changeOfMind({ alarm }: Told): string {
  return alarm === null ? '' : `; reps have become ${alarm} of late, so verdicts from before count for little`;
}

function points(value: number): string {
  return String(Math.round(value * 10) / 10);
}
