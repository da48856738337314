// Deals, meetings and stages of the stand-in Pipedrive, in version 2. Who an activity is with stands in its participants:
// `person_id` follows from them and is refused, as Pipedrive refuses it since version 2.
import { z } from 'zod';
import {
  type Answer,
  type Ask,
  invalid,
  isRefused,
  notFound,
  ok,
  page,
  readStrict,
  refuse,
  refuseV1,
} from './answers.ts';
import { ordered, paging, sorting } from './contacts.ts';
import { type Activity, stamp, touch, type World } from './world.ts';

const count = z.string().regex(/^\d+$/, 'must be a number').transform(Number);
const dealQuery = z.strictObject({
  person_id: count.optional(),
  org_id: count.optional(),
  status: z.string().optional(),
  ...sorting,
  ...paging,
});
const activityQuery = z.strictObject({
  person_id: count.optional(),
  done: z.enum(['true', 'false']).optional(),
  ...sorting,
  ...paging,
});
const stageQuery = z.strictObject({ pipeline_id: count.optional(), ...paging });
const participant = z.strictObject({ person_id: z.int(), primary: z.boolean().optional() });
const activityBody = z
  .strictObject({
    subject: z.string().max(255),
    type: z.enum(['call', 'meeting', 'task', 'deadline', 'email', 'lunch']),
    owner_id: z.int(),
    deal_id: z.int().nullable(),
    lead_id: z.string().nullable(),
    org_id: z.int().nullable(),
    due_date: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date'),
    due_time: z.string().regex(/^\d\d:\d\d(:\d\d)?$/, 'must be a time'),
    duration: z.string().regex(/^\d\d:\d\d(:\d\d)?$/, 'must be a time'),
    busy: z.boolean(),
    done: z.boolean(),
    participants: z.array(participant),
    public_description: z.string(),
    note: z.string(),
  })
  .partial();

export function listDeals({ world, query }: Ask): Answer {
  const read = readStrict(query, dealQuery);
  if (isRefused(read)) return read;
  const { person_id: person, org_id: org, status } = read.data;
  const statuses = status?.split(',');
  const found = world.stands.deals.filter(
    (deal) =>
      (person === undefined || deal.person_id === person) &&
      (org === undefined || deal.org_id === org) &&
      (statuses === undefined ? !deal.is_deleted : statuses.includes(deal.is_deleted ? 'deleted' : deal.status)),
  );
  const shown = ordered(found, read.data).map(({ participants: _, ...deal }) => deal);
  return page(shown, read.data, world);
}

export function listStages({ world, query }: Ask): Answer {
  const read = readStrict(query, stageQuery);
  if (isRefused(read)) return read;
  const { pipeline_id: pipeline } = read.data;
  const found = world.stands.stages.filter((stage) => pipeline === undefined || stage.pipeline_id === pipeline);
  return page(found, read.data, world);
}

const shown = (activity: Activity) => ({
  ...activity,
  person_id: activity.participants.find(({ primary }) => primary)?.person_id ?? null,
});

export function listActivities({ world, query }: Ask): Answer {
  const read = readStrict(query, activityQuery);
  if (isRefused(read)) return read;
  const { person_id: person, done } = read.data;
  const found = world.stands.activities
    .filter((activity) => !activity.is_deleted && (done === undefined || String(activity.done) === done))
    .map(shown)
    .filter((activity) => person === undefined || activity.person_id === person);
  return page(ordered(found, read.data), read.data, world);
}

const alive = (world: World, id: string) =>
  world.stands.activities.find((each) => String(each.id) === id && !each.is_deleted);

export function getActivity({ world, id }: Ask): Answer {
  const found = alive(world, id);
  return found === undefined ? notFound('Activity') : ok(shown(found));
}

function activityFrom(world: World, before: Activity | null, body: unknown): Activity | Answer {
  if (typeof body === 'object' && body !== null && 'person_id' in body) return personIsReadOnly;
  const read = readStrict(body, activityBody);
  if (isRefused(read)) return read;
  const {
    participants,
    due_time: time,
    duration,
    deal_id: _deal,
    lead_id: _lead,
    public_description: _,
    ...rest
  } = read.data;
  const activity = before ?? { ...stamp(world, rest.owner_id), ...newActivity };
  const { persons, users } = world.stands;
  const unknown = participants?.find(
    ({ person_id: id }) => !persons.some((each) => each.id === id && !each.is_deleted),
  );
  if (unknown !== undefined) return invalid(['participants: Person not found']);
  if (rest.owner_id !== undefined && !users.some(({ id }) => id === rest.owner_id)) {
    return invalid(['owner_id: Owner not found']);
  }
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...activity,
    ...given,
    ...(time !== undefined && { due_time: withSeconds(time) }),
    ...(duration !== undefined && { duration: withSeconds(duration) }),
    ...(participants !== undefined && {
      participants: participants.map(({ person_id: id, primary = false }) => ({ person_id: id, primary })),
    }),
  };
}

const newActivity = {
  subject: 'Call',
  type: 'call',
  participants: [],
  org_id: null,
  due_date: null,
  due_time: null,
  duration: null,
  busy: false,
  done: false,
  note: null,
};
const withSeconds = (time: string) => (time.length === 5 ? `${time}:00` : time);
const personIsReadOnly = refuse(
  400,
  `'person_id' is a read-only field. Add a primary participant to set 'person_id' instead. For example: "participants": [{ "person_id": 1, "primary": true }]`,
  'ERR_BAD_REQUEST',
);

export function addActivity({ world, body }: Ask): Answer {
  const activity = activityFrom(world, null, body);
  if ('status' in activity) return activity;
  world.stands.activities.push(activity);
  world.changed();
  return ok(shown(activity));
}

export function changeActivity({ world, id, body }: Ask): Answer {
  const before = alive(world, id);
  if (before === undefined) return notFound('Activity');
  const activity = activityFrom(world, before, body);
  if ('status' in activity) return activity;
  Object.assign(before, activity);
  touch(world, before);
  return ok(shown(before));
}

const dealOf = (world: World, id: string) =>
  world.stands.deals.find((each) => String(each.id) === id && !each.is_deleted);

/** Of version 1; those who have a say in a deal beside its person. */
export function listParticipants({ world, id }: Ask): Answer {
  const deal = dealOf(world, id);
  if (deal === undefined) return refuseV1(404, 'Deal not found');
  const people = [...(deal.person_id === null ? [] : [deal.person_id]), ...deal.participants];
  const pagination = { start: 0, limit: 500, more_items_in_collection: false };
  return ok(
    people.length === 0
      ? null
      : people.map((person, at) => ({ id: at + 1, person_id: { value: person }, active_flag: true })),
    { pagination },
  );
}

export function addParticipant({ world, id, body }: Ask): Answer {
  const deal = dealOf(world, id);
  const read = z.object({ person_id: z.int() }).safeParse(body);
  if (deal === undefined) return refuseV1(404, 'Deal not found');
  if (!read.success) return refuseV1(400, 'Person ID must be given.');
  const { person_id: person } = read.data;
  if (person === deal.person_id || deal.participants.includes(person))
    return refuseV1(400, 'Participant already exists.');
  deal.participants.push(person);
  touch(world, deal);
  return ok({ id: deal.participants.length, person_id: { value: person }, active_flag: true });
}
