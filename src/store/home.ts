// Reads what Baton's home shows. Nothing here is kept for it: it is what routing, cards and commands read too.
import { calendarOf, type RepFacts, unknownRep } from '../core/desk.ts';
import type {
  Availability,
  CalendarAccess,
  CalendarState,
  Colleague,
  Curated,
  Home,
  Learning,
  LeftOut,
} from '../core/home.ts';
import type { Rep } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import { presence } from '../core/presence.ts';
import { repNumbers } from '../core/rep-numbers.ts';
import { mayAct, roleOf } from '../core/roles.ts';
import { spansInDays } from './answers.ts';
import { readTeamBars } from './bars.ts';
import { busyOf, type KeptBusy } from './busy.ts';
import { type CalendarGrant, listGrants } from './calendar-grants.ts';
import { changesToWrite } from './changes.ts';
import { leftOutOfCrm } from './crm.ts';
import { lastCuration } from './curation.ts';
import type { Reader } from './db.ts';
import { absencesOf, factsOf } from './desk.ts';
import { fieldQuality } from './field-quality.ts';
import { getStanding } from './group.ts';
import { leadsInState, leadsOfRep } from './lead.ts';
import { countedEvents } from './numbers.ts';
import { preferencesOf } from './preferences.ts';
import type { Queue } from './queue/queue.ts';
import { readStuck, type StuckJob } from './stuck.ts';
import { weekReaders } from './week-readers.ts';

type About = { rep: Rep; playbook: Playbook; now: string };
type Told = { queue: Pick<Queue, 'buried'>; playbook: Playbook; configured: Readonly<Record<string, string>> };

/** What only managers see: `configured` by the names of the log line at start. */
export type Managed = {
  stuck: readonly StuckJob[];
  configured: Told['configured'] | null;
  learning: Learning | null;
  curated: Curated | null;
  leftOut: LeftOut | null;
};

/** Everything that somebody's home shows. `connect`: where they let Baton into their calendar. */
export async function readShownHome(
  { db, calendarAccess, ...told }: Told & { db: Reader; calendarAccess: CalendarAccess | null },
  { rep, now, named }: { rep: Rep; now: string; named: number },
): Promise<{ home: Home; managed: Managed; connect: string | null }> {
  const { queue, playbook, configured } = told;
  const role = roleOf(await getStanding(db, rep.id), playbook);
  return {
    home: await readHome(db, { rep, playbook, now, withTeam: mayAct(role, 'see-team'), calendarAccess }),
    managed: {
      stuck: mayAct(role, 'retry-jobs') ? await readStuck(db, { queue, named }) : [],
      configured: mayAct(role, 'see-settings') ? configured : null,
      learning: mayAct(role, 'move-bar') ? await readLearning(db, { playbook, now }) : null,
      curated: mayAct(role, 'change-playbook') ? await readCurated(db, playbook) : null,
      leftOut: mayAct(role, 'retry-jobs') && playbook.crmName !== null ? await leftOutOfCrm(db, playbook) : null,
    },
    connect: calendarAccess?.linkFor(rep.id) ?? null,
  };
}

const days = spansInDays[1];

/** `withTeam`: for whom may see it. */
export async function readHome(
  reader: Reader,
  { withTeam, calendarAccess, ...about }: About & { withTeam: boolean; calendarAccess: CalendarAccess | null },
): Promise<Home> {
  const { rep, now } = about;
  const calendarFor = calendarStates(calendarAccess, await knownOf(reader, about));
  const since = new Date(Date.parse(now) - days * 86_400_000).toISOString();
  return {
    availability: await availabilityOf(reader, about),
    calendar: calendarFor(rep.id),
    mine: await leadsOfRep(reader, rep.id),
    waiting: await leadsInState(reader, { state: 'offered' }),
    numbers: repNumbers(await countedEvents(reader, { since, rep: rep.id }), rep.id),
    days,
    readsWeek: (await weekReaders(reader)).includes(rep.id),
    team: withTeam ? await readTeam(reader, { ...about, since, calendarFor }) : null,
  };
}

