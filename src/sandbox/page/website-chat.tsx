// The chat panel of the website: a person can type as the visitor, or let a scripted visitor play.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ChatConversation, ChatLine, SandboxState } from '../state.ts';
import { BatonMark, Face, Icon } from './icons.tsx';
import { playVisitor, sayInChat, startConversation } from './live-state.ts';
import { Menu } from './slack/menu.tsx';

export function WebsiteChat({ state }: { state: SandboxState }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [fresh, setFresh] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const { conversations } = state;
  const conversation = fresh ? undefined : (conversations.find(({ id }) => id === chosen) ?? conversations.at(-1));

  const show = (id: string | null) => {
    setTrouble(id === null);
    if (id === null) return;
    setChosen(id);
    setFresh(false);
  };
  const say = async (text: string) => {
    const id = conversation?.id ?? (await startConversation());
    show(id);
    if (id !== null) setTrouble(!(await sayInChat(id, text)));
  };
  return (
    <section className="chat" aria-label="Website chat">
      <header className="chat-head">
        <span className="chat-title">
          <Icon name="chat" /> Chat with us
        </span>
        <PlayMenu visitors={state.visitors} onPlay={async (visitor) => show(await playVisitor(visitor))} />
        <button type="button" className="chat-tool" onClick={() => setFresh(true)} title="New conversation">
          <Icon name="plus" size={13} /> New<span className="sr-only"> conversation</span>
        </button>
      </header>
      {conversations.length < 2 && !fresh ? null : (
        <Conversations conversations={conversations} current={conversation?.id ?? ''} onChoose={show} />
      )}
      <Lines conversation={conversation} />
      {trouble ? (
        <p className="chat-trouble" role="alert">
          That did not reach the sandbox. Is it still running?
        </p>
      ) : null}
      <Say onSay={say} />
    </section>
  );
}

function PlayMenu({ visitors, onPlay }: { visitors: SandboxState['visitors']; onPlay(visitor: string): void }) {
  const face = (
    <>
      <Icon name="play" size={12} /> Play a visitor
    </>
  );
  return (
    <Menu label="Play a visitor" className="chat-tool strong" face={face}>
      {(close) =>
        visitors.map(({ id, title, about }) => (
          <button
            key={id}
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              onPlay(id);
            }}
          >
            <strong>{title}</strong>
            <small>{about}</small>
          </button>
        ))
      }
    </Menu>
  );
}

type ConversationsProps = { conversations: ChatConversation[]; current: string; onChoose(id: string): void };

function Conversations({ conversations, current, onChoose }: ConversationsProps) {
  return (
    <select
      className="chat-switch"
      aria-label="Conversation"
      value={current}
      onChange={({ target }) => onChoose(target.value)}
    >
      {current === '' ? <option value="">New conversation</option> : null}
      {conversations.map(({ id, visitor, lines }, at) => (
        <option key={id} value={id}>
          {at + 1}. {visitor.name ?? 'Visitor'}: {lines[0]?.text.slice(0, 40) ?? 'nothing said yet'}
        </option>
      ))}
    </select>
  );
}

function Lines({ conversation }: { conversation: ChatConversation | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const lines = conversation?.lines ?? [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is the trigger.
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [conversation?.id, lines.length]);
  // Baton answers within seconds; when a person will, nobody knows.
  const isWithRep = lines.findLast(({ from }) => from !== 'visitor')?.from === 'rep';
  const waiting = lines.at(-1)?.from === 'visitor' && !isWithRep;
  return (
    <div ref={box} className="chat-lines" role="log" aria-live="polite">
      {lines.length === 0 ? (
        <p className="chat-empty">
          Write as a visitor would, or press <em>Play a visitor</em> and watch.
        </p>
      ) : null}
      {lines.map((line, at) => (
        <Line key={line.id} line={line} named={lines[at - 1]?.name !== line.name} />
      ))}
      {waiting ? (
        <p key={lines.length} className="typing" aria-hidden="true">
          <i />
          <i />
          <i />
        </p>
      ) : null}
    </div>
  );
}

function Line({ line, named }: { line: ChatLine; named: boolean }) {
  const theirs = line.from === 'visitor';
  return (
    <div className={`line from-${line.from}`}>
      {named && !theirs ? (
        <p className="line-name">
          {line.from === 'baton' ? <BatonMark size={16} /> : <Face id={line.name} name={line.name} size={16} />}{' '}
          {line.name}
        </p>
      ) : null}
      <p className="bubble">
        {theirs ? <span className="sr-only">Visitor: </span> : null}
        {withLinks(line.text)}
      </p>
    </div>
  );
}

/** Chat products let visitors press an address. */
function withLinks(text: string): ReactNode[] {
  return text.split(/(https?:\/\/\S+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never move.
      <a key={at} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ),
  );
}

function Say({ onSay }: { onSay(text: string): void }) {
  const [text, setText] = useState('');
  return (
    <form
      className="say"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onSay(text.trim());
        setText('');
      }}
    >
      <input
        value={text}
        onChange={({ target }) => setText(target.value)}
        placeholder="Write a message…"
        aria-label="Message as the visitor"
        autoComplete="off"
      />
      <button type="submit" className="icon-button send" aria-label="Send message" disabled={text.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  );
}
