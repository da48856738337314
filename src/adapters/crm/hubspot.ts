// HubSpot over its REST API with the token of a private app. People are contacts, their companies are never made, and nothing
// is written into a deal (docs/hubspot.md).
import { z } from 'zod';
import type { CrmAccount, CrmOwner } from '../../core/crm.ts';
import type { Crm } from './crm.ts';
import { createHubspotApi, type HubObject, type HubspotApi, type HubspotConfig } from './hubspot-api.ts';
import { findContact, propertyOf, refProperty, upsertContact } from './hubspot-contact.ts';
import { createHubspotDeals } from './hubspot-deals.ts';
import { logEntry } from './hubspot-entry.ts';

export type { HubspotConfig } from './hubspot-api.ts';

export function createHubspotCrm(config: HubspotConfig): Crm {
  const api = createHubspotApi(config);
  const deals = createHubspotDeals(api);
  return {
    product: 'HubSpot',
    async find(sought) {
      const found = await findContact(api, sought);
      const company = await findCompany(api, found?.company ?? null, sought.domain);
      const person = found?.person ?? null;
      const about = { contact: person?.id ?? null, company: company?.id ?? null };
      return { person, account: company && (await accountOf(api, company)), deals: await deals.of(about) };
    },
    upsert: (write) => upsertContact(api, write),
    log: (entry) => logEntry(api, entry),
    async owners() {
      const active = await listOwners(api, false);
      return [...active, ...(await listOwners(api, true))];
    },
    outcomes: deals.outcomes,
    check: (about) => check(api, about),
  };
}

const companyProperties = ['name', 'domain', 'type', 'lifecyclestage', 'hubspot_owner_id'];
/** Of the default stages, those that say more of a company than its type. */
const bought = ['customer', 'evangelist'];

async function findCompany(api: HubspotApi, known: string | null, domain: string | null): Promise<HubObject | null> {
  const properties = companyProperties;
  const company = known === null ? null : await api.get('companies', known, { properties });
  if (company !== null || domain === null) return company;
  const filters = [{ propertyName: 'domain', operator: 'EQ' as const, value: domain.toLowerCase() }];
  const found = await api.search('companies', { filters, properties, limit: 10 });
  return found.find((each) => each.properties.hubspot_owner_id) ?? found[0] ?? null;
}

async function accountOf(api: HubspotApi, { id, properties }: HubObject): Promise<CrmAccount> {
  const { name, domain, type, lifecyclestage: stage, hubspot_owner_id: owner } = properties;
  return {
    ...(await api.place('companies', id)),
    name: name || domain || `Company ${id}`,
    owner: owner || null,
    type: (stage && bought.includes(stage) ? 'customer' : type) || null,
  };
}

const ownersShape = z.object({
  results: z.array(
    z.object({
      id: z.string().min(1),
      email: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      archived: z.boolean(),
    }),
  ),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).nullish(),
});

async function listOwners(api: HubspotApi, archived: boolean): Promise<CrmOwner[]> {
  const owners: CrmOwner[] = [];
  let after: string | undefined;
  do {
    const query = { limit: '500', archived: String(archived), ...(after !== undefined && { after }) };
    const page = await api.rest.read({ what: 'the owners', method: 'GET', path: '/crm/v3/owners', query }, ownersShape);
    for (const { id, email, firstName, lastName, archived: isGone } of page.results) {
      const name = [firstName, lastName].filter(Boolean).join(' ') || email || `Owner ${id}`;
      owners.push({ id, name, email: email || null, isActive: !isGone });
    }
    after = page.paging?.next?.after;
  } while (after !== undefined);
  return owners;
}

const propertiesShape = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      fieldType: z.string(),
      hasUniqueValue: z.boolean().optional(),
      calculated: z.boolean().optional(),
      modificationMetadata: z.object({ readOnlyValue: z.boolean().optional() }).optional(),
    }),
  ),
});
type Property = z.output<typeof propertiesShape>['results'][number];

async function check(api: HubspotApi, about: Parameters<Crm['check']>[0]): Promise<string[]> {
  const call = { what: 'the contact properties', method: 'GET', path: '/crm/v3/properties/contacts' } as const;
  const { results } = await api.rest.read(call, propertiesShape);
  const named = new Map(results.map((each) => [each.name, each]));
  const fields = [...new Set([...about.fields, ...about.texts].flatMap((field) => propertyOf(field) ?? []))];
  return [
    ...refTrouble(named.get(refProperty)),
    ...fields.flatMap((field) => fieldTrouble(field, named.get(field))),
    ...about.texts.flatMap((field) => textTrouble(field, named.get(propertyOf(field) ?? ''))),
  ];
}

function refTrouble(property: Property | undefined): string[] {
  if (property === undefined) {
    return [
      `HubSpot has no contact property "${refProperty}": make one of the type single-line text with unique values, so that nobody is written twice.`,
    ];
  }
  if (property.hasUniqueValue === true) return [];
  return [
    `HubSpot's contact property "${refProperty}" may have the same value twice: make it anew with unique values, so that nobody is written twice.`,
  ];
}

function fieldTrouble(field: string, property: Property | undefined): string[] {
  if (property === undefined)
    return [`HubSpot has no contact property "${field}": make it, or take it from the playbook.`];
  if (!property.calculated && property.modificationMetadata?.readOnlyValue !== true) return [];
  return [`HubSpot lets nobody write the contact property "${field}": name another one in the playbook.`];
}

function textTrouble(field: string, property: Property | undefined): string[] {
  if (property === undefined || (property.type === 'string' && property.fieldType !== 'text')) return [];
  return [`HubSpot's contact property "${field}" is no multi-line text, and is to hold a long one: make it one.`];
}
