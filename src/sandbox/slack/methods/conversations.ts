// conversations.* and reactions.*: where messages stand, and what was said there.
import { channelJson, messageJson } from '../message-json.ts';
import {
  findChannel,
  findMessage,
  findUser,
  openDirectMessage,
  repliesTo,
  type StoredChannel,
  type StoredMessage,
} from '../workspace.ts';
import { type Answer, type Args, type Core, done, fail, flagOf, type Methods, pageOf, textOf } from './method.ts';

const wantedTypes = { channel: 'public_channel', group: 'private_channel', im: 'im' } as const;

export const conversations: Methods = {
  'conversations.list': {
    scope: 'channels:read',
    run({ workspace }, args) {
      const types = (textOf(args, 'types') || 'public_channel').split(',').map((type) => type.trim());
      const bot = workspace.bot.id;
      const seen = workspace.channels.filter(
        ({ kind, members }) => types.includes(wantedTypes[kind]) && (kind === 'channel' || members.includes(bot)),
      );
      const { items, next } = pageOf(seen, args);
      return done({
        channels: items.map((one) => channelJson(workspace, one)),
        response_metadata: { next_cursor: next },
      });
    },
  },
  'conversations.info': {
    scope: 'channels:read',
    required: ['channel'],
    run: (core, args) => inChannel(core, args, (channel) => done({ channel: channelJson(core.workspace, channel) })),
  },
  'conversations.members': {
    scope: 'channels:read',
    required: ['channel'],
    run: (core, args) =>
      inChannel(core, args, ({ members }) => {
        const { items, next } = pageOf(members, args);
        return done({ members: items, response_metadata: { next_cursor: next } });
      }),
  },
  'conversations.history': { scope: 'channels:history', required: ['channel'], run: history },
  'conversations.replies': { scope: 'channels:history', required: ['channel', 'ts'], run: replies },
  'conversations.open': { scope: 'im:write', run: open },
  'conversations.join': {
    scope: 'channels:join',
    required: ['channel'],
    run: (core, args) =>
      inChannel(core, args, (channel) => {
        const { workspace } = core;
        if (channel.kind !== 'channel') return fail('method_not_supported_for_channel_type');
        if (!channel.members.includes(workspace.bot.id)) channel.members.push(workspace.bot.id);
        workspace.changed();
        return done({ channel: channelJson(workspace, channel) });
      }),
  },
  'reactions.add': {
    scope: 'reactions:write',
    required: ['channel', 'timestamp', 'name'],
    run: (core, args) => react(core, args, 'added'),
  },
  'reactions.remove': {
    scope: 'reactions:write',
    required: ['channel', 'timestamp', 'name'],
    run: (core, args) => react(core, args, 'removed'),
  },
};

function inChannel({ workspace }: Core, args: Args, answer: (channel: StoredChannel) => Answer): Answer {
  const channel = findChannel(workspace, textOf(args, 'channel'));
  const hidden = channel?.kind === 'group' && !channel.members.includes(workspace.bot.id);
  return channel === undefined || hidden ? fail('channel_not_found') : answer(channel);
}

/** Only the channels Baton is in can be read back. */
function inOwnChannel(core: Core, args: Args, answer: (channel: StoredChannel) => Answer): Answer {
  return inChannel(core, args, (channel) =>
    channel.members.includes(core.workspace.bot.id) ? answer(channel) : fail('not_in_channel'),
  );
}

function history(core: Core, args: Args): Answer {
  const { workspace } = core;
  return inOwnChannel(core, args, ({ id }) => {
    const shown = workspace.messages.filter(
      (one) => one.channel === id && one.onlyFor === null && (one.threadTs === null || one.broadcast),
    );
    const { items, next, more } = pageOf(shown.filter(between(args)).reverse(), args);
    return listing(core, args, { items, next, more });
  });
}

function replies(core: Core, args: Args): Answer {
  const { workspace } = core;
  return inOwnChannel(core, args, ({ id }) => {
    const asked = findMessage(workspace, id, textOf(args, 'ts'));
    if (asked === undefined || asked.onlyFor !== null) return fail('thread_not_found');
    const parent = asked.threadTs === null ? asked : findMessage(workspace, id, asked.threadTs);
    if (parent === undefined) return fail('thread_not_found');
    const answers = repliesTo(workspace, parent).filter(between(args));
    return listing(core, args, pageOf([parent, ...answers], args));
  });
}

type Page = { items: StoredMessage[]; next: string; more: boolean };

function listing({ workspace }: Core, args: Args, { items, next, more }: Page): Answer {
  const metadata = flagOf(args, 'include_all_metadata');
  const messages = items.map((one) => messageJson(workspace, one, { metadata }));
  return done({ messages, has_more: more, ...(more ? { response_metadata: { next_cursor: next } } : {}) });
}

/** Timestamps have one width, so they compare as text. */
function between(args: Args): (message: StoredMessage) => boolean {
  const oldest = textOf(args, 'oldest');
  const latest = textOf(args, 'latest');
  const inclusive = flagOf(args, 'inclusive');
  const after = (ts: string, limit: string) =>
    Number(ts) > Number(limit) || (inclusive && Number(ts) === Number(limit));
  return ({ ts }) => (oldest === '' || after(ts, oldest)) && (latest === '' || after(latest, ts));
}

function open({ workspace }: Core, args: Args): Answer {
  const ids = textOf(args, 'users').split(',').filter(Boolean);
  const known = workspace.channels.find(({ id }) => id === textOf(args, 'channel'));
  if (known !== undefined)
    return done({ channel: flagOf(args, 'return_im') ? channelJson(workspace, known) : { id: known.id } });
  if (ids.length !== 1) return fail(ids.length === 0 ? 'users_list_not_supplied' : 'not_enough_users');
  const person = findUser(workspace, ids[0] ?? '');
  if (person === undefined) return fail('user_not_found');
  if (person.isBot) return fail('cannot_dm_bot');
  const channel = openDirectMessage(workspace, person);
  workspace.changed();
  return done({ channel: flagOf(args, 'return_im') ? channelJson(workspace, channel) : { id: channel.id } });
}

function react(core: Core, args: Args, kind: 'added' | 'removed'): Answer {
  return inChannel(core, args, ({ id }) => {
    const message = findMessage(core.workspace, id, textOf(args, 'timestamp'));
    if (message === undefined) return fail('message_not_found');
    const name = textOf(args, 'name');
    if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) return fail('invalid_name');
    const changed = setReaction(message, { user: core.workspace.bot.id, name, kind });
    if (!changed) return fail(kind === 'added' ? 'already_reacted' : 'no_reaction');
    core.workspace.changed();
    void core.events.reaction(kind, { user: core.workspace.bot.id, name, message });
    return done();
  });
}

/** False when there is nothing to change. */
export function setReaction(
  message: StoredMessage,
  { user, name, kind }: { user: string; name: string; kind: 'added' | 'removed' },
): boolean {
  const known = message.reactions.find((one) => one.name === name);
  if ((known?.users.includes(user) ?? false) === (kind === 'added')) return false;
  const users = kind === 'added' ? [...(known?.users ?? []), user] : (known?.users ?? []).filter((one) => one !== user);
  const others = message.reactions.filter((one) => one !== known);
  message.reactions =
    users.length === 0 ? others : known === undefined ? [...others, { name, users }] : message.reactions;
  if (known !== undefined) known.users = users;
  return true;
}
