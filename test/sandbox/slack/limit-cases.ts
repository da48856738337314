// The Block Kit limits as cases: what is drawn at a size, how far Slack lets it go, and where the fault is reported.
import type { Surface } from '../../../src/sandbox/slack/shapes.ts';
import { plain, section, text } from './connected.ts';

export const x = (length: number) => 'x'.repeat(length);
export const many = <T>(length: number, make: (n: number) => T) => Array.from({ length }, (_, n) => make(n));
const button = (over: object = {}) => ({ type: 'button', text: plain('Go'), ...over });
const option = (over: object = {}) => ({ text: plain('One'), value: 'one', ...over });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const select = (over: object = {}) => ({ type: 'static_select', options: [option()], ...over });
const confirm = (over: object = {}) => ({
  title: plain('Sure?'),
  text: plain('Really'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...over,
});
export const input = (element: object = { type: 'plain_text_input' }, over: object = {}) => ({
  type: 'input',
  label: plain('Say'),
  element,
  ...over,
});
const picture = (over: object = {}) => ({
  type: 'image',
  alt_text: 'a',
  image_url: 'https://a.example/b.png',
  ...over,
});
const card = (over: object = {}) => ({ type: 'card', title: text('Card'), ...over });
const raw = (words: string) => ({ type: 'raw_text', text: words });
const chart = (series: number, points: number, name = 'a') => ({
  type: 'data_visualization',
  title: 'Leads',
  chart: {
    type: 'line',
    series: many(series, () => ({ name, data: many(points, (n) => ({ label: `${n}`, value: n })) })),
  },
});
const feedback = (over: object = {}) => ({ text: plain('Good'), value: 'good', ...over });
const thumbs = (over: object = {}) => ({
  type: 'feedback_buttons',
  positive_button: feedback(over),
  negative_button: feedback(),
});

/** [name, greatest, what is drawn, pointer, surface] */
export const lengths: [string, number, (n: number) => object, string, Surface?][] = [
  ['section text', 3000, (n) => section(x(n)), '/text/text'],
  ['section field', 2000, (n) => ({ type: 'section', fields: [text(x(n))] }), '/fields/0/text'],
  ['block_id', 255, (n) => ({ ...section('a'), block_id: x(n) }), '/block_id'],
  ['action_id', 255, (n) => actions(button({ action_id: x(n) })), '/elements/0/action_id'],
  ['header', 150, (n) => ({ type: 'header', text: plain(x(n)) }), '/text/text'],
  ['context text', 3000, (n) => ({ type: 'context', elements: [text(x(n))] }), '/elements/0/text'],
  ['button text', 75, (n) => actions(button({ text: plain(x(n)) })), '/elements/0/text/text'],
  ['button value', 2000, (n) => actions(button({ value: x(n) })), '/elements/0/value'],
  ['button url', 3000, (n) => actions(button({ url: x(n) })), '/elements/0/url'],
  ['button label', 75, (n) => actions(button({ accessibility_label: x(n) })), '/elements/0/accessibility_label'],
  [
    'option text',
    75,
    (n) => actions(select({ options: [option({ text: plain(x(n)) })] })),
    '/elements/0/options/0/text/text',
  ],
  ['option value', 150, (n) => actions(select({ options: [option({ value: x(n) })] })), '/elements/0/options/0/value'],
  [
    'option description',
    75,
    (n) => actions(select({ options: [option({ description: plain(x(n)) })] })),
    '/elements/0/options/0/description/text',
  ],
  [
    'group label',
    75,
    (n) => actions(select({ options: undefined, option_groups: [{ label: plain(x(n)), options: [option()] }] })),
    '/elements/0/option_groups/0/label/text',
  ],
  ['placeholder', 150, (n) => actions(select({ placeholder: plain(x(n)) })), '/elements/0/placeholder/text'],
  [
    'confirm title',
    100,
    (n) => actions(button({ confirm: confirm({ title: plain(x(n)) }) })),
    '/elements/0/confirm/title/text',
  ],
  [
    'confirm text',
    300,
    (n) => actions(button({ confirm: confirm({ text: text(x(n)) }) })),
    '/elements/0/confirm/text/text',
  ],
  [
    'confirm yes',
    30,
    (n) => actions(button({ confirm: confirm({ confirm: plain(x(n)) }) })),
    '/elements/0/confirm/confirm/text',
  ],
  [
    'confirm no',
    30,
    (n) => actions(button({ confirm: confirm({ deny: plain(x(n)) }) })),
    '/elements/0/confirm/deny/text',
  ],
  ['image alt', 2000, (n) => picture({ alt_text: x(n) }), '/alt_text'],
  ['input label', 2000, (n) => input(undefined, { label: plain(x(n)) }), '/label/text'],
  ['input hint', 2000, (n) => input(undefined, { hint: plain(x(n)) }), '/hint/text'],
  [
    'first value',
    3000,
    (n) => input({ type: 'plain_text_input', initial_value: x(n) }),
    '/element/initial_value',
    'modal',
  ],
  ['markdown', 12_000, (n) => ({ type: 'markdown', text: x(n) }), '/text'],
  ['alert', 200, (n) => ({ type: 'alert', text: text(x(n)) }), '/text/text', 'modal'],
  ['card title', 150, (n) => card({ title: text(x(n)) }), '/title/text'],
  ['card subtitle', 150, (n) => card({ subtitle: text(x(n)) }), '/subtitle/text', 'home'],
  ['card body', 200, (n) => card({ body: text(x(n)) }), '/body/text'],
  ['chart title', 50, (n) => ({ ...chart(1, 1), title: x(n) }), '/title'],
  ['chart label', 20, (n) => chart(1, 1, x(n)), '/chart/series/0/name'],
  [
    'feedback text',
    75,
    (n) => ({ type: 'context_actions', elements: [thumbs({ text: plain(x(n)) })] }),
    '/elements/0/positive_button/text/text',
  ],
];

export const counts: [string, number, (n: number) => object, string, Surface?][] = [
  ['section fields', 10, (n) => ({ type: 'section', fields: many(n, () => text('a')) }), '/fields'],
  ['actions', 25, (n) => actions(...many(n, () => button())), '/elements'],
  ['context', 10, (n) => ({ type: 'context', elements: many(n, () => text('a')) }), '/elements'],
  ['overflow', 5, (n) => actions({ type: 'overflow', options: many(n, () => option()) }), '/elements/0/options'],
  ['options', 100, (n) => actions(select({ options: many(n, () => option()) })), '/elements/0/options'],
  [
    'option groups',
    100,
    (n) =>
      actions(
        select({ options: undefined, option_groups: many(n, () => ({ label: plain('G'), options: [option()] })) }),
      ),
    '/elements/0/option_groups',
  ],
  ['checkboxes', 10, (n) => actions({ type: 'checkboxes', options: many(n, () => option()) }), '/elements/0/options'],
  [
    'radio buttons',
    10,
    (n) => actions({ type: 'radio_buttons', options: many(n, () => option()) }),
    '/elements/0/options',
  ],
  ['table rows', 100, (n) => ({ type: 'table', rows: many(n, () => [raw('a')]) }), '/rows'],
  ['table cells', 20, (n) => ({ type: 'table', rows: [many(n, () => raw('a'))] }), '/rows/0'],
  ['data table rows', 100, (n) => ({ type: 'data_table', caption: 'c', rows: many(n, () => [raw('a')]) }), '/rows'],
  ['data table columns', 20, (n) => ({ type: 'data_table', caption: 'c', rows: [many(n, () => raw('a'))] }), '/rows/0'],
  ['card buttons', 2, (n) => card({ actions: many(n, () => button()) }), '/actions'],
  ['carousel', 10, (n) => ({ type: 'carousel', elements: many(n, () => card()) }), '/elements'],
  ['container', 10, (n) => ({ type: 'container', child_blocks: many(n, () => section('a')) }), '/child_blocks'],
  ['context actions', 5, (n) => ({ type: 'context_actions', elements: many(n, () => thumbs()) }), '/elements'],
  ['chart series', 6, (n) => chart(n, 1), '/chart/series'],
  ['chart points', 20, (n) => chart(1, n), '/chart/series/0/data'],
];

export const refused: [string, object[], string, Surface?][] = [
  ['an empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  ['an unknown block', [{ type: 'panel' }], 'unsupported type: panel [json-pointer:/blocks/0/type]'],
  [
    'an unknown element',
    [actions({ type: 'knob' })],
    'unsupported type: knob [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'an input among actions',
    [actions({ type: 'plain_text_input' })],
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    'modal',
  ],
  ['a missing field', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
  ['a section of nothing', [{ type: 'section' }], 'must provide one of: text, fields [json-pointer:/blocks/0]'],
  [
    'markdown in a header',
    [{ type: 'header', text: text('a') }],
    'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
  ],
  [
    'a misspelt field',
    [{ ...section('a'), acessory: button() }],
    'invalid additional property: acessory [json-pointer:/blocks/0]',
  ],
  [
    'emoji in mrkdwn',
    [{ type: 'section', text: { ...text('a'), emoji: true } }],
    'invalid additional property: emoji [json-pointer:/blocks/0/text]',
  ],
  [
    'a wrong style',
    [actions(button({ style: 'green' }))],
    'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
  ],
  ['actions without any', [actions()], 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
  [
    'a block_id twice',
    [
      { ...section('a'), block_id: 'b' },
      { ...section('b'), block_id: 'b' },
    ],
    '`block_id` b already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    'an action_id twice',
    [{ ...actions(button({ action_id: 'a' }), button({ action_id: 'a' })), block_id: 'b' }],
    '`action_id` a already exists for `block_id` b [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    'a first choice that is none',
    [actions(select({ initial_option: option({ value: 'two' }) }))],
    'must match one of the options [json-pointer:/blocks/0/elements/0/initial_option]',
  ],
  [
    'options beside groups',
    [actions(select({ option_groups: [{ label: plain('G'), options: [option()] }] }))],
    'must not provide both: options, option_groups [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'two tables',
    many(2, () => ({ type: 'table', rows: [[raw('a')]] })),
    'only_one_table_allowed [json-pointer:/blocks]',
  ],
  [
    'a rich cell in a table',
    [{ type: 'table', rows: [[{ type: 'rich_text', elements: [] }]] }],
    'unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]',
  ],
  [
    'a table of 10,001 characters',
    [{ type: 'table', rows: many(11, (n) => [raw(x(n === 10 ? 1 : 1000))]) }],
    'must be less than 10001 characters [json-pointer:/blocks/0/rows]',
  ],
  [
    'three charts',
    many(3, () => chart(1, 1)),
    'no more than 2 data_visualization blocks allowed [json-pointer:/blocks]',
  ],
  [
    'an unknown rich part',
    [{ type: 'rich_text', elements: [{ type: 'rich_text_poem', elements: [] }] }],
    'unsupported type: rich_text_poem [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a page of 101',
    [{ type: 'data_table', caption: 'c', rows: [[raw('a')]], page_size: 101 }],
    'must be less than or equal to 100 [json-pointer:/blocks/0/page_size]',
  ],
  [
    'an alert in a message',
    [{ type: 'alert', text: text('a') }],
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
  [
    'markdown in a modal',
    [{ type: 'markdown', text: 'a' }],
    'unsupported type: markdown [json-pointer:/blocks/0/type]',
    'modal',
  ],
  [
    'a table at home',
    [{ type: 'table', rows: [[raw('a')]] }],
    'unsupported type: table [json-pointer:/blocks/0/type]',
    'home',
  ],
  [
    'a date in words',
    [actions({ type: 'datepicker', initial_date: 'tomorrow' })],
    'failed to match the expected format [json-pointer:/blocks/0/elements/0/initial_date]',
  ],
];
