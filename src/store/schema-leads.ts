// The tables of a lead and its lines as Kysely sees them; the others are in schema.ts.
import type { Generated } from 'kysely';

export type LeadRow = {
  id: string;
  version: number;
  state: string;
  conversation: string;
  channel: string;
  visitor_id: string;
  visitor: string;
  joined: Generated<string>;
  parted: Generated<number>;
  page: string | null;
  /** By experiment, the arm. */
  arms: Generated<string>;
  playbook: string;
  message_count: number;
  answer_count: number;
  refusal_count: number;
  declined: string;
  read_up_to: number;
  visit_from: number;
  delivered_up_to: Generated<number>;
  sending: number | null;
  score: number;
  reasons: string;
  pillars: string;
  /** Whole points, and the team whose bar it is. */
  bar: number | null;
  bar_team: string | null;
  verdict: string | null;
  team: string | null;
  offer: string | null;
  offered_to: string | null;
  offered_at: string | null;
  rep_id: string | null;
  rep: string | null;
  rep_verdict_kind: string | null;
  rep_verdict: string | null;
  card: string | null;
  booking: string | null;
  /** The id of its meeting in a calendar, and the rep in whose calendar that stands. */
  event: string | null;
  organiser: string | null;
  takeover: string | null;
  crm: string | null;
  /** How many fields of the CRM would not take what they were to have. */
  crm_left_out: Generated<number>;
  deal: string | null;
  nurture: string | null;
  dropped: string;
  snoozed_until: string | null;
  ladder: string | null;
  in_thread: Generated<number>;
  card_link: string | null;
  card_workspace: string | null;
  /** Nothing of the person is left in the row; whoever asks for the lead finds none. */
  erased_at: string | null;
  created_at: string;
  updated_at: string;
};

/** Beside a lead's own conversation. */
export type ConversationRow = { channel: string; conversation: string; lead: string };

/** By what the person of a lead is known again. */
export type IdentityRow = { lead: string; kind: string; value: string; rank: string };
/** Somebody said that these are two people; once for each of them. */
export type KeptApartRow = { lead: string; other: string };

export type MessageRow = {
  lead: string;
  n: number;
  from: string;
  name: string | null;
  text: string;
  channel: string;
  at: string;
  asks: string | null;
  tells: string | null;
  provider_id: string | null;
  /** Of a form: what it was typed into. */
  input: string | null;
  /** Null: the lead's own. */
  conversation: string | null;
};

export type AnswerRow = {
  lead: string;
  n: number;
  field: string;
  value: string;
  evidence: string;
  confidence: number | null;
  interviewer: string;
  at: string;
};

export type RefusalRow = {
  lead: string;
  n: number;
  field: string;
  value: string;
  message: number;
  quote: string;
  reason: string;
  interviewer: string;
  at: string;
};
