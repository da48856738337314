// The offer ladder: alone with the suggested rep, then everybody's, then asked again, then the managers are told. Time counts
// only while somebody of the team is at work. A ladder follows from every decision, see `consequences.ts`: so every offered lead
// has a next step, and every claimed one a time by which its visitor hears something.
import { isMorning, teamAddWorking, teamOpensAt } from './at-work.ts';
import { type Decision, owedRedraw } from './decision.ts';
import { claimedAt } from './first-touch.ts';
import type { Note, Owed } from './job.ts';
import type { Lead, Rep } from './lead.ts';
import { type Nudge, type Reach, reachAt } from './nudge.ts';
import { type LadderPage, ladderOf, type Playbook, teamOf } from './playbook.ts';
import type { OfferedLadder, Rung } from './rungs.ts';
import { dayIn } from './value.ts';
import { addWorking, type Calendar, closesAt, isOpen, opensAt } from './working-time.ts';

/** Who works for the team, and who may be told what. `suggested`: the rep whose alone it is or would be. */
export type Around = {
  playbook: Playbook;
  now: string;
  team: readonly Calendar[];
  suggested: Reach | null;
  managers: readonly { rep: Rep; reach: Reach }[];
  /** Who gets a message within moments anyway: nobody is called twice for one morning. */
  called: ReadonlySet<string>;
};

export type Climbed = Decision & { nudges: readonly Nudge[] };
type Due = { step: Rung | 'begin'; at: string };

/** Whose alone the lead is at this moment. */
export function aloneWith({ state, ladder }: Lead, now: string): { rep: Rep; until: string } | null {
  if (state !== 'offered' || ladder?.kind !== 'offered' || ladder.alone === null) return null;
  const { rep, until } = ladder.alone;
  return until !== null && now < until ? { rep, until } : null;
}

/** The decision, with what it means for the ladder of a lead that was `before`. */
export function withLadder<D extends Decision>(before: Lead, decision: D, by: { playbook: Playbook; now: string }): D {
  const { lead } = decision;
  // Whoever moves the ladder themselves has said what is due next: a step of it, a release, a first word.
  if (lead.ladder !== before.ladder) return decision;
  if (lead.state === 'offered') {
    const isNew = before.state !== 'offered' || before.offer?.at !== lead.offer?.at;
    return isNew ? onOffer(before, decision, by.now) : decision;
  }
  if (lead.state === 'claimed') {
    // Whoever had a meeting with them has been in touch, even if it is cancelled.
    const isHeld = (before.state === 'claimed' || before.state === 'booked') && before.rep?.id === lead.rep?.id;
    const isNew = !isHeld || claimedAt(before.repVerdict) !== claimedAt(lead.repVerdict);
    return isNew ? onClaim(decision, by) : decision;
  }
  return lead.ladder === null ? decision : { ...decision, lead: { ...lead, ladder: null } };
}

/** Before the card is drawn, because the card says whose it is. What was taken back is everybody's: its rep has had it. */
function onOffer<D extends Decision>(before: Lead, decision: D, now: string): D {
  const { lead } = decision;
  const rep = before.offer?.at === lead.offer?.at ? null : (lead.offer?.rep ?? null);
  const next = { step: 'begin', at: now } as const;
  const alone = rep && { rep, until: null };
  const ladder: OfferedLadder = { kind: 'offered', step: null, at: now, alone, openAt: null, next, brief: null };
  return { ...decision, lead: { ...lead, ladder }, owed: [owedClimb(lead, next, now), ...decision.owed] };
}

function onClaim<D extends Decision>(decision: D, { playbook, now }: { playbook: Playbook; now: string }): D {
  const { lead } = decision;
  const since = claimedAt(lead.repVerdict);
  if (since === null || ladderOf(playbook, lead.offer?.team).firstTouchMinutes === 0) {
    return { ...decision, lead: { ...lead, ladder: null } };
  }
  const next = { step: 'begin', at: now } as const;
  const watch: Owed = { job: { kind: 'release-claim', lead: lead.id, ...next }, key: ladderKey(lead) };
  const ladder = { kind: 'claimed', since, dueAt: null, next } as const;
  return { ...decision, lead: { ...lead, ladder }, owed: [watch, ...decision.owed] };
}

export const ladderKey = ({ id }: Pick<Lead, 'id'>) => `ladder:${id}`;

export function owedClimb(lead: Lead, next: Due, now: string): Owed {
  return { job: { kind: 'climb-ladder', lead: lead.id, ...next }, key: ladderKey(lead), delayMs: until(next.at, now) };
}

export const until = (at: string, now: string): number => Math.max(0, Date.parse(at) - Date.parse(now));

