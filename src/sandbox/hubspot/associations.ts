// What hangs on what in the stand-in HubSpot. Its numbers for kinds of associations must be right, and who has none is an
// error among the results.
import { z } from 'zod';
import { type Answer, type Ask, malformed, notFound, ok } from './answers.ts';
import { addLink, linksOf, type RecordType, recordOf, recordTypes, type Stored, type World } from './world.ts';

export const linkShape = z.object({
  to: z.object({ id: z.union([z.string(), z.number()]).transform(String) }),
  types: z.array(z.object({ associationCategory: z.literal('HUBSPOT_DEFINED'), associationTypeId: z.int() })).min(1),
});
export type LinkWish = z.output<typeof linkShape>;

/** By the one it goes from and the one it goes to. */
const numbers: Partial<Record<`${RecordType} ${RecordType}`, number>> = {
  'contacts companies': 279,
  'companies contacts': 280,
  'deals contacts': 3,
  'contacts deals': 4,
  'deals companies': 341,
  'companies deals': 342,
  'notes contacts': 202,
  'contacts notes': 201,
  'notes companies': 190,
  'companies notes': 189,
  'notes deals': 214,
  'deals notes': 213,
  'meetings contacts': 200,
  'contacts meetings': 199,
  'meetings companies': 188,
  'companies meetings': 187,
  'meetings deals': 212,
  'deals meetings': 211,
};
const primaries: typeof numbers = {
  'contacts companies': 1,
  'companies contacts': 2,
  'deals companies': 5,
  'companies deals': 6,
};

const targetOf = (from: RecordType, wish: LinkWish): RecordType | undefined =>
  recordTypes.find((to) => wish.types.some(({ associationTypeId }) => numbers[`${from} ${to}`] === associationTypeId));

/** Null: all of these can be made. */
export function linkFaults(world: World, from: RecordType, wishes: readonly LinkWish[]): Answer | null {
  for (const wish of wishes) {
    const to = targetOf(from, wish);
    const [type] = wish.types;
    if (to === undefined) return malformed(`Invalid association type ${type?.associationTypeId} for ${from}`);
    if (recordOf(world, to, wish.to.id) === undefined) return malformed(`${to} ${wish.to.id} does not exist`);
  }
  return null;
}

export function makeLinks(world: World, from: Stored, wishes: readonly LinkWish[]): void {
  for (const wish of wishes) {
    const type = targetOf(from.type, wish);
    const to = type && recordOf(world, type, wish.to.id);
    if (to !== undefined) addLink(world, { type: from.type, id: from.id }, { type: to.type, id: to.id });
  }
}

function shownLink(from: RecordType, to: RecordType, { id, isPrimary }: { id: string; isPrimary: boolean }) {
  const category = 'HUBSPOT_DEFINED';
  const plain = { category, typeId: numbers[`${from} ${to}`], label: null };
  const primary = { category, typeId: primaries[`${from} ${to}`], label: 'Primary' };
  return { toObjectId: Number(id), associationTypes: isPrimary ? [primary, plain] : [plain] };
}

export function listLinks({ world, params, query }: Ask, from: RecordType, to: RecordType): Answer {
  const stored = recordOf(world, from, params.id ?? '');
  if (stored === undefined) return notFound();
  const limit = Math.min(Number(query.get('limit') ?? 500), 500);
  const start = Number(query.get('after') ?? 0);
  const all = linksOf(world, stored, to);
  const results = all.slice(start, start + limit).map((link) => shownLink(from, to, link));
  if (start + limit >= all.length) return ok({ results });
  return ok({ results, paging: { next: { after: String(start + limit) } } });
}

export function putLink({ world, params }: Ask, from: RecordType, to: RecordType): Answer {
  const [one, other] = [recordOf(world, from, params.id ?? ''), recordOf(world, to, params.other ?? '')];
  if (one === undefined || other === undefined) return notFound();
  if (numbers[`${from} ${to}`] === undefined) return malformed(`No association between ${from} and ${to}`);
  addLink(world, { type: from, id: one.id }, { type: to, id: other.id });
  return ok({ status: 'COMPLETE', results: [{ from: { id: one.id }, to: { id: other.id } }] });
}

const batchShape = z.object({ inputs: z.array(z.object({ id: z.string() })).max(1_000) });

export function readLinks({ world, body }: Ask, from: RecordType, to: RecordType): Answer {
  const read = batchShape.safeParse(body);
  if (!read.success) return malformed('Invalid input JSON: inputs are missing');
  const all = read.data.inputs.map(({ id }) => {
    const stored = recordOf(world, from, id);
    return { id, links: stored === undefined ? [] : linksOf(world, stored, to) };
  });
  const results = all
    .filter(({ links }) => links.length > 0)
    .map(({ id, links }) => ({ from: { id }, to: links.map((link) => shownLink(from, to, link)) }));
  const none = all.filter(({ links }) => links.length === 0);
  if (none.length === 0) return ok({ status: 'COMPLETE', results });
  const errors = none.map(({ id }) => ({
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${to} is associated with ${from} ${id}.`,
    context: { fromObjectId: [id] },
  }));
  return ok({ status: 'COMPLETE', results, numErrors: errors.length, errors }, 207);
}
