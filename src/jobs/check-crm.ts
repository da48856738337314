// At the start: does the CRM have the fields that the playbook names, and can Baton write them? Whoever keeps it running reads
// what is wrong before the first lead lands without it.
import { neededFields } from '../core/crm-record.ts';
import type { JobDeps } from '../deps.ts';

export async function checkCrm({ db, queue, playbook, crm, log, now }: JobDeps): Promise<void> {
  if (crm === null) return;
  const wrong = await crm.check(neededFields(playbook));
  if (wrong.length === 0) return;
  const news = { kind: 'crm-fields', crm: crm.product, wrong, at: now().toISOString() } as const;
  log.warn({ news }, 'the CRM is not as the playbook says');
  const { ops } = playbook;
  if (ops === undefined) return;
  await db.inTx((tx) => queue.enqueue(tx, [{ job: { kind: 'tell', to: ops, news }, key: 'ops:crm-fields' }]));
}
