// The lines of the conversation as they stand, and below them what does not stand yet: what is being said, who is writing, what
// can be pressed. Only lines are announced to those who listen; what is still growing is not.
import type { LineState } from './conversation.ts';
import { el } from './element.ts';
import { drawLine, drawPicks } from './entry.ts';
import type { Unsent } from './kept.ts';
import type { Line } from './protocol.ts';
import type { Shell } from './shell.ts';

type Entry = { n: number; key: string; node: HTMLElement; from: Line['from'] | 'note'; name: string };

/** Before the first line of the conversation, and not yet a line of it. */
const [atFirst, atLast] = [-1, Number.MAX_SAFE_INTEGER];
const openingKey = 'opening';
/** From the end, within which somebody still reads along. */
const nearPx = 80;

export class Log {
  readonly box: HTMLElement;
  readonly latest: HTMLButtonElement;
  readonly #shell: Shell;
  readonly #say: (text: string) => void;
  readonly #list = el('div', { class: 'lines' });
  readonly #draft = el('div', { class: 'entry from-baton', 'aria-hidden': 'true', hidden: true });
  readonly #dots = el('p', { class: 'typing', 'aria-hidden': 'true', hidden: true }, el('i'), el('i'), el('i'));
  readonly #picks = el('div', { class: 'picks' });
  #entries: Entry[] = [];

  constructor(shell: Shell, say: (text: string) => void) {
    const { texts } = shell.settings();
    this.#shell = shell;
    this.#say = say;
    const props = { class: 'log', role: 'log', tabindex: 0, 'aria-label': texts.lines, 'aria-live': 'off' };
    this.box = el('div', props, this.#list, this.#draft, this.#dots, this.#picks);
    this.latest = el('button', { type: 'button', class: 'latest', hidden: true }, texts.latest);
    this.latest.addEventListener('click', () => this.toEnd());
    this.box.addEventListener('scroll', () => {
      if (this.#isNearEnd()) this.latest.hidden = true;
    });
  }

  /** From now on lines are news. */
  announce(): void {
    this.box.setAttribute('aria-live', 'polite');
  }

  line(line: Line): void {
    // Baton's greeting stands there from the start: it becomes a line of the conversation where it is.
    const opening = this.#entries.find(({ key }) => key === openingKey);
    if (line.n === 1 && line.from === 'baton') {
      if (opening?.node.querySelector('.bubble')?.textContent === line.text) return;
      this.#drop(({ key }) => key !== openingKey);
    }
    this.#keepingPlace(() => {
      const node = drawLine(line, this.#shell, line.from === 'visitor' ? 'sent' : null);
      this.#place({ ...line, key: line.id ?? `n${line.n}`, node });
      if (line.from !== 'visitor') this.#dots.hidden = true;
      if (line.from === 'baton') this.#draft.hidden = true;
      const newest = this.#entries.findLast(({ from, n }) => from !== 'note' && n !== atLast);
      if (newest?.n === line.n) this.#picks.replaceChildren(...drawPicks(line, this.#shell, this.#say));
    });
  }

  /** One of the visitor's that is not a line of the conversation yet. */
  own({ id, text }: Unsent, state: LineState): void {
    const known = this.#entries.find(({ key }) => key === id);
    if (known !== undefined && known.n !== atLast) return;
    const isNew = known === undefined;
    this.#keepingPlace(() => {
      const line = { from: 'visitor', name: '', text } as const;
      this.#place({ ...line, n: atLast, key: id, node: drawLine(line, this.#shell, state) });
      if (isNew) this.#picks.replaceChildren();
    }, isNew);
  }

  /** What stands before everything that is said here: a note, then Baton's own line. */
  greet(disclosure: string, text: string): void {
    this.#drop(({ n }) => n !== atFirst);
    const line = { from: 'baton', name: 'Baton', text } as const;
    this.#place({ from: 'note', name: '', n: atFirst, key: 'disclosure', node: noteOf(disclosure) });
    this.#place({ ...line, n: atFirst, key: openingKey, node: drawLine(line, this.#shell, null) });
  }

  /** Of each kind there is one, where the first of it was put. */
  note(text: string, kind: string): void {
    this.#keepingPlace(() =>
      this.#place({ from: 'note', name: '', n: atLast, key: `note ${kind}`, node: noteOf(text) }),
    );
  }

  /** It does not hold any more. */
  unnote(kind: string): void {
    this.#drop(({ key }) => key !== `note ${kind}`);
  }

  typing(isOn: boolean): void {
    this.#keepingPlace(() => {
      this.#dots.hidden = !isOn || !this.#draft.hidden;
    });
  }

  draft(text: string): void {
    this.#keepingPlace(() => {
      this.#draft.hidden = text === '';
      if (text !== '') this.#dots.hidden = true;
      this.#draft.replaceChildren(el('div', { class: 'bubble', dir: 'auto' }, text));
    });
  }

  /** The greeting stays, and so do unsent lines unless the whole conversation is given up. */
  clear({ unsent }: { unsent: boolean }): void {
    this.#drop(({ n, from }) => n === atFirst || (unsent && n === atLast && from === 'visitor'));
    this.#picks.replaceChildren();
    this.#draft.hidden = true;
    this.#dots.hidden = true;
  }

  toEnd(): void {
    this.box.scrollTop = this.box.scrollHeight;
    this.latest.hidden = true;
  }

  #isNearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    return scrollHeight - scrollTop - clientHeight < nearPx;
  }

  /** Whoever reads further up is not carried away, only told. */
  #keepingPlace(change: () => void, isOwn = false): void {
    const height = this.#list.offsetHeight;
    const follows = isOwn || this.#isNearEnd();
    change();
    if (follows) this.toEnd();
    else if (this.#list.offsetHeight > height) this.latest.hidden = false;
  }

  /** Lines stand by their numbers, those without one last; notes stay where they were put. */
  #place(entry: Entry): void {
    const old = this.#entries.findIndex(({ key }) => key === entry.key);
    if (old >= 0) {
      this.#entries[old]?.node.replaceWith(entry.node);
      this.#entries[old] = entry;
    } else {
      const later = this.#entries.findIndex(({ n, from }) => n > entry.n && (from !== 'note' || entry.n === atFirst));
      const at = later < 0 ? this.#entries.length : later;
      this.#list.insertBefore(entry.node, this.#entries[at]?.node ?? null);
      this.#entries.splice(at, 0, entry);
    }
    this.#group();
  }

  #drop(isKept: (entry: Entry) => boolean): void {
    for (const entry of this.#entries) if (!isKept(entry)) entry.node.remove();
    this.#entries = this.#entries.filter(isKept);
    this.#group();
  }

  /** Who speaks is said once for all that they say in a row, and only the last line says that it was sent. */
  #group(): void {
    this.#entries.forEach(({ node, from, name }, at) => {
      const before = this.#entries[at - 1];
      node.classList.toggle('first', before?.from !== from || before.name !== name);
      node.classList.toggle('last', at === this.#entries.length - 1);
    });
  }
}

const noteOf = (text: string): HTMLElement => el('p', { class: 'note', dir: 'auto' }, text);
