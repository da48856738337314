// Somebody wants to begin a conversation in our widget, or sends a line of one: whether they may now, as all processes have counted.

import type { WidgetLimits } from '../core/playbook-widget.ts';
import { proofBits } from '../core/proof-bits.ts';
import type { Deps } from '../deps.ts';
import { countedMs, forgetShares, takeShare, takeShares } from './take-share.ts';

/** `address`: of their network, as a hash. `proof`: by which the work they did is spent. `isVouched`: the website signed who they are. */
export type Beginner = { address: string; proof: string | null; isVouched: boolean };
export type Admitted =
  | { kind: 'admitted' }
  | { kind: 'too-many'; retryAfterS: number }
  | { kind: 'proof'; bits: number };

const minuteMs = 60_000;

/** A proof is for a conversation that was counted when it was asked for, so nothing is counted twice. */
export async function admitVisitor(
  deps: Deps,
  { address, proof, isVouched }: Beginner,
  limits: WidgetLimits,
): Promise<Admitted> {
  await forgetShares(deps);
  if (proof !== null) {
    const spent = await takeShare(deps, { of: `widget-proof:${proof}`, most: 1, ms: countedMs });
    if (spent.retryAfterS === null) return { kind: 'admitted' };
  }
  const share = { of: `widget-address:${address}`, most: limits.perAddress, ms: countedMs };
  const { retryAfterS } = await takeShare(deps, share);
  if (retryAfterS !== null) return { kind: 'too-many', retryAfterS };
  if (isVouched) return { kind: 'admitted' };
  const own = await takeShare(deps, { of: `widget-minute:${address}`, most: limits.freePerAddress, ms: minuteMs });
  const all = await takeShare(deps, { of: 'widget-minute', most: limits.free, ms: minuteMs });
  const bits = proofBits([
    { n: own.n, free: limits.freePerAddress },
    { n: all.n, free: limits.free },
  ]);
  return bits === null ? { kind: 'admitted' } : { kind: 'proof', bits };
}

/** Null: it may come. Else in how many seconds it may. */
export async function admitLine(
  deps: Deps,
  { visitor, address }: { visitor: string; address: string },
  limits: WidgetLimits,
): Promise<number | null> {
  return takeShares(deps, [
    { of: `widget-lines:${visitor}`, most: limits.lines, ms: countedMs },
    { of: `widget-lines-from:${address}`, most: limits.linesPerAddress, ms: countedMs },
  ]);
}
