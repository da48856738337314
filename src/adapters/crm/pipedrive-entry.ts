// What stands beside a person in Pipedrive: notes, meetings as activities, and colleagues as persons of the same organization.
// Notes and activities have no name of ours, so it stands as a last line in them; what people write below it stays theirs.
import { z } from 'zod';
import type { CrmEntry, CrmPlace } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import { cut, gone, idOf, isGone, type PipedriveApi } from './pipedrive-api.ts';
import { refFieldOf, titleFieldOf } from './pipedrive-fields.ts';
import { bears, type Person } from './pipedrive-person.ts';
import type { Parts } from './pipedrive-upsert.ts';
import type { Answer, Call } from './rest.ts';

type Note = Extract<CrmEntry, { kind: 'note' }>;
type Meeting = Extract<CrmEntry, { kind: 'meeting' }>;
type Stakeholder = Extract<CrmEntry, { kind: 'stakeholder' }>;

const noteShape = z.object({ id: z.number(), content: z.string().nullish(), active_flag: z.boolean().nullish() });
const activityShape = z.object({
  id: z.number(),
  subject: z.string().nullish(),
  note: z.string().nullish(),
  is_deleted: z.boolean().nullish(),
});
const participantShape = z.object({
  person_id: z.union([z.number(), z.object({ value: z.number() }).transform(({ value }) => value)]),
});

/** Less than what Pipedrive keeps in one note. */
const longestNote = 60_000;
const longestTitle = 255;

export async function logEntry(parts: Parts, entry: CrmEntry): Promise<CrmPlace | null> {
  if (entry.kind === 'stakeholder') return logStakeholder(parts, entry);
  const id = idOf(entry.person, 'person');
  const person = id === null ? null : await parts.persons.get(id);
  // Who was merged where Pipedrive does not say so is looked for anew by whoever asks next.
  if (person === null) throw gone('person');
  return entry.kind === 'note' ? logNote(parts.api, entry, person) : logMeeting(parts.api, entry, person);
}

async function logNote(api: PipedriveApi, entry: Note, person: Person): Promise<CrmPlace> {
  const path = '/api/v1/notes';
  const known = idOf(entry.at, 'note');
  const there =
    known === null ? null : await api.one({ what: 'a note', method: 'GET', path: `${path}/${known}` }, noteShape);
  const query = { person_id: String(person.id) };
  const found =
    there !== null && there.active_flag !== false
      ? there
      : (await api.all({ what: 'the notes of a person', method: 'GET', path, query }, noteShape)).find(({ content }) =>
          isOurs(content, entry.ref),
        );
  const content = htmlOf(entry, found?.content ?? null);
  const added = new Date(entry.on).toISOString().slice(0, 19).replace('T', ' ');
  const call: Call & { body: object } =
    found === undefined
      ? { what: 'a new note', method: 'POST', path, body: { content, person_id: person.id, add_time: added } }
      : { what: 'a change of a note', method: 'PUT', path: `${path}/${found.id}`, body: { content } };
  const answer = await sendFor(api, call, ownerAs('user_id', entry));
  if (isGone(answer)) throw gone('note');
  const { id } = api.data(call, answer, noteShape);
  return api.place('note', id, `person/${person.id}`);
}

/** Only an admin writes a note in somebody else's name, and nobody owns anything who has left: then it is Baton's own. */
async function sendFor(
  api: PipedriveApi,
  call: Call & { body: object },
  owner: Record<string, number>,
): Promise<Answer> {
  if (Object.keys(owner).length === 0) return api.send(call);
  try {
    const answer = await api.send({ ...call, body: { ...call.body, ...owner } });
    return answer.status === 400 || answer.status === 422 ? await api.send(call) : answer;
  } catch (error) {
    if (error instanceof OutsideError && error.status === 403) return api.send(call);
    throw error;
  }
}

const ownerAs = (key: 'user_id' | 'owner_id', { owner }: CrmEntry): Record<string, number> =>
  owner === null ? {} : { [key]: Number(owner) };

async function logMeeting(api: PipedriveApi, entry: Meeting, person: Person): Promise<CrmPlace> {
  const path = '/api/v2/activities';
  const known = idOf(entry.at, 'activity');
  const there =
    known === null
      ? null
      : await api.one({ what: 'an activity', method: 'GET', path: `${path}/${known}` }, activityShape);
  const query = { person_id: String(person.id) };
  const found =
    there !== null && !there.is_deleted
      ? there
      : (await api.all({ what: 'the activities of a person', method: 'GET', path, query }, activityShape)).find(
          ({ note }) => isOurs(note, entry.ref),
        );
  const body = meetingBody(entry, found ?? null);
  const organization = idOf(entry.account, 'organization') ?? person.org_id ?? null;
  const links = {
    participants: [{ person_id: person.id, primary: true }],
    ...(organization !== null && { org_id: organization }),
  };
  const call: Call & { body: object } =
    found === undefined
      ? { what: 'a new activity', method: 'POST', path, body: { ...body, type: 'meeting', ...links } }
      : { what: 'a change of an activity', method: 'PATCH', path: `${path}/${found.id}`, body };
  const answer = await sendFor(api, call, ownerAs('owner_id', entry));
  if (isGone(answer)) throw gone('activity');
  const { id } = api.data(call, answer, activityShape);
  return api.place('activity', id, `person/${person.id}`);
}

