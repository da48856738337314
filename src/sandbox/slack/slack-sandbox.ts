// A Slack workspace on this machine, spoken to over HTTP and WebSocket exactly like slack.com, faults included.
// Baton must not be able to tell the two apart: what is refused there is refused here.
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type {
  ActAnswer,
  SandboxChannel,
  SandboxCommand,
  SandboxMessage,
  SandboxShortcut,
  SandboxState,
  SandboxUser,
  SlackAct,
} from '../state.ts';
import { act } from './act.ts';
import type { Json } from './check-blocks.ts';
import { createDelivery, type Trouble } from './delivery.ts';
import { demoChannels, demoCommands, demoGroups, demoShortcuts, demoTeam, demoUsers } from './demo-workspace.ts';
import { createEvents, everySubscription } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGrants, type Grants } from './grants.ts';
import { createHandles } from './handles.ts';
import type { Core } from './methods/method.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';
import { mountSideDoors } from './side-doors.ts';
import { restoreWorkspace, type SlackSnapshot, snapshotOf } from './snapshot.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { type Call, mountWebApi } from './web-api.ts';
import { createWorkspace, type StoredMessage, type Team, type Workspace } from './workspace.ts';

export type SlackSandboxOptions = {
  /** Null: nobody has installed Baton here yet. */
  botToken?: string | null;
  appToken?: string;
  signingSecret?: string;
  /** Baton's address for events and presses; a socket, once open, goes before it. */
  requestUrl?: string;
  team?: Team;
  /** Shared with other workspaces: one socket carries what happens in all of them. */
  socket?: SocketMode;
  users?: readonly SandboxUser[];
  channels?: readonly (SandboxChannel & { private?: boolean; members?: string[] })[];
  commands?: readonly SandboxCommand[];
  shortcuts?: readonly SandboxShortcut[];
  /** What the app was granted; without it, everything. */
  scopes?: readonly string[];
  /** The events the app subscribes to; without it, all that the sandbox knows. */
  subscriptions?: readonly string[];
  rateLimits?: boolean;
  /** How long Baton has to acknowledge; Slack gives 3 s. */
  ackMs?: number;
  eventRetryMs?: readonly number[];
  now?: () => Date;
  random?: () => number;
};

export type SlackPart = Omit<SandboxState, 'conversations' | 'visitors' | 'mailbox' | 'calendars' | 'crm'>;
export type SlackSandbox = {
  /** `/api/:method`, `/upload/:id`, `/files/:id`, `/response/:id`, `/socket`: mounted under `/slack`. */
  readonly app: Hono;
  readonly team: Team;
  /** The token that opens this workspace now; null where Baton is not installed. */
  readonly botToken: string | null;
  readonly grants: Grants;
  readonly bot: SandboxUser;
  readonly socket: SocketMode;
  readonly appToken: string;
  readonly signingSecret: string;
  requestUrl: string | null;
  /** Where the sandbox listens; its addresses (uploads, response URLs, the socket) are built from it. */
  baseUrl: string;
  readonly calls: Call[];
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
  state(): SlackPart;
  act(what: SlackAct): Promise<ActAnswer>;
  /** Any event, in Slack's envelope: for those that no act causes, like `app_uninstalled`. */
  sendEvent(event: Json): Promise<void>;
  /** An admin removes Baton: its token opens nothing any more, and both events say so. */
  uninstall(): Promise<void>;
  /** A leaked token is taken back. */
  revoke(): Promise<void>;
  /** Slack's check of a new request URL. */
  verifyRequestUrl(): Promise<boolean>;
  /** Tells an open socket to reconnect. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  readonly sockets: number;
  onChange(fn: () => void): () => void;
  /** Resolves when no delivery to Baton is under way. */
  settled(): Promise<void>;
  snapshot(): SlackSnapshot;
  restore(snapshot: SlackSnapshot): void;
  stop(): void;
};

/** About at once, after a minute, after five. */
const slackRetryMs = [100, 60_000, 300_000];

