// One call to a chat product's own API. What is no success is an OutsideError whose sentence a rep may read, and which repeats
// nothing that was sent or said: neither tokens nor what people wrote.
import type { z } from 'zod';
import { OutsideError } from '../../errors.ts';
import { retryAfterMs } from '../crm/rest.ts';

const timeoutMs = 10_000;

export type ChatApi = { name: string; baseUrl: string; headers: Record<string, string> };
/** `asks`: it changes nothing there, so that what is wrong with it may pass; `one`: what it asks for may be gone for good. */
type Call = { method?: 'GET' | 'POST'; path: string; body?: unknown; asks?: 'one' | 'list' };
export type Answer = { status: number; body: unknown };

/** What `judge` returns counts in place of what the status says. */
export async function callChat(
  { name, baseUrl, headers }: ChatApi,
  { method = 'POST', path, body, asks }: Call,
  judge: (answer: Answer) => OutsideError | null = () => null,
): Promise<unknown> {
  let answer: Answer & { headers: Headers };
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}${path}`, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    answer = { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  } catch (cause) {
    throw new OutsideError(`${name} did not answer.`, { system: 'chat', retry: 'later', cause });
  }
  if (answer.status < 300) return answer.body;
  throw judge(answer) ?? refusal(name, answer, asks);
}

/** A wrong key is mended by people, and then everything goes out; a conversation that is gone is gone for good. */
function refusal(name: string, { status, headers }: Answer & { headers: Headers }, asks: Call['asks']): OutsideError {
  const isGone = asks !== 'list' && (status === 404 || status === 410);
  const isRefused = asks === undefined && (status === 400 || status === 422);
  const waitMs = retryAfterMs(headers, new Date());
  const what = isGone
    ? 'has no such conversation any more'
    : isRefused
      ? 'did not take the line'
      : 'did not answer well';
  return new OutsideError(`${name} ${what} (${status}).`, {
    system: 'chat',
    retry: isGone || isRefused ? 'never' : 'later',
    status,
    ...(waitMs !== null && { retryAfterMs: waitMs }),
  });
}

/** What the product says when it is asked; an answer that is none of its own may be a proxy's, and passes. */
export async function askChat<Shape extends z.ZodType>(
  api: ChatApi,
  call: Call,
  shape: Shape,
): Promise<z.output<Shape>> {
  const read = shape.safeParse(await callChat(api, { method: 'GET', asks: 'one', ...call }));
  if (read.success) return read.data;
  throw new OutsideError(`${api.name} answered with something else than was asked for.`, {
    system: 'chat',
    retry: 'later',
  });
}

/** Null: it is not there any more. */
export async function ifThere<Found>(asked: Promise<Found>): Promise<Found | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof OutsideError && (error.status === 404 || error.status === 410)) return null;
    throw error;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
