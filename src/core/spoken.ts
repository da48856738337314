// How Baton asks: in the interviewer's own words when they are safe and ask for something open, else in the playbook's.
// The interview policy has decided already *that* it asks; no reply can change that.
import { openFields, type Step } from './interview.ts';
import type { Reply, Turn } from './interviewer.ts';
import { type Found, namedIn, type Quotes } from './knowledge.ts';
import type { Answer, Lead } from './lead.ts';
import { type Field, fieldOf, type Playbook } from './playbook.ts';
import { howToReConfirm } from './re-confirm.ts';
import { type ReplyFault, replyFault } from './reply-fault.ts';
import { oldWordsIn } from './still-so.ts';

/** A step with the words of its question. */
export type Saying = Exclude<Step, { kind: 'ask' }> | Question;

export type Question = {
  kind: 'ask';
  lines: string[];
  /** Of what they said long ago, where they are asked whether it still holds. */
  blanks?: { when?: string; quote?: string };
  /** What is told from the team's pages before the question. */
  quotes: Quotes;
  asks: string;
  /**
   * Why the interviewer's own reply was not spoken. `not-open`: it asks nothing, or what must not be asked.
   * `unsourced`: the pages have the answer, and it does not name one.
   */
  fault: ReplyFault | 'not-open' | 'unsourced' | null;
};

type Asking = {
  lead: Lead;
  turn: Turn;
  /** In the visitor's language. */
  playbook: Playbook;
  /** What was found for the visitor's questions, and what Baton would quote of it by itself. */
  passages: readonly Found[];
  quotes: Quotes;
};

/** The lead is as it stands with this turn's answers: what was just said is not asked. */
export function speak({ field, again, old }: Extract<Step, { kind: 'ask' }>, about: Asking): Question {
  const { turn, playbook, passages, quotes } = about;
  const { reply, wants } = turn;
  const fault = reply === undefined ? null : faultOf(reply, { ...about, field, old });
  const steers = wants === 'off-topic' || wants === 'abuse';
  if (reply !== undefined && reply.asks !== null && fault === null && !steers) {
    const told: Quotes = { lines: [], tells: namedIn(reply.text, passages), restOpen: false };
    return { kind: 'ask', lines: [reply.text], quotes: told, asks: reply.asks, fault };
  }
  const { question, probe = question } = fieldOf(playbook, field.id) ?? field;
  const { lines, ...blanks } =
    old === undefined ? { lines: [again ? probe : question] } : howToReConfirm({ field, old }, about);
  return {
    kind: 'ask',
    lines: [...politely(turn, playbook, quotes), ...lines],
    blanks,
    quotes,
    asks: field.id,
    fault,
  };
}

type Judging = Asking & { field: Field; old: Answer | undefined };

function faultOf({ text, asks }: Reply, about: Judging): Question['fault'] {
  const { lead, field, old } = about;
  const fault = replyFault(text, about);
  if (fault !== null) return fault;
  const sourced = about.quotes.tells.length === 0 || namedIn(text, about.passages).length > 0;
  if (!sourced) return 'unsourced';
  // Whether something still holds is asked with their own words beside it, and by nobody's choice but ours.
  if (old !== undefined)
    return asks === field.id && oldWordsIn(text, old, { lead, field }) !== null ? null : 'not-open';
  return openFields(lead, about.playbook).some(({ id }) => id === asks) ? null : 'not-open';
}

/** What comes before the next question of the playbook. */
export function politely({ wants }: Turn, { words }: Playbook, quotes: Quotes): string[] {
  if (wants === 'asking' && quotes.tells.length === 0) return [words.passOn];
  if (wants === 'asking') return quotes.restOpen ? [words.passOnRest] : [];
  if (wants === 'declining') return [words.declined];
  if (wants === 'off-topic') return [words.offTopic];
  if (wants === 'abuse') return [words.abuse];
  return [];
}