const marks = { planned: '', held: '', 'no-show': '[no-show] ', cancelled: '[cancelled] ' } as const;
const marked = /^\[(no-show|cancelled)\] /;

/** Pipedrive has no state but done. A planned meeting that a person ticked off stays so; it is undone only with its mark. */
function meetingBody(entry: Meeting, there: z.output<typeof activityShape> | null): Record<string, unknown> {
  const { state, title, startsAt, endsAt } = entry;
  const start = new Date(startsAt).toISOString();
  const minutes = Math.max(0, Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000));
  const isPlanned = state === 'planned';
  return {
    subject: cut(`${marks[state]}${title}`, longestTitle),
    due_date: start.slice(0, 10),
    due_time: start.slice(11, 16),
    duration: `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`,
    busy: isPlanned,
    ...((!isPlanned || marked.test(there?.subject ?? '')) && { done: !isPlanned }),
    note: htmlOf(entry, there?.note ?? null),
  };
}

const twoDigits = (number: number) => String(number).padStart(2, '0');

const signature = (ref: string) => `Baton ${ref}`;
const isOurs = (html: string | null | undefined, ref: string) => new RegExp(`\\b${signature(ref)}\\b`).test(html ?? '');

/** A conversation that is too long loses its end, and what people wrote below our last line stays. */
function htmlOf({ title, text, ref }: Note | Meeting, before: string | null): string {
  const head = `<p><b>${escaped(cut(title, longestTitle))}</b></p><p>`;
  const foot = `</p><p><i>${signature(ref)}</i></p>`;
  const lines = escaped(text).replaceAll(/\r?\n/g, '<br>');
  const isShort = lines.length <= longestNote;
  const body = isShort ? lines : `${cut(lines, longestNote).replace(/(&[a-z]{0,4}|<[a-z]{0,2})$/, '')}…`;
  return `${head}${body}${foot}${belowOurs(before, ref)}`;
}

function belowOurs(before: string | null, ref: string): string {
  const after = before?.split(new RegExp(`\\b${signature(ref)}\\b`)).at(1) ?? '';
  return after.replace(/^(\s*<\/(i|em|p|span|div)>)*/, '');
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Only somebody of a company that Pipedrive knows: a name alone is nobody. Whoever stands there already stays as they are. */
async function logStakeholder(parts: Parts, entry: Stakeholder): Promise<CrmPlace | null> {
  const { api, persons, fields } = parts;
  const organization = idOf(entry.account, 'organization');
  if (organization === null) return null;
  const known = await fields.ofPersons();
  const refField = refFieldOf(known);
  const id = idOf(entry.at, 'person');
  const there = id === null ? null : await persons.get(id);
  const colleagues = there === null ? await persons.ofOrganization(organization) : [there];
  const isNamed = ({ name }: Person) => name.trim().toLowerCase() === entry.name.trim().toLowerCase();
  const found =
    there ??
    colleagues.find((each) => refField !== null && bears(each, refField, entry.ref)) ??
    colleagues.find(isNamed);
  const person = found ?? (await makeColleague(parts, entry, organization));
  const deal = idOf(entry.deal, 'deal');
  if (deal !== null) await takePart(api, deal, person.id);
  return api.place('person', person.id);
}

async function makeColleague(
  { api, persons, fields }: Parts,
  entry: Stakeholder,
  organization: number,
): Promise<Person> {
  const known = await fields.ofPersons();
  const refField = refFieldOf(known);
  const field = titleFieldOf(known);
  const title = entry.title === null || field === null ? null : { field, text: cut(entry.title, longestTitle) };
  const custom = {
    ...(refField !== null && { [refField.field_code]: entry.ref }),
    ...(title?.field.is_custom_field && { [title.field.field_code]: title.text }),
  };
  const call = persons.write(null, {
    name: cut(entry.name.trim(), longestTitle),
    org_id: organization,
    ...(title?.field.is_custom_field === false && { job_title: title.text }),
    ...(Object.keys(custom).length > 0 && { custom_fields: custom }),
  });
  const person = persons.read(call, await sendFor(api, call, ownerAs('owner_id', entry)));
  if (person === null) throw gone('organization');
  return person;
}

/** As often as it is asked to. A deal that is gone in the meantime has no participants. */
async function takePart(api: PipedriveApi, deal: number, person: number): Promise<void> {
  const path = `/api/v1/deals/${deal}/participants`;
  const read: Call = { what: 'the participants of a deal', method: 'GET', path };
  const answer = await api.send(read);
  if (isGone(answer)) return;
  const there = api.data(read, answer, z.array(participantShape).nullable()) ?? [];
  if (there.some(({ person_id: id }) => id === person)) return;
  const add: Call = { what: 'a participant of a deal', method: 'POST', path, body: { person_id: person } };
  const added = await api.send(add);
  if (added.status >= 400 && !isGone(added)) throw api.refusal(add, added);
}
