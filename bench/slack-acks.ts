// How fast a press is acknowledged at a hundred presses a second. Open loop: a press is sent when it is due, however
// late the answers are, and its time runs from then.
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { SandboxMessage } from '../src/sandbox/state.ts';
import { actionIds } from '../src/slack/cards/actions.ts';
import type { Child } from './child.ts';
import { type Figure, ms, percentile, times } from './figure.ts';
import { type Signed, signedPress } from './secrets.ts';
import type { Stand } from './stand.ts';

const perSecond = 100;
const slices = 2;
const sliceSeconds = 5;

export async function slackAcks({ stand, bare }: { stand: Stand; bare: Child }): Promise<Figure> {
  const cards = stand.cards();
  const agent = new Agent({ keepAlive: true });
  const baton: number[] = [];
  const raw: number[] = [];
  let presses = 0;
  const next = () => signedPress(pressOf(cards, presses++, stand.chatUrl));
  for (let slice = 0; slice < slices; slice++) {
    await press(`${bare.url}/slack/events`, { agent, next }, raw);
    await press(`${stand.baton.url}/slack/events`, { agent, next }, baton);
    await stand.idle();
  }
  agent.destroy();
  const of = (values: number[]) => `${ms(percentile(values, 50))} / ${ms(percentile(values, 99))}`;
  return {
    what: `Claim and Undo acknowledged at ${perSecond} presses a second, stored first (raw: bare Node HTTP + signature; p50 / p99)`,
    ratio: times(percentile(baton, 50), percentile(raw, 50)),
    baton: of(baton),
    raw: of(raw),
    goal: 'p99 ≤ 100 ms',
  };
}

/** Every card is claimed, then every claim undone, and so on. */
function pressOf(cards: readonly SandboxMessage[], n: number, responseUrl: string): object {
  const card = cards[n % cards.length];
  if (card === undefined) throw new Error('There is no card to press.');
  const { claim, undo } = actionIds;
  const action = Math.floor(n / cards.length) % 2 === 0 ? claim : undo;
  return {
    type: 'block_actions',
    team: { id: 'T0ACME', domain: 'acme-revenue' },
    user: { id: 'U0DANA', username: 'dana', name: 'dana', team_id: 'T0ACME' },
    api_app_id: 'A0BATON',
    container: { type: 'message', message_ts: card.ts, channel_id: card.channel, is_ephemeral: false },
    trigger_id: `${n}.trigger`,
    channel: { id: card.channel, name: 'sdr-leads' },
    message: { ts: card.ts, text: card.text, blocks: card.blocks, metadata: card.metadata },
    response_url: responseUrl,
    actions: [
      {
        type: 'button',
        block_id: 'actions',
        action_id: action,
        value: card.metadata?.event_payload.lead,
        action_ts: String(Date.now() / 1000),
      },
    ],
  };
}

async function press(url: string, { agent, next }: { agent: Agent; next(): Signed }, into: number[]): Promise<void> {
  const startedAt = performance.now();
  const acks: Promise<void>[] = [];
  for (let n = 0; n < perSecond * sliceSeconds; n++) {
    const dueAt = startedAt + (n * 1_000) / perSecond;
    const signed = next();
    const early = dueAt - performance.now();
    if (early > 0) await wait(early);
    acks.push(
      post(url, signed, agent).then(() => {
        into.push(performance.now() - dueAt);
      }),
    );
  }
  await Promise.all(acks);
}

function post(url: string, { body, headers }: Signed, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`A press was answered ${answer.statusCode}.`));
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
