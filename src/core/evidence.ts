// Nothing is believed before it has passed here: a claim stands only on the visitor's own words in that very message.
import type { Claim, Evidence, Message, RefusalReason } from './lead.ts';
import type { Field } from './playbook.ts';
import type { Value } from './value.ts';

export type About = { messages: readonly Message[]; fields: readonly Field[]; zone: string; country: string };
export type Check = { kind: 'accepted'; value: Value; evidence: Evidence } | { kind: 'refused'; reason: RefusalReason };

export function checkClaim(claim: Claim, about: About): Check {
  if (!about.fields.some((field) => field.id === claim.field)) return { kind: 'refused', reason: 'unknown-field' };
  return { kind: 'refused', reason: 'quote-not-there' };
}
