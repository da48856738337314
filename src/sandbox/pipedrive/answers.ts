// What the stand-in Pipedrive answers. Version 2 refuses in one tone and version 1 in another; Baton decides by status and
// code, and by which fields a refusal names.
import type { z } from 'zod';
import type { World } from './world.ts';

export type Answer = { status: number; body: unknown };
/** What was asked, however it came in. */
export type Ask = { world: World; id: string; query: Record<string, string>; body: unknown };

export const ok = (data: unknown, additional: object | null = null, status = 200): Answer => ({
  status,
  body: { success: true, data, ...(additional !== null && { additional_data: additional }) },
});

export const refuse = (status: number, error: string, code: string): Answer => ({
  status,
  body: { success: false, error, code },
});
/** Version 1 has no codes. */
export const refuseV1 = (status: number, error: string): Answer => ({
  status,
  body: {
    success: false,
    error,
    error_info: 'Please check developers.pipedrive.com for more information about Pipedrive API.',
    data: null,
    additional_data: null,
  },
});
export const unauthorized: Answer = {
  status: 401,
  body: {
    success: false,
    error: 'unauthorized access',
    errorCode: 401,
    error_info: 'Please check developers.pipedrive.com',
  },
};
export const notFound = (what: string) => refuse(404, `${what} not found`, 'ERR_NOT_FOUND');
export const invalid = (problems: readonly string[]) =>
  refuse(400, `Validation failed: ${problems.join('; ')}`, 'ERR_SCHEMA_VALIDATION_FAILED');

/** The body or query as `shape` has it, or the refusal; version 2 takes nothing that it does not know. */
export function readStrict<Shape extends z.ZodType>(given: unknown, shape: Shape): { data: z.output<Shape> } | Answer {
  const read = shape.safeParse(given ?? {});
  return read.success ? { data: read.data } : invalid(read.error.issues.flatMap(problemsOf));
}
export const isRefused = (read: object): read is Answer => 'status' in read;

function problemsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key].join('.');
      return `${path}: Parameter '${path}' is not allowed for this request`;
    });
  }
  return [`${issue.path.join('.')}: ${issue.message}`];
}

/** A part of a list of version 2, by a cursor that says where the next part begins. */
export function page<Item>(
  items: readonly Item[],
  query: { limit?: number | undefined; cursor?: string | undefined },
  world: World,
): Answer {
  const from = query.cursor === undefined ? 0 : Number(Buffer.from(query.cursor, 'base64url').toString());
  if (!Number.isInteger(from)) return invalid(['cursor: Invalid cursor']);
  const until = from + Math.min(query.limit ?? 100, world.pageSize);
  const next = until < items.length ? Buffer.from(String(until)).toString('base64url') : null;
  return ok(items.slice(from, until), { next_cursor: next });
}

/** Of version 1, by offset; an empty list is no list. */
export function pageV1<Item>(items: readonly Item[], query: Record<string, string>, world: World): Answer {
  const start = Number(query.start ?? 0);
  const limit = Math.min(Number(query.limit ?? 100), world.pageSize);
  const part = items.slice(start, start + limit);
  const hasMore = start + limit < items.length;
  const pagination = { start, limit, more_items_in_collection: hasMore, ...(hasMore && { next_start: start + limit }) };
  return ok(part.length === 0 ? null : part, { pagination });
}
