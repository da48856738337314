// Who gets the lead, and why, step by step: its owner, else the first team that takes it, and there whoever is next in turn
// of those who are at work and have room. Nobody who is passed over is left without a step that says so.
import { type Desk, type Owner, repCalendar, teamCalendar, unknownRep } from './desk.ts';
import { knownInCrm, ownersInCrm, toAsk } from './in-crm.ts';
import type { Lead, Offer } from './lead.ts';
import { person } from './person.ts';
import type { ListedRep, Playbook, Taken, Team } from './playbook.ts';
import { isAway } from './presence.ts';
import { inTurn, type Turn, takeTurnOf } from './rotation.ts';
import { unmet } from './route.ts';
import { type Calendar, dayStart, isOpen, opensAt } from './working-time.ts';

/** One step of the choice. People and teams by name, as they were called then; `back` null: nobody knows when. */
export type RouteStep =
  | ({ kind: 'owner'; rep: string } & Owned)
  | ({ kind: 'owner-away'; rep: string; back: string | null } & Owned)
  /** The owner is listed in no team any more. */
  | ({ kind: 'owner-gone' } & Owned)
  /** Whose they are in the CRM is not known, because it did not answer in time. */
  | { kind: 'crm-silent'; crm: string }
  | { kind: 'team-passed'; team: string; unmet: Taken }
  | { kind: 'team'; team: string }
  /** The team lists nobody: the lead is everybody's in its channel. `back`: it opens only then. */
  | { kind: 'no-reps'; back: string | null }
  | { kind: 'not-theirs'; rep: string; unmet: Taken }
  | { kind: 'away' | 'off'; rep: string; back: string | null }
  | { kind: 'full'; rep: string; open: number; atOnce: number }
  | { kind: 'enough-today'; rep: string; today: number; perDay: number }
  | { kind: 'waits' | 'next'; rep: string; served: number; weight: number }
  /** They said that this lead is not theirs. */
  | { kind: 'passed-over'; rep: string }
  /** All who take such leads have said so. */
  | { kind: 'none-left' }
  | { kind: 'nobody'; back: string | null }
  /** They are at work, and all have as many leads as they may. */
  | { kind: 'all-full' }
  /** They claimed it, and the visitor heard nothing from them in time. */
  | { kind: 'released'; rep: string };

type Owned = Pick<Owner, 'why' | 'of'>;

export type Assignment = Omit<Offer, 'why' | 'team' | 'at'> & { team: Team; turns: readonly Turn[] };

/** `over`: who does not get it, by Slack id; `team`: only this one is asked, whatever it takes. */
type By = { playbook: Playbook; desk: Desk; now: string; over?: readonly string[]; team?: string };
type Suggested = Omit<Assignment, 'team' | 'log'> & { log: RouteStep[] };

/** An owner who is away for longer does not keep their visitor waiting. */
const ownerBackWithinMs = 24 * 3_600_000;

export function assign(lead: Lead, by: By): Assignment {
  const { playbook } = by;
  const toOwner = ownersChoice(lead, by);
  if (toOwner.team !== null) return { ...toOwner, team: toOwner.team };
  const log = toOwner.log;
  let first: Assignment | null = null;
  const teams = playbook.teams.filter(({ id }) => by.team === undefined || id === by.team);
  for (const team of teams) {
    const missing = by.team === undefined ? unmet(team.takes, lead, playbook) : null;
    if (missing !== null) {
      log.push({ kind: 'team-passed', team: team.name, unmet: missing });
      continue;
    }
    const found = team.reps.length === 0 ? withoutReps(team, by) : withinTeam(lead, team, by);
    log.push({ kind: 'team', team: team.name }, ...found.log);
    const isIn = found.rep !== null || (team.reps.length === 0 && found.startsAt === by.now);
    if (isIn || playbook.whenAllOut === 'queue') return { ...found, team, log };
    first ??= { ...found, team, log };
  }
  if (first === null) throw new Error('No team takes this lead, although the last team must take all.');
  return first;
}

/** Off duty they keep it, whatever they have on their plate: it is their visitor. Away for longer, the team takes it. */
function ownersChoice(lead: Lead, by: By): Suggested & { team: Team | null } {
  const { playbook, desk, now } = by;
  const nobody: Omit<Suggested, 'log'> = { rep: null, by: 'nobody', startsAt: null, turn: null, turns: [] };
  const log: RouteStep[] = [];
  if (toAsk(lead, playbook) !== null && playbook.crmName !== null)
    log.push({ kind: 'crm-silent', crm: playbook.crmName });
  if (by.team !== undefined) return { ...nobody, team: null, log };
  for (const { rep: id, ...owned } of ownersOf(lead, by)) {
    const teams = playbook.teams.filter(({ reps }) => reps.some(({ slack }) => slack === id));
    const team = teams.find(({ takes }) => unmet(takes, lead, playbook) === null) ?? teams[0];
    const rep = team?.reps.find(({ slack }) => slack === id);
    if (team === undefined || rep === undefined) {
      log.push({ kind: 'owner-gone', ...owned });
      continue;
    }
    if (by.over?.includes(id)) {
      log.push({ kind: 'passed-over', rep: rep.name });
      continue;
    }
    const calendar = repCalendar(teamCalendar(playbook, team), rep, desk.reps.get(id) ?? unknownRep);
    const back = opensAt(calendar, now);
    const away = isAway(calendar, now);
    if (back === null || (away && Date.parse(back) - Date.parse(now) > ownerBackWithinMs)) {
      log.push({ kind: 'owner-away', rep: rep.name, ...owned, back });
      continue;
    }
    log.push({ kind: 'owner', rep: rep.name, ...owned });
    return { ...nobody, team, rep: { id, name: rep.name }, by: 'owner', startsAt: back, log };
  }
  return { ...nobody, team: null, log };
}

