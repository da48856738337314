// What a card says of the CRM, state by state; STYLE.md has a picture of each.
import { type InCrm, type KnownDeal, notInCrm } from '../../src/core/in-crm.ts';
import type { Lead } from '../../src/core/lead.ts';
import { aLead, claimedBy, now, sam } from './leads.ts';

const at = (kind: string, id: string) => ({ kind, id, link: `https://crm.example/${id}` });
const owner = { name: 'Rita Lang', rep: null };
const account = (type: string) => ({ ...at('Account', '001A'), name: 'Acme Robotics', owner, type });
const deal: KnownDeal = {
  ...at('Opportunity', '006A'),
  name: 'Acme Robotics, 140 seats',
  owner,
  stage: 'Proposal',
  state: 'open',
  amountCents: 2_000_000,
  currency: 'EUR',
};
const place = { ...at('Lead', '00QA'), made: true };

const inCrm = (change: Partial<InCrm>): InCrm => ({ ...notInCrm, product: 'Salesforce', at: now, ...change });
const offered = (change: Partial<InCrm>) => aLead({ crm: inCrm(change) });

export const crmStates: Readonly<Record<string, Lead>> = {
  'new in the CRM': offered({ place }),
  'a customer': offered({ place, account: account('Customer - Direct') }),
  'an open deal': offered({ place, account: account('Prospect'), deals: [deal, { ...deal, id: '006B' }] }),
  'a competitor': offered({ account: account('Competitor') }),
  'fields that were left out': claimedBy(sam, 6, {
    crm: inCrm({
      place,
      skipped: [
        { field: 'Seats__c', why: 'Salesforce has no such field on Lead, or Baton may not see it.' },
        { field: 'status', why: 'Salesforce has no “Working” in its list.' },
      ],
    }),
  }),
  'refused by the CRM': claimedBy(sam, 6, { crm: inCrm({ failed: 'Required fields are missing: [Industry]' }) }),
  'deleted in the CRM': claimedBy(sam, 6, { crm: inCrm({ isGone: true }) }),
};
