// What the CRM should have of a lead: every source, and nothing where nothing is known.
import { describe, expect, test } from 'vitest';
import type { Meeting } from '../../src/core/booking.ts';
import { crmFields, crmRecord } from '../../src/core/crm-record.ts';
import { type InCrm, notInCrm } from '../../src/core/in-crm.ts';
import type { Lead } from '../../src/core/lead.ts';
import type { PlaybookPage } from '../../src/core/playbook.ts';
import { batonSources } from '../../src/core/playbook-crm.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, claimedBy, now, sam } from '../support/leads.ts';

const withCrm = (crm: object = {}) => ({
  ...aPlaybook({ crm } as Partial<PlaybookPage>),
  crmName: 'Salesforce',
});
const valuesOf = (lead: Lead, crm: object = {}) => crmRecord(lead, withCrm(crm))!.values;
const sourced = (source: string, lead = aLead()) => valuesOf(lead, { fields: { It: source } }).It;

describe('one field', () => {
  test.each([
    ['use_case', 'one dashboard for our board instead of twelve spreadsheets'],
    ['size', 140],
    ['size.quote', 'about 140 people'],
    ['size.date', now.slice(0, 10)],
    ['urgency', '2027-03-31'],
    ['authority', 'Decides with others'],
    ['company', 'Acme Robotics'],
    ['budget', null],
    ['budget.quote', null],
    ['budget.date', null],
    ['phone', null],
    ['baton.score', 78],
    ['baton.bar', null],
    ['baton.verdict', 'qualified'],
    ['baton.pillars', 'intent;context;continuity;nextStep'],
    ['baton.playbook', 'test'],
    ['baton.reason', null],
    ['baton.note', null],
    ['baton.page', 'https://www.northwind.example/pricing?utm_source=ad'],
    ['baton.channel', 'web'],
    ['baton.lead', 'lead_dana'],
  ])('%s is %s', (source, value) => {
    expect(sourced(source)).toBe(value);
  });

  test('reasons have a line each, with their points', () => {
    expect(String(sourced('baton.reasons')).split('\n')[0]).toBe('+5 Can be reached by e-mail');
    expect(sourced('baton.reasons', aLead({ reasons: [{ points: -10, because: 'Spam' }] }))).toBe('-10 Spam');
    expect(sourced('baton.reasons', aLead({ reasons: [] }))).toBeNull();
  });

  test('the brief has what was said in their words, the transcript who said what', () => {
    expect(sourced('baton.brief')).toContain('Company size: 140 (“about 140 people”)');
    expect(sourced('baton.brief')).toMatch(/Has a say: Priya Raman, CFO/);
    expect(sourced('baton.brief')).toMatch(/Not known yet: .*Budget/);
    expect(String(sourced('baton.transcript')).split('\n')[0]).toBe(
      '2026-11-20 14:30 Visitor: Hi, I need one dashboard for our board instead of twelve spreadsheets. Does it read from BigQuery?',
    );
  });

  test.each([
    ['money', 'budget', { min: 20_000, max: 30_000, currency: 'USD', per: 'year' }, 20_000],
    ['money without a range', 'budget', { amount: 20_000, currency: 'EUR' }, 20_000],
    ['a range', 'size', { min: 10, max: 20 }, 10],
    ['a quarter', 'urgency', '2027-01-01/2027-03-31', '2027-03-31'],
    ['a month', 'urgency', '2027-02', '2027-02-28'],
  ])('%s is what a CRM can count with or sort by', (_what, field, value, stands) => {
    const messages = aTranscript(['so much']);
    const lead = aLead({
      messages,
      visitor: { id: 'v', email: 'a@b.example' },
      answers: [anAnswer(messages, field, { value, quote: 'so much' })],
    });
    expect(sourced(field, lead)).toBe(stands);
  });

  test.each([
    ['https://x.example/pricing?token=abc&utm_campaign=q1#top', 'https://x.example/pricing?utm_campaign=q1'],
    ['/pricing?token=abc', '/pricing'],
  ])('the page %s is told as %s', (url, told) => {
    expect(sourced('baton.page', aLead({ page: { url, title: '' } }))).toBe(told);
  });

  test('a reject has its reason by the label and its note, and an undone one has none', () => {
    const repVerdict = { kind: 'rejected', by: sam, at: now, from: 'claimed', reason: 'competitor', note: 'A rival' };
    const lead = claimedBy(sam, 5, { state: 'rejected', repVerdict: repVerdict as Lead['repVerdict'] });
    expect([sourced('baton.reason', lead), sourced('baton.note', lead)]).toEqual(['Competitor', 'A rival']);
    expect(sourced('baton.reason', claimedBy(sam, 5))).toBeNull();
  });

  test('each source of Baton is one that a playbook may name', () => {
    for (const source of batonSources) expect(() => sourced(`baton.${source}`)).not.toThrow();
    expect(sourced('baton.secret')).toBeNull();
  });
});

