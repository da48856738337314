// Leads that can be booked, in a Baton with calendars: two reps who work around the clock, so that any full half hour is free.
import type { Outcome } from '../../src/core/booking.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { cancelBooking } from '../../src/flows/cancel-booking.ts';
import { holdSlot, type SlotAsked } from '../../src/flows/hold-slot.ts';
import { recordOutcome } from '../../src/flows/record-outcome.ts';
import { getLead } from '../../src/store/lead.ts';
import { type Baton, dana, marco, startBaton } from './baton.ts';
import { changedPlaybook } from './default-playbook.ts';

export const reps = {
  dana: { id: dana, name: 'Dana Reyes' },
  marco: { id: marco, name: 'Marco Bell' },
} as const;

export const bookingPlaybook = (booking = '', perVisitor = 50) =>
  changedPlaybook((page) =>
    page.replace(/^ladder:\n(?: .*\n)*/m, '').replace(
      /^teams:[\s\S]*?(?=^\S)/m,
      `booking: { noticeMinutes: 0, daysAhead: 30, holdMinutes: 10, perVisitor: ${perVisitor}${booking} }
teams:
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    zone: UTC
    reps: [{ slack: ${dana}, name: Dana Reyes }, { slack: ${marco}, name: Marco Bell }]
`,
    ),
  );

export type Bookings = Awaited<ReturnType<typeof startBookings>>;

export async function startBookings(options: { kind?: 'sqlite' | 'postgres'; booking?: string; selfService?: boolean; perVisitor?: number } = {}) {
  const { kind = 'sqlite', booking = '', selfService = false, perVisitor = 50 } = options;
  const baton = await startBaton({ kind, selfService, playbook: bookingPlaybook(booking, perVisitor) });
  const { deps } = baton.app;
  let count = 0;
  const seen = async (id: LeadId): Promise<Lead> => {
    const lead = await getLead(deps.db, id);
    if (lead === undefined) throw new Error('The lead is gone.');
    return lead;
  };
  return {
    baton,
    deps,
    seen,
    /** A lead before the reps, with an address. */
    async offered(conversation = `visitor${++count}`): Promise<LeadId> {
      const { lead } = await baton.say(conversation, `Can I talk to a human? I am Ada, ada.${conversation}@acme.example`);
      return lead;
    },
    hold: (lead: LeadId, asked: Partial<SlotAsked> & Pick<SlotAsked, 'startsAt'>) =>
      holdSlot(deps, lead, { by: reps.dana, kind: 'call', lengthMin: 30, hosts: [reps.dana], ...asked }),
    cancel: (lead: LeadId, by: SlotAsked['by'] = reps.dana) => cancelBooking(deps, lead, { by }),
    judge: (lead: LeadId, outcome: Outcome) => recordOutcome(deps, lead, { rep: reps.dana, outcome }),
    /** What stands in everybody's calendar and is ours. */
    events: () => eventsIn(baton),
    /** Longer than any wait of a job that failed, in steps in which a calendar may answer again. */
    async later(minutes: number, stepMs = 5_000) {
      for (let ms = 0; ms < minutes * 60_000; ms += stepMs) await baton.pass(stepMs);
    },
    lost: (method: string, path = '/events', times = 1) =>
      baton.sandbox.google.faults.add({ method, path, kind: 'lost-answer', times }),
    fails: (method: string, path: string, status: number, times = 1) =>
      baton.sandbox.google.faults.add({ method, path, kind: 'error', status, times }),
    stop: () => baton.stop(),
  };
}

/** `owner`: whose calendar has it; guests of ours see it in theirs too. */
export type Stood = { id: string; owner: string; startsAt: string; endsAt: string };

function eventsIn({ sandbox }: Baton): Stood[] {
  return sandbox.google.calendars().flatMap(({ owner, events }) =>
    events
      .filter(({ id, status }) => id.startsWith('baton') && status !== 'cancelled')
      .map(({ id, startsAt, endsAt }) => ({ id, owner, startsAt, endsAt })),
  );
}
