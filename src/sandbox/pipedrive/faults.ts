// Faults that a test or a curious person puts in Pipedrive's way, taken one by one by the calls they name.
import type { Context } from 'hono';
import { z } from 'zod';
import { createFaultQueue } from '../fault-queue.ts';
import { incomingOf, outageKinds, outageShape, withOutage } from '../outage.ts';

export const pipedriveFaultShape = outageShape.extend({
  /** An HTTP method, or `*` for any. */
  method: z.string().min(1).default('*'),
  /** A part of the path, such as `/persons` or `/notes`; or `*` for any. */
  path: z.string().min(1).default('*'),
  /** `burst`: too many calls in two seconds; `daily`: the tokens of the day are used up. */
  kind: z.enum([...outageKinds, 'error', 'burst', 'daily']),
  error: z.string().default('Internal Server Error'),
  code: z.string().default('ERR_UNKNOWN'),
});
export type NewPipedriveFault = z.input<typeof pipedriveFaultShape>;
export type PipedriveFault = z.output<typeof pipedriveFaultShape>;

export type PipedriveFaults = {
  add(fault: NewPipedriveFault): void;
  clear(): void;
  /** The first fault waiting for this call, if any; it is used up. */
  take(method: string, path: string): PipedriveFault | undefined;
};

export function createPipedriveFaults(): PipedriveFaults {
  const { add, clear, take } = createFaultQueue((fault: NewPipedriveFault) => pipedriveFaultShape.parse(fault));
  return {
    add,
    clear,
    take: (method, path) =>
      take((one) => (one.method === '*' || one.method === method) && (one.path === '*' || path.includes(one.path))),
  };
}

/** Answers in place of Pipedrive, or around it: `work` is what Pipedrive would have done. */
export function withPipedriveFault(
  c: Context,
  fault: PipedriveFault | undefined,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  return withOutage(incomingOf(c), fault, { work, refuse: refusal });
}

function refusal({ kind, status, error, code }: PipedriveFault): Response {
  if (kind === 'error') return Response.json({ success: false, error, code }, { status });
  const body = { success: false, error: 'Too Many Requests', code: 429 };
  return Response.json(body, {
    status: 429,
    headers:
      kind === 'burst'
        ? { 'retry-after': '2', 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2' }
        : { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '19', 'x-daily-ratelimit-token-remaining': '0' },
  });
}
