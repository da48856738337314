// How a stand-in lets a caller down: the connection breaks, at once or after a silence.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

const incoming = (c: Context) => (c.env as HttpBindings).incoming;

export function drop(c: Context): Response {
  incoming(c).socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Silence until the caller gives up, or for `ms` at most. */
export async function untilGone(c: Context, ms: number): Promise<void> {
  const gone = new AbortController();
  incoming(c).socket.once('close', () => gone.abort());
  await sleep(ms, undefined, { signal: gone.signal, ref: false }).catch(() => undefined);
}
