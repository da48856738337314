// Asks why a lead is rejected. The reason teaches the bar and the routing, so it is the one thing that must be chosen.
import type { InputBlock, ModalView } from '@slack/types';
import { brief } from '../../core/brief.ts';
import { veiled } from '../../core/veiled.ts';
import type { Rejection } from '../../core/verdict.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { slackLimits } from './limits.ts';
import { noteInput, type Read, readNote, values } from './modal-inputs.ts';
import { plain } from './parts.ts';
import { words } from './words.ts';

export function rejectModal({ lead, playbook }: Pick<Drawing, 'lead' | 'playbook'>): ModalView {
  const reasons = playbook.rejectReasons.map(({ id, label }) => option(id, label));
  const answers = brief(veiled(lead, playbook), playbook).fields.map(({ field, label, value }) =>
    option(field, `${label}: ${value}`),
  );
  return {
    type: 'modal',
    callback_id: viewIds.reject,
    private_metadata: lead.id,
    title: plain(words.reject.title, slackLimits.modalTitle),
    submit: plain(words.reject.submit, slackLimits.modalTitle),
    close: plain(words.reject.close, slackLimits.modalTitle),
    blocks: [
      select('reason', words.reject.reason, reasons, { hint: words.reject.reasonHint }),
      ...(answers.length === 0 ? [] : [select('wrong_field', words.reject.wrongField, answers, { optional: true })]),
      noteInput(words.reject.note),
    ],
  };
}

/** What the rep chose, or what to say beside each input. */
export function readReject(input: unknown): Read<Rejection> {
  const given = values.safeParse(input);
  const reason = given.data?.reason?.value?.selected_option?.value;
  const note = readNote(given.data);
  if (reason === undefined || note === null) {
    return {
      kind: 'wrong',
      errors: {
        ...(reason === undefined && { reason: words.reject.choose }),
        ...(note === null && { note: words.reject.tooLong }),
      },
    };
  }
  const wrongField = given.data?.wrong_field?.value?.selected_option?.value ?? null;
  return { kind: 'read', value: { reason, wrongField, note } };
}

type Option = { text: ReturnType<typeof plain>; value: string };

function option(value: string, label: string): Option {
  return { text: plain(label, slackLimits.optionText), value };
}

function select(id: string, label: string, options: Option[], more: { hint?: string; optional?: boolean }): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, slackLimits.text),
    ...(more.hint !== undefined && { hint: plain(more.hint, slackLimits.text) }),
    optional: more.optional ?? false,
    element: { type: 'static_select', action_id: 'value', options: options.slice(0, slackLimits.options) },
  };
}
