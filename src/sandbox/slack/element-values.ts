// The current value of each stateful element, in the form of Slack's `state.values`, and what Slack's client checks before it submits.
import { elementsIn, isObject, type Json, withInnerBlocks } from './check-blocks.ts';

type Values = Record<string, Record<string, Json>>;

/** Element type → the key its value has, and the field its first value comes from. */
const valueKeys: Record<string, readonly [key: string, initial: string]> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  file_input: ['files', ''],
  checkboxes: ['selected_options', 'initial_options'],
  radio_buttons: ['selected_option', 'initial_option'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
};

export function initialValues(blocks: readonly unknown[]): Values {
  const values: Values = {};
  for (const { block } of withInnerBlocks(blocks)) {
    for (const { element } of elementsIn(block)) {
      const keys = valueKeys[String(element.type)];
      if (keys === undefined) continue;
      const [key, initial] = keys;
      const empty = key.endsWith('s') ? [] : null;
      values[String(block.block_id)] = {
        ...values[String(block.block_id)],
        [String(element.action_id)]: { type: element.type, [key]: element[initial] ?? empty },
      };
    }
  }
  return values;
}

/** The faults Slack's client shows under a field before anything is sent, per block. */
export function checkEntries(blocks: readonly unknown[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks.filter(isObject)) {
    if (block.type !== 'input' || !isObject(block.element)) continue;
    const { element } = block;
    const entry = values[String(block.block_id)]?.[String(element.action_id)];
    const value = entry?.[valueKeys[String(element.type)]?.[0] ?? ''];
    const problem = isEmpty(value)
      ? block.optional === true
        ? null
        : 'Please complete this required field.'
      : checkEntry(element, value);
    if (problem !== null) errors[String(block.block_id)] = problem;
  }
  return errors;
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function checkEntry(
  { type, min_length, max_length, min_value, max_value, is_decimal_allowed }: Json,
  value: unknown,
): string | null {
  const text = String(value);
  if (type === 'plain_text_input') {
    if (typeof min_length === 'number' && text.length < min_length)
      return `Please enter at least ${min_length} characters.`;
    if (typeof max_length === 'number' && text.length > max_length)
      return `Please enter at most ${max_length} characters.`;
  }
  if (type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !URL.canParse(text)) return 'Please enter a valid URL.';
  if (type === 'number_input') {
    const number = Number(text);
    if (!Number.isFinite(number) || (is_decimal_allowed !== true && !Number.isInteger(number)))
      return 'Please enter a valid number.';
    if (min_value !== undefined && number < Number(min_value)) return `Please enter at least ${String(min_value)}.`;
    if (max_value !== undefined && number > Number(max_value)) return `Please enter at most ${String(max_value)}.`;
  }
  return null;
}
