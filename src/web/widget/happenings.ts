// Tells the page what happens in the widget. A listener that fails is the page's own matter.
import type { Happening } from './protocol.ts';

type On = (happening: Happening) => void;

export function createHappenings() {
  const listeners = new Map<string, Set<On>>();
  const past = new Set<string>();
  return {
    emit(happening: Happening) {
      if (happening.kind === 'ready') past.add('ready');
      for (const on of listeners.get(happening.kind) ?? []) {
        try {
          on(happening);
        } catch (error) {
          reportError(error);
        }
      }
    },
    /** Until what it answers is called. Whoever comes too late for `ready` hears it all the same. */
    on(kind: Happening['kind'], on: On): () => void {
      const set = listeners.get(kind) ?? new Set();
      listeners.set(kind, set.add(on));
      if (kind === 'ready' && past.has(kind)) on({ kind });
      return () => set.delete(on);
    },
  };
}
