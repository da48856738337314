// Searching in the stand-in HubSpot: what was written a moment ago is not found yet, and no more than 10,000 ever are.
import { z } from 'zod';
import { type Answer, type Ask, malformed, ok } from './answers.ts';
import { known, shown } from './objects.ts';
import type { Property } from './properties.ts';
import { type Properties, type RecordType, type Stored, standing, type World } from './world.ts';

const filterShape = z.object({
  propertyName: z.string(),
  operator: z.enum(['EQ', 'NEQ', 'GT', 'GTE', 'LT', 'LTE', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY', 'CONTAINS_TOKEN']),
  value: z.string().optional(),
});
type Filter = z.output<typeof filterShape>;
const searchShape = z.object({
  filterGroups: z
    .array(z.object({ filters: z.array(filterShape).max(6) }))
    .max(5)
    .default([]),
  properties: z.array(z.string()).default([]),
  sorts: z
    .array(z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']) }))
    .max(1)
    .default([]),
  limit: z.int().min(1).max(200).default(10),
  after: z.string().regex(/^\d+$/).default('0'),
});
const mostResults = 10_000;

export function searchRecords({ world, body }: Ask, type: RecordType): Answer {
  const read = searchShape.safeParse(body);
  if (!read.success) return malformed(`Invalid input JSON: ${z.prettifyError(read.error)}`);
  const { filterGroups, properties, sorts, limit, after } = read.data;
  const definitions = new Map(world.stands.definitions[type].map((each) => [each.name, each]));
  const named = [...filterGroups.flatMap(({ filters }) => filters), ...sorts].map(({ propertyName }) => propertyName);
  if (named.some((name) => !definitions.has(name))) return malformed('There was a problem with the request.');
  const start = Number(after);
  if (start + limit > mostResults) return malformed('The after and limit together go beyond 10,000 results.');
  const meets = (stood: Properties, filter: Filter) => isMet(stood, filter, definitions.get(filter.propertyName));
  const found = standing(world, type)
    .flatMap((stored) => {
      const stood = indexed(world, stored);
      const isFound =
        filterGroups.length === 0 ||
        filterGroups.some(({ filters }) => filters.every((each) => meets(stood ?? {}, each)));
      return stood !== null && isFound ? [{ ...stored, properties: stood }] : [];
    })
    .toSorted((a, b) => inOrder(a, b, sorts[0], definitions));
  const results = found.slice(start, start + limit).map((each) => shown(each, known(world, type, properties)));
  const next = start + limit;
  return ok({
    total: found.length,
    results,
    ...(next < found.length && { paging: { next: { after: String(next) } } }),
  });
}

/** Null: it is too new. */
function indexed({ now, searchLagMs }: World, { versions }: Stored): Properties | null {
  return versions.findLast(({ at }) => at <= now().getTime() - searchLagMs)?.properties ?? null;
}

function isMet(
  stood: Properties,
  { propertyName, operator, value = '' }: Filter,
  property: Property | undefined,
): boolean {
  const text = stood[propertyName];
  if (operator === 'HAS_PROPERTY') return text !== undefined;
  if (operator === 'NOT_HAS_PROPERTY') return text === undefined;
  if (text === undefined) return operator === 'NEQ';
  const [a, b] = [text.toLowerCase(), value.toLowerCase()];
  if (operator === 'EQ') return a === b;
  if (operator === 'NEQ') return a !== b;
  if (operator === 'CONTAINS_TOKEN') return a.split(/[^\p{L}\p{N}]+/u).includes(b.replaceAll('*', ''));
  const difference = amountOf(text, property) - amountOf(value, property);
  if (operator === 'GT') return difference > 0;
  if (operator === 'GTE') return difference >= 0;
  return operator === 'LT' ? difference < 0 : difference <= 0;
}

/** Moments are given in milliseconds or as text. */
function amountOf(text: string, property: Property | undefined): number {
  const isMoment = property?.type === 'datetime' || property?.type === 'date';
  return isMoment && !/^\d+$/.test(text) ? Date.parse(text) : Number(text);
}

type Sort = { propertyName: string; direction: 'ASCENDING' | 'DESCENDING' } | undefined;

/** Without a wish the oldest comes first. */
function inOrder(a: Stored, b: Stored, sort: Sort, definitions: ReadonlyMap<string, Property>): number {
  const { propertyName = 'hs_object_id', direction = 'ASCENDING' } = sort ?? {};
  const [one = '', other = ''] = [a.properties[propertyName], b.properties[propertyName]];
  const property = definitions.get(propertyName);
  const isText = property?.type === 'string' || property?.type === 'enumeration';
  const order = isText ? one.localeCompare(other) : amountOf(one, property) - amountOf(other, property);
  return direction === 'ASCENDING' ? order : -order;
}