export function createSlackSandbox(options: SlackSandboxOptions = {}): SlackSandbox {
  const now = options.now ?? (() => new Date());
  const {
    botToken = 'xoxb-sandbox',
    appToken = 'xapp-sandbox',
    signingSecret = randomBytes(16).toString('hex'),
  } = options;
  const scopes = options.scopes === undefined ? null : new Set(options.scopes);
  const grants = createGrants(botToken === null ? null : { token: botToken, scopes, isOrg: false });
  const workspace = createWorkspace({
    team: options.team ?? demoTeam,
    grants,
    users: structuredClone([...(options.users ?? demoUsers)]),
    groups: demoGroups,
    channels: structuredClone([...(options.channels ?? demoChannels)]),
    commands: [...(options.commands ?? demoCommands)],
    shortcuts: [...(options.shortcuts ?? demoShortcuts)],
    now,
    random: options.random ?? Math.random,
  });
  const socket = options.socket ?? createSocketMode(workspace.appId);
  const { ackMs = 3_000, eventRetryMs = slackRetryMs } = options;
  const delivery = createDelivery(workspace, socket, { signingSecret, ackMs, eventRetryMs });
  delivery.requestUrl = options.requestUrl ?? null;
  const events = createEvents(workspace, delivery, new Set(options.subscriptions ?? everySubscription));
  const core: Core = { workspace, handles: createHandles(workspace), socket, delivery, events };
  const faults = createFaults();
  const rateLimits = createRateLimits(now, options.rateLimits ?? true);
  const calls: Call[] = [];

  const app = new Hono();
  mountWebApi(app, core, { appToken, faults, rateLimits, calls });
  mountSideDoors(app, core, faults);
  app.get('/socket', socket.route);

  return {
    app,
    team: workspace.team,
    get botToken() {
      return grants.current?.token ?? null;
    },
    grants,
    bot: workspace.bot,
    socket,
    appToken,
    signingSecret,
    get requestUrl() {
      return delivery.requestUrl;
    },
    set requestUrl(url) {
      delivery.requestUrl = url;
    },
    get baseUrl() {
      return workspace.baseUrl;
    },
    set baseUrl(url) {
      workspace.baseUrl = url;
    },
    calls,
    faults,
    rateLimits,
    state: () => stateOf(workspace, delivery.troubles()),
    act: (what) => act(core, what),
    sendEvent: events.send,
    async uninstall() {
      grants.takeBack('account_inactive');
      await Promise.all([events.gone('tokens_revoked'), events.gone('app_uninstalled')]);
    },
    async revoke() {
      grants.takeBack('token_revoked');
      await events.gone('tokens_revoked');
    },
    verifyRequestUrl: delivery.verify,
    disconnect: socket.disconnect,
    get sockets() {
      return socket.connections;
    },
    onChange: workspace.onChange,
    settled: delivery.settled,
    snapshot: () => snapshotOf(workspace),
    restore: (snapshot) => restoreWorkspace(workspace, snapshot),
    stop() {
      delivery.stop();
      socket.stop();
    },
  };
}

/** A copy: what a caller keeps does not change under it. */
function stateOf(workspace: Workspace, troubles: readonly Trouble[]): SlackPart {
  const { team, users, channels, messages, modals, homes, commands, shortcuts, bot } = workspace;
  const rest = structuredClone({
    team: { id: team.id, name: team.name },
    users,
    channels: channels.map(({ id, name, topic, members, dmWith }) => {
      const shown = { id, name, topic, isMember: members.includes(bot.id) };
      return dmWith === undefined ? shown : { ...shown, dmWith };
    }),
    modals: modals.map(({ user, id, hash, sent }) => ({ user, viewId: id, hash, view: sent })),
    homes: Object.fromEntries([...homes].map(([user, { sent }]) => [user, sent])),
    commands,
    shortcuts,
    troubles: [...troubles],
  });
  return { ...rest, messages: messages.map(shownMessage) };
}

/** Blocks, files and metadata are replaced and never changed, so they need no copy: they are most of what there is. */
function shownMessage({ broadcast: _, editedTs: __, subtype: ___, ...message }: StoredMessage): SandboxMessage {
  return { ...message, reactions: message.reactions.map((one) => ({ ...one })) };
}
