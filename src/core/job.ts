// The outside actions Baton can owe. A job row is the promise; its payload mostly points at what is stored,
// so a job that runs late or twice acts on the present truth.
import type { Told } from './answer.ts';
import type { EventId, Meeting, ProposedTime } from './booking.ts';
import type { Card, LeadId, Rep } from './lead.ts';
import type { Writer } from './mail-thread.ts';
import type { News } from './news.ts';
import type { Asking } from './question.ts';
import type { Rung } from './rungs.ts';
import type { SlotChoice } from './slot-choice.ts';
import type { Wish } from './wish.ts';

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
  /** The visitor answered a sequence, last of all its step `step`, counted from 1. */
  | { kind: 'step-answered'; at: string; sequence: string; step: number; sentAt: string }
  | { kind: 'returned'; at: string }
  /** `isCalled`: by a mention, else by name only. */
  | { kind: 'yours'; rep: Rep; at: string; until: string; isCalled: boolean }
  | { kind: 'managers-told'; at: string; reps: readonly { rep: Rep; isCalled: boolean }[] }
  | { kind: 'released'; rep: Rep; at: string }
  | { kind: 'transcript'; from: number; to: number; upTo: number }
  | { kind: 'wrote'; message: number }
  | { kind: 'taken-over'; rep: Rep; at: string }
  | { kind: 'handed-back'; rep: Rep; at: string; why: Ending }
  /** Somebody wrote line `message` in the chat product. `pauses`: Baton is silent from here on. */
  | { kind: 'operator'; message: number; product: string; pauses: boolean }
  /** A line of ours that the visitor never gets; null: one the product took and lost. `why`: a sentence. */
  | { kind: 'undelivered'; at: string; message: number | null; why: string }
  /** `by`: a rep's Slack id, `visitor` or `calendar`. */
  | { kind: 'booked'; at: string; by: string; meeting: Meeting }
  | { kind: 'moved'; at: string; by: string; meeting: Meeting; from: Meeting }
  /** `left`: Baton had no access to take it out of the calendar. */
  | { kind: 'cancelled'; at: string; by: string; meeting: Meeting; left: boolean }
  /** `stays`: the meeting that was to be moved. */
  | { kind: 'slot-lost'; at: string; by: string; why: SlotLoss; meeting: Meeting; stays: Meeting | null }
  /** What a rep sent the visitor to choose from. */
  | { kind: 'times-sent'; at: string; rep: Rep; times: readonly ProposedTime[]; lengthMin: number }
  /** At the end of the meeting, its rep is asked what became of it. */
  | { kind: 'ask-held'; at: string; rep: Rep; meeting: Meeting }
  | { kind: 'met' | 'missed'; at: string; rep: Rep; meeting: Meeting }
  /** A visitor with a disposable address chose it; it goes through by itself then. */
  | { kind: 'review'; at: string; until: string; address: string; meeting: Meeting }
  /** `why`: in the words of the mail server. */
  | { kind: 'mail-refused'; at: string; what: MailKind; address: string; why: string }
  /** Any mail of ours came back, or was called spam. */
  | { kind: 'mail-failed'; at: string; what: 'bounced' | 'complained'; address: string; why: string }
  /** Somebody else answered a mail to the visitor. */
  | { kind: 'colleague-wrote'; at: string; from: Writer; text: string }
  /** The event was moved in the calendar to where no meeting can be, or onto another one's time. */
  | { kind: 'odd-time'; at: string; rep: Rep; what: OddTime; meeting: Meeting }
  /** A host declined the event of their own meeting. */
  | { kind: 'host-declined'; at: string; rep: Rep; meeting: Meeting }
  /** Baton cannot get into this rep's calendar any more, in which the meeting stands. */
  | { kind: 'access-lost'; at: string; rep: Rep; meeting: Meeting };

export type OddTime = 'past' | 'all-day' | 'overlap';

/** Why a time that was asked for never came into the calendar. */
export type SlotLoss = 'declined' | 'taken' | 'no-access' | 'unreachable' | 'expired' | 'over';

/** `choose`: times to choose from. */
export type MailKind = 'booked' | 'moved' | 'cancelled' | 'reminder' | 'choose';

/**
 * Why a takeover ended: the rep pressed, nobody wrote any more, the rep's working day was over, or in the chat product the
 * conversation was closed or given back, or the visitor wrote elsewhere.
 */
