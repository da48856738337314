// How a stand-in lets a caller down whatever product it stands in for. What only that product says is its own `refuse`.
// `lost-answer` does the work and then drops the connection: the fault that makes a careless app do it twice.
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { z } from 'zod';

export const outageKinds = ['http', 'reset', 'timeout', 'lost-answer', 'slow'] as const;

export const outageShape = z.object({
  times: z.int().min(1).default(1),
  kind: z.enum(outageKinds),
  status: z.int().min(200).max(599).default(500),
  body: z.string().default('upstream trouble'),
  retryAfterS: z.int().min(0).optional(),
  ms: z.int().min(0).default(30_000),
});
type Outage = Omit<z.output<typeof outageShape>, 'kind'> & { kind: string };

type Answers<Fault> = {
  /** What the product would have done. */
  work: () => Response | Promise<Response>;
  /** What it says for a kind of its own. */
  refuse: (fault: Fault) => Response;
};

/** Answers in place of the product, or around it. */
export async function withOutage<Fault extends Outage>(
  incoming: IncomingMessage,
  fault: Fault | undefined,
  { work, refuse }: Answers<Fault>,
): Promise<Response> {
  if (fault === undefined) return work();
  switch (fault.kind) {
    case 'http':
      return new Response(fault.body, { status: fault.status, headers: retryAfter(fault) });
    case 'reset':
      return drop(incoming);
    case 'timeout':
      await untilGone(incoming, fault.ms);
      return drop(incoming);
    case 'lost-answer':
      await work();
      return drop(incoming);
    case 'slow':
      await sleep(fault.ms);
      return work();
    default:
      return refuse(fault);
  }
}

export const incomingOf = (c: Context): IncomingMessage => (c.env as HttpBindings).incoming;

export const retryAfter = ({ retryAfterS }: { retryAfterS?: number | undefined }): Record<string, string> =>
  retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };

/** The connection breaks; to the server the call counts as answered. */
export function drop({ socket }: IncomingMessage): Response {
  socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Silence until the caller gives up, or for `ms` at most. */
async function untilGone({ socket }: IncomingMessage, ms: number): Promise<void> {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  await sleep(ms, undefined, { signal: gone.signal, ref: false }).catch(() => undefined);
}
