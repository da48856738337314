// How long a visitor waits for Baton besides the deliberate pause for bursts, and how long a card takes to stand once the bar is crossed.
import { setTimeout as wait } from 'node:timers/promises';
import { newLead } from '../src/core/lead.ts';
import { receive } from '../src/core/receive.ts';
import { defaultPlaybook } from '../test/support/default-playbook.ts';
import { type Figure, ms, percentile } from './figure.ts';
import { qualifyingLines, type Stand } from './stand.ts';

const conversations = 30;
const atATime = 6;
/** A visitor reads before writing on; lines that belong to the answer before have arrived by then. */
const readingMs = 250;

type Times = { replies: number[]; cards: number[] };

export async function replyTime(stand: Stand): Promise<Figure[]> {
  const pauseMs = burstPauseMs();
  const times: Times = { replies: [], cards: [] };
  let next = 0;
  const visitors = Array.from({ length: atATime }, async (_, visitor) => {
    await wait(visitor * 150);
    while (next < conversations) await converse(stand, { conversation: `reply-${next++}`, pauseMs }, times);
  });
  await Promise.all(visitors);
  const of = (values: number[], percent: number) => ms(percentile(values, percent));
  return [
    {
      what: `A visitor's line answered 202 → the reply delivered, besides the pause of ${pauseMs / 1000} s for bursts (p50 / p95)`,
      ratio: '–',
      baton: `${of(times.replies, 50)} / ${of(times.replies, 95)}`,
      raw: '–',
      goal: 'p95 ≤ 50 ms',
    },
    {
      what: 'The bar crossed → the card in Slack (p50 / p95)',
      ratio: '–',
      baton: `${of(times.cards, 50)} / ${of(times.cards, 95)}`,
      raw: '–',
      goal: 'p95 ≤ 2 s',
    },
  ];
}

async function converse(stand: Stand, given: { conversation: string; pauseMs: number }, times: Times): Promise<void> {
  let lead = '';
  const lines = qualifyingLines(given.conversation);
  for (const [turn, text] of lines.entries()) {
    const said = await stand.say(given.conversation, text);
    lead = said.lead;
    // The last reply says that the team has it, so it waits for Slack on purpose: it belongs to the card.
    if (turn < lines.length - 1) times.replies.push(said.repliedAt - said.acceptedAt - given.pauseMs);
    await wait(readingMs);
  }
  const view = await stand.api<{ card: { ts: string } | null; events: { kind: string; at: string }[] }>(
    `/api/leads/${lead}`,
  );
  const offered = view.events.find(({ kind }) => kind === 'offered');
  if (offered === undefined || view.card === null) throw new Error(`${given.conversation} did not cross the bar.`);
  times.cards.push(Number(view.card.ts) * 1000 - Date.parse(offered.at));
}

/** What the product really waits, asked from the decision itself. */
export function burstPauseMs(): number {
  const start = { conversation: 'c', channel: 'web', visitor: { id: 'v' }, page: null, playbook: '', now: '' };
  const { owed } = receive(newLead({ id: 'lead_1', ...start }), start, {
    playbook: defaultPlaybook(),
    now: '2026-11-23T14:00:00.000Z',
  });
  return owed.find(({ job }) => job.kind === 'take-turn')?.delayMs ?? 0;
}
