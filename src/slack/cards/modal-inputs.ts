// What modals share: the frame, inputs and options, and the shape in which Slack hands back what was typed.
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { slackLimits } from './limits.ts';
import { plain } from './parts.ts';

export type Read<T> = { kind: 'read'; value: T } | { kind: 'wrong'; errors: Record<string, string> };

const entered = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

/** `view.state.values`: block id, then action id, which is "value" in every modal of ours. */
export const values = z.record(z.string(), z.object({ value: entered.optional() }));
export type Values = z.infer<typeof values>;

/** `about`: what the modal carries, mostly a lead's id. One that only shows something has neither `id` nor `submit`. */
type Frame = {
  id?: string;
  about?: string;
  words: { title: string; submit?: string; close: string };
  blocks: readonly KnownBlock[];
};

export function modal({ id, about, words: { title, submit, close }, blocks }: Frame): ModalView {
  return {
    type: 'modal',
    ...(id !== undefined && { callback_id: id }),
    ...(about !== undefined && { private_metadata: about }),
    title: plain(title, slackLimits.modalTitle),
    ...(submit !== undefined && { submit: plain(submit, slackLimits.modalTitle) }),
    close: plain(close, slackLimits.modalTitle),
    blocks: [...blocks],
  };
}

type Input = { label: string; element: InputBlock['element']; hint?: string | undefined; optional?: boolean };

export function input(id: string, { label, element, hint, optional = false }: Input): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, slackLimits.text),
    ...(hint !== undefined && { hint: plain(hint, slackLimits.text) }),
    optional,
    element,
  };
}

/** A label may hold nothing that can be seen. */
export function option(value: string, label: string): PlainTextOption {
  const text = plain(label, slackLimits.optionText);
  return { text: text.text.trim() === '' ? plain(value, slackLimits.optionText) : text, value };
}

export function noteInput(label: string): InputBlock {
  const element = {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: true,
    max_length: slackLimits.note,
  } as const;
  return input('note', { label, element, optional: true });
}

/** The note, empty if there is none; null if it is too long. */
export function readNote(given: Values | undefined): string | null {
  const note = (given?.note?.value?.value ?? '').trim();
  return note.length > slackLimits.note ? null : note;
}
