// What looks like spam: kept as it came and read by nobody, until one of those who keep Baton running lets it through. From then
// on it is like any other.
import { type Decision, owedTurn, say } from './decision.ts';
import { inTheirLanguage } from './in-language.ts';
import type { Owed } from './job.ts';
import { type Lead, move, type Rep } from './lead.ts';
import { type Playbook, teamOf } from './playbook.ts';
import { fill } from './words.ts';

/** An input that people do not see was filled in; links and no question; or others sent the very same. */
export type Suspicion = 'trap' | 'links' | 'repeated';

/** Those who keep Baton running hear of all that came in this time together; without them, the team that takes everything. */
const gatherMs = 60_000;

/** In place of what would have followed. Whoever can read an answer is told that somebody looks at it first. */
export function hold(
  { lead, events }: Decision,
  why: Suspicion,
  { playbook, now }: { playbook: Playbook; now: string },
): Decision {
  const to = playbook.ops ?? teamOf(playbook, undefined)?.channel;
  const told: Owed[] =
    to === undefined
      ? []
      : [
          {
            job: { kind: 'tell', to, news: { kind: 'held', at: now } },
            key: `held:${to}`,
            delayMs: gatherMs,
            joins: true,
          },
        ];
  const held: Decision = {
    lead: move(lead, 'quiet'),
    events: [...events, { kind: 'held', by: 'baton', data: { why } }],
    owed: told,
  };
  const { words, company } = inTheirLanguage(playbook, lead);
  const isGreeted = lead.messages.some(({ from }) => from === 'baton');
  const text = fill(isGreeted ? words.held : `${words.opening} ${words.held}`, { company: company.name });
  return say(held, { text, asks: null, at: now });
}

/** Nobody has read a line of it. */
export const isHeld = (lead: Pick<Lead, 'state' | 'readUpTo' | 'messages'>): boolean =>
  lead.state === 'quiet' && lead.readUpTo === 0 && lead.messages.some(({ from }) => from === 'visitor');

/** Null: it was let through already, or never held. */
export function letThrough(lead: Lead, by: Rep): Decision | null {
  if (!isHeld(lead)) return null;
  const event = { kind: 'let-through', by: by.id, data: { name: by.name } } as const;
  return { lead: move(lead, 'chatting'), events: [event], owed: [owedTurn(lead)] };
}
