// npm run bench: Baton beside the raw limits of this machine, in one run, as one table. With `-- --write` the table goes into
// the README; with `-- --all` a burst of sixty cards and five hundred streams of the widget are measured too, which takes two minutes
// more. `-- --million` measures only the digest, up to a year with a million leads, which takes many minutes and has a table of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { barUpdate } from './bar-update.ts';
import { bookingTimes } from './booking-times.ts';
import { cardBurst } from './card-burst.ts';
import type { Figure } from './figure.ts';
import { firstWords } from './first-words.ts';
import { memory, startBare, startTime, weigh } from './footprint.ts';
import { replyTime } from './reply-time.ts';
import { reports } from './report.ts';
import { slackAcks } from './slack-acks.ts';
import { slotTimes } from './slot-times.ts';
import { startStand } from './stand.ts';
import { storedTurns } from './stored-turns.ts';
import { webhookAnswers } from './webhook-answers.ts';
import { widgetStreams } from './widget-streams.ts';

const readme = new URL('../README.md', import.meta.url);
const options = new Set(process.argv.slice(2));
const startedAt = performance.now();

const figures: Figure[] = [];
const million = options.has('--million');
if (million) await measure('digests of up to a million leads', () => reports({ million }));
else await everything();

const table = tableOf(figures);
process.stdout.write(`${table}\n`);
if (options.has('--write')) writeIntoReadme(table, million ? 'bench-million' : 'bench');

async function everything(): Promise<void> {
  await measure('stored turns', storedTurns);
  await measure('a running Baton', running);
  await measure('first words', async () => [await firstWords()]);
  await measure('the bar', async () => [barUpdate()]);
  await measure('slots', async () => [slotTimes()]);
  await measure('bookings', bookingTimes);
  await measure('digests', () => reports({ million }));
  await measure('start time', async () => [await startTime()]);
  if (!options.has('--all')) return;
  await measure('a burst of cards', async () => [await cardBurst()]);
  await measure('streams of the widget', widgetStreams);
}

async function measure(name: string, figuresOf: () => Promise<Figure[]>): Promise<void> {
  process.stderr.write(`measuring ${name} …\n`);
  figures.push(...(await figuresOf()));
}

/** Everything that one running Baton is asked, in the order in which it needs it: cards first, then presses on them. */
async function running(): Promise<Figure[]> {
  const bare = await startBare();
  const stand = await startStand({ rateLimits: false });
  try {
    const { baton } = stand;
    const atStart = weigh({ baton, bare });
    const replies = await replyTime(stand);
    const acks = await slackAcks({ stand, bare });
    const answers = await webhookAnswers({ stand, bare });
    const afterLoad = weigh({ baton, bare });
    return [...answers, acks, ...replies, memory('after the start', atStart), memory('after this load', afterLoad)];
  } finally {
    await stand.stop();
    await bare.stop();
  }
}

function tableOf(rows: readonly Figure[]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const [cpu] = cpus();
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return [
    line(['figure', 'ratio', 'Baton', 'raw limit', 'goal']),
    line(['---', '---:', '---:', '---:', '---']),
    ...rows.map(({ what, ratio, baton, raw, goal }) => line([what, ratio, baton, raw, goal])),
    '',
    `Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}, measured in ${seconds} s.`,
  ].join('\n');
}

/** What stands outside the two marks stays as it is. */
function writeIntoReadme(table: string, mark: string): void {
  const page = readFileSync(readme, 'utf8');
  const block = new RegExp(`<!-- ${mark} -->[\\s\\S]*?(?:<!-- /${mark} -->|$)`);
  if (!block.test(page)) throw new Error(`README.md has no <!-- ${mark} --> to write to.`);
  writeFileSync(
    readme,
    page.replace(block, () => `<!-- ${mark} -->\n${table}\n<!-- /${mark} -->`),
  );
}
