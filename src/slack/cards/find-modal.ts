// Looks a lead up: what was found stands under the input, in the same modal.
import type { ModalView } from '@slack/types';
import type { Lead } from '../../core/lead.ts';
import { actionWords } from './action-words.ts';
import { viewIds } from './actions.ts';
import { foundParts, type Lists } from './lead-list.ts';
import { input, modal, type Read, values } from './modal-inputs.ts';
import { blocks } from './parts.ts';

const words = actionWords.find;
const longest = 200;

/** `found`: nothing before anybody has looked. */
export function findModal(found?: Lists & { typed: string; leads: readonly Lead[] }): ModalView {
  return modal({
    id: viewIds.find,
    words: { ...words, close: actionWords.transcript.close },
    blocks: [
      input('typed', {
        label: words.typed,
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          max_length: longest,
          focus_on_load: true,
          ...(found !== undefined && { initial_value: found.typed }),
        },
      }),
      ...(found === undefined ? [] : blocks(foundParts(found.leads, found))),
    ],
  });
}

/** What was typed, or what to say beside the input. */
export function readFind(entered: unknown): Read<string> {
  const typed = (values.safeParse(entered).data?.typed?.value?.value ?? '').trim().slice(0, longest);
  return typed === '' ? { kind: 'wrong', errors: { typed: words.say } } : { kind: 'read', value: typed };
}
