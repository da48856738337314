// Slack's "are you sure": nothing is sent before yes.
import { useEffect, useRef } from 'react';
import type { Confirm } from './block-kit.ts';
import { Mrkdwn } from './display.tsx';

export function ConfirmDialog({ confirm, onYes, onDone }: { confirm: Confirm; onYes(): void; onDone(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const yes = () => {
    onDone();
    onYes();
  };
  return (
    <dialog ref={dialog} className="confirm" aria-label={confirm.title.text} onClose={onDone}>
      <h2>{confirm.title.text}</h2>
      <Mrkdwn text={confirm.text.text} />
      <div className="dialog-buttons">
        <button type="button" className="sl-button" onClick={onDone}>
          {confirm.deny.text}
        </button>
        <button
          type="button"
          className={`sl-button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
          onClick={yes}
        >
          {confirm.confirm.text}
        </button>
      </div>
    </dialog>
  );
}
