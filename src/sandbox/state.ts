// What the sandbox page shows and what it may ask for: the contract between the sandbox server and its page.
// Blocks and views are kept as Baton sent them, with the block and action ids that Slack fills in; nothing here interprets them.

export type SandboxUser = { id: string; name: string; realName: string; email: string; isBot: boolean };
export type SandboxChannel = {
  id: string;
  name: string;
  topic: string;
  isMember: boolean;
  /** The person on the other side, when this is a direct message with Baton: only they see it. */
  dmWith?: string;
};

export type SandboxMessage = {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks: unknown[];
  threadTs: string | null;
  edited: boolean;
  /** Only this user sees it (chat.postEphemeral or an ephemeral respond()). */
  onlyFor: string | null;
  reactions: { name: string; users: string[] }[];
  files: { id: string; title: string; url: string }[];
  metadata: { event_type: string; event_payload: Record<string, unknown> } | null;
};

/** The open modals of one user, bottom first. `view` is the JSON that Baton sent. */
export type SandboxModal = { user: string; viewId: string; hash: string; view: Record<string, unknown> };

export type SandboxCommand = { command: string; description: string; usageHint: string };

/** A shortcut of the app: on a message, or from anywhere. */
export type SandboxShortcut = { callbackId: string; name: string; on: 'message' | 'anywhere' };

export type ChatLine = { id: string; from: 'visitor' | 'baton' | 'rep'; name: string; text: string; at: string };
export type ChatConversation = {
  id: string;
  visitor: { id: string; name?: string; email?: string };
  page: { url: string; title: string };
  lines: ChatLine[];
};

/** A record of the CRM, by its own words for everything. */
export type SandboxRecord = {
  object: string;
  id: string;
  name: string;
  isDeleted: boolean;
  values: Record<string, string | number | boolean | null>;
};

export type SandboxMail = {
  id: string;
  messageId: string;
  /** How often it arrived. */
  copies: number;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string | null;
  /** The part that mail programs act on, and the file that people can open. */
  invite: { method: string; ics: string } | null;
  ics: string | null;
  headers: { name: string; value: string }[];
  at: string;
};

/** POST /sandbox/mail/:id/act: what becomes of a mail. `from`: somebody to whom it was passed on. */
export type MailAct =
  | { kind: 'reply'; text: string; from?: { address: string; name: string } }
  | { kind: 'auto-reply' }
  | { kind: 'bounce' }
  | { kind: 'complaint' };

export type SandboxCalendarEvent = {
  id: string;
  title: string;
  description: string;
  startsAt: string;
  endsAt: string;
  isAllDay: boolean;
  status: 'confirmed' | 'tentative' | 'cancelled';
  isBusy: boolean;
  /** The address of its Google Meet. */
  call: string | null;
  guests: { email: string; name: string; reply: 'needsAction' | 'accepted' | 'declined' | 'tentative' }[];
  /** What Google wrote to guests. */
  mails: { to: string; kind: 'invitation' | 'update' | 'cancellation'; at: string }[];
};

/** `isOpen`: its owner's access has not been taken back. */
export type SandboxCalendar = {
  id: string;
  owner: string;
  name: string;
  zone: string;
  isPrimary: boolean;
  isReadable: boolean;
  isOpen: boolean;
  events: SandboxCalendarEvent[];
};

export type SandboxState = {
  team: { id: string; name: string };
  users: SandboxUser[];
  channels: SandboxChannel[];
  messages: SandboxMessage[];
  modals: SandboxModal[];
  homes: Record<string, Record<string, unknown>>;
  commands: SandboxCommand[];
  shortcuts: SandboxShortcut[];
  conversations: ChatConversation[];
  visitors: { id: string; title: string; about: string }[];
  calendars: SandboxCalendar[];
  crm: SandboxRecord[];
  /** Newest first. */
  mailbox: SandboxMail[];
  /** The last deliveries to Baton that failed, in words a newcomer can act on. */
  troubles: { at: string; text: string }[];
};

/** POST /sandbox/slack/act: what a person did in the Slack half of the page. */
export type SlackAct =
  | { kind: 'press'; user: string; from: PressOrigin; action: PressedAction; state?: ViewState }
  | { kind: 'submit'; user: string; viewId: string; state: ViewState }
  | { kind: 'close'; user: string; viewId: string }
  | { kind: 'command'; user: string; channel: string; command: string; text: string }
  | {
      kind: 'say';
      user: string;
      channel: string;
      text: string;
      threadTs?: string;
      /** "Also send to channel". */
      broadcast?: boolean;
      files?: { name: string; content: string }[];
    }
  | { kind: 'edit'; user: string; channel: string; ts: string; text: string }
  | { kind: 'delete'; user: string; channel: string; ts: string }
  /** Adds the reaction, or takes it back. */
  | { kind: 'react'; user: string; channel: string; ts: string; name: string }
  | { kind: 'open-home'; user: string }
  | { kind: 'shortcut'; user: string; callbackId: string; message?: { channel: string; ts: string } };

export type PressOrigin = { message: { channel: string; ts: string } } | { view: string } | { home: true };

/** An element of Slack's `actions[]` without what the server adds (action_ts). */
export type PressedAction = { type: string; block_id: string; action_id: string } & Record<string, unknown>;

/** Slack's `state.values`: block_id, then action_id, then the element's current value. */
export type ViewState = Record<string, Record<string, Record<string, unknown>>>;

/** The answer to an act. Modal errors come back per block, as Slack shows them. */
export type ActAnswer =
  | { kind: 'done' }
  | { kind: 'errors'; errors: Record<string, string> }
  | { kind: 'trouble'; text: string };
