// What every press has in common: who pressed, and an apology with a reference when we fail. Whatever a press changes is
// stored before Slack hears that it arrived.
import {
  type AllMiddlewareArgs,
  type BlockAction,
  type ButtonAction,
  type GlobalShortcut,
  type MessageShortcut,
  type RespondFn,
  type SlackActionMiddlewareArgs,
  type SlackShortcutMiddlewareArgs,
  type SlackViewMiddlewareArgs,
  type ViewSubmitAction,
  webApi,
} from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { meetRep } from '../flows/meet-rep.ts';
import { viewIds } from './cards/actions.ts';
import { escapeMrkdwn } from './cards/mrkdwn.ts';
import { sentences } from './cards/sentences.ts';
import { noticeModal } from './cards/small-modals.ts';
import { redrawView, type ShownView } from './home.ts';
import { type Found, lookUp } from './people.ts';

export type PressArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;
export type ShortcutArgs = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;
export type GlobalShortcutArgs = SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs;
export type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** A modal as it stands; whatever is drawn in its place changes the `hash`. */
export type Shown = { id: string; hash: string };

/** The modal in which somebody presses: what it carries, and what has been filled in. */
export type InModal = { about: string; values: unknown };

/**
 * `value` is what the button carries or what was chosen, mostly a lead's id, `chosen` all of it where several may be; `at`
 * is Slack's own clock; `open` shows a modal to the one who pressed, on top of the one they pressed in; `redraw` draws that
 * one anew: null when it has changed meanwhile, or is closed.
 */
export type Press = {
  value: string;
  chosen: readonly string[];
  lead: LeadId;
  rep: Rep;
  at: string;
  modal: InModal | null;
  open(view: object): Promise<Shown>;
  redraw(view: object): Promise<Shown | null>;
};

/** In a modal: what stands there instead. */
export type Instead = { instead: string };

/** A button's listener. `press` returns the sentence that only the one who pressed reads, if there is one. */
export function onPress(press: (deps: Deps, pressed: Press) => Promise<string | Instead | null>) {
  return async (deps: Deps, { ack, action, body, client, respond }: PressArgs): Promise<void> => {
    const shown = body.view?.type === 'modal' ? body.view : undefined;
    const open = async (view: object) => {
      const method = shown === undefined ? 'views.open' : 'views.push';
      return shownIn(await client.apiCall(method, { trigger_id: body.trigger_id, view }));
    };
    const redraw = async (view: object) => {
      if (shown === undefined) return null;
      const about = { view_id: shown.id, hash: shown.hash, view };
      return client.apiCall('views.update', about).then(shownIn, ifChanged);
    };
    const said = await attend(deps, action.action_id, async () => {
      const rep = await meetRep(deps, { id: body.user.id, name: body.user.name ?? body.user.username });
      const chosen = chosenIn(action);
      const value = chosen[0] ?? '';
      const modal = shown === undefined ? null : { about: shown.private_metadata, values: shown.state.values };
      return press(deps, { value, chosen, lead: asLeadId(value), rep, at: action.action_ts, modal, open, redraw });
    });
    await ack();
    if (body.view !== undefined) await inView(deps, { client, view: body.view, user: body.user.id, open, said });
    else if (said !== null) answer(deps, respond, typeof said === 'string' ? said : said.instead);
  };
}

/** Of a button what it carries, of a menu what was chosen in it; a moment as Slack counts it. */
const chosenIn = (action: object): string[] => {
  const read = pressed.parse(action);
  const { value, selected_option: option, selected_user: user, selected_users: users, selected_date_time: at } = read;
  return users ?? [option?.value ?? user ?? at?.toString() ?? value ?? ''];
};
const pressed = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_date_time: z.number().nullish(),
});

const answered = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });
const shownIn = (answer: object): Shown => answered.parse(answer).view;

/** Somebody pressed twice, or closed it meanwhile: what stands there is newer. */
function ifChanged(error: unknown): null {
  if (error instanceof webApi.WebAPIPlatformError && ['hash_conflict', 'not_found'].includes(error.data.error)) {
    return null;
  }
  throw error;
}

type InView = Pick<AllMiddlewareArgs, 'client'> &
  Pick<Press, 'open'> & { view: ShownView; user: string; said: string | Instead | null };

/** Slack has no place for a sentence beside a view, so a small modal says it; and the view shows what the press has changed. */
async function inView(deps: Deps, { client, view, user, open, said }: InView): Promise<void> {
  try {
    if (typeof said === 'string') await open(noticeModal(said));
    else if (said !== null) {
      await client.apiCall('views.update', { view_id: view.id, view: noticeModal(said.instead) });
      return;
    }
    await redrawView(deps, { client, view, user });
  } catch (error) {
    deps.log.warn({ err: error }, 'an answer to a press in a view did not arrive');
  }
}

