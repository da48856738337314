// One call to a CRM that is spoken to with plain requests. Whatever comes back that is no answer of the product's is an
// OutsideError, and no message of ours repeats what was sent or said: it may hold tokens, addresses and people's words.
import type { z } from 'zod';
import { OutsideError } from '../../errors.ts';

/** `what` goes into messages: what was asked for in a few words, without names, addresses or ids. */
export type Call = {
  what: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its variable parts encoded. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
};
export type Answer = { status: number; body: unknown };
export type Limit = { isDaily: boolean; waitMs: number };

export type RestProduct = {
  name: string;
  baseUrl: string;
  /** With which Baton shows who it is. */
  headers: Record<string, string>;
  /** For one call. */
  timeoutMs?: number;
  now?: () => Date;
  /** Null: this is no limit that was reached. */
  limitOf(answer: Answer, headers: Headers): Limit | null;
  /** The product's own short word for a refusal, such as VALIDATION_ERROR. */
  codeOf(answer: Answer): string | null;
};

export type Rest = {
  /** A refusal of just this call (400, 404, 409, 410, 422) is an answer; all others fail. */
  send(call: Call): Promise<Answer>;
  /** Fails unless it went well and has this shape. */
  read<Shape extends z.ZodType>(call: Call, shape: Shape): Promise<z.output<Shape>>;
  /** The same of an answer that was looked at before. */
  parse<Shape extends z.ZodType>(call: Call, answer: Answer, shape: Shape): z.output<Shape>;
  /** What a refused answer is to whoever called. */
  refusal(call: Call, answer: Answer): OutsideError;
};

const system = 'crm';
const defaultTimeoutMs = 10_000;
const refusalsOfOneCall = [400, 404, 409, 410, 422];

export function createRest(product: RestProduct): Rest {
  const { name, now = () => new Date() } = product;
  let pausedUntilMs = 0;

  const refusal = ({ what }: Call, answer: Answer, waitMs: number | null = null): OutsideError => {
    const { status } = answer;
    const code = product.codeOf(answer);
    const isPassing = passes(status) || waitMs !== null;
    return new OutsideError(`${name} answered ${status}${code === null ? '' : ` ${code}`} to ${what}.`, {
      system,
      status,
      retry: isPassing ? 'later' : 'never',
      ...(waitMs !== null && { retryAfterMs: waitMs }),
    });
  };

  const send = async (call: Call): Promise<Answer> => {
    const restMs = pausedUntilMs - now().getTime();
    if (restMs > 0) throw limited(name, { isDaily: true, waitMs: restMs });
    const { response, text } = await fetchOne(product, call);
    const { status } = response;
    const answer = { status, body: parsed(text) };
    const limit = product.limitOf(answer, response.headers);
    if (limit?.isDaily) pausedUntilMs = now().getTime() + limit.waitMs;
    if (limit !== null) throw limited(name, limit);
    if (answer.body === undefined && status < 500) throw notTheirs(name, call);
    if (!response.ok && !refusalsOfOneCall.includes(status)) {
      throw refusal(call, answer, retryAfterMs(response.headers, now()));
    }
    return answer;
  };

  const parse = <Shape extends z.ZodType>(call: Call, answer: Answer, shape: Shape): z.output<Shape> => {
    if (answer.status >= 400) throw refusal(call, answer);
    const read = shape.safeParse(answer.body);
    if (!read.success) throw notTheirs(name, call);
    return read.data;
  };

  return {
    send,
    parse,
    refusal,
    read: async (call, shape) => parse(call, await send(call), shape),
  };
}

async function fetchOne(product: RestProduct, { method, path, query = {}, body }: Call) {
  const { name, baseUrl, headers, timeoutMs = defaultTimeoutMs } = product;
  const url = new URL(`${baseUrl.replace(/\/$/, '')}${path}`);
  for (const [key, value] of Object.entries(query)) url.searchParams.append(key, value);
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...(body !== undefined && json), ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { response, text: await response.text() };
  } catch (error) {
    throw unreachable(name, error);
  }
}

const json = { 'content-type': 'application/json' };

/** How long the product asks to be left alone; it says so in seconds or with a date. */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const said = headers.get('retry-after');
  if (said === null) return null;
  const waitMs = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - now.getTime();
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}

/** Undefined: this is no JSON. A call may also answer with nothing. */
function parsed(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of a conflict, somebody else was there at the same moment. */
const passes = (status: number) => status < 400 || status >= 500 || [408, 409, 423, 425, 429].includes(status);

function limited(name: string, { isDaily, waitMs }: Limit): OutsideError {
  const message = isDaily
    ? `${name} takes no more calls until its limit of the day is over.`
    : `${name} takes no more calls for a moment.`;
  return new OutsideError(message, { system, status: 429, retry: 'later', retryAfterMs: waitMs });
}

/** Something came back, but not what the product answers: a proxy's page, half a body. */
function notTheirs(name: string, { what }: Call): OutsideError {
  return new OutsideError(`${name} answered ${what} with something that is no answer of it.`, {
    system,
    retry: 'later',
  });
}

function unreachable(name: string, error: unknown): OutsideError {
  const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
  const code = codeOfCause(error);
  const message = isLate
    ? `${name} did not answer in time.`
    : `${name} cannot be reached${code === null ? '' : ` (${code})`}.`;
  return new OutsideError(message, { system, retry: 'later' });
}

function codeOfCause(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}
