// A Baton whose reps connect their calendars themselves and whose Google calls when something changes there.
import type { LeadId } from '../../src/core/lead.ts';
import { holdSlot } from '../../src/flows/hold-slot.ts';
import type { GoogleAct } from '../../src/sandbox/google/acts.ts';
import { watchOf } from '../../src/store/calendar-watches.ts';
import { getLead } from '../../src/store/lead.ts';
import { keepRep } from '../../src/store/rep.ts';
import { type Baton, dana, marco, startBaton } from './baton.ts';
import { bookingPlaybook, reps } from './bookings.ts';
import { connect } from './connect.ts';

export const mail = { [dana]: 'dana.reyes@acme.example', [marco]: 'marco.lind@acme.example' } as const;
export const fiveMin = 5 * 60_000;

type Act<Kind> = Extract<GoogleAct, { kind: Kind }>;
type SomeRep = (typeof reps)['dana' | 'marco'];
type Booked = { rep?: SomeRep; others?: readonly SomeRep[]; zone?: string };
export type Watched = Awaited<ReturnType<typeof startWatched>>;

export async function startWatched(options: { kind?: 'sqlite' | 'postgres' } = {}) {
  const baton = await startBaton({ ...options, calendar: 'granted', playbook: bookingPlaybook() });
  const { deps } = baton.app;
  const { google } = baton.sandbox;
  const learnedAt = baton.clock.now.toISOString();
  for (const { id, name } of [reps.dana, reps.marco]) {
    await deps.db.inTx((tx) => keepRep(tx, { id, name, email: mail[id], learnedAt }));
  }
  const seen = async (id: LeadId) => {
    const lead = await getLead(deps.db, id);
    if (lead === undefined) throw new Error('The lead is gone.');
    return lead;
  };
  /** Calls of Google that are on their way arrive, and what they set in motion is done. */
  const settle = async () => {
    await google.settled();
    await baton.pass(0);
    await google.settled();
    await baton.pass(0);
  };
  const eventOf = async (id: LeadId) => (await seen(id)).booking?.meeting?.event.id ?? '';
  return {
    baton,
    deps,
    google,
    seen,
    settle,
    eventOf,
    connect: (rep: typeof dana | typeof marco = dana) => connect(baton, linkOf(baton, rep), { account: mail[rep] }),
    /** A meeting that stands in the calendar. */
    async booked(startsAt: string, { rep = reps.dana, others = [], zone = 'UTC' }: Booked = {}): Promise<LeadId> {
      const conversation = `at-${startsAt}-${rep.id}`;
      const text = 'Can I talk to a human? I am Ada, ada@acme.example';
      const { lead } = await baton.say(conversation, text);
      const held = await holdSlot(deps, lead, {
        by: rep,
        kind: 'call',
        lengthMin: 30,
        hosts: [rep, ...others],
        startsAt,
        zone,
      });
      if (held.kind !== 'done') throw new Error(`Not held: ${JSON.stringify(held)}`);
      await settle();
      return lead;
    },
    move: async (id: LeadId, startsAt: string, { min = 30, rep = dana } = {}) => {
      const endsAt = /T/.test(startsAt)
        ? new Date(Date.parse(startsAt) + min * 60_000).toISOString()
        : nextDay(startsAt);
      const act: Act<'move'> = {
        kind: 'move',
        email: mail[rep as typeof dana],
        event: await eventOf(id),
        startsAt,
        endsAt,
      };
      return google.act(act);
    },
    remove: async (id: LeadId, rep: typeof dana | typeof marco = dana) =>
      google.act({ kind: 'delete', email: mail[rep], event: await eventOf(id) }),
    watch: (rep = dana) => watchOf(deps.db, rep),
    channels: () => google.snapshot().channels.map(({ id }) => id),
    /** From now on nobody calls: what changes is found by looking. */
    losePush: () => google.restore({ ...google.snapshot(), channels: [] }),
    thread: async (id: LeadId) => {
      const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === id);
      return card === undefined ? [] : baton.thread(card).map(({ text }) => text);
    },
    card: (id: LeadId) => baton.cards().find(({ metadata }) => metadata?.event_payload.lead === id)?.text ?? '',
    /** What Baton wrote to somebody outside of threads. */
    news: () => baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_news'),
    replies: (startsAt: string, rep = dana) => baton.replies(`at-${startsAt}-${rep}`).map(({ text }) => text),
    kinds: async (id: LeadId) => (await baton.lead(id)).events.map(({ kind }) => kind),
    stop: () => baton.stop(),
  };
}

export function linkOf(baton: Baton, rep: string): string {
  const link = baton.app.deps.calendarAccess?.linkFor(rep);
  if (link == null) throw new Error('Nobody can connect a calendar.');
  return link;
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
