// Who may act for whom: OAuth grants of people, and the service account to which the company delegated its people's calendars.
// Tokens live by the real clock, because Google's client counts their time by it.
import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { type Answer, noToken, ok } from './answers.ts';
import type { World } from './world.ts';

export type Access = { email: string; scopes: string[] };
export type Grant = Access & { refreshToken: string };
type Code = Access & { redirectUrl: string; offline: boolean };
type AccessToken = Access & { expiresAt: number };
type Claims = { iss?: string; sub?: string; scope?: string; aud?: string; iat?: number; exp?: number };

export type Tokens = {
  grants: Grant[];
  /** For a redirect back from the consent page. */
  newCode(code: Code): string;
  exchange(form: Record<string, string>): Answer;
  revoke(token: string): Answer;
  /** Undefined: nobody's, or not any more. */
  find(token: string): Access | undefined;
  /** Everything of this person is taken back. */
  forget(email: string): void;
  expireAll(): void;
};

export type OAuthClient = { clientId: string; clientSecret: string };
export type ServiceAccount = { clientEmail: string; privateKey: string };

const lifeMs = 3_599_000;
const audience = 'https://oauth2.googleapis.com/token';
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let keys: { publicKey: string; privateKey: string } | undefined;
/** Made when first asked for: it takes longer than everything else here. */
export function serviceKey(): { publicKey: string; privateKey: string } {
  keys ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return keys;
}

type Options = { oauth: OAuthClient; serviceEmail: string; delegatedScopes: readonly string[] };

export function createTokens(world: World, { oauth, serviceEmail, delegatedScopes }: Options): Tokens {
  const codes = new Map<string, Code>();
  const accessTokens = new Map<string, AccessToken>();
  const secret = (prefix: string) => `${prefix}${randomBytes(24).toString('base64url')}`;

  const issue = ({ email, scopes }: Access) => {
    const token = secret('ya29.');
    accessTokens.set(token, { email, scopes, expiresAt: Date.now() + lifeMs });
    return { access_token: token, expires_in: lifeMs / 1_000, scope: scopes.join(' '), token_type: 'Bearer' };
  };
  const isOpen = (email: string) => world.accounts.some((each) => each.email === email && each.isOpen);

  const tokens: Tokens = {
    grants: [],
    newCode(code) {
      const text = secret('4/');
      codes.set(text, code);
      return text;
    },
    exchange(form) {
      const { grant_type: kind } = form;
      if (kind === jwtBearer) return forJwt(form.assertion ?? '');
      if (kind !== 'refresh_token' && kind !== 'authorization_code') {
        return noToken(400, 'unsupported_grant_type', `Invalid grant_type: ${kind ?? ''}`);
      }
      if (form.client_id !== oauth.clientId) return noToken(401, 'invalid_client', 'The OAuth client was not found.');
      if (form.client_secret !== oauth.clientSecret) return noToken(401, 'invalid_client', 'Unauthorized');
      return kind === 'refresh_token' ? forRefresh(form.refresh_token ?? '') : forCode(form);
    },
    revoke(token) {
      const email =
        accessTokens.get(token)?.email ?? tokens.grants.find(({ refreshToken }) => refreshToken === token)?.email;
      if (email === undefined) return noToken(400, 'invalid_token', 'Token expired or revoked');
      tokens.forget(email);
      world.changed();
      return ok({});
    },
    find(token) {
      const found = accessTokens.get(token);
      return found !== undefined && found.expiresAt > Date.now() && isOpen(found.email) ? found : undefined;
    },
    forget(email) {
      tokens.grants = tokens.grants.filter((grant) => grant.email !== email);
      for (const [token, access] of accessTokens) if (access.email === email) accessTokens.delete(token);
    },
    expireAll: () => accessTokens.clear(),
  };

  const forRefresh = (refreshToken: string): Answer => {
    const grant = tokens.grants.find((each) => each.refreshToken === refreshToken);
    if (grant === undefined || !isOpen(grant.email)) {
      return noToken(400, 'invalid_grant', 'Token has been expired or revoked.');
    }
    return ok(issue(grant));
  };

  const forCode = ({ code: text = '', redirect_uri: redirectUrl }: Record<string, string>): Answer => {
    const code = codes.get(text);
    codes.delete(text);
    if (code === undefined) return noToken(400, 'invalid_grant', 'Malformed auth code.');
    if (code.redirectUrl !== redirectUrl) return noToken(400, 'redirect_uri_mismatch', 'Bad Request');
    const { email, scopes, offline } = code;
    const grant: Grant = { email, scopes, refreshToken: secret('1//') };
    if (offline) tokens.grants.push(grant);
    world.changed();
    const identity = scopes.includes('openid') ? { id_token: idToken(email, oauth.clientId) } : {};
    return ok({ ...issue(code), ...(offline && { refresh_token: grant.refreshToken }), ...identity });
  };

  const forJwt = (assertion: string): Answer => {
    const claims = readJwt(assertion);
    if (claims === null) return noToken(400, 'invalid_grant', 'Invalid JWT Signature.');
    const { iss, sub = '', scope = '', aud, iat = 0, exp = 0 } = claims;
    if (iss !== serviceEmail) return noToken(400, 'invalid_grant', 'Invalid grant: account not found');
    if (aud !== audience) return noToken(400, 'invalid_grant', 'Invalid JWT: Failed audience check.');
    const now = Date.now() / 1_000;
    if (exp - iat > 3_600 || exp < now - 300 || iat > now + 300) {
      const rule = 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.';
      return noToken(400, 'invalid_grant', `${rule} Check your iat and exp values in the JWT claim.`);
    }
    const scopes = scope.split(' ').filter((each) => each !== '');
    if (scopes.length === 0) return noToken(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
    if (!world.accounts.some(({ email }) => email === sub)) {
      return noToken(400, 'invalid_grant', 'Invalid email or User ID');
    }
    if (!isOpen(sub) || !scopes.every((each) => delegatedScopes.includes(each))) {
      const rule = 'Client is unauthorized to retrieve access tokens using this method';
      return noToken(401, 'unauthorized_client', `${rule}, or client not authorized for any of the scopes requested.`);
    }
    return ok(issue({ email: sub, scopes }));
  };

  return tokens;
}

function readJwt(assertion: string): Claims | null {
  const [head = '', claims = '', signature = ''] = assertion.split('.');
  const key = createPublicKey(serviceKey().publicKey);
  try {
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: string };
    const signed = Buffer.from(`${head}.${claims}`);
    if (alg !== 'RS256' || !verify('sha256', signed, key, Buffer.from(signature, 'base64url'))) return null;
    return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Claims;
  } catch {
    return null;
  }
}

function idToken(email: string, clientId: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: 'https://accounts.google.com',
    aud: clientId,
    sub: part({ email }),
    email,
    email_verified: true,
  };
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ ...claims, iat, exp: iat + 3_600 })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), serviceKey().privateKey).toString('base64url')}`;
}
