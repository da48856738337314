// jsforce against the stand-in: what the contract asks of any CRM, and every trap that is Salesforce's own.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CrmEntry } from '../../../src/core/crm.ts';
import type { Spelling } from '../../../src/sandbox/salesforce/answers.ts';
import type { SalesforceSandboxOptions } from '../../../src/sandbox/salesforce/salesforce-sandbox.ts';
import { queueId } from '../../../src/sandbox/salesforce/world.ts';
import { crmContract } from './contract.ts';
import { type StandIn, startSalesforce } from './salesforce-stand-in.ts';
import { email, failure, ref, refOf, sought, vera, write } from './stand.ts';

crmContract('Salesforce', () => startSalesforce({ pageSize: 100 }));

let org: StandIn;
async function start(options: SalesforceSandboxOptions = {}): Promise<void> {
  await org?.close();
  org = await startSalesforce(options);
}
beforeEach(() => start());
afterEach(() => org.close());

const leadValues = { FirstName: 'Vera', LastName: 'Stone', Email: email, Company: 'Northwind' };
const personOf = async (change: Parameters<typeof sought>[1] = {}) =>
  (await org.crm.find(sought(org.world, change))).person;

describe('whom it has', () => {
  test('of several leads with the address, the newest that is not converted', async () => {
    const [first, second, third] = [1, 2, 3].map(() => org.add('Lead', leadValues));
    expect(await personOf()).toMatchObject({ kind: 'Lead', id: third });
    const contact = org.act({ kind: 'convert', lead: third! });
    expect(await personOf()).toMatchObject({ kind: 'Lead', id: second });
    org.act({ kind: 'delete', id: second! });
    org.act({ kind: 'delete', id: first! });
    expect(await personOf()).toMatchObject({ kind: 'Contact', id: contact });
  });

  test('a lead before a contact, and a contact before nobody', async () => {
    const contact = org.add('Contact', { LastName: 'Stone', Email: email });
    expect(await personOf()).toMatchObject({ kind: 'Contact', id: contact });
    const lead = org.add('Lead', leadValues);
    expect(await personOf()).toMatchObject({ kind: 'Lead', id: lead });
  });

  test('the contact of a converted lead, whatever address it has now', async () => {
    const contact = org.act({ kind: 'convert', lead: org.add('Lead', leadValues) });
    org.act({ kind: 'edit', id: contact, field: 'Email', value: 'vera@private.example' });
    expect(await personOf()).toMatchObject({ kind: 'Contact', id: contact });
  });

  test('who was merged, as often as it was, and by the short id too', async () => {
    const ids = ['a', 'b', 'c'].map((LastName) => org.add('Contact', { LastName, Email: `${LastName}@x.example` }));
    org.act({ kind: 'merge', from: ids[0]!, into: ids[1]! });
    org.act({ kind: 'merge', from: ids[1]!, into: ids[2]! });
    const known = { kind: 'Contact', id: ids[0]! };
    expect(await personOf({ known, email: null })).toMatchObject({ id: ids[2] });
    expect(await personOf({ known: { ...known, id: ids[2]!.slice(0, 15) }, email: null })).toMatchObject({
      id: ids[2],
    });
  });

  test('nobody behind an id that is none of Salesforce', async () => {
    for (const known of [
      { kind: 'contact', id: '151' },
      { kind: 'Lead', id: "x' OR Id != '" },
    ]) {
      expect(await personOf({ known, email: null })).toBeNull();
    }
  });

  test('a queue is nobody', async () => {
    org.add('Lead', { ...leadValues, OwnerId: queueId });
    expect(await personOf()).toMatchObject({ owner: null });
  });

  test('the company where most people with such addresses are, if no website says it', async () => {
    const [few, many] = ['Few', 'Many'].map((Name) => org.add('Account', { Name }));
    for (const [LastName, AccountId] of [
      ['a', few],
      ['b', many],
      ['c', many],
    ] as const) {
      org.add('Contact', { LastName, AccountId: AccountId!, Email: `${LastName}@northwind.example` });
    }
    org.add('Contact', { LastName: 'd', AccountId: few!, Email: 'd@not-northwind.example.other' });
    expect((await org.crm.find(sought(org.world))).account).toMatchObject({ id: many, name: 'Many' });
  });

  test('deals in which a contact has a role, of whatever account', async () => {
    const contact = org.add('Contact', { LastName: 'Stone', Email: email });
    const account = org.add('Account', { Name: 'Reseller' });
    const deal = org.add('Opportunity', { Name: 'Through a reseller', AccountId: account });
    org.add('OpportunityContactRole', { OpportunityId: deal, ContactId: contact });
    const { deals } = await org.crm.find(sought(org.world, { domain: null }));
    expect(deals).toMatchObject([{ id: deal, people: [contact] }]);
  });
});

