// HubSpot's calls that Baton uses, with their shapes. Records are read by id or by a unique property; a search may be minutes
// behind and never decides whether something is made.
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { CrmPlace } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import { codeOf, limitOf } from './hubspot-refusal.ts';
import { type Answer, type Call, createRest, type Rest } from './rest.ts';

export type HubspotConfig = {
  /** Of a private app. */
  token: string;
  /** HUBSPOT_API_URL: stands for https://api.hubapi.com. */
  apiUrl?: string;
  /** For one call. */
  timeoutMs?: number;
  now?: () => Date;
};

export type ObjectType = 'contacts' | 'companies' | 'deals' | 'notes' | 'meetings';
/** Nothing stands in a property: null or ''. */
export type HubObject = { id: string; properties: Readonly<Record<string, string | null>> };
export type Filter = { propertyName: string; operator: 'EQ' | 'GT' | 'GTE' | 'CONTAINS_TOKEN'; value: string };
export type Ids = readonly string[];

const objectShape = z.object({ id: z.string().min(1), properties: z.record(z.string(), z.string().nullable()) });
const listShape = z.object({ results: z.array(objectShape) });
/** Some ids were found and some were not: 207, and `errors` beside the results. */
const upsertedShape = z.object({ results: z.array(objectShape), errors: z.array(z.unknown()).default([]) });
const idShape = z.union([z.string().min(1), z.number().int()]).transform(String);
const pagingShape = z.object({ next: z.object({ after: z.string() }).optional() }).nullish();
const linkedShape = z.object({ results: z.array(z.object({ toObjectId: idShape })), paging: pagingShape });
const linksShape = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: idShape }),
      to: z.array(
        z.object({
          toObjectId: idShape,
          associationTypes: z.array(z.object({ label: z.string().nullish() })).default([]),
        }),
      ),
    }),
  ),
});
const accountShape = z.object({
  portalId: z.number().int(),
  uiDomain: z.string().min(1),
  timeZone: z.string(),
  companyCurrency: z.string().nullish(),
});
type HubAccount = z.output<typeof accountShape>;

const mostAtOnce = 100;
const mostFound = 200;
/** HubSpot takes five searches a second, of all that a company has connected. */
const betweenSearchesMs = 250;
const kinds = { contacts: 'contact', companies: 'company', deals: 'deal', notes: 'note', meetings: 'meeting' } as const;
const pageOf = { contacts: '0-1', companies: '0-2', deals: '0-3' } as const;

export type HubspotApi = ReturnType<typeof createHubspotApi>;

export function createHubspotApi(config: HubspotConfig) {
  const { token, apiUrl = 'https://api.hubapi.com', now = () => new Date() } = config;
  const { protocol } = new URL(apiUrl);
  let known: HubAccount | null = null;
  const rest = createRest({
    name: 'HubSpot',
    baseUrl: apiUrl,
    headers: { authorization: `Bearer ${token}` },
    now,
    ...(config.timeoutMs !== undefined && { timeoutMs: config.timeoutMs }),
    codeOf,
    limitOf: (answer, headers) => limitOf(answer, headers, { now: now(), endsAt: known && endOfDay(now(), known) }),
  });
  const account = async () => {
    const call = { what: 'what account this is', method: 'GET', path: '/account-info/v3/details' } as const;
    known ??= await rest.read(call, accountShape);
    return known;
  };
  return {
    rest,
    now,
    account,
    /** Where people open it; what is no page of its own is opened on a contact's. */
    async place(type: ObjectType, id: string, contact = id): Promise<CrmPlace> {
      const { uiDomain, portalId } = await account();
      const isPage = type === 'contacts' || type === 'companies' || type === 'deals';
      const page = isPage ? `${pageOf[type]}/${id}` : `${pageOf.contacts}/${contact}?engagement=${id}`;
      return { kind: kinds[type], id, link: `${protocol}//${uiDomain}/contacts/${portalId}/record/${page}` };
    },
    ...reading(rest),
    ...writing(rest),
    ...linking(rest),
  };
}

function reading(rest: Rest) {
  const search = async (type: ObjectType, about: Search): Promise<HubObject[]> => {
    const { filters, properties, limit } = about;
    const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
    const body = { filterGroups: [{ filters }], properties, sorts, limit };
    const path = `/crm/v3/objects/${type}/search`;
    return (await rest.read({ what: `a search for ${type}`, method: 'POST', path, body }, listShape)).results;
  };
  return {
    /** Null: there is none. A contact that was merged answers with the one that it became. */
    async get(type: ObjectType, id: string, about: { properties: Ids; by?: string }): Promise<HubObject | null> {
      const query = { properties: about.properties.join(','), ...(about.by !== undefined && { idProperty: about.by }) };
      const path = `/crm/v3/objects/${type}/${encodeURIComponent(id)}`;
      const call: Call = { what: `a ${kinds[type]}`, method: 'GET', path, query };
      const answer = await rest.send(call);
      // By a property that is not there, or with a value that it cannot have, there is none either.
      const isNone = answer.status === 404 || (answer.status === 400 && about.by !== undefined);
      return isNone ? null : rest.parse(call, answer, objectShape);
    },
    async readMany(type: ObjectType, ids: Ids, properties: Ids): Promise<HubObject[]> {
      const read = async (part: Ids) => {
        const body = { properties, inputs: part.map((id) => ({ id })) };
        const path = `/crm/v3/objects/${type}/batch/read`;
        return (await rest.read({ what: `some ${type}`, method: 'POST', path, body }, listShape)).results;
      };
      return (await inParts(ids, read)).flat();
    },
    search,
    /** All of them, whose ids are in order: HubSpot pages no further than 10,000. */
    async searchAll(type: ObjectType, about: Omit<Search, 'limit'>): Promise<HubObject[]> {
      const found: HubObject[] = [];
      for (;;) {
        const after: Filter[] = found.slice(-1).map(({ id }) => ({ ...afterId, value: id }));
        const page = await search(type, { ...about, filters: [...about.filters, ...after], limit: mostFound });
        found.push(...page);
        if (page.length < mostFound) return found;
        await sleep(betweenSearchesMs);
      }
    },
  };
}

