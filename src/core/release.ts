// A claim lasts only if the visitor hears something in time, counted in the rep's own working time. Otherwise the rep is
// reminded once, and then the lead is everybody's again.
import { type Decision, owedRedraw } from './decision.ts';
import type { NewEvent } from './event.ts';
import type { Note, Owed } from './job.ts';
import { ladderKey, owedClimb, until } from './ladder.ts';
import { type Lead, move } from './lead.ts';
import { type Nudge, type Reach, reachAt } from './nudge.ts';
import { ladderOf, type Playbook } from './playbook.ts';
import { passTurn } from './rotation.ts';
import type { ClaimedLadder, OfferedLadder } from './rungs.ts';
import { tell } from './tell.ts';
import { type Missed, type Press, pressable } from './verdict.ts';
import { addWorking } from './working-time.ts';

/** `isTouched`: the visitor has heard from them since the claim. */
type By = { playbook: Playbook; now: string; rep: Reach; isTouched: boolean };
type Due = ClaimedLadder['next'];
export type Watched = Decision & { nudges: readonly Nudge[] };

/** What is due for a claimed lead; null when it has moved on since `due` was owed. */
export function release(lead: Lead, due: Due, by: By): Watched | null {
  const { ladder, rep, state } = lead;
  if (state !== 'claimed' || ladder?.kind !== 'claimed' || rep === null) return null;
  if (ladder.next.step !== due.step || ladder.next.at !== due.at) return null;
  const { now, isTouched } = by;
  if (isTouched) return { ...touched(lead), nudges: [] };
  const sleepsUntil = lead.snoozedUntil !== null && lead.snoozedUntil > now ? lead.snoozedUntil : null;
  if (due.step === 'begin' || sleepsUntil !== null)
    return { ...limited(lead, ladder, { ...by, from: sleepsUntil ?? now }), nudges: [] };
  if (due.step === 'release') return { ...released(lead, ladder, by), nudges: [] };
  const dueAt = reachAt(by.rep, { isTheirs: true, now });
  const nudges: Nudge[] =
    dueAt === null ? [] : [{ to: rep.id, lead: lead.id, what: 'first-word', about: ladder.since, dueAt }];
  const reminded = watching(lead, { ...ladder, next: { step: 'release', at: ladder.dueAt ?? now } }, now);
  const event: NewEvent = {
    kind: 'climbed',
    by: 'baton',
    data: { step: 'first-word', told: nudges.map(({ to }) => to) },
  };
  return { ...reminded, events: [event], nudges };
}

/** A rep who never works again has no limit, and one who works is reminded at half of it. */
function limited(lead: Lead, ladder: ClaimedLadder, { playbook, now, rep, from }: By & { from: string }): Decision {
  const { firstTouchMinutes } = ladderOf(playbook, lead.offer?.team);
  const dueAt = addWorking(rep.calendar, from, firstTouchMinutes);
  const remindAt = addWorking(rep.calendar, from, firstTouchMinutes / 2);
  if (dueAt === null || remindAt === null) return touched(lead);
  return watching(lead, { ...ladder, dueAt, next: { step: 'remind', at: remindAt } }, now);
}

function watching(lead: Lead, ladder: ClaimedLadder, now: string): Decision {
  const job = { kind: 'release-claim', lead: lead.id, ...ladder.next } as const;
  const owed: Owed = { job, key: ladderKey(lead), delayMs: until(ladder.next.at, now) };
  return { lead: { ...lead, ladder }, events: [], owed: [...owedRedraw(lead), owed] };
}

/** To everybody, the one who had it among them, but not suggested to them again. The turn goes back as for every lead that is lost. */
function released(lead: Lead, { since }: ClaimedLadder, { playbook, now }: By): Decision {
  const { rep } = lead;
  if (rep === null || lead.offer === null) return { lead, events: [], owed: [] };
  const passed = passTurn({ ...move(lead, 'offered'), rep: null, repVerdict: null }, null, { playbook, now });
  const next = { step: 'channel', at: now } as const;
  const ladder: OfferedLadder = { kind: 'offered', step: null, at: now, alone: null, openAt: null, next, brief: null };
  const log = [...lead.offer.log, { kind: 'released', rep: rep.name } as const];
  const offer = { ...lead.offer, at: now, rep: null, by: 'nobody', startsAt: now, turn: null, log } as const;
  const after: Lead = { ...passed.lead, offer, ladder };
  const afterMs = Date.parse(now) - Date.parse(since);
  const note: Note = { kind: 'released', rep, at: now };
  const decision: Decision = {
    lead: after,
    turns: passed.turns,
    events: [{ kind: 'released', by: 'baton', data: { rep: rep.id, name: rep.name, afterMs } }, ...passed.events],
    owed: [owedClimb(after, next, now), ...owedRedraw(after), { job: { kind: 'post-note', lead: lead.id, note } }],
  };
  return tell(decision, 'released', { playbook, now });
}

/** The visitor has heard from their rep: nothing is owed to them any more. */
export function touched(lead: Lead): Decision {
  if (lead.ladder?.kind !== 'claimed') return { lead, events: [], owed: [] };
  return { lead: { ...lead, ladder: null }, events: [], owed: owedRedraw(lead) };
}

/** A rep may have called or written elsewhere: they say so, and keep the lead. */
export function sayTouched(
  lead: Lead,
  press: Press,
): ({ kind: 'done' } & Decision) | Missed | { kind: 'touched-already' } {
  const missed = pressable(lead, press);
  if (missed !== null) return missed;
  if (lead.state !== 'claimed') return { kind: 'over', lead };
  const { ladder, rep } = lead;
  if (ladder?.kind !== 'claimed' || rep === null) return { kind: 'touched-already' };
  const afterMs = Date.parse(press.now) - Date.parse(ladder.since);
  const data = { message: null, afterMs, reasked: [] };
  return { kind: 'done', ...touched(lead), events: [{ kind: 'touched', by: rep.id, data }] };
}
