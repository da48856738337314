// What stands in the link that ends our mails: whose they are, under a key that nobody else has, so that nobody ends another's.
import type { LeadId } from '../core/lead.ts';
import { createSigner } from './signature.ts';

/** `address`: its hash, because a lead may have had another one when the mail went out. */
export type UnsubscribeSigner = {
  /** It never runs out. */
  tokenFor(lead: LeadId, address: string): string;
  /** Null: it is none of ours. */
  read(token: string): { lead: LeadId; address: string } | null;
};

const label = 'baton unsubscribe link v1';

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createUnsubscribeSigner(secrets: readonly string[]): UnsubscribeSigner {
  const { sign, isSigned } = createSigner(secrets, label);
  return {
    tokenFor(lead, address) {
      const said = `${lead.slice('lead_'.length)}.${address}`;
      return `${said}.${sign(said)}`;
    },
    read(token) {
      const [, said, id, address, mac] = /^(([0-9a-z]{1,40})\.([\w-]{43}))\.([\w-]{22})$/.exec(token) ?? [];
      if (said === undefined || id === undefined || address === undefined || mac === undefined) return null;
      return isSigned(said, mac) ? { lead: `lead_${id}`, address } : null;
    },
  };
}
