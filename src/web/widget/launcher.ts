// The button at the edge of the page, and everything that opens and closes the chat. The chat takes the focus only when somebody
// asked for it, and gives it back.
import { ask } from './ask.ts';
import { adopt, el, fill, icon } from './element.ts';
import type { Embed } from './embed.ts';
import type { Kept } from './kept.ts';
import { css } from './launcher.css';
import { Nudges } from './nudges.ts';
import type { Happening, Settings } from './protocol.ts';
import type { Chat, ChatModule, Shell } from './shell.ts';
import type { Who } from './who.ts';

export type Making = {
  embed: Embed;
  kept: Kept;
  who: Who;
  settings: Settings;
  emit(happening: Happening): void;
  fetchSettings(): Promise<Settings>;
};
type How = { focus: boolean; said?: string };

/** So long after its last line a conversation may still get an answer that should be noticed. */
const freshMs = 24 * 3_600_000;
/** From here on the chat covers the page, and nothing covers a page that was not asked for. */
const coveringPx = 480;

export class Launcher {
  readonly #making: Making;
  readonly #host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #count = el('span', { class: 'count', hidden: true });
  readonly #button: HTMLButtonElement;
  readonly #nudges: Nudges;
  #settings: Settings;
  #chat: Promise<Chat> | undefined;
  #isOpen = false;
  #isCounted = false;
  #unread = 0;
  #cameFrom: Element | null = null;
  #followed: string | undefined;

  constructor(making: Making) {
    const { embed, kept, emit, settings } = making;
    this.#making = making;
    this.#settings = settings;
    this.#host = hostFor(embed);
    this.#root = this.#host.attachShadow({ mode: 'open' });
    adopt(this.#root, css);
    this.#button = el('button', { type: 'button', class: 'launcher', 'aria-haspopup': 'dialog' });
    this.#button.append(icon('chat'), icon('down'), this.#count);
    this.#button.hidden = embed.isHidden;
    this.#button.addEventListener('click', () => this.#press());
    this.#nudges = new Nudges({
      kept,
      emit,
      used: () => this.#use(),
      follow: ({ id, say }) => {
        this.#followed = id;
        this.open({ focus: true, said: say });
      },
      dismiss: settings.texts.dismiss,
    });
    this.#root.append(this.#nudges.box, this.#button);
    this.#label();
    document.body.append(this.#host);
    this.#watch();
    this.#resume();
  }

  open(how: How): void {
    if (this.#isOpen) return;
    this.#use();
    this.#nudges.stop();
    this.#cameFrom = document.activeElement;
    this.#show(true);
    this.#load().then(
      (chat) => {
        if (this.#isOpen) chat.open(how);
      },
      () => {
        this.#show(false);
        this.#making.emit({ kind: 'error', message: 'The chat could not be loaded.' });
      },
    );
    this.#countOpening();
  }

  close(): void {
    if (!this.#isOpen) return;
    const hadFocus = this.#root.activeElement !== null;
    this.#show(false);
    void this.#chat?.then((chat) => chat.close());
    if (!hadFocus) return;
    const from = this.#cameFrom;
    const isOfPage = from instanceof HTMLElement && from !== document.body && from !== this.#host;
    if (isOfPage && from.isConnected) from.focus();
    else this.#button.focus();
  }

  forget(): void {
    this.#followed = undefined;
    this.#making.kept.forget();
    void this.#chat?.then((chat) => chat.forget());
  }

  /** Whoever sits here has signed in: a conversation that they began before is theirs. */
  identify(): void {
    if (this.#making.kept.state().token === undefined) return;
    void this.#load().then(
      (chat) => chat.identify(),
      () => {},
    );
  }

  /** The page has another address now. */
  renew(settings: Settings): void {
    this.#settings = settings;
    this.#watch();
  }

  #press(): void {
    this.#use();
    if (this.#isOpen) this.close();
    else this.open({ focus: true });
  }

  /** The visitor did something: from now on their browser may remember it. */
  #use(): void {
    const { kept } = this.#making;
    kept.allow();
    kept.change({ usedAt: Date.now(), ticket: kept.state().ticket ?? this.#settings.ticket });
  }

  #watch(): void {
    if (this.#isOpen || this.#making.embed.isHidden) return;
    this.#nudges.watch(this.#settings);
  }

  /** On the next page of a visit the chat stands open as before; else it is fetched if an answer may come. */
  #resume(): void {
    const { token, lineAt = 0 } = this.#making.kept.state();
    if (token === undefined) return;
    if (this.#making.kept.wasOpen() && innerWidth > coveringPx) this.open({ focus: false });
    else if (Date.now() < lineAt + freshMs) void this.#load().catch(() => {});
  }

  #show(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#host.toggleAttribute('data-open', isOpen);
    this.#making.kept.setOpen(isOpen);
    this.#label();
    this.#making.emit({ kind: isOpen ? 'open' : 'close' });
  }

  #label(): void {
    const { texts, company } = this.#settings;
    const name = fill(this.#isOpen ? texts.close : texts.open, { company });
    const news = this.#unread === 0 ? '' : `. ${fill(texts.unread, { n: this.#unread })}`;
    this.#button.setAttribute('aria-label', name + news);
    this.#button.setAttribute('aria-expanded', String(this.#isOpen));
    this.#count.hidden = this.#unread === 0;
    this.#count.textContent = String(this.#unread);
  }

  #load(): Promise<Chat> {
    const { embed } = this.#making;
    this.#chat ??= import(new URL(`.${this.#settings.chat}`, embed.base).href)
      .then((module: ChatModule) => module.openChat(this.#shell()))
      .catch((error: unknown) => {
        this.#chat = undefined;
        throw error;
      });
    return this.#chat;
  }

  #shell(): Shell {
    const { embed, kept, emit, who } = this.#making;
    return {
      root: this.#root,
      host: this.#host,
      base: embed.base,
      kept,
      emit,
      settings: () => this.#settings,
      refresh: async () => {
        kept.change({ ticket: undefined });
        this.#settings = await this.#making.fetchSettings();
        kept.change({ ticket: this.#settings.ticket });
      },
      who: who.now,
      whoId: who.id,
      followed: () => this.#followed,
      began: () => {
        this.#followed = undefined;
      },
      showUnread: (count) => {
        this.#unread = count;
        this.#label();
      },
      closed: () => this.close(),
    };
  }

  #countOpening(): void {
    if (this.#isCounted) return;
    this.#isCounted = true;
    const body = { ticket: this.#making.kept.state().ticket ?? this.#settings.ticket };
    const { base } = this.#making.embed;
    void ask(base, 'widget/opened', { method: 'POST', body, keepalive: true }).catch(() => {});
  }
}

function hostFor({ theme, dir, position }: Embed): HTMLElement {
  if (customElements.get('baton-chat') === undefined) customElements.define('baton-chat', class extends HTMLElement {});
  const host = document.createElement('baton-chat');
  host.dir = dir;
  if (theme !== undefined) host.dataset.theme = theme;
  if (position !== undefined) host.dataset.position = position;
  return host;
}
