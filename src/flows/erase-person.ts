// A manager erases a person, or a visitor of our own widget themselves: everything that is kept of them goes in one transaction, and
// what Baton posted of them, or wrote into a calendar, is owed to be deleted. The log keeps that it was done, by whom, and how many conversations it was.
import { owedDrop } from '../core/book.ts';
import type { Owed } from '../core/job.ts';
import type { Lead, LeadId, Rep } from '../core/lead.ts';
import { owedList } from '../core/lead-review.ts';
import { person } from '../core/person.ts';
import { type Playbook, teamOf } from '../core/playbook.ts';
import { keptFrom } from '../core/unproven.ts';
import type { Deps } from '../deps.ts';
import { findLead } from '../store/conversations.ts';
import type { Tx } from '../store/db.ts';
import { eraseLeads, leadsOfPerson, leadsOfVisitor, type Posted } from '../store/erase.ts';
import { keepErased } from '../store/erased-conversations.ts';
import { appendEvents } from '../store/events.ts';
import { getLead, getLeads } from '../store/lead.ts';
import { listsNaming } from '../store/reviews.ts';
import { type Refused, refusal } from './refusal.ts';

export type Erased = { kind: 'done'; count: number } | { kind: 'gone' } | Refused;

export async function erasePerson(deps: Deps, id: LeadId, rep: Rep): Promise<Erased> {
  const { db, playbook } = deps;
  const refused = await refusal(deps, 'erase', { by: rep.id, lead: id });
  if (refused !== null) return refused;
  const fields = playbook.fields.flatMap((field) => (field.kind === 'email' ? [field.id] : []));
  return db.inTx(async (tx) => {
    const lead = await getLead(tx, id);
    if (lead === undefined) return { kind: 'gone' };
    const { email } = person(lead, playbook);
    const leads = await leadsOfPerson(tx, lead, { email, fields });
    await eraseWhole(deps, tx, { leads, email, by: rep.id });
    return { kind: 'done', count: leads.length };
  });
}

/**
 * The visitor of our own widget asks for it. What somebody only typed makes nobody else theirs, so an address finds no other lead.
 * Whoever has written nothing yet has nothing to erase. `notTheirs`: somebody proved elsewhere whose lead it is, so that it goes from
 * there, or when a manager erases it.
 */
export async function eraseVisitor(
  deps: Deps,
  { channel, conversation, visitor }: { channel: string; conversation: string; visitor: string },
): Promise<'done' | 'notTheirs'> {
  return deps.db.inTx(async (tx) => {
    const id = await findLead(tx, channel, conversation);
    const lead = id && (await getLead(tx, id));
    if (lead === undefined) return 'done';
    if (keptFrom(lead, { channel, conversation }) !== null) return 'notTheirs';
    const others = await leadsOfVisitor(tx, { channel, visitor });
    const { verified = [], email = null } = lead.visitor;
    const leads = [...new Set([lead.id, ...others])];
    await eraseWhole(deps, tx, { leads, email: verified.includes('email') ? email : null, by: 'visitor' });
    return 'done';
  });
}

/** Everything of these leads, here and outside. `email`: whose else is forgotten with it. */
async function eraseWhole(
  { queue, playbook, now, newId }: Deps,
  tx: Tx,
  { leads, email, by }: { leads: readonly LeadId[]; email: string | null; by: string },
): Promise<void> {
  const at = now().toISOString();
  const whole = await getLeads(tx, leads);
  const lists = await listsNaming(tx, leads);
  const posted = await eraseLeads(tx, { leads, email, at });
  await keepErased(
    tx,
    whole.flatMap((each) => [each, ...each.joined]),
    at,
  );
  await queue.forget(tx, leads);
  const events = [{ kind: 'erased' as const, by, data: { conversations: leads.length } }];
  for (const each of leads) await appendEvents(tx, { lead: each, events, at }, newId);
  const owed = [
    ...posted.flatMap(owedDeletion),
    ...whole.flatMap((each) => [...owedLook(each, playbook), ...owedRemoval(each)]),
    ...lists.map(owedList),
  ];
  await queue.enqueue(tx, owed);
}

/** What stands in a thread is looked for once nothing more can be on its way there. */
function owedDeletion({ lead, cards, told, given }: Posted): Owed[] {
  return [
    ...cards.flatMap(({ link: _, ...card }): Owed[] => [
      { job: { kind: 'find-messages', lead, card } },
      { job: { kind: 'delete-message', lead, card } },
    ]),
    ...told.map((card): Owed => ({ job: { kind: 'delete-message', lead, card } })),
    ...given.map(({ to, at: since }): Owed => ({ job: { kind: 'find-messages', lead, to, since } })),
  ];
}

/** A meeting carries their name and words, whether it lies ahead or is over; what was asked for may stand there too. */
function owedRemoval({ id, booking }: Lead): Owed[] {
  const { meeting = null, wanted = null } = booking ?? {};
  return [
    ...(meeting === null ? [] : owedDrop(id, meeting, meeting.event.id)),
    ...(wanted?.kind === 'meet' ? owedDrop(id, wanted.meeting, wanted.event) : []),
  ];
}

/** A card that was owed may stand without anybody having heard of it. */
function owedLook({ id: lead, offer, card, createdAt: since }: Lead, playbook: Playbook): Owed[] {
  const team = offer === null || card !== null ? undefined : teamOf(playbook, offer.team);
  return team === undefined ? [] : [{ job: { kind: 'find-messages', lead, to: team.channel, since } }];
}
