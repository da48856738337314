// What Salesforce's refusals mean for us. Its messages repeat what was sent, queries with addresses in them included: of those,
// only codes and the names of fields are handed on, and what an admin wrote into a rule of their own.
import { z } from 'zod';
import { OutsideError } from '../../errors.ts';

export type Refusal = {
  code: string;
  fields: readonly string[];
  /** Not to be shown. */
  message: string;
  duplicates: { allowSave: boolean; records: readonly { type: string; id: string }[] } | null;
};
/** `stale`: the token is not taken any more. `refused`: just this call. */
export type Failure =
  | { kind: 'stale' }
  | { kind: 'refused'; refusals: readonly Refusal[] }
  | { kind: 'outside'; error: OutsideError };

const system = 'crm';
/** The limit is one of the last 24 hours, so that some calls come back every hour. */
const dailyWaitMs = 3_600_000;
const shortWaitMs = 10_000;
const lockWaitMs = 2_000;

const matchesShape = z.object({
  allowSave: z.boolean().catch(false),
  matchResults: z
    .array(
      z.object({
        entityType: z.string(),
        matchRecords: z.array(z.object({ record: z.object({ Id: z.string() }) })).catch([]),
      }),
    )
    .catch([]),
});
const refusalShape = z.object({
  errorCode: z.string(),
  message: z.string().catch(''),
  fields: z.array(z.string()).nullish().catch(null),
  /** So misspelt by the real one over REST. */
  duplicateResut: matchesShape.nullish().catch(null),
  duplicateResult: matchesShape.nullish().catch(null),
});

const passing = ['SERVER_UNAVAILABLE', 'REQUEST_RUNNING_TOO_LONG', 'QUERY_TIMEOUT', 'UNKNOWN_EXCEPTION'];
const gone = ['API_DISABLED_FOR_ORG', 'INVALID_SESSION_ID', 'INVALID_AUTH_HEADER'];

/** Null: this is no failure of Salesforce's but a bug of ours. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof OutsideError) return { kind: 'outside', error };
  if (!(error instanceof Error) || !('errorCode' in error) || typeof error.errorCode !== 'string') {
    const isNetwork = error instanceof Error && ['TimeoutError', 'AbortError', 'TypeError'].includes(error.name);
    return isNetwork ? { kind: 'outside', error: unreachable(error) } : null;
  }
  const { errorCode: code } = error;
  const status = /^ERROR_HTTP_(\d{3})$/.exec(code)?.[1];
  if (code === 'INVALID_SESSION_ID' || status === '401') return { kind: 'stale' };
  if (status !== undefined) return { kind: 'outside', error: answered(Number(status)) };
  const refusals = refusalsOf('data' in error ? error.data : null, code);
  const limit = refusals.map(passingError).find((each) => each !== null);
  return limit === undefined ? { kind: 'refused', refusals } : { kind: 'outside', error: limit };
}

function refusalsOf(data: unknown, code: string): Refusal[] {
  const all = (Array.isArray(data) ? data : [data]).map((each) => refusalShape.safeParse(each));
  const read = all.flatMap(({ data: each }) => (each === undefined ? [] : [each]));
  if (read.length === 0) return [{ code, fields: [], message: '', duplicates: null }];
  return read.map(({ errorCode, message, fields, duplicateResut, duplicateResult }) => {
    const found = duplicateResut ?? duplicateResult ?? null;
    const records = found?.matchResults.flatMap(({ entityType: type, matchRecords }) =>
      matchRecords.map(({ record }) => ({ type, id: record.Id })),
    );
    const duplicates = found === null ? null : { allowSave: found.allowSave, records: records ?? [] };
    return { code: errorCode, fields: fields ?? [], message, duplicates };
  });
}

function passingError({ code, message }: Refusal): OutsideError | null {
  if (code === 'REQUEST_LIMIT_EXCEEDED') return limited(/TotalRequests/i.test(message) ? dailyWaitMs : shortWaitMs);
  if (code === 'UNABLE_TO_LOCK_ROW') {
    const text = 'Salesforce has this record locked for somebody else at the moment.';
    return new OutsideError(text, { system, retry: 'later', retryAfterMs: lockWaitMs });
  }
  if (gone.includes(code)) return noAccess(code);
  return passing.includes(code)
    ? new OutsideError(`Salesforce cannot do this at the moment (${code}).`, { system, retry: 'later' })
    : null;
}

export const isDaily = ({ status, retryAfterMs = 0 }: OutsideError): boolean =>
  status === 429 && retryAfterMs > shortWaitMs;

export function limited(retryAfterMs: number): OutsideError {
  const message =
    retryAfterMs > shortWaitMs
      ? 'Salesforce takes no more calls until its limit of the day is over.'
      : 'Salesforce takes no more calls for a moment.';
  return new OutsideError(message, { system, retry: 'later', status: 429, retryAfterMs });
}

export function noAccess(code: string | null = null): OutsideError {
  const message = `Salesforce does not let Baton in any more${code === null ? '' : ` (${code})`}.`;
  return new OutsideError(message, { system, retry: 'never', status: 401 });
}

/** No token was made: OAuth's own errors bear their code as name. */
export function withoutToken(error: unknown): unknown {
  if (error instanceof OutsideError || !(error instanceof Error)) return error;
  // jsforce takes the name from the answer, where there may be none.
  if (typeof error.name !== 'string') return notSalesforce('token');
  const status = /^ERROR_HTTP_(\d{3})$/.exec(error.name)?.[1];
  if (status !== undefined) return answered(Number(status));
  if (['TimeoutError', 'AbortError', 'TypeError'].includes(error.name)) return unreachable(error);
  return /^[a-z_]+$/.test(error.name) ? noAccess(error.name) : error;
}

