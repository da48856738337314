// All that stands in the stand-in HubSpot, as people see it there: names instead of ids, properties by their labels.
import { linksOf, recordTypes, type Stored, standing, type World } from './world.ts';

export type HubspotRecord = {
  kind: 'contact' | 'company' | 'deal' | 'note' | 'meeting';
  id: string;
  title: string;
  link: string;
  owner: string | null;
  /** What it belongs to, as kind and id. */
  of: string | null;
  fields: { name: string; value: string }[];
};

const kinds = { contacts: 'contact', companies: 'company', deals: 'deal', notes: 'note', meetings: 'meeting' } as const;
const hidden = /^(hs_object_id|hubspot_owner_id|associatedcompanyid|createdate|.*lastmodifieddate)$/;

export function recordsOf(world: World, baseUrl: string): HubspotRecord[] {
  return recordTypes.flatMap((type) => standing(world, type).map((stored) => recordOf(world, stored, baseUrl)));
}

function recordOf(world: World, stored: Stored, baseUrl: string): HubspotRecord {
  const { type, id, properties } = stored;
  const owner = world.stands.owners.find((each) => each.id === properties.hubspot_owner_id);
  return {
    kind: kinds[type],
    id,
    title: titleOf(stored),
    link: `${baseUrl}/records/${type}/${id}`,
    owner: owner === undefined ? null : `${owner.firstName} ${owner.lastName}`.trim(),
    of: belongsTo(world, stored),
    fields: world.stands.definitions[type].flatMap(({ name, label }) => {
      const value = properties[name];
      return value === undefined || hidden.test(name) ? [] : [{ name: label, value }];
    }),
  };
}

function titleOf({ type, id, properties }: Stored): string {
  const { firstname = '', lastname = '', email, name, domain, dealname, hs_meeting_title: meeting } = properties;
  const titles = {
    contacts: `${firstname} ${lastname}`.trim() || email,
    companies: name ?? domain,
    deals: dealname,
    notes: 'Note',
    meetings: meeting,
  };
  return titles[type] || `${kinds[type]} ${id}`;
}

function belongsTo(world: World, { type, id }: Stored): string | null {
  const to = type === 'companies' ? null : type === 'contacts' || type === 'deals' ? 'companies' : 'contacts';
  const link = to === null ? undefined : linksOf(world, { type, id }, to)[0];
  return to === null || link === undefined ? null : `${kinds[to]} ${link.id}`;
}
