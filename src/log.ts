// One JSON line per webhook, press and job, on stdout. Contact data and tokens never appear; visitor text only at debug.
import { type Logger, pino } from 'pino';

export type Log = Logger;

const secret = ['token', 'secret', 'authorization', 'email', 'phone', 'password', 'text'];

export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
  });
}
