// A visitor wrote. The line is stored already; this decides what it sets in motion.
import { type Decision, owedTurn } from './decision.ts';
import { hold, isHeld, type Suspicion } from './held.ts';
import { withArrival } from './join.ts';
import type { Lead, Page, Visitor } from './lead.ts';
import type { Place } from './line.ts';
import type { MailRef } from './mail-thread.ts';
import { voiceChannel } from './one-way.ts';
import type { Playbook } from './playbook.ts';
import { handBack, owedSilence } from './takeover.ts';

/** A burst of lines becomes one turn: each line replaces the waiting turn and pushes it back by this much. */
const pauseMs = 1_000;
/** While a rep talks, Baton only takes note, and must not stand in the way of their lines. */
const pauseInTakeoverMs = 15_000;

/** `place`: in which conversation, without it the lead's own. `mail`: by which it came. `suspicion`: why their first line looks like spam. */
export type Arrival = {
  visitor: Visitor;
  page: Page | null;
  place?: Place;
  mail?: MailRef;
  suspicion?: Suspicion | null;
};

export function receive(
  lead: Lead,
  { visitor, page, place, mail, suspicion = null }: Arrival,
  { playbook, now }: { playbook: Playbook; now: string },
): Decision {
  const arrived = { ...withArrival(lead, visitor, place), page: lead.page ?? page };
  const { lead: after, events, owed: left } = withoutOperator(arrived, place, { playbook, now });
  const message = lead.messages.length;
  const heard: Decision = {
    lead: after,
    events: [{ kind: 'received', by: 'visitor', data: { message, ...(mail && { mail }) } }, ...events],
    owed: [...left],
  };
  if (isHeld(lead)) return heard;
  const isFirst = lead.messages.every(({ n, from }) => from !== 'visitor' || n === message);
  if (suspicion !== null && isFirst) return hold(heard, suspicion, { playbook, now });
  const delayMs = after.takeover === null ? pauseMs : pauseInTakeoverMs;
  const owed: Decision['owed'] = [...left, { ...owedTurn(lead), delayMs }];
  // A card without a rep shows the new words by itself, unless they came where nobody looked for them.
  const isWatched = lead.state === 'claimed' || lead.state === 'booked';
  if (isWatched || (mail !== undefined && lead.card !== null)) {
    owed.push({ job: { kind: 'post-note', lead: lead.id, note: { kind: 'wrote', message } } });
  }
  owed.push(...owedSilence(after, playbook));
  return { ...heard, owed };
}

/** Who talks to them in a chat product reads nothing of what they write anywhere else; a call is no place to be answered. */
function withoutOperator(lead: Lead, place: Place | undefined, by: { playbook: Playbook; now: string }): Decision {
  const { product } = lead.takeover ?? {};
  const isThere = place === undefined || place.channel === product || place.channel === voiceChannel;
  const back = product === undefined || isThere ? null : handBack(lead, { ...by, why: 'elsewhere' });
  return back?.kind === 'done' ? back : { lead, events: [], owed: [] };
}
