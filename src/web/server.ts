// One HTTP server: Slack's requests go to Bolt's own listener, everything else to our routes.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { ConfigError } from '../errors.ts';
import type { Metrics } from './metrics.ts';

/** Answers under way may take this long; event streams, which never end, are cut then. */
const lastAnswersMs = 1_000;

export type WebServer = { port: number; stop(): Promise<void> };

export type Listening = {
  port: number;
  host: string | undefined;
  web: Hono;
  /** Bolt's own listeners, by method and path: `POST /slack/events`. */
  slack: Readonly<Record<string, RequestListener>>;
  metrics: Metrics;
};

export async function startServer({ port, host, web, slack, metrics }: Listening): Promise<WebServer> {
  const ours = getRequestListener(web.fetch);
  const server = createServer((req, res) => {
    const path = req.url?.split('?')[0] ?? '';
    // Bolt throws at any other method or path, and what is thrown here would end the process.
    const theirs = slack[`${req.method} ${path}`];
    if (theirs === undefined) return void ours(req, res);
    const startedMs = performance.now();
    res.once('finish', () => metrics.request(path, res.statusCode, performance.now() - startedMs));
    theirs(req, res);
  });
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(taken ? new ConfigError([`PORT ${port} cannot be used (${error.code}): set another PORT.`]) : error);
    });
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), lastAnswersMs).unref();
      }),
  };
}
