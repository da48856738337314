// What a lead carries of the sequence it is in: which step comes next and when, what was sent, and why it stopped. Decided in
// `nurture.ts` and nowhere else.
import type { Rep } from './lead.ts';

/** Why a sequence goes no further. */
export type NurtureEnd =
  | 'replied'
  | 'offered'
  | 'claimed'
  | 'booked'
  | 'rejected'
  /** A rep pressed. */
  | 'pressed'
  | 'unsubscribed'
  | 'bounced'
  | 'complained'
  /** There is neither an address nor a chat. */
  | 'unreachable'
  /** Every step has gone out; an answer is one all the same. */
  | 'over';

/** A step that the visitor was sent; none is sent to anybody twice. */
export type SentStep = { sequence: string; step: number; at: string; via: 'mail' | 'chat' };

/** What the visitor is written while they are not ready yet; see `nurture.ts`. */
export type Nurture = {
  sequence: string;
  /** Of its steps the next one, counted from 0. */
  step: number;
  startedAt: string;
  /** Null: Baton itself. */
  by: Rep | null;
  /** When that step goes out; null: none does any more. */
  dueAt: string | null;
  /** What the rep noted. */
  note: string;
  /** So many lines there were when it began: a later one of the visitor's is a reply. */
  heard: number;
  /** Of earlier sequences too. */
  sent: readonly SentStep[];
  stopped: { why: NurtureEnd; at: string } | null;
};
