// One message as Slack shows it: who, when, what, and whether only you can see it.
import { useState } from 'react';
import type { SandboxMessage } from '../../state.ts';
import { BatonMark, Face, Icon } from '../icons.tsx';
import { readBlocks } from './block-kit.ts';
import { Blocks } from './blocks.tsx';
import { useDesk } from './desk.ts';
import { Mrkdwn } from './display.tsx';
import { Emoji } from './emoji.tsx';
import { MessageActions, MessageEditor } from './message-actions.tsx';
import { SurfaceFrame, useChosen } from './surface.tsx';

type Props = { message: SandboxMessage; replies?: SandboxMessage[]; onThread?: (() => void) | undefined };

export function MessageView({ message, replies = [], onThread }: Props) {
  const { state } = useDesk();
  const author = state.users.find(({ id }) => id === message.user);
  const name = author?.realName ?? author?.name ?? message.user;
  const blocks = readBlocks(message.blocks);
  const chosen = useChosen(blocks, true);
  const { channel, ts } = message;
  const [isEdited, setEdited] = useState(false);
  return (
    <article className={`message ${message.onlyFor === null ? '' : 'ephemeral'}`} data-ts={ts}>
      <div className="message-face">
        {author?.isBot === true ? <BatonMark /> : <Face id={message.user} name={name} />}
      </div>
      <div className="message-body">
        <p className="message-head">
          <strong>{name}</strong>
          {author?.isBot === true ? <span className="app-badge">APP</span> : null}
          <time>{clock(ts)}</time>
        </p>
        {message.onlyFor === null ? null : (
          <p className="only-you">
            <Icon name="eye" size={13} /> Only visible to you
          </p>
        )}
        {isEdited ? (
          <MessageEditor message={message} onDone={() => setEdited(false)} />
        ) : blocks.length === 0 ? (
          <Mrkdwn text={message.text} />
        ) : (
          <SurfaceFrame blocks={blocks} origin={{ message: { channel, ts } }} chosen={chosen}>
            <Blocks blocks={blocks} fallback={message.text} />
          </SurfaceFrame>
        )}
        {message.edited ? <span className="edited">(edited)</span> : null}
        <Files files={message.files} />
        <Reactions reactions={message.reactions} />
        {onThread === undefined ? null : <ThreadLink replies={replies} onThread={onThread} />}
      </div>
      <MessageActions message={message} onEdit={() => setEdited(true)} />
    </article>
  );
}

function ThreadLink({ replies, onThread }: { replies: SandboxMessage[]; onThread: () => void }) {
  const count = replies.length;
  return (
    <button type="button" className={`thread-link ${count === 0 ? 'quiet' : ''}`} onClick={onThread}>
      <Icon name="reply" size={13} />
      {count === 0 ? 'Reply in thread' : `${count} ${count === 1 ? 'reply' : 'replies'}`}
    </button>
  );
}

function Files({ files }: { files: SandboxMessage['files'] }) {
  return files.map(({ id, title, url }) => (
    <figure key={id} className="file">
      {/\.(png|jpe?g|gif|svg|webp)(\?|$)/i.test(`${url} ${title}`) ? <img src={url} alt={title} /> : null}
      <figcaption>
        <a href={url} target="_blank" rel="noreferrer">
          {title}
        </a>
      </figcaption>
    </figure>
  ));
}

function Reactions({ reactions }: { reactions: SandboxMessage['reactions'] }) {
  if (reactions.length === 0) return null;
  return (
    <p className="reactions">
      {reactions.map(({ name, users }) => (
        <span key={name} className="reaction">
          <Emoji name={name} unicode={`:${name}:`} /> {users.length}
        </span>
      ))}
    </p>
  );
}

export function clock(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
}
