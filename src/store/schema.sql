-- Written by "npm run schema" from src/store/migrations; never edited by hand.

CREATE TABLE "absences" (
  "rep" text not null,
  "from_at" text not null,
  "until_at" text,
  "note" text default '' not null,
  constraint "absences_pk" primary key ("rep", "from_at")
);

CREATE TABLE "answers" (
  "lead" text not null references "leads" ("id"),
  "n" integer not null,
  "field" text not null,
  "value" text not null,
  "evidence" text not null,
  "interviewer" text not null,
  "at" text not null,
  "confidence" integer,
  constraint "answers_pk" primary key ("lead", "n")
);

CREATE INDEX answers_by_address on answers (substr(lower(value), 1, 256)) where value like '%@%';

CREATE TABLE "bars" (
  "team" text not null primary key,
  "step" integer not null,
  "bar" text not null
);

CREATE TABLE "busy_times" (
  "rep" text not null primary key,
  "from_at" text not null,
  "until_at" text not null,
  "periods" text not null,
  "unread" text not null,
  "read_at" text not null
);

CREATE TABLE "calendar_consents" (
  "id" text not null primary key,
  "rep" text not null,
  "code" text,
  "came_at" text not null,
  "outcome" text
);

CREATE TABLE "calendar_grants" (
  "rep" text not null primary key,
  "email" text not null,
  "token" text not null,
  "granted_at" text not null,
  "lost_at" text
);

CREATE TABLE "calendar_watches" (
  "rep" text not null primary key,
  "token" text,
  "channel" text,
  "resource" text,
  "expires_at" text,
  "read_at" text
);

CREATE TABLE "conversations" (
  "channel" text not null,
  "conversation" text not null,
  "lead" text not null,
  constraint "conversations_pk" primary key ("channel", "conversation")
);

CREATE INDEX "conversations_of_lead" on "conversations" ("lead");

CREATE TABLE "counts" (
  "of" text not null primary key,
  "n" integer not null,
  "since" text not null
);

CREATE INDEX "counts_by_since" on "counts" ("since");

CREATE TABLE "crm_records" (
  "lead" text not null,
  "thing" text not null,
  "kind" text,
  "id" text,
  "link" text,
  "wished" text not null,
  "stands" text not null,
  "tried" text not null,
  "at" text not null,
  "product" text default '' not null,
  constraint "crm_records_key" primary key ("lead", "thing")
);

CREATE INDEX "crm_records_by_place" on "crm_records" ("id", "kind");

CREATE TABLE "early_lines" (
  "channel" text not null,
  "conversation" text not null,
  "id" text not null,
  "line" text not null,
  "at" text not null,
  "heard_at" text not null,
  constraint "early_lines_pk" primary key ("channel", "conversation", "id")
);

CREATE INDEX "early_lines_heard" on "early_lines" ("heard_at");

CREATE TABLE "events" (
  "seq" integer primary key autoincrement,
  "id" text not null unique,
  "lead" text references "leads" ("id"),
  "kind" text not null,
  "by" text not null,
  "at" text not null,
  "data" text not null
);

CREATE INDEX "events_by_kind_at" on "events" ("kind", "at");

CREATE INDEX "events_by_person" on "events" ("by", "kind", "at");

CREATE INDEX "events_of_lead" on "events" ("lead", "kind", "at");

CREATE TABLE "forms_sent" (
  "digest" text not null primary key,
  "lead" text not null,
  "at" text not null
);

CREATE TABLE "group_members" (
  "group" text not null,
  "member" text not null,
  constraint "one_membership" primary key ("group", "member")
);

CREATE INDEX "groups_of_member" on "group_members" ("member");

CREATE TABLE "identities" (
  "lead" text not null,
  "kind" text not null,
  "value" text not null,
  "rank" text not null,
  constraint "identities_pk" primary key ("lead", "kind", "value")
);

CREATE INDEX "identities_by_value" on "identities" ("kind", "value");

CREATE TABLE "installations" (
  "id" text not null primary key,
  "name" text not null,
  "enterprise_id" text,
  "is_enterprise_install" integer not null,
  "bot_user" text not null,
  "scopes" text not null,
  "token" text not null,
  "installed_by" text not null,
  "installed_at" text not null,
  "used_at" text
);

