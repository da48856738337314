// The days and times to choose from, and the button that takes the chosen one.
import { el, fill } from './element.ts';
import type { Settings, Times } from './protocol.ts';
import { clockText, dayText, whenText } from './when.ts';

type Drawing = {
  texts: Settings['texts'];
  language: string;
  times: Extract<Times, { kind: 'known' }>;
  /** Where it is said what went wrong. */
  told: HTMLElement;
  take(startsAt: string, guest: string): Promise<void>;
};

export function drawTimes({ texts, language, times, told, take }: Drawing): Node[] {
  let chosen = '';
  const address = el('input', { type: 'email', autocomplete: 'email', id: 'baton-address', required: true });
  const book = el('button', { type: 'submit', class: 'main', disabled: true }, texts.timesTitle);
  const list = el('div', { class: 'list', role: 'group', 'aria-label': texts.times });
  const choose = (startsAt: string) => {
    chosen = startsAt;
    book.disabled = false;
    book.textContent = fill(texts.timesBook, { when: whenText(startsAt, language) });
  };
  const days = dayButtons(
    [...byDay(times.times)].map(([day, all]) => ({ label: dayText(day, language), all })),
    (all) => list.replaceChildren(...timeButtons(all, language, { chosen: () => chosen, choose })),
  );
  const label = el('label', { for: 'baton-address' }, texts.timesAddress);
  const form = el(
    'form',
    { class: 'book', novalidate: true },
    ...(times.needsAddress ? [label, address] : []),
    told,
    book,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (times.needsAddress && !address.checkValidity()) {
      told.textContent = texts.timesWrongAddress;
      address.focus();
      return;
    }
    book.disabled = true;
    void take(chosen, address.value);
  });
  return [el('div', { class: 'days', role: 'group', 'aria-label': texts.timesDay }, ...days), list, form];
}

/** By the visitor's own days: the first time of each, and all of it. */
function byDay(times: readonly { startsAt: string }[]): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const { startsAt } of times) {
    const key = new Date(startsAt).toDateString();
    days.set(key, [...(days.get(key) ?? []), startsAt]);
  }
  return new Map([...days.values()].map((all) => [all[0] ?? '', all]));
}

function dayButtons(days: readonly { label: string; all: string[] }[], show: (all: string[]) => void): HTMLElement[] {
  const buttons = days.map(({ label, all }) => {
    const button = el('button', { type: 'button', class: 'day' }, label);
    button.addEventListener('click', () => press(button, all));
    return button;
  });
  const press = (button: HTMLElement | undefined, all: string[]) => {
    for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
    show(all);
  };
  press(buttons[0], days[0]?.all ?? []);
  return buttons;
}

type Choosing = { chosen(): string; choose(startsAt: string): void };

function timeButtons(all: readonly string[], language: string, { chosen, choose }: Choosing): HTMLElement[] {
  const buttons = all.map((startsAt) => {
    const button = el('button', { type: 'button', class: 'pick' }, clockText(startsAt, language));
    button.setAttribute('aria-pressed', String(startsAt === chosen()));
    button.addEventListener('click', () => {
      choose(startsAt);
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
    });
    return button;
  });
  return buttons;
}
