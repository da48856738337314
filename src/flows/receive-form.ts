// Somebody sent the form: one lead, stored with all of its inputs, and owed its one turn. The same form sent twice within a minute
// is one lead; what fell into the trap is kept, told of, and goes no further until somebody lets it through.
import { createHash } from 'node:crypto';
import { type FormInput, formLead } from '../core/form.ts';
import { formReceived } from '../core/form-turn.ts';
import { hold } from '../core/held.ts';
import type { LeadId, Page } from '../core/lead.ts';
import { mask } from '../core/mask.ts';
import type { Deps } from '../deps.ts';
import { forgetForms, keepForm } from '../store/forms.ts';
import { commitLead, insertLead } from '../store/lead.ts';
import { countedMs, forgetShares, takeShares } from './take-share.ts';

const againMs = 60_000;

/** `origin` null: the browser did not say. `address`: of the network it came from. */
export type SentForm = {
  inputs: readonly FormInput[];
  page: Page | null;
  origin: string | null;
  address: string;
  isTrapped: boolean;
};
export type FormReceived = { kind: 'stored' | 'repeat'; lead: LeadId } | { kind: 'too-many'; retryAfterS: number };

export async function receiveForm(deps: Deps, sent: SentForm): Promise<FormReceived> {
  const { db, playbook, newId } = deps;
  const { form } = playbook;
  if (form === undefined) throw new Error('A form came although the playbook has none.');
  const now = deps.now();
  const at = now.toISOString();
  const { origin, address, page, isTrapped } = sent;
  const inputs = sent.inputs.map(({ name, text }) => ({ name, text: mask(text) }));
  const retryAfterS = await takeShares(deps, [
    { of: `form-address:${hashOf(address)}`, most: form.perAddress, ms: countedMs },
    { of: `form-origin:${origin ?? 'unknown'}`, most: form.perOrigin, ms: countedMs },
  ]);
  if (retryAfterS !== null) return { kind: 'too-many', retryAfterS };
  const received = await db.inTx(async (tx): Promise<FormReceived> => {
    const id = newId('lead');
    const digest = hashOf(JSON.stringify([address, origin, sent.inputs]));
    const since = new Date(now.getTime() - againMs).toISOString();
    const other = await keepForm(tx, { digest, lead: id, at, since });
    if (other !== null) return { kind: 'repeat', lead: other };
    const before = formLead({ id, page, inputs, playbook, now: at });
    await insertLead(tx, before);
    const came = formReceived(before, origin);
    const decision = isTrapped ? hold(came, 'trap', { playbook, now: at }) : came;
    const { lead: after, events, owed } = decision;
    await commitLead(tx, { before, after, events, owed, at }, deps);
    return { kind: 'stored', lead: id };
  });
  const over = new Date(now.getTime() - countedMs).toISOString();
  await db.inTx((tx) => forgetForms(tx, over));
  await forgetShares(deps);
  return received;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');