describe('who it is', () => {
  const named = (name: string | undefined) =>
    aLead({
      answers: aLead().answers.filter(({ field }) => field !== 'name'),
      visitor: { id: 'v', ...(name !== undefined && { name }) },
    });
  test.each([
    ['Dana Reyes', 'Dana', 'Reyes'],
    ['Dana', null, 'Dana'],
    ['  Ana María de la Cruz ', 'Ana María de la', 'Cruz'],
    [undefined, null, null],
  ])('%s has the first name %s and the last name %s', (name, firstName, lastName) => {
    expect(valuesOf(named(name))).toMatchObject({ firstName, lastName });
  });

  test('has the usual fields, and a status only where the playbook has a word for it', () => {
    expect(valuesOf(aLead())).toEqual({
      firstName: 'Dana',
      lastName: 'Reyes',
      email: 'dana.reyes@acme.example',
      phone: null,
      company: 'Acme Robotics',
      source: 'Website chat',
    });
    const crm = { statuses: { offered: 'Open' }, source: 'Baton' };
    expect(valuesOf(aLead(), crm)).toMatchObject({ status: 'Open', source: 'Baton' });
    expect(valuesOf(claimedBy(sam, 5), crm)).not.toHaveProperty('status');
  });

  test('belongs to the rep who has it', () => {
    expect(crmRecord(aLead(), withCrm())?.owner).toBeNull();
    expect(crmRecord(claimedBy(sam, 5), withCrm())?.owner).toBe(sam.id);
  });
});

describe('who lands', () => {
  const place = { kind: 'Lead', id: '1', link: 'https://x', made: true };
  const landed: InCrm = { ...notInCrm, product: 'Salesforce', at: now, place };
  const quiet = { offer: null, state: 'closed', verdict: 'unqualified' } as const;
  const nobody = { answers: [], visitor: { id: 'v' } };
  test.each<[string, Partial<Lead>, object, boolean]>([
    ['whom reps were offered', {}, {}, true],
    ['whom nurture got', { offer: null, state: 'nurturing' }, {}, true],
    ['nobody else', quiet, {}, false],
    ['everybody whose interview is over, if the playbook says so', quiet, { writes: 'everyone' }, true],
    ['but nobody who is still asked', { ...quiet, verdict: null }, { writes: 'everyone' }, false],
    ['whoever landed once', { ...quiet, crm: landed }, {}, true],
    ['but not who landed in another CRM', { ...quiet, crm: { ...landed, product: 'HubSpot' } }, {}, false],
    ['nobody who cannot be known again', nobody, {}, false],
    ['whoever left a number', { answers: [], visitor: { id: 'v', phone: '+1 202 555 0143' } }, {}, true],
  ])('%s', (_what, change, crm, isThere) => {
    expect(crmRecord(aLead(change), withCrm(crm)) !== null).toBe(isThere);
  });

  test('nobody where there is no CRM', () => {
    expect(crmRecord(aLead(), aPlaybook())).toBeNull();
  });
});

describe('what stands beside', () => {
  const hosts = [{ id: sam.id, name: 'Sam Okafor', email: 'sam@x.example' }];
  const meeting = {
    startsAt: '2026-11-23T15:00:00.000Z',
    lengthMin: 30,
    hosts,
    event: { call: 'https://meet.example/abc' },
  } as unknown as Meeting;
  const entriesOf = (booking: unknown) =>
    crmRecord(aLead({ booking } as Partial<Lead>), withCrm())?.entries as Record<string, Record<string, unknown>>;
  test.each([
    ['planned', { meeting, outcome: null }],
    ['held', { meeting, outcome: 'held' }],
    ['no-show', { meeting, outcome: 'no-show' }],
    ['cancelled', { meeting: null, calledOff: { meeting }, outcome: null }],
    ['no-show', { meeting: null, calledOff: { meeting }, outcome: 'no-show' }],
  ])('a meeting that is %s', (state, booking) => {
    expect(entriesOf(booking).meeting).toMatchObject({
      kind: 'meeting',
      title: 'Meeting with Sam Okafor',
      startsAt: meeting.startsAt,
      state,
    });
  });

  test('no meeting where there was none, a note and whoever else has a say', () => {
    const { note, ...others } = entriesOf(null);
    expect(note?.title).toMatch(/^Website chat of Northwind Analytics: /);
    expect(others).toEqual({ person_priya_raman: { kind: 'stakeholder', name: 'Priya Raman', title: 'CFO' } });
  });
});

test('the fields that are read are those that are written, and the one that says who found them', () => {
  const sdr = { field: 'LeadSource', is: ['Outbound'] };
  expect(crmFields(withCrm({ fields: { A__c: 'size', B__c: 'baton.score' }, sdr }))).toEqual([
    'A__c',
    'B__c',
    'LeadSource',
  ]);
});
