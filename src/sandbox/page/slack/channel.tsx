// A channel or DM with its messages, and a thread beside it. New lines scroll into view unless someone reads further up.
import { type ReactNode, useEffect, useRef } from 'react';
import type { SandboxMessage } from '../../state.ts';
import { Icon } from '../icons.tsx';
import { Composer } from './composer.tsx';
import { useDesk } from './desk.ts';
import { MessageView } from './message.tsx';

export type Place = { id: string; title: string; topic: string; isChannel: boolean };

type Props = { place: Place; messages: SandboxMessage[]; thread: string | null; onThread(ts: string | null): void };

export function Channel({ place, messages, thread, onThread }: Props) {
  const top = messages.filter(({ threadTs, ts }) => threadTs === null || threadTs === ts);
  const repliesTo = (ts: string) => messages.filter((message) => message.threadTs === ts && message.ts !== ts);
  const parent = messages.find(({ ts }) => ts === thread);
  return (
    <>
      <section className="pane" aria-label={place.title}>
        <header className="pane-head">
          {place.isChannel ? <Icon name="hash" /> : null}
          <h2>{place.isChannel ? place.title.slice(1) : place.title}</h2>
          <span className="pane-topic">{place.topic}</span>
        </header>
        <Scroll watch={`${place.id} ${top.length}`}>
          {top.length === 0 ? <p className="nothing-yet">Nothing here yet.</p> : null}
          {top.map((message) => (
            <MessageView
              key={message.ts}
              message={message}
              replies={repliesTo(message.ts)}
              onThread={message.onlyFor === null ? () => onThread(message.ts) : undefined}
            />
          ))}
        </Scroll>
        <Composer key={place.id} channel={place.id} placeholder={`Message ${place.title}`} />
      </section>
      {parent === undefined ? null : (
        <Thread parent={parent} replies={repliesTo(parent.ts)} title={place.title} onClose={() => onThread(null)} />
      )}
    </>
  );
}

type ThreadProps = { parent: SandboxMessage; replies: SandboxMessage[]; title: string; onClose(): void };

function Thread({ parent, replies, title, onClose }: ThreadProps) {
  return (
    <section className="pane thread" aria-label="Thread">
      <header className="pane-head">
        <h2>Thread</h2>
        <span className="pane-topic">{title}</span>
        <button type="button" className="icon-button" aria-label="Close thread" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Scroll watch={`${parent.ts} ${replies.length}`}>
        <MessageView message={parent} />
        <p className="reply-count">
          {replies.length === 0 ? 'No replies yet' : `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`}
        </p>
        {replies.map((message) => (
          <MessageView key={message.ts} message={message} />
        ))}
      </Scroll>
      <Composer key={parent.ts} channel={parent.channel} threadTs={parent.ts} placeholder="Reply…" />
    </section>
  );
}

function Scroll({ watch, children }: { watch: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const { me } = useDesk();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line or another person is the trigger.
  useEffect(() => {
    if (atEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [watch, me]);
  const remember = () => {
    const { current } = box;
    if (current !== null) atEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 80;
  };
  return (
    <div ref={box} className="pane-scroll" onScroll={remember} role="log" aria-live="polite">
      {children}
    </div>
  );
}
