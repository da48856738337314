// Properties of the stand-in HubSpot, those that every account has and Baton's own, and what each of them takes. Refusals name
// every property at once, as HubSpot's do.
import type { Properties, RecordType, World } from './world.ts';

export type Property = {
  name: string;
  label: string;
  type: 'string' | 'number' | 'enumeration' | 'datetime' | 'date' | 'bool' | 'phone_number';
  fieldType:
    | 'text'
    | 'textarea'
    | 'html'
    | 'number'
    | 'select'
    | 'date'
    | 'booleancheckbox'
    | 'phonenumber'
    | 'checkbox';
  options: { label: string; value: string }[];
  hasUniqueValue: boolean;
  hubspotDefined: boolean;
  modificationMetadata: { archivable: boolean; readOnlyDefinition: boolean; readOnlyValue: boolean };
};
export type NewProperty = Pick<Property, 'name' | 'type' | 'fieldType'> &
  Partial<Pick<Property, 'label' | 'options' | 'hasUniqueValue'>>;

export function property(given: NewProperty, how: { isOwn?: boolean; isReadOnly?: boolean } = {}): Property {
  const { isOwn = true, isReadOnly = false } = how;
  return {
    label: given.name,
    options: [],
    hasUniqueValue: false,
    ...given,
    hubspotDefined: !isOwn,
    modificationMetadata: { archivable: isOwn, readOnlyDefinition: !isOwn, readOnlyValue: isReadOnly },
  };
}

const text = (name: string, label: string) =>
  property({ name, label, type: 'string', fieldType: 'text' }, { isOwn: false });
const given = (property: NewProperty) => ({ ...property });
const theirs = (one: NewProperty) => property(given(one), { isOwn: false });
const fixed = (name: string, type: Property['type'] = 'datetime') =>
  property({ name, type, fieldType: 'text' }, { isOwn: false, isReadOnly: true });
const options = (...names: string[]) =>
  names.map((name) => ({ label: name, value: name.toUpperCase().replaceAll(/[^A-Z]+/g, '_') }));
const choice = (name: string, label: string, ...names: string[]) =>
  theirs({ name, label, type: 'enumeration', fieldType: 'select', options: options(...names) });
const owner = choice('hubspot_owner_id', 'Owner');
const html = (name: string, label: string) => theirs({ name, label, type: 'string', fieldType: 'html' });
const moment = (name: string, label: string) => theirs({ name, label, type: 'datetime', fieldType: 'date' });
const stamps = [fixed('createdate'), fixed('hs_object_id', 'number'), fixed('hs_lastmodifieddate')];

export const defaultProperties = (): Record<RecordType, Property[]> =>
  structuredClone({
    contacts: [
      text('firstname', 'First name'),
      text('lastname', 'Last name'),
      text('email', 'Email'),
      theirs({ name: 'phone', label: 'Phone number', type: 'phone_number', fieldType: 'phonenumber' }),
      text('company', 'Company name'),
      text('jobtitle', 'Job title'),
      choice('hs_lead_status', 'Lead status', 'New', 'Open', 'In progress', 'Open deal', 'Unqualified', 'Connected'),
      choice('lifecyclestage', 'Lifecycle stage', 'subscriber', 'lead', 'opportunity', 'customer'),
      owner,
      fixed('associatedcompanyid', 'number'),
      fixed('hs_analytics_source', 'enumeration'),
      fixed('hs_additional_emails', 'enumeration'),
      fixed('hs_merged_object_ids', 'enumeration'),
      ...stamps.slice(0, 2),
      fixed('lastmodifieddate'),
      property({ name: 'baton_id', label: 'Baton id', type: 'string', fieldType: 'text', hasUniqueValue: true }),
    ],
    companies: [
      text('name', 'Company name'),
      text('domain', 'Company domain name'),
      choice('type', 'Type', 'Prospect', 'Partner', 'Reseller', 'Vendor', 'Other', 'Competitor'),
      text('lifecyclestage', 'Lifecycle stage'),
      owner,
      ...stamps,
    ],
    deals: [
      text('dealname', 'Deal name'),
      text('dealstage', 'Deal stage'),
      text('pipeline', 'Pipeline'),
      theirs({ name: 'amount', label: 'Amount', type: 'number', fieldType: 'number' }),
      text('deal_currency_code', 'Currency'),
      owner,
      fixed('hs_is_closed', 'bool'),
      fixed('hs_is_closed_won', 'bool'),
      ...stamps,
    ],
    notes: [moment('hs_timestamp', 'Activity date'), html('hs_note_body', 'Note'), owner, ...stamps],
    meetings: [
      moment('hs_timestamp', 'Activity date'),
      text('hs_meeting_title', 'Title'),
      html('hs_meeting_body', 'Description'),
      moment('hs_meeting_start_time', 'Start'),
      moment('hs_meeting_end_time', 'End'),
      choice('hs_meeting_outcome', 'Outcome', 'Scheduled', 'Completed', 'Rescheduled', 'No show', 'Canceled'),
      owner,
      ...stamps,
    ],
  });

export type Problem = { isValid: false; message: string; error: string; name: string };
const longest = 65_536;

/** What HubSpot would not take of these; '' is taken wherever something may be written. */
export function problemsOf(world: World, type: RecordType, properties: Properties): Problem[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const definition = world.stands.definitions[type].find((each) => each.name === name);
    const [error, message] = problemOf(world, definition, { name, value }) ?? [];
    return error === undefined || message === undefined ? [] : [{ isValid: false as const, message, error, name }];
  });
}

function problemOf(
  world: World,
  definition: Property | undefined,
  { name, value }: { name: string; value: string },
): [error: string, message: string] | null {
  if (definition === undefined) return ['PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`];
  if (definition.modificationMetadata.readOnlyValue)
    return ['READ_ONLY_VALUE', `"${name}" is a read only property; its value cannot be set`];
  if (value === '') return null;
  if (value.length > longest) return ['VALUE_TOO_LONG', `${value.slice(0, 20)}… is longer than ${longest} characters.`];
  if (name === 'email') return isEmail(value) ? null : ['INVALID_EMAIL', `Email address ${value} is invalid`];
  if (name === 'hubspot_owner_id') {
    const isKnown = world.stands.owners.some(({ id, archived }) => id === value && !archived);
    return isKnown ? null : ['INVALID_OWNER_ID', `Owner ${value} does not exist or is not active.`];
  }
  switch (definition.type) {
    case 'number':
      return Number.isFinite(Number(value)) ? null : ['INVALID_LONG', `${value} was not a valid long.`];
    case 'enumeration':
    case 'bool':
      return optionProblem(definition, value);
    case 'date':
    case 'datetime':
      return isMoment(value) ? null : ['INVALID_DATE', `${value} was not a valid date.`];
    case 'string':
    case 'phone_number':
      return null;
  }
}

const isEmail = (value: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
const isMoment = (value: string) =>
  /^\d{10,}$/.test(value) || (/^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)));

function optionProblem({ name, fieldType, options: all, type }: Property, value: string): [string, string] | null {
  const allowed = type === 'bool' ? ['true', 'false'] : all.map((option) => option.value);
  const asked = fieldType === 'checkbox' ? value.split(';') : [value];
  if (asked.every((each) => allowed.includes(each))) return null;
  return ['INVALID_OPTION', `${value} was not one of the allowed options for ${name}: [${allowed.join(', ')}]`];
}
