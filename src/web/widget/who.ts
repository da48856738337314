// Whom the page says that the visitor is. A signed identity is the server's to check; here it only matters whether it is another
// one than the conversation in this browser began with, for then the conversation is somebody else's.
import type { Claims, Identity } from './protocol.ts';

export type Who = ReturnType<typeof createWho>;

export function createWho() {
  let known: { identity?: Identity; claims?: Claims } = {};
  return {
    now: () => known,
    id: () => (known.identity === undefined ? undefined : idOf(known.identity)),
    /** What that makes of the conversation that is kept, and of whom it is. `null`: somebody signed out, or nobody is signed in. */
    become(someone: Identity | Claims | null, kept: string | undefined): 'theirs' | 'anothers' | 'nobodys' {
      const isSigned = someone !== null && ('token' in someone || 'hash' in someone);
      if (someone === null) known = {};
      else known = isSigned ? { identity: someone } : { claims: someone };
      if (kept === undefined) return isSigned ? 'nobodys' : 'theirs';
      if (someone === null) return 'anothers';
      return isSigned && idOf(someone) !== kept ? 'anothers' : 'theirs';
    },
  };
}

function idOf(identity: Identity): string | undefined {
  if ('id' in identity) return identity.id;
  try {
    const part = (identity.token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const { sub } = JSON.parse(atob(part)) as { sub?: string };
    return sub;
  } catch {
    return undefined;
  }
}
