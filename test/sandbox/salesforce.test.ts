// The stand-in Salesforce itself, over plain HTTP: it refuses what Salesforce refuses, in Salesforce's words.
import { createHmac, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadRequestError } from '../../src/errors.ts';
import { readSalesforceAct } from '../../src/sandbox/salesforce/acts.ts';
import { createSalesforceSandbox } from '../../src/sandbox/salesforce/salesforce-sandbox.ts';
import { queueId } from '../../src/sandbox/salesforce/world.ts';
import { type StandIn, startSalesforce } from '../adapters/crm/salesforce-stand-in.ts';

type Refusal = { message: string; errorCode: string; fields?: string[]; duplicateResut?: object };
type Page = { totalSize: number; done: boolean; nextRecordsUrl?: string; records: Record<string, unknown>[] };

let org: StandIn;
let token: string;
beforeEach(async () => {
  org = await startSalesforce({ pageSize: 2 });
  token = String((await grant({})).body.access_token);
});
afterEach(() => org.close());

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
async function grant(change: Record<string, string>) {
  const { clientId: client_id, clientSecret: client_secret } = org.salesforce.connectedApp;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, ...change });
  const answer = await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
async function ask<Body>(method: string, path: string, sent?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${org.url}/services/data/v62.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(sent !== undefined && { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as Body, headers: answer.headers };
}
async function refused(...call: Parameters<typeof ask>) {
  const { status, body } = await ask<Refusal[]>(...call);
  expect(body).toHaveLength(1);
  return { status, ...body[0]! };
}
const soql = (query: string, path = '/query') => ask<Page>('GET', `${path}?q=${encodeURIComponent(query)}`);
const wrongSoql = (query: string) => refused('GET', `/query?q=${encodeURIComponent(query)}`);
const lead = { LastName: 'Stone', Company: 'Northwind', Email: 'vera@northwind.example' };
const newLead = async (change: object = {}) =>
  (await ask<{ id: string }>('POST', '/sobjects/Lead', { ...lead, ...change })).body.id;

describe('tokens', () => {
  const jwt = (claims: object = {}, signed: 'RS256' | 'HS256' = 'RS256') => {
    const { clientId, username, privateKey } = org.salesforce.connectedApp;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1_000) + 120;
    const text = `${part({ alg: signed })}.${part({ iss: clientId, sub: username, aud: org.url, exp, ...claims })}`;
    const signature =
      signed === 'RS256'
        ? sign('sha256', Buffer.from(text), privateKey)
        : createHmac('sha256', 'x').update(text).digest();
    return grant({ grant_type: jwtBearer, assertion: `${text}.${signature.toString('base64url')}` });
  };

  test('say where to call and as whom', async () => {
    const { status, body } = await jwt();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      instance_url: org.url,
      id: expect.stringMatching(/\/id\/00D\w{15}\/005\w{15}$/),
    });
  });

  test.each<[string, object, 'RS256' | 'HS256', string]>([
    ['another key', {}, 'HS256', 'invalid_grant'],
    ['another app', { iss: 'x' }, 'RS256', 'invalid_client_id'],
    ['another user', { sub: 'x@y.example' }, 'RS256', 'invalid_grant'],
    ['another audience', { aud: 'https://x.example' }, 'RS256', 'invalid_grant'],
    ['a time that is over', { exp: 1 }, 'RS256', 'invalid_grant'],
    ['too long a time', { exp: Math.floor(Date.now() / 1_000) + 3_600 }, 'RS256', 'invalid_grant'],
  ])('are not given with %s', async (_, claims, alg, error) => {
    expect(await jwt(claims, alg)).toMatchObject({ status: 400, body: { error } });
  });

  test.each([
    [{ client_secret: 'x' }, 'invalid_client'],
    [{ client_id: 'x' }, 'invalid_client_id'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ grant_type: jwtBearer, assertion: 'x' }, 'invalid_grant'],
  ])('are not given for %o', async (change, error) => {
    expect(await grant(change as Record<string, string>)).toMatchObject({ status: 400, body: { error } });
  });

  test('are asked for in every call, and counted', async () => {
    const { status, headers } = await ask('GET', '/limits');
    expect(status).toBe(200);
    expect(headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/15000$/);
    org.act({ kind: 'expire-sessions' });
    expect(await refused('GET', '/limits')).toMatchObject({ status: 401, errorCode: 'INVALID_SESSION_ID' });
  });
});

