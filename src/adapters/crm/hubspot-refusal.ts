// What HubSpot's refusals mean for us. Its messages repeat values, so only its own short words are read out of them; every
// part of such a body may be missing.
import { z } from 'zod';
import type { Answer, Limit } from './rest.ts';
import { retryAfterMs } from './rest.ts';

/** `field`: HubSpot's own name of a property that would not take its value. */
export type Fault = { field: string; code: string };

const contextShape = z.record(z.string(), z.array(z.string()).catch([])).catch({});
const refusalShape = z.object({
  message: z.string().catch(''),
  category: z.string().catch(''),
  errorType: z.string().catch(''),
  policyName: z.string().catch(''),
  errors: z.array(z.object({ code: z.string().catch(''), context: contextShape })).catch([]),
});
type Refusal = z.output<typeof refusalShape>;

/** One property after another, as HubSpot appends them to its message. */
const saidFaults = z.array(z.object({ name: z.string(), error: z.string() }));

const nothing: Refusal = { message: '', category: '', errorType: '', policyName: '', errors: [] };
const read = (body: unknown): Refusal => refusalShape.safeParse(body).data ?? nothing;
const isWord = (text: string) => /^[A-Z][A-Z0-9_]{1,60}$/.test(text);

export function codeOf({ body }: Answer): string | null {
  const { category, errorType, errors } = read(body);
  const code = [category, errorType].find(isWord) ?? null;
  const scopes = errors.flatMap(({ context }) => context.requiredGranularScopes ?? []);
  const named = scopes.filter((scope) => /^[a-z.\-_]{1,80}$/.test(scope));
  return code === null || named.length === 0 ? code : `${code} (${named.join(', ')})`;
}

export function faultsOf(body: unknown): Fault[] {
  const { message, errors } = read(body);
  const named = errors.flatMap(({ code, context }) =>
    (context.propertyName ?? []).map((field) => ({ field, code: isWord(code) ? code : '' })),
  );
  if (named.length > 0) return named;
  const list = /\[.*\]/s.exec(message)?.[0];
  const said = list === undefined ? undefined : saidFaults.safeParse(jsonOrNull(list)).data;
  return (said ?? []).map(({ name, error }) => ({ field: name, code: isWord(error) ? error : '' }));
}

/** Another record has what was to be this one's alone. */
export function existingIdOf({ status, body }: Answer): string | null {
  return status === 409 ? (/Existing ID: (\d+)/.exec(read(body).message)?.[1] ?? null) : null;
}

/** The property by which records are told apart is missing, or more than one record may have the same. */
export function lacksProperty({ status, body }: Answer, property: string): boolean {
  const { message } = read(body);
  return status === 400 && message.includes(property) && /non-unique|does not exist|idProperty/i.test(message);
}

/** A limit of the day ends at midnight where the account is at home. */
export function limitOf(
  { status, body }: Answer,
  headers: Headers,
  day: { now: Date; endsAt: Date | null },
): Limit | null {
  if (status !== 429) return null;
  const { policyName } = read(body);
  const { now, endsAt } = day;
  if (policyName === 'DAILY') {
    return { isDaily: true, waitMs: endsAt === null ? hourMs : endsAt.getTime() - now.getTime() };
  }
  const usualMs = policyName.startsWith('TEN_SECONDLY') ? 10_000 : 1_000;
  return { isDaily: false, waitMs: retryAfterMs(headers, now) ?? usualMs };
}

/** As long as it is not known where the account is at home. */
const hourMs = 3_600_000;

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
