// Tells whoever streams a conversation that something changed. What is told carries no content: who is woken reads what is
// committed, so that a lost wake-up costs time and never a line. Hints are not kept anywhere.
import type { LeadId } from '../core/lead.ts';
import type { Tx } from './db.ts';

/** `draft`: what Baton is about to say so far. */
export type Hint = { kind: 'typing'; who: 'baton' | 'rep'; on: boolean } | { kind: 'draft'; text: string };

export type Heard = { kind: 'told' } | Hint;

export type Live = {
  /** To everybody who listens now, in whatever process. */
  hint(lead: LeadId, hint: Hint): void;
  /** Until what it answers is called. `about`: a lead, or a conversation that may have none yet. */
  listen(about: string, on: (heard: Heard) => void): () => void;
};

/** Once this commits, whoever listens is woken. */
export function tell(tx: Tx, about: string): void {
  tx.told.add(about);
}

export type Ears = Pick<Live, 'listen'> & {
  wake(about: string, heard: Heard): void;
  /** Something may have been missed. */
  wakeAll(): void;
};

/** Those of this process. */
export function createEars(): Ears {
  const listening = new Map<string, Set<(heard: Heard) => void>>();
  const wake: Ears['wake'] = (about, heard) => {
    for (const on of listening.get(about) ?? []) on(heard);
  };
  return {
    wake,
    wakeAll() {
      for (const about of listening.keys()) wake(about, { kind: 'told' });
    },
    listen(about, on) {
      const own = (heard: Heard) => on(heard);
      const others = listening.get(about);
      if (others === undefined) listening.set(about, new Set([own]));
      else others.add(own);
      return () => {
        const left = listening.get(about);
        left?.delete(own);
        if (left?.size === 0) listening.delete(about);
      };
    },
  };
}

/** What is still to be done once a transaction that told this has committed. */
export function wakes(ears: Ears, told: ReadonlySet<string>): (() => void)[] {
  return [...told].map((about) => () => ears.wake(about, { kind: 'told' }));
}
