// The message box. A line that starts with "/" is a slash command, which Slack does not take inside threads.
import { useId, useState } from 'react';
import type { SandboxCommand, SlackAct } from '../../state.ts';
import { Icon } from '../icons.tsx';
import { act } from '../live-state.ts';
import { useDesk } from './desk.ts';
import { Menu } from './menu.tsx';

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
    const wrong = refusal(line, threadTs, state.commands);
    setTrouble(wrong);
    if (line === '' || wrong !== null) return;
    setText('');
    const answer = await act(actOf(line, { user: me, channel, threadTs }));
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
        <CommandHints id={hints} commands={suggested} onChoose={(command) => setText(`${command} `)} />
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
        <Shortcuts onTrouble={setTrouble} />
        <button type="submit" className="icon-button send" aria-label="Send" disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** The app's shortcuts that need no message. */
function Shortcuts({ onTrouble }: { onTrouble(text: string | null): void }) {
  const { state, me } = useDesk();
  const anywhere = state.shortcuts.filter(({ on }) => on === 'anywhere');
  if (anywhere.length === 0) return null;
  const use = async (callbackId: string) => {
    const answer = await act({ kind: 'shortcut', user: me, callbackId });
    onTrouble(answer.kind === 'trouble' ? answer.text : null);
  };
  return (
    <Menu label="Shortcuts" className="icon-button" face={<Icon name="more" size={14} />}>
      {(close) =>
        anywhere.map(({ callbackId, name }) => (
          <button
            key={callbackId}
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              void use(callbackId);
            }}
          >
            {name}
          </button>
        ))
      }
    </Menu>
  );
}

/** What Slack itself says no to, before any app hears of it. */
function refusal(line: string, threadTs: string | undefined, commands: SandboxCommand[]): string | null {
  const [command = ''] = line.split(/\s/);
  if (!line.startsWith('/')) return null;
  if (threadTs !== undefined) return 'Slack takes slash commands only in the channel, not in a thread.';
  if (commands.some((known) => known.command === command)) return null;
  const names = commands.map((known) => known.command).join(', ');
  return `${command} is not a valid command here.${names === '' ? '' : ` Try ${names}.`}`;
}

type Where = { user: string; channel: string; threadTs: string | undefined };

function actOf(line: string, { user, channel, threadTs }: Where): SlackAct {
  if (!line.startsWith('/'))
    return { kind: 'say', user, channel, text: line, ...(threadTs !== undefined && { threadTs }) };
  const [command = '', ...rest] = line.split(/\s+/);
  return { kind: 'command', user, channel, command, text: rest.join(' ') };
}

type HintsProps = { id: string; commands: SandboxCommand[]; onChoose(command: string): void };

function CommandHints({ id, commands, onChoose }: HintsProps) {
  return (
    <ul id={id} className="command-hints">
      {commands.map(({ command, usageHint, description }) => (
        <li key={command}>
          <button type="button" onClick={() => onChoose(command)}>
            <strong>{command}</strong> <code>{usageHint}</code>
            <small>{description}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}

function fits(command: string, text: string): boolean {
  return command.startsWith(text.split(/\s/)[0] ?? '') || text.startsWith(`${command} `);
}
