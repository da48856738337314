// What a rep decides from the card: claim, reject, nurture, and taking it back. One winner, whoever presses first;
// every other press gets an answer that says what happened.
import { DateTime } from 'luxon';
import { keptFor } from './booking.ts';
import { type Decision, owedCard } from './decision.ts';
import { type Owed, owedBusy, owedWake } from './job.ts';
import { aloneWith } from './ladder.ts';
import { type Lead, move, type Rep, type RepVerdict } from './lead.ts';
import { begin } from './nurture.ts';
import { meetingKindOf, type Playbook, type Team, teamOf } from './playbook.ts';
import { passTurn } from './rotation.ts';
import { tell } from './tell.ts';
import type { LineName } from './words.ts';

export const undoMs = 5 * 60_000;
const stateAfter = { claimed: 'claimed', rejected: 'rejected', nurtured: 'nurturing' } as const;

/** The last verdict can be taken back while the lead is still where it led, for five minutes. */
export function canUndo({ state, repVerdict }: Lead, now: string): boolean {
  if (repVerdict === null || state !== stateAfter[repVerdict.kind]) return false;
  return Date.parse(now) - Date.parse(repVerdict.at) <= undoMs;
}

/** `isManager`: by a user group; whom the playbook names one by one is known anyway. */
export type Press = { rep: Rep; playbook: Playbook; now: string; isManager?: boolean };

/** Why a press changed nothing. */
export type Missed =
  | { kind: 'yours' }
  | { kind: 'taken'; by: Rep; msAgo: number }
  | { kind: 'over'; lead: Lead }
  /** It is somebody else's alone for so long. */
  | { kind: 'not-yet'; by: Rep; msLeft: number }
  | { kind: 'not-allowed'; team: string };

export type Pressed = ({ kind: 'done' } & Decision) | Missed;

export function claim(lead: Lead, press: Press): Pressed {
  const missed = stopped(lead, press);
  if (missed !== null) return missed;
  if (lead.state !== 'offered') return { kind: lead.state === 'claimed' ? 'yours' : 'over', lead };
  const { rep, now } = press;
  const repVerdict: RepVerdict = { kind: 'claimed', by: rep, at: now, from: lead.state, ...turn(lead) };
  const upTo = lead.messages.length;
  const passed = passTurn({ ...move(lead, 'claimed'), rep, repVerdict, inThread: upTo }, rep.id, press);
  const afterMs = Date.parse(now) - Date.parse(lead.offer?.at ?? lead.updatedAt);
  return told(
    {
      ...passed,
      events: [{ kind: 'claimed', by: rep.id, data: { name: rep.name, afterMs } }, ...passed.events],
      owed: [...note(lead, { kind: 'claimed', rep, at: now, from: lead.inThread + 1, upTo }), ...owedTimes(rep, press)],
    },
    press,
    'claimed',
  );
}

/** Whoever claims will mostly book next: their times are read before they ask for them. */
function owedTimes({ id }: Rep, { playbook }: Press): Owed[] {
  return playbook.calendar ? owedBusy([...new Set([id, ...meetingKindOf(playbook, undefined).with])]) : [];
}

export type Rejection = { reason: string; wrongField: string | null; note: string };

export function reject(lead: Lead, press: Press, why: Rejection): Pressed {
  const missed = pressable(lead, press);
  if (missed !== null) return missed;
  const { rep, now, playbook } = press;
  const reason = playbook.rejectReasons.find((each) => each.id === why.reason);
  const repVerdict: RepVerdict = {
    kind: 'rejected',
    by: rep,
    at: now,
    from: lead.state,
    ...before(lead),
    ...turn(lead),
    ...why,
  };
  const rejected = { ...move(lead, 'rejected'), repVerdict };
  const passed = passTurn(rejected, reason?.givesTurnBack === false ? (lead.offer?.turn ?? null) : null, press);
  const decision: Decision = {
    ...passed,
    events: [{ kind: 'rejected', by: rep.id, data: { name: rep.name, ...why } }, ...passed.events],
    owed: note(lead, {
      kind: 'rejected',
      rep,
      at: now,
      reason: reason?.label ?? why.reason,
      wrongField: why.wrongField,
      words: why.note,
    }),
  };
  return told(decision, press, reason?.tellVisitor === false ? null : 'rejected');
}

/** `sequence`: what the visitor is written from that day on; without one, nothing. */
export type Nurturing = { until: string; note: string; sequence?: string };

export function nurture(lead: Lead, press: Press, how: Nurturing): Pressed {
  const missed = pressable(lead, press);
  if (missed !== null) return missed;
  const { rep, now } = press;
  const { until, note: words, sequence } = how;
  const repVerdict: RepVerdict = {
    kind: 'nurtured',
    by: rep,
    at: now,
    from: lead.state,
    ...before(lead),
    ...turn(lead),
    until,
    note: words,
  };
  const begun = sequence !== undefined && begin(lead, { sequence, by: rep, on: until, note: words }, press);
  const nurtured = { ...move(lead, 'nurturing'), repVerdict, ...(begun && { nurture: begun }) };
  // Where no mail goes out by itself, whoever promised to come back is called on that morning.
  const back = begun ? null : morningOf(until, lead, press);
  const decision = {
    lead: { ...nurtured, snoozedUntil: back },
    events: [{ kind: 'nurtured', by: rep.id, data: { name: rep.name, ...how } } as const],
    owed: [
      ...note(lead, { kind: 'nurtured', rep, at: now, until, words }),
      ...(back === null ? [] : owedWake(lead.id, back, now)),
    ],
  };
  return told(decision, press, 'nurtured');
}

