// The stand-in HubSpot itself, over plain HTTP: it refuses what HubSpot refuses, in HubSpot's words.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readHubspotAct } from '../../src/sandbox/hubspot/acts.ts';
import { createHubspotSandbox, type HubspotSandboxOptions } from '../../src/sandbox/hubspot/hubspot-sandbox.ts';
import { type StandIn, startHubspot } from '../adapters/crm/hubspot-stand.ts';

type Body = Record<string, unknown>;
type Refusal = { status: string; message: string; category: string; correlationId: string; errors?: Body[] };
type Shown = { id: string; properties: Record<string, string | null>; archived: boolean; new?: boolean };
type Batch = { status: string; results: Shown[]; errors?: Body[]; numErrors?: number };
type Found = { total: number; results: Shown[]; paging?: { next: { after: string } } };

let hubspot: StandIn;
const start = async (options: HubspotSandboxOptions = {}) => {
  await hubspot?.close();
  hubspot = await startHubspot(options);
};
beforeEach(() => start());
afterEach(() => hubspot.close());

const contacts = '/crm/v3/objects/contacts';
const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }> => {
  const answer = await hubspot.request(method, path, body);
  return { status: answer.status, body: (await answer.json()) as Answer };
};
const create = (properties: Body) => ask<Shown>('POST', contacts, { properties });
const refusal = async (method: string, path: string, body?: unknown) => {
  const answer = await ask<Refusal>(method, path, body);
  expect(answer.body.status).toBe('error');
  expect(answer.body.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  return { ...answer.body, status: answer.status };
};
const did = (answer: ReturnType<StandIn['act']>) => (answer.kind === 'done' ? (answer.id ?? '') : '');
const search = (body: Body, type = 'contacts') => ask<Found>('POST', `/crm/v3/objects/${type}/search`, body);

describe('who asks', () => {
  test.each([{}, { authorization: 'Bearer pat-na1-other' }, { authorization: 'pat' }])(
    'nobody with %o',
    async (headers) => {
      const answer = await hubspot.request('GET', '/crm/v3/owners', undefined, { authorization: '', ...headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ status: 'error', category: 'INVALID_AUTHENTICATION' });
    },
  );

  test.each([
    ['GET', `${contacts}/1`, 'crm.objects.contacts.read'],
    ['POST', contacts, 'crm.objects.contacts.write'],
    ['PATCH', '/crm/v3/objects/companies/1', 'crm.objects.companies.write'],
    ['POST', '/crm/v3/objects/deals/search', 'crm.objects.deals.read'],
    ['POST', '/crm/v3/objects/notes', 'crm.objects.contacts.write'],
    ['GET', '/crm/v3/owners', 'crm.objects.owners.read'],
    ['GET', '/crm/v3/properties/contacts', 'crm.schemas.contacts.read'],
    ['GET', '/crm/v3/pipelines/deals', 'crm.objects.deals.read'],
  ])('%s %s needs %s', async (method, path, scope) => {
    await start({ scopes: [] });
    const { status, category, errors } = await refusal(method, path, method === 'GET' ? undefined : {});
    expect({ status, category }).toEqual({ status: 403, category: 'MISSING_SCOPES' });
    expect(errors).toMatchObject([{ context: { requiredGranularScopes: [scope] } }]);
  });

  test('is told whose account it is, and not what HubSpot does not know', async () => {
    const { body } = await ask<Body>('GET', '/account-info/v3/details');
    expect(body).toMatchObject({ portalId: 48_151_623, timeZone: 'US/Eastern', companyCurrency: 'USD' });
    expect(await refusal('GET', '/crm/v3/objects/leads/1')).toMatchObject({ status: 404 });
    expect(await refusal('GET', '/crm/v9')).toMatchObject({ status: 404 });
  });
});

describe('a contact', () => {
  test('is made, read by id, by address and by a unique value, and changed', async () => {
    const { status, body } = await create({
      email: 'Vera@Northwind.example',
      firstname: 'Vera',
      team_size: 40,
      baton_id: 'lead_1',
    });
    expect(status).toBe(201);
    expect(body.properties).toMatchObject({ email: 'vera@northwind.example', team_size: '40', hs_object_id: body.id });
    for (const path of [body.id, 'VERA@northwind.example?idProperty=email', 'lead_1?idProperty=baton_id']) {
      const mark = path.includes('?') ? '&' : '?';
      const read = await ask<Shown>('GET', `${contacts}/${path}${mark}properties=firstname,pain,nonsense`);
      expect(read).toMatchObject({ status: 200, body: { id: body.id, properties: { firstname: 'Vera', pain: null } } });
      expect(read.body.properties).not.toHaveProperty('nonsense');
    }
    const changed = await ask<Shown>('PATCH', `${contacts}/${body.id}`, { properties: { firstname: '', pain: 'x' } });
    expect(changed.body.properties).toMatchObject({ firstname: null, pain: 'x' });
    expect(changed.body.properties).not.toHaveProperty('email');
  });

  test('is not there', async () => {
    const { body } = await create({ email: 'vera@northwind.example' });
    hubspot.act({ kind: 'delete', of: 'contact', id: body.id });
    for (const path of ['9', body.id, 'vera@northwind.example?idProperty=email', 'x?idProperty=baton_id']) {
      expect(await refusal('GET', `${contacts}/${path}`)).toMatchObject({ status: 404, category: 'OBJECT_NOT_FOUND' });
    }
    expect(await refusal('PATCH', `${contacts}/9`, { properties: {} })).toMatchObject({ status: 404 });
    expect(await refusal('GET', `${contacts}/x?idProperty=pain`)).toMatchObject({
      status: 400,
      message: 'Unable to perform update/upsert by non-unique 0-1 property pain in portal ID 48151623',
    });
  });

  test('is refused with everything that is wrong, in the message and beside it', async () => {
    const wrong = {
      nonsense: 'x',
      score_of_hubspot: '1',
      team_size: 'about forty',
      hs_lead_status: 'Nope',
      email: 'vera at northwind',
      hubspot_owner_id: '999',
      pain: 'x'.repeat(65_537),
    };
    const { status, category, message, errors = [] } = await refusal('POST', contacts, { properties: wrong });
    expect({ status, category }).toEqual({ status: 400, category: 'VALIDATION_ERROR' });
    const said = JSON.parse(message.replace('Property values were not valid: ', '')) as Body[];
    const codes = {
      nonsense: 'PROPERTY_DOESNT_EXIST',
      score_of_hubspot: 'READ_ONLY_VALUE',
      team_size: 'INVALID_LONG',
      hs_lead_status: 'INVALID_OPTION',
      email: 'INVALID_EMAIL',
      hubspot_owner_id: 'INVALID_OWNER_ID',
      pain: 'VALUE_TOO_LONG',
    };
    expect(Object.fromEntries(said.map(({ name, error }) => [name, error]))).toEqual(codes);
    expect(said[0]).toMatchObject({
      isValid: false,
      portalId: 48_151_623,
      localizedErrorMessage: 'Property "nonsense" does not exist',
    });
    const beside = errors.map(({ code, context }) => [(context as { propertyName: string[] }).propertyName[0], code]);
    expect(Object.fromEntries(beside)).toEqual(codes);
    expect(hubspot.world.people()).toEqual([]);
  });

  test('has its address and its unique values alone', async () => {
    const { body } = await create({ email: 'vera@northwind.example', baton_id: 'lead_1' });
    const taken = { status: 409, category: 'CONFLICT', message: `Contact already exists. Existing ID: ${body.id}` };
    expect(await refusal('POST', contacts, { properties: { email: 'VERA@northwind.example' } })).toMatchObject(taken);
    const other = (await create({ firstname: 'Paul' })).body.id;
    expect(
      await refusal('PATCH', `${contacts}/${other}`, { properties: { email: 'vera@northwind.example' } }),
    ).toMatchObject(taken);
    expect(await refusal('PATCH', `${contacts}/${other}`, { properties: { baton_id: 'lead_1' } })).toMatchObject({
      status: 400,
      message: expect.stringContaining(`on ${other}. ${body.id} already has that value.`),
      errors: [{ code: 'CONFLICTING_UNIQUE_VALUE', context: { propertyName: ['baton_id'] } }],
    });
  });

  test('that was merged answers as what it became, under its old address too', async () => {
    const old = (await create({ email: 'old@northwind.example', phone: '1', firstname: 'Old' })).body.id;
    const into = (await create({ email: 'new@northwind.example', firstname: 'New' })).body.id;
    hubspot.act({ kind: 'merge-contacts', id: old, into });
    for (const path of [old, into, 'old@northwind.example?idProperty=email']) {
      const mark = path.includes('?') ? '&' : '?';
      const { body } = await ask<Shown>(
        'GET',
        `${contacts}/${path}${mark}properties=firstname,phone,email,hs_merged_object_ids`,
      );
      expect(body).toMatchObject({
        id: into,
        properties: { firstname: 'New', phone: '1', email: 'new@northwind.example', hs_merged_object_ids: old },
      });
    }
    expect(await refusal('POST', contacts, { properties: { email: 'old@northwind.example' } })).toMatchObject({
      status: 409,
    });
  });

  test.each(['{"properties":', '[]', '{"properties":{"email":{}}}'])('is not made of %s', async (body) => {
    expect(await refusal('POST', contacts, body)).toMatchObject({ status: 400, category: 'VALIDATION_ERROR' });
  });
});

describe('in a batch', () => {
  const upsert = (input: Body) => ask<Batch>('POST', `${contacts}/batch/upsert`, { inputs: [input] });

  test('one is made, and changed when it is there already', async () => {
    const input = { id: 'lead_1', idProperty: 'baton_id', properties: { firstname: 'Vera' } };
    const first = await upsert(input);
    expect(first).toMatchObject({
      status: 200,
      body: { status: 'COMPLETE', results: [{ new: true, properties: { baton_id: 'lead_1' } }] },
    });
    const again = await upsert({ ...input, properties: { firstname: 'V.' } });
    expect(again.body.results).toMatchObject([
      { id: first.body.results[0]!.id, new: false, properties: { firstname: 'V.' } },
    ]);
    expect(hubspot.world.people()).toHaveLength(1);
  });

  test('is refused as one alone, or among the results', async () => {
    const input = { id: 'lead_1', idProperty: 'baton_id', properties: { nonsense: 'x' } };
    expect(await refusal('POST', `${contacts}/batch/upsert`, { inputs: [input] })).toMatchObject({ status: 400 });
    const plain = { inputs: [{ ...input, idProperty: 'pain' }] };
    expect(await refusal('POST', `${contacts}/batch/upsert`, plain)).toMatchObject({
      message: expect.stringContaining('non-unique'),
    });
    await start({ multiStatus: true });
    const { status, body } = await upsert(input);
    expect(status).toBe(207);
    expect(body).toMatchObject({ results: [], numErrors: 1, errors: [{ category: 'VALIDATION_ERROR' }] });
  });

  test('what is not there is told beside what is', async () => {
    const { id } = (await create({ firstname: 'Vera' })).body;
    const read = (inputs: Body[]) =>
      ask<Batch>('POST', `${contacts}/batch/read`, { properties: ['firstname'], inputs });
    expect(await read([{ id }])).toMatchObject({
      status: 200,
      body: { results: [{ id, properties: { firstname: 'Vera' } }] },
    });
    const { status, body } = await read([{ id: '9' }, { id }]);
    expect(status).toBe(207);
    expect(body).toMatchObject({
      results: [{ id }],
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['9'] } }],
    });
    const many = Array.from({ length: 101 }, () => ({ id }));
    expect(await refusal('POST', `${contacts}/batch/read`, { inputs: many })).toMatchObject({ status: 400 });
  });
});

