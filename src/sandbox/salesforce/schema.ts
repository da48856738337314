// The objects of the stand-in Salesforce and their fields, as `describe` tells of them. What a permission set hides is not in a
// describe at all, as with Salesforce; what it only shows cannot be written.

export const sobjects = [
  'Lead',
  'Contact',
  'Account',
  'Opportunity',
  'OpportunityContactRole',
  'Task',
  'Event',
  'User',
] as const;
export type SObject = (typeof sobjects)[number];
export const isSObject = (text: string): text is SObject => sobjects.some((each) => each === text);

export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'double'
  | 'currency'
  | 'boolean'
  | 'date'
  | 'datetime';

export type Field = {
  name: string;
  type: FieldType;
  /** Characters; 0 for what is no text. */
  length: number;
  isRequired: boolean;
  isWritable: boolean;
  isVisible: boolean;
  isExternalId: boolean;
  isUnique: boolean;
  /** Null: anything may stand there. */
  options: string[] | null;
};
export type Schema = Record<SObject, Field[]>;

const lengths: Partial<Record<FieldType, number>> = {
  id: 18,
  reference: 18,
  email: 80,
  phone: 40,
  url: 255,
  picklist: 255,
};

export function field(name: string, type: FieldType, more: Partial<Field> = {}): Field {
  return {
    name,
    type,
    length: lengths[type] ?? 0,
    isRequired: false,
    isWritable: true,
    isVisible: true,
    isExternalId: false,
    isUnique: false,
    options: null,
    ...more,
  };
}

const text = (name: string, length: number, more: Partial<Field> = {}) => field(name, 'string', { length, ...more });
const long = (name: string, length = 32_768) => field(name, 'textarea', { length });
const fixed = (name: string, type: FieldType, more: Partial<Field> = {}) =>
  field(name, type, { isWritable: false, ...more });

const ofAll = [
  fixed('Id', 'id'),
  fixed('CreatedDate', 'datetime'),
  fixed('SystemModstamp', 'datetime'),
  fixed('IsDeleted', 'boolean'),
];
const owned = field('OwnerId', 'reference');
const merged = fixed('MasterRecordId', 'reference');
/** Activities can have external ids, but no unique ones. */
export const batonId = (isUnique: boolean) => text('Baton_Id__c', 80, { isExternalId: true, isUnique });
const custom = [
  text('Why_Now__c', 255),
  field('Seats__c', 'double'),
  text('Region__c', 40, { isWritable: false }),
  long('Transcript__c'),
  text('Short__c', 20),
];

export function newSchema(hasCurrencies: boolean): Schema {
  const schema: Schema = {
    Lead: [
      ...person(),
      text('Company', 255, { isRequired: true }),
      field('Status', 'picklist', { options: ['Open', 'Working', 'Nurturing', 'Unqualified', 'Qualified'] }),
      fixed('IsConverted', 'boolean'),
      fixed('ConvertedContactId', 'reference'),
      fixed('ConvertedAccountId', 'reference'),
      fixed('ConvertedOpportunityId', 'reference'),
    ],
    Contact: [...person(), field('AccountId', 'reference')],
    Account: [
      ...ofAll,
      owned,
      merged,
      text('Name', 255, { isRequired: true }),
      field('Website', 'url'),
      field('Type', 'picklist'),
    ],
    Opportunity: [
      ...ofAll,
      owned,
      text('Name', 120, { isRequired: true }),
      field('StageName', 'picklist', { isRequired: true }),
      field('Amount', 'currency'),
      field('AccountId', 'reference'),
      fixed('IsClosed', 'boolean'),
      fixed('IsWon', 'boolean'),
      ...(hasCurrencies ? [field('CurrencyIsoCode', 'picklist')] : []),
    ],
    OpportunityContactRole: [
      ...ofAll,
      field('OpportunityId', 'reference', { isRequired: true }),
      field('ContactId', 'reference', { isRequired: true }),
      field('Role', 'picklist'),
    ],
    Task: [...activity(), field('Status', 'picklist'), field('ActivityDate', 'date')],
    Event: [
      ...activity(),
      field('StartDateTime', 'datetime', { isRequired: true }),
      field('EndDateTime', 'datetime', { isRequired: true }),
      field('ShowAs', 'picklist', { options: ['Busy', 'OutOfOffice', 'Free'] }),
    ],
    User: [
      ...ofAll,
      fixed('Name', 'string'),
      fixed('Email', 'email'),
      fixed('IsActive', 'boolean'),
      fixed('UserType', 'picklist'),
    ],
  };
  // Every field of its own: one that is removed or locked on one object stays as it is on the others.
  return structuredClone(schema);
}

function person(): Field[] {
  return [
    ...ofAll,
    owned,
    merged,
    fixed('Name', 'string'),
    text('FirstName', 40),
    text('LastName', 80, { isRequired: true }),
    text('Title', 128),
    field('Email', 'email'),
    field('Phone', 'phone'),
    field('LeadSource', 'picklist'),
    batonId(true),
    ...custom,
  ];
}

function activity(): Field[] {
  return [
    ...ofAll,
    owned,
    text('Subject', 255),
    long('Description', 32_000),
    field('WhoId', 'reference'),
    batonId(false),
  ];
}

export const fieldOf = (schema: Schema, type: SObject, name: string): Field | undefined =>
  schema[type].find((each) => each.isVisible && each.name.toLowerCase() === name.toLowerCase());

export function described(schema: Schema, type: SObject): Record<string, unknown> {
  return {
    name: type,
    label: type,
    createable: type !== 'User',
    updateable: type !== 'User',
    fields: schema[type]
      .filter(({ isVisible }) => isVisible)
      .map((each) => ({
        name: each.name,
        label: each.name.replace(/__c$/, '').replaceAll('_', ' '),
        type: each.type,
        length: each.length,
        createable: each.isWritable,
        updateable: each.isWritable,
        nillable: !each.isRequired,
        externalId: each.isExternalId,
        unique: each.isUnique,
        restrictedPicklist: each.options !== null,
        picklistValues: (each.options ?? []).map((value) => ({ active: true, label: value, value })),
      })),
  };
}
