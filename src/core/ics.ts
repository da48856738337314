// One meeting as a calendar file (RFC 5545, RFC 5546). The uid is the calendar event's own, so that no program shows the
// meeting twice; a higher `sequence` replaces what was there before.
import { iso } from './wall-clock.ts';

export type Attending = { name: string | null; email: string };

export type CalendarFile = {
  method: 'PUBLISH' | 'CANCEL';
  uid: string;
  sequence: number;
  startsAt: string;
  endsAt: string;
  title: string;
  description: string;
  location: string | null;
  url: string | null;
  organizer: Attending | null;
  attendee: Attending;
  now: string;
};

export function ics(about: CalendarFile): string {
  const { method, uid, sequence, startsAt, endsAt, title, description, location, url, organizer, attendee, now } =
    about;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baton//Meetings//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(now)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...(location === null ? [] : [`LOCATION:${escaped(location)}`]),
    ...(url === null ? [] : [`URL:${withoutControls(url)}`]),
    ...(organizer === null ? [] : [`ORGANIZER${person(organizer)}`]),
    // What is only published names nobody who would have to answer.
    ...(method === 'CANCEL' ? [`ATTENDEE${person(attendee)}`] : []),
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${method === 'CANCEL' ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const utc = (at: string): string => iso(Date.parse(at)).replace(/[-:]|\.\d{3}/g, '');

function escaped(text: string): string {
  const plain = text.toWellFormed().replace(/\r\n?/g, '\n');
  return withoutControls(plain.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n'));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are forbidden.
const withoutControls = (text: string): string => text.toWellFormed().replace(/[\x00-\x08\x0a-\x1f\x7f]/g, '');

/** A name in quotes cannot have quotes in it. */
function person({ name, email }: Attending): string {
  const address = `:mailto:${withoutControls(email)}`;
  return name === null ? address : `;CN="${withoutControls(name.replaceAll('"', "'"))}"${address}`;
}

const mostOctets = 75;
const encoder = new TextEncoder();

/** Lines are cut between characters, and what continues one begins with a blank. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const more = encoder.encode(character).length;
    if (octets + more > mostOctets) {
      parts.push(part);
      [part, octets] = ['', 1];
    }
    part += character;
    octets += more;
  }
  return [...parts, part].join('\r\n ');
}
