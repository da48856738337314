// The payloads Slack sends when a person does something: what every one carries, and where a press came from.
import { elementsIn, type Json, withInnerBlocks } from './check-blocks.ts';
import { initialValues } from './element-values.ts';
import { messageJson, viewJson } from './message-json.ts';
import type { Core } from './methods/method.ts';
import { findUser, type StoredMessage, type StoredView, verificationToken, type Workspace } from './workspace.ts';

/** What every interaction says about app, team and person. */
export function fromPerson({ team, grants, appId, users }: Workspace, user: string): Json {
  const person = users.find(({ id }) => id === user);
  return {
    user: { id: user, username: person?.name, name: person?.name, team_id: team.id },
    api_app_id: appId,
    token: verificationToken,
    team: { id: team.id, domain: team.domain, ...enterpriseOf(team) },
    enterprise: team.enterprise ?? null,
    is_enterprise_install: grants.current?.isOrg ?? false,
  };
}

const enterpriseOf = ({ enterprise }: Workspace['team']) =>
  enterprise === undefined ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };

export function messagePress(
  core: Core,
  message: StoredMessage,
  { user, actions, state }: { user: string; actions: Json[]; state: Json },
): Json {
  const { workspace, handles } = core;
  const { channel, ts, threadTs, onlyFor } = message;
  const place = { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: onlyFor !== null };
  return {
    type: 'block_actions',
    ...fromPerson(workspace, user),
    container: threadTs === null ? place : { ...place, thread_ts: threadTs },
    trigger_id: handles.newTrigger(user, false),
    channel: { id: channel, name: nameOf(workspace, channel) },
    ...(onlyFor === null ? { message: messageJson(workspace, message) } : {}),
    state: { values: merged(initialValues(message.blocks), state) },
    response_url: handles.newResponseUrl({ channel, user, ts }),
    actions,
  };
}

export function viewPress(core: Core, view: StoredView, { user, actions }: { user: string; actions: Json[] }): Json {
  const { workspace, handles } = core;
  return {
    type: 'block_actions',
    ...fromPerson(workspace, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: handles.newTrigger(user, view.type === 'modal'),
    view: viewJson(workspace, view),
    actions,
  };
}

export function nameOf(workspace: Workspace, channel: string): string {
  const known = workspace.channels.find(({ id }) => id === channel);
  return known?.kind === 'im' ? 'directmessage' : (known?.name ?? '');
}

/** The element a person pressed, as Baton drew it; `undefined` when it is not there any more. */
export function pressedElement(
  blocks: readonly unknown[],
  action: { block_id: string; action_id: string },
): Json | undefined {
  const block = withInnerBlocks(blocks).find((one) => one.block.block_id === action.block_id)?.block;
  return block && elementsIn(block).find(({ element }) => element.action_id === action.action_id)?.element;
}

/** Slack's `actions[]` entry: what the person chose, what the element says, and when. */
export function actionOf(workspace: Workspace, element: Json, action: Json): Json {
  const { text, value, style, url } = element;
  const drawn =
    element.type === 'button'
      ? Object.fromEntries(Object.entries({ text, value, style, url }).filter(([, one]) => one !== undefined))
      : {};
  return { ...drawn, ...action, type: element.type, action_ts: workspace.newTs() };
}

/** Entered values over first values, block by block. */
export function merged(
  first: Record<string, Record<string, Json>>,
  entered: Json,
): Record<string, Record<string, Json>> {
  const all = structuredClone(first);
  for (const [block, actions] of Object.entries(entered))
    all[block] = { ...all[block], ...(actions as Record<string, Json>) };
  return all;
}

export function isPerson(workspace: Workspace, user: string): boolean {
  return findUser(workspace, user)?.isBot === false;
}
