// The chat itself, fetched when somebody wants it: puts the parts together and lets the conversation speak to them. It is a dialog
// beside the page; only where it covers the page does it keep the focus.
import { css } from './chat.css';
import { createComposer, refuseDrops } from './composer.ts';
import { Conversation, type LineState, type Lost } from './conversation.ts';
import { coverPage } from './cover.ts';
import { adopt, el, fill, icon } from './element.ts';
import { Head } from './head.ts';
import type { Unsent } from './kept.ts';
import { Log } from './log.ts';
import { askToRemove, download } from './own-data.ts';
import { Picker } from './picker.ts';
import type { Heard, Line, State } from './protocol.ts';
import type { Chat, Shell } from './shell.ts';
import { backText } from './when.ts';
import { link } from './written.ts';

/** So long after the first news of a conversation that is taken up, lines are its past and not news. */
const pastMs = 800;
/** A shorter break is not worth a sentence. */
const breakMs = 2_500;

export const openChat = (shell: Shell): Chat => new ChatPanel(shell);

class ChatPanel implements Chat {
  readonly #shell: Shell;
  readonly #log: Log;
  readonly #head: Head;
  readonly #composer: ReturnType<typeof createComposer>;
  readonly #cover: ReturnType<typeof coverPage>;
  readonly #picker: Picker;
  readonly #conversation: Conversation;
  readonly #status = el('p', { class: 'notice', role: 'status' });
  readonly #person: HTMLElement;
  readonly #times: HTMLElement;
  readonly #consent: HTMLElement;
  readonly #panel: HTMLElement;
  #state: Omit<State, 'isOver'>;
  #isShown = false;
  #isOver = false;
  /** A person was asked for. */
  #isAwaited = false;
  #isPast = true;
  /** What is heard from now on was not there when the page was opened. */
  #isNews = false;
  readonly #unread = new Set<number>();
  #lastN = 0;
  #breaking: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell) {
    adopt(shell.root, css);
    const settings = shell.settings();
    const { texts } = settings;
    this.#shell = shell;
    this.#state = { ...settings, withRep: null };
    this.#log = new Log(shell, (text) => this.#say(text));
    this.#head = new Head(shell, [
      { label: texts.download, act: () => void this.#download() },
      { label: texts.remove, act: () => this.#askToRemove() },
    ]);
    this.#composer = createComposer(shell, {
      say: (text) => this.#say(text),
      file: () => this.#notice(texts.noFiles),
    });
    this.#person = el('button', { type: 'button', class: 'person' }, icon('person'), texts.person);
    this.#person.addEventListener('click', () => this.#askForPerson());
    this.#times = el('button', { type: 'button', class: 'person', hidden: true }, icon('calendar'), texts.seeTimes);
    this.#times.addEventListener('click', () => this.#picker.open());
    this.#consent = consentOf(shell);
    this.#panel = el(
      'section',
      {
        class: 'panel',
        role: 'dialog',
        'aria-label': fill(texts.title, { company: settings.company }),
        tabindex: -1,
        hidden: true,
      },
      this.#head.box,
      this.#log.box,
      el(
        'div',
        { class: 'foot' },
        this.#log.latest,
        this.#status,
        el('div', { class: 'ways' }, this.#person, this.#times),
        this.#consent,
        this.#composer.form,
      ),
    );
    shell.root.append(this.#panel);
    this.#cover = coverPage(shell, this.#panel);
    this.#conversation = new Conversation(
      shell,
      {
        heard: (heard) => this.#heard(heard),
        line: (line, state) => this.#line(line, state),
        lost: (why) => this.#lost(why),
        reached: (isReached) => this.#reached(isReached),
      },
      this.#composer.trap,
    );
    this.#picker = new Picker({
      shell,
      panel: this.#panel,
      token: () => this.#conversation.token(),
      asked: (text) => this.#log.note(text, 'times'),
    });
    this.#listen();
    this.#head.show(this.#state);
    this.#greet();
    this.#conversation.resume();
    if (!this.#conversation.has()) this.#announce();
  }

  open({ focus, said }: { focus: boolean; said?: string | undefined }): void {
    this.#isShown = true;
    if (said !== undefined && !this.#conversation.has()) this.#greet(said);
    this.#panel.hidden = false;
    this.#cover.update(true);
    this.#log.toEnd();
    this.#looked();
    if (!focus) return;
    // On a phone the keyboard would cover half of what is to be read first.
    if (matchMedia('(pointer: coarse)').matches) this.#panel.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  close(): void {
    this.#isShown = false;
    this.#panel.hidden = true;
    this.#cover.update(false);
  }

  identify(): void {
    void this.#conversation.identify();
  }

  forget(): void {
    this.#conversation.forget('other');
  }

  #listen(): void {
    const { texts } = this.#shell.settings();
    refuseDrops(this.#panel, () => this.#notice(texts.noFiles));
    addEventListener('offline', () => this.#notice(texts.offline));
    addEventListener('online', () => this.#reached(true));
    document.addEventListener('visibilitychange', () => this.#looked());
    this.#shell.kept.watch((change) => change === 'state' && this.#looked());
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#shell.closed();
    });
  }

  #announce(): void {
    this.#isNews = true;
    this.#log.announce();
  }

  #say(text: string): void {
    this.#notice('');
    this.#consent.hidden = true;
    this.#announce();
    this.#conversation.say(text);
  }

  #notice(text: string): void {
    this.#status.textContent = text;
  }

  #greet(said?: string): void {
    const { disclosure, opening } = this.#shell.settings();
    this.#log.greet(disclosure, said ?? opening);
  }

  #askForPerson(): void {
    this.#say(this.#shell.settings().texts.personSay);
    this.#isAwaited = true;
    this.#tellWhen();
  }

  /** Nobody is promised who is not there: then it says when they are, and offers times as soon as there are any. */
  #tellWhen(): void {
    const settings = this.#shell.settings();
    const { texts } = settings;
    const { isOpen, opens, withRep, mayChoose } = this.#state;
    if (!this.#isAwaited || isOpen || withRep !== null) return;
    const when = opens === null ? null : backText(opens, settings);
    const [known, unknown] = mayChoose
      ? [texts.personAway, texts.personAwayOpen]
      : [texts.personLater, texts.personLaterOpen];
    this.#log.note(when === null ? unknown : fill(known, { when }), 'away');
  }

  async #download(): Promise<void> {
    const isDone = await download(this.#shell, this.#conversation);
    if (!isDone) this.#notice(this.#shell.settings().texts.downloadFailed);
  }

  #askToRemove(): void {
    askToRemove({
      shell: this.#shell,
      panel: this.#panel,
      conversation: this.#conversation,
      failed: () => this.#notice(this.#shell.settings().texts.removeFailed),
    });
  }

  #heard(heard: Heard): void {
    if (this.#isPast) {
      this.#isPast = false;
      setTimeout(() => this.#announce(), pastMs);
    }
    if (heard.kind === 'line') this.#said(heard);
    else if (heard.kind === 'typing') this.#log.typing(heard.on);
    else if (heard.kind === 'draft') this.#log.draft(heard.text);
    else if (heard.kind === 'state') this.#stands(heard);
    else if (heard.kind === 'reset') this.#restart();
  }

  #said(line: Line): void {
    this.#consent.hidden = true;
    this.#log.line(line);
    if (line.from !== 'visitor' && this.#isNews) this.#shell.emit({ kind: 'line', from: line.from });
    if (line.from !== 'visitor') this.#unread.add(line.n);
    this.#lastN = Math.max(this.#lastN, line.n);
    this.#looked();
  }

  /** What is shown while somebody looks at the page is read, in every tab; of the rest there is a number on the button. */
  #looked(): void {
    const { kept, showUnread } = this.#shell;
    const { seenN = 0 } = kept.state();
    const isLooking = this.#isShown && !document.hidden;
    if (isLooking && this.#lastN > seenN) kept.change({ seenN: this.#lastN });
    for (const n of this.#unread) if (isLooking || n <= seenN) this.#unread.delete(n);
    showUnread(this.#isShown ? 0 : this.#unread.size);
  }

  #stands(state: State): void {
    this.#state = state;
    this.#head.show(state);
    this.#person.hidden = state.withRep !== null;
    this.#times.hidden = state.mayChoose !== true;
    this.#tellWhen();
    if (!state.isOver) this.#log.unnote('over');
    else if (!this.#isOver) this.#log.note(this.#shell.settings().texts.over, 'over');
    this.#isOver = state.isOver;
  }

  #line(line: Unsent, state: LineState): void {
    const { texts } = this.#shell.settings();
    this.#consent.hidden = true;
    this.#log.own(line, state);
    if (state === 'waiting' && !navigator.onLine) this.#notice(texts.offline);
    if (state !== 'refused') return;
    this.#notice(texts.refused);
    this.#composer.putBack(line.text);
  }

  /** Lines are numbered anew from here. */
  #restart(unsent = true): void {
    this.#log.clear({ unsent });
    this.#shell.kept.change({ seenN: undefined });
    this.#lastN = 0;
    this.#unread.clear();
  }

  #lost(why: Lost): void {
    this.#restart(why === 'gone');
    this.#isOver = false;
    this.#isAwaited = false;
    this.#times.hidden = true;
    this.#shell.showUnread(0);
    this.#consent.hidden = this.#conversation.has();
    this.#person.hidden = false;
    this.#greet();
    if (why === 'gone' || why === 'removed') this.#log.note(this.#shell.settings().texts[why], 'lost');
  }

  #reached(isReached: boolean): void {
    const { texts } = this.#shell.settings();
    clearTimeout(this.#breaking);
    const isTold = this.#status.textContent === texts.offline || this.#status.textContent === texts.trouble;
    if (isReached && isTold) this.#notice('');
    if (isReached) return;
    if (!navigator.onLine) this.#notice(texts.offline);
    else if (!isTold) this.#breaking = setTimeout(() => this.#notice(texts.trouble), breakMs);
  }
}

function consentOf(shell: Shell): HTMLElement {
  const { privacy, texts } = shell.settings();
  if (privacy === null) return el('p', { hidden: true });
  return el('p', { class: 'consent' }, `${privacy.text} `, link(privacy.url, texts.newWindow, texts.privacy));
}
