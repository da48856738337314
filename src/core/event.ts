// The line that says what happened and why. Kinds are past participles; `by` is `visitor`, `baton` or a rep's Slack id.
import type { LeadId } from './lead.ts';

export type EventKind =
  | 'received'
  | 'answered'
  | 'offered'
  /** A turn went back to its rep. */
  | 'credited'
  | 'claimed'
  | 'rejected'
  | 'nurtured'
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
  /** A rep said that the lead is not theirs or their team's: feedback on the routing, no verdict. */
  | 'misrouted'
  /** Baton wrote of it outside its card's thread; `data` says where. */
  | 'told'
  | 'erased'
  /** A rep changed their own absence, habits or preferences, or a manager did for them; about no lead. */
  | 'went-away'
  | 'came-back'
  | 'changed-habits'
  | 'changed-preferences'
  /** A workspace came or went; about no lead. */
  | 'installed'
  | 'uninstalled'
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
