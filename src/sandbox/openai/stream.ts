// An answer of the stand-in OpenAI as server-sent events, in the order in which the real one sends them. The text comes in
// pieces of no particular size, and what goes over the wire is cut in the middle of lines and of characters.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { isMidway, type ModelFault } from './faults.ts';
import { failed, type ModelResponse } from './response.ts';

type Event = { type: string } & Record<string, unknown>;

export async function stream(
  outgoing: ServerResponse,
  response: ModelResponse,
  fault: ModelFault | undefined,
): Promise<void> {
  outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': 'req_sandbox' });
  let sequence = 0;
  const send = async (event: Event) => {
    const data = JSON.stringify({ ...event, sequence_number: sequence++ });
    await sendCut(outgoing, `event: ${event.type}\ndata: ${data}\n\n`, sequence);
  };
  const under = { ...response, status: 'in_progress', output: [], usage: null };
  await send({ type: 'response.created', response: under });
  await send({ type: 'response.in_progress', response: under });
  const events = [...eventsOf(response)];
  const stopsAt = isMidway(fault) ? Math.ceil(events.length * 0.8) : events.length;
  for (const event of events.slice(0, stopsAt)) {
    if (outgoing.destroyed) return;
    await send(event);
    if (fault?.kind === 'slow') await sleep(fault.ms);
  }
  switch (fault?.kind) {
    case 'stall-midway':
      return;
    case 'breaks-off':
      outgoing.socket?.destroy();
      return;
    case 'ends-early':
      break;
    case 'error-midway':
      await send({
        type: 'error',
        code: fault.code ?? 'server_error',
        message: 'The server had an error.',
        param: null,
      });
      break;
    case 'fails-midway':
      await send({ type: 'response.failed', response: failed(response, fault.code) });
      break;
    default:
      await send({ type: `response.${response.status}`, response });
  }
  outgoing.end();
}

const sizes = [1, 3, 2, 7, 1, 5, 12, 4];

function* eventsOf({ output }: ModelResponse): Generator<Event> {
  for (const [output_index, item] of output.entries()) {
    const at = { item_id: item.id, output_index };
    yield { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress', content: [] } };
    for (const [content_index, part] of item.content.entries()) {
      const [kind, field, text] =
        part.type === 'refusal'
          ? (['refusal', 'refusal', part.refusal] as const)
          : (['output_text', 'text', part.text] as const);
      const within = { ...at, content_index };
      yield { type: 'response.content_part.added', ...within, part: { ...part, [field]: '' } };
      for (let from = 0, i = 0; from < text.length; i++) {
        const delta = text.slice(from, from + (sizes[i % sizes.length] ?? 1));
        from += delta.length;
        yield { type: `response.${kind}.delta`, ...within, delta, ...(kind === 'output_text' && { logprobs: [] }) };
      }
      yield { type: `response.${kind}.done`, ...within, [field]: text };
      yield { type: 'response.content_part.done', ...within, part };
    }
    yield { type: 'response.output_item.done', output_index, item };
  }
}

async function sendCut(outgoing: ServerResponse, text: string, seed: number): Promise<void> {
  const bytes = Buffer.from(text);
  const at = (seed * 37) % bytes.length;
  outgoing.write(bytes.subarray(0, at));
  await turn();
  outgoing.write(bytes.subarray(at));
}
