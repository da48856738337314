// The person: made once, changed only where it was said, whole but for what the product would not take.
import { describe, expect, test } from 'vitest';
import type { Current } from './contract.ts';
import { eachAnswerLost, email, present, refOf, sought, vera, write } from './stand.ts';

export function upsertContract(current: () => Current): void {
  describe('upsert', () => {
    test('makes a person with the values and the owner given, and says what stands', async () => {
      const { crm, world } = current();
      const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
      const { text, number, long } = world.fields;
      const values = { ...vera, [text]: 'since spring', [number]: 40, [long]: 'One line.\nAnother “line”.' };
      const written = await crm.upsert(write({ values, owner }));
      expect(written).toMatchObject({ place: { link: expect.stringMatching(/^https?:/) }, skipped: [] });
      expect(world.people()).toEqual([refOf(written.place)]);
      expect(world.values(written.place)).toMatchObject({
        firstName: 'Vera',
        lastName: 'Stone',
        email,
        [text]: 'since spring',
      });
      expect(Number(world.values(written.place)[number])).toBe(40);
      expect(world.ownerOf(written.place)).toBe(owner);
      const { person } = await crm.find(sought(world));
      expect(person).toMatchObject({ ...refOf(written.place), owner });
      expect(present(written.values)).toEqual(present(pick(person!.values, Object.keys(written.values))));
      expect(Object.keys(written.values)).toEqual(
        expect.arrayContaining(['firstName', 'lastName', 'email', text, number, long]),
      );
    });

    test('makes them once, whatever answer gets lost', async () => {
      await eachAnswerLost(current(), {
        prepare: () => null,
        act: ({ crm }) => crm.upsert(write()),
        look: ({ world }) => {
          expect(world.people()).toHaveLength(1);
          expect(world.values(world.people()[0]!)).toMatchObject({ email, lastName: 'Stone' });
        },
      });
    });

    test('makes two of two', async () => {
      const { crm, world } = current();
      await crm.upsert(write());
      await crm.upsert(write({ ref: 'lead_02', values: { ...vera, firstName: 'Paul', email: 'paul@mail.example' } }));
      expect(world.people()).toHaveLength(2);
    });

    test('makes somebody of whom only the address is known, and names them later', async () => {
      const { crm, world } = current();
      const { place, skipped } = await crm.upsert(write({ values: { email } }));
      expect(skipped).toEqual([]);
      const { person } = await crm.find(sought(world));
      expect(present(person!.values)).toMatchObject({ email });
      await crm.upsert(write({ at: refOf(place), values: { lastName: 'Stone', company: 'Northwind' } }));
      expect(world.values(place)).toMatchObject({ email, lastName: 'Stone' });
      expect((await crm.find(sought(world))).person).toMatchObject({ name: expect.stringContaining('Stone') });
    });

    test('changes what is named and nothing else', async () => {
      const { crm, world } = current();
      const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
      const { text } = world.fields;
      const at = world.addPerson({ values: { ...vera, [text]: 'theirs' }, owner });
      const before = world.values(at);
      const { values } = await crm.upsert(write({ at, values: { phone: '+1 202 555 0199' } }));
      expect(world.values(at)).toEqual({ ...before, phone: '+1 202 555 0199' });
      expect(values).toEqual({ phone: '+1 202 555 0199' });
      expect(world.ownerOf(at)).toBe(owner);
      expect(world.people()).toEqual([at]);
    });

    test('empties what is named with nothing', async () => {
      const { crm, world } = current();
      const { text } = world.fields;
      const at = world.addPerson({ values: { ...vera, [text]: 'not so any more' } });
      expect((await crm.upsert(write({ at, values: { [text]: null } }))).values).toEqual({ [text]: null });
      expect(world.values(at)).toMatchObject({ [text]: null, lastName: 'Stone' });
    });

    test('changes it once, whatever answer gets lost', async () => {
      await eachAnswerLost(current(), {
        prepare: ({ world }) => world.addPerson({ values: vera }),
        act: ({ crm, world }, at) => crm.upsert(write({ at, values: { phone: '1', [world.fields.text]: 'known' } })),
        look: ({ world }, at) => {
          expect(world.people()).toEqual([at]);
          expect(world.values(at)).toMatchObject({ phone: '1', [world.fields.text]: 'known', lastName: 'Stone' });
        },
      });
    });

    test('hands them to another owner where one is said', async () => {
      const { crm, world } = current();
      const dana = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
      const marco = world.addOwner({ name: 'Marco Lind', email: 'marco@acme.example' });
      const at = world.addPerson({ values: vera, owner: dana });
      await crm.upsert(write({ at, values: {}, owner: marco }));
      expect(world.ownerOf(at)).toBe(marco);
      await crm.upsert(write({ at, values: { phone: '1' } }));
      expect(world.ownerOf(at)).toBe(marco);
    });

    test('cuts what is too long, and says what stands', async () => {
      const { crm, world } = current();
      const { name, most } = world.fields.short;
      const text = `${'ä'.repeat(most - 1)}🙂🙂 and so on`;
      const { place, values, skipped } = await crm.upsert(write({ values: { ...vera, [name]: text } }));
      const stands = String(world.values(place)[name]);
      expect(stands.length).toBeGreaterThan(most - 4);
      expect(stands.length).toBeLessThanOrEqual(most);
      expect(stands.isWellFormed()).toBe(true);
      expect(text.startsWith(stands.replace(/…$/, ''))).toBe(true);
      expect(values[name]).toBe(stands);
      expect(skipped).toEqual([]);
    });

    test('leaves out a field that is gone, however late it went, or is not to be written; the rest lands', async () => {
      const { crm, world } = current();
      const { text, readOnly } = world.fields;
      const { place } = await crm.upsert(write({ values: { ...vera, [text]: 'once' } }));
      world.removeField(text);
      const again = await crm.upsert(
        write({ at: refOf(place), values: { phone: '7', [text]: 'twice', [readOnly]: 'mine' } }),
      );
      expect(again.skipped.map(({ field }) => field).toSorted()).toEqual([text, readOnly].toSorted());
      for (const { why } of again.skipped) expect(why.length).toBeGreaterThan(10);
      expect(again.values).toEqual({ phone: '7' });
      expect(world.values(place)).toMatchObject({ phone: '7', lastName: 'Stone' });
      const other = await crm.upsert(
        write({ ref: 'lead_02', values: { email: 'a@b.example', [text]: 'x', lastName: 'B' } }),
      );
      expect(other.skipped.map(({ field }) => field)).toEqual([text]);
      expect(world.values(other.place)).toMatchObject({ email: 'a@b.example' });
    });

    test('leaves out what a field will not take', async () => {
      const { crm, world } = current();
      const { number } = world.fields;
      const { place, skipped } = await crm.upsert(write({ values: { ...vera, [number]: 'about forty' } }));
      expect(skipped).toEqual([{ field: number, why: expect.any(String) }]);
      expect(world.values(place)).toMatchObject({ lastName: 'Stone', [number]: null });
    });

    test('follows a person to what they are now', async () => {
      const { crm, world } = current();
      const { place } = await crm.upsert(write());
      const now = world.supersede(place);
      const written = await crm.upsert(write({ at: refOf(place), values: { phone: '9' } }));
      expect(refOf(written.place)).toEqual(now);
      expect(world.values(now)).toMatchObject({ phone: '9', lastName: 'Stone' });
      expect(refOf((await crm.upsert(write({ values: { phone: '8' } }))).place)).toEqual(now);
      expect(world.people()).toEqual([now]);
    });

    test('makes somebody anew who was deleted', async () => {
      const { crm, world } = current();
      const gone = { kind: world.addPerson({ values: { ...vera, email: 'x@y.example' } }).kind, id: '987654321987654' };
      const { place } = await crm.upsert(write({ at: gone }));
      expect(world.values(place)).toMatchObject({ lastName: 'Stone' });
      expect(world.people()).toHaveLength(2);
    });

    test('takes the one that a rule against duplicates names, and nothing of theirs', async () => {
      const { crm, world } = current();
      if (world.refuseLike === undefined) return;
      const owner = world.addOwner({ name: 'Marco Lind', email: 'marco@acme.example' });
      const at = world.addPerson({ values: { ...vera, phone: 'theirs' }, owner });
      world.refuseLike(at);
      const values = { ...vera, phone: 'ours', [world.fields.text]: 'ours' };
      const written = await crm.upsert(write({ values }));
      expect(refOf(written.place)).toEqual(at);
      expect(world.people()).toEqual([at]);
      expect(world.values(at)).toMatchObject({ phone: 'theirs', [world.fields.text]: 'ours' });
      expect(written.values).toMatchObject({ [world.fields.text]: 'ours' });
      expect(written.values).not.toHaveProperty('phone');
      expect(world.ownerOf(at)).toBe(owner);
      expect((await crm.find(sought(world, { email: null }))).person).toMatchObject(at);
    });
  });
}

const pick = (values: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
