// A rep says that a lead is not theirs: it goes on to the next rep, or to the team they name. Feedback on the routing, no
// verdict: nothing here may teach the bar.
import { assign } from './assign.ts';
import { type Decision, owedCard } from './decision.ts';
import type { Desk } from './desk.ts';
import type { Note, Owed } from './job.ts';
import { type Lead, move } from './lead.ts';
import { teamOf } from './playbook.ts';
import { passTurn } from './rotation.ts';
import { tell } from './tell.ts';
import { type Missed, type Press, pressable } from './verdict.ts';

/** `team` null: whoever takes it by the rules. `over`: reps who have said before that it is not theirs. */
export type PassingOn = Press & { team: string | null; desk: Desk; over: readonly string[] };

/** The visitor hears of it only if they had a rep. Another channel gets a card of its own; the one that stands says where. */
export function passOn(lead: Lead, how: PassingOn): ({ kind: 'done' } & Decision) | Missed {
  const missed = pressable(lead, how);
  if (missed !== null) return missed;
  const { rep, playbook, now, desk, over } = how;
  const released = passTurn(lead.state === 'claimed' ? move(lead, 'offered') : lead, null, how);
  const here = teamOf(playbook, lead.offer?.team);
  const { team, turns, ...whose } = assign(released.lead, {
    playbook,
    desk,
    now,
    over: [...over, rep.id],
    ...(how.team !== null && { team: how.team }),
  });
  const isElsewhere = team.channel !== here?.channel;
  const after: Lead = {
    ...released.lead,
    offer: { why: lead.offer?.why ?? 'asked', team: team.id, at: now, ...whose },
    rep: null,
    repVerdict: null,
    snoozedUntil: null,
    ...(isElsewhere && { card: null, inThread: 0 }),
  };
  const data = { name: rep.name, from: here?.id ?? null, team: team.id, to: whose.rep };
  const decision: Decision = {
    lead: after,
    events: [{ kind: 'misrouted', by: rep.id, data }, ...released.events],
    owed: isElsewhere ? owedElsewhere(lead, after) : owedHere(after, how),
    turns: [...released.turns, ...turns],
  };
  return { kind: 'done', ...(lead.rep === null ? decision : tell(decision, 'released', how)) };
}

function owedElsewhere({ id, card }: Lead, after: Lead): Owed[] {
  const retired: Owed[] = card === null ? [] : [{ job: { kind: 'retire-card', lead: id, card } }];
  return [...retired, ...owedCard(after)];
}

function owedHere(after: Lead, { rep, now }: Press): Owed[] {
  const note: Note = { kind: 'passed-on', rep, at: now, to: after.offer?.rep ?? null };
  return [...owedCard(after), { job: { kind: 'post-note', lead: after.id, note } }];
}
