// A rep has come back from the consent page with a code. It is kept, sealed, and redeemed by a job: doors do not leave the
// building. The same way back counts once, whatever it brings along the next time.
import type { Deps } from '../deps.ts';
import { keepConsent } from '../store/calendar-consents.ts';

export async function bringConsent(
  { db, queue, now }: Deps,
  { id, rep, sealedCode }: { id: string; rep: string; sealedCode: string },
): Promise<void> {
  await db.inTx(async (tx) => {
    const kept = await keepConsent(tx, { id, rep, sealedCode, at: now().toISOString() });
    if (kept === 'kept') await queue.enqueue(tx, [{ job: { kind: 'redeem-grant', rep, consent: id } }]);
  });
}
