// From which network address a request came, behind as many proxies as are ours.
import { isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** What the proxies before Baton say, from the last one on; what stands before that, anybody can write. */
export function addressOf(c: Context, proxies: number): string {
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  const said = proxies === 0 ? undefined : hops.at(-proxies);
  return withoutPort(said || (getConnInfo(c).remote.address ?? 'unknown'));
}

/** Some proxies add it. */
function withoutPort(address: string): string {
  const [, bare] =
    /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/.exec(address)?.flatMap((part) => part ?? []) ?? [];
  return bare ?? address;
}

/** Whose address it is: of the newer kind, everybody has billions of their own, which begin alike. */
export function networkOf(address: string): string {
  const [, old] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (old !== undefined || !isIPv6(address)) return old ?? address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const first = head.split(':').filter((group) => group !== '');
  const last = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  const groups = [...first, ...zeros, ...last].slice(0, 4);
  return groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