export async function availabilityOf(reader: Reader, { rep, playbook, now }: About): Promise<Availability> {
  const facts = (await factsOf(reader, [rep.id], now)).get(rep.id) ?? unknownRep;
  const calendar = calendarOf(rep.id, playbook, facts);
  const listed = playbook.teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === rep.id);
  return {
    rep,
    presence: presence(calendar, now),
    away: (await absencesOf(reader, rep.id)).filter(({ until }) => until === null || until > now),
    zone: calendar.zone,
    hours: calendar.hours,
    ownHours: facts.hours !== null,
    atOnce: facts.atOnce ?? listed?.atOnce ?? null,
    ownLimit: facts.atOnce !== null,
    preferences: await preferencesOf(reader, rep.id),
  };
}

/** Everybody the playbook lists, in its order. */
async function readTeam(
  reader: Reader,
  { playbook, now, since, calendarFor }: About & { since: string; calendarFor: CalendarFor },
): Promise<Colleague[]> {
  const listed = new Map(playbook.teams.flatMap(({ reps }) => reps).map(({ slack, name }) => [slack, name]));
  const ids = [...listed.keys()];
  if (ids.length === 0) return [];
  const facts: Map<string, RepFacts> = await factsOf(reader, ids, now);
  const events = await countedEvents(reader, { since });
  return ids.map((id) => {
    const known = facts.get(id) ?? unknownRep;
    return {
      rep: { id, name: listed.get(id) ?? id },
      presence: presence(calendarOf(id, playbook, known), now),
      open: known.open,
      numbers: repNumbers(events, id),
      calendar: isWorking(calendarFor(id)),
    };
  });
}

/** What verdicts have taught, and which answers they called wrong. */
async function readLearning(reader: Reader, { playbook, now }: { playbook: Playbook; now: string }): Promise<Learning> {
  return { bars: await readTeamBars(reader, { playbook, now }), told: await fieldQuality(reader) };
}

/** Where nobody reviews there is nothing to tell. */
async function readCurated(reader: Reader, playbook: Playbook): Promise<Curated | null> {
  if (playbook.review === undefined) return null;
  const toWrite = await changesToWrite(reader, playbook);
  return { numbers: await lastCuration(reader, playbook), toWrite: toWrite.map(({ change }) => change) };
}

type CalendarFor = (rep: string) => CalendarState;

type Known = { grants: readonly CalendarGrant[]; busy: ReadonlyMap<string, KeptBusy>; playbook: Playbook };

async function knownOf(reader: Reader, { rep, playbook }: About): Promise<Known> {
  const listed = playbook.teams.flatMap(({ reps }) => reps.map(({ slack }) => slack));
  return { grants: await listGrants(reader), busy: await busyOf(reader, [...new Set([rep.id, ...listed])]), playbook };
}

function isWorking(calendar: CalendarState): Colleague['calendar'] {
  if (calendar.kind === 'none') return null;
  if (calendar.kind === 'missing' || calendar.kind === 'lost') return calendar.kind;
  return calendar.kind === 'company' && !calendar.works ? 'lost' : 'works';
}

/** What the playbook names goes first, then what a rep granted themselves, until it is lost. */
function calendarStates(access: CalendarAccess | null, { grants, busy, playbook }: Known): CalendarFor {
  const byRep = new Map(grants.map((grant) => [grant.rep, grant]));
  const listed = playbook.teams.flatMap(({ reps }) => reps);
  const named = new Set(listed.filter(({ calendar }) => calendar !== undefined).map(({ slack }) => slack));
  const byCompany = (rep: string): CalendarState => {
    const kind = busy.get(rep)?.kind ?? 'read';
    return { kind: 'company', works: kind === 'read' };
  };
  return (rep) => {
    if (access === null) return { kind: 'none' };
    if (access.byCompany && named.has(rep)) return byCompany(rep);
    const grant = byRep.get(rep);
    const isOpen = grant !== undefined && grant.lostAt === null && access.opens(rep, grant.sealedToken);
    if (isOpen) {
      return { kind: 'connected', email: grant.email, since: grant.grantedAt };
    }
    if (access.byCompany) return byCompany(rep);
    if (grant === undefined) return { kind: 'missing' };
    return { kind: 'lost', email: grant.email, since: grant.lostAt ?? grant.grantedAt };
  };
}
