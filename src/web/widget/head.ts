// The top of the chat: whose it is, who is there, the menu, the way out.
import { el, fill, icon } from './element.ts';
import { type Item, Menu } from './menu.ts';
import type { State } from './protocol.ts';
import type { Shell } from './shell.ts';
import { backText } from './when.ts';

export class Head {
  readonly box: HTMLElement;
  readonly #shell: Shell;
  readonly #status = el('span', { dir: 'auto' });
  readonly #where = el('p', { class: 'where' }, el('span', { class: 'dot' }), this.#status);

  constructor(shell: Shell, items: readonly Item[]) {
    this.#shell = shell;
    const { texts, company } = shell.settings();
    const menu = new Menu(shell.root, texts.menu, items);
    const close = el('button', { type: 'button', class: 'tool', 'aria-label': texts.close }, icon('close'));
    close.addEventListener('click', () => shell.closed());
    const title = el('h2', { dir: 'auto' }, fill(texts.title, { company }));
    this.box = el(
      'div',
      { class: 'head' },
      el('div', { class: 'mark', 'aria-hidden': 'true' }, icon('chat')),
      el('div', { class: 'whose' }, title, this.#where),
      menu.button,
      close,
      menu.list,
    );
  }

  show({ isOpen, opens, withRep }: Pick<State, 'isOpen' | 'opens' | 'withRep'>): void {
    const settings = this.#shell.settings();
    const { texts } = settings;
    this.#where.classList.toggle('is-here', isOpen || withRep !== null);
    const away = opens === null ? texts.awayOpen : fill(texts.away, { when: backText(opens, settings) });
    const here = isOpen ? texts.here : away;
    this.#status.textContent = withRep === null ? here : fill(texts.withRep, { name: withRep });
  }
}
