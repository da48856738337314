// What every press has in common: who pressed, on which lead, and an apology with a reference when we fail.
import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { meetRep } from '../flows/meet-rep.ts';
import { answers } from './cards/answers.ts';

export type PressArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;
export type Press = { lead: LeadId; rep: Rep; args: PressArgs };

/** A button's listener: `press` returns the sentence that only the one who pressed reads, if any. */
export function onPress(press: (deps: Deps, pressed: Press) => Promise<string | null>) {
  return async (deps: Deps, args: PressArgs): Promise<void> => {
    const { ack, action, body } = args;
    const startedMs = performance.now();
    let sentence: string | null;
    let outcome = 'done';
    try {
      const rep = await meetRep(deps, { id: body.user.id, name: body.user.name ?? body.user.username });
      sentence = await press(deps, { lead: asLeadId(action.value), rep, args });
    } catch (error) {
      sentence = apologise(deps, error);
      outcome = 'failed';
    }
    await ack();
    deps.log.info({ door: 'slack', press: action.action_id, outcome, ms: Math.round(performance.now() - startedMs) }, 'pressed');
    if (sentence !== null) whisper(deps, args, sentence);
  };
}

/** Logs the failure and returns what the rep reads, with the reference that is also in the log. */
export function apologise({ log, newId }: Deps, error: unknown): string {
  const reference = newId('error');
  log.error({ err: error, reference }, 'a press failed');
  return answers.failed(reference);
}

export function asLeadId(value: string | undefined): LeadId {
  return `lead_${(value ?? '').replace(/^lead_/, '')}`;
}

/** A sentence for one pair of eyes. Nothing hangs on it, so nobody waits for it. */
function whisper({ log }: Deps, { respond }: PressArgs, text: string): void {
  respond({ response_type: 'ephemeral', replace_original: false, text }).catch((error: unknown) => {
    log.warn({ err: error }, 'an answer to a press did not arrive');
  });
}
