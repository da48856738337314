// How Baton asks: in the interviewer's own words when they are safe and ask for something open, else in the playbook's.
// The interview policy has decided already *that* it asks; no reply can change that.
import { openFields, type Step } from './interview.ts';
import type { Turn } from './interviewer.ts';
import type { Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { type ReplyFault, replyFault } from './reply-fault.ts';

/** A step with the words of its question. */
export type Saying = Exclude<Step, { kind: 'ask' }> | Question;

export type Question = {
  kind: 'ask';
  lines: string[];
  asks: string;
  /** Why the interviewer's own reply was not spoken. `not-open`: it asks nothing, or what must not be asked. */
  fault: ReplyFault | 'not-open' | null;
};

type Asking = { lead: Lead; turn: Turn; playbook: Playbook };

/** The lead is as it stands with this turn's answers: what was just said is not asked. */
export function speak({ field, again }: Extract<Step, { kind: 'ask' }>, { lead, turn, playbook }: Asking): Question {
  const { reply, wants } = turn;
  const fault = reply === undefined ? null : faultOf(reply, lead, playbook);
  const steers = wants === 'off-topic' || wants === 'abuse';
  if (reply !== undefined && reply.asks !== null && fault === null && !steers) {
    return { kind: 'ask', lines: [reply.text], asks: reply.asks, fault };
  }
  const question = again ? (field.probe ?? field.question) : field.question;
  return { kind: 'ask', lines: [...politely(turn, playbook), question], asks: field.id, fault };
}

function faultOf({ text, asks }: NonNullable<Turn['reply']>, lead: Lead, playbook: Playbook): Question['fault'] {
  const fault = replyFault(text, { lead, playbook });
  if (fault !== null) return fault;
  return openFields(lead, playbook).some(({ id }) => id === asks) ? null : 'not-open';
}

/** What comes before the next question of the playbook. */
export function politely({ wants }: Turn, { words }: Playbook): string[] {
  if (wants === 'asking') return [words.passOn];
  if (wants === 'declining') return [words.declined];
  if (wants === 'off-topic') return [words.offTopic];
  if (wants === 'abuse') return [words.abuse];
  return [];
}
