// What every CRM must do for Baton, driven through `world` alone: nothing here knows a product. Whatever is written must stand
// once, also when the answer to any one of its calls gets lost.
import { afterEach, beforeEach, describe } from 'vitest';
import { checkContract } from './contract-check.ts';
import { failureContract } from './contract-failures.ts';
import { findContract } from './contract-find.ts';
import { logContract } from './contract-log.ts';
import { outcomesContract } from './contract-outcomes.ts';
import { upsertContract } from './contract-upsert.ts';
import type { Failure, Product } from './world.ts';

export type { Failure, Product, SeenMeeting, SeenStakeholder, World } from './world.ts';

/** The product of the test that runs. */
export type Current = Product & { start: () => Promise<Product> };

/** `without`: failures that this product does not have. */
export function crmContract(
  name: string,
  start: () => Promise<Product>,
  { without = [] }: { without?: readonly Failure[] } = {},
): void {
  describe(`${name}, as any CRM`, () => {
    let product: Product;
    beforeEach(async () => {
      product = await start();
    });
    afterEach(() => product.close());
    const current = (): Current => ({ ...product, start });
    findContract(current);
    upsertContract(current);
    logContract(current);
    outcomesContract(current);
    checkContract(current);
    failureContract(current, without);
  });
}
