// What can be done with a message: the app's shortcuts on any, editing and deleting on one's own.
import { useState } from 'react';
import type { SandboxMessage, SlackAct } from '../../state.ts';
import { Icon } from '../icons.tsx';
import { act } from '../live-state.ts';
import { useDesk } from './desk.ts';
import { Menu } from './menu.tsx';

type Props = { message: SandboxMessage; onEdit(): void };

export function MessageActions({ message, onEdit }: Props) {
  const { state, me } = useDesk();
  const [trouble, setTrouble] = useState<string | null>(null);
  const place = { channel: message.channel, ts: message.ts };
  const send = async (what: SlackAct) => {
    const answer = await act(what);
    setTrouble(answer.kind === 'trouble' ? answer.text : null);
  };
  const items = [
    ...state.shortcuts
      .filter(({ on }) => on === 'message')
      .map(({ callbackId, name }) => ({
        label: name,
        choose: () => void send({ kind: 'shortcut', user: me, callbackId, message: place }),
      })),
    ...(message.user === me
      ? [
          { label: 'Edit message', choose: onEdit },
          { label: 'Delete message', choose: () => void send({ kind: 'delete', user: me, ...place }) },
        ]
      : []),
  ];
  if (message.onlyFor !== null || items.length === 0) return null;
  return (
    <>
      <Menu label="Message actions" className="message-more" face={<Icon name="more" size={14} />}>
        {(close) =>
          items.map(({ label, choose }) => (
            <button
              key={label}
              type="button"
              className="menu-item"
              onClick={() => {
                close();
                choose();
              }}
            >
              {label}
            </button>
          ))
        }
      </Menu>
      {trouble === null ? null : (
        <p className="surface-trouble" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}

/** In place of the text while it is being edited. Escape leaves it as it was. */
export function MessageEditor({ message, onDone }: { message: SandboxMessage; onDone(): void }) {
  const { me } = useDesk();
  const [text, setText] = useState(message.text);
  const save = async () => {
    const { channel, ts } = message;
    if (text.trim() !== '' && text !== message.text) await act({ kind: 'edit', user: me, channel, ts, text });
    onDone();
  };
  return (
    <form
      className="message-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        value={text}
        aria-label="Edit message"
        // biome-ignore lint/a11y/noAutofocus: it stands where the menu was that opened it.
        autoFocus
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
      <button type="submit" className="sl-button">
        Save
      </button>
    </form>
  );
}
