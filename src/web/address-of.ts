// From which network address a request came, behind as many proxies as are ours.
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** What the proxies before Baton say, from the last one on; what stands before that, anybody can write. */
export function addressOf(c: Context, proxies: number): string {
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  const said = proxies === 0 ? undefined : hops.at(-proxies);
  return said || (getConnInfo(c).remote.address ?? 'unknown');
}
