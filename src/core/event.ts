// The line that says what happened and why. Kinds are past participles; `by` is `visitor`, `baton`, `calendar`,
// `crm` or a rep's Slack id.
import type { LeadId } from './lead.ts';

export type EventKind =
  | 'received'
  /** It looks like spam and waits for somebody to let it through; and somebody did. */
  | 'held'
  | 'let-through'
  | 'answered'
  /** The visitor goes on in another conversation; what they told in an earlier lead came along; and somebody said that it is not them. */
  | 'joined'
  /** The website said who they are, in the middle of the conversation. */
  | 'identified'
  | 'carried'
  | 'parted'
  | 'offered'
  /** A turn went back to its rep. */
  | 'credited'
  | 'claimed'
  | 'rejected'
  | 'nurtured'
  /** A sequence began; a step of it went out, or had nothing to say; it stopped, and why. */
  | 'nurture-began'
  | 'nurture-sent'
  | 'nurture-skipped'
  | 'nurture-stopped'
  | 'undone'
  | 'closed'
  | 'quieted'
  | 'reopened'
  | 'posted'
  | 'delayed'
  | 'retried'
  | 'taken-over'
  | 'handed-back'
  | 'relayed'
  | 'withdrawn'
  | 'touched'
  | 'reassigned'
  | 'snoozed'
  | 'woken'
  /** A step of the offer ladder was taken. */
  | 'climbed'
  /** A claim ended because the visitor heard nothing. */
  | 'released'
  /** The score moved after the hand-off; and with it, or with a pillar, the lead is qualified no more, or again. */
  | 're-scored'
  | 'cql-lost'
  | 'cql-regained'
  /** And it is a customer's, by the page's own rules. */
  | 'at-risk'
  /** A rep said that the lead is not theirs or their team's: feedback on the routing, no verdict. */
  | 'misrouted'
  /** Times were offered to the visitor, or none could be; and somebody was asked or told once more about them. */
  | 'proposed'
  | 'nudged'
  /** A time was asked for, came into the calendar, changed there, or never got there; `by` may be `calendar`. */
  | 'reserved'
  | 'booked'
  | 'moved'
  | 'cancelled'
  | 'slot-lost'
  /** The visitor answered the invitation. */
  | 'replied'
  /** The CRM knows the visitor or their company; the lead stands there; or it could not be written, or not all of it. */
  | 'recognised'
  | 'synced'
  | 'not-synced'
  /** What became of it in money; `by` may be `crm`. */
  | 'opportunity'
  | 'won'
  | 'lost'
  /** What became of the meeting: it was held, or the visitor did not come. */
  | 'met'
  | 'missed'
  /** Of the meeting, in the chat. */
  | 'reminded'
  /** A mail went to the visitor, or was `refused`. */
  | 'mailed'
  /** A mail to the visitor came back, or they called it spam. */
  | 'bounced'
  | 'complained'
  /** A mail came that is no line of the visitor's; `data` says whose it is. About no lead where nobody knows whose. */
  | 'mail-set-aside'
  /** Baton wrote of it outside its card's thread; `data` says where. */
  | 'told'
  | 'erased'
  /** A file said what is known of a lead from before Baton. */
  | 'imported'
  /** A rep changed their own absence, habits or preferences, or a manager did for them; about no lead. */
  | 'went-away'
  | 'came-back'
  | 'changed-habits'
  | 'changed-preferences'
  /** A rep let Baton into their calendar, or shut it out, or the product did; about no lead. */
  | 'connected'
  | 'disconnected'
  | 'access-lost'
  /** A workspace came or went; about no lead. */
  | 'installed'
  | 'uninstalled'
  /** What the verdicts did to a team's bar, or a manager; about no lead. */
  | 'bar-moved'
  | 'bar-proposed'
  | 'bar-stayed'
  | 'bar-restarted'
  | 'bar-approved'
  | 'bar-held'
  | 'bar-rolled-back'
  | 'bar-locked'
  | 'bar-unlocked'
  | 'bar-target'
  /** A manager said whether a lead just under the bar should have been posted. */
  | 'thumbed'
  /** A reviewer said which answers are right. */
  | 'reviewed'
  /** Changes of the playbook were proposed to somebody, and a manager answered one; about no lead. */
  | 'changes-told'
  | 'change-accepted'
  | 'change-declined'
  /** Somebody pressed what they may not. */
  | 'refused';

export type EventId = `event_${string}`;
export type LeadEvent = {
  id: EventId;
  /** Null: about no lead. */
  lead: LeadId | null;
  kind: EventKind;
  by: string;
  at: string;
  data: Record<string, unknown>;
};
/** An event before the store gives it an id. */
export type NewEvent = Pick<LeadEvent, 'kind' | 'by' | 'data'>;
