// Sixty visitors cross the bar at once, and Slack lets one post a second into a channel: how fast the cards come, and that
// each comes once.
import { setTimeout as wait } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { qualifyingLines, type Stand, startStand } from './stand.ts';

const burst = 60;
const giveUpAfterMs = 120_000;
/** Whoever was told to come back and would post again has come back by then. */
const doublesWithinMs = 3_000;

export async function cardBurst(): Promise<Figure> {
  const stand = await startStand({ rateLimits: true });
  try {
    const visitors = Array.from({ length: burst }, (_, n) => `burst-${n}`);
    for (const turn of [0, 1, 2] as const) {
      await Promise.all(visitors.map((visitor) => stand.say(visitor, qualifyingLines(visitor)[turn])));
    }
    const giveUpAt = performance.now() + giveUpAfterMs;
    while (stand.cards().length < burst && performance.now() < giveUpAt) await wait(250);
    await wait(doublesWithinMs);
    return await figureOf(stand);
  } finally {
    await stand.stop();
  }
}

async function figureOf(stand: Stand): Promise<Figure> {
  const cards = stand.cards();
  const { items } = await stand.api<{ items: { id: string }[] }>('/api/leads?limit=200');
  const on = (id: string) => cards.filter(({ metadata }) => metadata?.event_payload.lead === id).length;
  const lost = items.filter(({ id }) => on(id) === 0).length;
  const doubled = items.filter(({ id }) => on(id) > 1).length;
  const at = cards.map(({ ts }) => Number(ts)).toSorted((a, b) => a - b);
  const seconds = (at.at(-1) ?? 0) - (at[0] ?? 0);
  const rate = (cards.length - 1) / seconds;
  return {
    what: `${burst} cards at once into one channel, under Slack's rates (raw: one post a second)`,
    ratio: rate.toFixed(2),
    baton: `${rate.toFixed(2)} posts/s, ${lost} lost, ${doubled} doubled`,
    raw: '1.00 posts/s',
    goal: '≥ 0.90, none lost or doubled',
  };
}
