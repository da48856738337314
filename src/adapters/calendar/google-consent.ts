// Where a person lets Baton into their Google calendar: the page to send them to, and what the code they bring back is worth.
import { OutsideError } from '../../errors.ts';
import type { CalendarConsent } from './calendar.ts';
import { calendarScopes, type Google, type GoogleConfig } from './google-access.ts';

type Tokens = { refresh_token?: string; id_token?: string; scope?: string };

/** The address comes with the token, so that nobody has to type it. */
const scopes = ['openid', 'email', ...calendarScopes];

export function createGoogleConsent(
  google: Google,
  { apiUrl, oauth }: { apiUrl: string | undefined; oauth: NonNullable<GoogleConfig['oauth']> },
): CalendarConsent {
  const { clientId, clientSecret, redirectUrl } = oauth;
  return {
    url(state) {
      const page = new URL(`${apiUrl?.replace(/\/$/, '') ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`);
      page.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUrl,
        response_type: 'code',
        scope: scopes.join(' '),
        state,
        access_type: 'offline',
        // Without it Google gives a refresh token only the first time.
        prompt: 'consent',
      }).toString();
      return page.href;
    },
    async redeem(code) {
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUrl };
      const client = { client_id: clientId, client_secret: clientSecret };
      return readTokens(await google.post<Tokens>('https://oauth2.googleapis.com/token', { ...form, ...client }));
    },
    async revoke(refreshToken) {
      await google.post('https://oauth2.googleapis.com/revoke', { token: refreshToken }).catch((error: unknown) => {
        const isGone = error instanceof OutsideError && error.retry === 'never' && /invalid_token/.test(error.message);
        if (!isGone) throw error;
      });
    },
  };
}

function readTokens({ refresh_token: refreshToken, id_token: idToken, scope }: Tokens) {
  // People may untick a part of it on Google's page.
  const given = scope?.split(' ') ?? [];
  if (!calendarScopes.every((each) => given.includes(each))) {
    throw refused('Google gave access to only a part of the calendar: connect again and leave both boxes ticked.');
  }
  if (refreshToken === undefined) throw refused('Google gave no lasting access: connect again.');
  return { email: addressIn(idToken), refreshToken };
}

/** It comes straight from Google and in exchange for our secret, so its signature says nothing new. */
function addressIn(idToken: string | undefined): string {
  const claims = JSON.parse(Buffer.from(idToken?.split('.')[1] ?? 'e30', 'base64url').toString()) as {
    email?: string;
    email_verified?: boolean;
  };
  if (claims.email === undefined || claims.email_verified !== true) {
    throw refused('Google did not say whose calendar this is: connect again.');
  }
  return claims.email.toLowerCase();
}

function refused(sentence: string): OutsideError {
  return new OutsideError(sentence, { system: 'calendar', retry: 'never', status: 401 });
}
