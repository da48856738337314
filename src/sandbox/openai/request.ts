// What the stand-in OpenAI reads out of a request before it answers: what the real one checks, and the conversation in it.
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';

export type Line = { n: number; from: string; text: string };
export type ModelAnswer = { claims: ModelClaim[]; wants: string; next: string | null; reply: string };
export type ModelClaim = { field: string; value: unknown; message: number; quote: string; offer: number | null };

export type ModelRequest = {
  transcript: Line[];
  /** The last input item: what is known, and what to ask. */
  state: string;
  /** The field that Baton would ask next. */
  recommended: string | null;
  /** Fields that the schema allows in one claim together, and so with the same kind of value. */
  fieldGroups: string[][];
  model: string;
  isStream: boolean;
  /** Everything a provider would cache, in the order in which it caches it. */
  prompt: string;
  allows: ValidateFunction;
};

const item = z.object({ role: z.enum(['user', 'system']), content: z.string() });
const body = z.object({
  model: z.string().min(1),
  instructions: z.string().min(1),
  input: z.array(item).min(1),
  text: z.object({
    format: z.object({
      type: z.literal('json_schema'),
      name: z.string().regex(/^[\w-]{1,64}$/),
      strict: z.literal(true),
      schema: z.record(z.string(), z.unknown()),
    }),
  }),
  max_output_tokens: z.int().min(16).optional(),
  stream: z.boolean().optional(),
});
const line = z.object({ n: z.int(), from: z.string(), text: z.string() });

/** The request, or the sentence with which OpenAI would refuse it. */
export function readRequest(given: unknown): ModelRequest | { wrong: string } {
  const read = body.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    return { wrong: `Invalid value for '${issue?.path.join('.')}': ${issue?.message}.` };
  }
  const { model, instructions, input, text, stream = false } = read.data;
  const { schema } = text.format;
  const fault = strictFault(schema, 'schema');
  if (fault !== null) return { wrong: `Invalid schema for response_format '${text.format.name}': ${fault}` };
  const state = input.at(-1)?.content ?? '';
  return {
    model,
    isStream: stream,
    state,
    transcript: input.flatMap(({ role, content }) => (role === 'user' ? [line.parse(JSON.parse(content))] : [])),
    recommended: /^Ask next[^:]*: (\w+)$/m.exec(state)?.[1]?.replace(/^nothing$/, '') || null,
    fieldGroups: fieldGroups(schema),
    prompt: [JSON.stringify(schema), instructions, ...input.map(({ role, content }) => `${role}\n${content}`)].join(
      '\n',
    ),
    allows: new Ajv({ allowUnionTypes: true }).compile(schema),
  };
}

/** The rules of strict structured output that a careless schema breaks. */
function strictFault(schema: unknown, path: string): string | null {
  if (Array.isArray(schema)) return first(schema.map((part, i) => () => strictFault(part, `${path}[${i}]`)));
  if (typeof schema !== 'object' || schema === null) return null;
  const entries = Object.entries(schema);
  const rules = Object.fromEntries(entries);
  if (path === 'schema' && rules.type !== 'object') return 'the root must be an object.';
  if (rules.type === 'object') {
    const names = Object.keys(Object(rules.properties));
    if (rules.additionalProperties !== false) return `in ${path}, 'additionalProperties' must be false.`;
    const required: unknown[] = Array.isArray(rules.required) ? rules.required : [];
    const missing = names.find((name) => !required.includes(name));
    if (missing !== undefined) return `in ${path}, 'required' must hold every property; '${missing}' is missing.`;
  }
  for (const name of ['allOf', 'not', 'if', 'then', 'else', 'oneOf', 'patternProperties']) {
    if (name in rules) return `in ${path}, '${name}' is not permitted.`;
  }
  return first(
    entries.map(
      ([name, part]) =>
        () =>
          strictFault(part, `${path}.${name}`),
    ),
  );
}

function first(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const fault = check();
    if (fault !== null) return fault;
  }
  return null;
}

const claims = z.object({
  properties: z.object({
    claims: z.object({
      items: z.object({
        anyOf: z.array(z.object({ properties: z.object({ field: z.object({ enum: z.array(z.string()) }) }) })),
      }),
    }),
  }),
});

function fieldGroups(schema: unknown): string[][] {
  const read = claims.safeParse(schema);
  return read.success ? read.data.properties.claims.items.anyOf.map(({ properties }) => properties.field.enum) : [];
}
