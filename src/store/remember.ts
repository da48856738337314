// In the middle of a conversation its visitor says who they are: what they told in an earlier lead comes along before it is decided
// what to ask next. Nothing is ever continued here, for whoever types an address proves nothing.
import { carriedFrom, takeAlong } from '../core/carry.ts';
import type { NewEvent } from '../core/event.ts';
import { identitiesOf, newIdentities } from '../core/identities.ts';
import type { Lead } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import { isProven, samePerson } from '../core/same-person.ts';
import { candidatesFor } from './candidates.ts';
import type { Tx } from './db.ts';
import { lockIdentities } from './identities.ts';

/** `heard`: as this turn leaves the lead. Comes before any other lock. */
export async function remember(
  tx: Tx,
  { before, heard, playbook, now }: { before: Lead; heard: Lead; playbook: Playbook; now: string },
): Promise<{ lead: Lead; events: NewEvent[] }> {
  const nothing = { lead: before, events: [] };
  const all = identitiesOf(heard, playbook);
  const fresh = newIdentities(identitiesOf(before, playbook), all);
  if (fresh.length === 0) return nothing;
  await lockIdentities(tx, fresh);
  const found = samePerson(all, await candidatesFor(tx, fresh, before.id), playbook);
  if (found.kind === 'new') return nothing;
  const carried = carriedFrom(found.match, { aloud: isProven(found.match), playbook, now });
  const { lead, events } = takeAlong(heard, carried, playbook);
  const along = lead.answers.slice(heard.answers.length);
  return { lead: { ...before, answers: [...before.answers, ...along] }, events };
}