CREATE TABLE "jobs" (
  "id" text not null primary key,
  "kind" text not null,
  "job" text not null,
  "key" text,
  "serial" text,
  "state" text not null,
  "due_at" text not null,
  "since" text not null,
  "tries" integer not null,
  "tries_left" integer not null,
  "error" text,
  "buried_at" text
);

CREATE INDEX jobs_due on jobs (due_at) where state = 'waiting';

CREATE INDEX jobs_of_lead on jobs (serial, due_at) where state = 'waiting';

CREATE UNIQUE INDEX one_running_job_a_lead on jobs (serial) where state = 'running' and serial is not null;

CREATE UNIQUE INDEX one_waiting_job_a_key on jobs (key) where state <> 'running' and key is not null;

CREATE TABLE "kept_apart" (
  "lead" text not null,
  "other" text not null,
  constraint "kept_apart_pk" primary key ("lead", "other")
);

CREATE TABLE "labels" (
  "lead" text not null primary key,
  "team" text not null,
  "at" text not null,
  "score" integer not null,
  "accepted" integer not null,
  "reason" text,
  "by" text not null,
  "from" text not null
);

CREATE INDEX "labels_of_team" on "labels" ("team", "at");

CREATE TABLE "leads" (
  "id" text not null primary key,
  "version" integer not null,
  "state" text not null,
  "conversation" text not null,
  "channel" text not null,
  "visitor_id" text not null,
  "visitor" text not null,
  "page" text,
  "playbook" text not null,
  "message_count" integer not null,
  "answer_count" integer not null,
  "refusal_count" integer not null,
  "declined" text not null,
  "read_up_to" integer not null,
  "visit_from" integer not null,
  "delivered_up_to" integer default 0 not null,
  "score" integer not null,
  "reasons" text not null,
  "pillars" text not null,
  "verdict" text,
  "team" text,
  "offer" text,
  "rep_id" text,
  "rep" text,
  "rep_verdict_kind" text,
  "rep_verdict" text,
  "card" text,
  "created_at" text not null,
  "updated_at" text not null,
  "snoozed_until" text,
  "in_thread" integer default 0 not null,
  "card_link" text,
  "erased_at" text,
  "takeover" text,
  "dropped" text default '[]' not null,
  "sending" integer,
  "offered_to" text,
  "offered_at" text,
  "ladder" text,
  "card_workspace" text,
  "booking" text,
  "event" text,
  "organiser" text,
  "bar" integer,
  "bar_team" text,
  "arms" text default '{}' not null,
  "crm" text,
  "nurture" text,
  "deal" text,
  "crm_left_out" integer default 0 not null,
  "joined" text default '[]' not null,
  "parted" integer default 0 not null,
  constraint "one_lead_a_conversation" unique ("channel", "conversation")
);

CREATE INDEX leads_by_address on leads (lower(json_extract("visitor", '$.email')));

CREATE INDEX "leads_by_bar_team" on "leads" ("bar_team", "created_at");

CREATE INDEX "leads_by_card" on "leads" ("card");

CREATE INDEX "leads_by_created_at" on "leads" ("created_at");

CREATE INDEX "leads_by_event" on "leads" ("event") where "event" is not null;

CREATE INDEX "leads_by_offer" on "leads" ("offered_at");

CREATE INDEX "leads_by_state" on "leads" ("state", "id");

CREATE INDEX "leads_left_out" on "leads" ("id") where "crm_left_out" > 0;

CREATE INDEX "leads_of_rep" on "leads" ("rep_id", "state");

CREATE INDEX "leads_of_visitor" on "leads" ("visitor_id");

CREATE INDEX "leads_offered_to" on "leads" ("offered_to", "state");

CREATE INDEX leads_with_deal on leads (created_at) where deal is not null;

CREATE TABLE "messages" (
  "lead" text not null references "leads" ("id"),
  "n" integer not null,
  "from" text not null,
  "name" text,
  "text" text not null,
  "channel" text not null,
  "at" text not null,
  "asks" text,
  "provider_id" text,
  "tells" text,
  "input" text,
  "conversation" text,
  constraint "messages_pk" primary key ("lead", "n")
);

