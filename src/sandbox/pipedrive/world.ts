// What the stand-in Pipedrive remembers. Times have whole seconds as Pipedrive's have; what is deleted stays, marked, because
// Pipedrive keeps it for thirty days and answers for it as if it were gone.
import { randomBytes, randomUUID } from 'node:crypto';

export type FieldType =
  | 'varchar'
  | 'text'
  | 'double'
  | 'enum'
  | 'set'
  | 'date'
  | 'phone'
  | 'monetary'
  | 'address'
  | 'user';
export type Field = {
  field_code: string;
  field_name: string;
  field_type: FieldType;
  options: { id: number; label: string }[] | null;
  is_custom_field: boolean;
};
export type CustomFields = Record<string, unknown>;
export type Contact = { value: string; primary: boolean; label: string };
type Stamped = { id: number; owner_id: number; add_time: string; update_time: string; is_deleted: boolean };
export type Person = Stamped & {
  /** Whoever asks for this one is given the one it was merged into. */
  merged_into: number | null;
  name: string;
  org_id: number | null;
  emails: Contact[];
  phones: Contact[];
  custom_fields: CustomFields;
};
export type Organization = Stamped & {
  name: string;
  website: string | null;
  label_ids: number[];
  custom_fields: CustomFields;
};
export type Deal = Stamped & {
  title: string;
  status: 'open' | 'won' | 'lost';
  value: number;
  currency: string;
  person_id: number | null;
  org_id: number | null;
  stage_id: number;
  won_time: string | null;
  lost_time: string | null;
  source_lead_id: string | null;
  participants: number[];
};
export type Lead = Omit<Stamped, 'id' | 'is_deleted'> & {
  id: string;
  title: string;
  person_id: number | null;
  organization_id: number | null;
  label_ids: string[];
  origin: 'API' | 'ManuallyCreated';
  origin_id: string | null;
  channel_id: string | null;
  is_archived: boolean;
};
/** Of version 1: times without a zone. */
export type Note = {
  id: number;
  content: string;
  person_id: number | null;
  org_id: number | null;
  user_id: number;
  active_flag: boolean;
  add_time: string;
  update_time: string;
};
export type Activity = Stamped & {
  subject: string;
  type: string;
  participants: { person_id: number; primary: boolean }[];
  org_id: number | null;
  due_date: string | null;
  due_time: string | null;
  duration: string | null;
  busy: boolean;
  done: boolean;
  note: string | null;
};
export type User = { id: number; name: string; email: string; active_flag: boolean };

export type Stands = {
  nextId: number;
  users: User[];
  personFields: Field[];
  organizationFields: Field[];
  organizationLabels: { id: number; label: string }[];
  leadLabels: { id: string; name: string; color: string }[];
  stages: { id: number; name: string; pipeline_id: number }[];
  persons: Person[];
  organizations: Organization[];
  deals: Deal[];
  leads: Lead[];
  notes: Note[];
  activities: Activity[];
};

export type World = {
  stands: Stands;
  /** As whom the token speaks. */
  me: number;
  isAdmin: boolean;
  /** How long what was written is not found by searching yet. */
  searchLagMs: number;
  pageSize: number;
  now(): Date;
  changed(): void;
  onChange(fn: () => void): () => void;
};

export function createWorld(options: {
  now: () => Date;
  isAdmin: boolean;
  searchLagMs: number;
  pageSize: number;
  users: readonly Omit<User, 'id'>[];
}): World {
  const listeners = new Set<() => void>();
  const { now, isAdmin, searchLagMs, pageSize, users } = options;
  const stands = emptyAccount();
  stands.users = users.map((user) => ({ ...user, id: stands.nextId++ }));
  const me = stands.users[0]?.id ?? 0;
  return {
    stands,
    me,
    isAdmin,
    searchLagMs,
    pageSize,
    now,
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

/** As a team has it that read docs/pipedrive.md: the field of ours, a domain of organizations, a few labels. */
function emptyAccount(): Stands {
  const fields: [string, FieldType][] = [
    ['baton_id', 'varchar'],
    ['Conversation score', 'double'],
    ['Verdict', 'varchar'],
    ['Transcript', 'text'],
    ['Job title', 'varchar'],
  ];
  return {
    nextId: 101,
    users: [],
    personFields: [
      builtIn('name', 'Name'),
      builtIn('email', 'Email'),
      builtIn('phone', 'Phone'),
      builtIn('add_time', 'Person created'),
      ...fields.map(customField),
    ],
    organizationFields: [builtIn('name', 'Name'), builtIn('website', 'Website'), customField(['Domain', 'varchar'])],
    organizationLabels: ['Customer', 'Competitor'].map((label, at) => ({ id: at + 1, label })),
    leadLabels: ['New', 'Qualified', 'Working', 'Nurturing', 'Rejected'].map((name) => ({
      id: randomUUID(),
      name,
      color: 'blue',
    })),
    stages: ['Qualified', 'Contact made', 'Proposal made'].map((name, at) => ({ id: at + 1, name, pipeline_id: 1 })),
    persons: [],
    organizations: [],
    deals: [],
    leads: [],
    notes: [],
    activities: [],
  };
}

const builtIn = (code: string, name: string): Field => ({
  field_code: code,
  field_name: name,
  field_type: 'varchar',
  options: null,
  is_custom_field: false,
});

export function customField([name, type, options = []]: readonly [string, FieldType, (readonly string[])?]): Field {
  return {
    field_code: randomBytes(20).toString('hex'),
    field_name: name,
    field_type: type,
    options: type === 'enum' || type === 'set' ? options.map((label, at) => ({ id: at + 1, label })) : null,
    is_custom_field: true,
  };
}

export const seconds = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z');
export const withoutZone = (date: Date): string => seconds(date).replace('T', ' ').replace('Z', '');

/** What every new thing has. */
export function stamp(world: World, owner: number | undefined): Stamped {
  const at = seconds(world.now());
  return { id: world.stands.nextId++, owner_id: owner ?? world.me, add_time: at, update_time: at, is_deleted: false };
}

export function touch(world: World, thing: { update_time: string }): void {
  thing.update_time = seconds(world.now());
  world.changed();
}

export const fieldNamed = (fields: readonly Field[], name: string): Field | undefined =>
  fields.find((field) => field.field_name === name || field.field_code === name);