/** Null: it is no day, or past already. */
function morningOf(day: string, { offer }: Lead, { playbook, now }: Press): string | null {
  const zone = teamOf(playbook, offer?.team)?.zone ?? playbook.zone;
  const morning = DateTime.fromISO(`${day}T09:00`, { zone });
  return morning.isValid && morning.toMillis() > Date.parse(now) ? new Date(morning.toMillis()).toISOString() : null;
}

/** Back to where the lead was before the rep's own last verdict, for five minutes. */
export function undo(lead: Lead, press: Press): Pressed | { kind: 'too-late' } {
  const last = lead.repVerdict;
  if (last === null) return { kind: 'over', lead };
  const msAgo = Date.parse(press.now) - Date.parse(last.at);
  if (last.by.id !== press.rep.id) return { kind: 'taken', by: last.by, msAgo };
  if (lead.state !== stateAfter[last.kind]) return { kind: 'over', lead };
  if (msAgo > undoMs) return { kind: 'too-late' };
  const rep = last.kind === 'claimed' ? null : lead.rep;
  // What began with the verdict ends as if it had never begun; whatever went out stays known.
  const isBegun = last.kind === 'nurtured' && lead.nurture?.startedAt === last.at && lead.nurture.sent.length === 0;
  const back = { ...move(lead, last.from), rep, repVerdict: last.before ?? null, ...(isBegun && { nurture: null }) };
  const passed = passTurn(back, last.turn ?? null, press);
  const decision: Decision = {
    lead: passed.lead,
    turns: passed.turns,
    events: [{ kind: 'undone', by: press.rep.id, data: { name: press.rep.name, what: last.kind } }],
    owed: note(lead, { kind: 'undone', rep: press.rep, at: press.now, what: last.kind }),
  };
  const wasTold =
    last.kind !== 'rejected' || press.playbook.rejectReasons.find(({ id }) => id === last.reason)?.tellVisitor;
  return told(decision, press, wasTold === false ? null : last.from === 'claimed' ? 'claimed' : 'released');
}

const before = ({ repVerdict }: Lead) => (repVerdict === null ? {} : { before: repVerdict });
const turn = ({ offer }: Lead) => (offer === null || offer.turn === null ? {} : { turn: offer.turn });

/** Why this rep cannot reject or nurture this lead, if so: asked before a modal opens and again when it is submitted. */
export function pressable(lead: Lead, press: Press): Missed | null {
  const open = lead.state === 'offered' || lead.state === 'claimed';
  return stopped(lead, press) ?? (open ? null : { kind: 'over', lead });
}

/** Why this rep can do nothing with this lead, whatever they press. */
export function stopped(lead: Lead, press: Press): Missed | null {
  const { rep, playbook, now } = press;
  const team = teamOf(playbook, lead.offer?.team);
  if (team?.claim === 'reps' && !team.reps.some((each) => each.slack === rep.id)) {
    return { kind: 'not-allowed', team: team.id };
  }
  const alone = aloneWith(lead, now);
  if (alone !== null && alone.rep.id !== rep.id && !managesTeam(press, team)) {
    return { kind: 'not-yet', by: alone.rep, msLeft: Date.parse(alone.until) - Date.parse(now) };
  }
  const kept = lead.state === 'offered' ? keptFor(lead.booking, now) : null;
  const by = lead.state === 'claimed' ? lead.rep : kept;
  if (by === null || by.id === rep.id) return null;
  const since = kept === null ? (lead.repVerdict?.at ?? lead.updatedAt) : lead.updatedAt;
  return { kind: 'taken', by, msAgo: Date.parse(now) - Date.parse(since) };
}

function managesTeam({ rep, playbook, isManager }: Press, team: Team | undefined): boolean {
  const { managers, admins } = playbook.roles;
  return isManager === true || [...managers, ...admins, ...(team?.managers ?? [])].includes(rep.id);
}

function note(lead: Lead, note: Extract<Owed['job'], { kind: 'post-note' }>['note']): Owed[] {
  return [{ job: { kind: 'post-note', lead: lead.id, note } }];
}

/** The card redraws now and once more when undoing ends; the visitor hears `line`. */
export function told(decision: Decision, press: Press, line: LineName | null): { kind: 'done' } & Decision {
  const { lead } = decision;
  const redraw: Owed = {
    job: { kind: 'update-card', lead: lead.id },
    key: `undo-over:${lead.id}`,
    delayMs: undoMs + 1_000,
  };
  const owing = { ...decision, owed: [...owedCard(lead), ...decision.owed, redraw] };
  return { kind: 'done', ...(line === null ? owing : tell(owing, line, press)) };
}
