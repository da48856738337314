// OpenAI's Responses API, or any server that speaks it: one call, and every way it can fail has a name.
// Nothing here throws for what the outside does; a failure is an answer that the fallback understands.
import type OpenAI from 'openai';
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

export type Model = (ask: Ask) => Promise<Heard>;

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
  return async ({ prompt, schema, cacheKey, timeoutMs }) => {
    // Ours and not the SDK's, which stops counting when the first byte of an answer is there.
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const input = prompt.transcript.map((content) => ({ role: 'user' as const, content }));
      const response = await client.responses.create(
        {
          model,
          instructions: prompt.instructions,
          input: [...input, { role: 'system', content: prompt.state }],
          text: { format: { type: 'json_schema', name: 'turn', strict: true, schema } },
          max_output_tokens: mostOutputTokens,
          prompt_cache_key: cacheKey,
          store: false,
        },
        { signal },
      );
      return read(response);
    } catch (error) {
      const why = signal.aborted ? 'time-out' : troubleOf(error, sdk);
      const waitMs = retryAfter(error, sdk);
      return { kind: 'failed', why, usage: null, ...(waitMs !== null && { retryAfterMs: waitMs }) };
    }
  };
}

function read(response: OpenAI.Responses.Response): Heard {
  // A body that is no JSON object comes back as text, or not at all.
  if (typeof response !== 'object' || !Array.isArray(response.output)) {
    return { kind: 'failed', why: 'malformed', usage: null };
  }
  const usage = usageOf(response);
  if (response.status === 'incomplete') return { kind: 'failed', why: 'incomplete', usage };
  if (response.status === 'failed') return { kind: 'failed', why: 'server-error', usage };
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
