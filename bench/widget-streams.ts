// Five hundred visitors have our own chat open at once and write in it, and each comes back to its stream in between: nothing may be
// lost or come twice, the process may not grow by it, and a line is to be on the stream as soon as it is committed.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { changedPlaybook } from '../test/support/default-playbook.ts';
import { freePort } from '../test/support/process.ts';
import { beginWidget, type Following, speaking, withWidget } from '../test/support/widget-visitor.ts';
import { type Child, spawnServer } from './child.ts';
import { type Figure, ms, percentile, times } from './figure.ts';
import { inspected, liveMegabytes } from './live-heap.ts';
import { startStand } from './stand.ts';

const visitors = 500;
/** Two before the memory is looked at for the first time, two after. */
const rounds = ['Hello', 'We look around a little', 'Interesting', 'I see'];
const roundMs = 20_000;
const beginsAtATime = 20;

/** All of them come from this machine. */
const limits =
  '  limits: { lines: 1000000, linesPerAddress: 1000000, perAddress: 1000000, freePerAddress: 1000000, free: 1000000 }\n';

type Visitor = { token: string; streams: Following[]; sent: string[] };

export async function widgetStreams(): Promise<Figure[]> {
  const playbook = changedPlaybook((page) => withWidget(page) + limits);
  const inspector = await freePort();
  const env = { PLAYBOOK: playbook, SECRET_KEY: 'c'.repeat(64), ...inspected(inspector) };
  const stand = await startStand({ rateLimits: false, env });
  const bare = await spawnServer('bench/bare-stream-server.ts', { ready: '/', env: {} });
  try {
    const { url } = stand.baton;
    const all: Visitor[] = [];
    for (let n = 0; n < visitors; n += beginsAtATime) {
      const begun = await Promise.all(Array.from({ length: beginsAtATime }, () => beginWidget(url)));
      all.push(...begun.map(({ token }) => ({ token, streams: [], sent: [] })));
    }
    const waits: Wait[] = [];
    const weigh = async () => ({ live: await liveMegabytes(inspector), resident: stand.baton.megabytes() });
    const weights = [await weigh()];
    for (const [round, text] of rounds.entries()) {
      await Promise.all(all.map((visitor) => comeBack(visitor, url)));
      waits.push(...(await writeAll(all, { url, text })));
      await stand.idle();
      if (round % 2 === 1) weights.push(await weigh());
    }
    const wrong = await compare(all, url);
    const raw = await rawWaits(bare);
    return figuresOf({ waits, raw, wrong, weights });
  } finally {
    await stand.stop();
    await bare.stop();
  }
}

/** As a browser that was away: after the last line it has. */
async function comeBack(visitor: Visitor, url: string): Promise<void> {
  visitor.streams.at(-1)?.close();
  const last = visitor.streams.flatMap(({ events }) => events.flatMap(({ id }) => id ?? [])).at(-1);
  visitor.streams.push(await speaking(visitor.token).follow(url, last));
}

/** From the request to the byte on the visitor's own stream, and from the answer, which comes once the line is committed. */
type Wait = { wholeMs: number; afterAnswerMs: number };

/** Spread over the round, as visitors are. */
async function writeAll(all: readonly Visitor[], { url, text }: { url: string; text: string }): Promise<Wait[]> {
  return Promise.all(
    all.map(async (visitor, n) => {
      await wait((n * roundMs) / all.length);
      const id = randomUUID();
      visitor.sent.push(id);
      const stream = visitor.streams.at(-1);
      const arrived = stream?.arrival(id);
      const sentAt = performance.now();
      const { status } = await speaking(visitor.token).say(url, text, id);
      if (![200, 202].includes(status) || arrived === undefined) throw new Error(`A line was answered ${status}.`);
      const answeredAt = performance.now();
      const atMs = await arrived;
      return { wholeMs: atMs - sentAt, afterAnswerMs: Math.max(0, atMs - answeredAt) };
    }),
  );
}

async function compare(
  all: readonly Visitor[],
  url: string,
): Promise<{ lost: number; doubled: number; lines: number }> {
  const counts = { lost: 0, doubled: 0, lines: 0 };
  for (const { token, streams, sent } of all) {
    const { lines } = await speaking(token).lines(url);
    const seen = streams.flatMap(({ events }) =>
      events.flatMap(({ event, data }) => (event === 'line' ? [data.n] : [])),
    );
    counts.lines += lines.length;
    counts.lost += lines.filter(({ n }) => !seen.includes(n)).length;
    counts.lost += sent.filter((id) => !lines.some((line) => line.id === id)).length;
    counts.doubled += seen.length - new Set(seen).size;
    for (const stream of streams) stream.close();
  }
  return counts;
}

async function rawWaits({ url }: Child): Promise<Wait[]> {
  const all = await Promise.all(
    Array.from({ length: visitors }, async (): Promise<Visitor> => {
      const token = randomUUID();
      return { token, streams: [await speaking(token).follow(url)], sent: [] };
    }),
  );
  const waits = await writeAll(all, { url, text: 'Hello' });
  for (const { streams } of all) for (const stream of streams) stream.close();
  return waits;
}

type Measured = {
  waits: Wait[];
  raw: Wait[];
  wrong: { lost: number; doubled: number; lines: number };
  weights: { live: number; resident: number }[];
};

function figuresOf({ waits, raw, wrong, weights }: Measured): Figure[] {
  const p = (percent: number, all: Wait[], of: keyof Wait) =>
    percentile(
      all.map((wait) => wait[of]),
      percent,
    );
  const both = (all: Wait[], of: keyof Wait) => `${ms(p(50, all, of))} / ${ms(p(95, all, of))}`;
  const [, first = 0, second = 0] = weights.map(({ live }) => live);
  const way = (of: (weight: Measured['weights'][number]) => number) =>
    weights.map((each) => Math.round(of(each))).join(' → ');
  return [
    {
      what: `A visitor's line sent → committed and on their stream, ${visitors} streams open (p50 / p95; raw: a bare SSE server that stores nothing)`,
      ratio: times(p(95, waits, 'wholeMs'), p(95, raw, 'wholeMs')),
      baton: both(waits, 'wholeMs'),
      raw: both(raw, 'wholeMs'),
      goal: 'p95 ≤ 100 ms',
    },
    {
      what: 'Of it, after the commit was answered with 202 (p50 / p95)',
      ratio: '–',
      baton: both(waits, 'afterAnswerMs'),
      raw: both(raw, 'afterAnswerMs'),
      goal: 'p95 ≤ 20 ms',
    },
    {
      what: `${wrong.lines.toLocaleString('en-US')} lines on ${visitors} streams, each broken off and taken up again ${rounds.length - 1} times`,
      ratio: '–',
      baton: `${wrong.lost} lost, ${wrong.doubled} doubled`,
      raw: '–',
      goal: 'none',
    },
    {
      what: 'Memory in use: before, after the first half of that, after the second (resident)',
      ratio: times(second, first),
      baton: `${way(({ live }) => live)} MB (${way(({ resident }) => resident)} MB)`,
      raw: '–',
      goal: '≤ 1.1 ×',
    },
  ];
}
