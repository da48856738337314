// What of Pipedrive still speaks version 1: the Leads Inbox with its labels, notes, and the people who work there. Numbers for
// yes and no, times without a zone, empty lists that are null, and refusals without a code.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, type Ask, ok, pageV1, refuseV1 } from './answers.ts';
import { type Lead, type Note, seconds, touch, type World, withoutZone } from './world.ts';

const leadBody = z
  .strictObject({
    title: z.string().min(1).max(255),
    owner_id: z.int(),
    label_ids: z.array(z.uuid()),
    person_id: z.int().nullable(),
    organization_id: z.int().nullable(),
    origin_id: z.string().max(255).nullable(),
    channel: z.int().nullable(),
    channel_id: z.string().max(255).nullable(),
    is_archived: z.boolean(),
    was_seen: z.boolean(),
  })
  .partial();
const noteBody = z
  .object({
    content: z.string().min(1).max(100_000),
    person_id: z.int(),
    org_id: z.int(),
    lead_id: z.string(),
    deal_id: z.int(),
    user_id: z.int(),
    add_time: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    pinned_to_person_flag: z.union([z.literal(0), z.literal(1)]),
  })
  .partial();

const shownLead = (lead: Lead) => ({
  ...lead,
  creator_id: lead.owner_id,
  source_name: 'API',
  was_seen: false,
  value: null,
});

export function listLeads({ world, query }: Ask): Answer {
  const { person_id: person } = query;
  const found = world.stands.leads.filter(
    (lead) => !lead.is_archived && (person === undefined || String(lead.person_id) === person),
  );
  return pageV1(found.map(shownLead), query, world);
}

function leadFrom(world: World, before: Lead | null, body: unknown): Lead | Answer {
  const read = leadBody.safeParse(body);
  if (!read.success)
    return refuseV1(400, `The request was invalid: ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  const {
    title,
    owner_id: owner,
    label_ids: labels,
    origin_id: origin,
    was_seen: _seen,
    channel: _channel,
    ...rest
  } = read.data;
  const { leadLabels, persons, users } = world.stands;
  if (before === null && title === undefined) return refuseV1(400, 'A title must be provided.');
  if (before === null && rest.person_id === undefined && rest.organization_id === undefined) {
    return refuseV1(400, 'A lead must be linked to a person or an organization.');
  }
  if (before !== null && origin !== undefined) return refuseV1(400, 'The origin of a lead cannot be changed.');
  if (rest.person_id && !persons.some(({ id, is_deleted: gone }) => id === rest.person_id && !gone)) {
    return refuseV1(404, 'The person was not found.');
  }
  if (labels?.some((each) => !leadLabels.some(({ id }) => id === each))) return refuseV1(404, 'A label was not found.');
  if (owner !== undefined && !users.some(({ id, active_flag: active }) => id === owner && active)) {
    return refuseV1(404, 'The owner was not found.');
  }
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(before ?? newLead(world, { title: title ?? '', origin_id: origin ?? null })),
    ...given,
    ...(title !== undefined && { title }),
    ...(owner !== undefined && { owner_id: owner }),
    ...(labels !== undefined && { label_ids: labels }),
  };
}

export function newLead(world: World, about: { title: string; origin_id: string | null }): Lead {
  const at = seconds(world.now());
  return {
    id: randomUUID(),
    ...about,
    origin: 'API',
    owner_id: world.me,
    person_id: null,
    organization_id: null,
    label_ids: [],
    channel_id: null,
    is_archived: false,
    add_time: at,
    update_time: at,
  };
}

export function addLead({ world, body }: Ask): Answer {
  const lead = leadFrom(world, null, body);
  if ('status' in lead) return lead;
  world.stands.leads.push(lead);
  world.changed();
  return ok(shownLead(lead), null, 201);
}

export function changeLead({ world, id, body }: Ask): Answer {
  const before = world.stands.leads.find((each) => each.id === id);
  if (before === undefined) return refuseV1(404, 'The lead was not found.');
  const lead = leadFrom(world, before, body);
  if ('status' in lead) return lead;
  Object.assign(before, lead);
  touch(world, before);
  return ok(shownLead(before));
}

export const listLeadLabels = ({ world }: Ask): Answer => ok(world.stands.leadLabels);

/** Pipedrive keeps a few marks of text and throws the rest away, comments too. */
const sanitized = (html: string) =>
  html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<(?!\/?(p|br|b|strong|i|em|u|a|ul|ol|li|h[1-6]|blockquote|div|span)\b)[^>]*>/gi, '');

const notYours = refuseV1(403, 'Only an admin can change the author of a note.');

export function listNotes({ world, query }: Ask): Answer {
  const { person_id: person } = query;
  const found = world.stands.notes.filter(
    (note) => note.active_flag && (person === undefined || String(note.person_id) === person),
  );
  return pageV1(found, query, world);
}

const noteOf = (world: World, id: string) =>
  world.stands.notes.find((each) => String(each.id) === id && each.active_flag);

export function addNote({ world, body }: Ask): Answer {
  const read = noteBody.safeParse(body);
  if (!read.success || read.data.content === undefined) return refuseV1(400, 'Note content must be given.');
  const { content, person_id: person = null, org_id: org = null, user_id: author, add_time: added } = read.data;
  if (author !== undefined && !world.isAdmin) return notYours;
  if (person === null && org === null) return refuseV1(400, 'A note must be linked to an item.');
  if (person !== null && !world.stands.persons.some(({ id, is_deleted: gone }) => id === person && !gone)) {
    return refuseV1(404, 'Person not found');
  }
  const at = withoutZone(world.now());
  const note: Note = {
    id: world.stands.nextId++,
    content: sanitized(content),
    person_id: person,
    org_id: org,
    user_id: author ?? world.me,
    active_flag: true,
    add_time: added ?? at,
    update_time: at,
  };
  world.stands.notes.push(note);
  world.changed();
  return ok(note, null, 201);
}

export function getNote({ world, id }: Ask): Answer {
  const note = noteOf(world, id);
  return note === undefined ? refuseV1(404, 'Note not found') : ok(note);
}

export function changeNote({ world, id, body }: Ask): Answer {
  const note = noteOf(world, id);
  if (note === undefined) return refuseV1(404, 'Note not found');
  const read = noteBody.safeParse(body);
  if (!read.success) return refuseV1(400, 'Note content must be given.');
  const { content, user_id: author } = read.data;
  if (author !== undefined && !world.isAdmin) return notYours;
  if (content !== undefined) note.content = sanitized(content);
  if (author !== undefined) note.user_id = author;
  note.update_time = withoutZone(world.now());
  world.changed();
  return ok(note);
}

export const listUsers = ({ world }: Ask): Answer =>
  ok(world.stands.users.map((user) => ({ ...user, is_you: user.id === world.me })));
