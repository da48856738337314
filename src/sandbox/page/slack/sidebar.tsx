// The left edge of the workspace: who you are, where you can go, and where something new waits.
import type { ReactNode } from 'react';
import { BatonMark, Face, Icon } from '../icons.tsx';
import type { Place } from './channel.tsx';
import { useDesk } from './desk.ts';
import { appName, home, placesOf, type Seen, unreadIn } from './places.ts';

type Props = { here: string; seen: Seen; onGo(place: string): void; onBecome(user: string): void };

export function Sidebar({ here, seen, onGo, onBecome }: Props) {
  const { state, me } = useDesk();
  const { channels, direct } = placesOf(state, me);
  const entry = (place: Place, icon: ReactNode) => {
    const unread = here === place.id ? 0 : unreadIn(state, place.id, { me, seen });
    return (
      <Entry key={place.id} current={here === place.id} unread={unread} onGo={() => onGo(place.id)}>
        {icon} <span>{place.isChannel ? place.title.slice(1) : place.title}</span>
      </Entry>
    );
  };
  return (
    <nav className="sidebar" aria-label="Slack workspace">
      <p className="team">{state.team.name}</p>
      <WhoAmI onBecome={onBecome} />
      <h3>Channels</h3>
      <ul>{channels.map((place) => entry(place, <Icon name="hash" size={14} />))}</ul>
      {direct.length === 0 ? null : (
        <>
          <h3>Direct messages</h3>
          <ul>{direct.map((place) => entry(place, <BatonMark size={16} />))}</ul>
        </>
      )}
      <h3>Apps</h3>
      <ul>
        <Entry current={here === home} unread={0} onGo={() => onGo(home)}>
          <BatonMark size={16} /> <span>{appName(state)}</span>
        </Entry>
      </ul>
    </nav>
  );
}

type EntryProps = { current: boolean; unread: number; onGo(): void; children: ReactNode };

function Entry({ current, unread, onGo, children }: EntryProps) {
  return (
    <li>
      <button
        type="button"
        className={`entry ${unread > 0 ? 'unread' : ''}`}
        aria-current={current ? 'page' : undefined}
        onClick={onGo}
      >
        {children}
        {unread > 0 ? (
          <span className="unread-count">
            {unread}
            <span className="sr-only"> unread</span>
          </span>
        ) : null}
      </button>
    </li>
  );
}

function WhoAmI({ onBecome }: { onBecome(user: string): void }) {
  const { state, me, nameOf } = useDesk();
  return (
    <label className="who">
      <Face id={me} name={nameOf(me)} size={28} />
      <span className="who-text">
        <span className="who-label">You are</span>
        <select value={me} aria-label="You are" onChange={({ target }) => onBecome(target.value)}>
          {state.users
            .filter(({ isBot }) => !isBot)
            .map(({ id, realName }) => (
              <option key={id} value={id}>
                {realName}
              </option>
            ))}
        </select>
      </span>
    </label>
  );
}
