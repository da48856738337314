// What became of deals, told once each time something changed, however the looks and the changes fall.
import { describe, expect, test } from 'vitest';
import type { Current } from './contract.ts';
import { domain, vera } from './stand.ts';

export function outcomesContract(current: () => Current): void {
  describe('outcomes', () => {
    const ids = (deals: readonly { id: string }[]) => deals.map(({ id }) => id).toSorted();

    test('begin with what is open, whose it is and what it is worth', async () => {
      const { crm, world } = current();
      const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
      const account = world.addAccount({ name: 'Northwind', domain });
      const person = world.addPerson({ values: vera, account });
      world.addDeal({ name: 'Over', account, state: 'won' });
      const deal = { name: 'Rollout', account, people: [person], owner, amount: 19_999.99, currency: 'EUR' };
      const open = world.addDeal(deal);
      const { deals } = await crm.outcomes(null);
      expect(deals).toMatchObject([
        {
          ...open,
          name: 'Rollout',
          state: 'open',
          owner,
          amountCents: 1_999_999,
          currency: 'EUR',
          account: account.id,
        },
      ]);
      expect(deals[0]!.people).toEqual([person.id]);
    });

    test('tell of every change once, in whatever instant it comes', async () => {
      const { crm, world } = current();
      const account = world.addAccount({ name: 'Northwind', domain });
      const first = world.addDeal({ name: 'First', account });
      const second = world.addDeal({ name: 'Second', account });
      let { deals, next } = await crm.outcomes(null);
      expect(ids(deals)).toEqual(ids([first, second]));
      const look = async () => {
        ({ deals, next } = await crm.outcomes(next));
        return deals;
      };
      expect(await look()).toEqual([]);
      world.closeDeal(first, 'won');
      expect(await look()).toMatchObject([{ id: first.id, state: 'won' }]);
      world.closeDeal(second, 'lost');
      const third = world.addDeal({ name: 'Third', account });
      expect(ids(await look())).toEqual(ids([second, third]));
      expect(await look()).toEqual([]);
      expect(await look()).toEqual([]);
      world.closeDeal(third, 'won');
      expect(await look()).toMatchObject([{ id: third.id, state: 'won' }]);
    });

    test('begin where there is nothing yet', async () => {
      const { crm, world } = current();
      const { deals, next } = await crm.outcomes(null);
      expect(deals).toEqual([]);
      const account = world.addAccount({ name: 'Northwind', domain });
      const deal = world.addDeal({ name: 'First', account });
      expect(ids((await crm.outcomes(next)).deals)).toEqual([deal.id]);
    });

    test('tell the same again to whoever did not hear it', async () => {
      const { crm, world } = current();
      const account = world.addAccount({ name: 'Northwind', domain });
      const { next } = await crm.outcomes(null);
      const deal = world.addDeal({ name: 'First', account });
      expect(ids((await crm.outcomes(next)).deals)).toEqual([deal.id]);
      expect(ids((await crm.outcomes(next)).deals)).toEqual([deal.id]);
    });

    test('are all told, however many there are', async () => {
      const { crm, world } = current();
      const account = world.addAccount({ name: 'Northwind', domain });
      const { next } = await crm.outcomes(null);
      const many = Array.from({ length: 230 }, (_, n) => world.addDeal({ name: `Deal ${n}`, account }));
      const { deals, next: after } = await crm.outcomes(next);
      expect(ids(deals)).toEqual(ids(many));
      expect((await crm.outcomes(after)).deals).toEqual([]);
    });
  });
}
