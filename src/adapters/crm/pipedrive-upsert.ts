// Writes a person into Pipedrive: one call for all values, again without those that it names in a refusal. A new person comes
// with a lead in the inbox; until that stands, they bear our name with a mark, and whoever comes next goes on from there.
import type { CrmValue, CrmWrite, CrmWritten } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import { cut, gone, idOf, isGone, type PipedriveApi } from './pipedrive-api.ts';
import {
  type createFields,
  type Field,
  fieldOf,
  refFieldOf,
  refName,
  toPipedrive,
  troubleWith,
} from './pipedrive-fields.ts';
import { type Lead, type Leads, onLead } from './pipedrive-lead.ts';
import type { Organization, Organizations } from './pipedrive-organization.ts';
import {
  type Around,
  bears,
  begun,
  type Contact,
  customOf,
  nameless,
  nameOf,
  type Person,
  type Persons,
  standingValue,
} from './pipedrive-person.ts';

export type Parts = {
  api: PipedriveApi;
  fields: ReturnType<typeof createFields>;
  persons: Persons;
  organizations: Organizations;
  leads: Leads;
};
type Skipped = CrmWritten['skipped'][number];
/** `names`: as the playbook calls what stands under `code`. */
type Part = { code: string; value: unknown; names: readonly string[]; isCustom: boolean };

const longestName = 255;

export async function upsertPerson(parts: Parts, write: CrmWrite): Promise<CrmWritten> {
  const { api, leads, fields } = parts;
  const known = await fields.ofPersons((all) => customParts(write.values, all).skipped.length === 0);
  const refField = refFieldOf(known);
  const stands = await standing(parts, write, { known, refField });
  if (stands === null && refField === null) throw lacksRef();
  const wish = await wishOf(parts, write, { stands, known });
  const ours = refField === null ? [] : refPart(refField, write.ref, stands);
  const sent = await send(parts, stands, [...wish.parts, ...ours]);
  const skipped = [...wish.skipped, ...sent.skipped];
  const organization = wish.organization ?? (await organizationOf(parts, sent.person));
  const leadValues = await leads.valuesFor(write.values);
  const about = { ref: write.ref, refField, organization, body: leadValues.body, hasOwner: write.owner !== null };
  const { lead, person } = await withLead(parts, sent.person, about);
  if (lead !== null && leadValues.isUnknown) {
    skipped.push({
      field: 'status',
      why: 'Pipedrive has no lead label of this name: make one, or map the status to another.',
    });
  }
  const around: Around = {
    organization,
    status: lead === null ? null : await leads.statusOf(lead),
    source: lead?.channel_id ?? null,
    fields: await fields.ofPersons(),
  };
  const stood = Object.keys(write.values).filter(
    (name) => !skipped.some(({ field }) => field === name) && (lead !== null || !onLead.includes(name)),
  );
  const values = Object.fromEntries(
    stood.map((name): [string, CrmValue] => [name, standingValue(name, person, around)]),
  );
  return { place: api.place('person', person.id), values, skipped };
}

/** Whoever is gone from where they stood may stand elsewhere. */
async function standing(
  { persons }: Parts,
  { at, ref, values }: CrmWrite,
  { known, refField }: { known: readonly Field[]; refField: Field | null },
): Promise<Person | null> {
  const id = idOf(at, 'person');
  const there = id === null ? null : await persons.get(id);
  const made = there ?? (refField === null ? null : await persons.made(ref, refField, known));
  if (made !== null || at === null || typeof values.email !== 'string') return made;
  return persons.byEmail(values.email);
}

function lacksRef(): OutsideError {
  const message = `Pipedrive has no person field “${refName}”, without which the same person would be made twice: an admin makes it, of the type Text.`;
  return new OutsideError(message, { system: 'crm', retry: 'never', status: 400 });
}

/** A person who was made by others gets our name; one who has another one of ours keeps it. */
function refPart(field: Field, ref: string, stands: Person | null): Part[] {
  if (stands !== null && customOf(stands, field) !== null) return [];
  const value = stands === null ? begun(ref) : ref;
  return [{ code: field.field_code, value, names: [], isCustom: true }];
}

