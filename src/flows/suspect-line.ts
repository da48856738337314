// Whether a first line looks like spam, by itself or beside what others sent in the last minutes. What was sent is counted as a hash.
import type { Suspicion } from '../core/held.ts';
import { isLinksOnly, mostSame, sameness } from '../core/spam.ts';
import type { Deps } from '../deps.ts';
import { countedMs, takeShare } from './take-share.ts';

/** `address`: of their network, as a hash. `hash`: of what must not be read from the table. */
export type FirstLine = { text: string; address: string; hash: (text: string) => string };

export async function suspectLine(deps: Deps, { text, address, hash }: FirstLine): Promise<Suspicion | null> {
  if (isLinksOnly(text, deps.playbook)) return 'links';
  const same = sameness(text);
  if (same === null) return null;
  const of = hash(same);
  const fromHere = await takeShare(deps, { of: `widget-same:${of}:${address}`, most: 1, ms: countedMs });
  // A network counts once, however often it sends it.
  if (fromHere.n > 1) return null;
  const { retryAfterS } = await takeShare(deps, { of: `widget-same:${of}`, most: mostSame, ms: countedMs });
  return retryAfterS === null ? null : 'repeated';
}
