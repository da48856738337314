// Asks the CRM whom it has: for routing and the card, and before anything is written. Nothing is written here.
import type { CrmOwner, Found } from '../core/crm.ts';
import { soughtOf } from '../core/crm-record.ts';
import type { CrmKept } from '../core/crm-sync.ts';
import { type CrmOwnedBy, type SeenInCrm, seenInCrm } from '../core/in-crm.ts';
import type { Lead } from '../core/lead.ts';
import type { Crm, WorkDeps } from '../deps.ts';
import { repsByEmail } from '../store/rep.ts';

/** `owners`: everybody the CRM knows as its user. */
export type Asked = { found: Found; owners: readonly CrmOwner[]; seen: SeenInCrm };

export async function askCrm(
  { db, playbook, now }: Pick<WorkDeps, 'db' | 'playbook' | 'now'>,
  crm: Crm,
  { lead, kept }: { lead: Lead; kept: CrmKept | undefined },
): Promise<Asked> {
  const sought = soughtOf(lead, kept?.place ?? null, playbook);
  const [found, owners] = await Promise.all([crm.find(sought), crm.owners()]);
  const reps = await repsByEmail(
    db,
    owners.flatMap((owner) => (owner.email === null ? [] : [owner.email.toLowerCase()])),
  );
  const known = new Map(
    owners.map(({ id, name, email }): [string, CrmOwnedBy] => [
      id,
      { name, rep: reps.get(email?.toLowerCase() ?? '') ?? null },
    ]),
  );
  const at = now().toISOString();
  const { product } = crm;
  return { found, owners, seen: seenInCrm(found, { product, asked: sought.email, at, owners: known, playbook }) };
}
