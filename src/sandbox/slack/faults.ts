// Faults that a test or a curious person puts in Slack's way, taken one by one by the calls they name.
// `lost-answer` does the work and then drops the connection: the fault that makes a careless app post twice.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { z } from 'zod';
import { createFaultQueue } from '../fault-queue.ts';
import { drop, untilGone } from '../hang-up.ts';

export const faultShape = z.object({
  /** A Web API method, `upload`, `response_url`, or `*` for any of them. */
  method: z.string().min(1),
  times: z.int().min(1).default(1),
  kind: z.enum(['http', 'error', 'reset', 'timeout', 'lost-answer', 'ratelimited', 'slow']),
  status: z.int().min(200).max(599).default(500),
  body: z.string().default('upstream trouble'),
  error: z.string().default('internal_error'),
  retryAfterS: z.int().min(0).default(1),
  ms: z.int().min(0).default(30_000),
});
export type NewFault = z.input<typeof faultShape>;
export type Fault = z.output<typeof faultShape>;

export type Faults = {
  add(fault: NewFault): void;
  clear(): void;
  /** The first fault waiting for this method, if any; it is used up. */
  take(method: string): Fault | undefined;
};

export function createFaults(): Faults {
  const { add, clear, take } = createFaultQueue((fault: NewFault) => faultShape.parse(fault));
  return { add, clear, take: (called) => take(({ method }) => method === called || method === '*') };
}

/** Answers in place of Slack, or around it: `work` is what Slack would have done. */
export async function withFault(
  c: Context,
  fault: Fault | undefined,
  work: () => Promise<Response>,
): Promise<Response> {
  switch (fault?.kind) {
    case undefined:
      return work();
    case 'http':
      return new Response(fault.body, { status: fault.status });
    case 'error':
      return c.json({ ok: false, error: fault.error });
    case 'ratelimited':
      return c.json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(fault.retryAfterS) });
    case 'reset':
      return drop(c);
    case 'timeout':
      await untilGone(c, fault.ms);
      return drop(c);
    case 'lost-answer':
      await work();
      return drop(c);
    case 'slow':
      await sleep(fault.ms);
      return work();
  }
}
