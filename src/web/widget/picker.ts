// Free times in the visitor's own zone, a day at a time. Choosing one keeps it; only the calendar says that it is booked, and
// that comes as a line.
import { after, ask } from './ask.ts';
import { el, fill, icon } from './element.ts';
import type { Times } from './protocol.ts';
import type { Shell } from './shell.ts';
import { drawTimes } from './times.ts';
import { whenText, zone } from './when.ts';

type Picking = { shell: Shell; panel: HTMLElement; token(): string | undefined; asked(text: string): void };
/** What is to be shown: times with what is to be said of them, or a sentence alone. */
type Shown = { times?: Extract<Times, { kind: 'known' }>; text: string };

/** Reading calendars takes a few seconds; nobody waits longer than this. */
const mostTries = 15;
const betweenMs = 700;

export class Picker {
  readonly #picking: Picking;
  #sheet: HTMLElement | undefined;
  #body = el('div', { class: 'times' });
  #before: Element | null = null;

  constructor(picking: Picking) {
    this.#picking = picking;
  }

  open(): void {
    const { shell, panel } = this.#picking;
    const { texts } = shell.settings();
    this.#before = shell.root.activeElement;
    this.#body = el('div', { class: 'times' }, el('p', { class: 'quiet', role: 'status' }, texts.timesReading));
    const back = el('button', { type: 'button', class: 'tool', 'aria-label': texts.back }, icon('back'));
    back.addEventListener('click', () => this.#close());
    const head = el('div', { class: 'head' }, back, el('h2', { dir: 'auto' }, texts.timesTitle));
    const sheet = el('div', { class: 'picker', role: 'dialog', 'aria-label': texts.timesTitle }, head, this.#body);
    sheet.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#close();
    });
    this.#sheet = sheet;
    panel.append(sheet);
    back.focus();
    void this.#show('');
  }

  #close(): void {
    this.#sheet?.remove();
    this.#sheet = undefined;
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }

  /** `said`: why the list is shown once more. */
  async #show(said: string): Promise<void> {
    const { shell } = this.#picking;
    const { texts, language } = shell.settings();
    const { times, text } = await this.#read();
    const told = el('p', { class: 'wrong', role: 'alert' }, said);
    if (times === undefined) return this.#body.replaceChildren(told, el('p', { class: 'quiet', role: 'status' }, text));
    const take = (startsAt: string, guest: string) => this.#take(startsAt, guest);
    this.#body.replaceChildren(
      el('p', { class: 'quiet', dir: 'auto' }, fill(texts.timesZone, { zone: times.zoneLabel })),
      ...drawTimes({ texts, language, times, told, take }),
    );
  }

  async #read(): Promise<Shown> {
    const { shell, token } = this.#picking;
    const { texts } = shell.settings();
    const path = `widget/times?zone=${encodeURIComponent(zone())}`;
    for (let tries = 0; tries < mostTries && this.#sheet !== undefined; tries++) {
      const answer = await ask(shell.base, path, { token: token() }).catch(() => null);
      if (answer?.status === 409) return { text: await sentenceOf(answer, texts.timesNone) };
      if (answer?.ok) {
        const times = (await answer.json()) as Times;
        if (times.kind === 'booked') return { text: times.label };
        if (times.kind === 'known' && times.times.length > 0) return { times, text: '' };
        if (times.kind !== 'reading') return { text: times.text ?? texts.timesNone };
      }
      await after(betweenMs);
    }
    return { text: texts.timesFailed };
  }

  async #take(startsAt: string, guest: string): Promise<void> {
    const { shell, token, asked } = this.#picking;
    const { texts, language } = shell.settings();
    const body = { startsAt, zone: zone(), ...(guest !== '' && { guest }) };
    const answer = await ask(shell.base, 'widget/times', { method: 'POST', token: token(), body }).catch(() => null);
    if (!answer?.ok) return this.#show(await sentenceOf(answer, texts.timesFailed));
    const kept = (await answer.json().catch(() => ({}))) as { text?: string };
    this.#close();
    asked(kept.text ?? fill(texts.timesAsked, { when: whenText(startsAt, language) }));
  }
}

/** The door says it in the visitor's language. */
async function sentenceOf(answer: Response | null, otherwise: string): Promise<string> {
  if (answer?.status !== 409 && answer?.status !== 422) return otherwise;
  const { error } = (await answer.json().catch(() => ({}))) as { error?: string };
  return error ?? otherwise;
}
