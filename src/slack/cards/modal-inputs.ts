// What modals share: the note, and the shape in which Slack hands back what was typed.
import type { InputBlock } from '@slack/types';
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

export function noteInput(label: string): InputBlock {
  return {
    type: 'input',
    block_id: 'note',
    label: plain(label, slackLimits.text),
    optional: true,
    element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: slackLimits.note },
  };
}

/** The note, empty if there is none; null if it is too long. */
export function readNote(given: Values | undefined): string | null {
  const note = (given?.note?.value?.value ?? '').trim();
  return note.length > slackLimits.note ? null : note;
}
