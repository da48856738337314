// What stands beside a contact in HubSpot: notes, meetings, and others who have a say. Notes and meetings have no field for a
// name, so ours stands in their last line, and what hangs on the contact is looked through before anything is made again.
import type { CrmEntry, CrmPlace } from '../../core/crm.ts';
import { gone, type HubObject, type HubspotApi } from './hubspot-api.ts';
import { cut, idOf, makeContact, refProperty } from './hubspot-contact.ts';

type Note = Extract<CrmEntry, { kind: 'note' }>;
type Meeting = Extract<CrmEntry, { kind: 'meeting' }>;
type Stakeholder = Extract<CrmEntry, { kind: 'stakeholder' }>;
type Activity = 'notes' | 'meetings';

const bodyOf = { notes: 'hs_note_body', meetings: 'hs_meeting_body' } as const;
/** HubSpot's own numbers for an activity of a contact and of a company. */
const linkTypes = { notes: { contact: 202, company: 190 }, meetings: { contact: 200, company: 188 } } as const;
const meetingOutcomes = {
  planned: 'SCHEDULED',
  held: 'COMPLETED',
  'no-show': 'NO_SHOW',
  cancelled: 'CANCELED',
} as const;
const longestBody = 65_536;

export async function logEntry(api: HubspotApi, entry: CrmEntry): Promise<CrmPlace | null> {
  switch (entry.kind) {
    case 'note': {
      const body = { hs_timestamp: iso(entry.on), hs_note_body: htmlOf(entry) };
      return logActivity(api, entry, { type: 'notes', properties: withOwner(body, entry) });
    }
    case 'meeting': {
      const { startsAt, endsAt, state, title } = entry;
      const body = {
        hs_timestamp: iso(startsAt),
        hs_meeting_title: title,
        hs_meeting_body: htmlOf(entry),
        hs_meeting_start_time: iso(startsAt),
        hs_meeting_end_time: iso(endsAt),
        hs_meeting_outcome: meetingOutcomes[state],
      };
      return logActivity(api, entry, { type: 'meetings', properties: withOwner(body, entry) });
    }
    case 'stakeholder':
      return logStakeholder(api, entry);
  }
}

const withOwner = (properties: Record<string, string>, { owner }: CrmEntry): Record<string, string> =>
  owner === null ? properties : { ...properties, hubspot_owner_id: owner };

async function logActivity(
  api: HubspotApi,
  entry: Note | Meeting,
  { type, properties }: { type: Activity; properties: Record<string, string> },
): Promise<CrmPlace> {
  const known = idOf(entry.at, entry.kind);
  if (known !== null) {
    const answer = await api.change(type, known, properties);
    if (answer.status < 400) return api.place(type, known, entry.person.id);
    if (answer.status !== 404) throw api.refused(type, answer);
  }
  const contact = await api.get('contacts', entry.person.id, { properties: [refProperty] });
  if (contact === null) throw gone('contact');
  const found = await findActivity(api, { type, contact: contact.id, ref: entry.ref });
  const answer =
    found === null
      ? await api.create(type, { properties, associations: linksOf(type, contact.id, idOf(entry.account, 'company')) })
      : await api.change(type, found, properties);
  if (answer.status >= 400) throw api.refused(type, answer);
  return api.place(type, api.object(type, answer).id, contact.id);
}

async function findActivity(
  api: HubspotApi,
  { type, contact, ref }: { type: Activity; contact: string; ref: string },
): Promise<string | null> {
  const ids = await api.linked('contacts', contact, type);
  const property = bodyOf[type];
  const isOurs = new RegExp(`\\bBaton ${ref}\\b`);
  const found = (await api.readMany(type, ids, [property])).find((each) =>
    isOurs.test(each.properties[property] ?? ''),
  );
  return found?.id ?? null;
}

function linksOf(type: Activity, contact: string, company: string | null) {
  const link = (id: string, number: number) => ({
    to: { id },
    types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: number }],
  });
  const { contact: ofContact, company: ofCompany } = linkTypes[type];
  return [link(contact, ofContact), ...(company === null ? [] : [link(company, ofCompany)])];
}

/** HubSpot shows HTML. A conversation that is too long loses its end. */
function htmlOf({ title, text, ref }: Note | Meeting): string {
  const head = `<p><strong>${escaped(title)}</strong></p><p>`;
  const foot = `</p><p><em>Baton ${ref}</em></p>`;
  const room = longestBody - head.length - foot.length - 1;
  const lines = escaped(text).replaceAll(/\r?\n/g, '<br>');
  if (lines.length <= room) return `${head}${lines}${foot}`;
  return `${head}${cut(lines, room).replace(/(&[a-z]{0,4}|<[a-z]{0,2})$/, '')}…${foot}`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const iso = (moment: string) => new Date(moment).toISOString();

/** Only somebody of a company that HubSpot knows: a name alone is nobody. Whoever stands there already stays as they are. */
async function logStakeholder(api: HubspotApi, entry: Stakeholder): Promise<CrmPlace | null> {
  const company = idOf(entry.account, 'company');
  if (company === null) return null;
  const contact = await stakeholderContact(api, entry, company);
  await api.link({ type: 'contacts', id: contact }, { type: 'companies', id: company });
  const deal = idOf(entry.deal, 'deal');
  if (deal !== null) await api.link({ type: 'contacts', id: contact }, { type: 'deals', id: deal });
  return api.place('contacts', contact);
}

const nameProperties = ['firstname', 'lastname', refProperty];

async function stakeholderContact(api: HubspotApi, entry: Stakeholder, company: string): Promise<string> {
  const known = idOf(entry.at, 'contact');
  const there = known === null ? null : await api.get('contacts', known, { properties: nameProperties });
  const found = there ?? (await sameName(api, company, entry.name));
  if (found !== null && found.properties[refProperty] !== entry.ref) return found.id;
  const words = entry.name.trim().split(/\s+/);
  const [lastname = '', firstname] = [words.at(-1), words.slice(0, -1).join(' ')];
  const title = entry.title === null ? {} : { jobtitle: entry.title };
  const made = await makeContact(api, entry.ref, { firstname, lastname, ...title });
  return made.object.id;
}

/** However the words of the name are parted. */
async function sameName(api: HubspotApi, company: string, name: string): Promise<HubObject | null> {
  const last = name.trim().split(/\s+/).at(-1) ?? '';
  const filters = [
    { propertyName: 'associatedcompanyid', operator: 'EQ' as const, value: company },
    { propertyName: 'lastname', operator: 'CONTAINS_TOKEN' as const, value: last },
  ];
  const found = await api.search('contacts', { filters, properties: nameProperties, limit: 100 });
  const wanted = plain(name);
  return (
    found.find(({ properties: { firstname, lastname } }) => plain(`${firstname ?? ''} ${lastname ?? ''}`) === wanted) ??
    null
  );
}

const plain = (name: string) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
