// What people change in a record of the stand-in Pipedrive, field by field, as its pages let them.
import { customProblems } from './custom-values.ts';
import { type Field, fieldNamed, type Person, touch, type World } from './world.ts';

export type Edit = { of: string; id: string; field: string; value: string | null };
export type PipedriveActAnswer = { kind: 'done'; id?: string } | { kind: 'trouble'; text: string };

export const done = (about?: string | number): PipedriveActAnswer => ({
  kind: 'done',
  ...(about !== undefined && { id: String(about) }),
});
export const trouble = (sentence: string): PipedriveActAnswer => ({ kind: 'trouble', text: sentence });
export const personOf = ({ stands }: World, wanted: string): Person | undefined =>
  stands.persons.find((each) => String(each.id) === wanted && !each.is_deleted);

export function editPerson(world: World, act: Edit): PipedriveActAnswer {
  const person = personOf(world, act.id);
  if (person === undefined) return trouble(`There is no person ${act.id}.`);
  const list = act.value === null ? [] : [{ value: act.value, primary: true, label: 'work' }];
  const field = fieldNamed(world.stands.personFields, act.field);
  if (act.field === 'Name') person.name = act.value ?? '';
  else if (act.field === 'Email') person.emails = list;
  else if (act.field === 'Phone') person.phones = list;
  else if (field === undefined) return trouble(`Persons have no field ${act.field}.`);
  else {
    const value = typed(field, act.value);
    const problems = customProblems(world.stands.personFields, { [field.field_code]: value }, world);
    if (problems.length > 0) return trouble(problems.join(' '));
    person.custom_fields[field.field_code] = value;
  }
  touch(world, person);
  return done(act.id);
}

function typed({ field_type: type, options }: Field, value: string | null): unknown {
  if (value === null) return null;
  if (type === 'double') return Number(value);
  const chosen = (label: string) => options?.find((option) => option.label === label.trim())?.id;
  if (type === 'enum') return chosen(value);
  return type === 'set' ? value.split(',').map(chosen) : value;
}

export function editOther(world: World, act: Edit): PipedriveActAnswer {
  const { leads, leadLabels, notes, activities, organizations } = world.stands;
  const lead = act.of === 'lead' ? leads.find((each) => each.id === act.id) : undefined;
  const note = act.of === 'note' ? notes.find((each) => String(each.id) === act.id) : undefined;
  const meeting = act.of === 'meeting' ? activities.find((each) => String(each.id) === act.id) : undefined;
  const organization = act.of === 'organization' ? organizations.find((each) => String(each.id) === act.id) : undefined;
  const value = act.value ?? '';
  if (lead !== undefined && act.field === 'Label') {
    lead.label_ids = leadLabels.filter(({ name }) => value.split(',').includes(name)).map(({ id: each }) => each);
  } else if (note !== undefined && act.field === 'Content') note.content = value;
  else if (meeting !== undefined && act.field === 'Note') meeting.note = value;
  else if (meeting !== undefined && act.field === 'Done') meeting.done = value === 'yes';
  else if (organization !== undefined && act.field === 'Name') organization.name = value;
  else return trouble(`This ${act.of} has no field ${act.field} that people change.`);
  world.changed();
  return done(act.id);
}
