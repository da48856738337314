// Messages, views, channels and people as Slack writes them in answers and payloads.
import type { SandboxUser } from '../state.ts';
import { elementsIn, type Json, withInnerBlocks } from './check-blocks.ts';
import { repliesTo, type StoredChannel, type StoredMessage, type StoredView, type Workspace } from './workspace.ts';

export function messageJson(workspace: Workspace, message: StoredMessage, { metadata = true } = {}): Json {
  const { ts, user, text, threadTs, blocks, reactions, files } = message;
  const byBot = user === workspace.bot.id;
  return {
    type: 'message',
    ...(message.subtype === null ? {} : { subtype: message.subtype }),
    user,
    ...(byBot ? { bot_id: workspace.botId, app_id: workspace.appId, bot_profile: botJson(workspace) } : {}),
    text,
    ts,
    team: workspace.team.id,
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(threadTs === null ? threadJson(workspace, message) : { thread_ts: threadTs }),
    ...(message.editedTs === null ? {} : { edited: { user, ts: message.editedTs } }),
    ...(reactions.length > 0 ? { reactions: reactions.map((one) => ({ ...one, count: one.users.length })) } : {}),
    ...(files.length > 0 ? { files: files.map((file) => fileJson(workspace, file.id)) } : {}),
    ...(metadata && message.metadata !== null ? { metadata: message.metadata } : {}),
  };
}

/** What a parent says about its thread. */
function threadJson(workspace: Workspace, { channel, ts }: StoredMessage): Json {
  const replies = repliesTo(workspace, { channel, ts });
  const last = replies.at(-1);
  if (last === undefined) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: last.ts,
  };
}

export function botJson({ botId, appId, bot, team }: Workspace): Json {
  return {
    id: botId,
    app_id: appId,
    user_id: bot.id,
    name: bot.realName,
    deleted: false,
    updated: 0,
    team_id: team.id,
  };
}

export function fileJson(workspace: Workspace, id: string): Json {
  const file = workspace.files.get(id);
  if (file === undefined) return { id, mode: 'tombstone' };
  const url = fileUrl(workspace, id);
  const { name, title, mimetype, content } = file;
  return {
    id,
    name,
    title,
    mimetype,
    size: content?.length ?? 0,
    permalink: url,
    url_private: url,
    url_private_download: url,
  };
}

export const fileUrl = (workspace: Workspace, id: string) => `${workspace.baseUrl}/slack/files/${id}`;

export function userJson({ team }: Workspace, { id, name, realName, email, isBot }: SandboxUser): Json {
  return {
    id,
    team_id: team.id,
    name,
    real_name: realName,
    deleted: false,
    is_bot: isBot,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    tz: 'Etc/UTC',
    tz_label: 'Coordinated Universal Time',
    tz_offset: 0,
    updated: 0,
    profile: { real_name: realName, display_name: realName, ...(isBot ? {} : { email }), team: team.id },
  };
}

export function channelJson(workspace: Workspace, channel: StoredChannel): Json {
  const { id, name, topic, kind, members, dmWith } = channel;
  const common = { id, is_archived: false, created: 0, is_im: kind === 'im', is_mpim: false, is_ext_shared: false };
  if (kind === 'im') return { ...common, user: dmWith, is_user_deleted: false };
  return {
    ...common,
    name,
    name_normalized: name,
    is_channel: kind === 'channel',
    is_group: kind === 'group',
    is_private: kind === 'group',
    is_general: name === 'general',
    is_member: members.includes(workspace.bot.id),
    topic: { value: topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: members.length,
  };
}

export function viewJson(workspace: Workspace, view: StoredView): Json {
  const { title, submit, close, clear_on_close, notify_on_close, private_metadata, callback_id, external_id, blocks } =
    view.sent;
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.type,
    blocks,
    private_metadata: private_metadata ?? '',
    callback_id: callback_id ?? '',
    external_id: external_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    submit: submit ?? null,
    close: close ?? null,
    clear_on_close: clear_on_close ?? false,
    notify_on_close: notify_on_close ?? false,
    submit_disabled: false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: workspace.appId,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.botId,
  };
}

/** Slack gives every block and element an id; what Baton left out is filled in, the rest stays as sent. */
export function withIds(workspace: Workspace, blocks: readonly unknown[]): Json[] {
  const copy = structuredClone(blocks);
  const shortId = () => workspace.newId('').slice(0, 5);
  for (const { block } of withInnerBlocks(copy)) {
    block.block_id ??= shortId();
    for (const { element } of elementsIn(block)) element.action_id ??= shortId();
  }
  return copy as Json[];
}
