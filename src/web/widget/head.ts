// The top of the chat: whose it is, who is there, the menu, the way out.
import { el, fill, icon } from './element.ts';
import type { State } from './protocol.ts';
import type { Shell } from './shell.ts';
import { whenText } from './when.ts';

type Item = { label: string; act(): void };
export type Head = ReturnType<typeof createHead>;

export function createHead(shell: Shell, items: readonly Item[]) {
  const settings = shell.settings();
  const { texts } = settings;
  const status = el('span', { dir: 'auto' });
  const where = el('p', { class: 'where' }, el('span', { class: 'dot' }), status);
  const more = el(
    'button',
    { type: 'button', class: 'tool', 'aria-label': texts.menu, 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
    icon('more'),
  );
  const close = el(
    'button',
    { type: 'button', class: 'tool', 'aria-label': texts.close, click: () => shell.closed() },
    icon('close'),
  );
  const menu = el('div', { class: 'menu', role: 'menu', 'aria-label': texts.menu, hidden: true });
  const entries = items.map(({ label, act }) =>
    el(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabindex: -1,
        click: () => {
          show(false);
          act();
        },
      },
      label,
    ),
  );
  menu.append(...entries);
  const head = el(
    'div',
    { class: 'head' },
    el('div', { class: 'mark', 'aria-hidden': 'true' }, icon('chat')),
    el('div', { class: 'whose' }, el('h2', { dir: 'auto' }, fill(texts.title, { company: settings.company })), where),
    more,
    close,
    menu,
  );

  function show(isShown: boolean) {
    if (menu.hidden === !isShown) return;
    menu.hidden = !isShown;
    more.setAttribute('aria-expanded', String(isShown));
    if (isShown) entries[0]?.focus();
    else more.focus();
  }
  more.addEventListener('click', () => show(menu.hidden === true));
  menu.addEventListener('keydown', (event) => {
    const at = entries.indexOf(shell.root.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries.at(to % entries.length)?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      show(false);
    }
  });
  // A press anywhere else closes it, and stays a press.
  shell.root.addEventListener('pointerdown', (event) => {
    const path = event.composedPath();
    if (menu.hidden !== true && !path.includes(menu) && !path.includes(more)) menu.hidden = true;
    more.setAttribute('aria-expanded', String(menu.hidden !== true));
  });

  return {
    head,
    show({ isOpen, opens, withRep }: Pick<State, 'isOpen' | 'opens' | 'withRep'>) {
      where.classList.toggle('is-here', isOpen || withRep !== null);
      status.textContent =
        withRep !== null
          ? fill(texts.withRep, { name: withRep })
          : isOpen
            ? texts.here
            : opens === null
              ? texts.awayOpen
              : fill(texts.away, { when: whenText(opens, settings.language) });
    },
  };
}
