// The conversation as this browser has it: begun with the first line, followed wherever the visitor is, and every line kept until
// the door has it. A line carries an id of its own, so that sending it twice is sending it once.
import { ask, backOffMs } from './ask.ts';
import { begin, refusal } from './begin.ts';
import type { Unsent } from './kept.ts';
import type { Heard } from './protocol.ts';
import type { Shell } from './shell.ts';
import { Follower, isGone } from './stream.ts';

export type LineState = 'sending' | 'sent' | 'waiting' | 'refused';
/** `other`: somebody else sits here now. `elsewhere`: another tab has ended it. */
export type Lost = 'gone' | 'removed' | 'other' | 'elsewhere';

/** What the conversation tells the panel. */
export type Seen = {
  heard(heard: Heard): void;
  line(line: Unsent, state: LineState): void;
  /** What was shown of it is to be forgotten. */
  lost(why: Lost): void;
  reached(isReached: boolean): void;
};

const hiddenMs = 60_000;

export class Conversation {
  readonly #shell: Shell;
  readonly #seen: Seen;
  readonly #trap: () => string;
  #followed: string | undefined;
  #follower: Follower | undefined;
  #sending: Promise<void> | undefined;
  #isToSend = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #vain = 0;

  constructor(shell: Shell, seen: Seen, trap: () => string) {
    this.#shell = shell;
    this.#seen = seen;
    this.#trap = trap;
    addEventListener('online', () => this.#send());
    this.#watchTabs();
    followVisibility(
      () => {
        this.#follow();
        if (shell.kept.unsent().length > 0) this.#send();
      },
      () => this.#leave(),
    );
  }

  token(): string | undefined {
    return this.#shell.kept.state().token;
  }

  has(): boolean {
    return this.token() !== undefined || this.#shell.kept.unsent().length > 0;
  }

  /** Takes up the one that is kept, and what was not sent of it. */
  resume(): void {
    this.#follow();
    const unsent = this.#shell.kept.unsent();
    for (const line of unsent) this.#seen.line(line, 'sending');
    if (unsent.length > 0) this.#send();
  }

  say(text: string): void {
    const line = { id: newId(), text, at: Date.now() };
    this.#shell.kept.allow();
    this.#shell.kept.hold(line);
    this.#seen.line(line, 'sending');
    this.#send();
  }

  /** Whoever began it without a name has one now. */
  async identify(): Promise<void> {
    const { base, kept, who, whoId, emit } = this.#shell;
    const { identity } = who();
    const token = this.token();
    if (token === undefined || identity === undefined) return;
    const asked = { method: 'POST', token, body: { identity } } as const;
    const answer = await ask(base, 'widget/identity', asked).catch(() => null);
    if (answer?.ok) {
      const { token: named } = (await answer.json()) as { token: string };
      if (this.token() !== token) return;
      kept.change({ token: named, who: whoId() });
      this.#follow();
    } else if (answer?.status === 403) this.forget('other');
    else if (answer !== null) emit({ kind: 'error', message: (await refusal(answer)).error ?? '' });
  }

  /** False: it is still there. */
  async remove(): Promise<boolean> {
    const token = this.token();
    // The stream would say that it is gone before the answer does.
    this.#leave();
    if (token !== undefined) {
      const answer = await ask(this.#shell.base, 'widget/conversation', { method: 'DELETE', token }).catch(() => null);
      if (answer === null || (!answer.ok && !isGone(answer))) {
        this.#follow();
        return false;
      }
    }
    this.forget('removed');
    this.#shell.emit({ kind: 'delete' });
    return true;
  }

  forget(why: Lost): void {
    const { kept } = this.#shell;
    kept.forget();
    kept.change({ usedAt: Date.now() });
    this.#follow();
    this.#seen.lost(why);
  }

  #leave(): void {
    this.#follower?.stop();
    this.#followed = undefined;
  }

  #follow(): void {
    const token = this.token();
    if (token === this.#followed) return;
    this.#follower?.stop();
    this.#followed = token;
    if (token === undefined) return;
    this.#follower = new Follower({
      base: this.#shell.base,
      token,
      on: (heard) => this.#heard(heard),
      gone: () => this.#lose(token),
      reached: (isReached) => {
        this.#seen.reached(isReached);
        if (isReached && this.#shell.kept.unsent().length > 0) this.#send();
      },
    });
  }

