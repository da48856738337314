// The sentence that only the rep who pressed reads: what happened, and what to do now. It is plain text: in a
// modal it is shown as it is, and whoever sends it as mrkdwn escapes it.
import type { Lead } from '../../core/lead.ts';
import { type Playbook, teamOf } from '../../core/playbook.ts';
import { showValue } from '../../core/value.ts';
import type { Missed } from '../../core/verdict.ts';
import { ladderWords } from './ladder-words.ts';
import { oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { words } from './words.ts';

export type Outcome = { kind: 'done'; lead: Lead } | { kind: 'gone' } | { kind: 'too-late' } | Missed;

/** Up to here two reps were racing; after it one of them simply came later. */
const raceMs = 60_000;

export const sentences = {
  toClaim: (outcome: Outcome, playbook: Playbook) => answer(outcome, playbook, () => words.sentences.claimed),
  toReject: (outcome: Outcome, playbook: Playbook) => later(outcome, playbook, () => words.sentences.rejected),
  toNurture: (outcome: Outcome, playbook: Playbook) => later(outcome, playbook, nurtured),
  toUndo: (outcome: Outcome, playbook: Playbook) => {
    if (outcome.kind === 'taken') return words.sentences.notYours(nameOf(outcome.by));
    if (outcome.kind === 'over') {
      const { lead } = outcome;
      return lead.repVerdict === null
        ? words.sentences.nothingToUndo
        : words.sentences.over(words.title(lead).toLowerCase());
    }
    return answer(outcome, playbook, () => words.sentences.undone);
  },
  toInTouch: (outcome: Outcome | { kind: 'touched-already' }, playbook: Playbook) =>
    outcome.kind === 'touched-already'
      ? ladderWords.sentences.touchedAlready
      : later(outcome, playbook, () => ladderWords.sentences.inTouch),
  only: ({ who, groups }: { who: readonly string[]; groups: boolean }) =>
    words.sentences.only(
      who.map((name) => oneLine(name, glance.name)),
      groups,
    ),
  toRetry: (count: number) => words.ops.retried(count),
  oldButton: words.sentences.oldButton,
  failed: (reference: string) => words.sentences.failed(reference),
};

/** Whoever wanted something else than to claim was in no race, however close it was. */
function later(outcome: Outcome, playbook: Playbook, done: (lead: Lead) => string): string {
  if (outcome.kind === 'taken') return words.sentences.taken(nameOf(outcome.by), outcome.msAgo);
  return answer(outcome, playbook, done);
}

function answer(outcome: Outcome, playbook: Playbook, done: (lead: Lead) => string): string {
  switch (outcome.kind) {
    case 'done':
      return done(outcome.lead);
    case 'gone':
      return words.sentences.gone;
    case 'too-late':
      return words.sentences.tooLate;
    case 'yours':
      return words.sentences.yours;
    case 'taken': {
      const { by, msAgo } = outcome;
      return words.sentences[msAgo < raceMs ? 'faster' : 'taken'](nameOf(by), msAgo);
    }
    case 'over':
      return over(outcome.lead);
    case 'not-yet':
      return ladderWords.sentences.notYet(nameOf(outcome.by), words.span(outcome.msLeft));
    case 'not-allowed':
      return notAllowed(outcome.team, playbook);
  }
}

function nurtured({ repVerdict }: Lead): string {
  return words.sentences.nurtured(repVerdict?.kind === 'nurtured' ? showValue('date', repVerdict.until) : '');
}

function over(lead: Lead): string {
  const state = words.title(lead).toLowerCase();
  return lead.repVerdict === null
    ? words.sentences.over(state)
    : words.sentences.overBy(nameOf(lead.repVerdict.by), state);
}

function notAllowed(id: string, playbook: Playbook): string {
  const team = teamOf(playbook, id);
  const names = (team?.reps ?? []).map(nameOf);
  return words.sentences.notAllowed(oneLine(team?.name ?? id, glance.name), names);
}

function nameOf({ name }: { name: string }): string {
  return oneLine(name, glance.name);
}
