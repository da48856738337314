// Carries what happened in the sandbox Slack to Baton: signed HTTP, or the socket when one is open. Events are retried, presses are not.
// The signature uses the real clock, not the sandbox's: Baton checks it against its own.
import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Json } from './check-blocks.ts';
import type { EnvelopeType, SocketMode } from './socket-mode.ts';
import { verificationToken, type Workspace } from './workspace.ts';

export type FailReason = 'http_timeout' | 'http_error' | 'connection_failed' | 'unreachable';
export type Delivered =
  | { kind: 'acked'; body: unknown }
  | { kind: 'failed'; reason: FailReason; text: string; noRetry: boolean };
export type Trouble = { at: string; text: string };

export type DeliveryOptions = {
  signingSecret: string;
  ackMs: number;
  /** Waits before each further try of an event. */
  eventRetryMs: readonly number[];
};
export type Delivery = {
  requestUrl: string | null;
  /** A press, a submission, a command: once. `what` is how a person would name it. */
  interact(type: 'interactive' | 'slash_commands', payload: Json, what: string): Promise<Delivered>;
  /** Resolves after the first try; the others follow by themselves. */
  event(payload: Json): Promise<void>;
  /** Slack's check of a new request URL: does it give the challenge back? */
  verify(): Promise<boolean>;
  troubles(): Trouble[];
  /** Resolves when nothing is under way; waiting retries do not count. */
  settled(): Promise<void>;
  stop(): void;
};
type Try = { type: EnvelopeType; payload: Json; retry?: { attempt: number; reason: string } };

const keptTroubles = 20;

export function createDelivery(workspace: Workspace, socket: SocketMode, options: DeliveryOptions): Delivery {
  const troubles: Trouble[] = [];
  const underWay = new Set<Promise<unknown>>();
  const timers = new Set<NodeJS.Timeout>();
  let requestUrl: string | null = null;
  let stopped = false;

  const send = async (one: Try, what: string): Promise<Delivered> => {
    const delivered = await (socket.connections > 0
      ? overSocket(socket, one, options.ackMs)
      : overHttp(requestUrl, one, options));
    if (delivered.kind === 'failed' && !stopped) {
      troubles.push({ at: workspace.now().toISOString(), text: `${what}: ${delivered.text}` });
      troubles.splice(0, troubles.length - keptTroubles);
      workspace.changed();
    }
    return delivered;
  };
  const carry = (one: Try, what: string): Promise<Delivered> => {
    const sending = send(one, what);
    underWay.add(sending);
    return sending.finally(() => underWay.delete(sending));
  };
  const tryEvent = async (payload: Json, attempt: number, reason: string): Promise<void> => {
    const retry = attempt === 0 ? {} : { retry: { attempt, reason } };
    const name = String((payload.event as Json).type);
    const delivered = await carry({ type: 'events_api', payload, ...retry }, `The event "${name}" did not get through`);
    const waitMs = options.eventRetryMs[attempt];
    if (delivered.kind === 'acked' || delivered.noRetry || waitMs === undefined || stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void tryEvent(payload, attempt + 1, delivered.reason === 'unreachable' ? 'connection_failed' : delivered.reason);
    }, waitMs);
    timers.add(timer.unref());
  };
  return {
    get requestUrl() {
      return requestUrl;
    },
    set requestUrl(url) {
      requestUrl = url;
    },
    interact: (type, payload, what) => carry({ type, payload }, what),
    event: (payload) => tryEvent(payload, 0, ''),
    async verify() {
      const challenge = workspace.newId('');
      const payload = { type: 'url_verification', token: verificationToken, challenge };
      const delivered = await overHttp(requestUrl, { type: 'events_api', payload }, options);
      const answer =
        delivered.kind === 'acked' ? (delivered.body as { challenge?: string; text?: string } | undefined) : undefined;
      return (answer?.challenge ?? answer?.text) === challenge;
    },
    troubles: () => troubles,
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

async function overSocket(socket: SocketMode, one: Try, ackMs: number): Promise<Delivered> {
  const ack = await socket.send(one, ackMs);
  if (ack.kind === 'acked') return ack;
  const text = ack.reason === 'http_timeout' ? late(ackMs) : 'the socket closed before Baton acknowledged it.';
  return { kind: 'failed', reason: ack.reason, text, noRetry: false };
}

async function overHttp(url: string | null, one: Try, { signingSecret, ackMs }: DeliveryOptions): Promise<Delivered> {
  if (url === null) return failed('unreachable', 'Baton is not connected to this Slack yet. Start it and try again.');
  const body = write(one);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const headers = {
    'content-type': one.type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
    ...(one.retry && { 'x-slack-retry-num': String(one.retry.attempt), 'x-slack-retry-reason': one.retry.reason }),
  };
  return post(url, { headers, body, ackMs });
}

function write({ type, payload }: Try): string {
  if (type === 'events_api') return JSON.stringify(payload);
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** A connection of its own for each post: an idle one that Baton closed meanwhile would look like a lost press. */
function post(url: string, { headers, body, ackMs }: { headers: Record<string, string>; body: string; ackMs: number }) {
  return new Promise<Delivered>((resolve) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const outgoing = send(url, { method: 'POST', headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', () => resolve(failed('connection_failed', 'the connection to Baton broke.')));
      incoming.on('end', () => {
        clearTimeout(timer);
        const status = incoming.statusCode ?? 0;
        const noRetry = incoming.headers['x-slack-no-retry'] === '1';
        if (status >= 200 && status < 300)
          resolve({ kind: 'acked', body: read(Buffer.concat(chunks).toString('utf8')) });
        else resolve({ ...failed('http_error', `Baton answered with HTTP ${status}. Its log says why.`), noRetry });
      });
    });
    const timer = setTimeout(() => {
      resolve(failed('http_timeout', late(ackMs)));
      outgoing.destroy();
    }, ackMs);
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      resolve(failed('connection_failed', `Baton cannot be reached at ${url} (${error.message}).`));
    });
    outgoing.end(body);
  });
}

const late = (ackMs: number) => `Baton did not answer within ${ackMs / 1_000} seconds.`;

function failed(reason: FailReason, text: string): Extract<Delivered, { kind: 'failed' }> {
  return { kind: 'failed', reason, text, noRetry: false };
}

/** An acknowledgement is empty, JSON, or (for commands) plain text. */
function read(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