  #heard(heard: Heard): void {
    if (heard.kind === 'line') {
      this.#shell.kept.change({ lineAt: Date.now() });
      if (heard.id !== undefined) this.#shell.kept.drop(heard.id);
    }
    this.#seen.heard(heard);
  }

  /** Unsent lines stay: they begin the next one. */
  #lose(token: string): void {
    const nothing = { token: undefined, conversation: undefined, who: undefined };
    if (this.token() === token) this.#shell.kept.change(nothing);
    this.#follow();
    this.#seen.lost('gone');
    if (this.#shell.kept.unsent().length > 0) this.#send();
  }

  /** One tab at a time, where the browser can see to that; else each sends all in order, and the door knows every line by its id. */
  #send(): void {
    this.#isToSend = true;
    const all = async () => {
      while (this.#isToSend) {
        this.#isToSend = false;
        await this.#sendAll();
      }
    };
    const { locks } = navigator as { locks?: LockManager };
    this.#sending ??= (locks === undefined ? all() : locks.request('baton-send', all)).finally(() => {
      this.#sending = undefined;
      if (this.#isToSend) this.#send();
    });
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#retry);
    for (const line of this.#shell.kept.unsent()) {
      const waitMs = await this.#sendOne(line);
      if (waitMs === undefined) continue;
      for (const each of this.#shell.kept.unsent()) this.#seen.line(each, 'waiting');
      this.#retry = setTimeout(() => this.#send(), waitMs);
      return;
    }
  }

  /** How long to wait before it is tried again; undefined when that is over, one way or the other. */
  async #sendOne(line: Unsent): Promise<number | undefined> {
    const { base, kept, emit } = this.#shell;
    const token = this.token() ?? (await this.#begin());
    const answer =
      token === undefined
        ? null
        : await ask(base, 'widget/messages', {
            method: 'POST',
            token,
            body: { id: line.id, text: line.text },
          }).catch(() => null);
    if (answer === null || answer.status >= 500 || answer.status === 429 || answer.status === 408) {
      return waitMsOf(answer) ?? backOffMs(this.#vain++);
    }
    if (token !== undefined && isGone(answer)) {
      this.#lose(token);
      return backOffMs(this.#vain++);
    }
    this.#vain = 0;
    kept.drop(line.id);
    kept.change({ lineAt: Date.now(), usedAt: Date.now() });
    this.#seen.line(line, answer.ok ? 'sent' : 'refused');
    if (answer.ok) emit({ kind: 'line', from: 'visitor' });
    return undefined;
  }

  async #begin(): Promise<string | undefined> {
    const begun = await begin(this.#shell, this.#trap()).catch(() => undefined);
    if (begun === undefined) return undefined;
    this.#shell.kept.change({ ...begun, who: this.#shell.whoId() });
    this.#shell.emit({ kind: 'start', conversation: begun.conversation });
    this.#follow();
    return begun.token;
  }

  #watchTabs(): void {
    this.#shell.kept.watch((change) => {
      if (change === 'state') {
        if (this.token() === this.#followed) return;
        const hadOne = this.#followed !== undefined;
        this.#follow();
        if (hadOne) this.#seen.lost('elsewhere');
        return;
      }
      const line = this.#shell.kept.unsent().find(({ id }) => id === change.line);
      if (line !== undefined) this.#seen.line(line, 'sending');
    });
  }
}

/** Browsers allow few connections to one server: a tab that nobody looks at gives its own back. */
function followVisibility(seen: () => void, hidden: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(hidden, hiddenMs);
    else seen();
  });
}

/** Seconds, as the door says it. */
function waitMsOf(answer: Response | null): number | undefined {
  const value = answer?.headers.get('retry-after') ?? '';
  return /^\d+$/.test(value) ? Number(value) * 1_000 : undefined;
}

/** A UUID also where the page is not served securely. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
