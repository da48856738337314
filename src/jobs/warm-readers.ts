// Warms the readers up once Baton is ready. A step in each turn of the event loop, so that whoever comes meanwhile waits for
// one of them at most.
import { warmUp } from '../core/warm-up.ts';
import type { Deps } from '../deps.ts';

export function warmReaders({ playbook, now }: Deps): { stop(): void } {
  const steps = warmUp(playbook, now().toISOString());
  const step = () => {
    if (!steps.next().done) turn = setImmediate(step);
  };
  let turn = setImmediate(step);
  return { stop: () => clearImmediate(turn) };
}
