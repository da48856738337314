// A lead that is not ready yet is written to, step by step, in the team's working hours, until whatever happens to it ends that.
// It begins and ends with every decision about a lead, see `consequences.ts`; nobody is ever sent the same step twice.
import { DateTime } from 'luxon';
import { type Decision, owedRedraw } from './decision.ts';
import { teamCalendar } from './desk.ts';
import type { NewEvent } from './event.ts';
import type { Owed } from './job.ts';
import { until } from './ladder.ts';
import type { Lead, LeadState, Rep } from './lead.ts';
import type { Nurture, NurtureEnd, SentStep } from './nurtured.ts';
import { bookingOf, type Playbook, teamOf } from './playbook.ts';
import { type Sequence, sequenceOf } from './playbook-nurture.ts';
import type { Wants } from './wants.ts';
import { isAlwaysOpen, opensAt } from './working-time.ts';

type By = { playbook: Playbook; now: string };

const dayMs = 86_400_000;

/** What ends a sequence by where the lead goes; a lead that is nurtured or closed stays in it until the visitor replies. */
const endedIn: { [state in LeadState]?: NurtureEnd } = {
  chatting: 'replied',
  offered: 'offered',
  claimed: 'claimed',
  booked: 'booked',
  rejected: 'rejected',
};

/** Whoever said so, or whose address cannot be written to, is written to by nobody; after a rep's Stop, only by a rep. */
const barring: ReadonlySet<NurtureEnd> = new Set(['unsubscribed', 'bounced', 'complained']);

export const isRunning = (nurture: Nurture | null): nurture is Nurture => nurture !== null && nurture.stopped === null;

/** `on`: the day of the first step, as a rep chose it. */
export type Beginning = { sequence: string; by: Rep | null; on?: string; note?: string };

/** Null: there is no such sequence, they had all of it, or they must not be written to. */
export function begin(
  lead: Lead,
  { sequence: id, by, on, note = '' }: Beginning,
  { playbook, now }: By,
): Nurture | null {
  const sequence = sequenceOf(playbook, id);
  const { sent = [], stopped = null } = lead.nurture ?? {};
  const isBarred = stopped !== null && (barring.has(stopped.why) || (by === null && stopped.why === 'pressed'));
  if (sequence === undefined || isBarred) return null;
  const step = nextStep(sequence, { from: 0, sent });
  if (step === null) return null;
  const from = on === undefined ? after(sequence, step, now) : startOfDay(lead, on, playbook);
  const dueAt = atWork(lead, from < now ? now : from, playbook);
  return { sequence: id, step, startedAt: now, by, dueAt, note, heard: lead.messages.length, sent, stopped: null };
}

/** The decision, with what it means for what the visitor is written. */
export function withNurture<D extends Decision>(before: Lead, decision: D, by: By): D {
  const entered = entering(decision, by);
  const { lead } = entered;
  const { nurture } = lead;
  if (nurture === null) return entered;
  const why = endOf(lead);
  if (why !== null && (nurture.stopped === null || (nurture.stopped.why === 'over' && why === 'replied'))) {
    return ended(entered, nurture, { why, by: why === 'replied' ? 'visitor' : 'baton', ...by });
  }
  const isNew = nurture.stopped === null && nurture.startedAt !== before.nurture?.startedAt;
  return isNew ? begun(entered, nurture, by) : entered;
}

/** Baton itself found the lead not ready yet. */
function entering<D extends Decision>(decision: D, by: By): D {
  const { borderline: sequence } = by.playbook.nurture;
  const isOurs = decision.events.some(({ kind, by }) => kind === 'nurtured' && by === 'baton');
  // Below a bar of their own, forms are kept for later too: whoever is not borderline has not agreed to mails.
  if (sequence === undefined || !isOurs || decision.lead.verdict !== 'borderline') return decision;
  const nurture = begin(decision.lead, { sequence, by: null }, by);
  return nurture === null ? decision : { ...decision, lead: { ...decision.lead, nurture } };
}

/** A visitor's consent brings its event along, with their words. */
function begun<D extends Decision>(decision: D, nurture: Nurture, { now }: By): D {
  const { sequence, step, by, dueAt } = nurture;
  const isTold = decision.events.some(({ kind }) => kind === 'nurture-began');
  const event: NewEvent = { kind: 'nurture-began', by: by?.id ?? 'baton', data: { sequence, step, dueAt } };
  return {
    ...decision,
    events: isTold ? decision.events : [...decision.events, event],
    owed: [...decision.owed, ...owedStep(decision.lead, nurture, now)],
  };
}

function endOf(lead: Lead): NurtureEnd | null {
  // One turn may hear them and hand them on.
  return hasReplied(lead, lead.readUpTo) ? 'replied' : (endedIn[lead.state] ?? null);
}

/** Up to that line. */
export const hasReplied = ({ messages, nurture }: Lead, upTo: number): boolean =>
  nurture !== null && messages.some(({ n, from }) => from === 'visitor' && n > nurture.heard && n <= upTo);

type Ending = { why: NurtureEnd; by: string; now: string };

