// A rep says when they are away, when they work, how much they take and what they want to be told; or a manager says it for
// them. Routing reads the very same rows, so it counts from the next lead on. Every change is in the log with who made it.
import type { Told } from '../core/answer.ts';
import { type ReadAway, readAway } from '../core/away.ts';
import { calendarOf, unknownRep } from '../core/desk.ts';
import type { EventKind, NewEvent } from '../core/event.ts';
import type { Preferences } from '../core/preferences.ts';
import type { Deps } from '../deps.ts';
import type { Reader, Tx } from '../store/db.ts';
import {
  absencesOf,
  clearAbsences,
  endAbsence,
  type Habits,
  habitsOf,
  keepAbsence,
  keepHabits,
  type NotedAbsence,
} from '../store/desk.ts';
import { appendEvents } from '../store/events.ts';
import { keepPreferences } from '../store/preferences.ts';
import { keepWeekReader } from '../store/week-readers.ts';
import { type Refused, refusal } from './refusal.ts';

/** `rep`: whose; `by`: who says so. */
export type Whose = { rep: string; by: string };
type Done = { kind: 'done' };

/** What was said replaces whatever was known of the same time. */
export async function goAway(deps: Deps, whose: Whose, absence: NotedAbsence): Promise<Done | Refused> {
  return change(deps, whose, async (tx) => {
    await clearAbsences(tx, whose.rep, absence);
    await keepAbsence(tx, whose.rep, absence);
    return event('went-away', whose, absence);
  });
}

export async function comeBack(deps: Deps, whose: Whose): Promise<Done | Refused> {
  return change(deps, whose, async (tx, at) =>
    (await endAbsence(tx, whose.rep, at)) ? event('came-back', whose, {}) : null,
  );
}

/** An absence that lies ahead is called off. */
export async function callOff(deps: Deps, whose: Whose, from: string): Promise<Done | Refused> {
  return change(deps, whose, async (tx, at) => {
    const planned = (await absencesOf(tx, whose.rep)).find((each) => each.from === from && from > at);
    if (planned === undefined) return null;
    await clearAbsences(tx, whose.rep, planned);
    return event('came-back', whose, planned);
  });
}

export async function setHabits(deps: Deps, whose: Whose, habits: Partial<Habits>): Promise<Done | Refused> {
  return change(deps, whose, async (tx) => {
    await keepHabits(tx, whose.rep, { ...(await habitsOf(tx, whose.rep)), ...habits });
    return event('changed-habits', whose, habits);
  });
}

export async function setPreferences(deps: Deps, whose: Whose, preferences: Preferences): Promise<Done | Refused> {
  return change(deps, whose, async (tx) => {
    await keepPreferences(tx, whose.rep, preferences);
    return event('changed-preferences', whose, preferences);
  });
}

/** Whether they are sent their own numbers every week. */
export async function setReadsWeek(deps: Deps, rep: string, reads: boolean): Promise<Done | Refused> {
  const whose = { rep, by: rep };
  return change(deps, whose, async (tx) => {
    await keepWeekReader(tx, rep, reads);
    return event('changed-preferences', whose, { readsWeek: reads });
  });
}

/** In words: "until friday", in the zone of the rep. */
export async function sayAway(deps: Deps, rep: string, typed: string): Promise<Told> {
  const now = deps.now().toISOString();
  const zone = await zoneOf(deps.db, rep, deps);
  const read: ReadAway = readAway(typed, { zone, now });
  if (read.kind !== 'away') return { kind: 'not-away', fault: read.kind };
  const { absence } = read;
  await goAway(deps, { rep, by: rep }, { ...absence, note: '' });
  return { kind: 'went-away', absence, zone };
}

export async function sayBack(deps: Deps, rep: string): Promise<Told> {
  const now = deps.now().toISOString();
  const known = await absencesOf(deps.db, rep);
  const was = known.some(({ from, until }) => from <= now && (until === null || until > now));
  await comeBack(deps, { rep, by: rep });
  const planned = known.filter(({ from }) => from > now);
  return { kind: 'came-back', was, planned, zone: await zoneOf(deps.db, rep, deps) };
}

async function zoneOf(reader: Reader, rep: string, { playbook }: Pick<Deps, 'playbook'>): Promise<string> {
  return calendarOf(rep, playbook, { ...unknownRep, ...(await habitsOf(reader, rep)) }).zone;
}

async function change(
  deps: Deps,
  { rep, by }: Whose,
  write: (tx: Tx, at: string) => Promise<NewEvent | null>,
): Promise<Done | Refused> {
  const refused = rep === by ? null : await refusal(deps, 'set-others-hours', { by });
  if (refused !== null) return refused;
  const at = deps.now().toISOString();
  await deps.db.inTx(async (tx) => {
    const changed = await write(tx, at);
    if (changed !== null) await appendEvents(tx, { lead: null, events: [changed], at }, deps.newId);
  });
  return { kind: 'done' };
}

function event(kind: EventKind, { rep, by }: Whose, data: object): NewEvent {
  return { kind, by, data: { rep, ...data } };
}
