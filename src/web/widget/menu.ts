// A button with a menu below it, as keyboards and screen readers know them.
import { el, icon } from './element.ts';

export type Item = { label: string; act(): void };

export class Menu {
  readonly button: HTMLButtonElement;
  readonly list: HTMLElement;
  readonly #entries: HTMLButtonElement[];

  constructor(root: ShadowRoot, label: string, items: readonly Item[]) {
    const props = { type: 'button', class: 'tool', 'aria-label': label, 'aria-haspopup': 'menu' };
    this.button = el('button', { ...props, 'aria-expanded': 'false' }, icon('more'));
    this.#entries = items.map((item) => this.#entry(item));
    this.list = el('div', { class: 'menu', role: 'menu', 'aria-label': label, hidden: true }, ...this.#entries);
    this.button.addEventListener('click', () => this.#show(!this.#isShown()));
    this.list.addEventListener('keydown', (event) => this.#key(event));
    // A press anywhere else closes it, and stays a press.
    root.addEventListener('pointerdown', (event) => {
      const path = event.composedPath();
      if (this.#isShown() && !path.includes(this.list) && !path.includes(this.button)) this.#set(false);
    });
  }

  #entry({ label, act }: Item): HTMLButtonElement {
    const entry = el('button', { type: 'button', role: 'menuitem', tabindex: -1 }, label);
    entry.addEventListener('click', () => {
      this.#show(false);
      act();
    });
    return entry;
  }

  #isShown(): boolean {
    return this.list.hidden !== true;
  }

  #set(isShown: boolean): void {
    this.list.hidden = !isShown;
    this.button.setAttribute('aria-expanded', String(isShown));
  }

  #show(isShown: boolean): void {
    this.#set(isShown);
    (isShown ? this.#entries[0] : this.button)?.focus();
  }

  #key(event: KeyboardEvent): void {
    const all = this.#entries;
    const at = all.findIndex((entry) => entry.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined && event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (to === undefined) this.#show(false);
    else all.at(to % all.length)?.focus();
  }
}
