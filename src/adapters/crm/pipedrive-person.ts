// People in Pipedrive: who stands under our name, an address or a place, and what stands with them. A name of one word is a
// last name, as Baton writes it; Pipedrive itself takes it for a first name.
import { z } from 'zod';
import type { CrmValue, Sought } from '../../core/crm.ts';
import { idOf, isGone, type PipedriveApi } from './pipedrive-api.ts';
import { type Field, fieldOf, fromPipedrive, refFieldOf } from './pipedrive-fields.ts';
import { foundShape, type Organization } from './pipedrive-organization.ts';

const contactShape = z.object({ value: z.string(), primary: z.boolean().nullish(), label: z.string().nullish() });
export type Contact = z.output<typeof contactShape>;
const personShape = z.object({
  id: z.number(),
  name: z.string(),
  owner_id: z.number().nullish(),
  org_id: z.number().nullish(),
  is_deleted: z.boolean().nullish(),
  emails: z.array(contactShape).nullish(),
  phones: z.array(contactShape).nullish(),
  job_title: z.string().nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
});
export type Person = z.output<typeof personShape>;

const path = '/api/v2/persons';
/** Of somebody whose name nobody knows yet; Pipedrive has nobody without a name. */
export const nameless = 'Website visitor';
/** On a person whose lead is still to be made, so that one that people deleted is not made again. */
export const begun = (ref: string) => `${ref}_begun`;

export function createPersons(api: PipedriveApi) {
  const list = (what: string, query: Record<string, string>) =>
    api.all({ what, method: 'GET', path, query }, personShape);
  const search = async (fields: string, term: string): Promise<Person[]> => {
    const query = { term, fields, exact_match: 'true', limit: '100' };
    const call = { what: 'a search for persons', method: 'GET', path: `${path}/search`, query } as const;
    const { items } = await api.read(call, foundShape);
    return items.length === 0 ? [] : list('some persons', { ids: items.map(({ item }) => item.id).join(',') });
  };
  const get = async (id: number): Promise<Person | null> => {
    const found = await api.one({ what: 'a person', method: 'GET', path: `${path}/${id}` }, personShape);
    return found?.is_deleted ? null : found;
  };
  const byRef = async (ref: string, fields: readonly Field[]): Promise<Person | null> => {
    const field = refFieldOf(fields);
    if (field === null) return null;
    return (await search('custom_fields', ref)).find((person) => bears(person, field, ref)) ?? null;
  };
  const byEmail = async (email: string): Promise<Person | null> => {
    const found = await search('email', email);
    return found.filter((person) => hasEmail(person, email)).sort((a, b) => a.id - b.id)[0] ?? null;
  };

  return {
    get,
    byEmail,
    ofOrganization: (id: number) => list('the persons of an organization', { org_id: String(id) }),
    /** Where they stood, or what they were merged into; else by our name, else by the address. */
    async find({ known, ref, email }: Pick<Sought, 'known' | 'ref' | 'email'>, fields: readonly Field[]) {
      const id = idOf(known, 'person');
      return (
        (id === null ? null : await get(id)) ??
        (await byRef(ref, fields)) ??
        (email === null ? null : await byEmail(email))
      );
    },
    /** Of our name, also when they were made just now, or only half. */
    async made(ref: string, field: Field, fields: readonly Field[]): Promise<Person | null> {
      const searched = (await byRef(ref, fields)) ?? (await byRef(begun(ref), fields));
      if (searched !== null) return searched;
      const recent = await list('the persons of late', { updated_since: api.notYetFound() });
      return recent.find((person) => bears(person, field, ref) || bears(person, field, begun(ref))) ?? null;
    },
    write(id: number | null, body: Record<string, unknown>) {
      return id === null
        ? ({ what: 'a new person', method: 'POST', path, body } as const)
        : ({ what: 'a change of a person', method: 'PATCH', path: `${path}/${id}`, body } as const);
    },
    read: (call: Parameters<PipedriveApi['data']>[0], answer: Parameters<PipedriveApi['data']>[1]) =>
      isGone(answer) ? null : api.data(call, answer, personShape),
  };
}
export type Persons = ReturnType<typeof createPersons>;

export const customOf = ({ custom_fields: values }: Person, { field_code: code }: Field): unknown =>
  values?.[code] ?? null;
export const bears = (person: Person, field: Field, ref: string): boolean => customOf(person, field) === ref;
const hasEmail = ({ emails }: Person, email: string) =>
  (emails ?? []).some(({ value }) => value.toLowerCase() === email.toLowerCase());
export const firstOf = (contacts: readonly Contact[] | null | undefined): string | null =>
  (contacts?.find(({ primary }) => primary) ?? contacts?.[0])?.value || null;

/** Where Baton knew no name, an address may stand in its place. */
export function nameOf({ name }: Person): { firstName: string | null; lastName: string | null } {
  const words = name.trim().split(/\s+/);
  const isName = name !== nameless && !name.includes('@') && name.trim() !== '';
  if (!isName) return { firstName: null, lastName: null };
  return { firstName: words.slice(0, -1).join(' ') || null, lastName: words.at(-1) ?? null };
}

/** What stands beside the person and is shown as theirs. */
export type Around = {
  organization: Organization | null;
  status: string | null;
  source: string | null;
  fields: readonly Field[];
};

export function standingValue(
  name: string,
  person: Person,
  { organization, status, source, fields }: Around,
): CrmValue {
  switch (name) {
    case 'firstName':
    case 'lastName':
      return nameOf(person)[name];
    case 'email':
      return firstOf(person.emails);
    case 'phone':
      return firstOf(person.phones);
    case 'company':
      return organization?.name ?? null;
    case 'status':
      return status;
    case 'source':
      return source;
    default: {
      const field = fieldOf(fields, name);
      return field?.is_custom_field ? fromPipedrive(field, customOf(person, field)) : null;
    }
  }
}
