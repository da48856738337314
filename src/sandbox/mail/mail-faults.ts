// Faults that a test or a curious person puts in the way of the stand-in mail server, taken one by one by the mails that follow.
import { z } from 'zod';
import { createFaultQueue } from '../fault-queue.ts';

export const mailFaultShape = z.strictObject({
  kind: z.enum([
    /** 450 for the recipient: come back later. */
    'greylisted',
    /** 550 for the recipient: there is no such mailbox. */
    'recipient-refused',
    /** 550 for the sender: nothing of ours is taken. */
    'sender-refused',
    /** 554 after the whole message was read. */
    'content-refused',
    /** The message is in the mailbox, and the connection breaks before the server says so. */
    'answer-lost',
    /** The server thinks for `ms` before it takes the message. */
    'slow',
  ]),
  times: z.int().min(1).max(1_000).default(1),
  ms: z.int().min(1).max(600_000).default(1_000),
  /** Only mails to this address; of a refused sender, from it. */
  to: z.string().optional(),
});

export type MailFault = z.input<typeof mailFaultShape>;
type Waiting = z.output<typeof mailFaultShape>;

export type MailFaults = {
  add(fault: MailFault): void;
  clear(): void;
  /** The next fault of one of these kinds that is meant for this address. */
  take(kinds: readonly MailFault['kind'][], address: string): Waiting | undefined;
};

export function createMailFaults(): MailFaults {
  const { add, clear, take } = createFaultQueue((fault: MailFault) => mailFaultShape.parse(fault));
  return {
    add,
    clear,
    take: (kinds, address) => take(({ kind, to }) => kinds.includes(kind) && (to ?? address) === address),
  };
}