/** Whatever is due by now; null when the lead has moved on since `due` was owed. */
export function climb(lead: Lead, due: Due, around: Around): Climbed | null {
  const next = offeredLadder(lead)?.next ?? null;
  if (next === null || next.step !== due.step || next.at !== due.at) return null;
  const { now } = around;
  let climbed: Climbed = { lead, events: [], owed: [], nudges: [] };
  for (let place = offeredLadder(lead); place?.next && place.next.at <= now; place = offeredLadder(climbed.lead)) {
    climbed = step(climbed, { ...place, next: place.next }, around);
  }
  const then = offeredLadder(climbed.lead)?.next ?? null;
  return then === null ? climbed : { ...climbed, owed: [...climbed.owed, owedClimb(lead, then, now)] };
}

const offeredLadder = ({ state, ladder }: Lead): OfferedLadder | null =>
  state === 'offered' && ladder?.kind === 'offered' ? ladder : null;

type Standing = OfferedLadder & { next: Due };

function step(climbed: Climbed, place: Standing, around: Around): Climbed {
  const { step } = place.next;
  if (step === 'begin') return begin(climbed, place, around);
  const later = putOff(climbed.lead, place, around);
  if (later !== null) return standing(climbed, { ...place, ...later });
  const reached: OfferedLadder = { ...place, step, at: around.now, next: null };
  switch (step) {
    case 'exclusive':
      return exclusive(climbed, reached, around);
    case 'open':
    case 'channel':
      return everybodys(climbed, reached, around);
    case 'reminder':
      return asked(standing(climbed, thenNext(climbed.lead, reached, around)), around, 'reminder');
    case 'managers':
      return managers(standing(climbed, reached), around);
  }
}

/** Alone with the suggested rep from when they are in; else everybody's, from when somebody is. */
function begin(climbed: Climbed, place: Standing, around: Around): Climbed {
  const { lead } = climbed;
  const { now, team } = around;
  const zone = zoneOf(lead, around);
  const opens = teamOpensAt(team, now);
  const brief = opens !== null && opens !== now && isMorning(team, { opens, zone }) ? dayIn(zone, opens) : null;
  const alone = aloneFrom(lead, place, around);
  const open: Due | null =
    opens === null ? null : { step: opens === now || brief !== null ? 'open' : 'channel', at: opens };
  const begun: OfferedLadder = {
    ...place,
    brief,
    alone: alone && { rep: alone.rep, until: alone.until },
    next: alone === null ? open : { step: 'exclusive', at: alone.from },
  };
  const owed = brief === null || opens === null ? [] : owedBrief(lead, brief, until(opens, now));
  return { ...standing(climbed, begun), owed: [...climbed.owed, ...owed] };
}

/** What the rotation gave ends with the shift; owners keep their visitor overnight. */
function aloneFrom({ offer }: Lead, { alone }: OfferedLadder, { now, playbook, suggested }: Around) {
  const { exclusiveMinutes } = ladderOf(playbook, offer?.team);
  if (alone === null || suggested === null || exclusiveMinutes === 0) return null;
  const { calendar } = suggested;
  const from = opensAt(calendar, now);
  const over = from === null ? null : addWorking(calendar, from, exclusiveMinutes);
  if (from === null || over === null) return null;
  const ends = offer?.by === 'owner' ? null : closesAt(calendar, from);
  return { rep: alone.rep, from, until: ends !== null && ends < over ? ends : over };
}

/** One brief for a team and a day, however many leads it is about. */
function owedBrief({ offer }: Lead, day: string, delayMs: number): Owed[] {
  if (offer === null) return [];
  const { team } = offer;
  return [{ job: { kind: 'post-brief', team, day }, key: `brief:${team}:${day}`, delayMs }];
}

/** A lead that sleeps begins its wait anew when it wakes; with nobody at work, it waits until somebody is. */
function putOff(lead: Lead, { next, alone }: Standing, around: Around): Partial<OfferedLadder> | null {
  const { now, team, playbook } = around;
  if (next.step === 'begin') return null;
  const { snoozedUntil } = lead;
  if (snoozedUntil !== null && snoozedUntil > now) {
    const woken = teamOpensAt(team, snoozedUntil);
    const wait = waitBefore(next.step, ladderOf(playbook, lead.offer?.team));
    const at = woken === null ? null : teamAddWorking(team, woken, wait);
    return {
      next: at === null ? null : { ...next, at },
      ...(next.step === 'reminder' && { openAt: woken }),
      ...(next.step === 'channel' && alone !== null && { alone: { ...alone, until: at } }),
    };
  }
  // Whoever it should be alone with and who is not there is passed by: see `exclusive`.
  if (next.step === 'exclusive') return null;
  const opens = teamOpensAt(team, now);
  return opens === now ? null : { next: opens === null ? null : { ...next, at: opens } };
}

