// views.*: modals and the home. A modal can only open on a fresh trigger, and only three lie on each other.
import { limits } from '../block-limits.ts';
import type { Json } from '../check-blocks.ts';
import { checkView } from '../check-view.ts';
import { initialValues } from '../element-values.ts';
import { viewJson, withIds } from '../message-json.ts';
import { findUser, type StoredView, stackOf, type Workspace } from '../workspace.ts';
import { type Answer, type Args, type Core, done, fail, faulty, jsonOf, type Methods, textOf } from './method.ts';

export const views: Methods = {
  'views.open': { required: ['trigger_id', 'view'], run: (core, args) => show(core, args, 'open') },
  'views.push': { required: ['trigger_id', 'view'], run: (core, args) => show(core, args, 'push') },
  'views.update': { required: ['view'], run: update },
  'views.publish': { required: ['user_id', 'view'], run: publish },
};

type Read = { kind: 'read'; view: Json } | { kind: 'refused'; answer: Answer };

function readView(args: Args, type: 'modal' | 'home'): Read {
  const given = jsonOf(args, 'view');
  if (given.kind === 'unreadable')
    return { kind: 'refused', answer: faulty('invalid_arguments', ['[ERROR] invalid JSON [json-pointer:/view]']) };
  const check = checkView(given.value, type);
  return check.kind === 'good'
    ? { kind: 'read', view: check.view }
    : { kind: 'refused', answer: faulty(check.error, check.messages) };
}

function show(core: Core, args: Args, how: 'open' | 'push'): Answer {
  const { workspace, handles } = core;
  const read = readView(args, 'modal');
  if (read.kind === 'refused') return read.answer;
  const seen = handles.findTrigger(args.trigger_id);
  if (seen.kind === 'bad') return fail(seen.error);
  const { user, inModal } = seen;
  const stack = stackOf(workspace, user);
  if (how === 'push' && (!inModal || stack.length === 0)) return fail('not_in_modal');
  if (how === 'push' && stack.length >= limits.viewStack) return fail('push_limit_reached');
  if (takenElsewhere(workspace, read.view, null)) return fail('duplicate_external_id');
  handles.spendTrigger(args.trigger_id);
  if (how === 'open') workspace.modals = workspace.modals.filter((view) => view.user !== user);
  return done({ view: viewJson(workspace, pushView(workspace, user, read.view)) });
}

function takenElsewhere(workspace: Workspace, sent: Json, own: StoredView | null): boolean {
  const id = sent.external_id;
  const all = [...workspace.modals, ...workspace.homes.values()];
  return typeof id === 'string' && id !== '' && all.some((view) => view !== own && view.sent.external_id === id);
}

/** Lays a checked view on top of what the person has open. */
export function pushView(workspace: Workspace, user: string, sent: Json): StoredView {
  const below = stackOf(workspace, user).at(-1);
  const id = workspace.newId('V');
  const rootId = below?.rootId ?? id;
  const view = { ...newView(workspace, { id, user, type: 'modal', sent }), rootId, previousId: below?.id ?? null };
  workspace.modals.push(view);
  workspace.changed();
  return view;
}

function newView(workspace: Workspace, about: Pick<StoredView, 'id' | 'user' | 'type' | 'sent'>): StoredView {
  const view: StoredView = { ...about, hash: '', rootId: about.id, previousId: null, values: {} };
  redrawView(workspace, view, about.sent);
  return view;
}

/** What was typed stays where block and action keep their ids, as in Slack. */
export function redrawView(workspace: Workspace, view: StoredView, sent: Json): void {
  const blocks = withIds(workspace, Array.isArray(sent.blocks) ? sent.blocks : []);
  const values = initialValues(blocks);
  for (const [block, actions] of Object.entries(values)) {
    for (const action of Object.keys(actions)) {
      const typed = view.values[block]?.[action];
      if (typed !== undefined && typed.type === actions[action]?.type) actions[action] = typed;
    }
  }
  view.sent = { ...sent, blocks };
  view.values = values;
  view.hash = `${Math.floor(workspace.now().getTime() / 1_000)}.${workspace.newId('').toLowerCase()}`;
  workspace.changed();
}

function update({ workspace }: Core, args: Args): Answer {
  const id = textOf(args, 'view_id');
  const externalId = textOf(args, 'external_id');
  if (id === '' && externalId === '')
    return faulty('invalid_arguments', ['[ERROR] missing required field: view_id or external_id']);
  const all = [...workspace.modals, ...workspace.homes.values()];
  const view = all.find((one) => (id === '' ? one.sent.external_id === externalId : one.id === id));
  const read = readView(args, view?.type ?? 'modal');
  if (read.kind === 'refused') return read.answer;
  if (view === undefined) return fail('not_found');
  const hash = textOf(args, 'hash');
  if (hash !== '' && hash !== view.hash) return fail('hash_conflict');
  if (takenElsewhere(workspace, read.view, view)) return fail('duplicate_external_id');
  redrawView(workspace, view, read.view);
  return done({ view: viewJson(workspace, view) });
}

function publish({ workspace }: Core, args: Args): Answer {
  const read = readView(args, 'home');
  if (read.kind === 'refused') return read.answer;
  const user = findUser(workspace, textOf(args, 'user_id'));
  if (user === undefined) return fail('user_not_found');
  const known = workspace.homes.get(user.id);
  const hash = textOf(args, 'hash');
  if (hash !== '' && hash !== known?.hash) return fail('hash_conflict');
  const about = { id: workspace.newId('V'), user: user.id, type: 'home', sent: read.view } as const;
  const home = known ?? newView(workspace, about);
  workspace.homes.set(user.id, home);
  redrawView(workspace, home, read.view);
  return done({ view: viewJson(workspace, home) });
}
