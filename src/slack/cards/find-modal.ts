// Looks a lead up: what was found stands under the input, in the same modal.
import type { ModalView } from '@slack/types';
import type { Lead } from '../../core/lead.ts';
import { actionWords } from './action-words.ts';
import { viewIds } from './actions.ts';
import { foundParts, type Lists } from './lead-list.ts';
import { slackLimits } from './limits.ts';
import { type Read, values } from './modal-inputs.ts';
import { blocks, plain } from './parts.ts';

const words = actionWords.find;
const longest = 200;

/** `found`: nothing before anybody has looked. */
export function findModal(found?: Lists & { typed: string; leads: readonly Lead[] }): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.find,
    title: plain(words.title, slackLimits.modalTitle),
    submit: plain(words.submit, slackLimits.modalTitle),
    close: plain(actionWords.transcript.close, slackLimits.modalTitle),
    blocks: [
      {
        type: 'input',
        block_id: 'typed',
        label: plain(words.typed, slackLimits.text),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          max_length: longest,
          focus_on_load: true,
          ...(found !== undefined && { initial_value: found.typed }),
        },
      },
      ...(found === undefined ? [] : blocks(foundParts(found.leads, found))),
    ],
  };
}

/** What was typed, or what to say beside the input. */
export function readFind(input: unknown): Read<string> {
  const typed = (values.safeParse(input).data?.typed?.value?.value ?? '').trim().slice(0, longest);
  return typed === '' ? { kind: 'wrong', errors: { typed: words.say } } : { kind: 'read', value: typed };
}
