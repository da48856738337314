// All that stands in the stand-in HubSpot, as people see it there: properties by their labels, people by their names.
import { linksOf, recordOf, recordTypes, type Stored, type World } from './world.ts';

export type HubspotRecord = {
  object: string;
  id: string;
  name: string;
  isDeleted: boolean;
  values: Record<string, string>;
};

const objects = {
  contacts: 'Contact',
  companies: 'Company',
  deals: 'Deal',
  notes: 'Note',
  meetings: 'Meeting',
} as const;

export function recordsOf(world: World): HubspotRecord[] {
  const { records } = world.stands;
  return recordTypes.flatMap((type) =>
    records
      .filter((each) => each.type === type)
      .map((stored) => ({
        object: objects[type],
        id: stored.id,
        name: nameOf(stored),
        isDeleted: stored.isArchived || stored.mergedInto !== null,
        values: { ...valuesOf(world, stored), ...partnersOf(world, stored) },
      })),
  );
}

function valuesOf(world: World, { type, properties }: Stored): Record<string, string> {
  const { definitions, owners } = world.stands;
  const shown = definitions[type].flatMap(({ name, label }): [string, string][] => {
    const value = properties[name];
    if (value === undefined || name === 'associatedcompanyid' || name === 'hs_object_id') return [];
    if (name !== 'hubspot_owner_id') return [[label, value]];
    const owner = owners.find(({ id }) => id === value);
    return [[label, owner === undefined ? value : `${owner.firstName} ${owner.lastName}`.trim()]];
  });
  return Object.fromEntries(shown);
}

/** Whom and what it hangs on. */
function partnersOf(world: World, stored: Stored): Record<string, string> {
  const named = recordTypes.flatMap((to): [string, string][] => {
    const names = linksOf(world, stored, to).flatMap(({ id }) => {
      const other = recordOf(world, to, id);
      return other === undefined ? [] : [nameOf(other)];
    });
    return names.length === 0 ? [] : [[`${objects[to]} (associated)`, names.join(', ')]];
  });
  return Object.fromEntries(named);
}

function nameOf({ type, id, properties }: Stored): string {
  const { firstname = '', lastname = '', email, name, domain, dealname, hs_meeting_title: meeting } = properties;
  const names = {
    contacts: `${firstname} ${lastname}`.trim() || email,
    companies: name ?? domain,
    deals: dealname,
    notes: undefined,
    meetings: meeting,
  };
  return names[type] || `${objects[type]} ${id}`;
}
