// Everything that a meeting makes of a card, its thread and the modal in which it is booked. Snapshots compare them, the limits
// are held against them, and the pictures of STYLE.md are drawn from them. The times are computed, not typed.
import type { ModalView } from '@slack/types';
import { type Booking, type Meeting, noBooking } from '../../src/core/booking.ts';
import { explainSlot } from '../../src/core/explain-slot.ts';
import type { Host, Period } from '../../src/core/host.ts';
import { hoursSchema } from '../../src/core/hours.ts';
import type { Note } from '../../src/core/job.ts';
import type { Lead, Rep } from '../../src/core/lead.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { goodTimes } from '../../src/core/propose.ts';
import type { SlotChoice } from '../../src/core/slot-choice.ts';
import { type SlotRules, slots } from '../../src/core/slots.ts';
import type { ShownTimes, SlotsView } from '../../src/core/slots-view.ts';
import { whyNone } from '../../src/core/why-none.ts';
import { bookModal, loadingModal } from '../../src/slack/cards/book-modal.ts';
import { askingModal, bookedModal, sentModal } from '../../src/slack/cards/booked-modals.ts';
import { aPlaybook, claimedBy, minutesAgo, now, rita, sam } from './leads.ts';

const meetings = [
  { id: 'call', label: 'Call', minutes: [30, 45, 60] },
  { id: 'demo', label: 'Demo', minutes: [60] },
];
export const bookingPlaybook: Playbook = {
  ...aPlaybook({ booking: { meetings: meetings as never } as never }),
  zone: 'America/New_York',
  calendar: true,
  crmName: null,
};

export const call: Meeting = { kind: 'call', startsAt: '2026-11-24T15:00:00.000Z', lengthMin: 30, hosts: [sam] };
const standing = (change: Partial<Meeting> = {}): NonNullable<Booking['meeting']> => ({
  ...call,
  ...change,
  event: {
    id: 'baton0001',
    link: 'https://www.google.com/calendar/event?eid=YmF0b24wMDAx',
    call: 'https://meet.google.com/kqd-fwxm-rpa',
    uid: 'baton0001@google.com',
  },
  reply: null,
});
export const bookedLead = (change: Partial<Booking> = {}, lead: Partial<Lead> = {}): Lead =>
  claimedBy(sam, 60, { state: 'booked', booking: { ...noBooking, meeting: standing(), ...change }, ...lead });
const inMinutes = (minutes: number) => minutesAgo(-minutes);
const asked = { by: sam.id, at: minutesAgo(0), event: 'baton0002', until: inMinutes(10) };

/** Every state of a card that a meeting makes, each as the lead that shows it at `now`. */
export const bookingStates: Readonly<Record<string, Lead>> = {
  'claimed, to be booked': claimedBy(sam, 6),
  'claimed, asking the calendar': claimedBy(sam, 6, {
    booking: { ...noBooking, wanted: { ...asked, kind: 'meet', meeting: call } },
  }),
  'claimed, times sent': claimedBy(sam, 6, {
    booking: {
      ...noBooking,
      proposed: {
        kind: 'call',
        lengthMin: 30,
        by: sam.id,
        at: minutesAgo(3),
        message: 8,
        times: ['2026-11-23T15:00:00.000Z', '2026-11-24T19:00:00.000Z', '2026-11-25T16:00:00.000Z'].map((startsAt) => ({
          startsAt,
          hosts: [sam],
        })),
      },
    },
  }),
  'claimed, cancelled': claimedBy(sam, 60, { booking: { ...noBooking, calledOff: { by: 'visitor', meeting: call } } }),
  booked: bookedLead(),
  'booked, accepted, with a colleague': bookedLead({
    meeting: { ...standing({ hosts: [sam, rita] }), reply: 'accepted' },
  }),
  'booked, declined': bookedLead({ meeting: { ...standing(), reply: 'declined' } }),
  'booked, asking for another time': bookedLead({
    wanted: { ...asked, kind: 'meet', meeting: { ...call, startsAt: '2026-11-25T16:00:00.000Z' } },
  }),
  'booked, being cancelled': bookedLead({ wanted: { kind: 'cancel', by: sam.id, at: now } }),
  'booked, begun': bookedLead({ meeting: standing({ startsAt: minutesAgo(5) }) }),
  held: bookedLead({ meeting: standing({ startsAt: minutesAgo(60) }), outcome: 'held' }, { state: 'closed' }),
  missed: bookedLead({ meeting: standing({ startsAt: minutesAgo(60) }), outcome: 'no-show' }, { state: 'claimed' }),
};

const host = (rep: Rep, change: Partial<Host> = {}): Host => ({
  id: rep.id,
  zone: 'America/New_York',
  hours: hoursSchema.parse({ 'mon-fri': ['9-12', '13-17'] }),
  holidays: ['2026-11-26'],
  overrides: {},
  away: [],
  travel: [],
  busy: [],
  meetings: [],
  maxPerDay: 4,
  maxPerWeek: null,
  turn: { priority: 0, weight: 1, served: null, lastAt: null },
  ...change,
});

