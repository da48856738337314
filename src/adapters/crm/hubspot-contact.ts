// A person in HubSpot is a contact, known by the unique property `baton_id`. Values of others are never written over: where
// the contact turns out to be somebody's own, only what is empty is filled.
import type { CrmPerson, CrmRef, CrmValue, CrmValues, CrmWrite, CrmWritten, Sought } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import { gone, type HubObject, type HubspotApi } from './hubspot-api.ts';
import { existingIdOf, type Fault, faultsOf, lacksProperty } from './hubspot-refusal.ts';
import type { Answer } from './rest.ts';

/** By which a record is told apart, and found again; a person makes it, with unique values. */
export const refProperty = 'baton_id';
const ownerProperty = 'hubspot_owner_id';
const companyProperty = 'associatedcompanyid';

/** HubSpot has no source that others may write: where people come from is counted by itself. */
const properties: Readonly<Record<string, string | null>> = {
  firstName: 'firstname',
  lastName: 'lastname',
  email: 'email',
  phone: 'phone',
  company: 'company',
  status: 'hs_lead_status',
  source: null,
};
const longest = 65_536;

export const propertyOf = (field: string): string | null => (field in properties ? (properties[field] ?? null) : field);
export const idOf = (ref: CrmRef | null, kind: string): string | null => (ref?.kind === kind ? ref.id : null);
const isEmpty = (text: string | null | undefined) => text === null || text === undefined || text === '';

/** `company`: the id of the one they belong to there. */
export async function findContact(
  api: HubspotApi,
  { known, ref, email, fields }: Sought,
): Promise<{ person: CrmPerson; company: string | null } | null> {
  const wanted = fields.flatMap((field) => propertyOf(field) ?? []);
  const own = ['firstname', 'lastname', 'email', ownerProperty, companyProperty];
  const about = { properties: [...new Set([...own, ...wanted])] };
  const id = idOf(known, 'contact');
  const object =
    (id !== null ? await api.get('contacts', id, about) : null) ??
    (await api.get('contacts', ref, { ...about, by: refProperty })) ??
    (email !== null ? await api.get('contacts', email, { ...about, by: 'email' }) : null);
  if (object === null) return null;
  const { firstname, lastname, email: address } = object.properties;
  const place = await api.place('contacts', object.id);
  const values = fields.map((field): [string, CrmValue] => [field, valueIn(object, propertyOf(field))]);
  const person = {
    ...place,
    name: [firstname, lastname].filter((part) => !isEmpty(part)).join(' ') || address || `Contact ${object.id}`,
    owner: object.properties[ownerProperty] || null,
    values: Object.fromEntries(values),
  };
  return { person, company: object.properties[companyProperty] || null };
}

export async function upsertContact(api: HubspotApi, write: CrmWrite): Promise<CrmWritten> {
  const id = idOf(write.at, 'contact');
  const wish = wishOf(write);
  const written = id === null ? await makeContact(api, write.ref, wish) : await changeContact(api, { id, write, wish });
  const company = idOf(write.account, 'company');
  if (company !== null && isEmpty(written.object.properties[companyProperty])) {
    await api.link({ type: 'contacts', id: written.object.id }, { type: 'companies', id: company });
  }
  return {
    place: await api.place('contacts', written.object.id),
    values: standing(write.values, written),
    skipped: written.faults.flatMap((fault) =>
      fieldsOf(fault.field, write.values).map((field) => ({ field, why: whyOf(fault) })),
    ),
  };
}

type Properties = Record<string, string>;
type Written = { object: HubObject; sent: Properties; faults: Fault[] };

/** Under a name of ours there is one, however often this is asked for. */
export async function makeContact(api: HubspotApi, ref: string, wish: Properties): Promise<Written> {
  const made = await send(wish, (sent) => api.put('contacts', sent, { property: refProperty, value: ref }));
  if (made.kind === 'written') return read(api, made);
  if (made.kind === 'taken') return fillContact(api, { id: made.by, ref, wish });
  if (!lacksProperty(made.answer, refProperty)) throw api.refused('contacts', made.answer);
  if (isEmpty(wish.email)) {
    const message = `HubSpot has no contact property "${refProperty}" with unique values, by which a person without an address is known again.`;
    throw new OutsideError(message, { system: 'crm', retry: 'never', status: 400 });
  }
  const plain = await send(wish, (sent) => api.create('contacts', { properties: sent }));
  if (plain.kind === 'refused') throw api.refused('contacts', plain.answer);
  const written = plain.kind === 'taken' ? await fillContact(api, { id: plain.by, ref: null, wish }) : read(api, plain);
  return { ...written, faults: [...written.faults, { field: refProperty, code: 'PROPERTY_DOESNT_EXIST' }] };
}

