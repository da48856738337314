// The fields that a company gave its persons, found by their name or key; and values, from what Baton knows to what such a
// field takes and back. What does not fit is refused here with a reason, before Pipedrive refuses the whole person.
import { z } from 'zod';
import { type CrmValue, usualFields } from '../../core/crm.ts';
import { cut, kept, type PipedriveApi } from './pipedrive-api.ts';

const fieldShape = z.object({
  field_code: z.string(),
  field_name: z.string(),
  field_type: z.string(),
  is_custom_field: z.boolean(),
  options: z.array(z.object({ id: z.union([z.number(), z.string()]), label: z.string() })).nullish(),
});
export type Field = z.output<typeof fieldShape>;

/** By which a person is known again. An admin makes it. */
export const refName = 'baton_id';
const titleNames = ['job_title', 'title'];
const lengths: Readonly<Record<string, number>> = { varchar: 255, varchar_auto: 255, phone: 255, text: 65_000 };
const written = [...Object.keys(lengths), 'double', 'enum', 'set', 'date', 'address'];

export function createFields(api: PipedriveApi) {
  const list = (of: 'personFields' | 'organizationFields') =>
    kept(api.now, () => api.all({ what: 'the fields', method: 'GET', path: `/api/v2/${of}` }, fieldShape));
  return { ofPersons: list('personFields'), ofOrganizations: list('organizationFields') };
}

/** As a playbook can write it: team_size for Team size. */
const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');
const isNamed = (field: Field, name: string) => field.field_code === name || plain(field.field_name) === plain(name);

/** Those that people made come first: two may have the same name. */
export function fieldOf(fields: readonly Field[], name: string): Field | null {
  const named = fields.filter((field) => isNamed(field, name));
  return named.find((field) => field.is_custom_field) ?? named[0] ?? null;
}

/** Whether all of these names can be read. */
export function hasAll(fields: readonly Field[], names: readonly string[]): boolean {
  return names.every((name) => usualFields.some((each) => each === name) || fieldOf(fields, name) !== null);
}

/** Where our name stands; null: nobody made such a field, or of another type. */
export function refFieldOf(fields: readonly Field[]): Field | null {
  const field = fieldOf(fields, refName);
  return field?.is_custom_field && field.field_type in lengths ? field : null;
}

/** The title that people have in their company; Pipedrive has one of its own only where contacts are synchronised. */
export function titleFieldOf(fields: readonly Field[]): Field | null {
  return titleNames.map((name) => fieldOf(fields, name)).find((field) => field !== null) ?? null;
}

/** Null: it can be written. */
export function troubleWith(field: Field | null, name: string): string | null {
  if (field === null) return `Pipedrive has no person field “${name}”: make it, or take it from the playbook.`;
  if (!field.is_custom_field)
    return `“${name}” is Pipedrive's own field, which Baton does not write: make one of yours.`;
  if (written.includes(field.field_type)) return null;
  return `“${name}” is a field of the type ${field.field_type}, which Baton cannot write: make it a text, number or option.`;
}

export const isForLongText = ({ field_type: type }: Field): boolean => type === 'text';

type Fitted = { kind: 'fits'; value: unknown } | { kind: 'refused'; why: string };

export function toPipedrive(field: Field, value: CrmValue): Fitted {
  const { field_type: type } = field;
  if (value === null) return { kind: 'fits', value: null };
  const text = typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
  switch (type) {
    case 'double': {
      const number = typeof value === 'number' ? value : Number(text.trim() === '' ? Number.NaN : text);
      if (Number.isFinite(number)) return { kind: 'fits', value: number };
      return refused('This field in Pipedrive takes numbers only.');
    }
    case 'date':
      if (/^\d{4}-\d\d-\d\d/.test(text)) return { kind: 'fits', value: text.slice(0, 10) };
      return refused('This field in Pipedrive takes dates only.');
    case 'enum': {
      const option = optionOf(field, text);
      return option === undefined
        ? refused('The value is none of its options in Pipedrive.')
        : { kind: 'fits', value: option };
    }
    case 'set': {
      const options = text
        .split(/[;,]/)
        .filter((part) => part.trim() !== '')
        .map((part) => optionOf(field, part));
      if (options.length === 0) return { kind: 'fits', value: null };
      if (options.includes(undefined)) return refused('A part of the value is none of its options in Pipedrive.');
      return { kind: 'fits', value: options };
    }
    case 'address':
      return { kind: 'fits', value: { value: cut(text, 255) } };
    default:
      return { kind: 'fits', value: cut(text, lengths[type] ?? 255) };
  }
}

const refused = (why: string): Fitted => ({ kind: 'refused', why });
const optionOf = ({ options }: Field, label: string) =>
  options?.find((option) => option.label.trim().toLowerCase() === label.trim().toLowerCase())?.id;

/** Of money and addresses the part that people see first. */
const partShape = z.object({ value: z.union([z.string(), z.number()]).nullish() });

export function fromPipedrive(field: Field, value: unknown): CrmValue {
  if (field.field_type === 'enum' || field.field_type === 'set') {
    const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
    // An option that was added since stands there all the same.
    const labels = ids.flatMap((id) => {
      const label = field.options?.find((option) => String(option.id) === String(id))?.label;
      return label ?? (id == null || id === '' ? [] : [String(id)]);
    });
    return labels.length === 0 ? null : labels.join(';');
  }
  const plain = typeof value === 'object' ? partShape.safeParse(value).data?.value : value;
  return typeof plain === 'number' || (typeof plain === 'string' && plain !== '') ? plain : null;
}
