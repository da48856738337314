// What visitors may do with what they wrote: take it along, or have it erased.
import { ask } from './ask.ts';
import type { Conversation } from './conversation.ts';
import { el } from './element.ts';
import type { Shell } from './shell.ts';
import { zone } from './when.ts';

/** False: it did not work. */
export async function download({ base }: Shell, conversation: Conversation): Promise<boolean> {
  const token = conversation.token();
  const answer = await ask(base, `widget/transcript?zone=${encodeURIComponent(zone())}`, { token }).catch(
    () => undefined,
  );
  if (answer === undefined || !answer.ok) return false;
  const href = URL.createObjectURL(await answer.blob());
  const day = new Date().toISOString().slice(0, 10);
  el('a', { href, download: `chat-${day}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
  return true;
}

type Asking = { shell: Shell; panel: HTMLElement; conversation: Conversation; failed(): void };

/** Asks once, for it cannot be taken back. */
export function askToRemove({ shell, panel, conversation, failed }: Asking): void {
  const { texts } = shell.settings();
  const before = shell.root.activeElement;
  const end = () => {
    sheet.remove();
    if (before instanceof HTMLElement) before.focus();
  };
  const remove = () => {
    end();
    void conversation.remove().then((done) => done || failed());
  };
  const keep = el('button', { type: 'button', class: 'plain', click: end }, texts.removeNo);
  const sheet = el(
    'div',
    { class: 'sheet', role: 'alertdialog', 'aria-label': texts.remove, 'aria-describedby': 'baton-remove' },
    el('p', { id: 'baton-remove' }, texts.removeAsk),
    el(
      'div',
      { class: 'row' },
      keep,
      el('button', { type: 'button', class: 'danger', click: remove }, texts.removeYes),
    ),
  );
  sheet.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end();
  });
  panel.append(sheet);
  keep.focus();
}