describe('a new lead', () => {
  test('has what Salesforce insists on, which is nothing that anybody said', async () => {
    const { place, values } = await org.crm.upsert(write({ values: { email } }));
    expect(values).toEqual({ email });
    expect(org.record(place.id).values).toMatchObject({
      LastName: '[not said]',
      Company: '[not said]',
      Baton_Id__c: ref,
    });
    const found = await personOf();
    expect(found).toMatchObject({ name: email, values: { lastName: null, company: null } });
    await org.crm.upsert(write({ at: refOf(place), values: { lastName: 'Stone' } }));
    expect(org.record(place.id).values).toMatchObject({ LastName: 'Stone', Company: '[not said]' });
    await org.crm.upsert(write({ at: refOf(place), values: { lastName: null } }));
    expect(org.record(place.id).values).toMatchObject({ LastName: '[not said]' });
  });

  test('goes to whom the rules of the company say, and stays with whoever has it', async () => {
    const dana = org.world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
    org.act({ kind: 'assignment-rule', to: queueId });
    const { place } = await org.crm.upsert(write());
    expect(org.record(place.id).values.OwnerId).toBe(queueId);
    await org.crm.upsert(write({ at: refOf(place), values: {}, owner: dana }));
    await org.crm.upsert(write({ at: refOf(place), values: { phone: '1' } }));
    expect(org.record(place.id).values.OwnerId).toBe(dana);
    const other = await org.crm.upsert(write({ ref: 'lead_02', values: { email: 'a@b.example' }, owner: dana }));
    expect(org.record(other.place.id).values.OwnerId).toBe(dana);
  });

  test('is one, however many write it at once', async () => {
    const second = org.connect();
    await Promise.all([1, 2, 3].flatMap(() => [org.crm.upsert(write()), second.upsert(write())]));
    expect(org.standing('Lead')).toHaveLength(1);
  });

  test.each<Spelling>(['duplicateResut', 'duplicateResult', 'absent'])(
    'is no second one where a rule says %s',
    async (spelling) => {
      const isNamed = spelling !== 'absent';
      const theirs = isNamed ? 'vera@private.example' : email;
      const contact = org.add('Contact', { LastName: 'Stone', Email: theirs, Phone: 'theirs' });
      org.act({ kind: 'duplicate-rule', isOn: true, spelling, allowSave: false, always: isNamed ? contact : null });
      const { place } = await org.crm.upsert(write());
      expect(refOf(place)).toEqual({ kind: 'Contact', id: contact });
      expect(org.record(contact).values).toMatchObject({ FirstName: 'Vera', Phone: 'theirs', Baton_Id__c: ref });
      expect(org.standing('Lead')).toEqual([]);
    },
  );

  test('is made all the same where the rule names somebody unseen and leaves the choice', async () => {
    const unseen = org.add('Lead', { ...leadValues, Email: 'other@x.example' });
    const rule = { kind: 'duplicate-rule', isOn: true, spelling: 'absent', always: unseen } as const;
    org.act(rule);
    expect(await failure(org.crm.upsert(write()))).toMatchObject({
      retry: 'never',
      message: expect.stringContaining('DUPLICATES_DETECTED'),
    });
    org.act({ ...rule, spelling: 'duplicateResut', allowSave: false, always: null });
    await org.crm.upsert(write());
    expect(org.standing('Lead')).toHaveLength(2);
  });
});

