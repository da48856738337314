// Companies in Pipedrive are organizations. One is taken for the visitor's only when it is certain: it is the person's own, or
// the only one that has exactly their domain in a field of that name.
import { z } from 'zod';
import type { CrmAccount } from '../../core/crm.ts';
import type { PipedriveApi } from './pipedrive-api.ts';
import { type createFields, fieldOf } from './pipedrive-fields.ts';

const organizationShape = z.object({
  id: z.number(),
  name: z.string(),
  owner_id: z.number().nullish(),
  is_deleted: z.boolean().optional(),
  website: z.string().nullish(),
  labels: z.array(z.object({ label: z.string() })).nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
});
export type Organization = z.output<typeof organizationShape>;
export const foundShape = z.object({ items: z.array(z.object({ item: z.object({ id: z.number() }) })) });

const path = '/api/v2/organizations';
const withLabels = { include_labels: 'true' };

export function createOrganizations(api: PipedriveApi, fields: ReturnType<typeof createFields>) {
  const search = async (query: Record<string, string>): Promise<Organization[]> => {
    const call = { what: 'a search for organizations', method: 'GET', path: `${path}/search` } as const;
    const { items } = await api.read({ ...call, query: { ...query, limit: '100' } }, foundShape);
    if (items.length === 0) return [];
    const ids = items.map(({ item }) => item.id).join(',');
    return list({ ids, ...withLabels });
  };
  const list = (query: Record<string, string>) =>
    api.all({ what: 'some organizations', method: 'GET', path, query }, organizationShape);

  return {
    async get(id: number): Promise<Organization | null> {
      const call = { what: 'an organization', method: 'GET', path: `${path}/${id}`, query: withLabels } as const;
      const found = await api.one(call, organizationShape);
      return found?.is_deleted ? null : found;
    },
    async byDomain(domain: string): Promise<Organization | null> {
      const all = await fields.ofOrganizations();
      const named = ['domain', 'website'].map((name) => fieldOf(all, name)).filter((field) => field?.is_custom_field);
      if (named.length === 0) return null;
      const found = await search({ term: domain, fields: 'custom_fields' });
      const hosts = ({ custom_fields: values, website }: Organization) =>
        [website, ...named.map((field) => values?.[field?.field_code ?? ''])].map(hostOf);
      const certain = found.filter((each) => hosts(each).includes(domain.toLowerCase()));
      return certain.length === 1 ? (certain[0] ?? null) : null;
    },
    /** The one of this name, made where there is none; null: there are several, and nobody knows which. */
    async named(name: string): Promise<Organization | null> {
      const isIt = (each: Organization) => each.name.trim().toLowerCase() === name.trim().toLowerCase();
      const found = (await search({ term: name, fields: 'name', exact_match: 'true' })).filter(isIt);
      if (found.length > 1) return null;
      const [known = (await list({ updated_since: api.notYetFound() })).find(isIt)] = found;
      if (known !== undefined) return known;
      return api.read({ what: 'a new organization', method: 'POST', path, body: { name } }, organizationShape);
    },
    account({ id, name, owner_id: owner, labels }: Organization): CrmAccount {
      const type = (labels ?? []).map(({ label }) => label).join(', ');
      return {
        ...api.place('organization', id),
        name,
        owner: owner == null ? null : String(owner),
        type: type || null,
      };
    },
  };
}
export type Organizations = ReturnType<typeof createOrganizations>;

/** Of what people write into such a field: with or without https://, www. and a page. */
function hostOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const [host = ''] = value
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .split(/[/?#:]/);
  return host === '' ? null : host;
}
