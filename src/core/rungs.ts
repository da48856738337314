// How far a lead has climbed while it waits: for somebody to claim it, and then for its visitor to hear from them. `ladder.ts`
// and `release.ts` move it.
import type { Rep } from './lead.ts';

/** Steps of the offer ladder. `open`: everybody's, which the card alone says; `channel`: the channel is told so. */
export type Rung = 'exclusive' | 'open' | 'channel' | 'reminder' | 'managers';

/** How far an offered lead has climbed: the last step taken, since `at`, and the next one. */
export type OfferedLadder = {
  kind: 'offered';
  step: Rung | null;
  at: string;
  /** Nobody else may claim until then. `until` null: not worked out yet. */
  alone: { rep: Rep; until: string | null } | null;
  /** Since when it is everybody's. */
  openAt: string | null;
  next: { step: Rung | 'begin'; at: string } | null;
  /** The day whose morning brief tells of it. */
  brief: string | null;
};

/** By when the visitor of a claimed lead must have heard something; `dueAt` null: not worked out yet. */
export type ClaimedLadder = {
  kind: 'claimed';
  since: string;
  dueAt: string | null;
  next: { step: 'begin' | 'remind' | 'release'; at: string };
};
export type Ladder = OfferedLadder | ClaimedLadder;
