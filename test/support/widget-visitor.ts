// A visitor of our own widget, as its script speaks with the door: begins, writes, and follows the stream.
import { randomUUID } from 'node:crypto';

export const widgetOrigin = 'https://www.northwind.example';
/** What makes the widget stand on a website, as a change of a page. */
export const withWidget = (page: string) => `${page}\nwidget:\n  origins: [${widgetOrigin}]\n`;

export type StreamEvent = { event: string; id: string | undefined; data: Record<string, unknown> };
export type Following = {
  events: StreamEvent[];
  /** How often the door only said that it is there. */
  beats: () => number;
  status: number;
  /** When the visitor's line with this id comes, on the clock of `performance`. */
  arrival(id: string): Promise<number>;
  /** When the door ended it. */
  ended: Promise<void>;
  close(): void;
};

export type WidgetVisitor = Awaited<ReturnType<typeof beginWidget>>;

export async function beginWidget(url: string, more: Record<string, unknown> = {}) {
  const headers = { 'content-type': 'application/json', origin: widgetOrigin };
  const page = { url: 'https://www.northwind.example/pricing', title: 'Pricing' };
  const begun = await fetch(`${url}/widget/conversations`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ page, language: 'en', ...more }),
  });
  if (begun.status !== 201) throw new Error(`The door answered ${begun.status}: ${await begun.text()}`);
  const { conversation, token } = (await begun.json()) as { conversation: string; token: string };
  return { conversation, token, ...speaking(token, headers) };
}

/** The same visitor at another address, or in another tab. */
export function speaking(token: string, headers: Record<string, string> = { origin: widgetOrigin }) {
  const own = { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return {
    async say(url: string, text: string, id: string = randomUUID()): Promise<{ status: number; id: string }> {
      const body = JSON.stringify({ id, text });
      const answer = await again(() => fetch(`${url}/widget/messages`, { method: 'POST', headers: own, body }));
      await answer.arrayBuffer();
      return { status: answer.status, id };
    },
    get: (url: string, path: string) => fetch(`${url}${path}`, { headers: own }),
    async lines(url: string, after: number | string = 0) {
      const answer = await fetch(`${url}/widget/lines?after=${after}`, { headers: own });
      return (await answer.json()) as {
        lines: { n: number; id?: string; from: string; name: string; text: string }[];
        state: Record<string, unknown>;
        typing: object | null;
        next: string;
        isReset: boolean;
      };
    },
    remove: (url: string) => fetch(`${url}/widget/conversation`, { method: 'DELETE', headers: own }),
    follow: (url: string, lastId?: string) =>
      follow(`${url}/widget/stream`, {
        ...own,
        accept: 'text/event-stream',
        ...(lastId !== undefined && { 'last-event-id': lastId }),
      }),
  };
}

async function follow(url: string, headers: Record<string, string>): Promise<Following> {
  const stop = new AbortController();
  const answer = await again(() => fetch(url, { headers, signal: stop.signal }));
  const events: StreamEvent[] = [];
  const awaited = new Map<unknown, (atMs: number) => void>();
  let beats = 0;
  const read = async () => {
    let rest = '';
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value = '' } = (await reader?.read()) ?? { done: true };
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) {
          beats++;
          continue;
        }
        const event = eventOf(block);
        events.push(event);
        awaited.get(event.data.id)?.(performance.now());
      }
    }
  };
  const ended = answer.status === 200 ? read().catch(() => {}) : Promise.resolve();
  const arrival = (id: string) =>
    new Promise<number>((resolve) => {
      awaited.set(id, resolve);
    });
  return { events, beats: () => beats, status: answer.status, arrival, ended, close: () => stop.abort() };
}

/** A connection that was kept open may be closed at this very moment: browsers ask once more by themselves. */
const again = (ask: () => Promise<Response>): Promise<Response> => ask().catch(ask);

function eventOf(block: string): StreamEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return { event: fields.get('event') ?? '', id: fields.get('id'), data: JSON.parse(fields.get('data') ?? '{}') };
}

/** What the visitor reads, as the stream brought it. */
export const linesIn = ({ events }: Pick<Following, 'events'>): string[] =>
  events.flatMap(({ event, data }) => (event === 'line' ? [`${data.from}: ${data.text}`] : []));
