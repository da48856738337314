// Leads that can be booked, in a Baton with calendars: two reps who work around the clock, so that any full half hour is free.
import { expect } from 'vitest';
import { endOf, type Outcome } from '../../src/core/booking.ts';
import { type Lead, type LeadId, newLead } from '../../src/core/lead.ts';
import { cancelBooking } from '../../src/flows/cancel-booking.ts';
import { holdSlot, type SlotAsked } from '../../src/flows/hold-slot.ts';
import { recordOutcome } from '../../src/flows/record-outcome.ts';
import { getLead, insertLead } from '../../src/store/lead.ts';
import { type Baton, dana, marco, startBaton } from './baton.ts';
import { changedPlaybook } from './default-playbook.ts';
import { anOffer } from './leads.ts';

export const reps = {
  dana: { id: dana, name: 'Dana Reyes' },
  marco: { id: marco, name: 'Marco Lind' },
} as const;

export const owners: Record<string, string> = {
  [dana]: 'dana.reyes@acme.example',
  [marco]: 'marco.lind@acme.example',
};

const dayMs = 86_400_000;

export const bookingPlaybook = (booking = '', perVisitor = 50) =>
  changedPlaybook((page) =>
    page
      .replace(/^ladder:\n(?: .*\n)*/m, '')
      .replace('managers: []', 'managers: [U0PRIYA]')
      .replace(
        /^teams:[\s\S]*?(?=^\S)/m,
        `booking: { hours: { mon-sun: 00:00-24:00 }, noticeMinutes: 0, daysAhead: 30, holdMinutes: 10, perVisitor: ${perVisitor}${booking} }
teams:
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    zone: UTC
    reps: [{ slack: ${dana}, name: Dana Reyes }, { slack: ${marco}, name: Marco Lind }]
`,
      ),
  );

export type Bookings = Awaited<ReturnType<typeof startBookings>>;

export async function startBookings(
  options: { kind?: 'sqlite' | 'postgres'; booking?: string; selfService?: boolean; perVisitor?: number } = {},
) {
  const { kind = 'sqlite', booking = '', selfService = false, perVisitor = 50 } = options;
  const baton = await startBaton({
    kind,
    selfService,
    playbook: bookingPlaybook(booking, perVisitor),
    google: { demo: false },
  });
  const { deps } = baton.app;
  let count = 0;
  const seen = async (id: LeadId): Promise<Lead> => {
    const lead = await getLead(deps.db, id);
    if (lead === undefined) throw new Error('The lead is gone.');
    return lead;
  };
  let asked = 0;
  return {
    baton,
    deps,
    seen,
    /** A time in some days that nobody has asked for yet. */
    fresh: (): string => {
      const day = Math.ceil(baton.clock.now.getTime() / dayMs) + 3;
      return new Date(day * dayMs + (asked++ % 200) * 7_200_000).toISOString();
    },
    /** All ids under which a calendar may have something of this lead by now. */
    async idsOf(id: LeadId): Promise<string[]> {
      const { wanted = null, meeting = null } = (await seen(id)).booking ?? {};
      return [...(wanted?.kind === 'meet' ? [wanted.event] : []), ...(meeting === null ? [] : [meeting.event.id])];
    },
    /** What calendars have under these ids is what the lead says, and nothing is under way any more. */
    async settled(id: LeadId, ids: readonly string[]) {
      const { booking } = await seen(id);
      expect(booking?.wanted ?? null).toBeNull();
      const meeting = booking?.meeting ?? null;
      const stood = eventsIn(baton).filter((event) => ids.includes(event.id) || event.id === meeting?.event.id);
      const said = meeting === null ? [] : [{ startsAt: meeting.startsAt, endsAt: endOf(meeting) }];
      const owner = owners[meeting?.hosts[0]?.id ?? ''];
      expect(stood).toEqual(said.map((times) => ({ id: meeting?.event.id, owner, ...times })));
      return meeting;
    },
    /** The first lines of what the visitor was told that say this. */
    told: (conversation: string, words: RegExp) => baton.replies(conversation).filter(({ text }) => words.test(text)),
    /** A lead before the reps, with an address. */
    async offered(conversation = `visitor${++count}`): Promise<LeadId> {
      const { lead } = await baton.say(
        conversation,
        `Can I talk to a human? I am Ada, ada.${conversation}@acme.example`,
      );
      return lead;
    },
    /** So many leads at once, each with an address and a card that nobody looks at. */
    async many(count: number): Promise<LeadId[]> {
      const at = deps.now().toISOString();
      const leads = Array.from({ length: count }, (_, i): Lead => {
        const visitor = { id: `v${i}`, name: 'Ada', email: `v${i}@acme.example` };
        const lead = newLead({
          id: deps.newId('lead'),
          conversation: `v${i}`,
          channel: 'web',
          visitor,
          page: null,
          playbook: 'p',
          now: at,
        });
        return {
          ...lead,
          state: 'offered',
          offer: anOffer({ at }),
          card: { channel: 'C0SDRLEADS', ts: `${i}.000001` },
        };
      });
      await deps.db.inTx(async (tx) => {
        for (const lead of leads) await insertLead(tx, lead);
      });
      return leads.map(({ id }) => id);
    },
    hold: (lead: LeadId, asked: Partial<SlotAsked> & Pick<SlotAsked, 'startsAt'>) =>
      holdSlot(deps, lead, { by: reps.dana, kind: 'call', lengthMin: 30, hosts: [reps.dana], ...asked }),
    cancel: (lead: LeadId, by: SlotAsked['by'] = reps.dana) => cancelBooking(deps, lead, { by }),
    judge: (lead: LeadId, outcome: Outcome) => recordOutcome(deps, lead, { rep: reps.dana, outcome }),
    /** What stands in everybody's calendar and is ours. */
    events: () => eventsIn(baton),
    /** Until everything that failed has been tried again, every hold is over, and whatever that owes is done. */
    async later() {
      for (const seconds of [0, 2, 5, 15, 60, 180, 400, 600, 1_800, 3_700, 10]) await baton.pass(seconds * 1_000);
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
  return sandbox.google
    .calendars()
    .flatMap(({ owner, events }) =>
      events
        .filter(({ id, status }) => id.startsWith('baton') && status !== 'cancelled')
        .map(({ id, startsAt, endsAt }) => ({ id, owner, startsAt, endsAt })),
    );
}
