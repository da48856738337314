// Free times in the visitor's own zone, a day at a time. Choosing one keeps it; only the calendar says that it is booked, and
// that is told as a line.
import { after, ask } from './ask.ts';
import { el, fill, icon } from './element.ts';
import type { Shell } from './shell.ts';
import { clockText, dayText, whenText, zone, zoneText } from './when.ts';

type Times =
  | { kind: 'reading' }
  | { kind: 'none' }
  | { kind: 'known'; times: readonly { startsAt: string }[]; needsAddress?: boolean };
type Picking = { shell: Shell; panel: HTMLElement; token(): string | undefined; asked(text: string): void };

/** Reading calendars takes a few seconds; nobody waits longer than this. */
const mostTries = 12;

export function createPicker({ shell, panel, token, asked }: Picking) {
  const { texts, language } = shell.settings();

  function open() {
    const body = el('div', { class: 'times', 'aria-live': 'polite' }, el('p', { class: 'quiet' }, texts.timesReading));
    const back = el(
      'button',
      { type: 'button', class: 'tool', 'aria-label': texts.back, click: () => close() },
      icon('back'),
    );
    const before = shell.root.activeElement;
    const sheet = el(
      'div',
      { class: 'picker', role: 'dialog', 'aria-label': texts.timesTitle },
      el('div', { class: 'head' }, back, el('h2', {}, texts.timesTitle)),
      body,
    );
    function close() {
      sheet.remove();
      if (before instanceof HTMLElement) before.focus();
    }
    sheet.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    });
    panel.append(sheet);
    back.focus();
    const show = (said?: string) =>
      void read(() => sheet.isConnected).then((times) => body.replaceChildren(...draw(times, { said, show, close })));
    show();
  }

  async function read(isWanted: () => boolean): Promise<Times | null> {
    for (let tries = 0; tries < mostTries && isWanted(); tries++) {
      const answer = await ask(shell.base, `widget/times?zone=${encodeURIComponent(zone())}`, { token: token() }).catch(
        () => undefined,
      );
      if (answer?.ok) {
        const times = (await answer.json()) as Times;
        if (times.kind !== 'reading') return times;
      }
      await after(700);
    }
    return null;
  }

  type Drawing = { said: string | undefined; show(said?: string): void; close(): void };

  function draw(times: Times | null, drawing: Drawing): Node[] {
    if (times === null) return [el('p', { class: 'quiet' }, texts.timesFailed)];
    if (times.kind !== 'known' || times.times.length === 0) return [el('p', { class: 'quiet' }, texts.timesNone)];
    const days = new Map<string, string[]>();
    for (const { startsAt } of times.times) {
      const day = new Date(startsAt).toDateString();
      days.set(day, [...(days.get(day) ?? []), startsAt]);
    }
    let chosen: string | undefined;
    const address = el('input', { type: 'email', autocomplete: 'email', id: 'baton-address', required: true });
    const book = el('button', { type: 'submit', class: 'main', disabled: true }, texts.timesTitle);
    const wrong = el('p', { class: 'wrong', role: 'alert' }, drawing.said ?? '');
    const list = el('div', { class: 'list', role: 'group', 'aria-label': texts.times });
    const tabs = [...days.values()].map((all) => {
      const tab = el(
        'button',
        { type: 'button', class: 'day', 'aria-pressed': 'false', click: () => showDay(tab, all) },
        dayText(all[0] ?? '', language),
      );
      return { tab, all };
    });
    function showDay(tab: HTMLElement, all: readonly string[]) {
      for (const each of tabs) each.tab.setAttribute('aria-pressed', String(each.tab === tab));
      list.replaceChildren(...all.map((startsAt) => timeButton(startsAt)));
    }
    function timeButton(startsAt: string) {
      const button = el(
        'button',
        { type: 'button', class: 'pick', 'aria-pressed': String(startsAt === chosen) },
        clockText(startsAt, language),
      );
      button.addEventListener('click', () => {
        chosen = startsAt;
        for (const each of list.children) each.setAttribute('aria-pressed', String(each === button));
        book.disabled = false;
        book.textContent = fill(texts.timesBook, { when: whenText(startsAt, language) });
      });
      return button;
    }
    const form = el(
      'form',
      { class: 'book', novalidate: true },
      ...(times.needsAddress === true ? [el('label', { for: 'baton-address' }, texts.timesAddress), address] : []),
      wrong,
      book,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (chosen === undefined) return;
      if (times.needsAddress === true && !address.checkValidity()) {
        wrong.textContent = texts.timesWrongAddress;
        address.focus();
        return;
      }
      book.disabled = true;
      void take(chosen, address.value, drawing);
    });
    const [first] = tabs;
    if (first !== undefined) showDay(first.tab, first.all);
    return [
      el('p', { class: 'quiet' }, fill(texts.timesZone, { zone: zoneText(language) })),
      el('div', { class: 'days', role: 'group', 'aria-label': texts.timesDay }, ...tabs.map(({ tab }) => tab)),
      list,
      form,
    ];
  }

  async function take(startsAt: string, address: string, { show, close }: Drawing) {
    const body = { startsAt, zone: zone(), ...(address !== '' && { guest: address }) };
    const answer = await ask(shell.base, 'widget/times', { method: 'POST', token: token(), body }).catch(
      () => undefined,
    );
    if (answer?.ok) {
      close();
      asked(fill(texts.timesAsked, { when: whenText(startsAt, language) }));
    } else if (answer?.status === 422) show(texts.timesWrongAddress);
    else show(answer?.status === 409 ? texts.timesTaken : texts.timesFailed);
  }

  return { open };
}
