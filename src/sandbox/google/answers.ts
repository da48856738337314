// What the stand-in Google answers. Refusals have the bodies of Google's "Handle API errors" page, word for word where it
// gives them: Baton decides by status and reason, and shows the message to people.

export type Answer = { status: number; body: unknown; etag?: string };

export const ok = (body: unknown, etag?: string): Answer => ({
  status: 200,
  body,
  ...(etag !== undefined && { etag }),
});
export const nothing: Answer = { status: 204, body: null };

type Where = { domain?: string; locationType?: 'parameter' | 'header'; location?: string };

export function refuse(code: number, reason: string, message: string, where: Where = {}): Answer {
  const { domain = 'global', ...place } = where;
  return { status: code, body: { error: { errors: [{ domain, reason, message, ...place }], code, message } } };
}

export const authError = () =>
  refuse(401, 'authError', 'Invalid Credentials', { locationType: 'header', location: 'Authorization' });
export const notFound = () => refuse(404, 'notFound', 'Not Found');
export const duplicate = () => refuse(409, 'duplicate', 'The requested identifier already exists.');
export const deleted = () => refuse(410, 'deleted', 'Resource has been deleted');
export const invalid = (message = 'Invalid Value', location?: string) =>
  refuse(400, 'invalid', message, location === undefined ? {} : { locationType: 'parameter', location });
export const required = (message: string) => refuse(400, 'required', message);
export const forbidden = (message = 'Forbidden') => refuse(403, 'forbidden', message);
export const insufficientPermissions = () =>
  refuse(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');
export const conditionNotMet = () =>
  refuse(412, 'conditionNotMet', 'Precondition Failed', { locationType: 'header', location: 'If-Match' });
export const fullSyncRequired = () =>
  refuse(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
    domain: 'calendar',
    locationType: 'parameter',
    location: 'syncToken',
  });
export const timeRangeEmpty = () =>
  refuse(400, 'timeRangeEmpty', 'The specified time range is empty.', {
    domain: 'calendar',
    locationType: 'parameter',
    location: 'timeMax',
  });
export const timeRangeTooLong = () =>
  refuse(400, 'timeRangeTooLong', 'The requested time range is too long.', { domain: 'calendar' });
export const channelIdNotUnique = (id: string) => refuse(400, 'channelIdNotUnique', `Channel id ${id} not unique`);

/** The token endpoint speaks OAuth's own language. */
export const noToken = (status: 400 | 401, error: string, more: string): Answer => ({
  status,
  body: { error, error_description: more },
});

export const isRefused = (answer: object): answer is Answer => 'status' in answer && 'body' in answer;