describe('a search', () => {
  const filter = (propertyName: string, operator: string, value?: string) => ({
    filterGroups: [{ filters: [{ propertyName, operator, value }] }],
  });
  const names = async (body: Body) =>
    (await search({ ...body, properties: ['firstname'] })).body.results.map(({ properties }) => properties.firstname);

  test('finds by what stands, in order and in pages', async () => {
    for (const [firstname, lastname, team_size] of [
      ['A', 'van der Berg', '5'],
      ['B', 'Bergson', '50'],
      ['C', 'berg', '500'],
    ]) {
      await create({ firstname, lastname, team_size });
    }
    expect(await names(filter('lastname', 'EQ', 'BERG'))).toEqual(['C']);
    expect(await names(filter('lastname', 'CONTAINS_TOKEN', 'Berg'))).toEqual(['A', 'C']);
    expect(await names(filter('team_size', 'GT', '5'))).toEqual(['B', 'C']);
    expect(await names(filter('team_size', 'LTE', '50'))).toEqual(['A', 'B']);
    expect(await names(filter('email', 'NOT_HAS_PROPERTY'))).toEqual(['A', 'B', 'C']);
    expect(await names(filter('createdate', 'GTE', String(hubspot.now().getTime() + 60_000)))).toEqual([]);
    expect(await names(filter('createdate', 'LT', '2026-11-24T00:00:00Z'))).toHaveLength(3);
    expect(await names({ sorts: [{ propertyName: 'team_size', direction: 'DESCENDING' }] })).toEqual(['C', 'B', 'A']);
    const page = await search({ limit: 2 });
    expect(page.body).toMatchObject({ total: 3, paging: { next: { after: '2' } } });
    expect((await search({ limit: 2, after: '2' })).body.results).toHaveLength(1);
  });

  test.each([
    [
      'an unknown property',
      { filterGroups: [{ filters: [{ propertyName: 'nonsense', operator: 'EQ', value: '1' }] }] },
    ],
    ['an unknown operator', { filterGroups: [{ filters: [{ propertyName: 'email', operator: 'LIKE', value: '1' }] }] }],
    ['a page of 201', { limit: 201 }],
    ['more than 10,000', { limit: 200, after: '9900' }],
    ['six groups', { filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
  ])('is refused with %s', async (_, body) => {
    expect(await refusal('POST', `${contacts}/search`, body)).toMatchObject({
      status: 400,
      category: 'VALIDATION_ERROR',
    });
  });

  test('is behind: it sees what stood a while ago', async () => {
    await start({ searchLagMs: 30_000 });
    const { id } = (await create({ firstname: 'Vera' })).body;
    expect(await names({})).toEqual([]);
    hubspot.pass(31_000);
    expect(await names({})).toEqual(['Vera']);
    await ask('PATCH', `${contacts}/${id}`, { properties: { firstname: 'V.' } });
    expect(await names({})).toEqual(['Vera']);
    hubspot.pass(31_000);
    expect(await names({})).toEqual(['V.']);
  });

  test('is refused when they come too fast', async () => {
    await start({ searchesPerSecond: 2 });
    const statuses = await Promise.all([1, 2, 3].map(async () => (await search({})).status));
    expect(statuses.toSorted()).toEqual([200, 200, 429]);
    expect((await search({})).body).toMatchObject({ policyName: 'SECONDLY', errorType: 'RATE_LIMIT' });
  });
});

describe('what hangs on what', () => {
  const link = (from: string, to: string) => ask('PUT', `/crm/v4/objects/${from}/associations/default/${to}`);

  test('the first company is the primary one, and hangs only once', async () => {
    const contact = (await create({ firstname: 'Vera' })).body.id;
    const [one, two] = [1, 2].map((n) => did(hubspot.act({ kind: 'add-company', values: { name: `Company ${n}` } })));
    for (const company of [one, one, two]) await link(`contacts/${contact}`, `companies/${company}`);
    const { body } = await ask<{ results: Body[] }>(
      'GET',
      `/crm/v4/objects/contacts/${contact}/associations/companies`,
    );
    expect(body.results).toMatchObject([
      {
        toObjectId: Number(one),
        associationTypes: [
          { typeId: 1, label: 'Primary' },
          { typeId: 279, label: null },
        ],
      },
      { toObjectId: Number(two), associationTypes: [{ typeId: 279 }] },
    ]);
    const read = await ask<Shown>('GET', `${contacts}/${contact}?properties=associatedcompanyid`);
    expect(read.body.properties.associatedcompanyid).toBe(one);
    const page = await ask<{ paging: Body }>(
      'GET',
      `/crm/v4/objects/contacts/${contact}/associations/companies?limit=1`,
    );
    expect(page.body.paging).toEqual({ next: { after: '1' } });
    expect(await refusal('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/companies/9`)).toMatchObject({
      status: 404,
    });
    expect(await refusal('GET', '/crm/v4/objects/contacts/9/associations/companies')).toMatchObject({ status: 404 });
  });

  test('who has none is an error among the results', async () => {
    const contact = did(hubspot.act({ kind: 'add-contact' }));
    const [one, other] = [[contact], []].map((on) =>
      did(hubspot.act({ kind: 'add-deal', name: 'Deal', contacts: on })),
    );
    const answer = await ask<Batch>('POST', '/crm/v4/associations/deals/contacts/batch/read', {
      inputs: [{ id: one }, { id: other }],
    });
    expect(answer).toMatchObject({
      status: 207,
      body: {
        results: [{ from: { id: one }, to: [{ toObjectId: Number(contact) }] }],
        errors: [{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }],
      },
    });
  });
});

describe('notes and meetings', () => {
  const notes = '/crm/v3/objects/notes';
  const to = (id: string, associationTypeId = 202) => [
    { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] },
  ];

  test('hang on a contact, and what would hide in them does not stay', async () => {
    const contact = (await create({ firstname: 'Vera' })).body.id;
    const hs_note_body = '<p data-id="1" class="x">Said<!-- hidden --></p><script>1</script>';
    const properties = { hs_timestamp: '2026-11-20T10:00:00.000Z', hs_note_body };
    const { status, body } = await ask<Shown>('POST', notes, { properties, associations: to(contact) });
    expect({ status, said: body.properties.hs_note_body }).toEqual({ status: 201, said: '<p>Said</p>' });
    expect(hubspot.records()).toContainEqual(
      expect.objectContaining({ object: 'Note', values: expect.objectContaining({ 'Contact (associated)': 'Vera' }) }),
    );
  });

  test('are refused without a time, with a wrong number, or on nobody', async () => {
    const contact = (await create({ firstname: 'Vera' })).body.id;
    const properties = { hs_timestamp: '1763632800000' };
    expect(await refusal('POST', notes, { properties: {} })).toMatchObject({
      status: 400,
      errors: [{ code: 'REQUIRED_PROPERTIES_MISSING', context: { properties: ['hs_timestamp'] } }],
    });
    expect(await refusal('POST', notes, { properties, associations: to(contact, 200) })).toMatchObject({ status: 400 });
    expect(await refusal('POST', notes, { properties, associations: to('9') })).toMatchObject({ status: 400 });
    const meeting = { hs_timestamp: 'tomorrow', hs_meeting_outcome: 'HELD' };
    const { errors } = await refusal('POST', '/crm/v3/objects/meetings', { properties: meeting });
    expect(errors?.map(({ code }) => code)).toEqual(['INVALID_DATE', 'INVALID_OPTION']);
    expect(hubspot.records().map(({ object }) => object)).toEqual(['Contact']);
  });
});

describe('people there', () => {
  test('close deals, and what follows from that is counted', async () => {
    const id = did(hubspot.act({ kind: 'add-deal', name: 'Rollout', values: { amount: '10' } }));
    const stands = async () =>
      (await ask<Shown>('GET', `/crm/v3/objects/deals/${id}?properties=hs_is_closed,hs_is_closed_won`)).body.properties;
    expect(await stands()).toMatchObject({ hs_is_closed: 'false', hs_is_closed_won: 'false' });
    hubspot.act({ kind: 'close-deal', id, as: 'lost' });
    expect(await stands()).toMatchObject({ hs_is_closed: 'true', hs_is_closed_won: 'false' });
    hubspot.act({ kind: 'close-deal', id, as: 'won' });
    expect(await stands()).toMatchObject({ hs_is_closed: 'true', hs_is_closed_won: 'true' });
    const { body } = await ask<{ results: { stages: Body[] }[] }>('GET', '/crm/v3/pipelines/deals');
    expect(body.results[0]?.stages.find((stage) => stage.id === 'closedwon')).toMatchObject({
      metadata: { isClosed: 'true', probability: '1.0' },
    });
  });

  test.each([
    { kind: 'edit', of: 'contact', id: '9', field: 'phone', value: '1' },
    { kind: 'add-contact', values: { email: 'no address' } },
    { kind: 'add-contact', values: { email: 'vera@northwind.example' } },
    { kind: 'delete', of: 'deal', id: '9' },
    { kind: 'remove-property', name: 'nonsense' },
    { kind: 'add-property', name: 'pain' },
    { kind: 'deactivate-owner', id: '9' },
    { kind: 'merge-contacts', id: '9', into: '10' },
  ])('cannot do %o', (act) => {
    hubspot.act({ kind: 'add-contact', values: { email: 'vera@northwind.example' } });
    expect(hubspot.act(readHubspotAct(act))).toMatchObject({ kind: 'trouble', text: expect.stringMatching(/.{10,}/) });
  });

  test('do only what there is to do', () => {
    expect(() => readHubspotAct({ kind: 'fire', id: '1' })).toThrow('This is not something a person does in HubSpot');
  });

  test('take a property away, with its values', async () => {
    const { id } = (await create({ pain: 'x' })).body;
    hubspot.act({ kind: 'remove-property', name: 'pain' });
    hubspot.act({ kind: 'add-property', name: 'pain' });
    expect((await ask<Shown>('GET', `${contacts}/${id}?properties=pain`)).body.properties.pain).toBeNull();
  });
});

test('stands after a restart as it stood', async () => {
  const company = did(hubspot.act({ kind: 'add-company', values: { name: 'Northwind' } }));
  hubspot.act({ kind: 'add-contact', values: { firstname: 'Vera' }, company });
  hubspot.act({ kind: 'remove-property', name: 'pain' });
  const kept = JSON.parse(JSON.stringify(hubspot.snapshot())) as ReturnType<StandIn['snapshot']>;
  const next = createHubspotSandbox();
  let changes = 0;
  const stop = next.onChange(() => changes++);
  next.restore(kept);
  expect(next.snapshot()).toEqual(kept);
  expect(next.records()).toEqual(hubspot.records());
  expect(changes).toBe(1);
  stop();
  next.act({ kind: 'add-contact' });
  expect(changes).toBe(1);
  expect(hubspot.snapshot()).toEqual(kept);
});
