// Tells one person or channel everything that is due for them as one message, once: what went into it carries its name, by
// which a message that was begun before is found. Their hours and wishes are asked again now.
import type { JobOf } from '../core/job.ts';
import type { Lead } from '../core/lead.ts';
import { channelAt, holdsStill, type Nudge, reachAt } from '../core/nudge.ts';
import type { JobDeps } from '../deps.ts';
import { nudgesMessage } from '../slack/cards/nudges-message.ts';
import { calendarsOf, reachOf } from '../store/around.ts';
import { getLead } from '../store/lead.ts';
import { beginBatch, endBatch, owedNudges, putOffBatch } from '../store/nudges.ts';
import { keepTold } from './keep-told.ts';

type Told = { nudge: Nudge; lead: Lead };

export async function sendNudges(deps: JobDeps, { to }: JobOf<'send-nudges'>): Promise<void> {
  const { db, queue, playbook, slack, newId } = deps;
  const now = deps.now().toISOString();
  const { batch, isOld, nudges } = await db.inTx((tx) => beginBatch(tx, to, { now, batch: newId('nudges') }));
  const eventType = 'baton_nudges' as const;
  const payload = { batch };
  const finish = (dueAt: string | null, told?: Parameters<typeof keepTold>[2]) =>
    db.inTx(async (tx) => {
      if (told !== undefined) await keepTold(deps, tx, told);
      await (dueAt === null ? endBatch(tx, batch) : putOffBatch(tx, batch, dueAt));
      await queue.enqueue(tx, await owedNudges(tx, to, now));
    });
  const [first] = nudges.map(({ dueAt }) => dueAt).toSorted();
  if (first === undefined) return finish(null);
  if (isOld && (await slack.find({ channel: to, eventType, payload, since: first })) !== undefined) return finish(null);

  const told = await stillTrue(deps, nudges, now);
  const may = await mayHear(deps, told, now);
  if (may.now.length === 0) return finish(may.later);
  const message = nudgesMessage(may.now, { playbook, now });
  const place = await slack.post({
    channel: to,
    ...message,
    metadata: { event_type: eventType, event_payload: payload },
  });
  return finish(null, { leads: may.now.map(({ lead }) => lead.id), place });
}

async function stillTrue({ db }: JobDeps, nudges: readonly Nudge[], now: string): Promise<Told[]> {
  const told = await Promise.all(nudges.map(async (nudge) => ({ nudge, lead: await getLead(db, nudge.lead) })));
  return told.flatMap(({ nudge, lead }) =>
    lead !== undefined && holdsStill(nudge, lead, now) ? [{ nudge, lead }] : [],
  );
}

/** `later`: when the first of them may be told, if none may now. */
async function mayHear({ db, playbook }: JobDeps, told: readonly Told[], now: string) {
  const when = await Promise.all(
    told.map(async ({ nudge: { to, what }, lead }) => {
      if (!/^[UW]/.test(to)) return channelAt(await calendarsOf(db, lead.offer?.team, { playbook, at: now }), now);
      const isTheirs =
        what === 'yours' ||
        what === 'first-word' ||
        ((what === 'unbooked' || what === 'cql-lost') && lead.rep?.id === to);
      return reachAt(await reachOf(db, to, { playbook, at: now }), { isTheirs, now });
    }),
  );
  const later = when.flatMap((at) => at ?? []).toSorted()[0] ?? null;
  return { now: told.filter((_, i) => when[i] === now), later };
}
