// What people and the network do to a CRM while Baton is at it, in words that fit every product.
import type { Crm } from '../../../src/adapters/crm/crm.ts';
import type { CrmRef, CrmValue, CrmValues } from '../../../src/core/crm.ts';

export const failures = [
  'row-lock',
  'short-limit',
  'daily-limit',
  'expired',
  'perpetual-401',
  'html',
  'half',
  'reset',
  'down',
  'slow',
] as const;
/**
 * Each meets the next call, but `daily-limit` and `perpetual-401`, which stay until `recover`. `html` and `half` come with the
 * status 200, as from a proxy; `down` is a 503; `slow` answers long after the time-out.
 */
export type Failure = (typeof failures)[number];

export type SeenMeeting = {
  /** All that people read of it. */
  text: string;
  startsAt: string;
  endsAt: string;
  state: 'planned' | 'held' | 'no-show' | 'cancelled';
};
export type SeenStakeholder = { name: string; title: string | null; deals: readonly string[] };

export type World = {
  /** As a playbook names them, besides the usual ones; all but `readOnly` can be written. */
  fields: {
    text: string;
    number: string;
    readOnly: string;
    /** For long text; holds at least 10,000 characters. */
    long: string;
    /** Too short for long text. */
    short: { name: string; most: number };
  };
  /** Their id. */
  addOwner(owner: { name: string; email: string; isActive?: boolean }): string;
  addAccount(account: { name: string; domain: string; owner?: string; type?: string }): CrmRef;
  /** `values`: under the usual names or those of `fields`. */
  addPerson(person: { values: CrmValues; owner?: string; account?: CrmRef }): CrmRef;
  /** `amount`: in whole units of the currency, such as 1250.5. */
  addDeal(deal: {
    name: string;
    account: CrmRef;
    people?: readonly CrmRef[];
    owner?: string;
    amount?: number;
    currency?: string;
    state?: 'open' | 'won' | 'lost';
  }): CrmRef;
  closeDeal(deal: CrmRef, state: 'won' | 'lost'): void;
  /** As a person does it, in the product. */
  edit(at: CrmRef, field: string, value: CrmValue): void;
  setOwner(at: CrmRef, owner: string): void;
  /** Converts the person, or merges them into another record; what they are now. */
  supersede(at: CrmRef): CrmRef;
  /** An admin deletes a field of people's records. */
  removeField(name: string): void;
  /** A new person like this one is refused with their id from now on. Left out by products that know no such rule. */
  refuseLike?(at: CrmRef): void;

  /** Every person's record that stands, stakeholders too. */
  people(): CrmRef[];
  /** Usual fields and those of `fields`; null where nothing stands, absent where the record has no such field. */
  values(at: CrmRef): CrmValues;
  ownerOf(at: CrmRef): string | null;
  /** All that people read of each. */
  notes(person: CrmRef): string[];
  meetings(person: CrmRef): SeenMeeting[];
  /** `deals`: ids of those in which they have a role. */
  stakeholders(account: CrmRef): SeenStakeholder[];

  /** Some calls are answered, then one does its work and the connection breaks. */
  loseAnswer(afterCalls: number): void;
  /** Whether that call came. */
  wasLost(): boolean;
  fail(failure: Failure): void;
  recover(): void;
  /** How often the product was called since the last look, for tokens too. */
  calls(): number;
};

export type Product = { crm: Crm; world: World; timeoutMs: number; close(): Promise<void> };
