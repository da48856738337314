// What every press has in common: who pressed, and an apology with a reference when we fail. Whatever a press changes is
// stored before Slack hears that it arrived.
import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  MessageShortcut,
  RespondFn,
  SlackActionMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { meetRep } from '../flows/meet-rep.ts';
import { escapeMrkdwn } from './cards/mrkdwn.ts';
import { sentences } from './cards/sentences.ts';

export type PressArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;
export type ShortcutArgs = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;
export type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** `value` is what the button carries, mostly a lead's id; `at` is Slack's own clock; `open` shows a modal to the one who pressed. */
export type Press = { value: string; lead: LeadId; rep: Rep; at: string; open(view: object): Promise<void> };

/** A button's listener. `press` returns the sentence that only the one who pressed reads, if there is one. */
export function onPress(press: (deps: Deps, pressed: Press) => Promise<string | null>) {
  return async (deps: Deps, { ack, action, body, client, respond }: PressArgs): Promise<void> => {
    const open = async (view: object) => {
      await client.apiCall('views.open', { trigger_id: body.trigger_id, view });
    };
    const sentence = await attend(deps, action.action_id, async () => {
      const rep = await meetRep(deps, { id: body.user.id, name: body.user.name ?? body.user.username });
      const value = action.value ?? '';
      return press(deps, { value, lead: asLeadId(value), rep, at: action.action_ts, open });
    });
    await ack();
    if (sentence !== null) answer(deps, respond, sentence);
  };
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

/** A sentence for one pair of eyes: nothing hangs on it, so nobody waits for it. Outside messages Slack has no place for it. */
function answer(deps: Deps, respond: RespondFn | undefined, sentence: string): void {
  respond?.({ response_type: 'ephemeral', replace_original: false, text: escapeMrkdwn(sentence) }).catch(
    (error: unknown) => {
      deps.log.warn({ err: error }, 'an answer to a press did not arrive');
    },
  );
}

export type Submission = { lead: LeadId; rep: Rep; values: unknown };
/** What stands beside the inputs of a modal that cannot be taken as it is; `null` closes the modal. */
export type WrongInputs = Record<string, string> | null;

/** A modal's listener. When `submit` fails, the apology stands beside the first input and nothing typed is lost. */
export function onSubmit(submit: (deps: Deps, submitted: Submission) => Promise<WrongInputs | string>) {
  return async (deps: Deps, { ack, body, view }: SubmitArgs): Promise<void> => {
    const wrong = await attend(deps, view.callback_id, async () => {
      const rep = await meetRep(deps, body.user);
      return submit(deps, { lead: asLeadId(view.private_metadata), rep, values: view.state.values });
    });
    const first = view.blocks.find((block) => block.type === 'input')?.block_id ?? 'note';
    const errors = typeof wrong === 'string' ? { [first]: wrong } : wrong;
    await (errors === null ? ack() : ack({ response_action: 'errors', errors }));
  };
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
