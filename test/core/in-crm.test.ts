// What a lead knows of the CRM: who the visitor is there, and whose.
import { describe, expect, test } from 'vitest';
import type { Found } from '../../src/core/crm.ts';
import {
  type InCrm,
  isNews,
  type KnownDeal,
  knownInCrm,
  notInCrm,
  ownersInCrm,
  seenInCrm,
  standingInCrm,
  toAsk,
} from '../../src/core/in-crm.ts';
import type { PlaybookPage } from '../../src/core/playbook.ts';
import { aLead, aPlaybook, now } from '../support/leads.ts';

const playbookWith = (crm: object = {}) => ({ ...aPlaybook({ crm } as Partial<PlaybookPage>), crmName: 'Salesforce' });
const playbook = playbookWith();
const inCrm = (change: Partial<InCrm> = {}): InCrm => ({ ...notInCrm, product: 'Salesforce', at: now, ...change });
const owned = (name: string, owner: string | null) => ({
  kind: 'x',
  id: name,
  link: `https://crm/${name}`,
  name,
  owner: owner === null ? null : { name: owner, rep: `U_${owner}` },
});
const account = (type: string | null, owner: string | null = null) => ({ ...owned('Acme', owner), type });
const deal = (state: KnownDeal['state'], owner: string | null = null): KnownDeal => ({
  ...owned(`Deal ${state}`, owner),
  stage: 'S',
  state,
  amountCents: null,
  currency: null,
});

describe('who they are there', () => {
  test.each<[string, Partial<InCrm>, string | null]>([
    ['nobody', {}, null],
    ['a company of no type', { account: account(null) }, null],
    ['a prospect', { account: account('Prospect') }, null],
    ['a customer by its type', { account: account('Customer - Direct') }, 'customer'],
    [
      'a customer that has bought, whatever its type',
      { account: account('Prospect'), deals: [deal('won')] },
      'customer',
    ],
    ['nothing for a deal that was lost', { deals: [deal('lost')] }, null],
    [
      'an open deal before the customer',
      { account: account('Customer'), deals: [deal('won'), deal('open')] },
      'open-deal',
    ],
    ['a competitor before an open deal', { account: account('COMPETITOR'), deals: [deal('open')] }, 'competitor'],
  ])('%s', (_what, change, standing) => {
    expect(standingInCrm(inCrm(change), playbook)).toBe(standing);
  });

  test('by the words of the playbook', () => {
    const own = playbookWith({ customers: ['Klient'], competitors: ['Rival'] });
    expect(standingInCrm(inCrm({ account: account('klient') }), own)).toBe('customer');
    expect(standingInCrm(inCrm({ account: account('Rival') }), own)).toBe('competitor');
    expect(standingInCrm(inCrm({ account: account('Customer') }), own)).toBeNull();
    expect(standingInCrm(null, own)).toBeNull();
  });
});

test('they belong to the owner of an open deal, then to their own, then to the company’s', () => {
  const crm = inCrm({
    person: owned('Ana', 'dana'),
    account: account('Customer', 'marco'),
    deals: [deal('open', 'sam'), deal('won', 'rita')],
  });
  expect(ownersInCrm(crm).map(({ owner }) => owner.name)).toEqual(['sam', 'dana', 'marco']);
  expect(ownersInCrm(inCrm({ person: owned('Ana', null) }))).toEqual([]);
  expect(ownersInCrm(null)).toEqual([]);
});

describe('when it is asked', () => {
  const email = 'dana.reyes@acme.example';
  test.each<[string, InCrm | null, string | null]>([
    ['for an address that is new', null, email],
    ['for another address than before', inCrm({ asked: 'old@acme.example' }), email],
    ['not twice', inCrm({ asked: email }), null],
    ['again in another CRM', inCrm({ asked: email, product: 'HubSpot' }), email],
  ])('%s', (_what, crm, asked) => {
    expect(toAsk(aLead({ crm }), playbook)).toBe(asked);
  });
  test('never without an address or without a CRM', () => {
    expect(toAsk(aLead({ answers: [] }), playbook)).toBeNull();
    expect(toAsk(aLead(), aPlaybook())).toBeNull();
  });
});

test('what is found is kept under the names of owners; whom nobody knows owns nothing', () => {
  const found: Found = {
    person: { kind: 'Lead', id: '1', link: 'l', name: 'Ana', owner: '0051', values: { Source__c: 'Outbound' } },
    account: { kind: 'Account', id: '2', link: 'l', name: 'Acme', owner: '0059', type: 'Customer' },
    deals: [],
  };
  const owners = new Map([['0051', { name: 'Dana', rep: null }]]);
  const about = { product: 'Salesforce', asked: 'a@b.example', at: now, owners };
  const seen = seenInCrm(found, {
    ...about,
    playbook: playbookWith({ sdr: { field: 'Source__c', is: ['outbound'] } }),
  });
  expect(seen).toMatchObject({ person: { owner: { name: 'Dana', rep: null } }, account: { owner: null }, bySdr: true });
  expect(seenInCrm(found, { ...about, playbook }).bySdr).toBe(false);
});

test('the same found later is no news, and another CRM’s is none of ours', () => {
  const before = inCrm({ account: account('Customer') });
  expect(isNews(before, { ...before, at: 'later' })).toBe(false);
  expect(isNews(before, { ...before, account: account('Competitor') })).toBe(true);
  expect(isNews(null, before)).toBe(true);
  expect(knownInCrm({ crm: before }, playbook)).toBe(before);
  expect(knownInCrm({ crm: before }, { crmName: 'HubSpot' })).toBeNull();
  expect(knownInCrm({ crm: null }, { crmName: null })).toBeNull();
});
