// Whether Salesforce is laid out for Baton: fields of ours on what it writes, and the playbook's, open and long enough.
import { usualFields } from '../../core/crm.ts';
import { columnOf, type Field, type FieldsOf, type ObjectType, ourId } from './salesforce-fields.ts';

/** Fields of activities cannot be unique. */
const named: readonly { type: ObjectType; isUnique: boolean }[] = [
  { type: 'Lead', isUnique: true },
  { type: 'Contact', isUnique: true },
  { type: 'Task', isUnique: false },
  { type: 'Event', isUnique: false },
];
/** Less does not hold a conversation. */
const longEnough = 10_000;

export async function checkFields(
  fieldsOf: FieldsOf,
  { fields, texts }: { fields: readonly string[]; texts: readonly string[] },
): Promise<string[]> {
  fieldsOf.forget();
  const said: string[] = [];
  for (const { type, isUnique } of named) {
    const own = (await fieldsOf.of(type)).get(ourId.toLowerCase());
    if (own?.createable && own.externalId && (own.unique || !isUnique)) continue;
    const kind = isUnique ? 'a unique external ID' : 'an external ID';
    said.push(`Salesforce needs the text field ${ourId} on ${type}, as ${kind} that Baton may write.`);
  }
  for (const name of new Set([...fields, ...texts])) {
    const needs = { isText: texts.includes(name), isUsual: usualFields.some((each) => each === name) };
    const onLead = wrongWith('Lead', name, { field: await fieldFor(fieldsOf, 'Lead', name), ...needs });
    if (onLead !== null) {
      said.push(onLead);
      continue;
    }
    if (needs.isUsual && columnOf('Contact', name) === null) continue;
    const onContact = wrongWith('Contact', name, { field: await fieldFor(fieldsOf, 'Contact', name), ...needs });
    if (onContact !== null) said.push(onContact);
  }
  return said;
}

async function fieldFor(fieldsOf: FieldsOf, type: 'Lead' | 'Contact', name: string): Promise<Field | undefined> {
  return (await fieldsOf.of(type)).get((columnOf(type, name) ?? '').toLowerCase());
}

type Needs = { field: Field | undefined; isText: boolean };

function wrongWith(type: 'Lead' | 'Contact', name: string, { field, isText }: Needs): string | null {
  if (field === undefined) return `Salesforce has no field ${name} on ${type}, or Baton may not see it.`;
  if (!field.createable || !field.updateable) return `Baton may not write the field ${name} on ${type} in Salesforce.`;
  if (!isText || (field.type === 'textarea' && field.length >= longEnough)) return null;
  return `The field ${name} on ${type} in Salesforce is too short for long text: it should be a long text area of 32,768 characters.`;
}
