// Submitting and closing a modal: what Slack checks first, what it sends, and what Baton's answer does to the stack.
import type { ActAnswer, SlackAct } from '../state.ts';
import { limits } from './block-limits.ts';
import { isObject, type Json } from './check-blocks.ts';
import { checkView } from './check-view.ts';
import { checkEntries } from './element-values.ts';
import { viewJson } from './message-json.ts';
import type { Core } from './methods/method.ts';
import { pushView, redrawView } from './methods/views.ts';
import { fromPerson, merged } from './payloads.ts';
import { type StoredView, stackOf } from './workspace.ts';

type Of<K extends SlackAct['kind']> = Extract<SlackAct, { kind: K }>;
export const done: ActAnswer = { kind: 'done' };
export const trouble = (text: string): ActAnswer => ({ kind: 'trouble', text });

/** Only the top of the stack can be acted on. */
function topView({ workspace }: Core, { user, viewId }: { user: string; viewId: string }): StoredView | undefined {
  const top = stackOf(workspace, user).at(-1);
  return top?.id === viewId ? top : undefined;
}

export async function submitView(core: Core, what: Of<'submit'>): Promise<ActAnswer> {
  const { workspace, handles, delivery } = core;
  const view = topView(core, what);
  if (view === undefined) return trouble('This view is no longer open.');
  view.values = merged(view.values, what.state);
  const blocks: unknown[] = Array.isArray(view.sent.blocks) ? view.sent.blocks : [];
  const faults = checkEntries(blocks, view.values);
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults };
  const payload = {
    type: 'view_submission',
    ...fromPerson(workspace, what.user),
    trigger_id: handles.newTrigger(what.user, true),
    view: viewJson(workspace, view),
    response_urls: [],
  };
  const delivered = await delivery.interact('interactive', payload, 'A form did not get through');
  if (delivered.kind === 'failed') return trouble(`We had some trouble connecting. Try again? ${delivered.text}`);
  return followAnswer(core, view, isObject(delivered.body) ? delivered.body : {});
}

function followAnswer(core: Core, view: StoredView, answer: Json): ActAnswer {
  const { workspace } = core;
  switch (answer.response_action) {
    case undefined:
      remove(core, [view]);
      return done;
    case 'clear':
      remove(core, stackOf(workspace, view.user));
      return done;
    case 'errors':
      return showErrors(view, answer.errors);
    case 'update':
    case 'push': {
      const check = checkView(answer.view, 'modal');
      if (check.kind === 'bad')
        return trouble(`Slack refuses the answer to this form: ${check.messages.join('; ') || check.error}`);
      if (answer.response_action === 'update') redrawView(workspace, view, check.view);
      else if (stackOf(workspace, view.user).length >= limits.viewStack)
        return trouble('Slack refuses the answer to this form: push_limit_reached');
      else pushView(workspace, view.user, check.view);
      return done;
    }
    default:
      return trouble(
        `Slack refuses the answer to this form: unknown response_action "${String(answer.response_action)}".`,
      );
  }
}

/** Errors may only name input blocks that are in the view; anything else Slack shows as a broken form. */
function showErrors(view: StoredView, errors: unknown): ActAnswer {
  const blocks: unknown[] = Array.isArray(view.sent.blocks) ? view.sent.blocks : [];
  const inputs = new Set(blocks.filter(isObject).flatMap((block) => (block.type === 'input' ? [block.block_id] : [])));
  const entries = isObject(errors) ? Object.entries(errors) : [];
  const wrong = entries.filter(([block, text]) => !inputs.has(block) || typeof text !== 'string' || text === '');
  if (entries.length === 0) return trouble('Slack refuses the answer to this form: errors without a text.');
  if (wrong.length > 0)
    return trouble(`Slack refuses the answer to this form: no input block "${wrong[0]?.[0]}" takes an error.`);
  return { kind: 'errors', errors: Object.fromEntries(entries.map(([block, text]) => [block, String(text)])) };
}

export async function closeView(core: Core, what: Of<'close'>): Promise<ActAnswer> {
  const view = topView(core, what);
  if (view === undefined) return done;
  const clears = view.sent.clear_on_close === true;
  const closing = clears ? stackOf(core.workspace, what.user) : [view];
  remove(core, closing);
  await Promise.all(
    closing
      .filter(({ sent }) => sent.notify_on_close === true)
      .map((one) => {
        const payload = {
          type: 'view_closed',
          ...fromPerson(core.workspace, what.user),
          view: viewJson(core.workspace, one),
          is_cleared: clears,
        };
        return core.delivery.interact('interactive', payload, 'The closing of a form did not get through');
      }),
  );
  return done;
}

function remove({ workspace }: Core, views: readonly StoredView[]): void {
  workspace.modals = workspace.modals.filter((view) => !views.includes(view));
  workspace.changed();
}
