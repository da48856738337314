// What stands beside the person: the conversation, the meeting, who else has a say. Each once, and as it was written last.
import { describe, expect, test } from 'vitest';
import type { CrmEntry, CrmRef } from '../../../src/core/crm.ts';
import type { Current, Product } from './contract.ts';
import { domain, eachAnswerLost, refOf, vera, write } from './stand.ts';

type Note = Extract<CrmEntry, { kind: 'note' }>;
type Meeting = Extract<CrmEntry, { kind: 'meeting' }>;
type Stakeholder = Extract<CrmEntry, { kind: 'stakeholder' }>;

const about = (person: CrmRef, name: string) => ({
  ref: `lead_01hzx4_${name}`,
  at: null,
  person: refOf(person),
  account: null,
  owner: null,
});
const note = (person: CrmRef, change: Partial<Note> = {}): Note => ({
  ...about(person, 'note'),
  kind: 'note',
  title: 'Conversation with the website chat',
  text: 'Visitor: we are <b>about 40</b> & growing\nBaton: since when?',
  on: '2026-11-20T10:00:00.000Z',
  ...change,
});
const meeting = (person: CrmRef, change: Partial<Meeting> = {}): Meeting => ({
  ...about(person, 'meeting'),
  kind: 'meeting',
  title: 'Meeting with Dana Reyes',
  text: 'https://meet.example/abc',
  startsAt: '2026-11-25T15:00:00.000Z',
  endsAt: '2026-11-25T15:30:00.000Z',
  state: 'planned',
  ...change,
});
const stakeholder = (person: CrmRef, account: CrmRef | null, change: Partial<Stakeholder> = {}): Stakeholder => ({
  ...about(person, 'person_paul'),
  account,
  kind: 'stakeholder',
  name: 'Paul van der Berg',
  title: 'CFO',
  deal: null,
  ...change,
});
const someone = async ({ crm }: Pick<Product, 'crm'>) => (await crm.upsert(write())).place;
const company = ({ world }: Pick<Product, 'world'>) => {
  const account = world.addAccount({ name: 'Northwind', domain });
  return { account, person: world.addPerson({ values: vera, account }) };
};

