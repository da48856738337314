// The outside actions Baton can owe. A job row is the promise; its payload mostly points at what is stored,
// so a job that runs late or twice acts on the present truth.
import type { Told } from './answer.ts';
import type { Card, LeadId, Rep, Rung } from './lead.ts';
import type { News } from './news.ts';
import type { Asking } from './question.ts';

/** A line in the card's thread. It carries what it says, because the lead may have moved on when it is posted. */
export type Note =
  /** `from`: the first line that the thread does not have yet; 1 where nothing is said. */
  | { kind: 'claimed'; rep: Rep; at: string; from?: number; upTo: number }
  /** `brief`: nobody has had it in this thread. */
  | { kind: 'reassigned'; rep: Rep; by: Rep; at: string; words: string; from: number; upTo: number; brief: boolean }
  /** `rep` said that it is not theirs; `to`: whose it should be now. */
  | { kind: 'passed-on'; rep: Rep; at: string; to: Rep | null }
  /** `reps`: those it is for. */
  | { kind: 'woke'; at: string; reps: readonly Rep[] }
  | { kind: 'rejected'; rep: Rep; at: string; reason: string; wrongField: string | null; words: string }
  | { kind: 'nurtured'; rep: Rep; at: string; until: string; words: string }
  | { kind: 'undone'; rep: Rep; at: string; what: string }
  | { kind: 'returned'; at: string }
  /** `isCalled`: by a mention, else by name only. */
  | { kind: 'yours'; rep: Rep; at: string; until: string; isCalled: boolean }
  | { kind: 'managers-told'; at: string; reps: readonly { rep: Rep; isCalled: boolean }[] }
  | { kind: 'released'; rep: Rep; at: string }
  | { kind: 'transcript'; from: number; to: number; upTo: number }
  | { kind: 'wrote'; message: number }
  | { kind: 'taken-over'; rep: Rep; at: string }
  | { kind: 'handed-back'; rep: Rep; at: string; why: Ending };

/** Why a takeover ended: the rep pressed, nobody wrote any more, or the rep's working day was over. */
export type Ending = 'pressed' | 'silence' | 'shift';

/** What only one person reads in a thread. */
export type Whisper =
  | 'kept-note'
  | 'not-sent-broadcast'
  | 'not-sent-files'
  | 'files-left'
  | 'not-sent-ended'
  | 'edit-too-late'
  | 'delete-too-late';

export type Job =
  | { kind: 'take-turn'; lead: LeadId }
  | { kind: 'settle-silence'; lead: LeadId; after: number }
  | { kind: 'send-reply'; lead: LeadId }
  | { kind: 'post-card'; lead: LeadId }
  | { kind: 'update-card'; lead: LeadId }
  /** `look`: it may stand in the thread already, although this job is new. */
  | { kind: 'post-note'; lead: LeadId; note: Note; look?: boolean }
  /** `about`: the line in the thread that it is about, by Slack's number. */
  | { kind: 'whisper'; lead: LeadId; to: string; about: string; what: Whisper }
  /** The takeover that began at `at` ends: `after` message number so and so was the last, or with the rep's shift. */
  | { kind: 'end-takeover'; lead: LeadId; at: string; why: 'silence'; after: number }
  | { kind: 'end-takeover'; lead: LeadId; at: string; why: 'shift' }
  /** The time until which the lead was snoozed. */
  | { kind: 'wake'; lead: LeadId; at: string }
  /** Its person was erased: what Baton wrote in the thread of this card is to be deleted. */
  | { kind: 'find-messages'; lead: LeadId; card: Card }
  /** And what it may have written to this channel or person, since then, without hearing that it stands. */
  | { kind: 'find-messages'; lead: LeadId; to: string; since: string }
  /** `card`: where the message stands. */
  | { kind: 'delete-message'; lead: LeadId; card: Card }
  /** The lead has moved to another channel: the card that stood here says so. */
  | { kind: 'retire-card'; lead: LeadId; card: Card }
  /** A step of the offer ladder that is due at `at`; dropped when the lead has moved on. */
  | { kind: 'climb-ladder'; lead: LeadId; step: Rung | 'begin'; at: string }
  /** The same for a claimed lead whose visitor has heard nothing yet. */
  | { kind: 'release-claim'; lead: LeadId; step: 'begin' | 'remind' | 'release'; at: string }
  /** What came in while the team was out, on the day on which they are back. */
  | { kind: 'post-brief'; team: string; day: string }
  /** Everything that a person or a channel has to be told of leads, as one message. */
  | { kind: 'send-nudges'; to: string }
  /** `workspace`: where they pressed or wrote, if several may install Baton. */
  | { kind: 'learn-rep'; rep: string; workspace?: string }
  | { kind: 'learn-groups' }
  /** Who is in the channel of a team, and so a rep. */
  | { kind: 'learn-channel'; team: string }
  /** To what somebody wrote to Baton as line `ts`; in the thread they wrote it in, else beneath it. */
  | {
      kind: 'answer';
      rep: string;
      channel: string;
      thread: string;
      ts: string;
      said: Asking | Told;
      workspace?: string;
    }
  /** `to`: a channel, or a person by their Slack id. */
  | { kind: 'tell'; to: string; news: News }
  /** A direct message to the rep who was given a lead. */
  | { kind: 'tell-given'; lead: LeadId; to: string; by: Rep; at: string; words: string };

export type JobKind = Job['kind'];
export type JobOf<K extends JobKind> = Extract<Job, { kind: K }>;

/**
 * A job to enqueue. Jobs with the same key replace each other while they wait; one that `joins` takes over the time of
 * the one that waits, so that however many come, none pushes it back.
 */
export type Owed = { job: Job; key?: string; delayMs?: number; joins?: true };

/** Jobs of one lead run one after the other, in the order in which they became due. */
export function serialOf(job: Job): string | null {
  return 'lead' in job ? job.lead : null;
}

/** Who is in each team's channel is to be learned. */
export function owedChannels({ teams }: { teams: readonly { id: string }[] }): Owed[] {
  return teams.map(({ id: team }) => ({ job: { kind: 'learn-channel', team }, key: `learn-channel:${team}` }));
}
