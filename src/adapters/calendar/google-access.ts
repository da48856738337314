// Speaks to Google as one person: access tokens are made once per person and used until Google takes them no more.
// Everything leaves through one transporter, so that with GOOGLE_API_URL nothing can reach Google itself.
import type { calendar_v3 } from '@googleapis/calendar';
import type { gaxios } from 'google-auth-library';
import { OutsideError } from '../../errors.ts';
import type { Access } from './calendar.ts';
import { isStaleToken, outsideError } from './google-error.ts';

export type GoogleConfig = {
  /** GOOGLE_API_URL: stands for all of Google's addresses, those for tokens and consent included. */
  apiUrl?: string;
  /** May act for people of the company, where an admin allowed it for these scopes. */
  serviceAccount: { clientEmail: string; privateKey: string } | null;
  oauth: { clientId: string; clientSecret: string; redirectUrl: string } | null;
  /** For one call, the token for it not included. */
  timeoutMs?: number;
};

/**
 * `calendar.events` is for our own meetings and for what becomes of them; `calendar.readonly` for the list of calendars and
 * for free/busy of those that are not ours to write. Less would hide a second calendar and sell its times.
 */
export const calendarScopes = [
  'https://www.googleapis.com/auth/calendar.events',
  'https://www.googleapis.com/auth/calendar.readonly',
];

export type Google = {
  /** One call as this person. */
  as<Data>(access: Access, call: (api: calendar_v3.Calendar) => Promise<{ data: Data }>): Promise<Data>;
  /** One call as nobody, to the places where tokens are made and taken back. */
  post<Data>(url: string, form: Record<string, string>): Promise<Data>;
};

type Sdk = Awaited<ReturnType<typeof load>>;
type Client = { api: calendar_v3.Calendar; refreshToken: string | null };

const defaultTimeoutMs = 10_000;
/** For calls that change nothing, soon, as somebody may wait; whatever else is repeated by the queue, which looks first. */
const readAgain = {
  retry: 2,
  noResponseRetries: 1,
  retryDelay: 100,
  retryDelayMultiplier: 1.3,
  httpMethodsToRetry: ['GET', 'POST'],
  statusCodesToRetry: [[500, 599]],
};

export function createGoogle(config: GoogleConfig): Google {
  let loading: Promise<Sdk> | undefined;
  const sdk = () => (loading ??= load(config));
  const clients = new Map<string, Client>();

  const clientOf = async (access: Access): Promise<Client> => {
    const loaded = await sdk();
    const refreshToken = access.kind === 'granted' ? access.refreshToken : null;
    const known = clients.get(keyOf(access));
    if (known !== undefined && known.refreshToken === refreshToken) return known;
    const made = { api: connect(access, config, loaded), refreshToken };
    clients.set(keyOf(access), made);
    return made;
  };

  return {
    async as(access, call) {
      const client = await clientOf(access);
      try {
        return (await call(client.api)).data;
      } catch (error) {
        if (!isStaleToken(error)) throw outsideError(error);
        // The library goes on with a token until its time is over, and so does a service account even when told not to.
        if (clients.get(keyOf(access)) === client) clients.delete(keyOf(access));
      }
      const { api } = await clientOf(access);
      return call(api).then(
        ({ data }) => data,
        (error) => {
          throw outsideError(error);
        },
      );
    },
    async post<Data>(url: string, form: Record<string, string>) {
      const { transporter } = await sdk();
      const data = new URLSearchParams(form);
      return transporter.request<Data>({ url, method: 'POST', data }).then(
        (answer) => answer.data,
        (error) => {
          throw outsideError(error);
        },
      );
    },
  };
}

const keyOf = ({ kind, email }: Access) => `${kind} ${email}`;

async function load({ apiUrl, timeoutMs = defaultTimeoutMs }: GoogleConfig) {
  const [{ calendar }, { JWT, OAuth2Client, gaxios }] = await Promise.all([
    import('@googleapis/calendar'),
    import('google-auth-library'),
  ]);
  const transporter = new gaxios.Gaxios({ timeout: timeoutMs });
  transporter.interceptors.request.add({ resolved: async (request) => prepare(request, apiUrl) });
  return { calendar, JWT, OAuth2Client, transporter };
}

function connect(access: Access, { serviceAccount, oauth }: GoogleConfig, sdk: Sdk): calendar_v3.Calendar {
  const { transporter } = sdk;
  if (access.kind === 'delegated') {
    if (serviceAccount === null) throw unconfigured('a service account (GOOGLE_SERVICE_ACCOUNT)');
    const { clientEmail: email, privateKey: key } = serviceAccount;
    const auth = new sdk.JWT({ email, key, scopes: calendarScopes, subject: access.email, transporter });
    return sdk.calendar({ version: 'v3', auth });
  }
  if (oauth === null) throw unconfigured('an OAuth client (GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET)');
  const { clientId, clientSecret } = oauth;
  const auth = new sdk.OAuth2Client({ clientId, clientSecret, transporter });
  auth.setCredentials({ refresh_token: access.refreshToken });
  return sdk.calendar({ version: 'v3', auth });
}

function unconfigured(what: string): OutsideError {
  return new OutsideError(`Baton has no way into this calendar: it needs ${what}.`, {
    system: 'calendar',
    retry: 'never',
  });
}

/** The library writes some of Google's addresses out; here all of them can be led elsewhere. */
function prepare(request: gaxios.GaxiosOptionsPrepared, apiUrl: string | undefined): gaxios.GaxiosOptionsPrepared {
  request.retry = false;
  if (changesNothing(request)) request.retryConfig = { ...readAgain };
  else delete request.retryConfig;
  if (apiUrl === undefined) return request;
  request.url = new URL(`${apiUrl.replace(/\/$/, '')}${request.url.pathname}${request.url.search}`);
  // The company's proxy is for the internet; it cannot see this machine.
  if (/^(localhost|127\..*|\[::1\])$/.test(request.url.hostname)) delete request.agent;
  return request;
}

function changesNothing({ method = 'GET', url, data }: gaxios.GaxiosOptionsPrepared): boolean {
  if (method.toUpperCase() === 'GET' || url.pathname.endsWith('/freeBusy')) return true;
  // A code is worth something once; whatever else a token is made of, it makes another.
  return data instanceof URLSearchParams && data.has('grant_type') && data.get('grant_type') !== 'authorization_code';
}