describe('what a field does not take', () => {
  test.each([
    ['a status that is in no list', 'status', 'Burning', 'list'],
    ['an address that is none', 'email', 'vera at northwind', 'address'],
  ])('%s is left out and named', async (_, field, value, word) => {
    const { place, skipped, values } = await org.crm.upsert(write({ values: { ...vera, [field]: value } }));
    expect(skipped).toEqual([{ field, why: expect.stringContaining(word) }]);
    expect(values).not.toHaveProperty(field);
    expect(org.record(place.id).values).toMatchObject({ LastName: 'Stone' });
  });

  test('a number to call that is too long is left out, not cut', async () => {
    const { skipped } = await org.crm.upsert(write({ values: { ...vera, phone: '5'.repeat(41) } }));
    expect(skipped).toEqual([{ field: 'phone', why: expect.stringContaining('40 characters') }]);
  });

  test('what is hidden or only shown to Baton is left out too, from the moment it is', async () => {
    const { place } = await org.crm.upsert(write());
    const { text, number } = org.world.fields;
    org.act({ kind: 'secure-field', object: 'Lead', field: text, access: 'hidden' });
    org.act({ kind: 'secure-field', object: 'Lead', field: number, access: 'read' });
    const { skipped } = await org.crm.upsert(
      write({ at: refOf(place), values: { [text]: 'x', [number]: 3, phone: '4' } }),
    );
    expect(skipped.map(({ field }) => field).toSorted()).toEqual([number, text].toSorted());
    expect(org.record(place.id).values).toMatchObject({ Phone: '4' });
  });

  test('what people gave back is taken again within seconds, and their value there is seen before it is written over', async () => {
    let at = Date.parse('2026-11-23T14:00:00Z');
    const crm = org.connect({ now: () => new Date(at) });
    const { text, number } = org.world.fields;
    const secure = (field: string, access: 'hidden' | 'read' | 'write') =>
      org.act({ kind: 'secure-field', object: 'Lead', field, access });
    secure(text, 'hidden');
    secure(number, 'read');
    const { place, skipped } = await crm.upsert(write({ values: { ...vera, [text]: 'x', [number]: 3 } }));
    expect(skipped).toHaveLength(2);
    secure(text, 'write');
    secure(number, 'write');
    org.act({ kind: 'edit', id: place.id, field: text, value: 'theirs' });
    at += 11_000;
    const { person } = await crm.find(sought(org.world, { known: refOf(place) }));
    expect(person!.values[text]).toBe('theirs');
    const again = await crm.upsert(write({ at: refOf(place), values: { [number]: 3 } }));
    expect(again).toMatchObject({ values: { [number]: 3 }, skipped: [] });
  });

  test('a field that stays gone costs no description at every look', async () => {
    org.act({ kind: 'delete-field', object: 'Lead', field: org.world.fields.text });
    const crm = org.connect({ now: () => new Date('2026-11-23T14:00:00Z') });
    for (const _ of [1, 2, 3]) await crm.find(sought(org.world));
    const described = org.salesforce.calls.filter(({ path }) => path.endsWith('/Lead/describe'));
    expect(described).toHaveLength(1);
  });

  test('an owner who left is named, and everything else lands', async () => {
    const gone = org.world.addOwner({ name: 'Gone', email: 'gone@acme.example', isActive: false });
    const { place, skipped } = await org.crm.upsert(write({ owner: gone }));
    expect(skipped).toEqual([{ field: 'owner', why: expect.stringContaining('not active') }]);
    expect(org.record(place.id).values).toMatchObject({ LastName: 'Stone' });
  });

  test('a contact has no company and no status of its own, and nothing is said of that', async () => {
    const account = org.add('Account', { Name: 'Northwind Holding' });
    const id = org.add('Contact', { LastName: 'Stone', Email: email, AccountId: account });
    const at = { kind: 'Contact', id };
    expect((await personOf())!.values).toMatchObject({ company: 'Northwind Holding' });
    const written = await org.crm.upsert(write({ at, values: { company: 'Northwind', status: 'Open', phone: '1' } }));
    expect(written).toMatchObject({ values: { phone: '1' }, skipped: [] });
  });

  test('our name goes to nobody else while another record bears it', async () => {
    const { place } = await org.crm.upsert(write());
    const other = org.add('Lead', { ...leadValues, Email: 'other@x.example' });
    await org.crm.upsert(write({ at: { kind: 'Lead', id: other }, values: { phone: '5' } }));
    expect(org.record(other).values).toMatchObject({ Phone: '5' });
    expect(org.record(place.id).values.Baton_Id__c).toBe(ref);
  });

  test('what is required without our doing is said with its name', async () => {
    org.salesforce.faults.add({
      method: 'PATCH',
      path: '/sobjects/Lead',
      kind: 'error',
      status: 400,
      errorCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [Industry]',
      fields: ['Industry'],
    });
    const error = await failure(org.crm.upsert(write()));
    expect(error).toMatchObject({ retry: 'never', message: expect.stringContaining('Industry') });
  });
});

