// Faults that a test or a curious person puts in Google's way, taken one by one by the calls they name.
// `lost-answer` does the work and then drops the connection: the fault that makes a careless app book twice.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { z } from 'zod';
import { createFaultQueue } from '../fault-queue.ts';
import { drop, untilGone } from '../hang-up.ts';
import { refuse } from './answers.ts';

export const googleFaultShape = z.object({
  /** An HTTP method, or `*` for any. */
  method: z.string().min(1).default('*'),
  /** A part of the path, such as `/freeBusy`, `/token` or `/events`; or `*` for any. */
  path: z.string().min(1),
  times: z.int().min(1).default(1),
  kind: z.enum(['http', 'error', 'reset', 'timeout', 'lost-answer', 'slow']),
  status: z.int().min(200).max(599).default(500),
  body: z.string().default('upstream trouble'),
  reason: z.string().default('backendError'),
  message: z.string().default('Backend Error'),
  retryAfterS: z.int().min(0).optional(),
  ms: z.int().min(0).default(30_000),
});
export type NewGoogleFault = z.input<typeof googleFaultShape>;
export type GoogleFault = z.output<typeof googleFaultShape>;

export type GoogleFaults = {
  add(fault: NewGoogleFault): void;
  clear(): void;
  /** The first fault waiting for this call, if any; it is used up. */
  take(method: string, path: string): GoogleFault | undefined;
};

export function createGoogleFaults(): GoogleFaults {
  const { add, clear, take } = createFaultQueue((fault: NewGoogleFault) => googleFaultShape.parse(fault));
  return {
    add,
    clear,
    take: (method, path) =>
      take((one) => (one.method === '*' || one.method === method) && (one.path === '*' || path.includes(one.path))),
  };
}

/** Answers in place of Google, or around it: `work` is what Google would have done. */
export async function withGoogleFault(
  c: Context,
  fault: GoogleFault | undefined,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  switch (fault?.kind) {
    case undefined:
      return work();
    case 'http':
      return new Response(fault.body, { status: fault.status, headers: retryAfter(fault) });
    case 'error': {
      const { body } = refuse(fault.status, fault.reason, fault.message, { domain: domainOf(fault) });
      return Response.json(body, { status: fault.status, headers: retryAfter(fault) });
    }
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

const domainOf = ({ reason }: GoogleFault) => (/LimitExceeded|quotaExceeded/.test(reason) ? 'usageLimits' : 'global');

const retryAfter = ({ retryAfterS }: GoogleFault): Record<string, string> =>
  retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
