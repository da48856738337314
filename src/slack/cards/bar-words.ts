// What managers and reps read of the bar.
import type { TeamBar } from '../../core/team-bar.ts';

const points = (value: number) => String(Math.round(value * 10) / 10);
const percent = (share: number) => `${Math.round(share * 100)}%`;

/** What a manager did, said of them. */
const did: Record<TeamBar['last']['kind'], string> = {
  began: 'began it',
  looked: 'had Baton look again',
  approve: 'approved the move',
  hold: 'kept it where it was',
  'roll-back': 'rolled it back',
  lock: 'locked it',
  unlock: 'unlocked it',
  aim: 'set the target share',
};

export const barWords = {
  title: (team: string, bar: number) => `The bar of ${team}: ${points(bar)}`,
  began: 'No verdict has been weighed yet: the bar stands where the playbook begins.',
  since: 'It has stood there since ',
  share: (share: number) => `Reps should accept ${percent(share)} of leads that just reach it`,
  band: (accepted: number, of: number, low: number, high: number) =>
    `Of late reps accepted ${accepted} of ${of} leads that scored ${Math.round(low)} to ${Math.round(high)}`,
  above: (accepted: number, of: number, atLeast: number) =>
    `${accepted} of ${of} at or above the bar: with 95% certainty at least ${percent(atLeast)} of such leads are accepted`,
  locked: 'Locked by ',
  flips: (count: number, to: number) =>
    count === 0
      ? `At ${points(to)}, no lead of the last four weeks would be judged otherwise.`
      : `At ${points(to)}, ${count === 1 ? 'this lead' : `these ${count}`} of the last four weeks would flip:`,
  flip: (score: number, was: string, would: string) => ` · ${score} of 100 · ${was} → ${would}`,
  flipSaid: (score: number, was: string, would: string) => `, ${score} of 100, ${was}, would be ${would}`,
  misses: (count: number) =>
    count === 1
      ? 'One near miss of last week. Should a rep have seen it?'
      : `${count} near misses of last week. Should a rep have seen them?`,
  miss: (score: number) => ` · ${score} of 100`,
  missNext: 'Your thumbs count like verdicts of reps. Nobody is posted or told because of them.',
  week: (week: string) => `${week} · Baton looks every Monday. /baton bar shows this at any time.`,

  buttons: {
    approve: 'Approve',
    hold: 'Hold',
    'roll-back': 'Roll back',
    lock: 'Lock',
    unlock: 'Unlock',
    aim: 'Target share…',
    flips: 'Who would flip?',
    look: 'Look again',
    up: '👍 Should have been posted',
    down: '👎 Rightly not',
  },

  aimModal: {
    title: 'Target share',
    submit: 'Save',
    close: 'Cancel',
    share: 'Of leads that just reach the bar, reps should accept',
    hint: 'In per cent, 5 to 95. Higher means fewer leads and better ones. Leave it empty for what the playbook says.',
    wrong: 'Write a whole number from 5 to 95.',
    about: (team: string, share: number) =>
      `For ${team}; the playbook says ${percent(share)}. It counts from the next look on.`,
  },
  flipsModal: { title: 'Who would flip?', close: 'Close' },

  done: {
    approve: (team: string, bar: number) => `The bar of ${team} is ${points(bar)} now. New leads are judged by it.`,
    hold: (team: string, bar: number) => `The bar of ${team} stays at ${points(bar)}. Baton looks again on Monday.`,
    'roll-back': (team: string, bar: number) =>
      `The bar of ${team} is back at ${points(bar)}. Monday may move it again; Lock keeps it there.`,
    lock: (team: string, bar: number) => `The bar of ${team} is locked at ${points(bar)} until somebody unlocks it.`,
    unlock: (team: string, bar: number) =>
      `The bar of ${team} is unlocked at ${points(bar)}. Baton looks again on Monday.`,
    aim: (team: string, _bar: number) => `The new target share of ${team} counts from the next look on.`,
  },
  over: (who: string, kind: TeamBar['last']['kind'], { ago, team, bar }: { ago: string; team: string; bar: number }) =>
    `${who} ${did[kind]} ${ago}, so nothing was changed. The bar of ${team} is ${points(bar)}; /baton bar shows what can be done now.`,
  overByBaton: (ago: string, team: string, bar: number) =>
    `Baton has looked again since, ${ago}, so nothing was changed. The bar of ${team} is ${points(bar)}; /baton bar shows what can be done now.`,
  lockedAlready: (who: string, ago: string) => `${who} has locked it already, ${ago}.`,
  notLocked: 'It is not locked.',
  sameShare: 'That is the target share already.',
  noTeam: 'The playbook has no such team any more. Nothing is left to do.',
  noFlips: 'Nothing is proposed any more, so nobody would flip.',
  thumbs: {
    up: 'Noted: it should have been posted. If that was a slip, press the other thumb.',
    down: 'Noted: rightly not posted. If that was a slip, press the other thumb.',
  },
  same: 'You have said so already. Press the other thumb to change it.',
  judged: (who: string) => `${who} has judged this lead meanwhile, so the verdict counts and the thumb does not.`,
  /** In front of the sentence of the last look. */
} as const;
