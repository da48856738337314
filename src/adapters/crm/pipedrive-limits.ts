// Pipedrive's two limits: calls within two seconds, which are over at once, and the tokens of the day, of all that a company
// has connected. Both are 429, and its headers tell them apart.
import { z } from 'zod';
import { type Answer, type Limit, retryAfterMs } from './rest.ts';

const refusalShape = z.object({ code: z.string().optional(), errorCode: z.number().optional() });
const isWord = (text: string) => /^[A-Za-z][A-Za-z0-9_]{1,60}$/.test(text);

const burstMs = 2_000;
const longestBurstMs = 60_000;
/**
 * A day ends at midnight where the server stands, which Pipedrive tells nobody; UTC is the best guess. Within this time it is
 * tried again, so that a wrong guess does not cost a day.
 */
const longestWaitMs = 3 * 3_600_000;

export function codeOf({ body }: Answer): string | null {
  const { code } = refusalShape.safeParse(body).data ?? {};
  return code !== undefined && isWord(code) ? code : null;
}

export function limitOf({ status }: Answer, headers: Headers, now: Date): Limit | null {
  if (status !== 429) return null;
  const said = retryAfterMs(headers, now);
  const isUsedUp = ['x-daily-ratelimit-token-remaining', 'x-daily-requests-left'].some(
    (name) => left(headers, name) <= 0,
  );
  const isNoBurst = headers.has('x-ratelimit-remaining') && left(headers, 'x-ratelimit-remaining') > 0;
  if (isUsedUp || isNoBurst || (said ?? 0) > longestBurstMs) {
    return { isDaily: true, waitMs: said !== null && said > longestBurstMs ? said : untilMidnight(now) };
  }
  const resetMs = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1_000;
  const isSane = resetMs > 0 && resetMs <= longestBurstMs;
  return { isDaily: false, waitMs: said ?? (isSane ? resetMs : burstMs) };
}

const left = (headers: Headers, name: string) =>
  headers.has(name) ? Number(headers.get(name)) : Number.POSITIVE_INFINITY;

function untilMidnight(now: Date): number {
  const dayMs = 24 * 3_600_000;
  return Math.min(longestWaitMs, dayMs - (now.getTime() % dayMs));
}
