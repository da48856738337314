// Slack's Block Kit limits as one table: every block, where it may stand, what each field may hold (elements: element-limits.ts).
// check-blocks.ts walks it. Where Slack's sources disagree, the stricter figure stands here.
import { everywhere, id, image, inMessage, picture, url } from './element-limits.ts';
import {
  any,
  elementsOf,
  type Fields,
  flag,
  list,
  number,
  object,
  type Piece,
  plain,
  req,
  type Shape,
  string,
  textObject,
  words,
} from './shapes.ts';

export const limits = {
  blocks: { message: 50, modal: 100, home: 100 },
  id: 255,
  tablesPerMessage: 1,
  chartsPerMessage: 2,
  tableCharacters: 10_000,
  viewTitle: 24,
  privateMetadata: 3_000,
  viewBytes: 250_000,
  viewStack: 3,
} as const;

const pickers = ['datepicker', 'timepicker', 'datetimepicker', 'checkboxes', 'radio_buttons'];
const single = ['static_select', 'external_select', 'users_select', 'channels_select', 'conversations_select'];
const selects = [...single, ...single.map((type) => `multi_${type}`)];
const typedInputs = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'rich_text_input'];
const buttons = ['button', 'workflow_button', 'overflow'];

const title = plain(150);
const cell = (of: Shape) => list(list(of, { min: 1, max: 20 }), { min: 1, max: 100 });
const richText: Shape = { kind: 'blocks', of: ['rich_text'] };
const chartPoint = object({ label: req(string({ min: 1, max: 20 })), value: req(number({})) });
const chart = object(
  {
    type: req(words('pie', 'line', 'bar', 'area')),
    segments: list(chartPoint, { min: 1, max: 12 }),
    series: list(object({ name: req(string({ min: 1, max: 20 })), data: req(list(chartPoint, { min: 1, max: 20 })) }), {
      min: 1,
      max: 6,
    }),
    axis_config: object({
      categories: list(string({ min: 1, max: 20 }), { min: 1, max: 20 }),
      x_label: string({ max: 50 }),
      y_label: string({ max: 50 }),
    }),
  },
  ['segments', 'series'],
);

/** Layout blocks. `type` and `block_id` are understood for each. */
export const blocks: Record<string, Piece> = {
  actions: {
    on: everywhere,
    fields: {
      elements: req(list(elementsOf(...buttons, ...pickers, ...selects, 'rich_text_input'), { min: 1, max: 25 })),
    },
  },
  alert: {
    on: ['modal'],
    fields: { text: req(textObject(200)), level: words('default', 'info', 'warning', 'error', 'success') },
  },
  card: {
    on: ['message', 'home'],
    fields: {
      hero_image: image,
      icon: image,
      title: textObject(150, 'mrkdwn'),
      subtitle: textObject(150, 'mrkdwn'),
      body: textObject(200, 'mrkdwn'),
      actions: list(elementsOf('button'), { min: 1, max: 2 }),
    },
    oneOf: ['hero_image', 'title', 'body', 'actions'],
  },
  carousel: {
    on: ['message', 'home'],
    fields: { elements: req(list({ kind: 'blocks', of: ['card'] }, { min: 1, max: 10 })) },
  },
  container: {
    on: inMessage,
    fields: {
      title,
      rich_text_title: richText,
      subtitle: textObject(150),
      child_blocks: req(
        list(
          {
            kind: 'blocks',
            of: ['actions', 'context', 'divider', 'header', 'image', 'input', 'rich_text', 'section', 'table', 'video'],
          },
          { min: 1, max: 10 },
        ),
      ),
      width: words('narrow', 'standard', 'wide', 'full'),
      icon: image,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  },
  context: {
    on: everywhere,
    fields: { elements: req(list({ kind: 'context-part', image, text: textObject(3_000) }, { min: 1, max: 10 })) },
  },
  context_actions: {
    on: inMessage,
    fields: { elements: req(list(elementsOf('feedback_buttons', 'icon_button'), { min: 1, max: 5 })) },
  },
  data_table: {
    on: inMessage,
    fields: {
      rows: req(cell({ kind: 'cell', of: ['raw_text', 'raw_number', 'rich_text'] })),
      caption: req(string({ min: 1, max: 3_000 })),
      page_size: number({ min: 1, max: 100 }),
      row_header_column_index: number({ min: 0, max: 19 }),
    },
  },
  data_visualization: { on: inMessage, fields: { title: req(string({ min: 1, max: 50 })), chart: req(chart) } },
  divider: { on: everywhere, fields: {} },
  header: { on: everywhere, fields: { text: req(plain(150)) } },
  image: { on: everywhere, fields: { ...picture, title: plain(2_000) }, oneOf: ['image_url', 'slack_file'] },
  input: {
    on: everywhere,
    fields: {
      label: req(plain(2_000)),
      hint: plain(2_000),
      optional: flag,
      dispatch_action: flag,
      element: req(elementsOf(...typedInputs, ...pickers, ...selects, 'file_input')),
    },
  },
  markdown: { on: inMessage, fields: { text: req(string({ min: 1, max: 12_000 })) } },
  plan: { on: inMessage, fields: { title: req(string({ min: 1, max: 3_000 })), tasks: list(any, { max: 50 }) } },
  rich_text: { on: everywhere, fields: { elements: req(list({ kind: 'rich-part' }, { min: 1, max: 1_000 })) } },
  section: {
    on: everywhere,
    fields: {
      text: textObject(3_000),
      fields: list(textObject(2_000), { min: 1, max: 10 }),
      accessory: elementsOf(...buttons, ...pickers, ...selects, 'image'),
      expand: flag,
    },
    oneOf: ['text', 'fields'],
  },
  table: {
    on: inMessage,
    fields: {
      rows: req(cell({ kind: 'cell', of: ['raw_text'] })),
      column_settings: list(object({ align: words('left', 'center', 'right'), is_wrapped: flag }), { max: 20 }),
    },
  },
  task_card: {
    on: inMessage,
    fields: {
      task_id: req(id),
      title: req(string({ min: 1, max: 3_000 })),
      details: richText,
      output: richText,
      sources: list(any, { max: 50 }),
      status: req(words('pending', 'in_progress', 'complete', 'error')),
    },
  },
  video: {
    on: everywhere,
    fields: {
      video_url: req(url),
      thumbnail_url: req(url),
      alt_text: req(string({ min: 1, max: 2_000 })),
      title: req(plain(200)),
      title_url: url,
      author_name: string({ max: 50 }),
      provider_name: string({ max: 50 }),
      provider_icon_url: url,
      description: plain(200),
    },
  },
};

/** What a modal may carry beside its blocks; a home may carry only `homeFields`. */
export const homeFields: Fields = {
  private_metadata: string({ max: limits.privateMetadata }),
  callback_id: string({ max: limits.id }),
  external_id: string({ max: limits.id }),
};
export const modalFields: Fields = {
  ...homeFields,
  title: req(plain(limits.viewTitle)),
  submit: plain(limits.viewTitle),
  close: plain(limits.viewTitle),
  clear_on_close: flag,
  notify_on_close: flag,
  submit_disabled: flag,
};
