// Every way in which a product lets Baton down: what the queue is told, that nothing waits longer than it should, and that
// nobody's words or addresses are in what is thrown.
import { describe, expect, test } from 'vitest';
import type { Current } from './contract.ts';
import { email, failure, sought, write } from './stand.ts';
import { type Failure, failures } from './world.ts';

export function failureContract(current: () => Current, without: readonly Failure[]): void {
  const has = (kind: Failure) => !without.includes(kind);

  describe('what fails', () => {
    const passing = (['row-lock', 'short-limit', 'html', 'half', 'reset', 'down', 'slow'] as const).filter(has);
    test.each(passing)('%s is tried again later, and works then', async (kind) => {
      const { crm, world, timeoutMs } = current();
      await crm.upsert(write());
      for (const doing of [() => crm.find(sought(world)), () => crm.upsert(write()), () => crm.outcomes(null)]) {
        world.fail(kind);
        const begun = performance.now();
        const error = await doing().then(
          () => null,
          (thrown: unknown) => thrown,
        );
        expect(performance.now() - begun).toBeLessThan(timeoutMs * 3 + 1_000);
        // What only reads may have looked again by itself.
        if (error !== null) expect(error).toMatchObject({ name: 'OutsideError', system: 'crm', retry: 'later' });
        world.recover();
        await doing();
      }
      expect(world.people()).toHaveLength(1);
    });

    test.each(passing)('%s in the middle of a write is no bug of ours', async (kind) => {
      const { crm, world } = current();
      world.fail(kind);
      expect(await failure(crm.upsert(write()))).toMatchObject({ retry: 'later' });
    });

    test.runIf(has('short-limit'))('a short limit is over within a minute', async () => {
      const { crm, world } = current();
      await crm.find(sought(world));
      world.fail('short-limit');
      const error = await failure(crm.find(sought(world)));
      expect(error).toMatchObject({ status: 429, retry: 'later' });
      expect(error.retryAfterMs ?? 0).toBeLessThanOrEqual(60_000);
      await crm.find(sought(world));
    });

    test.runIf(has('daily-limit'))('at a limit of the day nothing is asked any more', async () => {
      const { crm, world } = current();
      await crm.find(sought(world));
      world.fail('daily-limit');
      const error = await failure(crm.find(sought(world)));
      expect(error).toMatchObject({ status: 429, retry: 'later' });
      expect(error.retryAfterMs).toBeGreaterThan(10 * 60_000);
      world.calls();
      for (const doing of [crm.owners(), crm.upsert(write()), crm.outcomes(null), crm.find(sought(world))]) {
        const again = await failure(doing);
        expect(again).toMatchObject({ status: 429, retry: 'later' });
        expect(again.retryAfterMs).toBeGreaterThan(9 * 60_000);
      }
      expect(world.calls()).toBe(0);
    });

    test.runIf(has('expired'))('a token that ran out is renewed unseen', async () => {
      const { crm, world } = current();
      await crm.upsert(write());
      world.fail('expired');
      await crm.upsert(write({ values: { phone: '3' } }));
      world.fail('expired');
      await Promise.all([crm.owners(), crm.find(sought(world)), crm.outcomes(null)]);
      expect(world.people()).toHaveLength(1);
    });

    test.runIf(has('perpetual-401'))('access that is gone is said after a few calls', async () => {
      const { crm, world } = current();
      await crm.find(sought(world));
      world.fail('perpetual-401');
      for (const doing of [() => crm.find(sought(world)), () => crm.upsert(write()), () => crm.owners()]) {
        world.calls();
        expect(await failure(doing())).toMatchObject({ status: 401, retry: 'never' });
        expect(world.calls()).toBeLessThanOrEqual(6);
      }
      world.recover();
      await crm.find(sought(world));
    });

    test('leaves nobody in what is thrown', async () => {
      for (const kind of failures.filter(has)) {
        const { crm, world, close } = await current().start();
        try {
          world.fail(kind);
          const error: unknown = await crm.upsert(write()).catch((thrown: unknown) => thrown);
          if (!(error instanceof Error)) continue;
          const { message, stack, cause } = error;
          const text = `${message} ${stack} ${JSON.stringify(error)} ${cause} ${JSON.stringify(cause ?? null)}`;
          for (const secret of [email, 'Stone', '555 0143', 'Bearer ']) expect(text, kind).not.toContain(secret);
        } finally {
          await close();
        }
      }
    });
  });
}
