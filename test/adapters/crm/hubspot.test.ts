// Baton's adapter against the stand-in HubSpot: what the contract asks of any CRM, and the ways in which only HubSpot is odd.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Crm } from '../../../src/adapters/crm/crm.ts';
import type { CrmRef } from '../../../src/core/crm.ts';
import { type HubspotSandboxOptions, hubspotScopes } from '../../../src/sandbox/hubspot/hubspot-sandbox.ts';
import { crmContract } from './contract.ts';
import { type StandIn, startHubspot, timeoutMs } from './hubspot-stand.ts';
import { domain, email, failure, ref, refOf, sought, vera, write } from './stand.ts';

// The token of a private app is made once and lasts until somebody takes it back.
crmContract(
  'HubSpot',
  async () => {
    const hubspot = await startHubspot();
    return { crm: hubspot.connect(), world: hubspot.world, timeoutMs, close: hubspot.close };
  },
  { without: ['expired'] },
);

let hubspot: StandIn;
let crm: Crm;
async function start(options: HubspotSandboxOptions = {}): Promise<void> {
  await hubspot?.close();
  hubspot = await startHubspot(options);
  crm = hubspot.connect();
}
beforeEach(() => start());
afterEach(() => hubspot.close());

const contact = (values: Record<string, string>): CrmRef => {
  const answer = hubspot.act({ kind: 'add-contact', values });
  if (answer.kind === 'trouble') throw new Error(answer.text);
  return { kind: 'contact', id: answer.id ?? '' };
};
const note = (person: CrmRef, text: string, name = 'note') =>
  crm.log({
    kind: 'note',
    ref: `${ref}_${name}`,
    at: null,
    person: refOf(person),
    account: null,
    owner: null,
    title: 'Conversation',
    text,
    on: '2026-11-20T10:00:00.000Z',
  });
const bodies = () =>
  hubspot
    .snapshot()
    .stands.records.flatMap(({ properties: { hs_note_body: body } }) => (body === undefined ? [] : [body]));

describe('a contact', () => {
  test('is found at once, though a search does not see it yet', async () => {
    await start({ searchLagMs: 60_000 });
    const { place } = await crm.upsert(write());
    for (const how of [
      { ref: 'lead_other' },
      { email: null },
      { known: refOf(place), email: null, ref: 'lead_other' },
    ]) {
      expect((await crm.find(sought(hubspot.world, how))).person).toMatchObject(refOf(place));
    }
  });

  test('has a page in HubSpot', async () => {
    const { place } = await crm.upsert(write());
    expect(place.link).toBe(`${hubspot.url}/contacts/48151623/record/0-1/${place.id}`);
  });

  test('is written with what Baton knows, and nothing else of it', async () => {
    const { place } = await crm.upsert(write({ values: { ...vera, status: 'OPEN', source: 'Website chat' } }));
    const { createdate: _, lastmodifieddate: __, ...properties } = hubspot.properties(place);
    expect(properties).toEqual({
      hs_object_id: place.id,
      baton_id: ref,
      firstname: 'Vera',
      lastname: 'Stone',
      email,
      phone: vera.phone,
      company: 'Northwind',
      hs_lead_status: 'OPEN',
    });
  });

  test('goes to its company if HubSpot has it, once; no company is made', async () => {
    const account = hubspot.world.addAccount({ name: 'Northwind', domain });
    const other = hubspot.world.addAccount({ name: 'Else', domain: 'else.example' });
    const { place } = await crm.upsert(write({ account }));
    expect(hubspot.properties(place).associatedcompanyid).toBe(account.id);
    await crm.upsert(write({ at: refOf(place), account: other, values: { phone: '1' } }));
    expect(hubspot.properties(place).associatedcompanyid).toBe(account.id);
    expect((await crm.find(sought(hubspot.world))).account).toMatchObject(account);
    expect(hubspot.snapshot().stands.links).toHaveLength(1);
    expect(hubspot.records().filter(({ object }) => object === 'Company')).toHaveLength(2);
  });

  test('does not get the address of another one, and all the rest', async () => {
    const other = contact({ email: 'taken@northwind.example' });
    const { place } = await crm.upsert(write());
    const values = { email: 'Taken@northwind.example', phone: '7' };
    const written = await crm.upsert(write({ at: refOf(place), values }));
    expect(written.values).toEqual({ phone: '7' });
    expect(written.skipped).toEqual([{ field: 'email', why: 'Another contact in HubSpot has this address.' }]);
    expect(hubspot.properties(place)).toMatchObject({ email, phone: '7' });
    expect(hubspot.properties(other).email).toBe('taken@northwind.example');
  });

  test('keeps the name of the lead that wrote it first', async () => {
    const { place } = await crm.upsert(write());
    await crm.upsert(write({ ref: 'lead_02', at: refOf(place), values: { phone: '7' } }));
    expect(hubspot.properties(place)).toMatchObject({ baton_id: ref, phone: '7' });
  });

  test.each([
    ['status', 'Sort of open', 'The value is none of its options in HubSpot.'],
    ['email', 'vera at northwind', 'HubSpot does not take this value (INVALID_EMAIL).'],
  ])('leaves out a %s that HubSpot will not take, and says why', async (field, value, why) => {
    const { values, skipped, place } = await crm.upsert(write({ values: { lastName: 'Stone', [field]: value } }));
    expect(skipped).toEqual([{ field, why }]);
    expect(values).toEqual({ lastName: 'Stone' });
    expect(hubspot.properties(place)).toMatchObject({ lastname: 'Stone', baton_id: ref });
  });

  test('stays whose it is where the rep is gone from HubSpot', async () => {
    const gone = hubspot.world.addOwner({ name: 'Gone', email: 'gone@acme.example', isActive: false });
    const { skipped, place } = await crm.upsert(write({ owner: gone }));
    expect(skipped).toEqual([{ field: 'owner', why: 'HubSpot does not take this value (INVALID_OWNER_ID).' }]);
    expect(hubspot.properties(place)).toMatchObject({ lastname: 'Stone' });
  });

  test('calls a field as the playbook does, not as HubSpot does', async () => {
    const values = { lastName: 'Stone', hs_lead_status: 'nope', gone_field: 'x' };
    const { skipped } = await crm.upsert(write({ values }));
    expect(skipped.map(({ field }) => field).toSorted()).toEqual(['gone_field', 'hs_lead_status']);
  });

  test('is read the same where refusals come inside a batch', async () => {
    await start({ multiStatus: true });
    const at = contact({ email, phone: 'theirs' });
    const { place, values } = await crm.upsert(write());
    expect(refOf(place)).toEqual(at);
    expect(values).not.toHaveProperty('phone');
    const next = await crm.upsert(write({ ref: 'lead_02', values: { lastName: 'Two', status: 'nope' } }));
    expect(next.skipped.map(({ field }) => field)).toEqual(['status']);
  });
});