CREATE UNIQUE INDEX a_message_once on messages (channel, provider_id) where provider_id is not null;

CREATE TABLE "nudges" (
  "to" text not null,
  "lead" text not null,
  "what" text not null,
  "about" text not null,
  "due_at" text not null,
  "batch" text,
  constraint "nudges_pk" primary key ("to", "lead")
);

CREATE TABLE "owners" (
  "account" text not null primary key,
  "rep" text not null
);

CREATE TABLE "passages" (
  "id" integer primary key autoincrement,
  "hash" text not null unique,
  "position" integer not null,
  "source" text not null,
  "text" text not null,
  "source_words" text not null,
  "text_words" text not null
);

CREATE TRIGGER passage_added after insert on passages begin
    insert into passages_fts (rowid, source_words, text_words) values (new.id, new.source_words, new.text_words);
  end;

CREATE TRIGGER passage_removed after delete on passages begin
    insert into passages_fts (passages_fts, rowid, source_words, text_words)
      values ('delete', old.id, old.source_words, old.text_words);
  end;

CREATE VIRTUAL TABLE passages_fts using fts5(
    source_words, text_words, content = 'passages', content_rowid = 'id', tokenize = 'porter ascii');

CREATE TABLE "playbooks" (
  "version" text not null primary key,
  "page" text not null,
  "first_used_at" text not null
);

CREATE TABLE "preferences" (
  "rep" text not null primary key,
  "notify" text not null,
  "quiet_from" integer,
  "quiet_until" integer
);

CREATE TABLE "proposals" (
  "key" text not null primary key,
  "change" text not null,
  "answer" text not null,
  "by" text not null,
  "at" text not null
);

CREATE TABLE "refusals" (
  "lead" text not null references "leads" ("id"),
  "n" integer not null,
  "field" text not null,
  "value" text not null,
  "message" integer not null,
  "quote" text not null,
  "reason" text not null,
  "interviewer" text not null,
  "at" text not null,
  constraint "refusals_pk" primary key ("lead", "n")
);

CREATE INDEX "refusals_by_at" on "refusals" ("at");

CREATE TABLE "reps" (
  "id" text not null primary key,
  "name" text not null,
  "email" text,
  "learned_at" text not null
);

CREATE TABLE "reviews" (
  "lead" text not null,
  "reviewer" text not null,
  "week" integer not null,
  "at" text,
  "review" text,
  "told" text,
  constraint "reviews_key" primary key ("lead", "reviewer")
);

CREATE INDEX "reviews_of_week" on "reviews" ("week", "reviewer");

CREATE TABLE "rotation" (
  "team" text not null,
  "rep" text not null,
  "served" integer not null,
  "last_at" text,
  constraint "rotation_pk" primary key ("team", "rep")
);

CREATE TABLE "slot_cells" (
  "host" text not null,
  "cell" integer not null,
  "lead" text not null,
  "held_until" text,
  constraint "slot_cells_pk" primary key ("host", "cell")
);

CREATE INDEX "slot_cells_of_lead" on "slot_cells" ("lead");

CREATE TABLE "slots" (
  "lead" text not null,
  "host" text not null,
  "starts_at" text not null,
  "ends_at" text not null,
  "held_until" text,
  constraint "slots_pk" primary key ("lead", "host", "starts_at")
);

CREATE INDEX "slots_of_host" on "slots" ("host", "ends_at");

CREATE TABLE "suppressed" (
  "address" text not null primary key,
  "why" text not null,
  "at" text not null
);

CREATE TABLE "ticks" (
  "name" text not null primary key,
  "period" text not null
);

CREATE TABLE "watermarks" (
  "what" text not null primary key,
  "next" text not null
);

CREATE TABLE "week_readers" (
  "rep" text not null primary key
);

CREATE TABLE "widget_counts" (
  "day" text not null,
  "experiment" text not null,
  "arm" text not null,
  "seen" integer not null,
  "opened" integer not null,
  constraint "widget_counts_pk" primary key ("experiment", "day", "arm")
);

CREATE TABLE "working_habits" (
  "rep" text not null primary key,
  "zone" text,
  "hours" text,
  "at_once" integer
);