describe('queries', () => {
  test('come in pages, whatever the case of text', async () => {
    for (const LastName of ['a', 'b', 'c', 'd', 'e']) await newLead({ LastName });
    const first = (
      await soql("SELECT Id, LastName FROM Lead WHERE Email = 'VERA@Northwind.example' ORDER BY LastName DESC")
    ).body;
    expect(first).toMatchObject({ totalSize: 5, done: false, records: [{ LastName: 'e' }, { LastName: 'd' }] });
    const more = (path: string) => ask<Page>('GET', path.replace('/services/data/v62.0', ''));
    const { body: second } = await more(first.nextRecordsUrl!);
    const { body: third } = await more(second.nextRecordsUrl!);
    expect(third).toMatchObject({ done: true, records: [{ LastName: 'a' }] });
    expect(await refused('GET', '/query/01gnone-2')).toMatchObject({ status: 400, errorCode: 'INVALID_QUERY_LOCATOR' });
  });

  test('read conditions as they are written', async () => {
    const account = org.add('Account', { Name: "O'Brien_1", Website: 'https://50%.example' });
    org.add('Account', { Name: 'OxBrienx1', Website: null });
    org.add('Contact', { LastName: 'Stone', AccountId: account });
    const count = async (query: string) => (await soql(query)).body.totalSize;
    expect(await count("SELECT Id FROM Account WHERE Name = 'o\\'brien_1'")).toBe(1);
    expect(await count("SELECT Id FROM Account WHERE Name LIKE 'o_brien_1'")).toBe(2);
    expect(await count("SELECT Id FROM Account WHERE Name LIKE '%\\_1'")).toBe(1);
    expect(await count("SELECT Id FROM Account WHERE Website LIKE '%50\\%%'")).toBe(1);
    expect(await count('SELECT Id FROM Account WHERE Website = null')).toBe(1);
    expect(await count('SELECT Id FROM Account WHERE Website != null AND (IsDeleted = false OR Name = null)')).toBe(1);
    expect(await count(`SELECT Id FROM Account WHERE Id IN ('${account.slice(0, 15)}', '001000000000000AAA')`)).toBe(1);
    expect(await count('SELECT Id FROM Account WHERE CreatedDate >= 2026-11-23T14:00:00.000Z LIMIT 1')).toBe(1);
    expect(await count('SELECT Id FROM Account WHERE CreatedDate > 2026-11-23T14:00:00Z')).toBe(0);
    const { records } = (await soql('SELECT Account.Name FROM Contact')).body;
    expect(records[0]).toMatchObject({ attributes: { type: 'Contact' }, Account: { Name: "O'Brien_1" } });
  });

  test.each([
    'SELECT',
    'SELECT Id FROM Lead WHERE',
    'SELECT Id FROM Lead WHERE Name = Stone',
    "SELECT Id FROM Lead WHERE Name = 'open",
    "SELECT Id FROM Lead WHERE Name = 'a' OR Name = 'b' AND Email = 'c'",
    'SELECT Id FROM Lead GROUP BY Name',
    'SELECT COUNT() FROM Lead',
    'SELECT Id FROM Lead LIMIT x',
    'SELECT Id FROM Lead; DELETE',
    'SELECT Id FROM Opportunity WHERE Id IN (SELECT OpportunityId FROM OpportunityContactRole)',
  ])('that are not understood are refused: %s', async (query) => {
    expect(await wrongSoql(query)).toMatchObject({ status: 400, errorCode: 'MALFORMED_QUERY' });
  });

  test('for what is not there, or not shown, are refused', async () => {
    expect(await wrongSoql('SELECT Id FROM Invoice')).toMatchObject({ errorCode: 'INVALID_TYPE' });
    expect(await wrongSoql('SELECT Nothing__c FROM Lead')).toMatchObject({
      errorCode: 'INVALID_FIELD',
      message: expect.stringContaining("No such column 'Nothing__c' on entity 'Lead'"),
    });
    org.act({ kind: 'secure-field', object: 'Lead', field: 'Phone', access: 'hidden' });
    expect(await wrongSoql("SELECT Id FROM Lead WHERE Phone = '1'")).toMatchObject({ errorCode: 'INVALID_FIELD' });
    expect(await wrongSoql("SELECT Id FROM Lead WHERE Id = '151'")).toMatchObject({
      errorCode: 'INVALID_QUERY_FILTER_OPERATOR',
    });
  });

  test('show what is deleted only where it is asked for', async () => {
    const [kept, gone] = [await newLead(), await newLead()];
    org.act({ kind: 'merge', from: gone, into: kept });
    const query = `SELECT MasterRecordId FROM Lead WHERE Id = '${gone}'`;
    expect((await soql(query)).body.totalSize).toBe(0);
    expect((await soql(query, '/queryAll')).body.records).toMatchObject([{ MasterRecordId: kept }]);
  });
});

