// Calendars take ids of our own, but only in the alphabet of base32hex, which has neither w, x, y nor z.
import type { EventId } from './booking.ts';

const ours = '0123456789abcdefghjkmnpqrstvwxyz';
const theirs = '0123456789abcdefghijklmnopqrstuv';

/** The same for the same id of ours, so that an insert whose answer was lost is known again. */
export function eventId(id: `booking_${string}`): EventId {
  const tail = id.slice('booking_'.length);
  return `baton${[...tail].map((letter) => theirs.charAt(ours.indexOf(letter))).join('')}`;
}
