// The stand-in Pipedrive itself, over plain HTTP: it refuses what Pipedrive refuses, in Pipedrive's words.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadRequestError } from '../../../src/errors.ts';
import { readPipedriveAct } from '../../../src/sandbox/pipedrive/acts.ts';
import {
  createPipedriveSandbox,
  type PipedriveSandboxOptions,
} from '../../../src/sandbox/pipedrive/pipedrive-sandbox.ts';
import { noon, type StandIn, startPipedrive } from '../../adapters/crm/pipedrive-stand-in.ts';

type Body = Record<string, unknown>;

let pipedrive: StandIn;
async function start(options: PipedriveSandboxOptions = {}): Promise<void> {
  await pipedrive?.close();
  pipedrive = await startPipedrive(options);
}
beforeEach(() => start());
afterEach(() => pipedrive.close());

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> {
  const answer = await fetch(`${pipedrive.url}/api${path}`, {
    method,
    headers: { 'x-api-token': pipedrive.token, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}
const dataOf = async <Data = Body>(method: string, path: string, body?: unknown): Promise<Data> => {
  const answer = await ask(method, path, body);
  expect(answer.body).toMatchObject({ success: true });
  return answer.body.data as Data;
};
const add = (change: Body = {}) =>
  dataOf<Body & { id: number }>('POST', '/v2/persons', { name: 'Vera Stone', ...change });
const codeOf = (name: string) =>
  pipedrive.snapshot().stands.personFields.find((field) => field.field_name === name)!.field_code;
const invalid = (said: string) => ({
  status: 400,
  body: { success: false, error: expect.stringContaining(said), code: 'ERR_SCHEMA_VALIDATION_FAILED' },
});

describe('version 2', () => {
  test('lets nobody in without the token', async () => {
    const answer = await fetch(`${pipedrive.url}/api/v2/persons?api_token=${pipedrive.token}`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      success: false,
      error: 'unauthorized access',
      errorCode: 401,
      error_info: 'Please check developers.pipedrive.com',
    });
  });

  test('makes a person, and answers with every field there is', async () => {
    const person = await add({
      emails: [{ value: 'vera@northwind.example' }],
      custom_fields: { [codeOf('Verdict')]: 'good' },
    });
    expect(person).toMatchObject({
      first_name: 'Vera',
      last_name: 'Stone',
      emails: [{ value: 'vera@northwind.example', primary: true, label: 'work' }],
      add_time: '2026-11-23T12:00:00Z',
      custom_fields: { [codeOf('Verdict')]: 'good', [codeOf('Transcript')]: null },
      is_deleted: false,
    });
    expect(person).not.toHaveProperty('merged_into');
    expect(await dataOf('GET', `/v2/persons/${person.id}`)).toEqual(person);
  });

  test('takes nothing it does not know, and nothing of another type', async () => {
    const text = codeOf('Verdict');
    const wrong: [Body, string][] = [
      [{}, "name: Parameter 'name' is required"],
      [{ name: 'A', email: 'a@b.example' }, "Parameter 'email' is not allowed for this request"],
      [{ name: 'A', [text]: 'x' }, `Parameter '${text}' is not allowed for this request`],
      [{ name: 'A', owner_id: '1' }, 'owner_id'],
      [{ name: 'A', owner_id: 4_711 }, 'owner_id: Owner not found'],
      [{ name: 'A', org_id: 4_711 }, 'org_id: Organization not found'],
      [{ name: 'A', custom_fields: { abc: 'x' } }, "Parameter 'custom_fields.abc' is not allowed"],
      [{ name: 'A', custom_fields: { [text]: 'x'.repeat(256) } }, '255'],
      [{ name: 'A', custom_fields: { [codeOf('Conversation score')]: '40' } }, 'must be a number'],
    ];
    for (const [body, said] of wrong) expect(await ask('POST', '/v2/persons', body), said).toMatchObject(invalid(said));
    expect(await ask('POST', '/v2/persons', { name: 'A', job_title: 'CFO' })).toMatchObject({ status: 403 });
    expect(pipedrive.snapshot().stands.persons).toEqual([]);
  });

  test('takes options by their ids, and never an empty set', async () => {
    pipedrive.does({ kind: 'add-field', name: 'Pillars', type: 'set', options: ['intent', 'context'] });
    pipedrive.does({ kind: 'add-field', name: 'Budget', type: 'monetary' });
    const [set, money] = [codeOf('Pillars'), codeOf('Budget')];
    for (const value of [[], ['intent'], [3], 'intent']) {
      expect(await ask('POST', '/v2/persons', { name: 'A', custom_fields: { [set]: value } })).toMatchObject(
        invalid(set),
      );
    }
    expect(await ask('POST', '/v2/persons', { name: 'A', custom_fields: { [money]: 20 } })).toMatchObject(
      invalid(money),
    );
    await add({ custom_fields: { [set]: [1, 2], [money]: { value: 20, currency: 'EUR' } } });
    await add({ custom_fields: { [set]: null } });
  });

  test('changes what is named, and knows nobody who was deleted', async () => {
    const { id } = await add({ phones: [{ value: '1' }, { value: '2', primary: true }] });
    expect(await dataOf('PATCH', `/v2/persons/${id}`, { name: 'Vera' })).toMatchObject({
      last_name: null,
      phones: [
        { value: '1', primary: false },
        { value: '2', primary: true },
      ],
    });
    pipedrive.does({ kind: 'delete', of: 'person', id: String(id) });
    const gone = { status: 404, body: { success: false, error: 'Person not found', code: 'ERR_NOT_FOUND' } };
    expect(await ask('GET', `/v2/persons/${id}`)).toEqual(gone);
    expect(await ask('PATCH', `/v2/persons/${id}`, { name: 'V' })).toEqual(gone);
    expect(await dataOf('GET', '/v2/persons')).toEqual([]);
  });

  test('lists page by page, changed since a whole second', async () => {
    let at = noon;
    await start({ pageSize: 2, now: () => new Date(at) });
    for (let n = 0; n < 5; n++) await add({ name: `Person ${n}` });
    const first = await ask('GET', '/v2/persons?limit=500');
    expect(first.body.data).toHaveLength(2);
    const { next_cursor: cursor } = first.body.additional_data as { next_cursor: string };
    const second = await ask('GET', `/v2/persons?cursor=${cursor}`);
    expect(second.body.data).toMatchObject([{ name: 'Person 2' }, { name: 'Person 3' }]);
    at = '2026-11-23T13:00:00.500Z';
    await add({ name: 'Late' });
    expect(await dataOf('GET', '/v2/persons?updated_since=2026-11-23T13:00:00Z')).toMatchObject([{ name: 'Late' }]);
    const newest = '/v2/persons?sort_by=update_time&sort_direction=desc&limit=1';
    expect(await dataOf('GET', newest)).toMatchObject([{ name: 'Late' }]);
    for (const query of ['updated_since=2026-11-23T13:00:00.000Z', 'limit=501', 'since=x', 'person=1']) {
      expect((await ask('GET', `/v2/persons?${query}`)).status, query).toBe(400);
    }
  });

  test('finds whole words or parts, and not yet what was written just now', async () => {
    let at = noon;
    await start({ searchLagMs: 5_000, now: () => new Date(at) });
    const { id } = await add({ emails: [{ value: 'Vera@Northwind.example' }] });
    const search = (query: string) => dataOf<{ items: { item: Body }[] }>('GET', `/v2/persons/search?${query}`);
    expect((await search('term=vera@northwind.example')).items).toEqual([]);
    at = '2026-11-23T12:00:06.000Z';
    const exact = await search('term=vera@northwind.example&fields=email&exact_match=true');
    expect(exact.items).toMatchObject([{ item: { id, type: 'person' } }]);
    expect((await search('term=northwind&fields=email')).items).toHaveLength(1);
    expect((await search('term=northwind&fields=email&exact_match=true')).items).toEqual([]);
    expect((await search('term=northwind&fields=name')).items).toEqual([]);
    expect(await ask('GET', '/v2/persons/search?term=v')).toMatchObject(invalid('at least 2'));
  });

  test('knows whom an activity is with by its participants alone', async () => {
    const { id } = await add();
    const meeting = {
      subject: 'Meeting',
      type: 'meeting',
      due_date: '2026-11-25',
      due_time: '15:00',
      duration: '00:30',
    };
    expect(await ask('POST', '/v2/activities', { ...meeting, person_id: id })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining("'person_id' is a read-only field"), code: 'ERR_BAD_REQUEST' },
    });
    const participants = [{ person_id: id, primary: true }];
    const made = await dataOf('POST', '/v2/activities', { ...meeting, participants });
    expect(made).toMatchObject({ person_id: id, due_time: '15:00:00', done: false });
    expect(await dataOf('GET', `/v2/activities?person_id=${id}`)).toEqual([made]);
    expect(await ask('POST', '/v2/activities', { ...meeting, done: 1 })).toMatchObject(invalid('done'));
    expect(await ask('POST', '/v2/activities', { ...meeting, type: 'party' })).toMatchObject(invalid('type'));
    expect(await ask('POST', '/v2/activities', { ...meeting, participants: [{ person_id: 1 }] })).toMatchObject(
      invalid('participants'),
    );
  });

  test('is the only version of what it has', async () => {
    for (const path of ['/v1/persons', '/v1/deals', '/v1/activities'])
      expect((await ask('GET', path)).status).toBe(404);
    expect((await ask('GET', '/v2/notes')).status).toBe(404);
  });
});

