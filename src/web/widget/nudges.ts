// The small bubble beside the button, when a rule of engagement holds. It never opens the chat and never takes the focus; what was
// shown is counted in memory until the visitor presses something.
import { el, icon } from './element.ts';
import { watchEngagement } from './engagement.ts';
import type { Kept } from './kept.ts';
import type { Happening, Rule, Settings } from './protocol.ts';

type Making = {
  kept: Kept;
  emit(happening: Happening): void;
  used(): void;
  /** The visitor comes because of what it said. */
  follow(rule: Rule): void;
  /** What the button that closes it is called. */
  dismiss: string;
};

const hourMs = 3_600_000;

export class Nudges {
  readonly box = el('div', { class: 'nudges', role: 'status' });
  readonly #making: Making;
  #stopWatching = () => {};
  #shown = 0;

  constructor(making: Making) {
    this.#making = making;
  }

  watch({ engagement, caps: { perVisit, everyHours } }: Settings): void {
    this.stop();
    const { usedAt } = this.#making.kept.state();
    const isTooSoon = usedAt !== undefined && Date.now() < usedAt + everyHours * hourMs;
    if (isTooSoon || this.#shown >= perVisit) return;
    const isReturning = usedAt !== undefined;
    this.#stopWatching = watchEngagement({ rules: engagement, isReturning, onRule: (rule) => this.#show(rule) });
  }

  stop(): void {
    this.#stopWatching();
    this.box.replaceChildren();
  }

  #show(rule: Rule): void {
    const { id, say } = rule;
    const { emit, used, follow, dismiss } = this.#making;
    this.#shown++;
    emit({ kind: 'engage', rule: id });
    const line = el('button', { type: 'button', class: 'speak' }, say);
    const close = el('button', { type: 'button', class: 'dismiss', 'aria-label': dismiss }, icon('close'));
    line.addEventListener('click', () => follow(rule));
    close.addEventListener('click', () => {
      used();
      this.stop();
    });
    this.box.append(el('div', { class: 'nudge' }, line, close));
  }
}