export function logContract(current: () => Current): void {
  describe('log', () => {
    test('writes a note that people read as it was meant, and says where', async () => {
      const { crm, world } = current();
      const person = await someone({ crm });
      const place = await crm.log(note(person));
      expect(place).toMatchObject({ link: expect.stringMatching(/^https?:/) });
      const [read, ...more] = world.notes(person);
      expect(more).toEqual([]);
      expect(read).toContain('Conversation with the website chat');
      for (const line of note(person).text.split('\n')) expect(read).toContain(line);
    });

    test('makes the note be as it is written now', async () => {
      const { crm, world } = current();
      const person = await someone({ crm });
      const at = await crm.log(note(person));
      expect(at && refOf(at)).toEqual(at && refOf((await crm.log(note(person, { text: 'All of it.' })))!));
      await crm.log(note(person, { at: at && refOf(at), text: 'All of it, really.' }));
      expect(world.notes(person)).toHaveLength(1);
      expect(world.notes(person)[0]).toContain('All of it, really.');
    });

    test('writes the note once, whatever answer gets lost', async () => {
      await eachAnswerLost(current(), {
        prepare: someone,
        act: ({ crm }, person) => crm.log(note(person)),
        look: ({ world }, person) => expect(world.notes(person)).toHaveLength(1),
      });
    });

    test('takes a note of any length', async () => {
      const { crm, world } = current();
      const person = await someone({ crm });
      await crm.log(note(person, { title: 'T'.repeat(400), text: `${'word '.repeat(60_000)}end` }));
      expect(world.notes(person)[0]!.length).toBeGreaterThan(20_000);
    });

    test('writes a meeting, moves and cancels it in place', async () => {
      const { crm, world } = current();
      const person = await someone({ crm });
      const place = await crm.log(meeting(person));
      const { startsAt, endsAt } = meeting(person);
      expect(world.meetings(person)).toMatchObject([{ startsAt, endsAt, state: 'planned' }]);
      expect(world.meetings(person)[0]!.text).toContain('Meeting with Dana Reyes');
      expect(world.meetings(person)[0]!.text).toContain('https://meet.example/abc');

      const later = { startsAt: '2026-11-26T16:00:00.000Z', endsAt: '2026-11-26T17:00:00.000Z' };
      const moved = await crm.log(meeting(person, { ...later, at: place && refOf(place) }));
      expect(moved).toEqual(place);
      expect(world.meetings(person)).toMatchObject([{ ...later, state: 'planned' }]);
      for (const state of ['cancelled', 'planned', 'no-show', 'held'] as const) {
        await crm.log(meeting(person, { ...later, at: place && refOf(place), state }));
        expect(world.meetings(person)).toMatchObject([{ ...later, state }]);
      }
    });

    test('writes, moves and cancels it once, whatever answer gets lost', async () => {
      for (const change of [{}, { startsAt: '2026-11-25T15:10:00.000Z' }, { state: 'cancelled' as const }]) {
        await eachAnswerLost(current(), {
          prepare: async (product) => {
            const person = await someone(product);
            const at = Object.keys(change).length > 0 ? await product.crm.log(meeting(person)) : null;
            return { person, at: at && refOf(at) };
          },
          act: ({ crm }, { person, at }) => crm.log(meeting(person, { at, ...change })),
          look: ({ world }, { person }) => {
            const { startsAt, endsAt, state } = meeting(person, change);
            expect(world.meetings(person)).toMatchObject([{ startsAt, endsAt, state }]);
          },
        });
      }
    });

    test('hands entries to the owner given', async () => {
      const { crm, world } = current();
      const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
      const person = await someone({ crm });
      const places = [await crm.log(note(person, { owner })), await crm.log(meeting(person, { owner }))];
      for (const place of places) expect(world.ownerOf(place!)).toBe(owner);
    });

    test('writes beside what a person is now', async () => {
      const { crm, world } = current();
      const person = await someone({ crm });
      const now = world.supersede(person);
      await crm.log(note(person));
      await crm.log(meeting(person));
      expect(world.notes(now)).toHaveLength(1);
      expect(world.meetings(now)).toHaveLength(1);
    });

    test('adds who else has a say to the company and to its open deal, once', async () => {
      await eachAnswerLost(current(), {
        prepare: (product) => {
          const { account, person } = company(product);
          return { account, person, deal: product.world.addDeal({ name: 'Rollout', account, people: [person] }) };
        },
        act: ({ crm }, { person, account, deal }) => crm.log(stakeholder(person, account, { deal })),
        look: ({ world }, { account, deal }) => {
          const others = world.stakeholders(account).filter(({ name }) => name !== 'Vera Stone');
          expect(others).toEqual([{ name: 'Paul van der Berg', title: 'CFO', deals: [deal.id] }]);
        },
      });
    });

    test('adds them to the company where nothing is open, and to a deal that opens later', async () => {
      const { crm, world } = current();
      const { account, person } = company({ world });
      const place = await crm.log(stakeholder(person, account));
      const deal = world.addDeal({ name: 'Rollout', account });
      await crm.log(stakeholder(person, account, { at: place && refOf(place), deal }));
      const others = world.stakeholders(account).filter(({ name }) => name !== 'Vera Stone');
      expect(others).toEqual([{ name: 'Paul van der Berg', title: 'CFO', deals: [deal.id] }]);
    });

    test('makes nobody anew who stands under the company already, and leaves their title', async () => {
      const { crm, world } = current();
      const { account, person } = company({ world });
      const values = { firstName: 'Paul', lastName: 'van der Berg', email: 'paul@northwind.example' };
      const paul = world.addPerson({ values, account });
      const place = await crm.log(stakeholder(person, account));
      expect(place && refOf(place)).toEqual(paul);
      expect(world.people()).toHaveLength(2);
    });
  });
}
