// The response object of the stand-in OpenAI: what a call without a stream is answered with, and what the last event of a
// stream carries.
import type { ModelFault } from './faults.ts';
import type { ModelAnswer, ModelRequest } from './request.ts';

type Content = { type: 'output_text'; text: string; annotations: [] } | { type: 'refusal'; refusal: string };

export type ModelResponse = {
  status: 'completed' | 'incomplete' | 'failed';
  output: { type: 'message'; id: string; status: string; role: 'assistant'; content: Content[] }[];
} & Record<string, unknown>;

export type Answering = {
  request: ModelRequest;
  /** Its tokens, and how many of them were known. */
  counted: { input: number; cached: number };
  fault: ModelFault | undefined;
  said: ModelAnswer;
};

export function responseOf({ request, counted, fault, said }: Answering): ModelResponse {
  const whole = JSON.stringify(misshapen(said, fault));
  const cut = fault?.kind === 'truncated' || fault?.kind === 'incomplete';
  const text = cut ? whole.slice(0, whole.length / 2) : whole;
  const status = fault?.kind === 'incomplete' ? 'incomplete' : 'completed';
  const output = Math.ceil(text.length / 4);
  const content: Content =
    fault?.kind === 'refusal'
      ? { type: 'refusal', refusal: "I'm sorry, I can't help with that." }
      : { type: 'output_text', text, annotations: [] };
  return {
    id: 'resp_sandbox',
    object: 'response',
    created_at: 0,
    model: request.model,
    status,
    error: null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    output: [{ type: 'message', id: 'msg_sandbox', status, role: 'assistant', content: [content] }],
    usage: {
      input_tokens: counted.input,
      input_tokens_details: { cached_tokens: counted.cached },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: counted.input + output,
    },
  };
}

/** The same when the model fails on the way. */
export function failed(response: ModelResponse, code = 'server_error'): ModelResponse {
  const error = { code, message: 'The model failed while it answered.' };
  return { ...response, status: 'failed', error, output: [], usage: null };
}

function misshapen(said: ModelAnswer, fault: ModelFault | undefined): unknown {
  switch (fault?.kind) {
    case 'wrong-shape':
      return { ...said, claims: 'none' };
    case 'unknown-field':
      return { ...said, claims: [{ field: 'favourite_colour', value: 'red', message: 1, quote: 'red' }] };
    case 'empty-reply':
      return { ...said, reply: '  ' };
    default:
      return said;
  }
}
