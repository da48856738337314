// What a lead knows of the CRM: who the visitor is there, whose they are, and where what Baton writes of them stands.
import type { CrmDeal, CrmPlace, CrmRef, CrmValue, Found } from './crm.ts';
import type { Lead } from './lead.ts';
import { person } from './person.ts';
import type { Playbook } from './playbook.ts';
import { crmOf } from './playbook-crm.ts';

/** `rep`: their Slack id, where Baton knows them by their address. */
export type CrmOwnedBy = { name: string; rep: string | null };
type Owned = CrmPlace & { name: string; owner: CrmOwnedBy | null };

export type KnownDeal = Owned & Pick<CrmDeal, 'stage' | 'state' | 'amountCents' | 'currency'>;

export type InCrm = {
  /** As `playbook.crmName` was then: what one CRM said means nothing in another. */
  product: string;
  /** The address that was asked for, when it was. */
  asked: string | null;
  at: string;
  person: Owned | null;
  account: (Owned & { type: string | null }) | null;
  /** The open ones first. */
  deals: readonly KnownDeal[];
  /** An SDR found them, by what the CRM says. */
  bySdr: boolean;
  /** Where our record of them stands; `made`: Baton made it, so that it tells nothing new. */
  place: (CrmPlace & { made: boolean }) | null;
  /** Fields that would not take what they were to have. */
  skipped: readonly { field: string; why: string }[];
  /** Why nothing more is written, until somebody says to try again. */
  failed: string | null;
  /** Their record was there and is no more: only somebody who says so gets another one made. */
  isGone: boolean;
};

/** What the CRM says, without what became of writing there. */
export type SeenInCrm = Pick<InCrm, 'product' | 'asked' | 'at' | 'person' | 'account' | 'deals' | 'bySdr'>;

export const notInCrm: Omit<InCrm, 'at' | 'product'> = {
  asked: null,
  person: null,
  account: null,
  deals: [],
  bySdr: false,
  place: null,
  skipped: [],
  failed: null,
  isGone: false,
};

/** What the lead knows of the CRM that is in use now. */
export function knownInCrm({ crm }: Pick<Lead, 'crm'>, { crmName }: Pick<Playbook, 'crmName'>): InCrm | null {
  return crm?.product === crmName ? crm : null;
}

type Asking = Pick<InCrm, 'product' | 'asked' | 'at'> & {
  owners: ReadonlyMap<string, CrmOwnedBy>;
  playbook: Playbook;
};

/** What was found, as the lead keeps it; `owners` by the CRM's own ids. */
export function seenInCrm(
  { person, account, deals }: Found,
  { product, asked, at, owners, playbook }: Asking,
): SeenInCrm {
  const owned = <It extends CrmPlace & { name: string; owner: string | null }>({
    kind,
    id,
    link,
    name,
    owner,
  }: It) => ({
    kind,
    id,
    link,
    name,
    owner: owner === null ? null : (owners.get(owner) ?? null),
  });
  const { sdr } = crmOf(playbook);
  return {
    product,
    asked,
    at,
    person: person && owned(person),
    account: account && { ...owned(account), type: account.type },
    deals: deals.map(({ stage, state, amountCents, currency, ...deal }) => ({
      ...owned(deal),
      stage,
      state,
      amountCents,
      currency,
    })),
    bySdr: sdr !== undefined && isOneOf(sdr.is, person?.values[sdr.field] ?? null),
  };
}

const isOneOf = (list: readonly string[], value: CrmValue): boolean =>
  list.some((each) => each.toLowerCase() === String(value ?? '').toLowerCase());

/** A company that has bought is a customer, whatever its type says. */
export function standingInCrm(
  crm: Pick<InCrm, 'account' | 'deals'> | null,
  playbook: Pick<Playbook, 'crm'>,
): 'customer' | 'competitor' | 'open-deal' | null {
  if (crm === null) return null;
  const { customers, competitors } = crmOf(playbook);
  const type = crm.account?.type ?? null;
  if (isOneOf(competitors, type)) return 'competitor';
  if (crm.deals.some(({ state }) => state === 'open')) return 'open-deal';
  return isOneOf(customers, type) || crm.deals.some(({ state }) => state === 'won') ? 'customer' : null;
}

/** The address that the CRM has not been asked for yet; null: none is known, or it was. */
export function toAsk(lead: Pick<Lead, 'answers' | 'visitor' | 'crm'>, playbook: Playbook): string | null {
  if (playbook.crmName === null) return null;
  const { email } = person(lead, playbook);
  return email === null || knownInCrm(lead, playbook)?.asked === email ? null : email;
}

/** Whoever they belong to there: the nearest thing counts. */
export function ownersInCrm(crm: InCrm | null): { owner: CrmOwnedBy; of: CrmRef & { name: string } }[] {
  if (crm === null) return [];
  const open = crm.deals.filter(({ state }) => state === 'open');
  return [...open, crm.person, crm.account].flatMap((owned) =>
    owned?.owner == null ? [] : [{ owner: owned.owner, of: owned }],
  );
}

/** Whether anything is different beside when it was asked. */
export function isNews(before: InCrm | null, after: InCrm): boolean {
  return JSON.stringify({ ...before, at: null }) !== JSON.stringify({ ...after, at: null });
}