describe('without the property by which Baton knows its records', () => {
  const noProperty = () => hubspot.act({ kind: 'remove-property', name: 'baton_id' });
  const notUnique = () => {
    noProperty();
    hubspot.act({ kind: 'add-property', name: 'baton_id' });
  };

  test.each([
    ['none', noProperty],
    ['one that is not unique', notUnique],
  ])('(%s) whoever has an address is written once all the same, and that is said', async (_, spoil) => {
    spoil();
    for (let n = 0; n < 2; n++) {
      const { skipped, values } = await crm.upsert(write());
      expect(skipped.map(({ field }) => field)).toEqual(['baton_id']);
      if (n === 0) expect(values).toMatchObject({ lastName: 'Stone', email });
    }
    expect(hubspot.world.people()).toHaveLength(1);
    expect((await crm.find(sought(hubspot.world))).person).toMatchObject(hubspot.world.people()[0]!);
    expect((await crm.check({ fields: [], texts: [] })).join()).toContain('baton_id');
  });

  test('nobody without an address is written', async () => {
    noProperty();
    const error = await failure(crm.upsert(write({ values: { phone: '1' } })));
    expect(error).toMatchObject({ retry: 'never' });
    expect(error.message).toContain('baton_id');
    expect(hubspot.world.people()).toEqual([]);
  });
});

describe('a company', () => {
  test('that bought is a customer, whatever its type says', async () => {
    hubspot.act({
      kind: 'add-company',
      values: { name: 'Northwind', domain, type: 'OTHER', lifecyclestage: 'customer' },
    });
    expect((await crm.find(sought(hubspot.world))).account).toMatchObject({ type: 'customer' });
  });

  test('that belongs to somebody comes before its double', async () => {
    const owner = hubspot.world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
    hubspot.world.addAccount({ name: 'Double', domain });
    const account = hubspot.world.addAccount({ name: 'Northwind', domain, owner });
    expect((await crm.find(sought(hubspot.world))).account).toMatchObject({ ...account, owner });
  });
});