describe('version 1', () => {
  const refused = (error: string) => ({ success: false, error, error_info: expect.any(String), data: null });

  test('has a lead with somebody to whom it belongs, and no list where none is', async () => {
    const { id } = await add();
    expect(await ask('GET', '/v1/leads')).toMatchObject({ body: { success: true, data: null } });
    const lead = { title: 'Vera', person_id: id, origin_id: 'lead_1' };
    expect(await ask('POST', '/v1/leads', { title: 'Vera' })).toMatchObject({
      status: 400,
      body: refused('A lead must be linked to a person or an organization.'),
    });
    const unknown = { ...lead, label_ids: ['11111111-1111-4111-8111-111111111111'] };
    expect((await ask('POST', '/v1/leads', unknown)).status).toBe(404);
    const made = await dataOf<Body & { id: string }>('POST', '/v1/leads', lead);
    expect(made).toMatchObject({ origin: 'API', origin_id: 'lead_1', person_id: id });
    expect((await ask('PATCH', `/v1/leads/${made.id}`, { origin_id: 'x' })).status).toBe(400);
    expect(await ask('GET', `/v1/leads?person_id=${id}`)).toMatchObject({
      body: { data: [{ id: made.id }], additional_data: { pagination: { more_items_in_collection: false } } },
    });
  });

  test('cleans what is written in notes, and gives them to others for admins only', async () => {
    const { id } = await add();
    const note = { content: '<p onclick="x">a<!-- b --><script>c</script></p>', person_id: id };
    expect(await dataOf('POST', '/v1/notes', note)).toMatchObject({ content: '<p onclick="x">ac</p>' });
    expect((await ask('POST', '/v1/notes', { content: 'a' })).status).toBe(400);
    const dana = Number(pipedrive.does({ kind: 'add-user', name: 'Dana', email: 'dana@acme.example' }));
    expect((await ask('POST', '/v1/notes', { ...note, user_id: dana })).status).toBe(403);
    await start({ isAdmin: true });
    const person = await add();
    const { id: user } = pipedrive.snapshot().stands.users[0]!;
    expect(await dataOf('POST', '/v1/notes', { content: 'a', person_id: person.id, user_id: user })).toMatchObject({
      user_id: user,
    });
  });

  test('has participants of a deal once', async () => {
    const { id } = await add();
    const deal = pipedrive.does({ kind: 'add-deal', title: 'Rollout' });
    const path = `/v1/deals/${deal}/participants`;
    expect(await ask('GET', path)).toMatchObject({ body: { data: null } });
    await dataOf('POST', path, { person_id: id });
    expect(await ask('POST', path, { person_id: id })).toMatchObject({ status: 400 });
    expect(await dataOf('GET', path)).toMatchObject([{ person_id: { value: id } }]);
  });
});

