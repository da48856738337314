// What of a CRM's settings is a CRM, and what is half of one.
import { expect, test } from 'vitest';
import { readCrm } from '../src/config-crm.ts';

const login = { SALESFORCE_LOGIN_URL: 'https://acme.my.salesforce.com/', SALESFORCE_CLIENT_ID: 'consumer-key' };
const key = { SALESFORCE_USERNAME: 'baton@acme.com', SALESFORCE_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----' };
const secret = { SALESFORCE_CLIENT_SECRET: 'a-secret-word' };
const pipedrive = { PIPEDRIVE_TOKEN: 'a-token-word', PIPEDRIVE_API_URL: 'https://acme.pipedrive.com/' };

const read = (values: Parameters<typeof readCrm>[0]) => {
  const problems: string[] = [];
  return { crm: readCrm(values, problems), problems };
};

test.each([
  ['nothing', {}, null],
  [
    'Salesforce by a secret',
    { ...login, ...secret },
    { product: 'salesforce', loginUrl: 'https://acme.my.salesforce.com', as: { by: 'secret' } },
  ],
  [
    'Salesforce by a key',
    { ...login, ...key },
    { product: 'salesforce', as: { by: 'key', username: 'baton@acme.com' } },
  ],
  ['HubSpot', { HUBSPOT_TOKEN: 'a-token-word' }, { product: 'hubspot', apiUrl: 'https://api.hubapi.com' }],
  ['Pipedrive', pipedrive, { product: 'pipedrive', apiUrl: 'https://acme.pipedrive.com' }],
])('%s is whole', (_what, values, crm) => {
  const got = read(values);
  expect(got.problems).toEqual([]);
  if (crm === null) expect(got.crm).toBeNull();
  else expect(got.crm).toMatchObject(crm);
});

test.each([
  ['a Salesforce without an address', { SALESFORCE_CLIENT_ID: 'consumer-key', ...secret }, /LOGIN_URL is missing/],
  ['without a key', { SALESFORCE_LOGIN_URL: 'https://a.example', ...secret }, /CLIENT_ID is missing/],
  ['without a way in', login, /needs SALESFORCE_CLIENT_SECRET/],
  ['with half of a key', { ...login, SALESFORCE_USERNAME: 'baton@acme.com' }, /needs SALESFORCE_CLIENT_SECRET/],
  ['with two ways in', { ...login, ...secret, ...key }, /two ways in/],
  ['a HubSpot with an address alone', { HUBSPOT_API_URL: 'https://proxy.example' }, /needs HUBSPOT_TOKEN/],
  [
    'a Pipedrive with a token alone',
    { PIPEDRIVE_TOKEN: 'a-token-word' },
    /needs PIPEDRIVE_TOKEN and PIPEDRIVE_API_URL/,
  ],
  ['two at once', { ...pipedrive, HUBSPOT_TOKEN: 'a-token-word' }, /HUBSPOT and PIPEDRIVE are both set/],
])('%s is said', (_what, values, problem) => {
  expect(read(values).problems.join('\n')).toMatch(problem);
});
