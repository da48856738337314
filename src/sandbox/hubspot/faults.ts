// Faults that a test or a curious person puts in HubSpot's way, taken one by one by the calls they name.
import type { Context } from 'hono';
import { z } from 'zod';
import { createFaultQueue } from '../fault-queue.ts';
import { incomingOf, outageKinds, outageShape, retryAfter, withOutage } from '../outage.ts';
import { type Answer, limitReached, locked, refuse, unauthorized } from './answers.ts';

export const hubspotFaultShape = outageShape.extend({
  /** An HTTP method, or `*` for any. */
  method: z.string().min(1).default('*'),
  /** A part of the path, such as `/search` or `/contacts`; or `*` for any. */
  path: z.string().min(1).default('*'),
  /** `limit`: one that `policy` names; `locked`: somebody else is at the record; `unauthorized`: the token is taken no more. */
  kind: z.enum([...outageKinds, 'error', 'limit', 'locked', 'unauthorized']),
  category: z.string().default('INTERNAL_ERROR'),
  message: z.string().default('internal error'),
  policy: z.enum(['DAILY', 'TEN_SECONDLY_ROLLING', 'SECONDLY']).default('TEN_SECONDLY_ROLLING'),
});
export type NewHubspotFault = z.input<typeof hubspotFaultShape>;
export type HubspotFault = z.output<typeof hubspotFaultShape>;

export type HubspotFaults = {
  add(fault: NewHubspotFault): void;
  clear(): void;
  /** The first fault waiting for this call, if any; it is used up. */
  take(method: string, path: string): HubspotFault | undefined;
};

export function createHubspotFaults(): HubspotFaults {
  const { add, clear, take } = createFaultQueue((fault: NewHubspotFault) => hubspotFaultShape.parse(fault));
  return {
    add,
    clear,
    take: (method, path) =>
      take((one) => (one.method === '*' || one.method === method) && (one.path === '*' || path.includes(one.path))),
  };
}

/** Answers in place of HubSpot, or around it: `work` is what HubSpot would have done. */
export function withHubspotFault(
  c: Context,
  fault: HubspotFault | undefined,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  return withOutage(incomingOf(c), fault, {
    work,
    refuse: (one) => {
      const { status, body } = refusal(one);
      return Response.json(body, { status, headers: retryAfter(one) });
    },
  });
}

function refusal({ kind, status, category, message, policy }: HubspotFault): Answer {
  if (kind === 'limit') return limitReached(policy);
  if (kind === 'locked') return locked();
  return kind === 'unauthorized' ? unauthorized() : refuse(status, category, message);
}
