// One request to the door. No cookies go along, ever; the token is the only key.
export type Asking = {
  method?: 'GET' | 'POST' | 'DELETE';
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** It may outlive the page. */
  keepalive?: boolean;
};

export function ask(base: string, path: string, asking: Asking = {}): Promise<Response> {
  const { method = 'GET', token, body, headers = {}, ...rest } = asking;
  return fetch(new URL(path, base), {
    method,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...rest,
  });
}

/** Grows with each vain try, never the same twice, so that a server that comes back is not run over. */
export function backOffMs(tries: number, longestMs = 6_000): number {
  return Math.min(longestMs, 400 * 2 ** tries) * (0.5 + Math.random() / 2);
}

export const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
