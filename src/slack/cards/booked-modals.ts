// What stands in the modal after a time was chosen: the calendar is asked, the calendar has it, or the visitor was asked.
import type { ModalView } from '@slack/types';
import type { Booking } from '../../core/booking.ts';
import { brief } from '../../core/brief.ts';
import type { Lead } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { veiled } from '../../core/veiled.ts';
import { meetingPieces, wayLines } from './booking-parts.ts';
import { bookingWords } from './booking-words.ts';
import { heading, line, oneLine, whoAndCompany } from './lead-parts.ts';
import { glance } from './limits.ts';
import { modal } from './modal-inputs.ts';
import { blocks, type Part } from './parts.ts';
import { inBoth } from './slot-options.ts';
import { momentIn, placeIn } from './slot-words.ts';

const words = bookingWords.modal;

type About = { lead: Lead; playbook: Playbook; zone: string };

function said(title: string, { lead, playbook }: About, parts: readonly Part[]): ModalView {
  const who = heading(whoAndCompany(brief(veiled(lead, playbook), playbook)));
  return modal({ words: { title, close: words.close }, blocks: blocks([who, ...parts]) });
}

export function askingModal({ startsAt, ...about }: About & { startsAt: string }): ModalView {
  const when = `${momentIn(about.zone, startsAt)} (${placeIn(about.zone, startsAt)})`;
  return said(words.title, about, [line(words.asking(when)), line(words.askingAbout)]);
}

type Standing = NonNullable<Booking['meeting']>;

export function bookedModal({
  meeting,
  guest,
  ...about
}: About & { meeting: Standing; guest: string | null }): ModalView {
  return said(words.booked, about, [
    line({ bold: words.isBooked }, ...meetingPieces(meeting, about)),
    ...wayLines(meeting),
    ...(guest === null ? [] : [line(words.invited(oneLine(guest, glance.quote)))]),
  ]);
}

export function sentModal({ times, ...about }: About & { times: readonly string[] }): ModalView {
  const zones = { yours: about.zone, theirs: null };
  const items = times.map((start) => [inBoth(start, zones)]);
  return said(words.sent, about, [{ kind: 'bullets', items }, line(words.sentAbout)]);
}
