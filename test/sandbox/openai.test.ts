// The stand-in OpenAI refuses what the real one refuses, so that a careless schema fails here and not at a customer's.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toModelSchema } from '../../src/core/turn-shape.ts';
import { type OpenAiSandbox, startOpenAiSandbox } from '../../src/sandbox/openai/openai-sandbox.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

let provider: OpenAiSandbox;
beforeAll(async () => {
  provider = await startOpenAiSandbox();
});
afterAll(() => provider.stop());

const object = (properties: object, change: object = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...change,
});
const good = { model: 'm', instructions: 'Ask.', input: [{ role: 'system', content: 'Ask next: nothing' }] };
const withSchema = (schema: unknown, format = {}) => ({
  ...good,
  text: { format: { type: 'json_schema', name: 'turn', strict: true, schema, ...format } },
});
async function ask(body: unknown, key = provider.apiKey) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(`${provider.baseUrl}/responses`, { method: 'POST', body: JSON.stringify(body), headers });
  const { error } = (await answer.json()) as { error: { message: string } | null };
  return { status: answer.status, message: error?.message ?? '' };
}
const ours = toModelSchema(defaultPlaybook());

test('the schema made from the playbook is strict', async () => {
  expect(await ask(withSchema(ours))).toEqual({ status: 200, message: '' });
});

test('a wrong key is refused', async () => {
  expect(await ask(withSchema(ours), 'sk-other')).toMatchObject({ status: 401 });
});

test.each([
  ['no format at all', good, 'text'],
  ['a schema that is not strict', withSchema(ours, { strict: false }), 'strict'],
  ['open objects', withSchema(object({ a: object({}, { additionalProperties: true }) })), 'additionalProperties'],
  ['optional properties', withSchema(object({ a: { type: 'string' } }, { required: [] })), "'a' is missing"],
  ['a root that is no object', withSchema({ anyOf: [object({})] }), 'root'],
  ['oneOf, deep inside', withSchema(object({ a: { type: 'array', items: { oneOf: [] } } })), 'oneOf'],
])('%s: refused', async (_what, body, telling) => {
  const { status, message } = await ask(body);
  expect(status).toBe(400);
  expect(message).toContain(telling);
});

test('a stream has the events of the real one in its order, and its text is that of the answer it ends with', async () => {
  const headers = { authorization: `Bearer ${provider.apiKey}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ ...withSchema(ours), stream: true });
  const answer = await fetch(`${provider.baseUrl}/responses`, { method: 'POST', body, headers });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  type Event = { type: string; sequence_number: number; delta?: string; response?: { output: { content: unknown }[] } };
  const events = (await answer.text()).split('\n\n').flatMap((block): Event[] => {
    const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
    return data === undefined ? [] : [{ ...(JSON.parse(data) as Event), type: name ?? '' }];
  });
  const kinds = events.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1]);
  expect(kinds.map((kind) => kind.replace('response.', ''))).toEqual([
    'created',
    'in_progress',
    'output_item.added',
    'content_part.added',
    'output_text.delta',
    'output_text.done',
    'content_part.done',
    'output_item.done',
    'completed',
  ]);
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, i) => i));
  const text = events.map(({ delta = '' }) => delta).join('');
  expect(events.at(-1)?.response?.output[0]?.content).toMatchObject([{ type: 'output_text', text }]);
});
