// Slack's published rates per method, as token buckets: steady rate plus the small burst that Slack lets through.
export type RateLimit = {
  perMinute: number;
  burst: number;
  /** Counted apart for each value of this argument. */
  by?: 'channel';
};
export type RateLimits = {
  /** Seconds to wait, or `null` when the call may go through. */
  take(method: string, args: Record<string, unknown>): number | null;
  set(method: string, limit: RateLimit | null): void;
  on: boolean;
};

const perMinute = (figure: number): RateLimit => ({ perMinute: figure, burst: figure });
const published: Record<string, RateLimit> = {
  'chat.postMessage': { perMinute: 60, burst: 5, by: 'channel' },
  'chat.postEphemeral': perMinute(100),
  'chat.update': perMinute(50),
  'chat.delete': perMinute(50),
  'views.open': perMinute(100),
  'views.update': perMinute(100),
  'views.push': perMinute(100),
  'views.publish': perMinute(100),
  'users.info': perMinute(100),
  'users.list': perMinute(20),
  'users.lookupByEmail': perMinute(50),
  'conversations.list': perMinute(20),
  'conversations.info': perMinute(50),
  'conversations.history': perMinute(50),
  'conversations.replies': perMinute(50),
  'conversations.members': perMinute(100),
  'conversations.open': perMinute(50),
  'conversations.join': perMinute(50),
  'reactions.add': perMinute(50),
  'reactions.remove': perMinute(20),
};

export function createRateLimits(now: () => Date, on: boolean): RateLimits {
  const limits = new Map(Object.entries(published));
  const buckets = new Map<string, { left: number; atMs: number }>();
  return {
    on,
    set(method, limit) {
      for (const key of buckets.keys()) if (key.split(' ')[0] === method) buckets.delete(key);
      if (limit === null) limits.delete(method);
      else limits.set(method, limit);
    },
    take(method, args) {
      const limit = limits.get(method);
      if (!this.on || limit === undefined) return null;
      const key = limit.by === undefined ? method : `${method} ${String(args[limit.by])}`;
      const atMs = now().getTime();
      const before = buckets.get(key) ?? { left: limit.burst, atMs };
      const left = Math.min(limit.burst, before.left + ((atMs - before.atMs) * limit.perMinute) / 60_000);
      buckets.set(key, { left: left >= 1 ? left - 1 : left, atMs });
      return left >= 1 ? null : Math.max(1, Math.ceil(((1 - left) * 60) / limit.perMinute));
    },
  };
}
