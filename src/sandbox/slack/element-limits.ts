// Slack's limits for interactive elements and pictures: the half of the table in block-limits.ts that stands inside blocks.
// Where Slack's sources disagree, the stricter figure stands here.
import {
  any,
  confirm,
  elementsOf,
  type Fields,
  flag,
  list,
  number,
  object,
  option,
  optionGroups,
  options,
  type Piece,
  plain,
  req,
  type Surface,
  string,
  words,
} from './shapes.ts';

export const everywhere: readonly Surface[] = ['message', 'modal', 'home'];
export const inMessage: readonly Surface[] = ['message'];
export const url = string({ min: 1, max: 3_000 });
const placeholder = plain(150);
const style = words('primary', 'danger');
const focus_on_load = flag;
const dispatch_action_config = object({
  trigger_actions_on: list(words('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 }),
});
export const picture = {
  alt_text: req(string({ min: 1, max: 2_000 })),
  image_url: url,
  slack_file: object({ id: any, url }),
};
export const image = elementsOf('image');
const count = number({ min: 1, max: 1_000 });
const conversationFilter = object({
  include: list(words('im', 'mpim', 'private', 'public'), { min: 1, max: 4 }),
  exclude_external_shared_channels: flag,
  exclude_bot_users: flag,
});
const feedback = object({
  text: req(plain(75)),
  accessibility_label: string({ max: 75 }),
  value: req(string({ min: 1, max: 2_000 })),
});

function select(fields: Fields, oneOf?: readonly string[]): Piece {
  const piece = { on: everywhere, fields: { placeholder, confirm, focus_on_load, ...fields } };
  return oneOf === undefined ? piece : { ...piece, oneOf, notBoth: ['options', 'option_groups'] };
}
const choices = { options: options(100, 'plain_text'), option_groups: optionGroups };
const ids = list(string({ min: 1, max: 255 }), { max: 100 });
export const id = string({ min: 1, max: 255 });
const conversation = { default_to_current_conversation: flag, filter: conversationFilter };
function typed(fields: Fields): Piece {
  return { on: everywhere, fields: { placeholder, focus_on_load, dispatch_action_config, ...fields } };
}

/** Interactive elements and pictures. `type` and `action_id` are understood for each. */
export const elements: Record<string, Piece> = {
  button: {
    on: everywhere,
    fields: {
      text: req(plain(75)),
      url,
      value: string({ max: 2_000 }),
      style,
      confirm,
      accessibility_label: string({ max: 75 }),
    },
  },
  checkboxes: {
    on: everywhere,
    fields: { options: req(options(10)), initial_options: options(10), confirm, focus_on_load },
  },
  radio_buttons: {
    on: everywhere,
    fields: { options: req(options(10)), initial_option: option(), confirm, focus_on_load },
  },
  overflow: { on: everywhere, fields: { options: req(options(5, 'plain_text')), confirm } },
  datepicker: select({ initial_date: string({ like: /^\d{4}-\d{2}-\d{2}$/ }) }),
  timepicker: select({
    initial_time: string({ like: /^([01]\d|2[0-3]):[0-5]\d$/ }),
    timezone: string({ min: 1, max: 100 }),
  }),
  datetimepicker: {
    on: everywhere,
    fields: { initial_date_time: number({ min: 1_000_000_000, max: 9_999_999_999 }), confirm, focus_on_load },
  },
  static_select: select({ ...choices, initial_option: option('plain_text') }, ['options', 'option_groups']),
  multi_static_select: select({ ...choices, initial_options: options(100, 'plain_text'), max_selected_items: count }, [
    'options',
    'option_groups',
  ]),
  external_select: select({ initial_option: option('plain_text'), min_query_length: number({ min: 0, max: 100 }) }),
  multi_external_select: select({
    initial_options: options(100, 'plain_text'),
    min_query_length: number({ min: 0, max: 100 }),
    max_selected_items: count,
  }),
  users_select: select({ initial_user: id }),
  multi_users_select: select({ initial_users: ids, max_selected_items: count }),
  channels_select: select({ initial_channel: id, response_url_enabled: flag }),
  multi_channels_select: select({ initial_channels: ids, max_selected_items: count }),
  conversations_select: select({ initial_conversation: id, response_url_enabled: flag, ...conversation }),
  multi_conversations_select: select({ initial_conversations: ids, max_selected_items: count, ...conversation }),
  plain_text_input: typed({
    initial_value: string({ max: 3_000 }),
    multiline: flag,
    min_length: number({ min: 0, max: 3_000 }),
    max_length: number({ min: 1, max: 3_000 }),
  }),
  email_text_input: typed({ initial_value: string({ max: 3_000 }) }),
  url_text_input: typed({ initial_value: string({ max: 3_000 }) }),
  number_input: typed({
    is_decimal_allowed: req(flag),
    initial_value: string({ max: 100 }),
    min_value: string({ max: 100 }),
    max_value: string({ max: 100 }),
  }),
  rich_text_input: typed({ initial_value: any, min_lines: count, max_lines: count }),
  file_input: { on: ['modal'], fields: { filetypes: list(id, { max: 100 }), max_files: number({ min: 1, max: 10 }) } },
  feedback_buttons: { on: inMessage, fields: { positive_button: req(feedback), negative_button: req(feedback) } },
  icon_button: {
    on: inMessage,
    fields: {
      icon: req(words('trash')),
      text: req(plain(75)),
      accessibility_label: string({ max: 75 }),
      value: string({ max: 2_000 }),
      visible_to_user_ids: ids,
      confirm,
    },
  },
  workflow_button: {
    on: inMessage,
    fields: { text: req(plain(75)), workflow: req(any), style, confirm, accessibility_label: string({ max: 75 }) },
  },
  image: { on: everywhere, fields: picture, oneOf: ['image_url', 'slack_file'] },
};
