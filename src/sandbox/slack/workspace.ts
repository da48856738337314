// What the sandbox Slack remembers: people, channels, messages, views, files. Everything else here reads and changes this.
// Timestamps only ever rise: they are the identity of messages.
import type { SandboxChannel, SandboxCommand, SandboxMessage, SandboxShortcut, SandboxUser } from '../state.ts';
import type { Json } from './check-blocks.ts';
import type { Grants } from './grants.ts';

export type StoredChannel = SandboxChannel & {
  kind: 'channel' | 'group' | 'im';
  /** Everyone who sees it, the bot included. */
  members: string[];
  /** The person on the other side of a direct message. */
  dmWith?: string;
};
export type StoredMessage = SandboxMessage & { broadcast: boolean; editedTs: string | null; subtype: string | null };
export type StoredView = {
  id: string;
  user: string;
  type: 'modal' | 'home';
  /** What Baton sent, with the ids Slack fills in. */
  sent: Json;
  hash: string;
  rootId: string;
  previousId: string | null;
  /** The values a person has entered so far. */
  values: Record<string, Record<string, Json>>;
};
export type StoredFile = {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  content: Uint8Array | null;
};
/** The old shared token that every payload still carries; nobody should check it. */
export const verificationToken = 'sandbox-verification-token';

/** A user group, such as @managers. */
export type Group = { id: string; members: readonly string[] };
/** `enterprise`: the organisation it belongs to, with Enterprise Grid. */
export type Team = { id: string; name: string; domain: string; enterprise?: { id: string; name: string } };

export type Workspace = {
  readonly team: Team;
  readonly grants: Grants;
  readonly appId: string;
  readonly bot: SandboxUser;
  readonly botId: string;
  readonly users: SandboxUser[];
  readonly groups: readonly Group[];
  readonly commands: SandboxCommand[];
  readonly shortcuts: SandboxShortcut[];
  channels: StoredChannel[];
  messages: StoredMessage[];
  /** Open modals, each person's bottom first. */
  modals: StoredView[];
  homes: Map<string, StoredView>;
  files: Map<string, StoredFile>;
  /** Where the sandbox itself can be reached; known once it listens. */
  baseUrl: string;
  now(): Date;
  newId(prefix: string): string;
  newTs(): string;
  changed(): void;
  onChange(fn: () => void): () => void;
};

export type WorkspaceOptions = {
  team: Team;
  grants: Grants;
  users: SandboxUser[];
  groups: readonly Group[];
  channels: (SandboxChannel & { private?: boolean; members?: string[] })[];
  commands: SandboxCommand[];
  shortcuts: SandboxShortcut[];
  now: () => Date;
  random: () => number;
};

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { team, grants, users, commands, shortcuts, now, random } = options;
  const bot = users.find(({ isBot }) => isBot);
  if (bot === undefined) throw new Error('The sandbox Slack needs a user with isBot: Baton itself.');
  const listeners = new Set<() => void>();
  let lastMicros = 0;
  const newId = (prefix: string) => {
    const letters = Array.from({ length: 10 }, () => Math.floor(random() * 36).toString(36));
    return `${prefix}${letters.join('').toUpperCase()}`;
  };
  return {
    team,
    grants,
    appId: 'A07BATON4K2',
    bot,
    botId: 'B07BATON9T1',
    users,
    groups: options.groups,
    commands,
    shortcuts,
    channels: options.channels.map((channel) => storeChannel(channel, users, bot)),
    messages: [],
    modals: [],
    homes: new Map(),
    files: new Map(),
    baseUrl: '',
    now,
    newId,
    newTs() {
      lastMicros = Math.max(lastMicros + 1, now().getTime() * 1_000);
      return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, '0')}`;
    },
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

function storeChannel(
  { private: isPrivate, members, ...channel }: WorkspaceOptions['channels'][number],
  users: SandboxUser[],
  bot: SandboxUser,
): StoredChannel {
  const people = members ?? users.filter(({ isBot }) => !isBot).map(({ id }) => id);
  const all = [...new Set(channel.isMember ? [...people, bot.id] : people.filter((id) => id !== bot.id))];
  return { ...channel, kind: isPrivate === true ? 'group' : 'channel', members: all };
}

/** By id, by `#name`, or by a person's id, which opens the direct message as Slack does. */
export function findChannel(workspace: Workspace, name: string): StoredChannel | undefined {
  const bare = name.replace(/^#/, '');
  const person = workspace.users.find(({ id, isBot }) => id === name && !isBot);
  if (person !== undefined) return openDirectMessage(workspace, person);
  return workspace.channels.find((channel) => channel.id === name || (channel.kind !== 'im' && channel.name === bare));
}

export function openDirectMessage(workspace: Workspace, person: SandboxUser): StoredChannel {
  const known = workspace.channels.find(({ dmWith }) => dmWith === person.id);
  if (known !== undefined) return known;
  const { bot } = workspace;
  const place = { id: workspace.newId('D'), name: person.name, topic: '', isMember: true };
  const channel: StoredChannel = { ...place, kind: 'im', members: [person.id, bot.id], dmWith: person.id };
  workspace.channels.push(channel);
  return channel;
}

export function findMessage(workspace: Workspace, channel: string, ts: string): StoredMessage | undefined {
  return workspace.messages.find((message) => message.channel === channel && message.ts === ts);
}

export function findUser(workspace: Workspace, id: string): SandboxUser | undefined {
  return workspace.users.find((user) => user.id === id);
}

export type NewMessage = Pick<StoredMessage, 'channel' | 'user' | 'text'> & Partial<StoredMessage>;

export function addMessage(workspace: Workspace, message: NewMessage): StoredMessage {
  const stored: StoredMessage = {
    ts: workspace.newTs(),
    blocks: [],
    threadTs: null,
    edited: false,
    onlyFor: null,
    reactions: [],
    files: [],
    metadata: null,
    broadcast: false,
    editedTs: null,
    subtype: null,
    ...message,
  };
  workspace.messages.push(stored);
  workspace.changed();
  return stored;
}

export function repliesTo(workspace: Workspace, { channel, ts }: { channel: string; ts: string }): StoredMessage[] {
  return workspace.messages.filter(
    (message) => message.channel === channel && message.threadTs === ts && message.onlyFor === null,
  );
}

/** The modals of one person, bottom first. */
export function stackOf(workspace: Workspace, user: string): StoredView[] {
  return workspace.modals.filter((view) => view.user === user);
}
