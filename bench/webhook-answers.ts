// How many visitor lines a second Baton answers over HTTP, beside a server that only checks the signature.
// Baton stores each line before it answers, and takes the turns they call for meanwhile.
import autocannon from 'autocannon';
import type { Child } from './child.ts';
import { type Figure, median, ms, percentile, perSecond, share } from './figure.ts';
import { signedLine } from './secrets.ts';
import type { Stand } from './stand.ts';

const slices = 2;
const sliceSeconds = 2.5;
const connections = 20;
/** A visitor writes a few lines in a burst; the next line is somebody else's. */
const linesPerVisitor = 5;

type Load = { perSecond: number[]; latencies: number[] };

export async function webhookAnswers({ stand, bare }: { stand: Stand; bare: Child }): Promise<Figure[]> {
  const baton: Load = { perSecond: [], latencies: [] };
  const raw: Load = { perSecond: [], latencies: [] };
  for (let slice = 0; slice < slices; slice++) {
    await load(bare.url, raw);
    await load(stand.baton.url, baton);
    await stand.idle();
  }
  const latency = ({ latencies }: Load) => `${ms(percentile(latencies, 50))} / ${ms(percentile(latencies, 99))}`;
  return [
    {
      what: `Webhook lines answered over HTTP, stored first (raw: bare Node HTTP + signature, nothing stored; ${connections} connections)`,
      ratio: share(median(baton.perSecond), median(raw.perSecond)),
      baton: perSecond(median(baton.perSecond)),
      raw: perSecond(median(raw.perSecond)),
      goal: '–',
    },
    {
      what: 'The same, time to the answer (p50 / p99)',
      ratio: '–',
      baton: latency(baton),
      raw: latency(raw),
      goal: '–',
    },
  ];
}

let lines = 0;

async function load(url: string, into: Load): Promise<void> {
  const run = autocannon({
    url,
    connections,
    duration: sliceSeconds,
    requests: [
      {
        method: 'POST',
        path: '/chat/webhook',
        setupRequest: (request) => {
          const visitor = Math.floor(lines / (linesPerVisitor * connections)) * connections + (lines % connections);
          const line = { conversation: `webhook-${visitor}`, id: `m${lines++}`, text: 'We are about 50 people' };
          return { ...request, ...signedLine(line) };
        },
      },
    ],
  });
  let answered = 0;
  run.on('response', (_client, _status, _bytes, latencyMs) => {
    answered++;
    into.latencies.push(latencyMs);
  });
  const { duration, errors, non2xx } = await run;
  if (errors + non2xx > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} answers that were not 2xx`);
  into.perSecond.push(answered / duration);
}
