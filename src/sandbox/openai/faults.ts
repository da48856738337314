// Faults that a test puts in the way of the stand-in OpenAI, taken one by one by the calls that follow.
import { createFaultQueue } from '../fault-queue.ts';
import { type LieKind, lieKinds } from './lies.ts';

export type ModelFault =
  | { kind: 'rate-limited'; retryAfterS?: number }
  | { kind: 'http'; status: number }
  /** The connection breaks; nothing is answered; the answer begins and never ends. */
  | { kind: 'reset' }
  | { kind: 'stall' }
  | { kind: 'stall-midway' }
  /** The answer begins, and then: the connection is gone; it says that it failed; it is over, and a half. */
  | { kind: 'breaks-off' }
  | { kind: 'fails-midway'; code?: string }
  | { kind: 'ends-early' }
  /** An error among the events of a stream; without a stream, a plain one. */
  | { kind: 'error-midway'; code?: string }
  /** Each of so many pieces of a stream takes its time; without a stream, the answer as a whole. */
  | { kind: 'slow'; ms: number }
  /** Streaming is not known there: the answer comes as one. */
  | { kind: 'never-streams' }
  /** The body is no JSON; it is a web page of some proxy; the text in it is cut off. */
  | { kind: 'malformed-body' }
  | { kind: 'web-page' }
  | { kind: 'truncated' }
  /** The provider says itself that it ran out of tokens, or that it will not answer. */
  | { kind: 'incomplete' }
  | { kind: 'refusal' }
  /** An answer that a strict provider would not give; others do. */
  | { kind: 'wrong-shape' }
  | { kind: 'unknown-field' }
  | { kind: 'empty-reply' }
  | { kind: LieKind };

export type ModelFaults = {
  add(fault: ModelFault, times?: number): void;
  clear(): void;
  take(): ModelFault | undefined;
};

export function createModelFaults(): ModelFaults {
  const { add, clear, take } = createFaultQueue((given: { fault: ModelFault; times: number }) => ({ ...given }));
  return { add: (fault, times = 1) => add({ fault, times }), clear, take: () => take(() => true)?.fault };
}

const midway: readonly ModelFault['kind'][] = [
  'stall-midway',
  'breaks-off',
  'ends-early',
  'error-midway',
  'fails-midway',
];

/** The answer does not come to its end: what it cost is never told. */
export const isMidway = (fault: ModelFault | undefined) => fault !== undefined && midway.includes(fault.kind);

export function isLie(fault: ModelFault | undefined): fault is { kind: LieKind } {
  return lieKinds.some((kind) => kind === fault?.kind);
}
