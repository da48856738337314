// One JSON line per webhook, press and job, on stdout. Contact data and tokens never appear; visitor text only at debug.
import { type Logger, pino } from 'pino';

export type Log = Logger;

const secret = ['token', 'secret', 'authorization', 'email', 'phone', 'password', 'text', 'name'];

export function createLog(level: string, to?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: plainError },
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  };
  return to === undefined ? pino(options) : pino(options, to);
}

/** What is needed to find a fault. Anything else an error carries (a row's values, a request's body) may be a visitor's. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { said: String(error) };
  const { code } = error as { code?: unknown };
  const cause = error.cause instanceof Error ? { cause: plainError(error.cause) } : {};
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...(code !== undefined && { code }),
    ...cause,
  };
}
