// The Slack half: one person's view of the workspace. Where one looks is the page's own; everything shown comes from the server.
import { useEffect, useState } from 'react';
import type { SandboxState } from '../../state.ts';
import { Channel } from './channel.tsx';
import { type Desk, DeskContext } from './desk.ts';
import { Home } from './home.tsx';
import { Modal } from './modal.tsx';
import { appName, home, messagesIn, placesOf, type Seen } from './places.ts';
import { Sidebar } from './sidebar.tsx';

export function Workspace({ state, onPressed }: { state: SandboxState; onPressed(label: string): void }) {
  const people = state.users.filter(({ isBot }) => !isBot);
  const [chosenMe, setMe] = useState<string | null>(null);
  const [linked] = useState(readLink);
  const [chosenPlace, setPlace] = useState<string | null>(linked?.channel ?? null);
  const [thread, setThread] = useState<string | null>(linked?.ts ?? null);
  const [seen, setSeen] = useState<Seen>({});
  const me = chosenMe ?? people[0]?.id ?? '';
  const { channels, direct } = placesOf(state, me);
  const places = [...channels, ...direct];
  const here = chosenPlace ?? firstPlace(state);
  const place = places.find(({ id }) => id === here);
  const messages = messagesIn(state, here, me);
  const last = messages.at(-1)?.ts;

  useEffect(() => {
    if (last !== undefined) setSeen((before) => ({ ...before, [`${me} ${here}`]: last }));
  }, [last, me, here]);

  const go = (to: string) => {
    setPlace(to);
    setThread(null);
  };
  const become = (user: string) => {
    setMe(user);
    if (here.startsWith('D')) go(firstPlace(state));
  };
  const desk: Desk = {
    state,
    me,
    pressed: onPressed,
    nameOf: (id) => state.users.find((user) => user.id === id)?.realName ?? id,
  };
  const modals = state.modals.filter(({ user }) => user === me);
  return (
    <DeskContext value={desk}>
      <div className="workspace">
        <div className="workspace-inner" inert={modals.length > 0}>
          <Sidebar here={here} seen={seen} onGo={go} onBecome={become} />
          {here === home ? <Home appName={appName(state)} /> : null}
          {place === undefined ? null : (
            <Channel place={place} messages={messages} thread={thread} onThread={setThread} />
          )}
        </div>
        {modals.map((modal) => (
          <Modal key={modal.viewId} modal={modal} isTop={modal === modals.at(-1)} />
        ))}
      </div>
    </DeskContext>
  );
}

/** Where the leads arrive, if there is such a channel. */
function firstPlace({ channels }: SandboxState): string {
  return (channels.find(({ name }) => name === 'sdr-leads') ?? channels[0])?.id ?? home;
}

/** A permalink leads here as `#C…/p1700000000000100`: the channel, and the message's thread beside it. */
function readLink(): { channel: string; ts: string } | null {
  const [, channel, seconds, micros] = /^#([CDG]\w+)\/p(\d+)(\d{6})$/.exec(location.hash) ?? [];
  return channel === undefined ? null : { channel, ts: `${seconds}.${micros}` };
}
