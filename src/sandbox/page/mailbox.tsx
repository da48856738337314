// The mailbox of everybody Baton wrote to: what a mail says is shown as a mail program would, in a frame that can run nothing.
import { useState } from 'react';
import type { SandboxMail } from '../state.ts';
import { Icon } from './icons.tsx';
import { MailReply } from './mail-reply.tsx';
import { dayAndTime } from './times.ts';

type Props = { mails: readonly SandboxMail[]; opened: readonly string[]; onOpened(id: string): void };

export function Mailbox({ mails, opened, onOpened }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const mail = mails.find(({ id }) => id === chosen);
  const open = (id: string) => {
    setChosen(id);
    if (!opened.includes(id)) onOpened(id);
  };
  return (
    <section className="side-pane mailbox" aria-label="Mailbox">
      <header className="side-pane-head">
        <h2>
          <Icon name="mail" /> Mailbox
        </h2>
        <p>Every mail that Baton sent. None of them left this machine.</p>
      </header>
      {mail === undefined ? (
        <List mails={mails} opened={opened} onOpen={open} />
      ) : (
        <Opened mail={mail} onBack={() => setChosen(null)} />
      )}
    </section>
  );
}

function List({ mails, opened, onOpen }: Omit<Props, 'onOpened'> & { onOpen(id: string): void }) {
  if (mails.length === 0) {
    return (
      <p className="side-pane-empty">
        No mail yet. Baton writes when a meeting is booked, moved or cancelled, and to whom it nurtures.
      </p>
    );
  }
  return (
    <ul className="mail-list" aria-label="Mails, newest first">
      {mails.map(({ id, to, subject, at, copies, ics }) => (
        <li key={id}>
          <button type="button" className={opened.includes(id) ? '' : 'unread'} onClick={() => onOpen(id)}>
            <span className="mail-to">
              {opened.includes(id) ? null : <span className="sr-only">New: </span>}
              To {to}
            </span>
            <time dateTime={at}>{dayAndTime(at)}</time>
            <span className="mail-subject">{subject}</span>
            {ics === null && copies === 1 ? null : (
              <span className="mail-notes">
                {ics === null ? null : 'With a calendar file'}
                {ics === null || copies === 1 ? null : ' · '}
                {copies === 1 ? null : `Arrived ${copies} times`}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Opened({ mail, onBack }: { mail: SandboxMail; onBack(): void }) {
  return (
    <article className="mail" aria-label={mail.subject}>
      <div className="mail-tools">
        <button type="button" className="side-pane-tool" onClick={onBack}>
          <Icon name="back" size={13} /> All mails
        </button>
        {mail.ics === null ? null : (
          <a className="side-pane-tool" href={`/sandbox/mail/${mail.id}.ics`} download="invite.ics">
            <Icon name="calendar" size={13} /> Calendar file
          </a>
        )}
      </div>
      <h3>{mail.subject}</h3>
      <dl className="mail-facts">
        <dt>From</dt>
        <dd>{mail.from}</dd>
        <dt>To</dt>
        <dd>{mail.to}</dd>
        <dt>At</dt>
        <dd>
          <time dateTime={mail.at}>{dayAndTime(mail.at)}</time>
        </dd>
      </dl>
      <iframe
        title={`What the mail says: ${mail.subject}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        src={`/sandbox/mail/${mail.id}.html`}
      />
      <MailReply key={mail.id} mail={mail} />
    </article>
  );
}
