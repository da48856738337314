// The Message-ID of a mail to a visitor: it says whose lead the mail is about and which mail it is, under a key that nobody else
// has. An answer names it, and so finds its lead; a guessed one finds none.
import type { LeadId } from '../core/lead.ts';
import { createSigner } from './signature.ts';

/** `what`: lower-case letters, digits and hyphens, such as `step-2`. */
export type MailIds = {
  /** Without angle brackets; the same for the same mail, so that a second copy is known as one. */
  make(lead: LeadId, what: string): string;
  /** With or without angle brackets, at whatever host. Null: it is none of ours. */
  read(messageId: string): { lead: LeadId; what: string } | null;
};

const label = 'baton mail id v1';
const shape = /^<?(lead_([0-9a-z]{1,40})\.([0-9a-z-]{1,60}))\.([\w-]{22})@[^\s<>@]{1,255}>?$/;

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. `host`: what stands behind the `@`. */
export function createMailIds(secrets: readonly string[], host: string): MailIds {
  const { sign, isSigned } = createSigner(secrets, label);
  return {
    make(lead, what) {
      const said = `${lead}.${what}`;
      return `${said}.${sign(said)}@${host}`;
    },
    read(messageId) {
      const [, said, id, what, signature] = shape.exec(messageId.trim()) ?? [];
      if (said === undefined || id === undefined || what === undefined || signature === undefined) return null;
      return isSigned(said, signature) ? { lead: `lead_${id}`, what } : null;
    },
  };
}
