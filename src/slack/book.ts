// Meetings from the card: book, move, call off, and say what became of them. The modal opens with the times that are known, or
// says that calendars are being read while a job does so; a time that is chosen is held before Slack hears of the press.
import { bookable, canBeBooked, isUnderWay } from '../core/book.ts';
import { ahead, type Outcome } from '../core/booking.ts';
import type { Lead, LeadId, Rep } from '../core/lead.ts';
import { meetingKindOf, type Playbook } from '../core/playbook.ts';
import { readChoice, type SlotChoice } from '../core/slot-choice.ts';
import type { Deps } from '../deps.ts';
import { cancelBooking } from '../flows/cancel-booking.ts';
import { checkPress } from '../flows/check-press.ts';
import { holdSlot } from '../flows/hold-slot.ts';
import { meetRep } from '../flows/meet-rep.ts';
import { recordOutcome } from '../flows/record-outcome.ts';
import { sendTimes } from '../flows/send-times.ts';
import { zoneOf } from '../store/desk.ts';
import { getLead } from '../store/lead.ts';
import { hostsOf, readShownTimes, readSlotsView } from '../store/slots-view.ts';
import { bookModal, loadingModal, readBook, typedGuest } from './cards/book-modal.ts';
import { askingModal, sentModal } from './cards/booked-modals.ts';
import { bookingSentences } from './cards/booking-sentences.ts';
import { sentences } from './cards/sentences.ts';
import { onPress, onSubmit, type Press, type Redrawn, type Shown, type WrongInputs } from './door.ts';

type Showing = { lead: Lead; rep: string; choice: SlotChoice };

export const openBook = onPress(async (deps, press) => {
  const { playbook } = deps;
  const { rep } = press;
  if (!playbook.calendar) return bookingSentences.noCalendar;
  const checked = await checkPress(deps, press.lead, { rep, act: 'book', missed: bookable });
  if (checked.kind !== 'free') return sentences.toReject(checked, playbook);
  const { lead } = checked;
  const now = deps.now().toISOString();
  if (isUnderWay(lead, now)) return bookingSentences.underWay;
  await show(deps, { lead, rep: rep.id, choice: firstChoice(lead, { rep, playbook, now }) }, press.open);
  return null;
});

/** A meeting that stands is moved as it is; else the playbook's first kind, with whoever has the lead. */
function firstChoice(lead: Lead, { rep, playbook, now }: { rep: Rep; playbook: Playbook; now: string }): SlotChoice {
  const standing = ahead(lead.booking, now);
  if (standing !== null) {
    const { kind, lengthMin, hosts } = standing;
    return { kind, lengthMin, hosts: hosts.map(({ id }) => id), page: 0 };
  }
  return ofKind(playbook, undefined, (lead.rep ?? rep).id);
}

function ofKind(playbook: Playbook, kind: string | undefined, host: string): SlotChoice {
  const { id, minutes, with: others } = meetingKindOf(playbook, kind);
  return { kind: id, lengthMin: minutes[0], hosts: [host, ...others.filter((each) => each !== host)], page: 0 };
}

/** At once if calendars were read a moment ago; else it says that they are being read, and a job fills it. */
async function show(deps: Deps, showing: Showing, draw: (view: object) => Promise<Shown | null>): Promise<void> {
  const { known, view } = await drawn(deps, showing);
  const shown = await draw(view);
  if (!known && shown !== null) await fillLater(deps, { ...showing, view: shown.id });
}

/** Only the newest choice of a modal is worth a look at calendars. */
async function fillLater({ db, queue }: Deps, { lead, rep, choice, view }: Showing & { view: string }): Promise<void> {
  const job = { kind: 'fill-slots', lead: lead.id, rep, view, choice } as const;
  await db.inTx((tx) => queue.enqueue(tx, [{ job, key: `fill-slots:${view}` }]));
}

async function drawn({ db, playbook, ...deps }: Deps, { lead, rep, choice }: Showing) {
  const now = deps.now().toISOString();
  const asked = { lead, rep, choice, playbook, now, connect: deps.calendarAccess?.linkFor(rep) ?? null };
  const times = await readShownTimes(db, asked);
  if (times.kind === 'stale') return { known: false, view: loadingModal(asked) };
  return { known: true, view: bookModal(await readSlotsView(db, asked), times) };
}

type Change = (choice: SlotChoice, chosen: readonly string[], playbook: Playbook) => SlotChoice;

/** Something else was chosen in the modal: the times are another's, or others. */
function onChoice(change: Change) {
  return onPress(async (deps, press) => {
    const { modal, rep, chosen } = press;
    const carried = modal === null ? null : readChoice(modal.about);
    if (modal === null || carried === null) return sentences.oldButton;
    const lead = await getLead(deps.db, carried.lead);
    if (lead === undefined || !canBeBooked(lead)) return { instead: bookingSentences.over };
    const guest = typedGuest(modal.values) ?? carried.choice.guest;
    const choice = change({ ...carried.choice, ...(guest !== undefined && { guest }) }, chosen, deps.playbook);
    await Promise.all(choice.hosts.map((id) => meetRep(deps, { id, name: id })));
    await show(deps, { lead, rep: rep.id, choice }, press.redraw);
    return null;
  });
}