/** Somebody made them first. Of a contact that is ours all is written, of others what is empty. */
async function fillContact(
  api: HubspotApi,
  { id, ref, wish }: { id: string; ref: string | null; wish: Properties },
): Promise<Written> {
  const about = { properties: [...Object.keys(wish), refProperty, companyProperty] };
  const there = await api.get('contacts', id, about);
  if (there === null) throw gone('contact');
  const isOurs = ref !== null && there.properties[refProperty] === ref;
  const open = Object.entries(wish).filter(([property]) => isOurs || isEmpty(there.properties[property]));
  return patchContact(api, there, { wish: Object.fromEntries(open), ref });
}

/** Who was deleted in the meantime is made anew. */
async function changeContact(
  api: HubspotApi,
  { id, write, wish }: { id: string; write: CrmWrite; wish: Properties },
): Promise<Written> {
  const there = await api.get('contacts', id, { properties: [refProperty, companyProperty] });
  return there === null ? makeContact(api, write.ref, wish) : patchContact(api, there, { wish, ref: write.ref });
}

async function patchContact(
  api: HubspotApi,
  there: HubObject,
  { wish, ref }: { wish: Properties; ref: string | null },
): Promise<Written> {
  const isNew = ref !== null && isEmpty(there.properties[refProperty]);
  const wanted = isNew ? { ...wish, [refProperty]: ref } : wish;
  const change = async (sent: Properties): Promise<Sent> =>
    Object.keys(sent).length === 0
      ? { kind: 'written', answer: { status: 200, body: there }, sent, faults: [] }
      : send(sent, (properties) => api.change('contacts', there.id, properties));
  let changed = await change(wanted);
  const faults: Fault[] = [];
  if (changed.kind === 'taken') {
    // What is another contact's alone stays there; people merge contacts.
    const { email, [refProperty]: _, ...rest } = wanted;
    if (email !== undefined) faults.push({ field: 'email', code: 'TAKEN' });
    changed = await change(rest);
  }
  if (changed.kind !== 'written') {
    throw changed.answer.status === 404 ? gone('contact') : api.refused('contacts', changed.answer);
  }
  const { object, sent, faults: more } = read(api, changed);
  const properties = { ...there.properties, ...object.properties };
  return { object: { id: object.id, properties }, sent, faults: [...faults, ...more] };
}

type Sent = { answer: Answer } & (
  | { kind: 'written'; sent: Properties; faults: Fault[] }
  | { kind: 'taken'; by: string }
  | { kind: 'refused' }
);

/** What HubSpot will not take is left out, so that the rest lands. */
async function send(wish: Properties, write: (sent: Properties) => Promise<Answer>): Promise<Sent> {
  const faults: Fault[] = [];
  let sent = wish;
  for (;;) {
    const answer = await write(sent);
    if (answer.status < 400) return { kind: 'written', answer, sent, faults };
    const by = existingIdOf(answer);
    if (by !== null) return { kind: 'taken', answer, by };
    const named = faultsOf(answer.body).filter(({ field }) => sent[field] !== undefined);
    if (named.length === 0) return { kind: 'refused', answer };
    sent = Object.fromEntries(Object.entries(sent).filter(([each]) => !named.some(({ field }) => field === each)));
    faults.push(...named);
  }
}

const read = (api: HubspotApi, { answer, sent, faults }: Extract<Sent, { kind: 'written' }>): Written => ({
  object: api.object('contacts', answer),
  sent,
  faults,
});

function wishOf({ values, owner }: CrmWrite): Properties {
  const wish = Object.entries(values).flatMap(([field, value]): [string, string][] => {
    const property = propertyOf(field);
    return property === null ? [] : [[property, value === null ? '' : cut(String(value), longest)]];
  });
  return { ...Object.fromEntries(wish), ...(owner !== null && { [ownerProperty]: owner }) };
}

/** Never half a character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length);
}

function standing(values: CrmValues, { object, sent }: Written): CrmValues {
  return Object.fromEntries(
    Object.keys(values).flatMap((field): [string, CrmValue][] => {
      const property = propertyOf(field);
      if (property === null || sent[property] === undefined) return [];
      const now = object.properties[property];
      return [[field, (now === undefined ? sent[property] : now) || null]];
    }),
  );
}

const valueIn = ({ properties: all }: HubObject, property: string | null): CrmValue =>
  property === null ? null : all[property] || null;

/** As whoever keeps the playbook calls it. */
function fieldsOf(property: string, values: CrmValues): string[] {
  if (property === ownerProperty) return ['owner'];
  const fields = Object.keys(values).filter((field) => propertyOf(field) === property);
  return fields.length > 0 ? fields : [property];
}

function whyOf({ field, code }: Fault): string {
  switch (code) {
    case 'PROPERTY_DOESNT_EXIST':
      return `HubSpot has no contact property "${field}".`;
    case 'TAKEN':
      return 'Another contact in HubSpot has this address.';
    case 'READ_ONLY_VALUE':
      return 'HubSpot lets nobody write it.';
    case 'INVALID_OPTION':
      return 'The value is none of its options in HubSpot.';
    default:
      return `HubSpot does not take this value${code === '' ? '' : ` (${code})`}.`;
  }
}
