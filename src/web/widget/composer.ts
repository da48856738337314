// Where the visitor writes. Files are answered with a sentence; a hidden field catches whoever fills in everything there is.
import { el, icon } from './element.ts';
import type { Shell } from './shell.ts';

export type Composer = { form: HTMLElement; focus(): void; trap(): string; putBack(text: string): void };

export function createComposer(shell: Shell, on: { say(text: string): void; file(): void }): Composer {
  const { texts } = shell.settings();
  const box = el('textarea', {
    rows: 1,
    placeholder: texts.write,
    'aria-label': texts.write,
    enterkeyhint: 'send',
    dir: 'auto',
  });
  const send = el('button', { type: 'submit', class: 'send', 'aria-label': texts.send, disabled: true }, icon('send'));
  const trap = el('input', {
    class: 'trap',
    name: 'website',
    tabindex: -1,
    autocomplete: 'off',
    'aria-hidden': 'true',
  });
  const form = el('form', { class: 'say', novalidate: true }, box, send, trap);

  const grown = () => {
    send.disabled = box.value.trim() === '';
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  };
  const submit = () => {
    const text = box.value.trim();
    if (text === '') return;
    box.value = '';
    grown();
    on.say(text);
    box.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener('input', grown);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  box.addEventListener('paste', (event) => {
    const pasted = event.clipboardData;
    // Word and Excel bring a picture of the text beside the text.
    if (pasted === null || pasted.files.length === 0 || pasted.types.includes('text/plain')) return;
    event.preventDefault();
    on.file();
  });
  return {
    form,
    focus: () => box.focus({ preventScroll: true }),
    trap: () => trap.value,
    putBack(text) {
      if (box.value !== '') return;
      box.value = text;
      grown();
    },
  };
}

/** Dropped anywhere on the chat; the page must not open them in its place. */
export function refuseDrops(panel: HTMLElement, refused: () => void): void {
  panel.addEventListener('dragover', (event) => event.preventDefault());
  panel.addEventListener('drop', (event) => {
    event.preventDefault();
    if ((event.dataTransfer?.files.length ?? 0) > 0) refused();
  });
}
