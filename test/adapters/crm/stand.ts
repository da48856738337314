// What the parts of the contract share: one visitor and their company, and the ways to ask and write with everything said.
import { expect } from 'vitest';
import { type CrmRef, type CrmWrite, type Sought, usualFields } from '../../../src/core/crm.ts';
import { OutsideError } from '../../../src/errors.ts';
import type { Current } from './contract.ts';
import type { Product, World } from './world.ts';

export const ref = 'lead_01hzx4';
export const email = 'vera.stone@northwind.example';
export const domain = 'northwind.example';
export const vera = { firstName: 'Vera', lastName: 'Stone', email, phone: '+1 202 555 0143', company: 'Northwind' };

export const fieldsOf = ({ fields }: World) => [
  ...usualFields,
  fields.text,
  fields.number,
  fields.readOnly,
  fields.long,
  fields.short.name,
];

export const sought = (world: World, change: Partial<Sought> = {}): Sought => ({
  ref,
  known: null,
  email,
  domain,
  fields: fieldsOf(world),
  ...change,
});

export const write = (change: Partial<CrmWrite> = {}): CrmWrite => ({
  ref,
  at: null,
  account: null,
  values: vera,
  owner: null,
  ...change,
});

export const refOf = ({ kind, id }: CrmRef): CrmRef => ({ kind, id });
export const present = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

export async function failure(doing: Promise<unknown>): Promise<OutsideError> {
  const error = await doing.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OutsideError)) throw new Error(`It did not fail with an OutsideError: ${error}`);
  expect(error.system).toBe('crm');
  return error;
}

/**
 * Does it in a fresh product once for every call it makes, with the answer to that call lost; then does it again, as the queue
 * would, and looks. Undone is what failed: also an adapter that mends the loss by itself is right.
 */
export async function eachAnswerLost<Prepared>(
  { start }: Current,
  {
    prepare,
    act,
    look,
  }: {
    prepare: (product: Product) => Promise<Prepared> | Prepared;
    act: (product: Product, prepared: Prepared) => Promise<unknown>;
    look: (product: Product, prepared: Prepared) => Promise<void> | void;
  },
): Promise<void> {
  for (let answered = 0, isOver = false; !isOver; answered++) {
    const product = await start();
    try {
      const prepared = await prepare(product);
      product.world.loseAnswer(answered);
      const lost = await act(product, prepared).then(
        () => null,
        (error: unknown) => error,
      );
      isOver = !product.world.wasLost();
      if (lost !== null) expect(lost).toMatchObject({ name: 'OutsideError', system: 'crm', retry: 'later' });
      if (isOver) expect(lost).toBeNull();
      product.world.recover();
      await act(product, prepared);
      await act(product, prepared);
      await look(product, prepared);
    } finally {
      await product.close();
    }
    expect(answered).toBeLessThan(40);
  }
}
