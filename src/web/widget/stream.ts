// Follows a conversation: one stream, taken up again after the last line that was heard, and asking again and again where nothing
// streams. A silence is not an end; only the door's word is.
import { after, ask, backOffMs } from './ask.ts';
import { createEventReader } from './event-reader.ts';
import type { Heard, Line, State, Typing } from './protocol.ts';

export type Following = {
  base: string;
  token: string;
  on(heard: Heard): void;
  /** There is no such conversation any more. */
  gone(): void;
  /** Whether the door answers at present. */
  reached(isReached: boolean): void;
};

type Lines = { isReset: boolean; lines: readonly Line[]; state: State; typing: Typing | null; next: number | string };
/** `silent`: not one byte in time. `good`: something came before it ended. */
type Ended = 'gone' | 'silent' | 'broken' | 'good';

const firstByteMs = 5_000;
/** The door says something every 15 s. */
const silenceMs = 40_000;
const askEveryMs = 3_000;
/** Then something between here and the door swallows streams. */
const mostSilent = 2;

export class Follower {
  readonly #following: Following;
  readonly #stopped = new AbortController();
  /** Up to where it was heard, in the door's own words. */
  #last = '';
  #silent = 0;
  /** The network is back, or the page is looked at again: no need to wait any longer. */
  #hurry = () => {};

  constructor(following: Following) {
    this.#following = following;
    const { signal } = this.#stopped;
    const hurry = () => this.#hurry();
    addEventListener('online', hurry, { signal });
    document.addEventListener('visibilitychange', hurry, { signal });
    void this.#run();
  }

  stop(): void {
    this.#stopped.abort();
    this.#hurry();
  }

  async #run(): Promise<void> {
    const { gone, reached } = this.#following;
    for (let vain = 0; !this.#stopped.signal.aborted; ) {
      const asks = this.#silent >= mostSilent;
      const startedAt = performance.now();
      const ended = asks ? await this.#once() : await this.#stream();
      if (this.#stopped.signal.aborted) return;
      if (ended === 'gone') return gone();
      const isGood = ended === 'good';
      reached(isGood);
      vain = isGood ? 0 : vain + 1;
      const lasted = performance.now() - startedAt > 1_000;
      const pauseMs = isGood && lasted ? 50 : backOffMs(vain);
      await this.#pause(asks && isGood ? askEveryMs : pauseMs);
    }
  }

  #pause(ms: number): Promise<void> {
    const hurried = new Promise<void>((resolve) => {
      this.#hurry = resolve;
    });
    return Promise.race([after(ms), hurried]);
  }

  #hear(heard: Heard, id = this.#last): void {
    this.#last = heard.kind === 'reset' ? '' : id;
    this.#following.on(heard);
  }

  async #stream(): Promise<Ended> {
    const own = new AbortController();
    const { signal } = own;
    this.#stopped.signal.addEventListener('abort', () => own.abort(), { signal });
    let timer = setTimeout(() => own.abort(), firstByteMs);
    let heardAny = false;
    try {
      const { base, token, reached } = this.#following;
      const headers = { accept: 'text/event-stream', ...(this.#last !== '' && { 'last-event-id': this.#last }) };
      const answer = await ask(base, 'widget/stream', { token, headers, signal });
      if (isGone(answer)) return 'gone';
      if (!answer.ok || answer.body === null) return 'broken';
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const take = createEventReader((heard, id) => this.#hear(heard, id));
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return heardAny ? 'good' : 'broken';
        if (!heardAny) reached(true);
        heardAny = true;
        this.#silent = 0;
        clearTimeout(timer);
        timer = setTimeout(() => own.abort(), silenceMs);
        take(value);
      }
    } catch {
      if (heardAny) return 'good';
      if (!signal.aborted) return 'broken';
      this.#silent++;
      return 'silent';
    } finally {
      clearTimeout(timer);
    }
  }

  async #once(): Promise<Ended> {
    const { base, token } = this.#following;
    const path = `widget/lines?after=${encodeURIComponent(this.#last || '0')}`;
    try {
      const answer = await ask(base, path, { token, signal: this.#stopped.signal });
      if (isGone(answer)) return 'gone';
      if (!answer.ok) return 'broken';
      const { isReset, lines, state, typing, next } = (await answer.json()) as Lines;
      if (isReset) this.#hear({ kind: 'reset' });
      for (const line of lines) this.#hear({ kind: 'line', ...line });
      this.#hear({ kind: 'state', ...state });
      this.#hear({ kind: 'typing', ...(typing ?? { who: 'baton', on: false }) });
      this.#last = String(next);
      return 'good';
    } catch {
      return 'broken';
    }
  }
}

export const isGone = ({ status }: Response): boolean => status === 401 || status === 410;
