// The words Baton shares with a CRM: whom it found there, what is to stand there, and what became of it. Fields are named as
// the product names them; the few that every product has are named here, and each adapter knows its own name for them.

/** `kind` is the product's own word for such a record, such as Lead or contact. */
export type CrmRef = { kind: string; id: string };
/** `link`: where people open it. */
export type CrmPlace = CrmRef & { link: string };

/** What every product has, one way or another; one that has no such field leaves it out. */
export const usualFields = ['firstName', 'lastName', 'email', 'phone', 'company', 'status', 'source'] as const;

/** Null: nothing stands there. */
export type CrmValue = string | number | boolean | null;
export type CrmValues = Readonly<Record<string, CrmValue>>;

/** `ref`: our own name for the lead, letters, digits and _ only. `known`: where it stood last. Of a free-mail address, no `domain`. */
export type Sought = {
  ref: string;
  known: CrmRef | null;
  email: string | null;
  domain: string | null;
  /** Whose values are wanted. */
  fields: readonly string[];
};

/** `owner`: by the CRM's own id. */
export type CrmPerson = CrmPlace & { name: string; owner: string | null; values: CrmValues };
/** `type`: as the CRM says it, such as "Customer - Direct". */
export type CrmAccount = CrmPlace & { name: string; owner: string | null; type: string | null };

/** Of `people`, the ids of their records; what came of a lead is told by them, or else by the account. */
export type CrmDeal = CrmPlace & {
  name: string;
  owner: string | null;
  stage: string;
  state: 'open' | 'won' | 'lost';
  amountCents: number | null;
  currency: string | null;
  createdAt: string;
  changedAt: string;
  people: readonly string[];
  account: string | null;
};

/** `deals`: of the person or their account, the open ones first. */
export type Found = { person: CrmPerson | null; account: CrmAccount | null; deals: readonly CrmDeal[] };

export type CrmOwner = { id: string; name: string; email: string | null; isActive: boolean };

/** `at` null: a new record is made. `owner` null: is left as it is. Only the values named are written. */
export type CrmWrite = {
  ref: string;
  at: CrmRef | null;
  account: CrmRef | null;
  values: CrmValues;
  owner: string | null;
};

/** `values`: what stands there now, cut where the field is too short. `skipped`: fields that would not take it, and why. */
export type CrmWritten = { place: CrmPlace; values: CrmValues; skipped: readonly { field: string; why: string }[] };

/** What stands beside the person under a name of ours. `at`: where it stood last. */
export type CrmEntry = {
  ref: string;
  at: CrmRef | null;
  person: CrmRef;
  account: CrmRef | null;
  owner: string | null;
} & (
  | { kind: 'note'; title: string; text: string; on: string }
  | {
      kind: 'meeting';
      title: string;
      text: string;
      startsAt: string;
      endsAt: string;
      state: 'planned' | 'held' | 'no-show' | 'cancelled';
    }
  /** Somebody else who has a say. `deal`: an open one in which they may be given a role. */
  | { kind: 'stakeholder'; name: string; title: string | null; deal: CrmRef | null }
);