function waitBefore(step: Rung, { exclusiveMinutes, remindMinutes, managerMinutes }: LadderPage): number {
  if (step === 'channel') return exclusiveMinutes;
  if (step === 'reminder') return remindMinutes;
  return step === 'managers' ? managerMinutes - remindMinutes : 0;
}

/** Whoever cannot be told now, or went away since, keeps nobody waiting: then it is everybody's at once. */
function exclusive(climbed: Climbed, reached: OfferedLadder, around: Around): Climbed {
  const { now, suggested, called } = around;
  const { alone } = reached;
  const isThere = suggested !== null && isOpen(suggested.calendar, now);
  const canHear = suggested !== null && reachAt(suggested, { isTheirs: true, now }) === now;
  if (alone === null || alone.until === null || alone.until <= now || !isThere || !canHear) {
    return standing(climbed, { ...reached, alone: null, next: { step: 'channel', at: now } });
  }
  const { rep, until: over } = alone;
  const note: Note = { kind: 'yours', rep, at: now, until: over, isCalled: !called.has(rep.id) };
  const told = standing(climbed, { ...reached, next: { step: 'channel', at: over } });
  return say(told, around, { to: [{ to: rep.id, dueAt: now }], what: 'yours', note });
}

/** The card in the channel is the first call; only what comes later is said. */
function everybodys(climbed: Climbed, reached: OfferedLadder, around: Around): Climbed {
  const opened = thenNext(climbed.lead, { ...reached, alone: null, openAt: around.now }, around);
  const now = standing(climbed, opened);
  return reached.step === 'channel'
    ? asked(now, around, 'channel')
    : { ...now, owed: [...now.owed, ...owedRedraw(now.lead)] };
}

/** The steps after everybody has been asked, each at its own time since then. */
function thenNext(lead: Lead, reached: OfferedLadder, { playbook, team, now }: Around): OfferedLadder {
  const { remindMinutes, managerMinutes } = ladderOf(playbook, lead.offer?.team);
  const since = reached.openAt ?? now;
  const after = (step: Rung, minutes: number): Due | null => {
    const at = minutes === 0 ? null : teamAddWorking(team, since, minutes);
    return at === null ? null : { step, at };
  };
  const reminder = reached.step === 'reminder' ? null : after('reminder', remindMinutes);
  return { ...reached, next: reminder ?? after('managers', managerMinutes) };
}

function asked(climbed: Climbed, around: Around, what: 'channel' | 'reminder'): Climbed {
  const channel = teamOf(around.playbook, climbed.lead.offer?.team)?.channel;
  return say(climbed, around, { to: channel === undefined ? [] : [{ to: channel, dueAt: around.now }], what });
}

/** Where nobody is named as manager, or none of them wants to hear of it, the channel is asked once more. */
function managers(climbed: Climbed, around: Around): Climbed {
  const { now, called } = around;
  const reached = around.managers.map(({ rep, reach }) => ({ rep, dueAt: reachAt(reach, { isTheirs: false, now }) }));
  const to = reached.flatMap(({ rep, dueAt }) => (dueAt === null ? [] : [{ to: rep.id, dueAt }]));
  if (to.length === 0) return asked(climbed, around, 'reminder');
  const reps = reached.map(({ rep, dueAt }) => ({ rep, isCalled: dueAt === now && !called.has(rep.id) }));
  return say(climbed, around, { to, what: 'managers', note: { kind: 'managers-told', at: now, reps } });
}

type Saying = { to: readonly Pick<Nudge, 'to' | 'dueAt'>[]; what: Nudge['what']; note?: Note };

function say({ lead, events, owed, nudges }: Climbed, { now }: Around, { to, what, note }: Saying): Climbed {
  const about = lead.offer?.at ?? now;
  const data = { step: offeredLadder(lead)?.step ?? null, told: to.map((each) => each.to) };
  return {
    lead,
    events: [...events, { kind: 'climbed', by: 'baton', data }],
    owed: [
      ...owed,
      ...owedRedraw(lead),
      ...(note === undefined ? [] : [{ job: { kind: 'post-note' as const, lead: lead.id, note } }]),
    ],
    nudges: [...nudges, ...to.map((each) => ({ ...each, lead: lead.id, what, about }))],
  };
}

function standing(climbed: Climbed, ladder: OfferedLadder): Climbed {
  return { ...climbed, lead: { ...climbed.lead, ladder } };
}

function zoneOf({ offer }: Lead, { playbook }: Around): string {
  return teamOf(playbook, offer?.team)?.zone ?? playbook.zone;
}