function ended<D extends Decision>(decision: D, nurture: Nurture, { playbook, ...how }: Ending & By): D {
  const halt = halted(nurture, how);
  const lead: Lead = { ...decision.lead, nurture: halt.nurture };
  const note = how.why === 'replied' ? owedNote(lead, halt.nurture, { playbook, now: how.now }) : [];
  return {
    ...decision,
    lead,
    events: [...decision.events, ...halt.events],
    owed: [...decision.owed, ...note, ...owedRedraw(lead)],
  };
}

function halted(nurture: Nurture, { why, by, now }: Ending): { nurture: Nurture; events: NewEvent[] } {
  const data = { sequence: nurture.sequence, why, sent: ownSteps(nurture).length };
  return {
    nurture: { ...nurture, dueAt: null, stopped: { why, at: now } },
    events: [{ kind: 'nurture-stopped', by, data }],
  };
}

/** Of the sequence that is under way, what went out. */
export const ownSteps = ({ sent, sequence }: Nurture) => sent.filter((each) => each.sequence === sequence);

function owedNote({ id: lead, card }: Lead, nurture: Nurture, { playbook, now }: By): Owed[] {
  const last = ownSteps(nurture).at(-1);
  if (last === undefined || card === null) return [];
  const sequence = sequenceOf(playbook, nurture.sequence)?.label ?? nurture.sequence;
  const note = { kind: 'step-answered', at: now, sequence, step: last.step + 1, sentAt: last.at } as const;
  return [{ job: { kind: 'post-note', lead, note } }];
}

/** Null: nothing is under way that could stop. */
export function stop(lead: Lead, how: Ending): Decision | null {
  if (!isRunning(lead.nurture)) return null;
  const { nurture, events } = halted(lead.nurture, how);
  return { lead: { ...lead, nurture }, events, owed: owedRedraw(lead) };
}

/** A thank-you or a goodbye is no reply: the lead, as if it had been there before. */
export function unlessPolite(lead: Lead, wants: Wants): Lead {
  const { nurture, messages } = lead;
  if (!isRunning(nurture) || !(wants === 'nothing' || wants === 'leaving')) return lead;
  const since = messages.filter(({ n, from }) => from === 'visitor' && n > nurture.heard);
  if (since.some(({ text }) => unfriendly.test(text))) return lead;
  return { ...lead, nurture: { ...nurture, heard: messages.length } };
}

/** With these words people leave who do not want to be written to. */
const unfriendly =
  /stop|leave|unsubscribe|interest|kein|nicht|ruhe|frieden|pas |plus |tranquille|paix|intéress|interes|d[eé]j[ea]|paz|\bno\b|n['’]t\b|\bnot\b/i;

/** To the step that comes next, or to the end. */
export function goOn(
  lead: Lead,
  nurture: Nurture,
  { playbook, now }: By,
): Pick<Decision, 'events' | 'owed'> & { nurture: Nurture } {
  const sequence = sequenceOf(playbook, nurture.sequence);
  const step = sequence === undefined ? null : nextStep(sequence, { from: nurture.step + 1, sent: nurture.sent });
  if (sequence === undefined || step === null) {
    return { ...halted(nurture, { why: 'over', by: 'baton', now }), owed: [] };
  }
  const next: Nurture = { ...nurture, step, dueAt: atWork(lead, after(sequence, step, now), playbook) };
  return { nurture: next, events: [], owed: owedStep(lead, next, now) };
}

function nextStep({ id, steps }: Sequence, { from, sent }: { from: number; sent: readonly SentStep[] }): number | null {
  const had = (step: number) => sent.some((each) => each.sequence === id && each.step === step);
  const step = steps.findIndex((_, n) => n >= from && !had(n));
  return step < 0 ? null : step;
}

export function owedStep({ id: lead }: Lead, { step, dueAt }: Nurture, now: string): Owed[] {
  if (dueAt === null) return [];
  return [{ job: { kind: 'send-step', lead, step, at: dueAt }, key: `nurture:${lead}`, delayMs: until(dueAt, now) }];
}

function after({ steps }: Sequence, step: number, now: string): string {
  return new Date(Date.parse(now) + (steps[step]?.afterDays ?? 0) * dayMs).toISOString();
}

function startOfDay(lead: Lead, day: string, playbook: Playbook): string {
  const at = DateTime.fromISO(day, { zone: calendarOf(lead, playbook).zone })
    .toUTC()
    .toISO();
  if (at === null) throw new Error(`"${day}" is no day.`);
  return at;
}

/** The first moment from then on at which the team works. */
export function atWork(lead: Lead, at: string, playbook: Playbook): string {
  return opensAt(calendarOf(lead, playbook), at) ?? at;
}

/** Of a team that names no hours, those in which its reps are met: nobody is written to at night. */
function calendarOf(lead: Lead, playbook: Playbook) {
  const team = teamOf(playbook, lead.offer?.team ?? lead.bar?.team);
  if (team === undefined) throw new Error('A playbook without a team was read.');
  const calendar = teamCalendar(playbook, team);
  return isAlwaysOpen(calendar.hours) ? { ...calendar, hours: bookingOf(playbook, team.id).hours } : calendar;
}