const busy: Period[] = [
  { from: '2026-11-20T16:00:00.000Z', until: '2026-11-20T22:00:00.000Z' },
  { from: '2026-11-23T14:00:00.000Z', until: '2026-11-23T16:30:00.000Z' },
  { from: '2026-11-24T18:00:00.000Z', until: '2026-11-24T20:00:00.000Z' },
];
const always: Period[] = [{ from: now, until: '2026-12-10T00:00:00.000Z' }];

const rules = (hosts: readonly Host[], lengthMin = 30): SlotRules => ({
  now,
  mode: 'group',
  hosts,
  lengthMin,
  everyMin: 30,
  align: 'clock',
  noticeMin: 120,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  window: { kind: 'days', days: 14 },
});

function times(of: SlotRules, { asked, unread = [] }: { asked?: string; unread?: Unread } = {}): ShownTimes {
  const free = slots(of);
  return {
    kind: 'known',
    slots: free,
    good: goodTimes(free, { now, zone: 'Europe/Berlin' }).map(({ start }) => start),
    unread,
    asked: asked === undefined ? null : explainSlot(of, asked),
    none: free.length === 0 ? whyNone(of) : null,
  };
}
type Unread = Extract<ShownTimes, { kind: 'known' }>['unread'];

const choice: SlotChoice = { kind: 'call', lengthMin: 30, hosts: [sam.id], page: 0 };
const view = (change: Partial<SlotsView> = {}, more: Partial<SlotChoice> = {}): SlotsView => ({
  lead: claimedBy(sam, 6),
  theirs: 'Europe/Berlin',
  playbook: bookingPlaybook,
  now,
  rep: sam.id,
  zone: 'America/New_York',
  guest: 'dana.reyes@acme.example',
  choice: { ...choice, ...more },
  hosts: [sam, rita],
  connect: 'https://baton.example/calendar/connect?rep=U024BE7LH',
  ...change,
});
const free = times(rules([host(sam, { busy })]));
const taken = { kind: 'taken', startsAt: '2026-11-23T17:00:00.000Z' } as const;
const full = '2026-11-24T18:30:00.000Z';
const about = { lead: claimedBy(sam, 6), playbook: bookingPlaybook, zone: 'America/New_York' };

/** The modal in every state. */
export const bookModals: Readonly<Record<string, ModalView>> = {
  loading: loadingModal(view()),
  free: bookModal(view(), free),
  'free, zone and address not known': bookModal(view({ theirs: null, guest: null }), free),
  'free, later days': bookModal(view({}, { page: 1 }), free),
  'free, of two': bookModal(
    view({}, { hosts: [sam.id, rita.id] }),
    times(rules([host(sam, { busy }), host(rita, { zone: 'Europe/London' })])),
  ),
  'free, a calendar not read': bookModal(
    view(),
    times(rules([host(sam, { busy })]), { unread: [{ rep: sam.id, calendar: 'Personal', why: 'notFound' }] }),
  ),
  'why not another time': bookModal(view({}, { asked: full }), times(rules([host(sam, { busy })]), { asked: full })),
  taken: bookModal(view({}, { notice: taken }), free),
  'nothing free': bookModal(view(), times(rules([host(sam, { busy: always })]))),
  'no calendar': bookModal(view(), { kind: 'no-calendar', reps: [{ rep: sam.id, why: 'none' }] }),
  'access lost, of a colleague': bookModal(view({}, { hosts: [rita.id] }), {
    kind: 'no-calendar',
    reps: [{ rep: rita.id, why: 'lost' }],
  }),
  'calendar down': bookModal(view(), { kind: 'unreachable' }),
  move: bookModal(view({ lead: bookedLead() }), free),
  asking: askingModal({ ...about, startsAt: call.startsAt }),
  booked: bookedModal({ ...about, meeting: standing(), guest: 'dana.reyes@acme.example' }),
  'times sent': sentModal({ ...about, times: free.kind === 'known' ? free.good : [] }),
};

const later = { ...call, startsAt: '2026-11-25T16:00:00.000Z' };
const notes: readonly (readonly [string, Note])[] = [
  ['booked', { kind: 'booked', at: now, by: sam.id, meeting: { ...call, hosts: [sam, rita] } }],
  ['booked by the visitor', { kind: 'booked', at: now, by: 'visitor', meeting: call }],
  ['moved', { kind: 'moved', at: now, by: sam.id, meeting: later, from: call }],
  ['moved in the calendar', { kind: 'moved', at: now, by: 'calendar', meeting: later, from: call }],
  ['cancelled', { kind: 'cancelled', at: now, by: sam.id, meeting: call, left: false }],
  ['cancelled, left behind', { kind: 'cancelled', at: now, by: 'visitor', meeting: call, left: true }],
  ['slot lost', { kind: 'slot-lost', at: now, by: sam.id, why: 'taken', meeting: call, stays: null }],
  [
    'slot lost, the visitor’s',
    { kind: 'slot-lost', at: now, by: 'visitor', why: 'expired', meeting: later, stays: call },
  ],
  ['ask held', { kind: 'ask-held', at: now, rep: sam, meeting: call }],
  ['met', { kind: 'met', at: now, rep: sam, meeting: call }],
  ['missed', { kind: 'missed', at: now, rep: sam, meeting: call }],
];
export const bookingNotes: ReadonlyMap<string, Note> = new Map(notes);
