// Pipedrive's calls as Baton uses them: version 2, and version 1 for what has no other (leads, notes, users). Searching is
// behind what was written by seconds, so it never decides alone whether something is made.
import { z } from 'zod';
import type { CrmPlace } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import { codeOf, limitOf } from './pipedrive-limits.ts';
import { type Answer, type Call, createRest } from './rest.ts';

export type PipedriveConfig = {
  /** The personal token of the user as whom Baton works. */
  token: string;
  /** PIPEDRIVE_API_URL: https://your-company.pipedrive.com, or what stands for it. */
  apiUrl: string;
  /** Where people open Pipedrive, when `apiUrl` is none of Pipedrive's own. */
  appUrl?: string;
  /** For one call. */
  timeoutMs?: number;
  now?: () => Date;
};

export type PlaceKind = 'person' | 'organization' | 'deal' | 'note' | 'activity';

/** Of version 2 and of version 1. */
const pagesShape = z
  .object({
    next_cursor: z.string().nullish(),
    pagination: z.object({ more_items_in_collection: z.boolean(), next_start: z.number().nullish() }).nullish(),
  })
  .nullish();
const envelope = z.object({
  success: z.literal(true),
  data: z.unknown().optional(),
  additional_data: z.unknown().optional(),
});

const mostPerPage = '500';
/** A search is taken for complete for what is older. */
const searchIsBehindMs = 15 * 60_000;
const metaLivesMs = 10 * 60_000;
/** Nobody mends anything sooner, and what stays wrong must not cost a call at every turn. */
const mendedMs = 10_000;

export type PipedriveApi = ReturnType<typeof createPipedriveApi>;

export function createPipedriveApi(config: PipedriveConfig) {
  const { token, apiUrl, appUrl = apiUrl, now = () => new Date() } = config;
  const rest = createRest({
    name: 'Pipedrive',
    baseUrl: apiUrl,
    headers: { 'x-api-token': token },
    now,
    ...(config.timeoutMs !== undefined && { timeoutMs: config.timeoutMs }),
    codeOf,
    limitOf: (answer, headers) => limitOf(answer, headers, now()),
  });

  const data = <Shape extends z.ZodType>(call: Call, answer: Answer, shape: Shape): z.output<Shape> => {
    const { data: body } = rest.parse(call, answer, envelope);
    return rest.parse(call, { status: 200, body }, shape);
  };
  const read = async <Shape extends z.ZodType>(call: Call, shape: Shape) => data(call, await rest.send(call), shape);

  return {
    now,
    send: rest.send,
    refusal: rest.refusal,
    data,
    read,
    /** Null: there is none, or none any more. */
    async one<Shape extends z.ZodType>(call: Call, shape: Shape): Promise<z.output<Shape> | null> {
      const answer = await rest.send(call);
      return isGone(answer) ? null : data(call, answer, shape);
    },
    /** Every item of a list, page by page. */
    async all<Shape extends z.ZodType>(call: Call, shape: Shape): Promise<z.output<Shape>[]> {
      const items: z.output<Shape>[] = [];
      let next: Record<string, string> | null = {};
      while (next !== null) {
        const page: Call = { ...call, query: { limit: mostPerPage, ...call.query, ...next } };
        const answer = await rest.send(page);
        items.push(...(data(page, answer, z.array(shape).nullable()) ?? []));
        const { additional_data: about } = rest.parse(page, answer, envelope);
        next = nextOf(rest.parse(page, { status: 200, body: about }, pagesShape));
      }
      return items;
    },
    /** Since when a search may not have found yet what was written; whole seconds, as Pipedrive takes no others. */
    notYetFound: () => momentOf(now().getTime() - searchIsBehindMs),
    place: (kind: PlaceKind, id: string | number, path = `${kind}/${id}`): CrmPlace => ({
      kind,
      id: String(id),
      link: `${appUrl.replace(/\/$/, '')}/${path}`,
    }),
  };
}

export const isGone = ({ status }: Answer): boolean => status === 404 || status === 410;
export const momentOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

function nextOf(pages: z.output<typeof pagesShape>): Record<string, string> | null {
  if (pages?.next_cursor) return { cursor: pages.next_cursor };
  const { more_items_in_collection: hasMore = false, next_start: start } = pages?.pagination ?? {};
  return hasMore && start != null ? { start: String(start) } : null;
}

/** Whoever writes looks for it again first, and then it is not there. */
export function gone(what: string): OutsideError {
  return new OutsideError(`The ${what} is no longer in Pipedrive.`, { system: 'crm', retry: 'later', status: 404 });
}

/** What hardly ever changes is read once in a while, and sooner where it is not enough: somebody may have mended it. */
export function kept<Value>(now: () => Date, read: () => Promise<Value>) {
  let held: { value: Value; readAt: number } | null = null;
  return async (isEnough: 'anew' | ((value: Value) => boolean) = () => true): Promise<Value> => {
    if (held !== null && isEnough !== 'anew') {
      const livesMs = isEnough(held.value) ? metaLivesMs : mendedMs;
      if (now().getTime() - held.readAt < livesMs) return held.value;
    }
    const value = await read();
    held = { value, readAt: now().getTime() };
    return value;
  };
}

/** Pipedrive's ids are numbers; a ref of another kind is none of them. */
export function idOf(ref: { kind: string; id: string } | null, kind: PlaceKind): number | null {
  return ref?.kind === kind && /^\d{1,15}$/.test(ref.id) ? Number(ref.id) : null;
}

/** Never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most);
}
