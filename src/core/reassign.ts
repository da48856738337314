// A lead is given to another rep: by whoever has it, by anybody who may claim it while it is offered, by managers always.
import type { Decision } from './decision.ts';
import type { Note, Owed } from './job.ts';
import { type Lead, move, type Rep, type RepVerdict } from './lead.ts';
import { teamOf } from './playbook.ts';
import { passTurn } from './rotation.ts';
import { type Missed, type Press, pressable, told } from './verdict.ts';

/** `isManager`: may change the leads of others. */
export type Reassigning = Press & { isManager: boolean; to: Rep; note: string };
export type Reassigned =
  | ({ kind: 'done' } & Decision)
  | Missed
  | { kind: 'yourself' }
  | { kind: 'has-it'; by: Rep }
  | { kind: 'to-not-allowed'; team: string };

/** Why this person cannot reassign this lead, if so: asked before the modal opens and again when it is submitted. */
export function reassignable(lead: Lead, press: Press & { isManager: boolean }): Missed | null {
  const missed = pressable(lead, press);
  return press.isManager && missed?.kind !== 'over' ? null : missed;
}

/** The new rep has claimed it, as if they had pressed. A takeover ends; the turn goes with the lead. */
export function reassign(lead: Lead, how: Reassigning): Reassigned {
  const missed = reassignable(lead, how);
  if (missed !== null) return missed;
  const { rep, to, note: words, playbook, now } = how;
  if (lead.rep?.id === to.id) return { kind: 'has-it', by: lead.rep };
  if (lead.state === 'offered' && to.id === rep.id) return { kind: 'yourself' };
  const team = teamOf(playbook, lead.offer?.team);
  if (team?.claim === 'reps' && !team.reps.some(({ slack }) => slack === to.id)) {
    return { kind: 'to-not-allowed', team: team.id };
  }
  const turn = lead.offer?.turn ?? null;
  const repVerdict: RepVerdict = {
    kind: 'claimed',
    by: to,
    at: now,
    from: 'offered',
    ...(turn !== null && { turn }),
  };
  const claimed = lead.state === 'claimed' ? { ...lead, takeover: null, snoozedUntil: null } : move(lead, 'claimed');
  const upTo = lead.messages.length;
  const passed = passTurn({ ...claimed, rep: to, repVerdict, inThread: upTo }, to.id, how);
  const note: Note = {
    kind: 'reassigned',
    rep: to,
    by: rep,
    at: now,
    words,
    from: lead.inThread + 1,
    upTo,
    brief: lead.inThread === 0,
  };
  const owed: Owed[] = [{ job: { kind: 'post-note', lead: lead.id, note } }];
  if (to.id !== rep.id) {
    owed.push({ job: { kind: 'tell-given', lead: lead.id, to: to.id, by: rep, at: now, words } });
  }
  const data = { name: rep.name, from: lead.rep, to, note: words, endedTakeover: lead.takeover !== null };
  const events = [{ kind: 'reassigned', by: rep.id, data } as const, ...passed.events];
  return told({ ...passed, events, owed }, { ...how, rep: to }, 'claimed');
}
