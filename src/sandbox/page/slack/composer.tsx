// The message box. A line that starts with "/" is a slash command, which Slack does not take inside threads.
import { useId, useState } from 'react';
import { Icon } from '../icons.tsx';
import { act } from '../live-state.ts';
import { useDesk } from './desk.ts';

type Props = { channel: string; threadTs?: string; placeholder: string };

export function Composer({ channel, threadTs, placeholder }: Props) {
  const { state, me } = useDesk();
  const [text, setText] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const hints = useId();
  const suggested =
    threadTs === undefined && text.startsWith('/') ? state.commands.filter(({ command }) => fits(command, text)) : [];

  const send = async () => {
    const line = text.trim();
    if (line === '') return;
    const [command = '', ...rest] = line.split(/\s+/);
    const isCommand = line.startsWith('/');
    if (isCommand && threadTs !== undefined)
      return setTrouble('Slack takes slash commands only in the channel, not in a thread.');
    if (isCommand && !state.commands.some((known) => known.command === command)) {
      const known = state.commands.map((one) => one.command).join(', ');
      return setTrouble(`${command} is not a valid command here.${known === '' ? '' : ` Try ${known}.`}`);
    }
    setText('');
    setTrouble(null);
    const answer = await act(
      isCommand
        ? { kind: 'command', user: me, channel, command, text: rest.join(' ') }
        : { kind: 'say', user: me, channel, text: line, ...(threadTs === undefined ? {} : { threadTs }) },
    );
    if (answer.kind === 'trouble') setTrouble(answer.text);
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {suggested.length === 0 ? null : (
        <ul id={hints} className="command-hints">
          {suggested.map(({ command, usageHint, description }) => (
            <li key={command}>
              <button type="button" onClick={() => setText(`${command} `)}>
                <strong>{command}</strong> <code>{usageHint}</code>
                <small>{description}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {trouble === null ? null : (
        <p className="surface-trouble" role="alert">
          {trouble}
        </p>
      )}
      <div className="composer-box">
        <textarea
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          aria-describedby={suggested.length === 0 ? undefined : hints}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <button type="submit" className="icon-button send" aria-label="Send" disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function fits(command: string, text: string): boolean {
  return command.startsWith(text.split(/\s/)[0] ?? '') || text.startsWith(`${command} `);
}