describe('a note', () => {
  test('that is too long loses its end, and neither its form nor its name', async () => {
    const { place } = await crm.upsert(write());
    for (const line of ['a < b & c > d 🙂', '&&&&', 'line\n']) {
      await note(place, line.repeat(20_000));
      const [body = ''] = bodies();
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(body.length).toBeGreaterThan(65_000);
      expect(body).toMatch(/…<\/p><p><em>Baton lead_01hzx4_note<\/em><\/p>$/);
      expect(body.replaceAll(/&(amp|lt|gt);|<\/?(p|strong|em|br)>/g, '')).not.toMatch(/[<>&]/);
      expect(body.isWellFormed()).toBe(true);
    }
    expect(bodies()).toHaveLength(1);
  });

  test('is told from one whose name begins the same', async () => {
    const { place } = await crm.upsert(write());
    await note(place, 'Second.', 'note_2');
    await note(place, 'First.');
    expect(bodies()).toHaveLength(2);
  });

  test('of somebody who was deleted is tried again later', async () => {
    const { place } = await crm.upsert(write());
    hubspot.act({ kind: 'delete', of: 'contact', id: place.id });
    expect(await failure(note(place, 'Too late.'))).toMatchObject({ status: 404, retry: 'later' });
  });

  test('that a person deleted is made anew', async () => {
    const { place } = await crm.upsert(write());
    const at = await note(place, 'First.');
    hubspot.act({ kind: 'delete', of: 'note', id: at?.id ?? '' });
    expect((await note(place, 'Second.'))?.id).not.toBe(at?.id);
  });
});

test('a stakeholder is nobody where HubSpot has no company, and one in a search that is behind', async () => {
  await start({ searchLagMs: 60_000 });
  const { place } = await crm.upsert(write());
  const about = { ref: `${ref}_person_paul`, at: null, person: refOf(place), owner: null, deal: null };
  const paul = { ...about, kind: 'stakeholder' as const, name: 'Paul', title: null };
  expect(await crm.log({ ...paul, account: null })).toBeNull();
  expect(hubspot.world.people()).toHaveLength(1);
  const account = hubspot.world.addAccount({ name: 'Northwind', domain });
  await crm.log({ ...paul, account });
  await crm.log({ ...paul, account });
  expect(hubspot.world.stakeholders(account)).toEqual([{ name: 'Paul', title: null, deals: [] }]);
});

describe('deals', () => {
  const account = () => hubspot.world.addAccount({ name: 'Northwind', domain });

  test('have the currency of the company where they say none, and no amount is no amount', async () => {
    const at = account();
    hubspot.world.addDeal({ name: 'Rollout', account: at, amount: 0.29 });
    hubspot.world.addDeal({ name: 'Pilot', account: at });
    const { deals } = await crm.find(sought(hubspot.world));
    const worth = deals.map(({ name, amountCents, currency }) => [name, amountCents, currency]);
    expect(worth.toSorted()).toEqual([
      ['Pilot', null, null],
      ['Rollout', 29, 'USD'],
    ]);
  });

  test('in a stage that was deleted are told by what HubSpot counts', async () => {
    const at = account();
    const { id } = hubspot.world.addDeal({ name: 'Old', account: at });
    hubspot.act({ kind: 'edit', of: 'deal', id, field: 'dealstage', value: 'deletedstage' });
    expect((await crm.find(sought(hubspot.world))).deals).toMatchObject([{ stage: 'deletedstage', state: 'open' }]);
  });

  test('are told once, though the search is behind', async () => {
    await start({ searchLagMs: 60_000 });
    const at = account();
    let { next, deals } = await crm.outcomes(null);
    const look = async () => {
      ({ deals, next } = await crm.outcomes(next));
      return deals.map(({ name, state }) => `${name} ${state}`);
    };
    const deal = hubspot.world.addDeal({ name: 'Rollout', account: at });
    expect(await look()).toEqual([]);
    hubspot.pass(61_000);
    expect(await look()).toEqual(['Rollout open']);
    hubspot.world.closeDeal(deal, 'won');
    hubspot.pass(30_000);
    expect(await look()).toEqual([]);
    hubspot.pass(40_000);
    expect(await look()).toEqual(['Rollout won']);
    hubspot.pass(600_000);
    expect(await look()).toEqual([]);
  });

  test('begin anew from what another product gave out', async () => {
    hubspot.world.addDeal({ name: 'Rollout', account: account() });
    for (const since of ['2026-11-20T10:00:00.000Z', '{"from":1}', '']) {
      expect((await crm.outcomes(since)).deals).toMatchObject([{ name: 'Rollout' }]);
    }
  });

  test('are searched for no faster than HubSpot lets anybody', async () => {
    await start({ searchesPerSecond: 5 });
    const at = account();
    for (let n = 0; n < 1_400; n++) hubspot.world.addDeal({ name: `Deal ${n}`, account: at });
    expect((await crm.outcomes(null)).deals).toHaveLength(1_400);
  });

  test('are only read', async () => {
    const at = account();
    const person = hubspot.world.addPerson({ values: vera, account: at });
    const deal = hubspot.world.addDeal({ name: 'Rollout', account: at, people: [person] });
    const before = hubspot.properties(deal);
    await crm.find(sought(hubspot.world));
    await crm.upsert(write({ at: person, account: at, values: { phone: '1' } }));
    await crm.outcomes(null);
    expect(hubspot.properties(deal)).toEqual(before);
  });
});

