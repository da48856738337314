// Faults that a test or a curious person puts in Slack's way, taken one by one by the calls they name.
import type { Context } from 'hono';
import { z } from 'zod';
import { createFaultQueue } from '../fault-queue.ts';
import { incomingOf, outageKinds, outageShape, retryAfter, withOutage } from '../outage.ts';

export const faultShape = outageShape.extend({
  /** A Web API method, `upload`, `response_url`, or `*` for any of them. */
  method: z.string().min(1),
  kind: z.enum([...outageKinds, 'error', 'ratelimited']),
  error: z.string().default('internal_error'),
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
export function withFault(c: Context, fault: Fault | undefined, work: () => Promise<Response>): Promise<Response> {
  return withOutage(incomingOf(c), fault, { work, refuse: refusal });
}

const refusal = ({ kind, error, retryAfterS = 1 }: Fault): Response =>
  kind === 'ratelimited'
    ? Response.json({ ok: false, error: kind }, { status: 429, headers: retryAfter({ retryAfterS }) })
    : Response.json({ ok: false, error });
