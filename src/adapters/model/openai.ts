// OpenAI's Responses API, or any server that speaks it: one call, and every way it can fail has a name.
// Nothing here throws for what the outside does; a failure is an answer that the fallback understands.
import type OpenAI from 'openai';
import type { APIPromise } from 'openai';
import type { Stream } from 'openai/streaming';
import type { Usage } from '../../core/interviewer.ts';
import type { Prompt } from '../../core/prompt.ts';

export type OpenAiOptions = { apiKey: string; baseUrl: string; model: string };

export type Ask = { prompt: Prompt; schema: Record<string, unknown>; cacheKey: string; timeoutMs: number };

/** What the outside did to us; what is wrong with an answer that did come is for whoever reads it. */
export type CallTrouble =
  | 'time-out'
  | 'connection'
  | 'rate-limited'
  | 'server-error'
  | 'rejected'
  | 'malformed'
  | 'incomplete'
  | 'refused';

export type Heard =
  | { kind: 'text'; text: string; usage: Usage | null }
  | { kind: 'failed'; why: CallTrouble; usage: Usage | null; retryAfterMs?: number };

/** `onText` is handed each piece of the text as it comes; what is heard in the end is the same with it and without. */
export type Model = (ask: Ask, onText?: (piece: string) => void) => Promise<Heard>;

/** Room for a dozen claims and a reply; a model that thinks aloud first needs some of it. */
const mostOutputTokens = 2_000;

export async function openAi({ apiKey, baseUrl, model }: OpenAiOptions): Promise<Model> {
  const sdk = await import('openai');
  // Every option that the SDK would otherwise read from the environment is given: config.ts is the only reader.
  const client = new sdk.OpenAI({
    apiKey,
    baseURL: baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: 'off',
  });
  return async ({ prompt, schema, cacheKey, timeoutMs }, onText) => {
    // Ours and not the SDK's, which stops counting when the first byte of an answer is there.
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const input = prompt.transcript.map((content) => ({ role: 'user' as const, content }));
      const asked = {
        model,
        instructions: prompt.instructions,
        input: [...input, { role: 'system' as const, content: prompt.state }],
        text: { format: { type: 'json_schema' as const, name: 'turn', strict: true, schema } },
        max_output_tokens: mostOutputTokens,
        prompt_cache_key: cacheKey,
        store: false,
      };
      const response =
        onText === undefined
          ? await client.responses.create(asked, { signal })
          : await lastOf(client.responses.create({ ...asked, stream: true }, { signal }), { onText, signal });
      return read(response);
    } catch (error) {
      const why = signal.aborted ? 'time-out' : troubleOf(error, sdk);
      const waitMs = retryAfter(error, sdk);
      return { kind: 'failed', why, usage: null, ...(waitMs !== null && { retryAfterMs: waitMs }) };
    }
  };
}

type Event = OpenAI.Responses.ResponseStreamEvent;

/** The response as the last event of its stream has it. */
async function lastOf(
  call: APIPromise<Stream<Event>>,
  { onText, signal }: { onText: (piece: string) => void; signal: AbortSignal },
): Promise<OpenAI.Responses.Response> {
  const { data: events, response } = await call.withResponse();
  // Not every server that speaks this API streams it.
  if (response.headers.get('content-type')?.includes('application/json') === true) {
    return (await response.json()) as OpenAI.Responses.Response;
  }
  for await (const event of events) {
    if (event.type === 'response.output_text.delta') onText(event.delta);
    const isLast =
      event.type === 'response.completed' || event.type === 'response.incomplete' || event.type === 'response.failed';
    if (isLast) return event.response;
  }
  // The SDK ends a stream that was given up as if it were over.
  signal.throwIfAborted();
  throw new SyntaxError('The answer broke off.');
}

function read(response: OpenAI.Responses.Response): Heard {
  // A body that is no JSON object comes back as text, or not at all.
  if (typeof response !== 'object' || !Array.isArray(response.output)) {
    return { kind: 'failed', why: 'malformed', usage: null };
  }
  const usage = usageOf(response);
  if (response.status === 'incomplete') return { kind: 'failed', why: 'incomplete', usage };
  if (response.status === 'failed') {
    const why = response.error?.code === 'rate_limit_exceeded' ? 'rate-limited' : 'server-error';
    return { kind: 'failed', why, usage };
  }
  const parts = response.output.flatMap((item) => (item.type === 'message' ? item.content : []));
  if (parts.some(({ type }) => type === 'refusal')) return { kind: 'failed', why: 'refused', usage };
  const text = parts.map((part) => (part.type === 'output_text' ? part.text : '')).join('');
  return text === '' ? { kind: 'failed', why: 'malformed', usage } : { kind: 'text', text, usage };
}

function usageOf({ usage }: OpenAI.Responses.Response): Usage | null {
  if (usage === undefined || usage === null) return null;
  const cached = usage.input_tokens_details?.cached_tokens ?? 0;
  return { input: usage.input_tokens, cached, output: usage.output_tokens };
}

function troubleOf(error: unknown, sdk: typeof import('openai')): CallTrouble {
  if (error instanceof sdk.APIConnectionTimeoutError) return 'time-out';
  if (error instanceof sdk.APIConnectionError) return 'connection';
  if (error instanceof sdk.RateLimitError) return 'rate-limited';
  // In the middle of a stream an error has no status any more.
  if (error instanceof sdk.APIError && error.code === 'rate_limit_exceeded') return 'rate-limited';
  if (error instanceof sdk.APIError) return (error.status ?? 500) >= 500 ? 'server-error' : 'rejected';
  // The SDK trips over a body that is no JSON, no answer, or broken off.
  return 'malformed';
}

function retryAfter(error: unknown, sdk: typeof import('openai')): number | null {
  if (!(error instanceof sdk.RateLimitError)) return null;
  const ms = Number(error.headers.get('retry-after-ms') ?? Number.NaN);
  const seconds = Number(error.headers.get('retry-after') ?? Number.NaN);
  if (ms >= 0) return ms;
  return seconds >= 0 ? seconds * 1_000 : null;
}