describe('what people do', () => {
  test('is shown as they see it', async () => {
    const organization = pipedrive.does({
      kind: 'add-organization',
      name: 'Northwind',
      domain: 'northwind.example',
      label: 'Customer',
    });
    const id = pipedrive.does({
      kind: 'add-person',
      name: 'Vera Stone',
      email: 'vera@northwind.example',
      organization,
    });
    pipedrive.does({ kind: 'edit', of: 'person', id, field: 'Verdict', value: 'good' });
    expect(pipedrive.record('person', id)).toEqual({
      kind: 'person',
      id,
      title: 'Vera Stone',
      link: `${pipedrive.url}/person/${id}`,
      owner: 'Baton',
      of: `organization ${organization}`,
      fields: [
        { name: 'Email', value: 'vera@northwind.example' },
        { name: 'Verdict', value: 'good' },
      ],
    });
    expect(pipedrive.record('organization', organization).fields).toEqual([
      { name: 'Label', value: 'Customer' },
      { name: 'Domain', value: 'northwind.example' },
    ]);
  });

  test('merges two into one, with all that belongs to them', async () => {
    const [id, into] = [await add({ custom_fields: { [codeOf('Verdict')]: 'ours' } }), await add({ name: 'V. Stone' })];
    await dataOf('POST', '/v1/notes', { content: 'a', person_id: id.id });
    pipedrive.does({ kind: 'merge-persons', id: String(id.id), into: String(into.id) });
    expect(await dataOf('GET', `/v2/persons/${id.id}`)).toMatchObject({ id: into.id, name: 'V. Stone' });
    expect(pipedrive.record('note', String(pipedrive.snapshot().stands.notes[0]!.id)).of).toBe(`person ${into.id}`);
    expect(pipedrive.record('person', String(into.id)).fields).toEqual([{ name: 'Verdict', value: 'ours' }]);
  });

  test('is told as trouble where nobody can do it', () => {
    const nobody = { kind: 'trouble', text: expect.any(String) };
    expect(pipedrive.act({ kind: 'edit', of: 'person', id: '1', field: 'Name', value: 'x' })).toEqual(nobody);
    expect(pipedrive.act({ kind: 'close-deal', id: '1', as: 'won' })).toEqual(nobody);
    expect(pipedrive.act({ kind: 'convert-lead', id: '1' })).toEqual(nobody);
    expect(pipedrive.act({ kind: 'delete-field', name: 'Name' })).toEqual(nobody);
    expect(pipedrive.act({ kind: 'merge-persons', id: '1', into: '1' })).toEqual(nobody);
    expect(() => readPipedriveAct({ kind: 'close-deal', id: '1', as: 'maybe' })).toThrow(BadRequestError);
  });

  test('outlives a restart', async () => {
    await add();
    let changes = 0;
    const again = createPipedriveSandbox();
    const stop = again.onChange(() => changes++);
    again.restore(pipedrive.snapshot());
    expect(changes).toBe(1);
    stop();
    again.baseUrl = pipedrive.url;
    expect(again.records()).toEqual(pipedrive.records());
    again.act({ kind: 'add-person', name: 'Other' });
    expect(changes).toBe(1);
    expect(pipedrive.records()).toHaveLength(1);
  });
});

test('faults meet the calls they name, as often as they say', async () => {
  pipedrive.faults.add({ method: 'POST', path: '/persons', kind: 'lost-answer' });
  expect((await ask('GET', '/v2/persons')).status).toBe(200);
  await expect(ask('POST', '/v2/persons', { name: 'Vera' })).rejects.toThrow();
  expect(pipedrive.snapshot().stands.persons).toHaveLength(1);
  pipedrive.faults.add({ kind: 'daily', times: 2 });
  for (const status of [429, 429, 200]) expect((await ask('GET', '/v2/persons')).status).toBe(status);
  pipedrive.faults.add({ kind: 'burst' });
  pipedrive.faults.clear();
  expect((await ask('GET', '/v2/persons')).status).toBe(200);
});
