// What Baton gave up on, for people: see it, mend the cause, try it again. Behind the read API's token (see read-api.ts).
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';

export function jobsApi({ queue }: Deps): Hono {
  const routes = new Hono();
  routes.get('/api/jobs', async (c) => c.json({ ...(await queue.counts()), items: await queue.buried() }));

  routes.post('/api/jobs/:id/retry', async (c) => {
    const retried = await queue.retry(c.req.param('id'));
    if (!retried) throw new BadRequestError(404, 'There is no buried job with this id: GET /api/jobs lists them.');
    return c.json({ retried: c.req.param('id') }, 202);
  });
  return routes;
}
