// A mail of ours came back, or somebody called it spam: nobody writes to that address again, and what its lead would have been
// written next ends.

import type { LeadId } from '../core/lead.ts';
import { isTheirs, mailFailed } from '../core/mail-heard.ts';
import type { Deps } from '../deps.ts';
import { eventsOf } from '../store/events.ts';
import { leadsAt } from '../store/leads-at.ts';
import { addressHash, suppress } from '../store/suppressed.ts';
import { changeLead } from './change-lead.ts';

/** `id`: what the provider calls this report; `messageId`: of the mail, where it says so. */
export type MailFailure = {
  id: string;
  what: 'bounced' | 'complained';
  address: string;
  messageId: string | null;
  why: string;
};

/** Says whom it was written to, as far as it is known, and who of them had not been told before. */
export async function failMail(deps: Deps, failure: MailFailure): Promise<{ leads: LeadId[]; isRepeat: boolean }> {
  const { db, mailIds, playbook } = deps;
  const { id: mail, what, address, messageId } = failure;
  const why = failure.why === '' ? what : failure.why;
  const at = deps.now().toISOString();
  await db.inTx((tx) => suppress(tx, { address: addressHash(address), why: what, at }));
  const named = messageId === null ? null : (mailIds?.read(messageId) ?? null);
  const leads = named === null ? await leadsAt(db, address) : [named.lead];
  let news = 0;
  for (const id of leads) {
    const done = await changeLead(deps, id, async (lead, now, tx) => {
      const events = await eventsOf(tx, id);
      if (events.some(({ kind, data }) => kind === what && data.mail === mail)) return { kind: 'repeat' };
      const about = { now, isTheirs: isTheirs(lead, address, playbook) };
      return { kind: 'done', ...mailFailed(lead, { what, address, why, mail }, about) };
    });
    if (done.kind === 'done') news += 1;
  }
  return { leads, isRepeat: leads.length > 0 && news === 0 };
}
