// Under an opened mail: what somebody who got it can do. They answer it, or somebody else does to whom they passed it on; for the
// curious it bounces, is called spam, or an absence note comes back.
import { useState } from 'react';
import type { MailAct, SandboxMail } from '../state.ts';
import { Icon } from './icons.tsx';
import { actOnMail, type MailSaid } from './live-state.ts';

const others: readonly { kind: 'auto-reply' | 'bounce' | 'complaint'; label: string; about: string }[] = [
  { kind: 'auto-reply', label: 'Out of office', about: 'An absence note comes back by itself' },
  { kind: 'bounce', label: 'Bounce', about: 'The mail comes back: there is no such mailbox' },
  { kind: 'complaint', label: 'Mark as spam', about: 'The mail provider reports a complaint' },
];

export function MailReply({ mail }: { mail: SandboxMail }) {
  const [text, setText] = useState('');
  const [who, setWho] = useState<'owner' | 'colleague'>('owner');
  const [said, setSaid] = useState<MailSaid | null>(null);
  const [busy, setBusy] = useState(false);
  const colleague = { name: 'Kim Colleague', address: `kim.colleague@${mail.to.split('@')[1] ?? 'example.com'}` };

  const act = async (what: MailAct) => {
    setBusy(true);
    const answer = await actOnMail(mail.id, what);
    setBusy(false);
    setSaid(answer);
    if (what.kind === 'reply' && !answer.isTrouble) setText('');
  };
  return (
    <form
      className="mail-reply"
      aria-label="Reply"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        void act({ kind: 'reply', text: text.trim(), ...(who === 'colleague' && { from: colleague }) });
      }}
    >
      <label className="mail-reply-who">
        Reply as
        <select value={who} onChange={({ target }) => setWho(target.value === 'owner' ? 'owner' : 'colleague')}>
          <option value="owner">{mail.to}</option>
          <option value="colleague">a colleague: {colleague.address}</option>
        </select>
      </label>
      <textarea
        value={text}
        onChange={({ target }) => setText(target.value)}
        placeholder="Write a reply…"
        aria-label="Reply to this mail"
        rows={3}
      />
      <div className="mail-reply-row">
        <button type="submit" className="mail-send" disabled={busy || text.trim() === ''}>
          <Icon name="reply" size={13} /> Send reply
        </button>
        <fieldset className="mail-others" aria-label="Or">
          {others.map(({ kind, label, about }) => (
            <button key={kind} type="button" title={about} disabled={busy} onClick={() => void act({ kind })}>
              {label}
            </button>
          ))}
        </fieldset>
      </div>
      {said === null ? null : (
        <p className={said.isTrouble ? 'mail-said trouble' : 'mail-said'} role="status">
          {said.text}
        </p>
      )}
    </form>
  );
}
