// What an interviewer is: it reads a lead and says what the visitor said and wants. Whoever runs one checks every claim
// with `checkClaim` before believing it; what to do next is decided elsewhere, and a reply is only spoken if that allows it.
import type { Found } from './knowledge.ts';
import type { Claim, Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import type { Wants } from './wants.ts';

export type { Wants } from './wants.ts';

/** What an interviewer would say, and the field it asks for with that. */
export type Reply = { text: string; asks: string | null };

/** Tokens that a model counted; `cached` is the part of `input` that it knew already. */
export type Usage = { input: number; cached: number; output: number };

export type Turn = {
  claims: Claim[];
  wants: Wants;
  /** `guided`, or the model and the version of its prompt: `openai:gpt-5.4-mini:p3`. */
  interviewer: string;
  /** Without one the playbook speaks. */
  reply?: Reply;
  usage?: Usage;
  /** Why the guided interviewer took this turn in place of the model. */
  fellBack?: string;
};

/**
 * `passages`: what the team's pages say about the questions in the unread lines, best first for each question.
 * `spent`: tokens that models have read and written in this conversation so far.
 */
export type View = { lead: Lead; playbook: Playbook; passages?: readonly Found[]; spent?: number };

/** What a turn comes to that is still being written: the reply stands as far as it goes, everything else is there. */
export type Unfinished = Pick<Turn, 'claims' | 'wants'> & { reply: Reply; isWhole: boolean };
/** `null`: what was told so far does not count. */
export type OnProgress = (soFar: Unfinished | null) => void;

/** With `onProgress` it tells how far it is, if it can; the turn is the same. */
export type Interviewer = (view: View, onProgress?: OnProgress) => Promise<Turn>;
