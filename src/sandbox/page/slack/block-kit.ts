// Block Kit as far as the page reads it, and the current value of every element. Baton sends JSON; what it leaves out
// (block and action ids) is filled in by position, as Slack does.
import type { PressedAction, ViewState } from '../../state.ts';

export type Text = { type: string; text: string };
export type Option = { text: Text; value: string; description?: Text; url?: string };
export type Confirm = { title: Text; text: Text; confirm: Text; deny: Text; style?: string };

export type Element = {
  type: string;
  action_id: string;
  text?: Text;
  value?: string;
  url?: string;
  style?: string;
  accessibility_label?: string;
  confirm?: Confirm;
  placeholder?: Text;
  options?: Option[];
  option_groups?: { label: Text; options: Option[] }[];
  multiline?: boolean;
  max_length?: number;
  max_selected_items?: number;
  is_decimal_allowed?: boolean;
  focus_on_load?: boolean;
  positive_button?: { text: Text; value: string };
  negative_button?: { text: Text; value: string };
} & Record<string, unknown>;

export type Block = {
  type: string;
  block_id: string;
  text?: Text;
  accessory?: Element;
  elements?: Element[];
  actions?: Element[];
  element?: Element;
  label?: Text;
  hint?: Text;
  optional?: boolean;
  dispatch_action?: boolean;
} & Record<string, unknown>;

export type Value = { type: string } & Record<string, unknown>;

type Kind = { field: string; initial: string; empty: unknown };

const single = (of: string): Kind => ({ field: `selected_${of}`, initial: `initial_${of}`, empty: null });
const several = (of: string): Kind => ({ field: `selected_${of}`, initial: `initial_${of}`, empty: [] });
const typed: Kind = { field: 'value', initial: 'initial_value', empty: null };

const kinds: Record<string, Kind> = {
  static_select: single('option'),
  radio_buttons: single('option'),
  users_select: single('user'),
  channels_select: single('channel'),
  conversations_select: single('conversation'),
  datepicker: single('date'),
  timepicker: single('time'),
  datetimepicker: single('date_time'),
  checkboxes: several('options'),
  multi_static_select: several('options'),
  multi_users_select: several('users'),
  multi_channels_select: several('channels'),
  multi_conversations_select: several('conversations'),
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
};

export function readBlocks(raw: unknown): Block[] {
  if (!Array.isArray(raw)) return [];
  return (raw as Block[]).map((block, at) => withIds({ ...block, block_id: block.block_id ?? `block-${at}` }));
}

function withIds(block: Block): Block {
  let count = 0;
  const named = (element: Element): Element => ({ ...element, action_id: element.action_id ?? `action-${count++}` });
  return {
    ...block,
    ...(block.accessory === undefined ? {} : { accessory: named(block.accessory) }),
    ...(block.element === undefined ? {} : { element: named(block.element) }),
    ...(isInteractive(block) && block.elements !== undefined ? { elements: block.elements.map(named) } : {}),
    ...(block.type === 'card' && block.actions !== undefined ? { actions: block.actions.map(named) } : {}),
  };
}

function isInteractive({ type }: Block): boolean {
  return type === 'actions' || type === 'context_actions';
}

export function elementsOf(block: Block): Element[] {
  const inRow = isInteractive(block) ? (block.elements ?? []) : (block.actions ?? []);
  return [block.accessory, block.element, ...inRow].filter((element) => element !== undefined);
}

/** What every element with a value holds now: what was chosen here, else what Baton sent as initial. */
export function valuesOf(blocks: Block[], chosen: ViewState): ViewState {
  const values: ViewState = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const value = chosen[block.block_id]?.[element.action_id] ?? initialValue(element);
      if (value !== null) values[block.block_id] = { ...values[block.block_id], [element.action_id]: value };
    }
  }
  return values;
}

function initialValue(element: Element): Value | null {
  const kind = kinds[element.type];
  return kind === undefined ? null : { type: element.type, [kind.field]: element[kind.initial] ?? kind.empty };
}

export function entryOf(element: Element, value: unknown): Value {
  const field = kinds[element.type]?.field ?? 'value';
  return { type: element.type, [field]: value === '' && field === 'value' ? null : value };
}

/** The bare value inside a state entry, for the control that shows it. */
export function bareValue(entry: Record<string, unknown> | undefined, element: Element): unknown {
  return entry?.[kinds[element.type]?.field ?? 'value'] ?? null;
}

/** What Slack puts into `actions[]` when this element is used. */
export function actionOf(block: Block, element: Element, value?: unknown): PressedAction {
  const { type, action_id } = element;
  const base = { type, block_id: block.block_id, action_id };
  if (type === 'button' || type === 'icon_button') {
    const { text, value: carried, style } = element;
    return {
      ...base,
      ...(text && { text }),
      ...(carried !== undefined && { value: carried }),
      ...(style && { style }),
    };
  }
  if (type === 'overflow') return { ...base, selected_option: value };
  if (type === 'feedback_buttons') return { ...base, ...(value as { text: Text; value: string }) };
  const { placeholder } = element;
  return { ...base, ...entryOf(element, value), ...(placeholder && { placeholder }) };
}

export function isEmpty(entry: Record<string, unknown> | undefined, element: Element): boolean {
  const value = bareValue(entry, element);
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function optionsOf(element: Element): Option[] {
  return element.options ?? element.option_groups?.flatMap(({ options }) => options) ?? [];
}
