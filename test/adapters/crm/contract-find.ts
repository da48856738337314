// Whom a CRM has: by our name, by the address, by the company's domain; and what is open there.
import { describe, expect, test } from 'vitest';
import type { Current } from './contract.ts';
import { domain, email, fieldsOf, present, refOf, sought, vera, write } from './stand.ts';

export function findContract(current: () => Current): void {
  describe('find', () => {
    test('finds nobody where nobody is', async () => {
      const { crm, world } = current();
      world.addPerson({ values: { ...vera, email: 'somebody@else.example' } });
      expect(await crm.find(sought(world))).toEqual({ person: null, account: null, deals: [] });
    });

    test('finds a person by the address, however it is written, with their owner and the values asked for', async () => {
      const { crm, world } = current();
      const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
      const { text, number } = world.fields;
      const at = world.addPerson({ values: { ...vera, [text]: 'since spring', [number]: 40 }, owner });
      const { person } = await crm.find(sought(world, { email: 'Vera.Stone@NORTHWIND.example' }));
      expect(person).toMatchObject({ ...at, owner, name: 'Vera Stone', link: expect.stringMatching(/^https?:/) });
      expect(present(person!.values)).toMatchObject({ firstName: 'Vera', lastName: 'Stone', email });
      expect(person!.values[text]).toBe('since spring');
      expect(Number(person!.values[number])).toBe(40);
      for (const field of fieldsOf(world)) {
        expect(person!.values[field] ?? null, field).toEqual(world.values(at)[field] ?? null);
      }
      const few = await crm.find(sought(world, { fields: ['email'] }));
      expect(few.person!.values).toEqual({ email });
    });

    test('takes nothing in an address for more than an address', async () => {
      const { crm, world } = current();
      const odd = "o'brien+\\test%_@northwind.example";
      const at = world.addPerson({ values: { ...vera, email: odd } });
      world.addPerson({ values: { ...vera, email: "x' OR Email != '" } });
      expect((await crm.find(sought(world, { email: odd }))).person).toMatchObject(at);
      expect((await crm.find(sought(world, { email: "nobody' OR Id != '" }))).person).toBeNull();
      expect((await crm.find(sought(world, { email: '%@northwind.example' }))).person).toBeNull();
    });

    test('knows whom it wrote by our name, and by where it stood, when the address is another now', async () => {
      const { crm, world } = current();
      const { place } = await crm.upsert(write());
      world.edit(place, 'email', 'vera@private.example');
      expect((await crm.find(sought(world))).person).toMatchObject(refOf(place));
      const other = { ref: 'lead_other', email: null, domain: null };
      expect((await crm.find(sought(world, other))).person).toBeNull();
      expect((await crm.find(sought(world, { ...other, known: refOf(place) }))).person).toMatchObject(refOf(place));
    });

    test('prefers whom it wrote to somebody else with the address', async () => {
      const { crm, world } = current();
      const { place } = await crm.upsert(write({ values: { ...vera, email: 'first@northwind.example' } }));
      world.addPerson({ values: vera });
      expect((await crm.find(sought(world))).person).toMatchObject(refOf(place));
      expect((await crm.find(sought(world, { known: refOf(place) }))).person).toMatchObject(refOf(place));
    });

    test('follows a person to what they are now', async () => {
      const { crm, world } = current();
      const { place } = await crm.upsert(write());
      const now = world.supersede(place);
      expect(now).not.toEqual(refOf(place));
      for (const how of [{ known: refOf(place), ref: 'lead_other', email: null }, { known: null }]) {
        const { person } = await crm.find(sought(world, how));
        expect(person).toMatchObject(now);
        expect(person!.values).toMatchObject({ email, lastName: 'Stone' });
      }
    });

    test('finds the company by its domain and no other that looks like it', async () => {
      const { crm, world } = current();
      const owner = world.addOwner({ name: 'Marco Lind', email: 'marco@acme.example' });
      world.addAccount({ name: 'Not Northwind', domain: `not${domain}` });
      world.addAccount({ name: 'Northwind Beyond', domain: `${domain}.other.example` });
      expect((await crm.find(sought(world))).account).toBeNull();
      const at = world.addAccount({ name: 'Northwind', domain, owner });
      const { person, account } = await crm.find(sought(world));
      expect(person).toBeNull();
      expect(account).toMatchObject({ ...at, name: 'Northwind', owner, link: expect.stringMatching(/^https?:/) });
      expect((await crm.find(sought(world, { email: 'vera@mail.example', domain: null }))).account).toBeNull();
    });

    test('says what kind of account it is', async () => {
      const { crm, world } = current();
      world.addAccount({ name: 'Northwind', domain, type: 'Customer - Direct' });
      expect((await crm.find(sought(world))).account).toMatchObject({ type: 'Customer - Direct' });
    });

    test("takes a person's own company before the one of the domain", async () => {
      const { crm, world } = current();
      world.addAccount({ name: 'Northwind', domain });
      const account = world.addAccount({ name: 'Northwind Holding', domain: 'holding.example' });
      world.addPerson({ values: vera, account });
      expect((await crm.find(sought(world))).account).toMatchObject(account);
    });

    test('gives the deals of the company, the open ones first, in cents', async () => {
      const { crm, world } = current();
      const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
      const account = world.addAccount({ name: 'Northwind', domain });
      const person = world.addPerson({ values: vera, account });
      const elsewhere = world.addAccount({ name: 'Else', domain: 'else.example' });
      world.addDeal({ name: 'Not theirs', account: elsewhere });
      const lost = world.addDeal({ name: 'Old', account, state: 'lost' });
      const open = world.addDeal({
        name: 'Rollout',
        account,
        people: [person],
        owner,
        amount: 1250.55,
        currency: 'EUR',
      });
      const won = world.addDeal({ name: 'Pilot', account, state: 'won' });
      const { deals } = await crm.find(sought(world));
      expect(deals.map(({ id }) => id).toSorted()).toEqual([lost.id, open.id, won.id].toSorted());
      expect(deals[0]).toMatchObject({
        ...open,
        name: 'Rollout',
        state: 'open',
        owner,
        amountCents: 125_055,
        currency: 'EUR',
        account: account.id,
        link: expect.stringMatching(/^https?:/),
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      });
      expect(deals[0]!.people).toContain(person.id);
      expect(deals[0]!.stage).not.toBe('');
      expect(deals.find(({ id }) => id === won.id)).toMatchObject({ state: 'won', amountCents: null });
      expect(deals.find(({ id }) => id === lost.id)).toMatchObject({ state: 'lost' });
    });

    test('goes on without a field that is gone, whenever it goes', async () => {
      const { crm, world } = current();
      const at = world.addPerson({ values: { ...vera, [world.fields.text]: 'x' } });
      await crm.find(sought(world));
      world.removeField(world.fields.text);
      const { person } = await crm.find(sought(world));
      expect(person).toMatchObject(at);
      expect(person!.values.email).toBe(email);
      expect(person!.values[world.fields.text] ?? null).toBeNull();
    });
  });

  test('owners: everybody who can own, and whether they are still there', async () => {
    const { crm, world } = current();
    const dana = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
    const gone = world.addOwner({ name: 'Gone Person', email: 'gone@acme.example', isActive: false });
    const owners = await crm.owners();
    expect(owners).toContainEqual({ id: dana, name: 'Dana Reyes', email: 'dana@acme.example', isActive: true });
    const theirs = owners.find(({ id }) => id === gone);
    if (theirs !== undefined) expect(theirs).toMatchObject({ isActive: false });
  });
}
