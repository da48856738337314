// How Baton gets into the one CRM it is given, out of what config.ts has read. Two at once would each have half of the truth.
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' });
const secret = z.string().min(8, 'is too short to be a secret');

export const crmSettings = {
  SALESFORCE_LOGIN_URL: url,
  SALESFORCE_CLIENT_ID: z.string().min(8, 'is too short to be a consumer key'),
  SALESFORCE_CLIENT_SECRET: secret,
  SALESFORCE_USERNAME: z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be a Salesforce user name, such as baton@acme.com'),
  SALESFORCE_PRIVATE_KEY: z
    .string()
    .transform((key) => key.replaceAll('\\n', '\n'))
    .pipe(z.string().startsWith('-----BEGIN', 'must be a private key in PEM form')),
  HUBSPOT_TOKEN: secret,
  HUBSPOT_API_URL: url,
  PIPEDRIVE_TOKEN: secret,
  PIPEDRIVE_API_URL: url,
} as const;

type Values = { [Name in keyof typeof crmSettings]?: z.infer<(typeof crmSettings)[Name]> | undefined };

/** `as`: an app of the company's own, or for one user whose certificate Salesforce knows. */
export type SalesforceConfig = {
  product: 'salesforce';
  loginUrl: string;
  clientId: string;
  as: { by: 'secret'; clientSecret: string } | { by: 'key'; username: string; privateKey: string };
};
export type CrmConfig =
  | SalesforceConfig
  | { product: 'hubspot'; token: string; apiUrl: string }
  | { product: 'pipedrive'; token: string; apiUrl: string };

/** Null: there is none. What is half given is a problem, never a CRM left out. */
export function readCrm(values: Values, problems: string[]): CrmConfig | null {
  const given = [readSalesforce(values, problems), readHubspot(values, problems), readPipedrive(values, problems)];
  const found = given.filter((one) => one !== null);
  if (found.length > 1) {
    const names = found.map(({ product }) => product.toUpperCase()).join(' and ');
    problems.push(`Leads go to one CRM: ${names} are both set, remove one.`);
  }
  return found[0] ?? null;
}

function readSalesforce(values: Values, problems: string[]): SalesforceConfig | null {
  const { SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret } = values;
  const { SALESFORCE_USERNAME: username, SALESFORCE_PRIVATE_KEY: privateKey } = values;
  const loginUrl = values.SALESFORCE_LOGIN_URL?.replace(/\/+$/, '');
  const isAny = [loginUrl, clientId, clientSecret, username, privateKey].some((value) => value !== undefined);
  if (!isAny) return null;
  const byKey = username !== undefined && privateKey !== undefined;
  if (loginUrl === undefined) {
    problems.push('SALESFORCE_LOGIN_URL is missing: your own, such as https://acme.my.salesforce.com.');
  }
  if (clientId === undefined) problems.push('SALESFORCE_CLIENT_ID is missing: the consumer key of the connected app.');
  if (clientSecret === undefined && !byKey) {
    problems.push('Salesforce needs SALESFORCE_CLIENT_SECRET, or SALESFORCE_USERNAME with SALESFORCE_PRIVATE_KEY.');
  }
  if (clientSecret !== undefined && byKey) {
    problems.push('SALESFORCE_CLIENT_SECRET and SALESFORCE_PRIVATE_KEY are two ways in: set one.');
  }
  if (loginUrl === undefined || clientId === undefined) return null;
  if (byKey) return { product: 'salesforce', loginUrl, clientId, as: { by: 'key', username, privateKey } };
  return clientSecret === undefined
    ? null
    : { product: 'salesforce', loginUrl, clientId, as: { by: 'secret', clientSecret } };
}

function readHubspot({ HUBSPOT_TOKEN: token, HUBSPOT_API_URL: apiUrl }: Values, problems: string[]): CrmConfig | null {
  if (token === undefined) {
    if (apiUrl !== undefined) problems.push('HUBSPOT_API_URL needs HUBSPOT_TOKEN: the token of a private app.');
    return null;
  }
  return { product: 'hubspot', token, apiUrl: apiUrl?.replace(/\/+$/, '') ?? 'https://api.hubapi.com' };
}

function readPipedrive(values: Values, problems: string[]): CrmConfig | null {
  const { PIPEDRIVE_TOKEN: token, PIPEDRIVE_API_URL: apiUrl } = values;
  if (token === undefined && apiUrl === undefined) return null;
  if (token !== undefined && apiUrl !== undefined) {
    return { product: 'pipedrive', token, apiUrl: apiUrl.replace(/\/+$/, '') };
  }
  problems.push('Pipedrive needs PIPEDRIVE_TOKEN and PIPEDRIVE_API_URL, such as https://acme.pipedrive.com.');
  return null;
}
