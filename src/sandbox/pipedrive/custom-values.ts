// What Pipedrive takes for a field that people made: strictly by its type, and no key that is no field any more.
import type { CustomFields, Field, World } from './world.ts';

const isText = (value: unknown, most: number) => typeof value === 'string' && value.length <= most;

function problemOf(field: Field, value: unknown, world: World): string | null {
  if (value === null) return null;
  const known = (id: unknown) => (field.options ?? []).some((option) => option.id === id);
  switch (field.field_type) {
    case 'varchar':
    case 'phone':
      return isText(value, 255) ? null : 'must be a string of at most 255 characters';
    case 'text':
      return isText(value, 65_000) ? null : 'must be a string of at most 65000 characters';
    case 'double':
      return typeof value === 'number' ? null : 'must be a number';
    case 'enum':
      return known(value) ? null : 'must be the ID of an option';
    case 'set':
      return Array.isArray(value) && value.length > 0 && value.every(known) ? null : 'must be IDs of options, or null';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? null : 'must be a date';
    case 'monetary':
      return isMoney(value) ? null : 'must have a value and a currency';
    case 'address':
      return typeof value === 'object' && 'value' in value ? null : 'must have a value';
    case 'user':
      return world.stands.users.some(({ id }) => id === value) ? null : 'must be the ID of a user';
  }
}

const isMoney = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'value' in value &&
  'currency' in value &&
  typeof value.value === 'number';

export function customProblems(fields: readonly Field[], given: CustomFields, world: World): string[] {
  return Object.entries(given).flatMap(([code, value]) => {
    const field = fields.find((each) => each.is_custom_field && each.field_code === code);
    const path = `custom_fields.${code}`;
    if (field === undefined) return [`${path}: Parameter '${path}' is not allowed for this request`];
    const problem = problemOf(field, value, world);
    return problem === null ? [] : [`${path}: Parameter '${path}' ${problem}`];
  });
}

/** Every field there is; those without a value are null. */
export function shownCustom(fields: readonly Field[], stored: CustomFields): CustomFields {
  return Object.fromEntries(
    fields.filter((field) => field.is_custom_field).map(({ field_code: code }) => [code, stored[code] ?? null]),
  );
}

export const textsOf = (fields: readonly Field[], stored: CustomFields): string[] =>
  Object.values(shownCustom(fields, stored)).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  );
