// Follows a conversation: one stream, taken up again after the last line that was heard, and asking again and again where nothing
// streams. A silence is not an end; only the door's word is.
import { after, ask, backOffMs } from './ask.ts';
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

type Lines = { lines: readonly Line[]; state: State; typing: Typing | null; next: number | string };
type Ended = 'gone' | 'silent' | 'broken' | 'ended';

const firstByteMs = 5_000;
/** The door says something every 15 s. */
const silenceMs = 40_000;
const askEveryMs = 3_000;

export function follow(following: Following): () => void {
  const { base, token, on, gone, reached } = following;
  const stopped = new AbortController();
  const { signal } = stopped;
  /** Up to where it was heard, in the door's own words. */
  let last = '';
  let silent = 0;
  let wake = () => {};
  const hear = (heard: Heard, id = last) => {
    last = heard.kind === 'reset' ? '' : id;
    on(heard);
  };
  /** The network is back, or the page is looked at again: no need to wait any longer. */
  const hurry = () => wake();

  async function run() {
    for (let vain = 0; !signal.aborted; ) {
      const startedAt = performance.now();
      const ended = silent < 2 ? await stream() : await once();
      if (signal.aborted) return;
      if (ended === 'gone') return gone();
      const wasGood = ended === 'ended';
      reached(wasGood);
      vain = wasGood ? 0 : vain + 1;
      const pause = silent >= 2 && wasGood ? askEveryMs : backOffMs(vain);
      const isQuick = performance.now() - startedAt < 1_000;
      await Promise.race([
        after(wasGood && !isQuick && silent < 2 ? 50 : pause),
        new Promise<void>((on) => (wake = on)),
      ]);
    }
  }

  async function stream(): Promise<Ended> {
    const own = new AbortController();
    const end = () => own.abort();
    signal.addEventListener('abort', end, { once: true });
    let timer = setTimeout(end, firstByteMs);
    let heardAny = false;
    try {
      const headers = { accept: 'text/event-stream', ...(last !== '' && { 'last-event-id': last }) };
      const answer = await ask(base, 'widget/stream', { token, headers, signal: own.signal });
      if (isGone(answer)) return 'gone';
      if (!answer.ok || answer.body === null) return 'broken';
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const events = createEventReader(hear);
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return heardAny ? 'ended' : 'broken';
        if (!heardAny) {
          heardAny = true;
          silent = 0;
          reached(true);
        }
        clearTimeout(timer);
        timer = setTimeout(end, silenceMs);
        events(value);
      }
    } catch {
      if (own.signal.aborted && !heardAny && !signal.aborted) {
        silent++;
        return 'silent';
      }
      return heardAny ? 'ended' : 'broken';
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  }

  async function once(): Promise<Ended> {
    try {
      const answer = await ask(base, `widget/lines?after=${encodeURIComponent(last || '0')}`, { token, signal });
      if (isGone(answer)) return 'gone';
      if (!answer.ok) return 'broken';
      const { lines, state, typing, next } = (await answer.json()) as Lines;
      for (const line of lines) hear({ kind: 'line', ...line });
      hear({ kind: 'state', ...state });
      hear(typing === null ? { kind: 'typing', who: 'baton', on: false } : { kind: 'typing', ...typing });
      last = String(next);
      return 'ended';
    } catch {
      return 'broken';
    }
  }

  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  void run();
  return () => {
    stopped.abort();
    wake();
    removeEventListener('online', hurry);
    document.removeEventListener('visibilitychange', hurry);
  };
}

export const isGone = ({ status }: Response): boolean => status === 401 || status === 410;

/** Takes the stream apart as it comes, in whatever pieces. */
function createEventReader(hear: (heard: Heard, id?: string) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).replace(/\r\n?/g, '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map<string, string>();
      for (const line of block.split('\n')) {
        const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
        if (name !== '') fields.set(name, fields.has(name) ? `${fields.get(name)}\n${value}` : value);
      }
      const event = fields.get('event');
      if (event === undefined) continue;
      try {
        hear({ ...(JSON.parse(fields.get('data') || '{}') as object), kind: event } as Heard, fields.get('id'));
      } catch {
        // A stream that speaks of something this script does not know yet.
      }
    }
  };
}
