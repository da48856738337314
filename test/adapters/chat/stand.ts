// The server side of a chat product, as far as Baton speaks to it: who may, which line to which conversation, and what is there.
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { createFaultQueue } from '../../../src/sandbox/fault-queue.ts';
import { incomingOf, outageShape, withOutage } from '../../../src/sandbox/outage.ts';

export type Line = { conversation: string; text: string; id?: string };
/** Answers as the product does, keeps what it is told in `lines`, and lists what was `said` there, in its own shape. */
export type Answering = (call: {
  method: string;
  path: string;
  header(name: string): string | undefined;
  raw: string;
  lines: Line[];
  said: object[];
}) => { status: number; body?: unknown };
type Fault = z.input<typeof outageShape>;

export type Stand = Awaited<ReturnType<typeof startStand>>;

export async function startStand(answering: Answering) {
  const lines: Line[] = [];
  const said: object[] = [];
  const calls: string[] = [];
  const faults = createFaultQueue<Fault, z.output<typeof outageShape>>((fault) => outageShape.parse(fault));
  const app = new Hono();
  app.all('*', async (c: Context) => {
    const raw = await c.req.text();
    const { pathname, search } = new URL(c.req.url);
    const { method } = c.req;
    calls.push(`${method} ${pathname}`);
    const work = () => {
      const { status, body = {} } = answering({
        method,
        path: pathname + search,
        header: (name) => c.req.header(name),
        raw,
        lines,
        said,
      });
      return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
    };
    return withOutage(
      incomingOf(c),
      faults.take(() => true),
      { work, refuse: () => new Response(null, { status: 500 }) },
    );
  });
  const server = await new Promise<{ port: number; stop(): Promise<void> }>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({
        port,
        stop: () =>
          new Promise<void>((done) => {
            started.close(() => done());
            if ('closeAllConnections' in started) started.closeAllConnections();
          }),
      }),
    );
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    lines,
    said,
    calls,
    fail: (fault: Fault) => faults.add(fault),
    clear() {
      faults.clear();
      lines.length = 0;
      said.length = 0;
      calls.length = 0;
    },
    stop: server.stop,
  };
}
