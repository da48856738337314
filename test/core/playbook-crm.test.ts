// The `crm` section of the playbook: what names nothing is said, and the example on the page itself works.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { crmFields } from '../../src/core/crm-record.ts';
import { crmOf, crmSchema, wrongCrm } from '../../src/core/playbook-crm.ts';
import { type StandIn, startSalesforce } from '../adapters/crm/salesforce-stand-in.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const page = (fields: Record<string, string>) => ({ fields: [{ id: 'size' }], crm: crmSchema.parse({ fields }) });

test.each([
  ['an answer that nobody asks for', { A__c: 'budget' }, /No field is called "budget"/],
  ['a part that answers do not have', { A__c: 'size.sound' }, /no "sound": use size, size.quote or size.date/],
  ['what Baton does not know', { A__c: 'baton.mood' }, /Baton knows no "mood": use one of score/],
  ['Baton alone', { A__c: 'baton' }, /Baton knows no ""/],
])('%s is said', (_what, fields, remedy) => {
  expect(wrongCrm(page(fields))).toMatchObject([
    { path: ['crm', 'fields', 'A__c'], remedy: expect.stringMatching(remedy) },
  ]);
});

test('answers, their words and days, and what Baton knows are fine', () => {
  expect(wrongCrm(page({ A: 'size', B: 'size.quote', C: 'size.date', D: 'baton.score' }))).toEqual([]);
  expect(wrongCrm({ fields: [] })).toEqual([]);
});

test.each([
  { fields: { 'Team Size': 'size' } },
  { fields: { A__c: 'SIZE' } },
  { statuses: { dreaming: 'Open' } },
  { sdr: { field: 'LeadSource', is: [] } },
  { mood: 'good' },
  'all',
])('%j is no such section', (crm) => {
  expect(crmSchema.safeParse(crm).success).toBe(false);
});

test('none is a choice, and leaves everything as usual', () => {
  expect(crmOf({ crm: crmSchema.parse('none') })).toEqual(crmOf({}));
});

let salesforce: StandIn;
beforeAll(async () => {
  salesforce = await startSalesforce();
});
afterAll(() => salesforce.close());

test('the example of the playbook is what it says, and a Salesforce with these fields takes it', async () => {
  const text = readFileSync(new URL('../../playbook.yml', import.meta.url), 'utf8');
  const [example = ''] = /^# crm:\n(?:# {3,}.*\n)+/m.exec(text) ?? [];
  const { crm } = parse(example.replaceAll(/^# /gm, '')) as { crm: unknown };
  const playbook = { ...defaultPlaybook(), crm: crmSchema.parse(crm) };
  expect(wrongCrm(playbook)).toEqual([]);
  expect(Object.keys(crmOf(playbook).statuses)).not.toEqual([]);
  const fields = crmFields(playbook);
  expect(await salesforce.crm.check({ fields, texts: ['Transcript__c'] })).toEqual([]);
});