function writing(rest: Rest) {
  return {
    async create(type: ObjectType, body: { properties: Record<string, string>; associations?: unknown }) {
      return rest.send({ what: `a new ${kinds[type]}`, method: 'POST', path: `/crm/v3/objects/${type}`, body });
    },
    async change(type: ObjectType, id: string, properties: Record<string, string>): Promise<Answer> {
      const path = `/crm/v3/objects/${type}/${encodeURIComponent(id)}`;
      return rest.send({ what: `a change of a ${kinds[type]}`, method: 'PATCH', path, body: { properties } });
    },
    /** Makes it, or changes what has this value already. A refusal among others is an answer of its own. */
    async put(type: ObjectType, properties: Record<string, string>, by: { property: string; value: string }) {
      const body = { inputs: [{ idProperty: by.property, id: by.value, properties }] };
      const path = `/crm/v3/objects/${type}/batch/upsert`;
      const call: Call = { what: `a new ${kinds[type]}`, method: 'POST', path, body };
      const answer = await rest.send(call);
      if (answer.status >= 400) return answer;
      const { results, errors } = rest.parse(call, answer, upsertedShape);
      const [refused] = errors;
      return refused === undefined ? { ...answer, body: results[0] } : { status: statusOf(refused), body: refused };
    },
    /** What was made or changed. */
    object(type: ObjectType, answer: Answer): HubObject {
      return rest.parse({ what: `a write of a ${kinds[type]}`, method: 'POST', path: '' }, answer, objectShape);
    },
    /** What a refused write is to whoever asked for it. */
    refused: (type: ObjectType, answer: Answer): OutsideError =>
      rest.refusal({ what: `a write of a ${kinds[type]}`, method: 'POST', path: '' }, answer),
  };
}

type Search = { filters: readonly Filter[]; properties: Ids; limit: number };
const afterId = { propertyName: 'hs_object_id', operator: 'GT' } as const;

function linking(rest: Rest) {
  return {
    /** The ids of what it is associated with. */
    async linked(type: ObjectType, id: string, to: ObjectType): Promise<string[]> {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const path = `/crm/v4/objects/${type}/${encodeURIComponent(id)}/associations/${to}`;
        const query = { limit: '500', ...(after !== undefined && { after }) };
        const call: Call = { what: `the ${to} of a ${kinds[type]}`, method: 'GET', path, query };
        const answer = await rest.send(call);
        if (answer.status === 404) return ids;
        const page = rest.parse(call, answer, linkedShape);
        ids.push(...page.results.map(({ toObjectId }) => toObjectId));
        after = page.paging?.next?.after;
      } while (after !== undefined);
      return ids;
    },
    /** The same of many; the primary one comes first. What has none is not in it. */
    async linksOf(type: ObjectType, ids: Ids, to: ObjectType): Promise<Map<string, string[]>> {
      const read = async (part: Ids) => {
        const path = `/crm/v4/associations/${type}/${to}/batch/read`;
        const body = { inputs: part.map((id) => ({ id })) };
        return (await rest.read({ what: `the ${to} of ${type}`, method: 'POST', path, body }, linksShape)).results;
      };
      const results = (await inParts(ids, read)).flat();
      const isPrimary = ({ associationTypes }: (typeof results)[number]['to'][number]) =>
        associationTypes.some(({ label }) => label === 'Primary');
      const inOrder = (to: (typeof results)[number]['to']) =>
        [...to].sort((a, b) => Number(isPrimary(b)) - Number(isPrimary(a))).map(({ toObjectId }) => toObjectId);
      return new Map(results.map(({ from, to }) => [from.id, inOrder(to)]));
    },
    /** As often as it is asked to. What is gone in the meantime is not associated. */
    async link(from: { type: ObjectType; id: string }, to: { type: ObjectType; id: string }): Promise<void> {
      const place = `${from.type}/${encodeURIComponent(from.id)}/associations/default/${to.type}`;
      const path = `/crm/v4/objects/${place}/${encodeURIComponent(to.id)}`;
      const call: Call = { what: `an association of a ${kinds[from.type]}`, method: 'PUT', path };
      const answer = await rest.send(call);
      if (answer.status >= 400 && answer.status !== 404) throw rest.refusal(call, answer);
    },
  };
}

/** Whoever writes looks for it again first, and then it is not there. */
export function gone(what: string): OutsideError {
  return new OutsideError(`The ${what} is no longer in HubSpot.`, { system: 'crm', retry: 'later', status: 404 });
}

async function inParts<Part>(ids: Ids, read: (part: Ids) => Promise<Part>): Promise<Part[]> {
  const parts: Part[] = [];
  for (let from = 0; from < ids.length; from += mostAtOnce) parts.push(await read(ids.slice(from, from + mostAtOnce)));
  return parts;
}

/** Inside a batch a conflict has no status of its own. */
function statusOf(refused: unknown): number {
  return codeOf({ status: 400, body: refused }) === 'CONFLICT' ? 409 : 400;
}

function endOfDay(now: Date, { timeZone }: HubAccount): Date | null {
  const day = DateTime.fromJSDate(now, { zone: timeZone });
  return day.isValid ? day.plus({ days: 1 }).startOf('day').toJSDate() : null;
}
