// A calendar product lets Baton into a rep's calendar no more. Whoever notices first tells the rep, and the threads of those
// leads whose meeting stands in it; all others find it told.
import type { NewEvent } from '../core/event.ts';
import type { Owed } from '../core/job.ts';
import type { Deps } from '../deps.ts';
import { grantOf, loseGrant, wasToldOfLoss } from '../store/calendar-grants.ts';
import { eventsAhead } from '../store/calendar-watches.ts';
import type { Tx } from '../store/db.ts';
import { appendEvents } from '../store/events.ts';
import { getLead } from '../store/lead.ts';

/** A rep cannot mend the company's access: those who can are reminded daily. */
const remindMs = 86_400_000;

export async function loseCalendar(
  { db, queue, playbook, now, newId }: Deps,
  { rep, why }: { rep: string; why: string },
): Promise<void> {
  const at = now().toISOString();
  await db.inTx(async (tx) => {
    const email = (await grantOf(tx, rep))?.email ?? null;
    const since = new Date(Date.parse(at) - remindMs).toISOString();
    const isNews = email === null ? !(await wasToldOfLoss(tx, rep, since)) : await loseGrant(tx, rep, at);
    if (!isNews) return;
    const events: NewEvent[] = [{ kind: 'access-lost', by: 'calendar', data: { rep, email, why } }];
    await appendEvents(tx, { lead: null, events, at }, newId);
    const to = email === null ? playbook.ops : rep;
    const news = { kind: 'calendar', what: 'lost', rep, email, why, at } as const;
    await queue.enqueue(tx, [
      ...(to === undefined ? [] : [{ job: { kind: 'tell', to, news } } as const]),
      { job: { kind: 'draw-home', rep }, key: `draw-home:${rep}` },
      ...(await owedNotes(tx, rep, at)),
    ]);
  });
}

async function owedNotes(tx: Tx, rep: string, at: string): Promise<Owed[]> {
  const owed: Owed[] = [];
  for (const { lead: id } of await eventsAhead(tx, rep, at)) {
    const meeting = (await getLead(tx, id))?.booking?.meeting;
    const [host] = meeting?.hosts ?? [];
    if (meeting == null || host === undefined) continue;
    const { kind, startsAt, lengthMin, hosts } = meeting;
    const note = { kind: 'access-lost', at, rep: host, meeting: { kind, startsAt, lengthMin, hosts } } as const;
    owed.push({ job: { kind: 'post-note', lead: id, note } });
  }
  return owed;
}
