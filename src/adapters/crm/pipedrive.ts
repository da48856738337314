// Pipedrive over its REST API with one user's token. People are persons, new ones come with a lead in the inbox, and nothing is
// written into a deal but who takes part in it (docs/pipedrive.md).
import { z } from 'zod';
import { type CrmOwner, usualFields } from '../../core/crm.ts';
import type { Crm } from './crm.ts';
import { createPipedriveApi, type PipedriveApi, type PipedriveConfig } from './pipedrive-api.ts';
import { createDeals } from './pipedrive-deals.ts';
import { logEntry } from './pipedrive-entry.ts';
import { createFields, fieldOf, hasAll, isForLongText, refFieldOf, refName, troubleWith } from './pipedrive-fields.ts';
import { createLeads, onLead } from './pipedrive-lead.ts';
import { createOrganizations } from './pipedrive-organization.ts';
import { createPersons, standingValue } from './pipedrive-person.ts';
import { type Parts, upsertPerson } from './pipedrive-upsert.ts';

export type { PipedriveConfig } from './pipedrive-api.ts';

export function createPipedriveCrm(config: PipedriveConfig): Crm {
  const api = createPipedriveApi(config);
  const fields = createFields(api);
  const parts: Parts = {
    api,
    fields,
    persons: createPersons(api),
    organizations: createOrganizations(api, fields),
    leads: createLeads(api),
  };
  const { persons, organizations, leads } = parts;
  const deals = createDeals(api);

  return {
    product: 'Pipedrive',
    async find(sought) {
      const known = await fields.ofPersons((all) => hasAll(all, sought.fields));
      const person = await persons.find(sought, known);
      const own = person?.org_id == null ? null : await organizations.get(person.org_id);
      const organization = own ?? (sought.domain === null ? null : await organizations.byDomain(sought.domain));
      const isLeadWanted = sought.fields.some((field) => onLead.includes(field));
      const lead = person !== null && isLeadWanted ? await leads.of(person.id, sought.ref) : null;
      const status = lead === null ? null : await leads.statusOf(lead);
      const around = { organization: own, status, source: lead?.channel_id ?? null, fields: known };
      return {
        person: person && {
          ...api.place('person', person.id),
          name: person.name.trim(),
          owner: person.owner_id == null ? null : String(person.owner_id),
          values: Object.fromEntries(sought.fields.map((name) => [name, standingValue(name, person, around)])),
        },
        account: organization && organizations.account(organization),
        deals: await deals.of(person?.id ?? null, organization?.id ?? null),
      };
    },
    upsert: (write) => upsertPerson(parts, write),
    log: (entry) => logEntry(parts, entry),
    owners: () => listOwners(api),
    outcomes: deals.outcomes,
    check: (about) => check(parts, about),
  };
}

const userShape = z.object({
  id: z.number(),
  name: z.string(),
  email: z.string().nullish(),
  active_flag: z.boolean(),
});

async function listOwners(api: PipedriveApi): Promise<CrmOwner[]> {
  const users = await api.all({ what: 'the users', method: 'GET', path: '/api/v1/users' }, userShape);
  return users.map(({ id, name, email, active_flag: isActive }) => ({
    id: String(id),
    name,
    email: email || null,
    isActive,
  }));
}

async function check({ fields, leads }: Parts, about: Parameters<Crm['check']>[0]): Promise<string[]> {
  const known = await fields.ofPersons('anew');
  const isUsual = (name: string) => usualFields.some((each) => each === name);
  const own = [...new Set([...about.fields, ...about.texts])].filter((name) => !isUsual(name));
  const isStatusWithout = about.fields.includes('status') && (await leads.labels('anew')).length === 0;
  return [
    ...(refFieldOf(known) === null
      ? [
          `Pipedrive has no person field “${refName}” of the type Text: an admin makes it, so that nobody is written twice.`,
        ]
      : []),
    ...own.flatMap((name) => troubleWith(fieldOf(known, name), name) ?? []),
    ...about.texts.flatMap((name) => {
      const field = fieldOf(known, name);
      if (field === null || isForLongText(field) || troubleWith(field, name) !== null) return [];
      return [`“${name}” in Pipedrive is too short for long text: make a field of the type Large text.`];
    }),
    ...(isStatusWithout ? ['Pipedrive has no lead labels: make one for each status, or leave the status out.'] : []),
  ];
}
