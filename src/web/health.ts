// Is the process alive, is it ready, and how does it fare.
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { ping } from '../store/ping.ts';
import type { Metrics } from './metrics.ts';

export type SlackCheck = () => Promise<string | null>;

export function health({ db, queue }: Deps, { metrics, slack }: { metrics: Metrics; slack: SlackCheck }): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.json({ status: 'ok' }));

  routes.get('/readyz', async (c) => {
    const parts = {
      database: await trouble(() => ping(db)),
      queue: await trouble(() => queue.counts()),
      slack: await slack(),
    };
    const ready = Object.values(parts).every((part) => part === null);
    const said = Object.entries(parts).map(([name, part]) => [name, part ?? 'ok']);
    return c.json({ status: ready ? 'ready' : 'not ready', ...Object.fromEntries(said) }, ready ? 200 : 503);
  });

  routes.get('/metrics', async (c) => {
    c.header('content-type', metrics.registry.contentType);
    return c.body(await metrics.registry.metrics());
  });
  return routes;
}

/** What is wrong, in words; `null` when nothing is. */
async function trouble(check: () => Promise<unknown>): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
