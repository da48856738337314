// Turns what changes in the sandbox Slack into Events API deliveries, for the subscriptions the app has.
// Like Slack, it also tells Baton about Baton's own messages: an app that listens to itself must notice here.
import type { Json } from './check-blocks.ts';
import type { Delivery } from './delivery.ts';
import { messageJson, viewJson } from './message-json.ts';
import { type StoredChannel, type StoredMessage, verificationToken, type Workspace } from './workspace.ts';

export type Events = {
  /** Each resolves after the first try of delivering. */
  posted(message: StoredMessage): Promise<void>;
  changed(message: StoredMessage, before: Json): Promise<void>;
  deleted(message: StoredMessage): Promise<void>;
  homeOpened(user: string, channel: string): Promise<void>;
  reaction(kind: 'added' | 'removed', about: { user: string; name: string; message: StoredMessage }): Promise<void>;
  /** Baton was removed, or its token taken back: the only events that come without a token. */
  gone(type: 'app_uninstalled' | 'tokens_revoked'): Promise<void>;
  /** Any event at all, as it stands. */
  send(event: Json): Promise<void>;
};

export const everySubscription = [
  'message.channels',
  'message.groups',
  'message.im',
  'app_mention',
  'app_home_opened',
  'reaction_added',
  'reaction_removed',
] as const;

const channelTypes = { channel: 'channel', group: 'group', im: 'im' } as const;
const subscriptions = { channel: 'message.channels', group: 'message.groups', im: 'message.im' } as const;

export function createEvents(workspace: Workspace, delivery: Delivery, subscribed: ReadonlySet<string>): Events {
  const deliver = (event: Json) => delivery.event(envelope(workspace, event));
  const send = async (event: Json) => {
    if (workspace.grants.current !== null) await deliver(event);
  };
  const heard = (message: StoredMessage): StoredChannel | undefined => {
    const channel = workspace.channels.find(({ id }) => id === message.channel);
    return channel?.members.includes(workspace.bot.id) && message.onlyFor === null ? channel : undefined;
  };
  const sendMessage = async (channel: StoredChannel, event: Json) => {
    if (!subscribed.has(subscriptions[channel.kind])) return;
    await send({ type: 'message', ...event, channel: channel.id, channel_type: channelTypes[channel.kind] });
  };
  return {
    send,
    gone: (type) =>
      deliver(type === 'tokens_revoked' ? { type, tokens: { oauth: [], bot: [workspace.bot.id] } } : { type }),
    async posted(message) {
      const channel = heard(message);
      if (channel === undefined) return;
      const event: Json = { ...messageJson(workspace, message), event_ts: message.ts };
      const mentioned =
        message.text.includes(`<@${workspace.bot.id}>`) && message.user !== workspace.bot.id && channel.kind !== 'im';
      const mention = { ...event, type: 'app_mention', channel: channel.id };
      await Promise.all([
        sendMessage(channel, event),
        ...(mentioned && subscribed.has('app_mention') ? [send(mention)] : []),
      ]);
    },
    async changed(message, before) {
      const channel = heard(message);
      const ts = workspace.newTs();
      const after = messageJson(workspace, message);
      const event = {
        subtype: 'message_changed',
        hidden: true,
        message: after,
        previous_message: before,
        ts,
        event_ts: ts,
      };
      if (channel !== undefined) await sendMessage(channel, event);
    },
    async deleted(message) {
      const channel = heard(message);
      const ts = workspace.newTs();
      const before = messageJson(workspace, message);
      const event = {
        subtype: 'message_deleted',
        hidden: true,
        deleted_ts: message.ts,
        previous_message: before,
        ts,
        event_ts: ts,
      };
      if (channel !== undefined) await sendMessage(channel, event);
    },
    async homeOpened(user, channel) {
      if (!subscribed.has('app_home_opened')) return;
      const view = workspace.homes.get(user);
      const shown = view === undefined ? {} : { view: viewJson(workspace, view) };
      await send({ type: 'app_home_opened', user, channel, tab: 'home', event_ts: workspace.newTs(), ...shown });
    },
    async reaction(kind, { user, name, message }) {
      const type = `reaction_${kind}`;
      if (!subscribed.has(type) || heard(message) === undefined) return;
      const item = { type: 'message', channel: message.channel, ts: message.ts };
      await send({ type, user, reaction: name, item, item_user: message.user, event_ts: workspace.newTs() });
    },
  };
}

function envelope(workspace: Workspace, event: Json): Json {
  const { team, appId, bot, grants } = workspace;
  const enterprise = team.enterprise?.id ?? null;
  return {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    ...(enterprise !== null && { enterprise_id: enterprise }),
    context_enterprise_id: enterprise,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: workspace.newId('Ev'),
    event_time: Math.floor(workspace.now().getTime() / 1_000),
    authorizations: [
      {
        enterprise_id: enterprise,
        team_id: team.id,
        user_id: bot.id,
        is_bot: true,
        is_enterprise_install: grants.current?.isOrg ?? false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: workspace.newId('4-'),
  };
}
