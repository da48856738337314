// The times that a visitor may choose from, as the kept busy times say. Looking them up leaves the building, so it is a job:
// what is some minutes old is shown, and read anew meanwhile. Whatever is chosen is asked of the calendar once more anyway.
import type { Lead, Rep } from '../../core/lead.ts';
import type { Slot } from '../../core/slots.ts';
import type { WhoMeets } from '../../core/who-meets.ts';
import type { Deps } from '../../deps.ts';
import { openTimes } from '../../store/open-times.ts';
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
  if (fresh.kind === 'no-calendar') return { kind: 'none' };
  if (fresh.kind === 'known') return offered(deps, asked, fresh.slots);
  await owedReading(deps, fresh.reps);
  const kept = await freeOf(deps, asked, shownMs);
  if (kept.kind === 'known') return offered(deps, asked, kept.slots);
  return { kind: kept.kind === 'stale' ? 'reading' : 'none' };
}

/** Who would meet them then. Of a time that nothing is known of, whoever holds it says why it cannot be had. */
export async function hostsAt(deps: Deps, asked: Asked, startsAt: string): Promise<readonly Rep[]> {
  const { anyOf, along } = asked.who;
  const known = await freeOf(deps, asked, anyAgeMs);
  const slot = known.kind === 'known' ? known.slots.find(({ start }) => start === startsAt) : undefined;
  const ids = slot?.hosts ?? (anyOf.length === 1 ? [...anyOf, ...along] : []);
  return Promise.all(ids.map((id) => repNamed(deps.db, id, deps.playbook)));
}

const freeOf = ({ db, playbook }: Deps, asked: Asked, maxAgeMs: number) =>
  openTimes(db, { ...asked, playbook, maxAgeMs });

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
