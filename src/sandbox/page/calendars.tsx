// The reps' calendars as Google has them, as much as one needs to see Baton's meetings among the rest, and to move or delete
// one behind Baton's back as its rep would.
import { useState } from 'react';
import type { SandboxCalendar, SandboxCalendarEvent, SandboxState, SandboxUser } from '../state.ts';
import { Face, Icon } from './icons.tsx';
import { moveEvent, removeEvent } from './live-state.ts';
import { dayIn, timeIn } from './times.ts';

/** Of what is not Baton's, the next days are enough. */
const daysShown = 5;
const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

export function Calendars({ state }: { state: SandboxState }) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const owners = [...new Set(state.calendars.map(({ owner }) => owner))];
  return (
    <section className="side-pane calendars" aria-label="Calendars">
      <header className="side-pane-head">
        <h2>
          <Icon name="calendar" /> Calendars
        </h2>
        <p>Google Calendar, stood in for. Move or delete a meeting as its rep would there.</p>
      </header>
      {trouble === null ? null : (
        <p className="chat-trouble" role="alert">
          {trouble}
        </p>
      )}
      <div className="calendar-list">
        {owners.length === 0 ? <p className="side-pane-empty">Nobody here has a calendar.</p> : null}
        {owners.map((owner) => (
          <Account
            key={owner}
            owner={owner}
            user={state.users.find(({ email }) => email.toLowerCase() === owner)}
            calendars={state.calendars.filter((each) => each.owner === owner)}
            onTrouble={setTrouble}
          />
        ))}
      </div>
    </section>
  );
}

type AccountProps = {
  owner: string;
  user: SandboxUser | undefined;
  calendars: readonly SandboxCalendar[];
  onTrouble(text: string | null): void;
};
type Shown = SandboxCalendarEvent & { zone: string };

function Account({ owner, user, calendars, onTrouble }: AccountProps) {
  const name = user?.realName ?? owner;
  const [first] = calendars;
  const events = calendars.flatMap(({ zone, events: theirs }) => theirs.map((event): Shown => ({ ...event, zone })));
  const next = events.filter(isShown).toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  const days = Map.groupBy(next, ({ startsAt, zone }) => dayIn(startsAt, zone));
  return (
    <section className="account" aria-label={`Calendar of ${name}`}>
      <h3>
        <Face id={user?.id ?? owner} name={name} size={20} /> {name}{' '}
        <span className="account-zone">{first?.zone.replaceAll('_', ' ')}</span>
      </h3>
      {first?.isOpen === false ? <p className="account-note">Has taken Baton's access back.</p> : null}
      {days.size === 0 ? <p className="account-note">Nothing in the next {daysShown} days.</p> : null}
      {[...days].map(([day, of]) => (
        <div key={day}>
          <h4>{day}</h4>
          <ul>
            {of.map((event) => (
              <Event key={event.id} event={event} owner={owner} onTrouble={onTrouble} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** Baton chooses the ids of its events. */
const isBatons = ({ id }: SandboxCalendarEvent): boolean => id.startsWith('baton');

function isShown(event: SandboxCalendarEvent): boolean {
  const now = Date.now();
  if (event.status === 'cancelled' || Date.parse(event.endsAt) < now) return false;
  return isBatons(event) || Date.parse(event.startsAt) < now + daysShown * dayMs;
}

type EventProps = { event: Shown; owner: string; onTrouble(text: string | null): void };

function Event({ event, owner, onTrouble }: EventProps) {
  const { id, title, startsAt, endsAt, isAllDay, isBusy, status, zone, guests, call } = event;
  const ours = isBatons(event);
  const later = (at: string) => new Date(Date.parse(at) + hourMs).toISOString();
  const move = async () =>
    onTrouble(await moveEvent({ email: owner, event: id, startsAt: later(startsAt), endsAt: later(endsAt) }));
  const remove = async () => onTrouble(await removeEvent({ email: owner, event: id }));
  const replies = guests
    .filter(({ email }) => email !== owner)
    .map(({ email, reply }) => `${email} ${replyWords[reply]}`);
  const notes = [status === 'tentative' ? 'tentative' : '', isBusy ? '' : 'free', ...(ours ? replies : [])];
  return (
    <li className={ours ? 'event ours' : 'event'}>
      <span className="event-time">
        {isAllDay ? 'All day' : `${timeIn(startsAt, zone)}–${timeIn(endsAt, zone)}`}
        {ours ? <span className="sr-only"> Booked by Baton:</span> : null}
      </span>
      <span className="event-title">
        {title}
        <small>{notes.filter((note) => note !== '').join(' · ')}</small>
        {ours && call !== null ? <small>{call}</small> : null}
      </span>
      {ours ? (
        <span className="event-tools">
          <button type="button" className="side-pane-tool" onClick={move} aria-label={`Move "${title}" one hour later`}>
            1 hour later
          </button>
          <button type="button" className="side-pane-tool" onClick={remove} aria-label={`Delete "${title}"`}>
            Delete
          </button>
        </span>
      ) : null}
    </li>
  );
}

const replyWords = {
  accepted: 'accepted',
  declined: 'declined',
  tentative: 'may come',
  needsAction: 'has not answered',
} as const;