type Wish = { parts: Part[]; skipped: Skipped[]; organization: Organization | null };

async function wishOf(
  parts: Parts,
  write: CrmWrite,
  { stands, known }: { stands: Person | null; known: readonly Field[] },
): Promise<Wish> {
  const { values, owner } = write;
  const custom = customParts(values, known);
  const company = await companyPart(parts, write, stands);
  const own = [
    ...namePart(values, stands),
    ...contactPart('emails', { name: 'email', value: values.email, there: stands?.emails }),
    ...contactPart('phones', { name: 'phone', value: values.phone, there: stands?.phones }),
    ...(owner === null ? [] : [{ code: 'owner_id', value: Number(owner), names: ['owner'], isCustom: false }]),
  ];
  return {
    parts: [...own, ...company.parts, ...custom.parts],
    skipped: [...custom.skipped, ...company.skipped],
    organization: company.organization,
  };
}

const usual = ['firstName', 'lastName', 'email', 'phone', 'company', ...onLead];

function customParts(values: CrmWrite['values'], known: readonly Field[]): Pick<Wish, 'parts' | 'skipped'> {
  const parts: Part[] = [];
  const skipped: Skipped[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (usual.includes(name)) continue;
    const field = fieldOf(known, name);
    const trouble = troubleWith(field, name);
    const fitted = field === null || trouble !== null ? null : toPipedrive(field, value);
    if (field === null || fitted === null) skipped.push({ field: name, why: trouble ?? '' });
    else if (fitted.kind === 'refused') skipped.push({ field: name, why: fitted.why });
    else parts.push({ code: field.field_code, value: fitted.value, names: [name], isCustom: true });
  }
  return { parts, skipped };
}

function namePart({ firstName, lastName, email, company }: CrmWrite['values'], stands: Person | null): Part[] {
  const before = stands === null ? { firstName: null, lastName: null } : nameOf(stands);
  const isAsked = firstName !== undefined || lastName !== undefined;
  const isInstead = before.lastName === null && (stands === null || email !== undefined);
  if (!isAsked && !isInstead) return [];
  const first = firstName === undefined ? before.firstName : firstName;
  const last = lastName === undefined ? before.lastName : lastName;
  const name = [first, last].filter((word) => word !== null && word !== '').join(' ');
  const instead = email ?? stands?.emails?.[0]?.value ?? company ?? nameless;
  const names = [...(firstName === undefined ? [] : ['firstName']), ...(lastName === undefined ? [] : ['lastName'])];
  return [{ code: 'name', value: cut(name === '' ? String(instead) : name, longestName), names, isCustom: false }];
}

/** The first one is exchanged; whatever else people wrote down stays. */
function contactPart(
  code: 'emails' | 'phones',
  { name, value, there }: { name: string; value: CrmValue | undefined; there: readonly Contact[] | null | undefined },
): Part[] {
  if (value === undefined) return [];
  const before = there ?? [];
  const first = before.find(({ primary }) => primary) ?? before[0];
  const others = before
    .filter((each) => each !== first && each.value.toLowerCase() !== String(value).toLowerCase())
    .map((each) => ({ value: each.value, label: each.label ?? 'work', primary: false }));
  const ours = value === null ? [] : [{ value: String(value), label: first?.label ?? 'work', primary: true }];
  return [{ code, value: [...ours, ...others], names: [name], isCustom: false }];
}

/** The organization known for theirs, or the one of the company's name. */
async function companyPart({ organizations }: Parts, write: CrmWrite, stands: Person | null): Promise<Wish> {
  const { company } = write.values;
  const account = idOf(write.account, 'organization');
  const link = (id: number | null) => ({
    code: 'org_id',
    value: id,
    names: company === undefined ? [] : ['company'],
    isCustom: false,
  });
  const nothing = { parts: [], skipped: [], organization: null };
  if (company === undefined)
    return account !== null && stands?.org_id == null ? { ...nothing, parts: [link(account)] } : nothing;
  if (company === null) return { ...nothing, parts: [link(null)] };
  if (account !== null && account !== stands?.org_id) return { ...nothing, parts: [link(account)] };
  const there = stands?.org_id == null ? null : await organizations.get(stands.org_id);
  if (there?.name.trim().toLowerCase() === String(company).trim().toLowerCase()) return nothing;
  const organization = await organizations.named(cut(String(company), longestName));
  if (organization !== null) return { ...nothing, parts: [link(organization.id)], organization };
  const why = 'Pipedrive has several organizations of this name: link the right one by hand.';
  return { ...nothing, skipped: [{ field: 'company', why }] };
}

