// What the stand-in HubSpot answers. Refusals have its bodies: a category, a message that repeats values, and for properties
// the list of what is wrong with each, once as text in the message and once as `errors`.
import { randomUUID } from 'node:crypto';
import type { Problem } from './properties.ts';
import type { RecordType, World } from './world.ts';

export type Answer = { status: number; body: unknown };
/** What was asked, however it came in. */
export type Ask = { world: World; params: Record<string, string>; query: URLSearchParams; body: unknown };

export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const isRefused = (answer: object): answer is Answer => 'status' in answer && 'body' in answer;

type Said = { code: string; message: string; context: Record<string, string[]> };

export function refuse(status: number, category: string, message: string, errors: readonly Said[] = []): Answer {
  const body = { status: 'error', message, correlationId: randomUUID(), category };
  return { status, body: errors.length === 0 ? body : { ...body, errors } };
}

export const unauthorized = () =>
  refuse(
    401,
    'INVALID_AUTHENTICATION',
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
  );

export function missingScopes(scopes: readonly string[]): Answer {
  const message =
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.";
  const context = { requiredGranularScopes: [...scopes] };
  const said = { message: 'One or more of the following scopes are required.', context };
  const { status, body } = refuse(403, 'MISSING_SCOPES', message);
  return {
    status,
    body: { ...(body as object), errors: [said], links: { scopes: 'https://developers.hubspot.com/scopes' } },
  };
}

export const notFound = () => refuse(404, 'OBJECT_NOT_FOUND', 'resource not found');
export const invalidJson = () =>
  refuse(400, 'VALIDATION_ERROR', 'Invalid input JSON on line 1, column 1: Unexpected end-of-input');
export const malformed = (message: string) => refuse(400, 'VALIDATION_ERROR', message);

export function invalidProperties(problems: readonly Problem[], portalId: number): Answer {
  const list = problems.map((each) => ({ ...each, localizedErrorMessage: each.message, portalId }));
  const errors = problems.map(({ message, error, name }) => ({
    message,
    code: error,
    context: { propertyName: [name] },
  }));
  return refuse(400, 'VALIDATION_ERROR', `Property values were not valid: ${JSON.stringify(list)}`, errors);
}

export function requiredMissing(type: RecordType, names: readonly string[]): Answer {
  const message = `Error creating ${type.slice(0, -1).toUpperCase()}. Some required properties were not set.`;
  return refuse(400, 'VALIDATION_ERROR', message, [
    { message, code: 'REQUIRED_PROPERTIES_MISSING', context: { properties: [...names] } },
  ]);
}

export const emailTaken = (id: string) => refuse(409, 'CONFLICT', `Contact already exists. Existing ID: ${id}`);

export function valueTaken(name: string, about: { value: string; id: string; by: string; portalId: number }): Answer {
  const { value, id, by, portalId } = about;
  const message = `Cannot set PropertyValueCoordinates{portalId=${portalId}, objectTypeId=0-1, propertyName=${name}, value=${value}} on ${id}. ${by} already has that value.`;
  return refuse(400, 'VALIDATION_ERROR', message, [
    { message, code: 'CONFLICTING_UNIQUE_VALUE', context: { propertyName: [name] } },
  ]);
}

export const notUnique = (name: string, portalId: number) =>
  malformed(`Unable to perform update/upsert by non-unique 0-1 property ${name} in portal ID ${portalId}`);

/** `policy`: DAILY, TEN_SECONDLY_ROLLING or SECONDLY. */
export function limitReached(policy: string): Answer {
  const which = policy === 'DAILY' ? 'daily' : policy === 'SECONDLY' ? 'secondly' : 'ten_secondly_rolling';
  const body = {
    status: 'error',
    message: `You have reached your ${which} limit.`,
    errorType: 'RATE_LIMIT',
    correlationId: randomUUID(),
    policyName: policy,
  };
  return { status: 429, body };
}

export const locked = () =>
  refuse(
    423,
    'LOCKED',
    'The resource is currently locked by another operation. Wait at least two seconds and try again.',
  );