describe('what HubSpot refuses', () => {
  const day = 86_400_000;

  test('a limit of the day lasts until midnight where the account is at home, and is over then', async () => {
    await crm.upsert(write());
    hubspot.faults.add({ kind: 'limit', policy: 'DAILY' });
    const { retryAfterMs = 0 } = await failure(crm.owners());
    // It is ten in the morning in New York.
    expect(retryAfterMs).toBeGreaterThan(13.9 * 3_600_000);
    expect(retryAfterMs).toBeLessThanOrEqual(14 * 3_600_000);
    hubspot.asked();
    hubspot.pass(retryAfterMs - 60_000);
    await failure(crm.owners());
    expect(hubspot.asked()).toEqual([]);
    hubspot.pass(60_000);
    expect(await crm.owners()).toEqual([]);
  });

  test('a limit of the day is asked about again in an hour where that is not known', async () => {
    hubspot.faults.add({ kind: 'limit', policy: 'DAILY' });
    const { retryAfterMs = 0 } = await failure(crm.owners());
    expect(retryAfterMs).toBe(3_600_000);
    expect(retryAfterMs).toBeLessThan(day);
  });

  test.each([
    ['TEN_SECONDLY_ROLLING', undefined, 10_000],
    ['SECONDLY', undefined, 1_000],
    ['TEN_SECONDLY_ROLLING', 3, 3_000],
  ] as const)('%s with %s is over soon, and nothing stands still until then', async (policy, retryAfterS, ms) => {
    hubspot.faults.add({ kind: 'limit', policy, retryAfterS });
    expect(await failure(crm.owners())).toMatchObject({ status: 429, retry: 'later', retryAfterMs: ms });
    expect(await crm.owners()).toEqual([]);
  });

  test('what the private app may not do is named', async () => {
    await start({ scopes: hubspotScopes.filter((scope) => scope !== 'crm.objects.deals.read') });
    const error = await failure(crm.outcomes(null));
    expect(error).toMatchObject({ status: 403, retry: 'never' });
    expect(error.message).toContain('MISSING_SCOPES (crm.objects.deals.read)');
  });

  test('a token that is taken back is said, without the token', async () => {
    crm = hubspot.connect({ token: 'pat-na1-of-somebody-else' });
    const error = await failure(crm.owners());
    expect(error).toMatchObject({ status: 401, retry: 'never' });
    expect(`${error.message} ${error.stack}`).not.toContain('pat-na1');
  });

  test('its own words are repeated nowhere: they hold values', async () => {
    const message = `Property values were not valid: ${email} of Vera Stone`;
    hubspot.faults.add({ kind: 'error', status: 400, category: 'VALIDATION_ERROR', message, method: 'POST' });
    const error = await failure(crm.upsert(write()));
    expect(error).toMatchObject({ status: 400, retry: 'never' });
    expect(error.message).toBe('HubSpot answered 400 VALIDATION_ERROR to a write of a contact.');
  });

  test('an owner more than a page holds', async () => {
    await start({ pageSize: 2 });
    for (let n = 0; n < 5; n++) hubspot.world.addOwner({ name: `Rep ${n}`, email: `r${n}@acme.example` });
    hubspot.world.addOwner({ name: 'Gone', email: 'gone@acme.example', isActive: false });
    const owners = await crm.owners();
    expect(owners.filter(({ isActive }) => isActive)).toHaveLength(5);
    expect(owners.filter(({ isActive }) => !isActive)).toMatchObject([{ name: 'Gone' }]);
  });
});