async function organizationOf({ organizations }: Parts, { org_id: id }: Person): Promise<Organization | null> {
  return id == null ? null : organizations.get(id);
}

const isRef = ({ isCustom, names }: Part) => isCustom && names.length === 0;

/** What Pipedrive names in a refusal is left out, so that the rest lands. */
async function send(
  { api, persons, fields }: Parts,
  stands: Person | null,
  wanted: readonly Part[],
): Promise<{ person: Person; skipped: Skipped[] }> {
  const skipped: Skipped[] = [];
  let parts = wanted;
  for (;;) {
    if (stands !== null && parts.length === 0) return { person: stands, skipped };
    const call = persons.write(stands?.id ?? null, bodyOf(parts));
    const answer = await api.send(call);
    if (isGone(answer)) throw gone('person');
    if (answer.status < 400) {
      const person = persons.read(call, answer);
      if (person === null) throw gone('person');
      return { person, skipped };
    }
    const said = JSON.stringify(answer.body);
    const named = parts.filter(({ code }) => code !== 'name' && new RegExp(`\\b${code}\\b`).test(said));
    if (named.length === 0) throw api.refusal(call, answer);
    if (stands === null && named.some(isRef)) throw lacksRef();
    const known = await fields.ofPersons('anew');
    for (const part of named) skipped.push(...part.names.map((field) => ({ field, why: whyOf(part, known, field) })));
    parts = parts.filter((part) => !named.includes(part));
  }
}

function bodyOf(parts: readonly Part[]): Record<string, unknown> {
  const of = (isCustom: boolean) =>
    Object.fromEntries(parts.filter((part) => part.isCustom === isCustom).map(({ code, value }) => [code, value]));
  const custom = of(true);
  return { ...of(false), ...(Object.keys(custom).length > 0 && { custom_fields: custom }) };
}

function whyOf({ code, isCustom }: Part, known: readonly Field[], name: string): string {
  const isThere = !isCustom || known.some(({ field_code: each }) => each === code);
  return isThere ? 'Pipedrive does not take this value.' : (troubleWith(null, name) ?? '');
}

type About = {
  ref: string;
  refField: Field | null;
  organization: Organization | null;
  body: Record<string, unknown>;
  hasOwner: boolean;
};

/** The lead of a new person is made once; later changes only find it where it still is. */
async function withLead(parts: Parts, person: Person, about: About): Promise<{ lead: Lead | null; person: Person }> {
  const { leads } = parts;
  const { ref, refField, body, hasOwner } = about;
  const isBegun = refField !== null && bears(person, refField, begun(ref));
  if (!isBegun && !hasOwner && Object.keys(body).length === 0) return { lead: null, person };
  const there = await leads.of(person.id, ref);
  const change = { ...body, ...(hasOwner && person.owner_id != null && { owner_id: person.owner_id }) };
  if (!isBegun || refField === null) {
    const isChange = there !== null && Object.keys(change).length > 0;
    return { lead: isChange ? await leads.change(there, change) : there, person };
  }
  const lead = there ?? (await leads.add({ ...newLead(person, about), ...change }));
  const done: Part[] = [{ code: refField.field_code, value: ref, names: [], isCustom: true }];
  return { lead, person: (await send(parts, person, done)).person };
}

function newLead(person: Person, { ref, organization }: About): Record<string, unknown> {
  const who = nameOf(person).lastName === null ? organization?.name : person.name;
  return {
    title: `${cut(who ?? nameless, longestName - 20)} (website chat)`,
    person_id: person.id,
    ...(organization !== null && { organization_id: organization.id }),
    ...(person.owner_id != null && { owner_id: person.owner_id }),
    origin_id: ref,
  };
}
