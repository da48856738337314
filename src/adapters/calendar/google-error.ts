// What Google's refusals mean for us. Nothing of the request is handed on: addresses and bodies of it carry tokens.
import type { gaxios } from 'google-auth-library';
import { OutsideError } from '../../errors.ts';

type Refusal = { error?: string | { message?: string; errors?: { reason?: string }[] }; error_description?: string };

const tooMany = ['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded'];

/** Google's answer to a call, not to the wish for a token: the token is not taken any more. */
export function isStaleToken(error: unknown): boolean {
  return isFailure(error) && error.response?.status === 401 && typeof refusalOf(error).error !== 'string';
}

/** A bug of ours stays what it is. */
export function outsideError(error: unknown): unknown {
  if (!isFailure(error)) return error;
  const status = error.response?.status;
  if (status === undefined) return unreachable(error);
  const { error: said, error_description: more } = refusalOf(error);
  if (typeof said === 'string') return withoutToken({ status, code: said, more });
  const reason = said?.errors?.[0]?.reason;
  const message = `Google Calendar answered ${status}${reason === undefined ? '' : ` ${reason}`}${sentence(said?.message)}`;
  if (status === 401 || reason === 'insufficientPermissions') {
    return new OutsideError(message, { system: 'calendar', retry: 'never', status: 401 });
  }
  const waitMs = retryAfter(error);
  return new OutsideError(message, {
    system: 'calendar',
    retry: passes(status, reason) ? 'later' : 'never',
    status,
    ...(waitMs !== null && { retryAfterMs: waitMs }),
  });
}

/** Something came back, but not what Google answers: a proxy's page, half a body. */
export function notGoogle(what: string): OutsideError {
  return new OutsideError(`Google Calendar answered with something that is no ${what}.`, {
    system: 'calendar',
    retry: 'later',
  });
}

function isFailure(error: unknown): error is gaxios.GaxiosError<unknown> {
  return error instanceof Error && 'config' in error;
}

function refusalOf({ response }: gaxios.GaxiosError<unknown>): Refusal {
  const data = response?.data;
  return typeof data === 'object' && data !== null ? (data as Refusal) : {};
}

function unreachable({ code }: gaxios.GaxiosError<unknown>): OutsideError {
  const isLate = code === 'TimeoutError' || code === 'AbortError';
  const message = isLate ? 'Google Calendar did not answer in time.' : `Google Calendar cannot be reached (${code}).`;
  return new OutsideError(message, { system: 'calendar', retry: 'later' });
}

/** No token was made. Only what concerns this person counts as their access being gone, not our own wrong secret. */
function withoutToken({
  status,
  code,
  more,
}: {
  status: number;
  code: string;
  more: string | undefined;
}): OutsideError {
  const message = `Google gives no access: ${code}${sentence(more)}`;
  if (status === 429 || status >= 500) return new OutsideError(message, { system: 'calendar', retry: 'later', status });
  const isTheirs = code === 'invalid_grant' || code === 'unauthorized_client' || code === 'access_denied';
  return new OutsideError(message, { system: 'calendar', retry: 'never', ...(isTheirs && { status: 401 }) });
}

function passes(status: number, reason: string | undefined): boolean {
  if (status === 403) return reason !== undefined && tooMany.includes(reason);
  return status === 408 || status === 412 || status === 429 || status >= 500;
}

function retryAfter({ response }: gaxios.GaxiosError<unknown>): number | null {
  const said = response?.headers.get('retry-after') ?? null;
  if (said === null) return null;
  const seconds = Number(said);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds * 1_000);
  const at = Date.parse(said);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

const sentence = (text: string | undefined) => (text === undefined || text === '' ? '.' : `: ${text.slice(0, 300)}`);
