// How long a visitor of our own chat waits for the first words of a reply that a model writes, beside the whole of it. The model
// is the stand-in, which writes as fast as a real one does.
import { askNext, startOpenAiSandbox } from '../src/sandbox/openai/openai-sandbox.ts';
import { changedPlaybook } from '../test/support/default-playbook.ts';
import { beginWidget, withWidget } from '../test/support/widget-visitor.ts';
import { type Figure, median, ms, share } from './figure.ts';
import { burstPauseMs } from './reply-time.ts';
import { startStand } from './stand.ts';

const visitors = 12;
/** About eighty tokens a second: a piece has four or five characters. */
const pieceMs = 12;
const reply = 'Good to know, thank you. Reports by hand take days, as a rule, and that is where many begin. ';

/** All of them come from this machine. */
const limits = '  limits: { perAddress: 1000, freePerAddress: 1000, free: 1000 }\n';

type Waited = { first: number; whole: number };

export async function firstWords(): Promise<Figure> {
  const provider = await startOpenAiSandbox((request) => {
    const asks = askNext(request);
    return { ...asks, reply: `${reply}${asks.reply}` };
  });
  const stand = await startStand({
    rateLimits: false,
    env: {
      PLAYBOOK: changedPlaybook((page) => withWidget(page) + limits),
      SECRET_KEY: 'c'.repeat(64),
      OPENAI_API_KEY: provider.apiKey,
      OPENAI_BASE_URL: provider.baseUrl,
      OPENAI_MODEL: 'stand-in',
    },
  });
  try {
    const waited: Waited[] = [];
    // One after the other: how many Baton answers at once is another figure.
    for (let n = 0; n < visitors; n++) {
      provider.faults.add({ kind: 'slow', ms: pieceMs });
      waited.push(await visit(stand.baton.url));
    }
    const pauseMs = burstPauseMs();
    const first = median(waited.map((each) => each.first)) - pauseMs;
    const whole = median(waited.map((each) => each.whole)) - pauseMs;
    return {
      what: `A line in our own chat, to a model that writes ${Math.round(1000 / pieceMs)} tokens a second → its first words shown, besides the pause for bursts; raw: the whole reply (p50)`,
      ratio: share(first, whole),
      baton: ms(first),
      raw: ms(whole),
      goal: '–',
    };
  } finally {
    await stand.stop();
    await provider.stop();
  }
}

/** From the request until a draft, and until the line, stands on the visitor's own stream. */
async function visit(url: string): Promise<Waited> {
  const visitor = await beginWidget(url);
  const stream = await visitor.get(url, '/widget/stream');
  const saidAt = performance.now();
  await visitor.say(url, 'We want to replace our reporting');
  let first = 0;
  let text = '';
  for await (const part of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (first === 0 && text.includes('event: draft\n')) first = performance.now() - saidAt;
    if (/event: line\n.*\ndata: .*Good to know/.test(text)) break;
  }
  return { first, whole: performance.now() - saidAt };
}
