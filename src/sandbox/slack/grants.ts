// The token a workspace of the sandbox Slack has given to Baton, and those that no longer open it.
import { randomBytes } from 'node:crypto';

/** `scopes` null: everything. `isOrg`: given for all workspaces of an organisation. */
export type Grant = { token: string; scopes: ReadonlySet<string> | null; isOrg: boolean };

export type Grants = {
  readonly current: Grant | null;
  give(grant: Grant): void;
  /** `why`: what Slack answers from now on to whoever still uses the token. */
  takeBack(why: 'token_revoked' | 'account_inactive'): void;
  /** Null: the token is good. */
  fault(token: string): string | null;
  /** Whether this workspace ever gave out the token. */
  knows(token: string): boolean;
};

export function createGrants(first: Grant | null): Grants {
  let current = first;
  const gone = new Map<string, string>();
  return {
    get current() {
      return current;
    },
    give(grant) {
      if (current !== null) gone.set(current.token, 'token_revoked');
      gone.delete(grant.token);
      current = grant;
    },
    takeBack(why) {
      if (current !== null) gone.set(current.token, why);
      current = null;
    },
    fault: (token) => (token === current?.token ? null : (gone.get(token) ?? 'invalid_auth')),
    knows: (token) => token === current?.token || gone.has(token),
  };
}

export const newToken = (id: string) => `xoxb-${id}-${randomBytes(12).toString('hex')}`;
