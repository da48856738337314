// What every Web API method is: who may call it, what it needs, and how it answers. Arguments come as forms or as JSON alike.
import type { Json } from '../check-blocks.ts';
import type { Delivery } from '../delivery.ts';
import type { Events } from '../events.ts';
import type { Handles } from '../handles.ts';
import type { SocketMode } from '../socket-mode.ts';
import type { Workspace } from '../workspace.ts';

export type Core = {
  workspace: Workspace;
  handles: Handles;
  socket: SocketMode;
  delivery: Delivery;
  events: Events;
};
export type Args = Json;
export type Answer = ({ ok: true } | { ok: false; error: string }) & Json;
export type Method = {
  /** A bot method unless it says otherwise. */
  token?: 'app' | 'none';
  scope?: string;
  required?: readonly string[];
  run(core: Core, args: Args): Answer;
};
export type Methods = Record<string, Method>;

export const done = (answer: Json = {}): Answer => ({ ...answer, ok: true });
export const fail = (error: string, answer: Json = {}): Answer => ({ ...answer, ok: false, error });

/** Slack's form for faults in what was sent: short in `errors`, with the level in `response_metadata.messages`. */
export function faulty(error: string, messages: readonly string[]): Answer {
  return fail(error, {
    errors: messages.map((message) => message.replace('[ERROR] ', '')),
    response_metadata: { messages },
  });
}

export const textOf = (args: Args, name: string): string =>
  args[name] === undefined || args[name] === null ? '' : String(args[name]);
export const flagOf = (args: Args, name: string): boolean =>
  args[name] === true || args[name] === 'true' || args[name] === '1';

export function numberOf(args: Args, name: string, otherwise: number): number {
  const number = Number(args[name]);
  return args[name] === undefined || !Number.isInteger(number) || number < 1 ? otherwise : number;
}

/** A field that a form carries as JSON text; `'unreadable'` when it is not JSON. */
export function jsonOf(args: Args, name: string): { kind: 'read'; value: unknown } | { kind: 'unreadable' } {
  const value = args[name];
  if (value === '' || value === null) return { kind: 'read', value: undefined };
  if (typeof value !== 'string') return { kind: 'read', value };
  try {
    return { kind: 'read', value: JSON.parse(value) };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** One page of a list, in Slack's cursor form. */
export function pageOf<T>(items: readonly T[], args: Args): { items: T[]; next: string; more: boolean } {
  const limit = Math.min(numberOf(args, 'limit', 100), 1_000);
  const from = Number(Buffer.from(textOf(args, 'cursor'), 'base64url').toString().replace('offset:', '')) || 0;
  const more = items.length > from + limit;
  const next = more ? Buffer.from(`offset:${from + limit}`).toString('base64url') : '';
  return { items: items.slice(from, from + limit), next, more };
}
