// Asks what of a card is somebody else's, and says what becomes of it.
import type { ModalView } from '@slack/types';
import { isCarried } from '../../core/sayable.ts';
import { showValue } from '../../core/value.ts';
import { actionWords } from './action-words.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { line } from './lead-parts.ts';
import { slackLimits } from './limits.ts';
import { memoryWords } from './memory-words.ts';
import { input, modal, option, type Read, values } from './modal-inputs.ts';
import { blocks } from './parts.ts';
import { type Outcome, sentences } from './sentences.ts';

const words = memoryWords.part;
const answers = 'answers';

/** `joined`: when the conversation joined. */
type What = { kind: 'answers' } | { kind: 'conversation'; joined: string };

export function partModal({ lead }: Pick<Drawing, 'lead'>): ModalView {
  const joined = lead.joined.map(({ channel, at }) =>
    option(at, words.conversation(channel, showValue('date', at.slice(0, 10)))),
  );
  const carried = lead.answers.some(isCarried) ? [option(answers, words.answers)] : [];
  const options = [...joined.toReversed(), ...carried].slice(0, slackLimits.options);
  const [first] = options;
  return modal({
    id: viewIds.part,
    about: lead.id,
    words: { ...words, close: actionWords.close },
    blocks: [
      input('what', {
        label: words.what,
        element: { type: 'static_select', action_id: 'value', options, ...(first && { initial_option: first }) },
      }),
      ...blocks([line(words.after)]),
    ],
  });
}

export function readPart(entered: unknown): Read<What> {
  const chosen = values.safeParse(entered).data?.what?.value?.selected_option?.value;
  if (chosen === undefined) return { kind: 'wrong', errors: { what: words.choose } };
  return { kind: 'read', value: chosen === answers ? { kind: answers } : { kind: 'conversation', joined: chosen } };
}

/** What stands beside the choice when nothing changed; `null` closes the modal. */
export function wrongPart(
  outcome: Outcome | { kind: 'parted' | 'sending' },
  playbook: Drawing['playbook'],
): Record<string, string> | null {
  switch (outcome.kind) {
    case 'done':
      return null;
    case 'parted':
      return { what: words.done };
    case 'sending':
      return { what: words.sending };
    default:
      return { what: sentences.toReject(outcome, playbook) };
  }
}
