// All that stands in the stand-in Pipedrive, as people see it there: names instead of ids, fields by their names.
import type { CustomFields, Field, Stands } from './world.ts';

export type PipedriveRecord = {
  kind: 'person' | 'organization' | 'deal' | 'lead' | 'note' | 'meeting';
  id: string;
  title: string;
  link: string;
  owner: string | null;
  /** What it belongs to, as kind and id. */
  of: string | null;
  fields: { name: string; value: string }[];
};
/** With the owner by number, and the address without its beginning. */
type Found = Omit<PipedriveRecord, 'owner' | 'id' | 'fields'> & {
  id: string | number;
  owner: number;
  fields: Record<string, string | null>;
};

export function recordsOf(stands: Stands, baseUrl: string): PipedriveRecord[] {
  return [...people(stands), ...sales(stands), ...entries(stands)].map(({ id, owner, link, fields, ...rest }) => ({
    ...rest,
    id: String(id),
    link: `${baseUrl}/${link}`,
    owner: stands.users.find((user) => user.id === owner)?.name ?? null,
    fields: Object.entries(fields).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [{ name, value }],
    ),
  }));
}

function people(stands: Stands): Found[] {
  const persons = living(stands.persons).map(
    (each): Found => ({
      kind: 'person',
      id: each.id,
      title: each.name,
      link: `person/${each.id}`,
      owner: each.owner_id,
      of: each.org_id === null ? null : `organization ${each.org_id}`,
      fields: {
        Email: each.emails.map(({ value }) => value).join(', '),
        Phone: each.phones.map(({ value }) => value).join(', '),
        ...named(stands.personFields, each.custom_fields),
      },
    }),
  );
  const organizations = living(stands.organizations).map(
    (each): Found => ({
      kind: 'organization',
      id: each.id,
      title: each.name,
      link: `organization/${each.id}`,
      owner: each.owner_id,
      of: null,
      fields: {
        Website: each.website,
        Label: labels(stands.organizationLabels, each.label_ids),
        ...named(stands.organizationFields, each.custom_fields),
      },
    }),
  );
  return [...persons, ...organizations];
}

function sales(stands: Stands): Found[] {
  const deals = living(stands.deals).map(
    (each): Found => ({
      kind: 'deal',
      id: each.id,
      title: each.title,
      link: `deal/${each.id}`,
      owner: each.owner_id,
      of: person(each.person_id),
      fields: {
        Status: each.status,
        Value: `${each.value} ${each.currency}`,
        Stage: stands.stages.find(({ id }) => id === each.stage_id)?.name ?? null,
        Participants: each.participants.join(', '),
      },
    }),
  );
  const leads = stands.leads.map(
    (each): Found => ({
      kind: 'lead',
      id: each.id,
      title: each.title,
      link: `leads/inbox/${each.id}`,
      owner: each.owner_id,
      of: person(each.person_id),
      fields: {
        Label: stands.leadLabels.flatMap(({ id, name }) => (each.label_ids.includes(id) ? [name] : [])).join(', '),
        'Source channel ID': each.channel_id,
        'Source origin ID': each.origin_id,
        Archived: each.is_archived ? 'yes' : null,
      },
    }),
  );
  return [...deals, ...leads];
}

function entries(stands: Stands): Found[] {
  const notes = stands.notes
    .filter(({ active_flag: active }) => active)
    .map(
      (each): Found => ({
        kind: 'note',
        id: each.id,
        title: each.content
          .replace(/<[^>]*>/g, ' ')
          .trim()
          .slice(0, 80),
        link: `person/${each.person_id}`,
        owner: each.user_id,
        of: person(each.person_id),
        fields: { Content: each.content },
      }),
    );
  const meetings = living(stands.activities).map(
    (each): Found => ({
      kind: 'meeting',
      id: each.id,
      title: each.subject,
      link: `activities/list/${each.id}`,
      owner: each.owner_id,
      of: person(each.participants.find(({ primary }) => primary)?.person_id),
      fields: {
        Due: `${each.due_date ?? ''} ${each.due_time ?? ''}`.trim(),
        Duration: each.duration,
        Done: each.done ? 'yes' : 'no',
        Note: each.note,
      },
    }),
  );
  return [...notes, ...meetings];
}

const person = (id: number | null | undefined) => (id === null || id === undefined ? null : `person ${id}`);
const living = <Thing extends { is_deleted: boolean }>(things: readonly Thing[]) =>
  things.filter((each) => !each.is_deleted);
const labels = (all: readonly { id: number; label: string }[], ids: readonly unknown[]) =>
  all.flatMap(({ id, label }) => (ids.includes(id) ? [label] : [])).join(', ');

function named(fields: readonly Field[], stored: CustomFields): Record<string, string> {
  const own = fields.filter((field) => field.is_custom_field);
  return Object.fromEntries(own.map((field) => [field.field_name, shownValue(field, stored[field.field_code])]));
}

function shownValue({ options }: Field, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (options !== null) return labels(options, Array.isArray(value) ? value : [value]);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
