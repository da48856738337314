// What only the manager reads who pressed a button of a bar or a thumb.
import type { Playbook } from '../../core/playbook.ts';
import type { BarAct, BarMissed, TeamBar } from '../../core/team-bar.ts';
import { nameOfTeam, reasonOf } from './bar-parts.ts';
import { barWords as words } from './bar-words.ts';
import { oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { sentences } from './sentences.ts';
import { words as rest } from './words.ts';

type About = { playbook: Playbook; now: string };
type Only = { kind: 'only'; who: string[]; groups: boolean };
type Pressed = { kind: 'done'; bar: TeamBar } | { kind: 'no-team' } | BarMissed | Only;
type Thumbed = { kind: 'done' | 'same' | 'gone' | 'no-team' } | { kind: 'judged'; by: string } | Only;

export const barSentences = {
  toPress(outcome: Pressed, act: BarAct | 'look', about: About): string {
    switch (outcome.kind) {
      case 'only':
        return sentences.only(outcome);
      case 'no-team':
        return words.noTeam;
      case 'over':
        return overtaken(outcome.bar, about);
      case 'as-it-was':
        return asItWas(outcome.bar, act, about);
      case 'done': {
        const { bar } = outcome;
        return act === 'look' ? reasonOf(bar) : words.done[act](nameOfTeam(bar.team, about), bar.state.bar);
      }
    }
  },
  toThumb(outcome: Thumbed, up: boolean): string {
    switch (outcome.kind) {
      case 'only':
        return sentences.only(outcome);
      case 'done':
        return words.thumbs[up ? 'up' : 'down'];
      case 'same':
        return words.same;
      case 'judged':
        return words.judged(oneLine(outcome.by, glance.name));
      case 'no-team':
        return words.noTeam;
      case 'gone':
        return rest.sentences.gone;
    }
  },
};

function overtaken(bar: TeamBar, about: About): string {
  const { last, state } = bar;
  const ago = rest.ago(Date.parse(about.now) - Date.parse(last.at));
  const team = nameOfTeam(bar.team, about);
  return last.by === null
    ? words.overByBaton(ago, team, state.bar)
    : words.over(oneLine(last.by.name, glance.name), last.kind, { ago, team, bar: state.bar });
}

function asItWas({ locked }: TeamBar, act: BarAct | 'look', { now }: About): string {
  if (act === 'aim') return words.sameShare;
  if (locked === null) return words.notLocked;
  const ago = rest.ago(Date.parse(now) - Date.parse(locked.at));
  return words.lockedAlready(oneLine(locked.by.name, glance.name), ago);
}
