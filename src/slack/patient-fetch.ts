// Slack said "too many": until the time it named, calls of the same kind are answered here, in its own words, instead of
// being thrown at it. Only a kindness within one process: without it nothing goes wrong, it only takes more calls.
import type { Now } from '../deps.ts';

type Fetch = typeof fetch;

/** Messages are counted per channel, all else per method; always per workspace, which its token names. */
function kindOf(url: string, { headers, body }: RequestInit): string {
  const channel = url.endsWith('/chat.postMessage') ? new URLSearchParams(String(body)).get('channel') : null;
  return [url, new Headers(headers).get('authorization'), channel].join(' ');
}

/** However long Slack asks for: then it is asked again. */
const longestMs = 3_600_000;

export function patientFetch(now: Now, go: Fetch = fetch): Fetch {
  const closedUntil = new Map<string, number>();
  return async (input, init = {}) => {
    const kind = kindOf(String(input), init);
    const leftMs = (closedUntil.get(kind) ?? 0) - now().getTime();
    if (leftMs > 0) return tooMany(Math.ceil(leftMs / 1_000));
    closedUntil.delete(kind);
    const answer = await go(input, init);
    const seconds = answer.status === 429 ? Number.parseInt(answer.headers.get('retry-after') ?? '', 10) : 0;
    if (seconds > 0) closedUntil.set(kind, now().getTime() + Math.min(seconds * 1_000, longestMs));
    return answer;
  };
}

const tooMany = (seconds: number) =>
  Response.json({ ok: false, error: 'ratelimited' }, { status: 429, headers: { 'retry-after': String(seconds) } });
