// POST /calendar/changed: a calendar product says that something changed, never what. Whoever knows the secret of the channel
// is believed that far; reading what it was is a job.
import { Hono } from 'hono';
import type { Owed } from '../core/job.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { watchOfChannel } from '../store/calendar-watches.ts';
import type { ConnectSigner } from '../store/connect-link.ts';

export const changedPath = '/calendar/changed';

/** A channel that has just been opened may call before Baton has noted it. */
const strangeMs = 60_000;

export function calendarChanged({ db, queue, log }: Deps, signer: ConnectSigner): Hono {
  const routes = new Hono();
  routes.post(changedPath, async (c) => {
    const header = (name: string) => c.req.header(`x-goog-${name}`) ?? '';
    const [channel, secret, resource] = [header('channel-id'), header('channel-token'), header('resource-id')];
    const known = await watchOfChannel(db, channel);
    const rep = known?.rep ?? repIn(channel);
    if (!signer.isChannelSecret(rep, secret)) throw new BadRequestError(404, 'There is no such channel.');
    // The product's own greeting.
    if (header('resource-state') === 'sync') return c.body(null, 200);
    const owed: Owed =
      known === undefined
        ? { job: { kind: 'unwatch-calendar', rep, channel, resource }, key: `unwatch:${channel}`, delayMs: strangeMs }
        : { job: { kind: 'read-calendar', rep }, key: `read-calendar:${rep}` };
    await db.inTx((tx) => queue.enqueue(tx, [owed]));
    if (known !== undefined) return c.body(null, 200);
    log.warn({ rep, channel }, 'a calendar called on a channel that nobody keeps; it is stopped');
    throw new BadRequestError(404, 'There is no such channel any more.');
  });
  return routes;
}

/** Channels are named so by `watch-calendar`. */
function repIn(channel: string): string {
  return channel.slice(0, Math.max(0, channel.lastIndexOf('-')));
}
