// The times that a visitor may choose from, as the kept busy times say. Looking them up leaves the building, so it is a job:
// what is some minutes old is shown, and read anew meanwhile. Whatever is chosen is asked of the calendar once more anyway.
import type { Lead, Rep } from '../../core/lead.ts';
import type { Slot } from '../../core/slots.ts';
import type { WhoMeets } from '../../core/who-meets.ts';
import type { Deps } from '../../deps.ts';
import { freeTimes } from '../../store/free-times.ts';
import { repNamed } from '../../store/rep.ts';

export type Offered = { startsAt: string; hosts: readonly Rep[] };
/** `none`: there is no calendar to look into. */
export type Times = { kind: 'known'; suggested: Offered[]; free: Offered[] } | { kind: 'reading' } | { kind: 'none' };

const freshMs = 60_000;
const shownMs = 10 * 60_000;
const anyAgeMs = 90 * 86_400_000;

export type Asked = { lead: Lead; who: WhoMeets; now: string };

export async function timesFor(deps: Deps, asked: Asked): Promise<Times> {
  if (!deps.playbook.calendar || asked.who.anyOf.length === 0) return { kind: 'none' };
  const fresh = await freeOf(deps, asked, freshMs);
  if (fresh.kind === 'none') return fresh;
  if (fresh.kind === 'known') return offered(deps, asked, fresh.slots);
  await owedReading(deps, fresh.reps);
  const kept = await freeOf(deps, asked, shownMs);
  if (kept.kind === 'known') return offered(deps, asked, kept.slots);
  return kept.kind === 'stale' ? { kind: 'reading' } : kept;
}

/** Who would meet them then. Of a time that nothing is known of, whoever holds it says why it cannot be had. */
export async function hostsAt(deps: Deps, asked: Asked, startsAt: string): Promise<readonly Rep[]> {
  const { anyOf, along } = asked.who;
  const known = await freeOf(deps, asked, anyAgeMs);
  const slot = known.kind === 'known' ? known.slots.find(({ start }) => start === startsAt) : undefined;
  const ids = slot?.hosts ?? (anyOf.length === 1 ? [...anyOf, ...along] : []);
  return Promise.all(ids.map((id) => repNamed(deps.db, id, deps.playbook)));
}

type Free = { kind: 'known'; slots: Slot[] } | { kind: 'stale'; reps: string[] } | { kind: 'none' };

/** One of several by turn, and whoever comes along has to be free too. */
async function freeOf({ db, playbook }: Deps, { lead, who, now }: Asked, maxAgeMs: number): Promise<Free> {
  const { anyOf, along, lengthMin } = who;
  const ask = async (hosts: readonly string[], mode: 'group' | 'pool'): Promise<Free> => {
    const free = await freeTimes(db, { lead, hosts, mode, lengthMin, playbook, now, maxAgeMs });
    return free.kind === 'no-calendar' ? { kind: 'none' } : free;
  };
  if (anyOf.length === 1) return ask([...anyOf, ...along], 'group');
  const pool = await ask(anyOf, 'pool');
  const others: Free = along.length === 0 ? { kind: 'known', slots: [] } : await ask(along, 'group');
  if (pool.kind === 'none' || others.kind === 'none') return { kind: 'none' };
  if (pool.kind === 'stale' || others.kind === 'stale') {
    return { kind: 'stale', reps: [pool, others].flatMap((each) => (each.kind === 'stale' ? each.reps : [])) };
  }
  const free = new Set(others.slots.map(({ start }) => start));
  const slots = pool.slots.filter(({ start }) => along.length === 0 || free.has(start));
  return {
    kind: 'known',
    slots: slots.map(({ start, hosts }) => ({ start, hosts: [...hosts.slice(0, 1), ...along] })),
  };
}

/** What somebody proposed goes first, as long as those who would come are free then. */
async function offered(deps: Deps, asked: Asked, slots: readonly Slot[]): Promise<Times> {
  const ids = [...new Set(slots.flatMap(({ hosts }) => hosts))];
  const names = new Map(
    await Promise.all(ids.map(async (id) => [id, await repNamed(deps.db, id, deps.playbook)] as const)),
  );
  const free = slots.map(({ start, hosts }) => ({
    startsAt: start,
    hosts: hosts.flatMap((id) => names.get(id) ?? []),
  }));
  const proposed = asked.lead.booking?.proposed?.times ?? [];
  const suggested = free.filter(({ startsAt }) => proposed.some((time) => time.startsAt === startsAt));
  return { kind: 'known', suggested, free };
}

/** Asked for again while it waits, it is still read once. */
async function owedReading({ db, queue }: Deps, reps: readonly string[]): Promise<void> {
  const owed = reps.map((rep) => ({ job: { kind: 'read-busy', rep }, key: `read-busy:${rep}`, joins: true }) as const);
  await db.inTx((tx) => queue.enqueue(tx, owed));
}