/** What a message shortcut was used on. */
export type Shortcut = { channel: string; message: unknown; rep: Rep };

/** The listener of a message shortcut. `use` returns the sentence that only the one who used it reads. */
export function onShortcut(use: (deps: Deps, used: Shortcut) => Promise<string>) {
  return async (deps: Deps, { ack, shortcut, respond }: ShortcutArgs): Promise<void> => {
    const sentence = await attend(deps, shortcut.callback_id, async () => {
      const rep = await meetRep(deps, shortcut.user);
      return use(deps, { channel: shortcut.channel.id, message: shortcut.message, rep });
    });
    await ack();
    answer(deps, respond, sentence);
  };
}

/** The listener of a global shortcut, which shows a modal: Slack has no place for a sentence there. */
export function onGlobalShortcut(view: () => ModalView) {
  return async (deps: Deps, { ack, client, shortcut }: GlobalShortcutArgs): Promise<void> => {
    const failed = await attend(deps, shortcut.callback_id, async () => {
      await client.apiCall('views.open', { trigger_id: shortcut.trigger_id, view: view() });
    });
    await ack();
    if (failed !== undefined) deps.log.warn({ failed }, 'a shortcut could not show its modal');
  };
}

/** A sentence for one pair of eyes: nothing hangs on it, so nobody waits for it. */
function answer(deps: Deps, respond: RespondFn | undefined, sentence: string): void {
  respond?.({ response_type: 'ephemeral', replace_original: false, text: escapeMrkdwn(sentence) }).catch(
    (error: unknown) => {
      deps.log.warn({ err: error }, 'an answer to a press did not arrive');
    },
  );
}

/** `about`: what the modal carries, mostly a lead's id; `view`: which modal it is. */
export type Submission = {
  about: string;
  view: string;
  lead: LeadId;
  rep: Rep;
  values: unknown;
  /** Who somebody is whom they chose. */
  lookUp(id: string): Promise<Found>;
};
/** What stands beside the inputs of a modal that cannot be taken as it is; `null` closes the modal. */
export type WrongInputs = Record<string, string> | null;
/** What the modal shows next. */
export type Redrawn = { kind: 'redrawn'; view: ModalView };

/** Modals that the home opens; with them goes whatever they lie on, and the home shows what they changed. */
const homeViews: ReadonlySet<string> = new Set([viewIds.away, viewIds.hours, viewIds.quiet, viewIds.barAim]);
const noView = async () => {
  throw new Error('Nothing is said beside the home.');
};

/** A modal's listener. When `submit` fails, the apology stands beside the first input and nothing typed is lost. */
export function onSubmit(submit: (deps: Deps, submitted: Submission) => Promise<WrongInputs | string | Redrawn>) {
  return async (deps: Deps, { ack, body, client, view }: SubmitArgs): Promise<void> => {
    const wrong = await attend(deps, view.callback_id, async () => {
      const rep = await meetRep(deps, body.user);
      const about = view.private_metadata;
      const find = (id: string) => lookUp(client, id);
      const { values } = view.state;
      return submit(deps, { about, view: view.id, lead: asLeadId(about), rep, values, lookUp: find });
    });
    if (isRedrawn(wrong)) return ack({ response_action: 'update', view: wrong.view });
    const first = view.blocks.find((block) => block.type === 'input')?.block_id ?? 'note';
    const errors = typeof wrong === 'string' ? { [first]: wrong } : wrong;
    if (errors !== null) return ack({ response_action: 'errors', errors });
    const ofHome = homeViews.has(view.callback_id);
    await (ofHome ? ack({ response_action: 'clear' }) : ack());
    if (ofHome) await inView(deps, { client, view: { type: 'home' }, user: body.user.id, open: noView, said: null });
  };
}

function isRedrawn(answer: WrongInputs | string | Redrawn): answer is Redrawn {
  return typeof answer === 'object' && answer !== null && typeof answer.view === 'object';
}

/** Runs what was asked for and logs it. When it fails, the answer is an apology with the reference that is also in the log. */
export async function attend<Answer>(deps: Deps, press: string, run: () => Promise<Answer>): Promise<Answer | string> {
  const startedMs = performance.now();
  const line = () => ({ door: 'slack', press, ms: Math.round(performance.now() - startedMs) });
  try {
    const answer = await run();
    deps.log.info(line(), 'pressed');
    return answer;
  } catch (error) {
    const reference = deps.newId('error');
    deps.log.error({ ...line(), err: error, reference }, 'a press failed');
    return sentences.failed(reference);
  }
}

function asLeadId(value: string | undefined): LeadId {
  return `lead_${(value ?? '').replace(/^lead_/, '')}`;
}
