// What Baton asks of a CRM. Whatever writes is safe twice: a record is known by a name of ours, and looked for before it is
// made again. Nobody else's values are touched: the caller says which fields are written.
import type { CrmDeal, CrmEntry, CrmOwner, CrmPlace, CrmWrite, CrmWritten, Found, Sought } from '../../core/crm.ts';

export type { CrmDeal, CrmEntry, CrmOwner, CrmPlace, CrmWrite, CrmWritten, Found, Sought };

/**
 * Every failure is an `OutsideError` of the system `crm`: with the status 401 Baton's access is gone; 429 with a long
 * `retryAfterMs` is a limit of the day, and then nothing is asked until it is over.
 */
export type Crm = {
  /** As people call it, such as Salesforce. */
  product: string;
  /** By `known` or `ref`, else by the address, followed to where it was converted or merged to; the company by its domain. */
  find(sought: Sought): Promise<Found>;
  /** A field that is gone, or will not take its value, is left out and named; the rest stands. */
  upsert(write: CrmWrite): Promise<CrmWritten>;
  /** Makes the entry of this name be as it is written here. Null: this product has no place for such a thing here. */
  log(entry: CrmEntry): Promise<CrmPlace | null>;
  owners(): Promise<CrmOwner[]>;
  /** Deals that changed since `since` was given out as `next`; null: from now on, and what is open. */
  outcomes(since: string | null): Promise<{ deals: CrmDeal[]; next: string }>;
  /** What is wrong with these fields, in sentences for whoever keeps the playbook; `texts` are to hold long text. */
  check(about: { fields: readonly string[]; texts: readonly string[] }): Promise<string[]>;
};