describe('beside the person', () => {
  const entry = (person: string, kind = 'Lead') =>
    ({ ref: `${ref}_note`, at: null, person: { kind, id: person }, account: null, owner: null }) as const;
  const noteOf = (person: string, text = 'said'): CrmEntry => ({
    ...entry(person),
    kind: 'note',
    title: 'Conversation',
    text,
    on: '2026-11-20T10:00:00.000Z',
  });
  const paul = { kind: 'stakeholder', name: 'Paul Berg', title: 'CFO', deal: null } as const;

  test('notes are tasks that are done', async () => {
    const place = await org.crm.log(noteOf(org.add('Lead', leadValues)));
    expect(place).toMatchObject({ kind: 'Task' });
    expect(org.record(place!.id).values).toMatchObject({ Status: 'Completed', ActivityDate: '2026-11-20' });
  });

  test('of two notes with our name the first is written on', async () => {
    const lead = org.add('Lead', leadValues);
    const [first, second] = [1, 2].map(() =>
      org.add('Task', { Subject: 'x', WhoId: lead, Baton_Id__c: `${ref}_note` }),
    );
    expect(await org.crm.log(noteOf(lead, 'newer'))).toMatchObject({ id: first });
    expect(org.record(first!).values.Description).toBe('newer');
    expect(org.record(second!).values.Description).toBeUndefined();
  });

  test('a mere lead has nobody beside it', async () => {
    const lead = org.add('Lead', leadValues);
    expect(await org.crm.log({ ...entry(lead), ...paul })).toBeNull();
    expect(org.standing('Contact')).toEqual([]);
  });

  test.each([true, false])('others with a say, where a rule names them: %s', async (isContact) => {
    const account = org.add('Account', { Name: 'Northwind' });
    const vera = org.add('Contact', { LastName: 'Stone', AccountId: account });
    const like = isContact
      ? org.add('Contact', { LastName: 'Berg, P.' })
      : org.add('Lead', { ...leadValues, LastName: 'Berg' });
    org.act({ kind: 'duplicate-rule', isOn: true, always: like });
    const place = await org.crm.log({ ...entry(vera, 'Contact'), ...paul });
    expect(place!.id === like).toBe(isContact);
    expect(org.standing('Contact')).toHaveLength(2);
  });

  test('where Baton may not change deals, others stand under the account alone', async () => {
    const account = org.add('Account', { Name: 'Northwind' });
    const id = org.add('Opportunity', { Name: 'Rollout', AccountId: account });
    const person = org.add('Contact', { LastName: 'Stone', AccountId: account });
    const code = 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY';
    org.salesforce.faults.add({ method: 'POST', path: '/Opportunity', kind: 'error', status: 400, errorCode: code });
    const place = await org.crm.log({ ...entry(person, 'Contact'), ...paul, deal: { kind: 'Opportunity', id } });
    expect(org.record(place!.id).values).toMatchObject({ FirstName: 'Paul', LastName: 'Berg', AccountId: account });
  });

  test('whoever is gone is looked for again later', async () => {
    const lead = org.add('Lead', leadValues);
    org.act({ kind: 'delete', id: lead });
    expect(await failure(org.crm.log(noteOf(lead)))).toMatchObject({ retry: 'later' });
  });
});

describe('deals', () => {
  test('name the lead that a contact was, by which Baton may know them', async () => {
    const { place } = await org.crm.upsert(write());
    const contact = org.act({ kind: 'convert', lead: place.id, deal: 'Rollout' });
    const { deals } = await org.crm.outcomes(null);
    expect(deals).toMatchObject([{ name: 'Rollout', people: [contact, place.id] }]);
  });

  test('have no currency where the organisation has but one', async () => {
    await start({ hasCurrencies: false });
    org.add('Opportunity', { Name: 'Rollout', Amount: 10.1 });
    expect((await org.crm.outcomes(null)).deals).toMatchObject([{ amountCents: 1_010, currency: null }]);
  });

  test('that changed late are not lost, nor told twice when only their text changed', async () => {
    let at = Date.parse('2026-11-23T14:00:00Z');
    await start({ now: () => new Date(at) });
    const deal = org.add('Opportunity', { Name: 'Rollout' });
    let { next } = await org.crm.outcomes(null);
    at += 3_600_000;
    const later = org.add('Opportunity', { Name: 'Later' });
    ({ next } = await org.crm.outcomes(next));
    // Written before the last look, seen only after it.
    at -= 120_000;
    org.act({ kind: 'close-deal', deal, state: 'won' });
    const late = await org.crm.outcomes(next);
    expect(late.deals).toMatchObject([{ id: deal, state: 'won' }]);
    org.act({ kind: 'edit', id: later, field: 'StageName', value: 'Prospecting' });
    expect((await org.crm.outcomes(late.next)).deals).toEqual([]);
    expect(await failure(org.crm.outcomes('yesterday'))).toMatchObject({ retry: 'never' });
  });
});

describe('check', () => {
  test('says where the field for our name is missing or not unique, and Baton still finds people', async () => {
    const about = { fields: [], texts: [] };
    expect(await org.crm.check(about)).toEqual([]);
    for (const object of ['Lead', 'Task'] as const) org.act({ kind: 'delete-field', object, field: 'Baton_Id__c' });
    const said = await org.crm.check(about);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('Baton_Id__c on Lead, as a unique external ID');
    const lead = org.add('Lead', leadValues);
    expect(await personOf()).toMatchObject({ id: lead });
    expect(await failure(org.crm.upsert(write()))).toMatchObject({
      retry: 'never',
      message: expect.stringContaining('NOT_FOUND'),
    });
  });

  test('says what is only missing on contacts', async () => {
    org.act({ kind: 'delete-field', object: 'Contact', field: org.world.fields.text });
    expect(await org.crm.check({ fields: [org.world.fields.text, 'company'], texts: [] })).toEqual([
      expect.stringContaining(`${org.world.fields.text} on Contact`),
    ]);
  });
});