/** What is stored knows better than the page; whoever promised to come back to this visitor is theirs too. */
function ownersOf(lead: Lead, { playbook, desk }: By): Owner[] {
  const { email, domain } = person(lead, playbook);
  const listed = [email, domain].flatMap((key): Owner[] => {
    const rep = key === null ? undefined : playbook.owners[key.toLowerCase()];
    return key === null || rep === undefined ? [] : [{ rep, why: 'account', of: key.toLowerCase() }];
  });
  const { repVerdict } = lead;
  const promised = repVerdict?.kind === 'nurtured' ? [{ rep: repVerdict.by.id, why: 'promise' as const, of: '' }] : [];
  const accounts = desk.owners.filter(({ why }) => why === 'account');
  const inCrm = ownersInCrm(knownInCrm(lead, playbook)).map(
    ({ owner, of }): Owner => ({ rep: owner.rep ?? owner.name, why: 'crm', of: of.name }),
  );
  return [...inCrm, ...accounts, ...listed, ...desk.owners.filter(({ why }) => why !== 'account'), ...promised];
}

function withoutReps(team: Team, { playbook, now }: By): Suggested {
  const back = opensAt(teamCalendar(playbook, team), now);
  const log: RouteStep[] = [{ kind: 'no-reps', back: back === now ? null : back }];
  return { rep: null, by: 'nobody', startsAt: back, turn: null, turns: [], log };
}

/** Those whose own rules name this lead come first; then those without rules. */
function withinTeam(lead: Lead, team: Team, by: By): Suggested {
  const { playbook, desk, now } = by;
  const log: RouteStep[] = [];
  const fitting = team.reps.filter(({ slack, name, takes }) => {
    const missing = unmet(takes, lead, playbook);
    const isOver = missing === null && by.over?.includes(slack) === true;
    if (missing !== null) log.push({ kind: 'not-theirs', rep: name, unmet: missing });
    if (isOver) log.push({ kind: 'passed-over', rep: name });
    return missing === null && !isOver;
  });
  const calendar = teamCalendar(playbook, team);
  for (const pool of [
    fitting.filter(({ takes }) => takes.length > 0),
    fitting.filter(({ takes }) => takes.length === 0),
  ]) {
    const free = pool.filter((rep) => {
      const step = whyNot(rep, calendar, by);
      if (step !== null) log.push(step);
      return step === null;
    });
    const had = (rep: ListedRep) => desk.turns.find((turns) => turns.team === team.id && turns.rep === rep.slack);
    const seats = pool.map((rep) => {
      const { served = null, lastAt = null } = had(rep) ?? {};
      return { rep: rep.slack, name: rep.name, weight: rep.weight, served, lastAt };
    });
    const [next, ...later] = inTurn(seats).filter(({ rep }) => free.some(({ slack }) => slack === rep));
    if (next === undefined) continue;
    log.push({ kind: 'next', rep: next.name, served: next.count, weight: next.weight });
    for (const { name, count, weight } of later) log.push({ kind: 'waits', rep: name, served: count, weight });
    const rep = { id: next.rep, name: next.name };
    return { rep, by: 'rotation', startsAt: now, turn: rep.id, turns: [takeTurnOf(team.id, next, now)], log };
  }
  const calendars = fitting.map((rep) => repCalendar(calendar, rep, desk.reps.get(rep.slack) ?? unknownRep));
  const back = earliest((fitting.length === 0 ? [calendar] : calendars).map((each) => opensAt(each, now)));
  const isLeft = fitting.length > 0 || log.every(({ kind }) => kind !== 'passed-over');
  log.push(back !== now ? { kind: 'nobody', back } : { kind: isLeft ? 'all-full' : 'none-left' });
  return { rep: null, by: 'nobody', startsAt: back, turn: null, turns: [], log };
}

/** Why a rep who takes such leads does not get this one, if so. */
function whyNot(rep: ListedRep, team: Calendar, { desk, now }: By): RouteStep | null {
  const facts = desk.reps.get(rep.slack) ?? unknownRep;
  const calendar = repCalendar(team, rep, facts);
  if (!isOpen(calendar, now)) {
    return { kind: isAway(calendar, now) ? 'away' : 'off', rep: rep.name, back: opensAt(calendar, now) };
  }
  const atOnce = facts.atOnce ?? rep.atOnce;
  if (atOnce !== undefined && facts.open >= atOnce) return { kind: 'full', rep: rep.name, open: facts.open, atOnce };
  const { perDay } = rep;
  if (perDay === undefined) return null;
  const midnight = dayStart(calendar, now);
  const today = facts.offeredAt.filter((at) => at >= midnight).length;
  return today >= perDay ? { kind: 'enough-today', rep: rep.name, today, perDay } : null;
}

function earliest(times: readonly (string | null)[]): string | null {
  return times.flatMap((at) => (at === null ? [] : [at])).toSorted()[0] ?? null;
}
