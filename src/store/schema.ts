// The tables as Kysely sees them. Columns that are queried are real columns; the rest of a lead is JSON text.
// Change a table only by a new migration, then by hand here, then `npm run schema`.
import type { Generated } from 'kysely';
import type {
  AnswerRow,
  ConversationRow,
  IdentityRow,
  KeptApartRow,
  LeadRow,
  MessageRow,
  RefusalRow,
} from './schema-leads.ts';

export type EventRow = {
  seq: Generated<number>;
  id: string;
  /** Null: about no lead, such as a rep who is away. */
  lead: string | null;
  kind: string;
  by: string;
  at: string;
  data: string;
};

export type PlaybookRow = { version: string; page: string; first_used_at: string };
export type RepRow = { id: string; name: string; email: string | null; learned_at: string };

export type GroupMemberRow = { group: string; member: string };

/** A piece of the team's own pages. The last two columns are what the text search looks into. */
export type PassageRow = {
  id: Generated<number>;
  hash: string;
  position: number;
  source: string;
  text: string;
  source_words: string;
  text_words: string;
};

export type RotationRow = { team: string; rep: string; served: number; last_at: string | null };
export type AbsenceRow = { rep: string; from_at: string; until_at: string | null; note: Generated<string> };
export type HabitsRow = { rep: string; zone: string | null; hours: string | null; at_once: number | null };
export type PreferencesRow = { rep: string; notify: string; quiet_from: number | null; quiet_until: number | null };
/** What somebody is still to be told of a lead. `batch`: the message it went into, which may stand in Slack already. */
export type NudgeRow = { to: string; lead: string; what: string; about: string; due_at: string; batch: string | null };
export type OwnerRow = { account: string; rep: string };

/** The times a lead takes of a host. `held_until` null: the calendar has it. */
export type SlotRow = { lead: string; host: string; starts_at: string; ends_at: string; held_until: string | null };
/** Five minutes of one host's time, counted from 1970: the key is why no time is ever sold twice. */
export type SlotCellRow = { host: string; cell: number; lead: string; held_until: string | null };
/** When somebody is busy, as their calendar last said; `unread`: calendars that could not be read. */
export type BusyTimesRow = {
  rep: string;
  from_at: string;
  until_at: string;
  periods: string;
  unread: string;
  read_at: string;
};
/** Access to their calendar that a rep granted themselves. `lost_at`: it was taken back, or ran out. */
export type CalendarGrantRow = {
  rep: string;
  email: string;
  token: string;
  granted_at: string;
  lost_at: string | null;
};
/**
 * A rep came back from the product's own page: what they brought along, sealed, until it is redeemed; then what became of it.
 */
export type CalendarConsentRow = {
  id: string;
  rep: string;
  code: string | null;
  came_at: string;
  outcome: string | null;
};
/** Where we stand in the changes of a rep's calendar, and who calls us when there are more. */
export type CalendarWatchRow = {
  rep: string;
  token: string | null;
  channel: string | null;
  resource: string | null;
  expires_at: string | null;
  read_at: string | null;
};

/** How often the widget was shown and opened. `experiment`, `arm`: both empty for all that there were. */
export type WidgetCountRow = { day: string; experiment: string; arm: string; seen: number; opened: number };

/** The bar of one team, with a number that counts what happened to it. */
export type BarRow = { team: string; step: number; bar: string };
/** What a verdict or a thumb says of a lead; one that was taken back is none. */
export type LabelRow = {
  lead: string;
  team: string;
  at: string;
  score: number;
  accepted: number;
  reason: string | null;
  by: string;
  from: string;
};
/** A rep who wants to read their own numbers every week. */
export type WeekReaderRow = { rep: string };
/** The last period that was seen to, so that no other process does it again. */
export type TickRow = { name: string; period: string };

/** What one reviewer was asked of one lead, and says of it; `told`: where the list stands in Slack that names it. */
export type ReviewRow = {
  lead: string;
  reviewer: string;
  week: number;
  at: string | null;
  review: string | null;
  told: string | null;
};
/** What a manager answered to a change of the playbook that was proposed. */
export type ProposalRow = { key: string; change: string; answer: string; by: string; at: string };

/** A workspace, or an organisation, that installed Baton. */
export type InstallationRow = {
  id: string;
  name: string;
  enterprise_id: string | null;
  is_enterprise_install: number;
  bot_user: string;
  scopes: string;
  token: string;
  installed_by: string;
  installed_at: string;
  used_at: string | null;
};

/** One thing that Baton keeps in the CRM of a lead, such as the person or the meeting; `kind`, `id`: null until it stands. */
export type CrmRecordRow = {
  lead: string;
  thing: string;
  kind: string | null;
  id: string | null;
  link: string | null;
  wished: string;
  stands: string;
  tried: string;
  at: string;
  /** The CRM in which it stands. */
  product: string;
};

/** How far something outside has been read. */
/** `address`: the hash of one that nobody writes to again. */
export type SuppressedRow = { address: string; why: string; at: string };
/** What a form said and from where, as a hash: sent twice, it is one lead. */
export type FormSentRow = { digest: string; lead: string; at: string };
/** How much of something, such as one network address (its hash), came since then. */
export type CountRow = { of: string; n: number; since: string };
/** `line`: as JSON; `at`: when it was written. */
export type EarlyLineRow = {
  channel: string;
  conversation: string;
  id: string;
  line: string;
  at: string;
  heard_at: string;
};
export type WatermarkRow = { what: string; next: string };

/** The queue on SQLite; on Postgres graphile-worker keeps its own tables. */
export type JobRow = {
  id: string;
  kind: string;
  job: string;
  key: string | null;
  serial: string | null;
  state: string;
  due_at: string;
  since: string;
  tries: number;
  tries_left: number;
  error: string | null;
  buried_at: string | null;
};

export type Schema = {
  leads: LeadRow;
  messages: MessageRow;
  conversations: ConversationRow;
  identities: IdentityRow;
  kept_apart: KeptApartRow;
  answers: AnswerRow;
  refusals: RefusalRow;
  events: EventRow;
  playbooks: PlaybookRow;
  reps: RepRow;
  group_members: GroupMemberRow;
  passages: PassageRow;
  rotation: RotationRow;
  absences: AbsenceRow;
  working_habits: HabitsRow;
  preferences: PreferencesRow;
  owners: OwnerRow;
  nudges: NudgeRow;
  bars: BarRow;
  labels: LabelRow;
  ticks: TickRow;
  week_readers: WeekReaderRow;
  reviews: ReviewRow;
  proposals: ProposalRow;
  installations: InstallationRow;
  slots: SlotRow;
  slot_cells: SlotCellRow;
  busy_times: BusyTimesRow;
  calendar_grants: CalendarGrantRow;
  calendar_consents: CalendarConsentRow;
  calendar_watches: CalendarWatchRow;
  crm_records: CrmRecordRow;
  suppressed: SuppressedRow;
  forms_sent: FormSentRow;
  counts: CountRow;
  widget_counts: WidgetCountRow;
  watermarks: WatermarkRow;
  early_lines: EarlyLineRow;
  jobs: JobRow;
};
