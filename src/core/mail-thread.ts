// What has to be remembered of a mail so that its answer goes into the same thread.
import { z } from 'zod';
import type { LeadEvent } from './event.ts';

/** Who a mail says it is from. */
export type Writer = { address: string; name: string | null };

/** `from`: the address. `references`: the ids of the mails before it, as they were given. */
export type MailRef = { id: string; from: string; subject: string; references: readonly string[] };

const mailRef = z.object({ id: z.string(), from: z.string(), subject: z.string(), references: z.array(z.string()) });

/** The mail that the visitor wrote last; null: they never did, or were erased. */
export function lastMail(events: readonly LeadEvent[]): MailRef | null {
  const last = events.findLast(({ kind, data }) => kind === 'received' && data.mail !== undefined);
  return mailRef.safeParse(last?.data.mail).data ?? null;
}

/** Some programs refuse longer headers: the beginning of a thread and its end are what they thread by. */
const mostReferences = 20;

export function shortened(references: readonly string[]): readonly string[] {
  if (references.length <= mostReferences) return references;
  return [...references.slice(0, 1), ...references.slice(1 - mostReferences)];
}

export function threadHeaders({ id, references }: MailRef): Record<string, string> {
  const own = messageId(id);
  if (own === null) return {};
  const all = new Set([...references.flatMap((each) => messageId(each) ?? []), own]);
  return { 'In-Reply-To': own, References: shortened([...all]).join(' ') };
}

/** "Re: " once, whatever the language in which it stands there already. */
export function replySubject(subject: string): string {
  return /^(?:re|aw|antw|sv|rv)\s*:/i.test(subject) ? subject : `Re: ${subject}`;
}

/** In angle brackets; null: it is no id, but what else a provider calls the mail. */
function messageId(given: string): string | null {
  const id = given.replace(/[<>\s]/g, '');
  return /^[^@]+@[^@]+$/.test(id) && id.length <= 500 ? `<${id}>` : null;
}
