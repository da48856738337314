// Faults that a test or a curious person puts in Salesforce's way, taken one by one by the calls they name.
import type { Context } from 'hono';
import { z } from 'zod';
import { createFaultQueue } from '../fault-queue.ts';
import { incomingOf, outageKinds, outageShape, retryAfter, withOutage } from '../outage.ts';

export const salesforceFaultShape = outageShape.extend({
  /** An HTTP method, or `*` for any. */
  method: z.string().min(1).default('*'),
  /** A part of the path, such as `/query`, `/token` or `/sobjects/Lead`; or `*` for any. */
  path: z.string().min(1),
  /** As many such calls are answered before it. */
  after: z.int().min(0).default(0),
  /** `half`: the answer breaks off, and the connection stays. */
  kind: z.enum([...outageKinds, 'error', 'half', 'html']),
  errorCode: z.string().default('UNKNOWN_EXCEPTION'),
  message: z.string().default('An unexpected error occurred.'),
  fields: z.array(z.string()).optional(),
});
export type NewSalesforceFault = z.input<typeof salesforceFaultShape>;
export type SalesforceFault = z.output<typeof salesforceFaultShape>;

/** What Salesforce says of the limits that callers meet most, and of a record that somebody else holds. */
export const refusals = {
  daily: { status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' },
  concurrent: {
    status: 403,
    errorCode: 'REQUEST_LIMIT_EXCEEDED',
    message: 'ConcurrentPerOrgLongTxn Limit exceeded.',
  },
  locked: {
    status: 400,
    errorCode: 'UNABLE_TO_LOCK_ROW',
    message: 'unable to obtain exclusive access to this record or 1 records: 0035e0000000001AAA',
    fields: [],
  },
};

export type SalesforceFaults = {
  add(fault: NewSalesforceFault): void;
  clear(): void;
  /** The first fault waiting for this call, if any; it is used up. */
  take(method: string, path: string): SalesforceFault | undefined;
};

export function createSalesforceFaults(): SalesforceFaults {
  const { add, clear, take } = createFaultQueue((fault: NewSalesforceFault) => salesforceFaultShape.parse(fault));
  return {
    add,
    clear,
    take: (method, path) =>
      take((one) => {
        const isMeant = (one.method === '*' || one.method === method) && (one.path === '*' || path.includes(one.path));
        if (!isMeant || one.after === 0) return isMeant;
        one.after -= 1;
        return false;
      }),
  };
}

/** Answers in place of Salesforce, or around it: `work` is what Salesforce would have done. */
export function withSalesforceFault(
  c: Context,
  fault: SalesforceFault | undefined,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  return withOutage(incomingOf(c), fault, { work, refuse: refusal });
}

function refusal(fault: SalesforceFault): Response {
  const { kind, status, errorCode, message, fields } = fault;
  if (kind === 'half') {
    return new Response('{"totalSize":1,"done":tr', { headers: { 'content-type': 'application/json;charset=UTF-8' } });
  }
  if (kind === 'html') {
    return new Response('<html><body>Please sign in to the proxy</body></html>', {
      headers: { 'content-type': 'text/html' },
    });
  }
  return Response.json([{ message, errorCode, ...(fields !== undefined && { fields }) }], {
    status,
    headers: retryAfter(fault),
  });
}
