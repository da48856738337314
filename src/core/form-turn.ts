// What becomes of a form: it is read once, by parsers alone, counted like any lead, and offered or nurtured. There is no interview:
// what the inputs do not say stays unknown, and nobody is asked.
import { barOf } from './bar.ts';
import { type Decision, owedRedrawSoon } from './decision.ts';
import { isByForm } from './form.ts';
import type { Turn } from './interviewer.ts';
import type { Owed } from './job.ts';
import { type Lead, move, type Rep } from './lead.ts';
import { type Playbook, teamOf } from './playbook.ts';
import { route } from './route.ts';
import { believe, type JudgedBy, judge, offer } from './turn.ts';

type Came = { inputs: number; origin: string | null };

export function formReceived(lead: Lead, origin: string | null): Decision {
  const data: Came & { message: number } = { message: 1, inputs: lead.messages.length, origin };
  return { lead, events: [{ kind: 'received', by: 'visitor', data }], owed: [owedTurn(lead)] };
}

const owedTurn = ({ id: lead }: Lead): Owed => ({ job: { kind: 'take-turn', lead }, key: `turn:${lead}` });

/** Those who keep Baton running hear of all that came in this time together; without them, the team that takes everything. */
const gatherMs = 60_000;

/** It looks like spam: kept as it came, read by nobody, and somebody is told. */
export function formHeld(
  lead: Lead,
  origin: string | null,
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
  const { events } = formReceived(lead, origin);
  return {
    lead: move(lead, 'quiet'),
    events: [...events, { kind: 'held', by: 'baton', data: { why: 'trap' } }],
    owed: told,
  };
}

/** Nobody has read a line of it. */
export const isHeld = (lead: Pick<Lead, 'state' | 'readUpTo' | 'messages'>): boolean =>
  lead.state === 'quiet' && lead.readUpTo === 0 && isByForm(lead);

/** Null: it was let through already, or never held. */
export function letThrough(lead: Lead, by: Rep): Decision | null {
  if (!isHeld(lead)) return null;
  const event = { kind: 'let-through', by: by.id, data: { name: by.name } } as const;
  return { lead: move(lead, 'chatting'), events: [event], owed: [owedTurn(lead)] };
}

export function takeForm(before: Lead, turn: Turn, by: JudgedBy): Decision {
  const { playbook } = by;
  const lead = judge({ ...believe(before, turn, by), readUpTo: before.messages.length }, by);
  const data = {
    step: 'form',
    fields: lead.answers.slice(before.answers.length).map(({ field }) => field),
    refused: lead.refused.length - before.refused.length,
    score: lead.score,
    interviewer: turn.interviewer,
  };
  const read: Decision = { lead, events: [{ kind: 'answered', by: 'visitor', data }], owed: owedRedrawSoon(lead) };
  return lead.score >= (playbook.form?.offerFrom ?? 0) ? offer(read, 'form', by) : keep(read, by);
}

/** For later, and for the sequence that the page names for such leads. */
function keep({ lead, events, owed }: Decision, { playbook }: JudgedBy): Decision {
  const bar = barOf(lead, playbook);
  const verdict = route(lead, bar, playbook);
  const event = { kind: 'nurtured', by: 'baton', data: { verdict, score: lead.score, bar } } as const;
  return { lead: { ...move(lead, 'nurturing'), verdict }, events: [...events, event], owed };
}
