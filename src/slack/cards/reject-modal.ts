// Asks why a lead is rejected. The reason teaches the bar and the routing, so it is the one thing that must be chosen.
import type { ModalView, PlainTextOption, StaticSelect } from '@slack/types';
import { brief } from '../../core/brief.ts';
import { veiled } from '../../core/veiled.ts';
import type { Rejection } from '../../core/verdict.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { slackLimits } from './limits.ts';
import { input, modal, noteInput, option, type Read, readNote, values } from './modal-inputs.ts';
import { words } from './words.ts';

export function rejectModal({ lead, playbook }: Pick<Drawing, 'lead' | 'playbook'>): ModalView {
  const reasons = playbook.rejectReasons.map(({ id, label }) => option(id, label));
  const answers = brief(veiled(lead, playbook), playbook).fields.map(({ field, label, value }) =>
    option(field, `${label}: ${value}`),
  );
  return modal({
    id: viewIds.reject,
    about: lead.id,
    words: words.reject,
    blocks: [
      input('reason', { label: words.reject.reason, hint: words.reject.reasonHint, element: select(reasons) }),
      ...(answers.length === 0
        ? []
        : [input('wrong_field', { label: words.reject.wrongField, element: select(answers), optional: true })]),
      noteInput(words.reject.note),
    ],
  });
}

/** What the rep chose, or what to say beside each input. */
export function readReject(entered: unknown): Read<Rejection> {
  const given = values.safeParse(entered);
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

function select(options: PlainTextOption[]): StaticSelect {
  return { type: 'static_select', action_id: 'value', options: options.slice(0, slackLimits.options) };
}
