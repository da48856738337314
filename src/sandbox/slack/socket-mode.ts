// Socket Mode: the WebSocket over which Slack sends what it would otherwise post, one envelope at a time, each acknowledged by id.
import { randomUUID } from 'node:crypto';
import { upgradeWebSocket } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Json } from './check-blocks.ts';

export type EnvelopeType = 'events_api' | 'interactive' | 'slash_commands';
export type Envelope = { type: EnvelopeType; payload: Json; retry?: { attempt: number; reason: string } };
export type SocketAck =
  | { kind: 'acked'; body: unknown }
  | { kind: 'failed'; reason: 'http_timeout' | 'connection_failed' };

export type SocketMode = {
  readonly connections: number;
  newUrl(baseUrl: string): string;
  send(envelope: Envelope, ackMs: number): Promise<SocketAck>;
  /** Slack's own "please reconnect", as it does every few hours. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  readonly route: MiddlewareHandler;
  stop(): void;
};

const pingMs = 10_000;
const ackShape = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

export function createSocketMode(appId: string): SocketMode {
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, { socket: WebSocket; settle(ack: SocketAck): void }>();
  const forget = (socket: WebSocket) => {
    sockets.delete(socket);
    for (const one of waiting.values())
      if (one.socket === socket) one.settle({ kind: 'failed', reason: 'connection_failed' });
  };
  const open = (socket: WebSocket) => {
    sockets.add(socket);
    const pinging = setInterval(() => socket.ping('Ping from Slack'), pingMs);
    pinging.unref();
    socket.on('close', () => {
      clearInterval(pinging);
      forget(socket);
    });
    const about = { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 };
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.size,
        debug_info: about,
        connection_info: { app_id: appId },
      }),
    );
  };
  const hear = (text: string) => {
    const ack = ackShape.safeParse(tryJson(text));
    if (ack.success) waiting.get(ack.data.envelope_id)?.settle({ kind: 'acked', body: ack.data.payload });
  };
  return {
    get connections() {
      return sockets.size;
    },
    newUrl(baseUrl) {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${baseUrl.replace(/^http/, 'ws')}/slack/socket?ticket=${ticket}`;
    },
    send(envelope, ackMs) {
      const socket = [...sockets].at(-1);
      if (socket === undefined) return Promise.resolve({ kind: 'failed', reason: 'connection_failed' });
      return ask(socket, envelope, { waiting, ackMs });
    },
    disconnect(reason) {
      for (const socket of sockets)
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
    },
    route: upgradeWebSocket((c) => {
      const welcome = tickets.delete(c.req.query('ticket') ?? '');
      return {
        onOpen: (_, { raw }) => {
          if (raw === undefined) return;
          if (welcome) open(raw as WebSocket);
          else raw.close(1008, 'apps.connections.open gives each address once');
        },
        onMessage: ({ data }) => hear(String(data)),
      };
    }),
    stop() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

type Asking = { waiting: Map<string, { socket: WebSocket; settle(ack: SocketAck): void }>; ackMs: number };

function ask(socket: WebSocket, { type, payload, retry }: Envelope, { waiting, ackMs }: Asking): Promise<SocketAck> {
  const envelopeId = randomUUID();
  return new Promise((resolve) => {
    const settle = (ack: SocketAck) => {
      clearTimeout(timer);
      waiting.delete(envelopeId);
      resolve(ack);
    };
    const timer = setTimeout(settle, ackMs, { kind: 'failed', reason: 'http_timeout' });
    waiting.set(envelopeId, { socket, settle });
    const again =
      type === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {};
    const accepts_response_payload = type !== 'events_api';
    socket.send(JSON.stringify({ envelope_id: envelopeId, type, payload, accepts_response_payload, ...again }));
  });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
