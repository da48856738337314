// chat.*: what Baton posts, redraws and takes back.
import { checkBlocks, isObject, type Json } from '../check-blocks.ts';
import { messageJson, withIds } from '../message-json.ts';
import {
  addMessage,
  findChannel,
  findMessage,
  findUser,
  repliesTo,
  type StoredChannel,
  type StoredMessage,
} from '../workspace.ts';
import {
  type Answer,
  type Args,
  type Core,
  done,
  fail,
  faulty,
  flagOf,
  jsonOf,
  type Methods,
  textOf,
} from './method.ts';

const longestPost = 40_000;
const longestUpdate = 4_000;

export type Content = { text: string; blocks: Json[] | null; metadata: StoredMessage['metadata'] | undefined };
type Read = { kind: 'read'; content: Content } | { kind: 'refused'; answer: Answer };

export const chat: Methods = {
  'chat.postMessage': { scope: 'chat:write', required: ['channel'], run: postMessage },
  'chat.postEphemeral': { scope: 'chat:write', required: ['channel', 'user'], run: postEphemeral },
  'chat.update': { scope: 'chat:write', required: ['channel', 'ts'], run: update },
  'chat.delete': { scope: 'chat:write', required: ['channel', 'ts'], run: remove },
  'chat.getPermalink': {
    required: ['channel', 'message_ts'],
    run({ workspace }, args) {
      const channel = findChannel(workspace, textOf(args, 'channel'));
      if (channel === undefined) return fail('channel_not_found');
      const message = findMessage(workspace, channel.id, textOf(args, 'message_ts'));
      if (message === undefined) return fail('message_not_found');
      const thread = message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
      const place = `/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
      return done({ channel: channel.id, permalink: `${workspace.baseUrl}${place}` });
    },
  },
};

/** Text, blocks and metadata of any message, held against Slack's rules. */
export function readContent({ workspace }: Core, args: Args, longest: number): Read {
  const refuse = (answer: Answer): Read => ({ kind: 'refused', answer });
  const blocks = jsonOf(args, 'blocks');
  if (blocks.kind === 'unreadable') return refuse(fail('invalid_blocks_format'));
  const problems =
    blocks.value === undefined
      ? []
      : [...checkBlocks(blocks.value, 'message'), ...strangeFiles(workspace, blocks.value)];
  if (problems.length > 0) return refuse(faulty('invalid_blocks', problems));
  const metadata = jsonOf(args, 'metadata');
  if (metadata.kind === 'unreadable') return refuse(fail('invalid_metadata_format'));
  const text = textOf(args, 'text');
  if (text.length > longest) return refuse(fail('msg_too_long'));
  const list = Array.isArray(blocks.value) ? withIds(workspace, blocks.value) : null;
  if (text === '' && (list === null || list.length === 0)) return refuse(fail('no_text'));
  const known = readMetadata(metadata.value);
  return known === 'wrong'
    ? refuse(fail('invalid_metadata_format'))
    : { kind: 'read', content: { text, blocks: list, metadata: known } };
}

/** A picture must have been uploaded to the end before a message may show it. */
function strangeFiles({ files }: Core['workspace'], blocks: unknown): string[] {
  const shown = Array.isArray(blocks) ? blocks.filter(isObject) : [];
  return shown.flatMap(({ type, slack_file: file }, n) => {
    if (type !== 'image' || !isObject(file) || typeof file.id !== 'string') return [];
    const isThere = (files.get(file.id)?.content ?? null) !== null;
    return isThere ? [] : [`[ERROR] invalid slack file [json-pointer:/blocks/${n}/slack_file]`];
  });
}

function readMetadata(value: unknown): StoredMessage['metadata'] | undefined | 'wrong' {
  if (value === undefined) return undefined;
  if (!isObject(value)) return 'wrong';
  const { event_type, event_payload } = value;
  if (Object.keys(value).length === 0) return null;
  return typeof event_type === 'string' && event_type !== '' && isObject(event_payload)
    ? { event_type, event_payload }
    : 'wrong';
}

function postMessage(core: Core, args: Args): Answer {
  const { workspace, events } = core;
  const channel = findChannel(workspace, textOf(args, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  if (channel.kind === 'group' && !channel.members.includes(workspace.bot.id)) return fail('channel_not_found');
  const read = readContent(core, args, longestPost);
  if (read.kind === 'refused') return read.answer;
  const thread = threadOf(core, channel, textOf(args, 'thread_ts'));
  if (thread === undefined) return fail('thread_not_found');
  const { text, blocks, metadata } = read.content;
  const broadcast = thread !== null && flagOf(args, 'reply_broadcast');
  const message = addMessage(workspace, {
    channel: channel.id,
    user: workspace.bot.id,
    text,
    blocks: blocks ?? [],
    metadata: metadata ?? null,
    threadTs: thread,
    broadcast,
    subtype: broadcast ? 'thread_broadcast' : null,
  });
  void events.posted(message);
  return done({ channel: channel.id, ts: message.ts, message: messageJson(workspace, message) });
}

/** The parent to answer under: a reply's own parent, `null` for none, `undefined` when there is no such message. */
export function threadOf({ workspace }: Core, channel: StoredChannel, ts: string): string | null | undefined {
  if (ts === '') return null;
  const parent = findMessage(workspace, channel.id, ts);
  return parent === undefined ? undefined : (parent.threadTs ?? parent.ts);
}

function postEphemeral(core: Core, args: Args): Answer {
  const { workspace } = core;
  const channel = findChannel(workspace, textOf(args, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  const user = findUser(workspace, textOf(args, 'user'));
  if (user === undefined || !channel.members.includes(user.id)) return fail('user_not_in_channel');
  const read = readContent(core, args, longestPost);
  if (read.kind === 'refused') return read.answer;
  const { text, blocks } = read.content;
  const threadTs = threadOf(core, channel, textOf(args, 'thread_ts')) ?? null;
  const about = { channel: channel.id, user: workspace.bot.id, onlyFor: user.id, threadTs };
  const message = addMessage(workspace, { ...about, text, blocks: blocks ?? [] });
  return done({ message_ts: message.ts });
}

type Own = { kind: 'own'; message: StoredMessage } | { kind: 'refused'; answer: Answer };

function ownMessage({ workspace }: Core, args: Args, notMine: string): Own {
  const channel = findChannel(workspace, textOf(args, 'channel'));
  if (channel === undefined) return { kind: 'refused', answer: fail('channel_not_found') };
  const message = findMessage(workspace, channel.id, textOf(args, 'ts'));
  if (message === undefined || message.onlyFor !== null) return { kind: 'refused', answer: fail('message_not_found') };
  return message.user === workspace.bot.id ? { kind: 'own', message } : { kind: 'refused', answer: fail(notMine) };
}

/** Text without blocks takes the blocks away; metadata stays unless new is given. */
function update(core: Core, args: Args): Answer {
  const { workspace, events } = core;
  const own = ownMessage(core, args, 'cant_update_message');
  if (own.kind === 'refused') return own.answer;
  const read = readContent(core, args, longestUpdate);
  if (read.kind === 'refused') return read.answer;
  const { message } = own;
  const before = messageJson(workspace, message);
  redraw(message, read.content);
  message.edited = message.blocks.length === 0;
  message.editedTs = workspace.newTs();
  workspace.changed();
  void events.changed(message, before);
  const json = messageJson(workspace, message);
  return done({ channel: message.channel, ts: message.ts, text: message.text, message: json });
}

export function redraw(message: StoredMessage, { text, blocks, metadata }: Content): void {
  message.text = text;
  message.blocks = blocks ?? [];
  if (metadata !== undefined) message.metadata = metadata;
}

function remove(core: Core, args: Args): Answer {
  const own = ownMessage(core, args, 'cant_delete_message');
  if (own.kind === 'refused') return own.answer;
  void takeAway(core, own.message);
  return done({ channel: own.message.channel, ts: own.message.ts });
}

/** A message with replies leaves a tombstone, so that its thread still has a head. */
export function takeAway({ workspace, events }: Core, message: StoredMessage): Promise<void> {
  const told = events.deleted({ ...message });
  if (repliesTo(workspace, message).length > 0) {
    const empty = { text: 'This message was deleted.', blocks: [], files: [], reactions: [], metadata: null };
    Object.assign(message, empty, { user: 'USLACKBOT', subtype: 'tombstone' });
  } else {
    workspace.messages = workspace.messages.filter((one) => one !== message);
  }
  workspace.changed();
  return told;
}
