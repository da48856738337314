// Faults that a test or a curious person puts in Google's way, taken one by one by the calls they name.
import type { Context } from 'hono';
import { z } from 'zod';
import { createFaultQueue } from '../fault-queue.ts';
import { incomingOf, outageKinds, outageShape, retryAfter, withOutage } from '../outage.ts';
import { refuse } from './answers.ts';

export const googleFaultShape = outageShape.extend({
  /** An HTTP method, or `*` for any. */
  method: z.string().min(1).default('*'),
  /** A part of the path, such as `/freeBusy`, `/token` or `/events`; or `*` for any. */
  path: z.string().min(1),
  kind: z.enum([...outageKinds, 'error']),
  reason: z.string().default('backendError'),
  message: z.string().default('Backend Error'),
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
export function withGoogleFault(
  c: Context,
  fault: GoogleFault | undefined,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  return withOutage(incomingOf(c), fault, { work, refuse: refusal });
}

function refusal(fault: GoogleFault): Response {
  const { status, reason, message } = fault;
  const domain = /LimitExceeded|quotaExceeded/.test(reason) ? 'usageLimits' : 'global';
  return Response.json(refuse(status, reason, message, { domain }).body, { status, headers: retryAfter(fault) });
}
