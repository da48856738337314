// Spares a dead provider, and the visitors who would wait for it: after a few failures in a row nobody asks for a while,
// then one call probes and the rest follow if it succeeds. Time is handed in.

export type Breaker = {
  /** Whether to ask. While half open the first to ask is the probe; whoever was let through must report back. */
  allows(nowMs: number): boolean;
  succeeded(): void;
  failed(nowMs: number): void;
};

export type BreakerOptions = { failures: number; withinMs: number; openMs: number };

export function breaker({ failures, withinMs, openMs }: BreakerOptions): Breaker {
  let failedAt: number[] = [];
  let openUntil: number | null = null;
  let probing = false;
  return {
    allows(nowMs) {
      if (openUntil === null) return true;
      if (nowMs < openUntil || probing) return false;
      probing = true;
      return true;
    },
    succeeded() {
      failedAt = [];
      openUntil = null;
      probing = false;
    },
    failed(nowMs) {
      failedAt = [...failedAt.filter((at) => nowMs - at < withinMs), nowMs];
      if (probing || failedAt.length >= failures) openUntil = nowMs + openMs;
      probing = false;
    },
  };
}
