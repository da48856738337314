// auth.*, api.*, apps.*, users.*, bots.*, team.*, files.*: who is there, how to connect, and what was uploaded.

import { isObject } from '../check-blocks.ts';
import { botJson, fileJson, fileUrl, userJson } from '../message-json.ts';
import { addMessage, findChannel, findUser } from '../workspace.ts';
import { threadOf } from './chat.ts';
import {
  type Answer,
  type Args,
  type Core,
  done,
  fail,
  faulty,
  jsonOf,
  type Methods,
  pageOf,
  textOf,
} from './method.ts';

const mimetypes: Record<string, string> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
};

export const workspaceMethods: Methods = {
  'api.test': {
    token: 'none',
    run: (_, args) => (args.error === undefined ? done({ args }) : fail(textOf(args, 'error'), { args })),
  },
  'auth.test': {
    run: ({ workspace: { team, bot, botId, baseUrl, grants } }) =>
      done({
        url: `${baseUrl}/`,
        team: team.name,
        user: bot.name,
        team_id: team.id,
        user_id: bot.id,
        bot_id: botId,
        ...(team.enterprise && { enterprise_id: team.enterprise.id }),
        is_enterprise_install: grants.current?.isOrg ?? false,
      }),
  },
  'auth.revoke': {
    run({ events, workspace }) {
      workspace.grants.takeBack('token_revoked');
      void events.gone('tokens_revoked');
      return done({ revoked: true });
    },
  },
  'apps.connections.open': {
    token: 'app',
    run: ({ socket, workspace }) => done({ url: socket.newUrl(workspace.baseUrl) }),
  },
  'team.info': {
    scope: 'team:read',
    run: ({ workspace: { team, baseUrl } }) =>
      done({ team: { ...team, url: `${baseUrl}/`, email_domain: '', icon: {} } }),
  },
  'bots.info': {
    scope: 'users:read',
    run: ({ workspace }, args) =>
      args.bot === undefined || args.bot === workspace.botId
        ? done({ bot: botJson(workspace) })
        : fail('bot_not_found'),
  },
  'users.info': {
    scope: 'users:read',
    required: ['user'],
    run({ workspace }, args) {
      const user = findUser(workspace, textOf(args, 'user'));
      return user === undefined ? fail('user_not_found') : done({ user: userJson(workspace, user) });
    },
  },
  'users.list': {
    scope: 'users:read',
    run({ workspace }, args) {
      const { items, next } = pageOf(workspace.users, args);
      const members = items.map((user) => userJson(workspace, user));
      return done({ members, cache_ts: 0, response_metadata: { next_cursor: next } });
    },
  },
  'users.lookupByEmail': {
    scope: 'users:read.email',
    required: ['email'],
    run({ workspace }, args) {
      const email = textOf(args, 'email').toLowerCase();
      const user = workspace.users.find((one) => !one.isBot && one.email.toLowerCase() === email);
      return user === undefined ? fail('users_not_found') : done({ user: userJson(workspace, user) });
    },
  },
  'usergroups.users.list': {
    scope: 'usergroups:read',
    required: ['usergroup'],
    run({ workspace }, args) {
      const group = workspace.groups.find(({ id }) => id === textOf(args, 'usergroup'));
      return group === undefined ? fail('no_such_subteam') : done({ users: group.members });
    },
  },
  'files.getUploadURLExternal': { scope: 'files:write', required: ['filename', 'length'], run: newUpload },
  'files.completeUploadExternal': { scope: 'files:write', required: ['files'], run: completeUpload },
};

function newUpload({ workspace }: Core, args: Args): Answer {
  if (!(Number(args.length) > 0)) return faulty('invalid_arguments', ['[ERROR] length must be greater than 0']);
  const id = workspace.newId('F');
  const name = textOf(args, 'filename');
  const mimetype = mimetypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  workspace.files.set(id, { id, name, title: name, mimetype, content: null });
  return done({ upload_url: `${workspace.baseUrl}/slack/upload/${id}`, file_id: id });
}

/** Without a channel the files stay private; with one they are posted there, as Slack does. */
function completeUpload(core: Core, args: Args): Answer {
  const { workspace, events } = core;
  const given = jsonOf(args, 'files');
  const wanted = given.kind === 'read' && Array.isArray(given.value) ? given.value.filter(isObject) : [];
  if (wanted.length === 0) return faulty('invalid_arguments', ['[ERROR] must provide an array [json-pointer:/files]']);
  const files = wanted.map(({ id, title }) => ({ file: workspace.files.get(String(id)), title }));
  if (files.some(({ file }) => file === undefined || file.content === null)) return fail('file_not_found');
  const ready = files.flatMap(({ file, title }) =>
    file === undefined ? [] : [Object.assign(file, title ? { title: String(title) } : {})],
  );
  const place = textOf(args, 'channel_id') || (textOf(args, 'channels').split(',')[0] ?? '');
  const posted = ready.map(({ id, title }) => ({ id, title, url: fileUrl(workspace, id) }));
  if (place !== '') {
    const channel = findChannel(workspace, place);
    if (channel === undefined) return fail('channel_not_found');
    if (!channel.members.includes(workspace.bot.id)) return fail('not_in_channel');
    const about = { channel: channel.id, user: workspace.bot.id, text: textOf(args, 'initial_comment'), files: posted };
    const threadTs = threadOf(core, channel, textOf(args, 'thread_ts')) ?? null;
    void events.posted(addMessage(workspace, { ...about, threadTs, subtype: 'file_share' }));
  }
  return done({ files: ready.map(({ id }) => fileJson(workspace, id)) });
}
