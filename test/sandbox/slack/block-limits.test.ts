// Every Block Kit limit, from both sides: the greatest that Slack takes passes, one more is refused at the right pointer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBlocks } from '../../../src/sandbox/slack/check-blocks.ts';
import { checkView } from '../../../src/sandbox/slack/check-view.ts';
import { type Connected, clientOf, connect, leads, plain, section } from './connected.ts';
import { counts, input, lengths, many, refused, x } from './limit-cases.ts';

const drop = (value: object) => JSON.parse(JSON.stringify(value)) as object;

describe('the limits of Block Kit', () => {
  test.each(lengths)('%s ends at %i characters', (_, most, draw, pointer, surface = 'message') => {
    expect(checkBlocks([drop(draw(most))], surface)).toEqual([]);
    const problem = `[ERROR] must be less than ${most + 1} characters [json-pointer:/blocks/0${pointer}]`;
    expect(checkBlocks([drop(draw(most + 1))], surface)).toEqual([problem]);
  });

  test.each(counts)('%s ends at %i items', (_, most, draw, pointer, surface = 'message') => {
    expect(checkBlocks([drop(draw(most))], surface)).toEqual([]);
    const problem = `[ERROR] no more than ${most} items allowed [json-pointer:/blocks/0${pointer}]`;
    expect(checkBlocks([drop(draw(most + 1))], surface)).toEqual([problem]);
  });

  test.each(refused)('%s is refused', (_, blocks, problem, surface = 'message') => {
    expect(checkBlocks(blocks, surface)).toEqual([`[ERROR] ${problem}`]);
  });

  test.each([
    ['message', 50],
    ['modal', 100],
    ['home', 100],
  ] as const)('a %s ends at %i blocks', (surface, most) => {
    const dividers = (n: number) => many(n, () => ({ type: 'divider' }));
    expect(checkBlocks(dividers(most), surface)).toEqual([]);
    expect(checkBlocks(dividers(most + 1), surface)).toEqual([
      `[ERROR] no more than ${most} items allowed [json-pointer:/blocks]`,
    ]);
  });
});

describe('the rules for views', () => {
  const modal = (over: object = {}) => ({ type: 'modal', title: plain('Book'), blocks: [section('a')], ...over });
  const wrong: [string, object, string][] = [
    [
      'a title of 25',
      modal({ title: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'a submit of 25',
      modal({ submit: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'a close of 25',
      modal({ close: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/close/text]',
    ],
    [
      'metadata of 3,001',
      modal({ private_metadata: x(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'a callback_id of 256',
      modal({ callback_id: x(256) }),
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    ['no title', modal({ title: undefined }), 'missing required field: title [json-pointer:/view]'],
    ['inputs without submit', modal({ blocks: [input()] }), 'missing required field: submit [json-pointer:/view]'],
    [
      'a fault in a block',
      modal({ blocks: [section(x(3001))] }),
      'must be less than 3001 characters [json-pointer:/view/blocks/0/text/text]',
    ],
  ];
  test.each(wrong)('%s is refused', (_, view, problem) => {
    expect(checkView(drop(view), 'modal')).toEqual({
      kind: 'bad',
      error: 'invalid_arguments',
      messages: [`[ERROR] ${problem}`],
    });
  });
  test('the longest of everything passes', () => {
    const view = modal({ title: plain(x(24)), submit: plain(x(24)), private_metadata: x(3000), blocks: [input()] });
    expect(checkView(view, 'modal')).toEqual({ kind: 'good', view });
  });
  test('a home has no title, and a view ends at 250 kB', () => {
    expect(checkView({ type: 'home', title: plain('Home'), blocks: [] }, 'home')).toMatchObject({
      messages: ['[ERROR] invalid additional property: title [json-pointer:/view]'],
    });
    expect(checkView({ type: 'home', blocks: many(100, () => section(x(2900))) }, 'home')).toMatchObject({
      error: 'view_too_large',
    });
  });
});

describe('over HTTP', () => {
  let at: Connected;
  beforeAll(async () => {
    at = await connect('http', () => undefined);
  });
  afterAll(() => at.stop());

  test('faults come back in the form that WebClient reports', async () => {
    const posting = clientOf(at.sandbox).chat.postMessage({ channel: leads, text: 'a', blocks: [section(x(3001))] });
    const message = '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    await expect(posting).rejects.toMatchObject({
      data: { ok: false, error: 'invalid_blocks', response_metadata: { messages: [message] } },
    });
    expect(at.sandbox.state().messages).toEqual([]);
  });
});