describe('records', () => {
  test('are made, read, changed and deleted', async () => {
    const made = await ask('POST', '/sobjects/Lead', lead);
    expect(made).toMatchObject({
      status: 201,
      body: { id: expect.stringMatching(/^00Q\w{15}$/), success: true, errors: [] },
    });
    const { id } = made.body as { id: string };
    expect(await ask('PATCH', `/sobjects/Lead/${id}`, { FirstName: ' Vera ', Transcript__c: 'a\nb' })).toMatchObject({
      status: 204,
      body: null,
    });
    expect((await ask('GET', `/sobjects/Lead/${id}`)).body).toMatchObject({
      attributes: { type: 'Lead' },
      Name: 'Vera Stone',
      Transcript__c: 'a\r\nb',
      SystemModstamp: '2026-11-23T14:00:00.000+0000',
    });
    expect((await ask('DELETE', `/sobjects/Lead/${id}`)).status).toBe(204);
    expect(await refused('PATCH', `/sobjects/Lead/${id}`, {})).toMatchObject({
      status: 404,
      errorCode: 'ENTITY_IS_DELETED',
    });
    expect(await refused('GET', '/sobjects/Lead/00Q000000000000AAA')).toMatchObject({
      status: 404,
      errorCode: 'NOT_FOUND',
    });
  });

  test('by an external id are made once, and say whether they were', async () => {
    const put = (change = {}) =>
      ask<{ created: boolean }>('PATCH', '/sobjects/Lead/Baton_Id__c/lead_1', { ...lead, ...change });
    expect(await put()).toMatchObject({ status: 201, body: { created: true } });
    expect(await put({ Phone: '1' })).toMatchObject({ status: 200, body: { created: false } });
    expect(org.standing('Lead')).toHaveLength(1);
    expect(await refused('POST', '/sobjects/Lead', { ...lead, Baton_Id__c: 'LEAD_1' })).toMatchObject({
      errorCode: 'DUPLICATE_VALUE',
    });
    for (const external of ['Email', 'Nothing__c']) {
      expect(await refused('PATCH', `/sobjects/Lead/${external}/x`, lead)).toMatchObject({
        status: 404,
        errorCode: 'NOT_FOUND',
      });
    }
    const tasks = [1, 2].map(() => org.add('Task', { Subject: 'x', Baton_Id__c: 'n' }));
    const { status, body } = await ask<string[]>('PATCH', '/sobjects/Task/Baton_Id__c/n', { Subject: 'y' });
    expect(status).toBe(300);
    expect(body).toEqual(tasks.map((id) => `/services/data/v62.0/sobjects/Task/${id}`));
  });

  test.each<[object, string, string[] | undefined]>([
    [{ LastName: '  ' }, 'REQUIRED_FIELD_MISSING', ['LastName']],
    [{ LastName: null, Company: null }, 'REQUIRED_FIELD_MISSING', ['LastName', 'Company']],
    [{ FirstName: 'x'.repeat(41) }, 'STRING_TOO_LONG', ['FirstName']],
    [{ Nothing__c: 1 }, 'INVALID_FIELD', undefined],
    [{ Region__c: 'x' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['Region__c']],
    [{ Email: 'x at y' }, 'INVALID_EMAIL_ADDRESS', ['Email']],
    [{ Status: 'Burning' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['Status']],
    [{ Seats__c: 'many' }, 'JSON_PARSER_ERROR', undefined],
    [{ Phone: 5 }, 'JSON_PARSER_ERROR', undefined],
    [{ OwnerId: '005000000000000AAA' }, 'INVALID_CROSS_REFERENCE_KEY', ['OwnerId']],
  ])('are refused whole with %o', async (change, errorCode, fields) => {
    const said = await refused('POST', '/sobjects/Lead', { ...lead, ...change });
    expect(said).toMatchObject({ status: 400, errorCode });
    expect(said.fields).toEqual(fields);
    expect(org.standing('Lead')).toEqual([]);
  });

  test('that are no JSON, or of no object there is, are refused', async () => {
    expect(await refused('POST', '/sobjects/Lead', '[1]')).toMatchObject({ errorCode: 'JSON_PARSER_ERROR' });
    expect(await refused('POST', '/sobjects/Lead', '{')).toMatchObject({ errorCode: 'JSON_PARSER_ERROR' });
    expect(await refused('POST', '/sobjects/Invoice', {})).toMatchObject({ errorCode: 'INVALID_TYPE' });
    expect(await refused('GET', '/elsewhere')).toMatchObject({ status: 404, errorCode: 'NOT_FOUND' });
  });

  test('belong to active users and queues alone', async () => {
    const OwnerId = org.add('User', { Name: 'Gone', IsActive: false });
    expect(await refused('POST', '/sobjects/Lead', { ...lead, OwnerId })).toMatchObject({
      errorCode: 'INACTIVE_OWNER_OR_USER',
    });
    expect(await newLead({ OwnerId: queueId })).toMatch(/^00Q/);
  });

  test('that were converted are closed, and what stood beside them went along', async () => {
    const id = await newLead();
    const task = (await ask<{ id: string }>('POST', '/sobjects/Task', { Subject: 'x', WhoId: id })).body.id;
    const contact = org.act({ kind: 'convert', lead: id, deal: 'Rollout' });
    expect(await refused('PATCH', `/sobjects/Lead/${id}`, { Phone: '1' })).toMatchObject({
      errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD',
    });
    expect(await refused('POST', '/sobjects/Task', { WhoId: id })).toMatchObject({
      errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD',
    });
    expect(org.record(task).values.WhoId).toBe(contact);
    expect(org.standing('OpportunityContactRole')).toMatchObject([{ values: { ContactId: contact } }]);
  });

  test('events have a beginning, and an end after it', async () => {
    expect(await refused('POST', '/sobjects/Event', { Subject: 'x' })).toMatchObject({
      fields: ['StartDateTime', 'EndDateTime'],
    });
    const [StartDateTime, EndDateTime] = ['2026-11-25T15:00:00Z', '2026-11-25T14:00:00Z'];
    expect(await refused('POST', '/sobjects/Event', { StartDateTime, EndDateTime })).toMatchObject({
      errorCode: 'FIELD_INTEGRITY_EXCEPTION',
    });
  });
});

describe('rules', () => {
  test('against duplicates name whom they found, as the real ones misspell it', async () => {
    const first = await newLead();
    org.act({ kind: 'duplicate-rule', isOn: true });
    const said = await refused('POST', '/sobjects/Lead', lead);
    expect(said).toMatchObject({ status: 400, errorCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?' });
    expect(said.duplicateResut).toMatchObject({
      allowSave: true,
      matchResults: [{ entityType: 'Lead', matchRecords: [{ record: { Id: first } }] }],
    });
    org.act({ kind: 'duplicate-rule', isOn: true, spelling: 'absent' });
    expect(Object.keys(await refused('POST', '/sobjects/Lead', lead)).toSorted()).toEqual([
      'errorCode',
      'message',
      'status',
    ]);
    const allow = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    expect((await ask('POST', '/sobjects/Lead', lead, allow)).status).toBe(201);
    org.act({ kind: 'duplicate-rule', isOn: true, allowSave: false });
    expect(await refused('POST', '/sobjects/Lead', lead, allow)).toMatchObject({ errorCode: 'DUPLICATES_DETECTED' });
  });

  test('give leads away, unless the caller says no', async () => {
    org.act({ kind: 'assignment-rule', to: queueId });
    const id = await newLead();
    expect(org.record(id).values.OwnerId).toBe(queueId);
    org.act({ kind: 'owner', id, owner: org.standing('User')[0]!.id });
    await ask('PATCH', `/sobjects/Lead/${id}`, { Phone: '1' }, { 'Sforce-Auto-Assign': 'false' });
    expect(org.record(id).values.OwnerId).not.toBe(queueId);
    await ask('PATCH', `/sobjects/Lead/${id}`, { Phone: '2' });
    expect(org.record(id).values.OwnerId).toBe(queueId);
  });

  test('of an admin show in a description', async () => {
    const fields = async () =>
      (await ask<{ fields: { name: string; updateable: boolean }[] }>('GET', '/sobjects/Lead/describe')).body.fields;
    expect(await fields()).toContainEqual(
      expect.objectContaining({ name: 'Why_Now__c', type: 'string', length: 255, updateable: true }),
    );
    org.act({ kind: 'secure-field', object: 'Lead', field: 'Why_Now__c', access: 'read' });
    expect((await fields()).find(({ name }) => name === 'Why_Now__c')).toMatchObject({ updateable: false });
    org.act({ kind: 'delete-field', object: 'Lead', field: 'Why_Now__c' });
    expect((await fields()).map(({ name }) => name)).not.toContain('Why_Now__c');
  });
});

test('outlives a restart with its records, rules and fields', async () => {
  const id = await newLead({ Baton_Id__c: 'lead_1' });
  org.act({ kind: 'duplicate-rule', isOn: true });
  org.act({ kind: 'delete-field', object: 'Lead', field: 'Phone' });
  const next = createSalesforceSandbox();
  let told = 0;
  next.onChange(() => told++);
  next.restore(JSON.parse(JSON.stringify(org.salesforce.snapshot())));
  expect(told).toBe(1);
  expect(next.records()).toEqual(org.salesforce.records());
  expect(next.snapshot()).toEqual(org.salesforce.snapshot());
  const added = next.act({ kind: 'add', object: 'Lead', values: lead });
  expect(added).toMatchObject({ kind: 'done' });
  expect(added).not.toMatchObject({ id });
});

test('people do nothing that cannot be done', () => {
  expect(org.salesforce.act({ kind: 'convert', lead: '00Q000000000000AAA' })).toMatchObject({ kind: 'trouble' });
  expect(org.salesforce.act({ kind: 'edit', id: '00Q000000000000AAA', field: 'Phone', value: '1' })).toMatchObject({
    kind: 'trouble',
  });
  expect(() => readSalesforceAct({ kind: 'drop-tables' })).toThrow(BadRequestError);
  expect(readSalesforceAct({ kind: 'expire-sessions' })).toEqual({ kind: 'expire-sessions' });
});
