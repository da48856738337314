// A rep shuts Baton out of their calendar: it is out at once, and gives the grant back to the product as soon as that answers.
import type { Deps } from '../deps.ts';
import { forgetBusy } from '../store/busy.ts';
import { dropGrant } from '../store/calendar-grants.ts';
import { dropWatch } from '../store/calendar-watches.ts';
import { appendEvents } from '../store/events.ts';

export async function disconnectCalendar({ db, queue, now, newId }: Deps, rep: string): Promise<void> {
  await db.inTx(async (tx) => {
    const dropped = await dropGrant(tx, rep);
    if (dropped === undefined) return;
    await dropWatch(tx, rep);
    await forgetBusy(tx, rep);
    const { email, sealedToken: token } = dropped;
    const event = { kind: 'disconnected', by: rep, data: { rep, email } } as const;
    await appendEvents(tx, { lead: null, events: [event], at: now().toISOString() }, newId);
    await queue.enqueue(tx, [{ job: { kind: 'revoke-grant', rep, email, token } }]);
  });
}
