// What the shells are handed: the parts of a running Baton, built in app.ts and nowhere else.
import type { Calendar, CalendarConsent, Calendars, Entry, Standing } from './adapters/calendar/calendar.ts';
import type { Happening, Looked, Replies, Span, Unread } from './adapters/chat/chat-channel.ts';
import type { Crm } from './adapters/crm/crm.ts';
import type { Mailer } from './adapters/mail/mailer.ts';
import type { CalendarAccess } from './core/home.ts';
import type { Interviewer } from './core/interviewer.ts';
import type { LeadId } from './core/lead.ts';
import type { Playbook } from './core/playbook.ts';
import type { Log } from './log.ts';
import type { Db } from './store/db.ts';
import type { NewId } from './store/id.ts';
import type { Live } from './store/live.ts';
import type { MailIds } from './store/mail-id.ts';
import type { Queue } from './store/queue/queue.ts';
import type { PageOf } from './store/report-link.ts';
import type { Sealer } from './store/secret.ts';

/** What jobs may know of calendars and the CRM without knowing the product. */
export type { Calendar, Calendars, Crm, Entry, Happening, Standing };

export type Now = () => Date;

/** What jobs do in Slack, one method per outside call. */
export type SlackClient = {
  post(message: SlackPost): Promise<SlackPlace>;
  /** The message that already carries this metadata, if an earlier try got through. */
  find(about: {
    channel: string;
    thread?: string;
    eventType: string;
    payload: Record<string, string>;
    since: string;
  }): Promise<SlackPlace | undefined>;
  /** All messages whose metadata says so: of a thread, or of a conversation since then. */
  findAll(
    about: { channel: string; payload: Record<string, string> } & ({ thread: string } | { since: string }),
  ): Promise<SlackPlace[]>;
  /** Whether or not it still stands there. */
  remove(place: SlackPlace): Promise<void>;
  /** Slack's own link to a message; undefined when Slack has none. */
  permalink(place: SlackPlace): Promise<string | undefined>;
  update(place: SlackPlace, message: Pick<SlackPost, 'text' | 'blocks' | 'metadata'>): Promise<'updated' | 'gone'>;
  /** Only this person reads it. */
  whisper(line: { channel: string; thread: string; user: string; text: string }): Promise<void>;
  /** Slack's id of the file, which nobody sees until a message shows it. `alt`: what a picture says. */
  upload(file: { name: string; bytes: Uint8Array; title: string; alt: string }): Promise<string>;
  /** Draws a modal anew, if it is open. */
  updateView(id: string, view: object): Promise<'updated' | 'gone'>;
  /** What this person finds in Baton's home from now on. */
  showHome(user: string, view: unknown): Promise<void>;
  /** Whether Slack tells Baton what people write in this channel. */
  hears(channel: string): Promise<boolean>;
  user(id: string): Promise<{ name: string; email: string | undefined }>;
  /** Undefined: Baton cannot look into this channel. */
  channelMembers(channel: string): Promise<string[] | undefined>;
  /** Undefined: this workspace has no such group. */
  groupMembers(group: string): Promise<string[] | undefined>;
};
/** `workspace`: only where several may install Baton. */
export type SlackPlace = { channel: string; ts: string; workspace?: string };
export type SlackPost = {
  /** A channel, or a person for a direct message. */
  channel: string;
  thread?: string;
  /** Shows a message of the thread in the channel too. */
  broadcast?: boolean;
  text: string;
  blocks: readonly unknown[];
  metadata: { event_type: string; event_payload: Record<string, string> };
};

/** The workspaces Baton serves, each reached with its own token and with no other. */
export type Workspaces = {
  /** `workspace` is asked when the client is first used; `null`: the only one there is. */
  clientFor(workspace: () => Promise<string | null>): SlackClient;
  all(): Promise<SlackClient[]>;
};

export type Deps = {
  db: Db;
  /** Wakes whoever streams a conversation. */
  live: Live;
  queue: Queue;
  playbook: Playbook;
  now: Now;
  newId: NewId;
  log: Log;
  /** The workspace from which somebody presses; nothing where only one is served. */
  workspace?: string;
  /** What is configured and what is not, in words and without secrets. */
  configured: Readonly<Record<string, string>>;
  /** The page where this visitor chooses, moves and cancels; null where Baton has no address or no key of its own. */
  linkFor(lead: LeadId): string | null;
  /** Whoever opens it is written to no more but about meetings; null likewise. `address`: its hash. */
  unsubscribeLink(lead: LeadId, address: string): string | null;
  /** How mails to visitors are known, and found again by their answers; null: nothing signs them, or there are none. */
  mailIds: MailIds | null;
  /** Where the numbers of a week are read and exported without Slack; null likewise. `week`: by its name. */
  reportLinks(about: { week: string; team: string | null }): ReportLinks;
  /** The comparison of a pilot, and the contract; null likewise. */
  pageLink(about: PageOf): string | null;
  /** Null: there is no calendar product. */
  calendarAccess: CalendarAccess | null;
};

export type ReportLinks = { page: string; csv: string } | null;

/** What reps grant themselves. */
export type CalendarGrants = { consent: CalendarConsent; sealer: Sealer };

/** Where a calendar product calls when something changes, and what it says then so that we believe it. */
export type CalendarHook = { address: string; secretFor(rep: string): string };

/** The calendar of each rep, however Baton gets into it. */
export type RepCalendars = {
  /** `lost`: they had let Baton in, and have to do it again. */
  of(
    rep: string,
  ): Promise<
    { kind: 'open'; calendar: Calendar; email: string } | { kind: 'none' } | { kind: 'lost'; email: string | null }
  >;
  /** The access is gone: remembers it and tells the rep, once. */
  lose(rep: string, why: string): Promise<void>;
};

/** All chat products. `hear`: what was read there, as if the product had told it at once; whether that was news. */
export type Chats = Replies & {
  read(product: string, about: Unread): Promise<Happening[]>;
  recent(product: string, span: Span): AsyncIterable<Looked>;
  hear(product: string, happening: Happening): Promise<{ isNew: boolean }>;
};

export type WorkDeps = Deps & {
  workspaces: Workspaces;
  chat: Chats;
  interviewer: Interviewer;
  calendars: RepCalendars;
  /** Null: there is none, or none is wanted. */
  crm: Crm | null;
  /** Null: visitors get no mails. */
  mailer: Mailer | null;
  /** Null: nobody can. */
  grants: CalendarGrants | null;
  /** Null: nobody calls, and Baton only asks every few minutes. */
  hook: CalendarHook | null;
};
/** `slack` speaks to the workspace that the job is for. */
export type JobDeps = WorkDeps & { slack: SlackClient };
