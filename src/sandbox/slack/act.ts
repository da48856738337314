// What a person does in the sandbox Slack, told to Baton the way Slack tells it, and what the person then sees.
import type { ActAnswer, PressedAction, PressOrigin, SlackAct } from '../state.ts';
import type { Json } from './check-blocks.ts';
import type { Delivered } from './delivery.ts';
import { messageJson } from './message-json.ts';
import { takeAway } from './methods/chat.ts';
import { setReaction } from './methods/conversations.ts';
import type { Core } from './methods/method.ts';
import { closeView, done, submitView, trouble } from './modal-acts.ts';
import { actionOf, fromPerson, isPerson, merged, messagePress, nameOf, pressedElement, viewPress } from './payloads.ts';
import { respond } from './side-doors.ts';
import {
  addMessage,
  findMessage,
  findUser,
  openDirectMessage,
  type StoredChannel,
  type StoredMessage,
  type StoredView,
  verificationToken,
} from './workspace.ts';

const orTrouble = (delivered: Delivered): ActAnswer => (delivered.kind === 'acked' ? done : trouble(delivered.text));

type Of<K extends SlackAct['kind']> = Extract<SlackAct, { kind: K }>;

/** Without Baton these are not there. */
const forBaton: ReadonlySet<SlackAct['kind']> = new Set(['press', 'submit', 'command', 'open-home', 'shortcut']);

export async function act(core: Core, what: SlackAct): Promise<ActAnswer> {
  if (!isPerson(core.workspace, what.user)) return trouble(`There is no person ${what.user} here.`);
  if (core.workspace.grants.current === null && forBaton.has(what.kind)) {
    return trouble('Baton is not installed in this workspace.');
  }
  switch (what.kind) {
    case 'press':
      return press(core, what);
    case 'submit':
      return submitView(core, what);
    case 'close':
      return closeView(core, what);
    case 'command':
      return command(core, what);
    case 'say':
      return say(core, what);
    case 'edit':
    case 'delete':
      return rewrite(core, what);
    case 'react':
      return react(core, what);
    case 'open-home':
      await core.events.homeOpened(what.user, homeChannel(core, what.user).id);
      return done;
    case 'shortcut':
      return shortcut(core, what);
  }
}

/** The channel when this person is in it; otherwise the sentence that says why not. */
function channelFor({ workspace }: Core, user: string, id: string): StoredChannel | string {
  const channel = workspace.channels.find((one) => one.id === id);
  if (channel === undefined) return 'There is no such channel.';
  if (channel.members.includes(user)) return channel;
  return `${findUser(workspace, user)?.realName ?? user} is not in #${channel.name}. Join the channel first.`;
}

/** The message when this person can see it. */
function messageFor(
  core: Core,
  user: string,
  { channel, ts }: { channel: string; ts: string },
): StoredMessage | string {
  const place = channelFor(core, user, channel);
  if (typeof place === 'string') return place;
  const message = findMessage(core.workspace, channel, ts);
  const hidden = message !== undefined && message.onlyFor !== null && message.onlyFor !== user;
  return message === undefined || hidden ? 'This message is no longer there.' : message;
}

const gone = 'This message has changed meanwhile: what you pressed is no longer there.';

async function press(core: Core, { user, from, action, state = {} }: Of<'press'>): Promise<ActAnswer> {
  const what = 'A press did not get through';
  if ('message' in from) {
    const message = messageFor(core, user, from.message);
    if (typeof message === 'string') return trouble(message);
    const actions = pressed(core, message.blocks, action);
    if (actions === null) return trouble(gone);
    const payload = messagePress(core, message, { user, actions, state });
    return orTrouble(await core.delivery.interact('interactive', payload, what));
  }
  const view = viewFor(core, user, from);
  if (view === undefined) return trouble('This view is no longer open.');
  const actions = pressed(core, view.sent.blocks, action);
  if (actions === null) return trouble(gone);
  view.values = merged(view.values, state);
  return orTrouble(await core.delivery.interact('interactive', viewPress(core, view, { user, actions }), what));
}

function pressed({ workspace }: Core, blocks: unknown, action: PressedAction): Json[] | null {
  const element = pressedElement(Array.isArray(blocks) ? blocks : [], action);
  return element === undefined ? null : [actionOf(workspace, element, action)];
}

function viewFor(
  { workspace }: Core,
  user: string,
  from: Exclude<PressOrigin, { message: unknown }>,
): StoredView | undefined {
  if ('home' in from) return workspace.homes.get(user);
  return workspace.modals.find((view) => view.id === from.view && view.user === user);
}