export type Ending = 'pressed' | 'silence' | 'shift' | 'closed' | 'given-back' | 'elsewhere';

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
  /** A message in a chat product that told only of its being there. */
  | { kind: 'read-chat'; product: string; conversation: string; message: string }
  /** What was said in a chat product and may never have been told. */
  | { kind: 'catch-up-chat'; product: string }
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
  /** The next silence that the rubric weighs may be reached. */
  | { kind: 're-score'; lead: LeadId }
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
  /** `to`: a channel, or a person by their Slack id. `lead`: whom it is about, if anybody. */
  | { kind: 'tell'; to: string; news: News; lead?: LeadId }
  /** The modal in which `rep` books shows what is free. */
  | { kind: 'fill-slots'; lead: LeadId; rep: string; view: string; choice: SlotChoice }
  /** And the meeting, once the calendar has it. */
  | { kind: 'show-booked'; lead: LeadId; rep: string; view: string }
  /** What the lead wants a calendar to have. */
  | { kind: 'confirm-booking'; lead: LeadId; event: EventId }
  /** The time was kept so long for this event. */
  | { kind: 'expire-hold'; lead: LeadId; event: EventId }
  /** Under this id, the rep's calendar is to have what the lead says, which mostly is nothing. */
  | { kind: 'drop-event'; lead: LeadId; rep: string; event: EventId }
  /** The meeting that begins at `startsAt` is over. */
  | { kind: 'ask-held'; lead: LeadId; event: EventId; startsAt: string }
  | { kind: 'read-busy'; rep: string }
  /** In answer to line `after`: times the visitor may choose from, `not` these again. `notice`: what is said before them. */
  | {
      kind: 'propose-times';
      lead: LeadId;
      after: number;
      want: Wish | null;
      not: readonly string[];
      notice: string | null;
    }
  /** The times that line `message` offered have brought nothing. */
  | { kind: 'nudge-visitor'; lead: LeadId; message: number }
  /** `dueAt` null: not worked out yet. */
  | { kind: 'alert-rep'; lead: LeadId; message: number; dueAt: string | null }
  /** A rep came back from the consent page of their calendar: what they brought along is to be redeemed. */
  | { kind: 'redeem-grant'; rep: string; consent: string }
  /** Baton needs it no more. `token`: as it was sealed for this rep. */
  | { kind: 'revoke-grant'; rep: string; email: string; token: string }
  | { kind: 'draw-home'; rep: string }
  /** What changed in this rep's calendar since Baton looked last. */
  | { kind: 'read-calendar'; rep: string }
  /** Baton is to be called when something changes there. */
  | { kind: 'watch-calendar'; rep: string }
  /** And is not to be called on this channel any more. */
  | { kind: 'unwatch-calendar'; rep: string; channel: string; resource: string }
  /** A mail to the visitor. `for`: when the calendar changed, when times were proposed, or of a reminder, when it begins. */
  | { kind: 'send-mail'; lead: LeadId; what: MailKind; for: string; minutes?: number }
  /** A step of the sequence that the lead is in, due at `at`. */
  | { kind: 'send-step'; lead: LeadId; step: number; at: string }
  /** So many minutes before the meeting begins. */
  | { kind: 'remind-visitor'; lead: LeadId; startsAt: string; minutes: number }
  /** Every few minutes: whose calendars are to be read and watched. */
  | { kind: 'tend-calendars' }
  /** A team's bar is looked for, and its managers hear of it, once in this week. */
  | { kind: 'move-bar'; team: string; week: number }
  | { kind: 'tell-bar'; to: string; team: string; week: number }
  /** A week in which reps had too little to judge is filled up. */
  | { kind: 'keep-learning'; team: string; week: number }
  /** The numbers of that week, of all teams or one, to the channel that reads them; then the rest in its thread, and a picture if need be. */
  | { kind: 'send-digest'; to: string; week: number; team?: string }
  | { kind: 'detail-digest'; week: number; card: Card; team?: string }
  | { kind: 'tell-misses'; week: number; card: Card; team?: string }
  | { kind: 'draw-digest'; week: number; card: Card; team?: string }
  /** What the CRM has of a lead is not what it should have. */
  | { kind: 'sync-crm'; lead: LeadId }
  /** Whether the CRM has what the playbook names there. */
  | { kind: 'check-crm' }
  /** What became of leads, as the CRM has it. */
  | { kind: 'read-outcomes' }
  /** Whom the CRM knows the visitor as. */
  | { kind: 'look-up-crm'; lead: LeadId }
  /** Reps who want it read their own numbers of that week. */
  | { kind: 'tell-weeks'; week: number }
  | { kind: 'tell-week'; to: string; week: number }
  /** Who reads which conversations of the week before is drawn, and each reviewer gets their list. */
  | { kind: 'ask-reviews'; week: number }
  | { kind: 'list-reviews'; to: string; week: number }
  /** Managers hear what reviews of late say that the playbook should say; without any, the ops channel does. */
  | { kind: 'propose-changes'; week: number }
  | { kind: 'tell-changes'; to: string; week: number }
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

/** A lead sleeps until then; another time replaces this one. */
export function owedWake(lead: LeadId, at: string, now: string): Owed[] {
  return [{ job: { kind: 'wake', lead, at }, key: `wake:${lead}`, delayMs: Date.parse(at) - Date.parse(now) }];
}

/** Who is in each team's channel is to be learned. */
export function owedChannels({ teams }: { teams: readonly { id: string }[] }): Owed[] {
  return teams.map(({ id: team }) => ({ job: { kind: 'learn-channel', team }, key: `learn-channel:${team}` }));
}

/** When these reps are busy is to be read anew, once however many ask. */
export function owedBusy(reps: readonly string[]): Owed[] {
  return reps.map((rep) => ({ job: { kind: 'read-busy', rep }, key: `read-busy:${rep}`, joins: true }));
}
