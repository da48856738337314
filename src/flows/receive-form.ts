// Somebody sent the form: one lead, stored with all of its inputs, and owed its one turn. The same form sent twice within a minute
// is one lead; what fell into the trap is kept, told of, and goes no further until somebody lets it through.
import { createHash } from 'node:crypto';
import { type FormInput, formLead } from '../core/form.ts';
import { formHeld, formReceived } from '../core/form-turn.ts';
import type { LeadId, Page } from '../core/lead.ts';
import { mask } from '../core/mask.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { countForm, forgetAddresses, forgetForms, keepForm } from '../store/forms.ts';
import { commitLead, insertLead } from '../store/lead.ts';

const againMs = 60_000;
const countedMs = 10 * 60_000;

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
  const received = await db.inTx(async (tx): Promise<FormReceived> => {
    const shares = [
      { of: `address:${hashOf(address)}`, most: form.perAddress },
      { of: `origin:${origin ?? 'unknown'}`, most: form.perOrigin },
    ];
    const retryAfterS = await beyond(tx, shares, now);
    if (retryAfterS !== null) return { kind: 'too-many', retryAfterS };
    const id = newId('lead');
    const digest = hashOf(JSON.stringify([address, origin, sent.inputs]));
    const since = new Date(now.getTime() - againMs).toISOString();
    const other = await keepForm(tx, { digest, lead: id, at, since });
    if (other !== null) return { kind: 'repeat', lead: other };
    const before = formLead({ id, page, inputs, playbook, now: at });
    await insertLead(tx, before);
    const {
      lead: after,
      events,
      owed,
    } = isTrapped ? formHeld(before, origin, { playbook, now: at }) : formReceived(before, origin);
    await commitLead(tx, { before, after, events, owed, at }, deps);
    return { kind: 'stored', lead: id };
  });
  const over = new Date(now.getTime() - countedMs).toISOString();
  await db.inTx((tx) => forgetForms(tx, over));
  await db.inTx((tx) => forgetAddresses(tx, over));
  return received;
}

/** Null: within their share. Else when they may send again; always counted in one order, so that no two wait for each other. */
async function beyond(tx: Tx, shares: readonly { of: string; most: number }[], now: Date): Promise<number | null> {
  const at = now.toISOString();
  const since = new Date(now.getTime() - countedMs).toISOString();
  for (const { of, most } of shares) {
    const counted = await countForm(tx, { of, at, since });
    if (counted.n > most) return Math.ceil((Date.parse(counted.since) + countedMs - now.getTime()) / 1_000) + 1;
  }
  return null;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');