/** Something came back, but not what Salesforce answers: a proxy's page, half a body. */
export function notSalesforce(what: string): OutsideError {
  return new OutsideError(`Salesforce answered with something that is no ${what}.`, { system, retry: 'later' });
}

/** What is wrong with just this call, to whoever can do nothing about it. */
export function refusedError(refusals: readonly Refusal[], what: string): OutsideError {
  const said = refusals.map((each) => {
    const fields = each.fields.length === 0 ? '' : ` ${each.fields.join(', ')}`;
    return `${each.code}${fields}${ruleOf(each)}`;
  });
  return new OutsideError(`Salesforce refused ${what}: ${said.join('; ')}.`, { system, retry: 'never' });
}

/** In words for whoever keeps the playbook: why a field would not take its value. */
export function whyRefused(refusal: Refusal): string {
  const known: Record<string, string> = {
    INVALID_FIELD: 'Salesforce has no such field here, or Baton may not see it.',
    INVALID_FIELD_FOR_INSERT_UPDATE: 'Baton may not write this field in Salesforce.',
    INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'Salesforce does not have this value in the list of this field.',
    INVALID_EMAIL_ADDRESS: 'Salesforce takes this for no e-mail address.',
    STRING_TOO_LONG: 'Salesforce has no room for this value.',
    INACTIVE_OWNER_OR_USER: 'This person is not active in Salesforce any more.',
    INVALID_CROSS_REFERENCE_KEY: 'Salesforce does not know what this refers to.',
  };
  return known[refusal.code] ?? `Salesforce refused this value (${refusal.code})${ruleOf(refusal)}.`;
}

/** A validation rule speaks in the words of the admin who made it. */
function ruleOf({ code, message }: Refusal): string {
  if (code !== 'FIELD_CUSTOM_VALIDATION_EXCEPTION' || message === '') return '';
  return `: ${message.replaceAll(/\S+@\S+/g, '…').slice(0, 200)}`;
}

function answered(status: number): OutsideError {
  const isPassing = status === 408 || status === 420 || status === 429 || status >= 500;
  const message = `Salesforce answered ${status} with something that is no answer of it.`;
  return new OutsideError(message, { system, retry: isPassing ? 'later' : 'never', status });
}

function unreachable({ name, cause }: Error): OutsideError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  const isLate = name === 'TimeoutError' || name === 'AbortError';
  const message = isLate ? 'Salesforce did not answer in time.' : `Salesforce cannot be reached${code}.`;
  return new OutsideError(message, { system, retry: 'later' });
}
