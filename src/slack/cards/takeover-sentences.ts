// What only the rep reads who takes over, hands back, or sends a line: what happened, and what to do now.
import type { Whisper } from '../../core/job.ts';
import type { Rep } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { formWords } from './form-words.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { type Outcome, sentences } from './sentences.ts';
import { takeoverWords } from './takeover-words.ts';

const said = takeoverWords.sentences;

export type TakeoverOutcome =
  | Outcome
  | { kind: 'talking' | 'nobody-talks' | 'unclaimed' | 'sent-already' | 'empty' | 'no-lead' | 'ours' | 'one-way' }
  | { kind: 'talks'; by: Rep };

export const takeoverSentences = {
  toTakeOver: (outcome: TakeoverOutcome, playbook: Playbook) => answer(outcome, playbook, said.tookOver),
  toHandBack: (outcome: TakeoverOutcome, playbook: Playbook) => answer(outcome, playbook, said.handedBack),
  toSend: (outcome: TakeoverOutcome, playbook: Playbook) => answer(outcome, playbook, said.sent),
};

/** For Slack, which reads mrkdwn where nothing else is said. */
export function whisperText(what: Whisper): string {
  return escapeMrkdwn(takeoverWords.whispers[what]);
}

function answer(outcome: TakeoverOutcome, playbook: Playbook, done: string): string {
  switch (outcome.kind) {
    case 'done':
      return done;
    case 'talking':
      return said.talking;
    case 'nobody-talks':
      return said.nobodyTalks;
    case 'talks':
      return said.talks(outcome.by.name);
    case 'unclaimed':
      return said.unclaimed;
    case 'sent-already':
      return said.sentAlready;
    case 'empty':
      return said.empty;
    case 'no-lead':
      return said.noLead;
    case 'ours':
      return said.ours;
    case 'one-way':
      return formWords.cannotTalk;
    default:
      return sentences.toClaim(outcome, playbook);
  }
}