export const chooseKind = onChoice((choice, [kind], playbook) => ({
  ...choice,
  ...ofKind(playbook, kind, choice.hosts[0] ?? ''),
}));

export const chooseLength = onChoice((choice, [length]) => ({ ...choice, lengthMin: Number(length), page: 0 }));

export const chooseHost = onChoice((choice, [host = '']) => {
  const others = choice.hosts.slice(1).filter((each) => each !== host);
  return { ...choice, hosts: [host, ...others], page: 0 };
});

export const chooseWith = onChoice((choice, others) => {
  const [host = ''] = choice.hosts;
  return { ...choice, hosts: [host, ...others.filter((each) => each !== host)], page: 0 };
});

export const turnPage = onChoice(({ asked: _, ...choice }, [page]) => ({ ...choice, page: Number(page) }));

export const readAgain = onChoice((choice) => choice);

/** Slack counts in seconds. */
export const askAbout = onChoice((choice, [seconds]) => ({
  ...choice,
  asked: new Date(Number(seconds) * 1_000).toISOString(),
}));

/** The button carries the times that stand beside it. */
export const pressSendTimes = onPress(async (deps, { value, modal, rep, redraw }) => {
  const { db, playbook } = deps;
  const carried = modal === null ? null : readChoice(modal.about);
  if (carried === null) return sentences.oldButton;
  const { kind, lengthMin } = carried.choice;
  const hosts = await hostsOf(db, carried.choice, playbook);
  const times = value.split(' ').map((startsAt) => ({ startsAt, hosts }));
  const sent = await sendTimes(deps, carried.lead, { rep, times, kind, lengthMin });
  if (sent.kind !== 'done' && sent.kind !== 'sent-already') return bookingSentences.toSend(sent, playbook);
  const zone = await zoneOf(db, rep.id, playbook);
  const offered = sent.lead.booking?.proposed?.times.map(({ startsAt }) => startsAt) ?? [];
  await redraw(sentModal({ lead: sent.lead, playbook, zone, times: offered }));
  return null;
});

export const submitBook = onSubmit(async (deps, { about, view, rep, values }) => {
  const carried = readChoice(about);
  if (carried === null) return sentences.oldButton;
  const read = readBook(values);
  if (read.kind === 'wrong') return read.errors;
  return chosen(deps, { ...carried, ...read.value, view, rep });
});

type Chosen = { lead: LeadId; choice: SlotChoice; startsAt: string; guest: string | undefined; view: string; rep: Rep };

async function chosen(
  deps: Deps,
  { lead: id, choice, startsAt, guest, view, rep }: Chosen,
): Promise<WrongInputs | string | Redrawn> {
  const { db, playbook } = deps;
  const hosts = await hostsOf(db, choice, playbook);
  const { kind, lengthMin } = choice;
  const about = { by: rep, startsAt, lengthMin, kind, hosts, view, ...(guest !== undefined && { guest }) };
  const outcome = await holdSlot(deps, id, about);
  if (outcome.kind === 'done') {
    const zone = await zoneOf(db, rep.id, playbook);
    return { kind: 'redrawn', view: askingModal({ lead: outcome.lead, playbook, zone, startsAt }) };
  }
  if (outcome.kind !== 'slot-taken' && outcome.kind !== 'not-offered') {
    return bookingSentences.toHold(outcome, playbook);
  }
  const lead = await getLead(db, id);
  if (lead === undefined) return sentences.toReject({ kind: 'gone' }, playbook);
  return fresh(deps, { lead, rep: rep.id, view, choice: notHeld({ ...choice, startsAt }, outcome.kind) });
}

function notHeld(choice: SlotChoice & { startsAt: string }, kind: 'slot-taken' | 'not-offered'): SlotChoice {
  const { startsAt, ...rest } = choice;
  if (kind === 'slot-taken') return { ...rest, notice: { kind: 'taken', startsAt } };
  return { ...rest, notice: { kind, startsAt }, asked: startsAt };
}

/** Other times in the same modal, in answer to a form. */
async function fresh(deps: Deps, { view: id, ...showing }: Showing & { view: string }): Promise<Redrawn> {
  const { known, view } = await drawn(deps, showing);
  if (!known) await fillLater(deps, { ...showing, view: id });
  return { kind: 'redrawn', view };
}

export const pressCancelMeeting = onPress(async (deps, { lead, rep }) =>
  bookingSentences.toCancel(await cancelBooking(deps, lead, { by: rep }), deps.playbook),
);

export const pressHeld = onPress((deps, press) => record(deps, press, 'held'));
export const pressNoShow = onPress((deps, press) => record(deps, press, 'no-show'));

async function record(deps: Deps, { lead, rep }: Press, outcome: Outcome): Promise<string> {
  const recorded = await recordOutcome(deps, lead, { rep, outcome });
  const zone = await zoneOf(deps.db, rep.id, deps.playbook);
  return bookingSentences.toOutcome(recorded, { outcome, zone, playbook: deps.playbook });
}