async function command(core: Core, { user, channel, command: name, text }: Of<'command'>): Promise<ActAnswer> {
  const { workspace, handles, delivery } = core;
  if (!workspace.commands.some((one) => one.command === name)) {
    return trouble(
      `${name} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    );
  }
  const place = channelFor(core, user, channel);
  if (typeof place === 'string') return trouble(place);
  const from = { channel, user, ts: null };
  const payload = {
    token: verificationToken,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel,
    channel_name: nameOf(workspace, channel),
    user_id: user,
    user_name: findUser(workspace, user)?.name ?? '',
    command: name,
    text: text.trim(),
    api_app_id: workspace.appId,
    is_enterprise_install: String(workspace.grants.current?.isOrg ?? false),
    ...(workspace.team.enterprise && { enterprise_id: workspace.team.enterprise.id }),
    response_url: handles.newResponseUrl(from),
    trigger_id: handles.newTrigger(user, false),
  };
  const delivered = await delivery.interact('slash_commands', payload, `${name} did not get through`);
  if (delivered.kind === 'failed') {
    const error = delivered.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
    return trouble(`${name} failed with the error "${error}": ${delivered.text}`);
  }
  const answer = answerOf(delivered.body);
  if (answer === null) return done;
  const shown = respond(core, from, answer);
  return shown.ok ? done : trouble(`${name} failed with the error "${shown.error}".`);
}

/** Bolt acknowledges with `''` or `{}` when there is nothing to say. */
function answerOf(body: unknown): Json | null {
  const answer = body as Json | undefined;
  return answer?.text || answer?.blocks ? answer : null;
}

async function say(
  core: Core,
  { user, channel, text, threadTs, broadcast, files = [] }: Of<'say'>,
): Promise<ActAnswer> {
  const { workspace } = core;
  const place = channelFor(core, user, channel);
  if (typeof place === 'string') return trouble(place);
  if (text.trim() === '' && files.length === 0) return trouble('There is nothing to send.');
  const parent = threadTs === undefined ? null : messageFor(core, user, { channel, ts: threadTs });
  if (typeof parent === 'string') return trouble(parent);
  const thread = parent === null ? null : (parent.threadTs ?? parent.ts);
  const also = thread !== null && broadcast === true;
  const attached = files.map(({ name, content }) => {
    const id = workspace.newId('F');
    const bytes = new TextEncoder().encode(content);
    workspace.files.set(id, { id, name, title: name, mimetype: 'text/plain', content: bytes });
    return { id, title: name, url: `${workspace.baseUrl}/slack/files/${id}` };
  });
  const subtype = also ? 'thread_broadcast' : attached.length > 0 ? 'file_share' : null;
  const message = addMessage(workspace, {
    channel,
    user,
    text,
    threadTs: thread,
    broadcast: also,
    subtype,
    files: attached,
  });
  await core.events.posted(message);
  return done;
}

async function rewrite(core: Core, what: Of<'edit'> | Of<'delete'>): Promise<ActAnswer> {
  const message = messageFor(core, what.user, what);
  if (typeof message === 'string') return trouble(message);
  if (message.user !== what.user) return trouble('Only the one who wrote a message can change it.');
  if (what.kind === 'delete') {
    await takeAway(core, message);
    return done;
  }
  const before = messageJson(core.workspace, message);
  Object.assign(message, { text: what.text, edited: true, editedTs: core.workspace.newTs() });
  core.workspace.changed();
  await core.events.changed(message, before);
  return done;
}

async function react(core: Core, { user, name, ...place }: Of<'react'>): Promise<ActAnswer> {
  const message = messageFor(core, user, place);
  if (typeof message === 'string') return trouble(message);
  const kind = setReaction(message, { user, name, kind: 'added' }) ? 'added' : 'removed';
  if (kind === 'removed') setReaction(message, { user, name, kind });
  core.workspace.changed();
  await core.events.reaction(kind, { user, name, message });
  return done;
}

function homeChannel({ workspace }: Core, user: string): StoredChannel {
  const person = workspace.users.find(({ id }) => id === user);
  if (person === undefined) throw new Error(`There is no person ${user}.`);
  return openDirectMessage(workspace, person);
}

async function shortcut(core: Core, { user, callbackId, message: place }: Of<'shortcut'>): Promise<ActAnswer> {
  const { workspace, handles, delivery } = core;
  const common = {
    ...fromPerson(workspace, user),
    action_ts: workspace.newTs(),
    callback_id: callbackId,
    trigger_id: handles.newTrigger(user, false),
  };
  const what = `The shortcut ${callbackId} did not get through`;
  if (place === undefined)
    return orTrouble(await delivery.interact('interactive', { type: 'shortcut', ...common }, what));
  const message = messageFor(core, user, place);
  if (typeof message === 'string') return trouble(message);
  const payload = {
    type: 'message_action',
    ...common,
    message_ts: message.ts,
    channel: { id: place.channel, name: nameOf(workspace, place.channel) },
    message: messageJson(workspace, message),
    response_url: handles.newResponseUrl({ channel: place.channel, user, ts: message.ts }),
  };
  return orTrouble(await delivery.interact('interactive', payload, what));
}
