// Who may call: the connected app, by its secret or by an assertion signed with the key whose certificate it has. Tokens live by
// the real clock, as assertions do.
import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { type Answer, noToken, ok } from './answers.ts';

export type ConnectedApp = { clientId: string; clientSecret: string; username: string };
type Claims = { iss?: string; sub?: string; aud?: string; exp?: number };

export type Tokens = {
  exchange(form: Record<string, string>): Answer;
  isGood(token: string): boolean;
  /** Tokens given out so far are taken no more. */
  expireAll(): void;
  /** An admin blocks the app, or lets it in again. */
  block(isBlocked: boolean): void;
};

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const organisation = '00D5e00000BatonEAA';

let keys: { publicKey: string; privateKey: string } | undefined;
/** Made when first asked for: it takes longer than everything else here. */
export function appKey(): { publicKey: string; privateKey: string } {
  keys ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return keys;
}

export function createTokens(app: ConnectedApp, about: { baseUrl: () => string; userId: string }): Tokens {
  const good = new Set<string>();
  let isBlocked = false;
  const issue = (): Answer => {
    const token = `${organisation.slice(0, 15)}!${randomBytes(32).toString('base64url')}`;
    good.add(token);
    const base = about.baseUrl();
    return ok({
      access_token: token,
      instance_url: base,
      id: `${base}/id/${organisation}/${about.userId}`,
      token_type: 'Bearer',
      issued_at: String(Date.now()),
      signature: randomBytes(32).toString('base64'),
      scope: 'api',
    });
  };
  return {
    exchange(form) {
      const kind = form.grant_type;
      if (kind !== 'client_credentials' && kind !== jwtBearer) {
        return noToken('unsupported_grant_type', 'grant type not supported');
      }
      if (isBlocked) return noToken('invalid_grant', 'user hasn’t approved this consumer');
      if (kind === jwtBearer) return wrongAssertion(app, about.baseUrl(), form.assertion ?? '') ?? issue();
      if (form.client_id !== app.clientId) return noToken('invalid_client_id', 'client identifier invalid');
      if (form.client_secret !== app.clientSecret) return noToken('invalid_client', 'invalid client credentials');
      return issue();
    },
    isGood: (token) => !isBlocked && good.has(token),
    expireAll: () => good.clear(),
    block: (blocked) => {
      isBlocked = blocked;
    },
  };
}

function wrongAssertion(app: ConnectedApp, baseUrl: string, assertion: string): Answer | null {
  const claims = readJwt(assertion);
  if (claims === null) return noToken('invalid_grant', 'invalid assertion');
  const { iss, sub, aud = '', exp = 0 } = claims;
  if (iss !== app.clientId) return noToken('invalid_client_id', 'client identifier invalid');
  const audiences = [baseUrl, 'https://login.salesforce.com', 'https://test.salesforce.com'];
  if (!audiences.includes(aud)) return noToken('invalid_grant', 'audience is invalid');
  if (sub !== app.username) return noToken('invalid_grant', 'user hasn’t approved this consumer');
  const now = Date.now() / 1_000;
  return exp < now || exp > now + 300 ? noToken('invalid_grant', 'expired authorization code') : null;
}

function readJwt(assertion: string): Claims | null {
  const [head = '', claims = '', signature = ''] = assertion.split('.');
  try {
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: string };
    const key = createPublicKey(appKey().publicKey);
    const isSigned = verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'));
    return alg === 'RS256' && isSigned ? (JSON.parse(Buffer.from(claims, 'base64url').toString()) as Claims) : null;
  } catch {
    return null;
  }
}
