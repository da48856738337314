// GET /widget/stream: one conversation as it goes on. Nothing is read before the browser has taken what came before, so that who is
// slow costs nothing; what was committed is read again at every heartbeat, so that a lost wake-up costs seconds and never a line.
import type { LeadId } from '../core/lead.ts';
import { widgetChannel } from '../core/widget-shown.ts';
import type { Deps } from '../deps.ts';
import { standOf } from '../store/conversations.ts';
import type { Heard, Hint } from '../store/live.ts';
import { eventId, type Read, type ReadSoFar, readAt } from './widget-lines.ts';

const heartbeatMs = 15_000;
/** Whoever has not taken anything for so long is gone, or might as well be. */
const longestStallMs = 45_000;
/** Then browsers come back by themselves, to whatever process there is. */
const longestMs = 3_600_000;
/** Tabs of one visitor; the oldest stream makes room. */
const mostOfOne = 8;

export type WidgetStreams = {
  /** Null: Baton is stopping. */
  open(conversation: string, had: ReadSoFar): Response | null;
  /** How many there are. */
  count(): number;
  stop(): Promise<void>;
};

export function createWidgetStreams(deps: Deps): WidgetStreams {
  const open = new Map<string, Set<Stream>>();
  let isStopping = false;
  return {
    open(conversation, had) {
      if (isStopping) return null;
      const own = open.get(conversation) ?? new Set();
      open.set(conversation, own);
      const [oldest] = own;
      if (own.size >= mostOfOne) oldest?.end();
      const stream = new Stream(deps, { conversation, had, onEnd: () => forget(stream) });
      const forget = (ended: Stream) => {
        own.delete(ended);
        if (own.size === 0 && open.get(conversation) === own) open.delete(conversation);
      };
      own.add(stream);
      return new Response(stream.body, {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-cache, no-transform',
          // Or proxies would keep it until it is whole.
          'x-accel-buffering': 'no',
        },
      });
    },
    count: () => [...open.values()].reduce((sum, { size }) => sum + size, 0),
    async stop() {
      isStopping = true;
      for (const own of open.values()) for (const stream of own) stream.end();
    },
  };
}

type Opening = { conversation: string; had: ReadSoFar; onEnd: () => void };
type Controller = ReadableStreamDefaultController<Uint8Array>;

class Stream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #deps: Deps;
  readonly #about: Opening;
  readonly #encoder = new TextEncoder();
  readonly #stops: (() => void)[] = [];
  #controller: Controller | undefined;
  #had: ReadSoFar;
  /** Whose wake-ups it hears. */
  #lead: LeadId | null = null;
  #deafen = () => {};
  #said = { state: '', isAnswering: false };
  #stand: string | undefined = '';
  /** Of each kind, the last is what counts. */
  readonly #hints = new Map<string, Hint>();
  #isToRead = true;
  #isToBeat = false;
  #takenAtMs = performance.now();
  #wake: (() => void) | null = null;
  #isOver = false;

  constructor(deps: Deps, about: Opening) {
    this.#deps = deps;
    this.#about = about;
    this.#had = about.had;
    const beat = setInterval(() => this.#beat(), heartbeatMs);
    const last = setTimeout(() => this.end(), longestMs);
    this.#stops.push(
      () => clearInterval(beat),
      () => clearTimeout(last),
      deps.live.listen(about.conversation, (heard) => this.#heard(heard)),
      () => this.#deafen(),
    );
    this.body = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: (controller) => this.#fill(controller),
        cancel: () => this.end(),
      },
      { highWaterMark: 0 },
    );
  }

  /** The browser may come back: nothing of the conversation is over. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const stop of this.#stops) stop();
    this.#about.onEnd();
    this.#wake?.();
    try {
      this.#controller?.close();
    } catch {
      // Whoever read it has ended it already.
    }
  }

  #beat(): void {
    const isTaken = this.#wake !== null;
    if (!isTaken && performance.now() - this.#takenAtMs > longestStallMs) this.end();
    this.#isToBeat = true;
    this.#heard({ kind: 'told' });
  }

  #heard(heard: Heard): void {
    if (heard.kind === 'told') this.#isToRead = true;
    else this.#hints.set(heard.kind === 'typing' ? heard.who : heard.kind, heard);
    this.#wake?.();
  }

  /** Called when the browser has taken everything: waits until there is something more. */
  async #fill(controller: Controller): Promise<void> {
    this.#takenAtMs = performance.now();
    while (!this.#isOver) {
      const text = await this.#next();
      if (this.#isOver) return;
      if (text !== '') return controller.enqueue(this.#encoder.encode(text));
      if (this.#isToRead || this.#hints.size > 0) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  async #next(): Promise<string> {
    // What Baton was about to say comes before what it said, and never after.
    const hints = [...this.#hints.values()].filter(({ kind }) => kind !== 'draft' || this.#said.isAnswering);
    this.#hints.clear();
    const told = hints.map(({ kind, ...data }) => event(kind, data));
    if (this.#isToRead) {
      this.#isToRead = false;
      told.push(...(await this.#read()));
    }
    if (this.#isToBeat && told.length === 0) told.push(': still here\n\n');
    if (told.length > 0) this.#isToBeat = false;
    return told.join('');
  }

  async #read(): Promise<string[]> {
    const reading = await this.#readOrLater();
    if (reading === null) return [];
    if (reading.kind === 'gone') {
      setImmediate(() => this.end());
      return [event('reset', {})];
    }
    const { lead, lines, isReset } = reading;
    this.#had = { lead, n: lines.at(-1)?.n ?? (isReset ? 0 : this.#had.n) };
    this.#follow(lead);
    const before = this.#said;
    this.#said = { state: JSON.stringify(reading.state), isAnswering: reading.isAnswering };
    const { state, isAnswering } = this.#said;
    return [
      ...(isReset ? [event('reset', {})] : []),
      ...lines.map((line) => event('line', line, lead === null ? undefined : eventId(lead, line.n))),
      ...(state === before.state ? [] : [event('state', reading.state)]),
      ...(isAnswering === before.isAnswering ? [] : [event('typing', { who: 'baton', on: isAnswering })]),
    ];
  }

  /** Null: it stands as it stood, or the database did not answer and is asked again at the next heartbeat. */
  async #readOrLater(): Promise<Read | null> {
    try {
      const { conversation } = this.#about;
      const at = await standOf(this.#deps.db, widgetChannel, conversation);
      const stand = JSON.stringify(at);
      // What only time changes, such as who is there, is looked at with every heartbeat.
      if (stand === this.#stand && !this.#isToBeat) return null;
      const reading = await readAt(this.#deps, conversation, { had: this.#had, at });
      this.#stand = stand;
      return reading;
    } catch (err) {
      this.#deps.log.warn({ err }, 'a conversation could not be read for its stream');
      return null;
    }
  }

  /** A conversation gets its lead with the first line, and may go on as another one. */
  #follow(lead: LeadId | null): void {
    if (lead === this.#lead) return;
    this.#deafen();
    this.#lead = lead;
    this.#deafen = lead === null ? () => {} : this.#deps.live.listen(lead, (heard) => this.#heard(heard));
    // Something may have been committed since it was read.
    this.#isToRead = true;
  }
}

function event(name: string, data: object, id?: string): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
