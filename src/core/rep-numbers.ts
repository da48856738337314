// What reps made of their leads, counted from the log: whom they took, how fast, how soon the visitor heard from them.
import type { EventKind, LeadEvent } from './event.ts';

export type Numbers = {
  accepted: number;
  rejected: number;
  nurtured: number;
  /** Of those accepted or rejected; null before the first. */
  acceptRate: number | null;
  /** From the offer to the claim. */
  medianToClaimMs: number | null;
  /** From the claim to the rep's first line that reached the visitor. */
  medianToTouchMs: number | null;
};

/** The kinds that are counted; whoever loads events needs no others. */
export const countedKinds = ['claimed', 'rejected', 'nurtured', 'undone', 'touched'] as const satisfies EventKind[];

type Counted = Pick<LeadEvent, 'lead' | 'kind' | 'by' | 'data'>;

/** `events` in their order. The last verdict on a lead counts, of this rep or of anybody; what was taken back never was. */
export function repNumbers(events: readonly Counted[], rep?: string): Numbers {
  const theirs = events.filter(({ by, lead }) => lead !== null && (rep === undefined || by === rep));
  const verdicts = new Map<string, Counted[]>();
  for (const event of theirs) {
    const { lead, kind } = event;
    if (lead === null || kind === 'touched') continue;
    const given = verdicts.get(lead) ?? [];
    if (kind !== 'undone') given.push(event);
    else {
      const last = given.findLastIndex(({ by }) => by === event.by);
      if (last >= 0) given.splice(last, 1);
    }
    verdicts.set(lead, given);
  }
  const all = [...verdicts.values()];
  const ended = (kind: EventKind) => all.filter((given) => given.at(-1)?.kind === kind).length;
  const [accepted, rejected] = [ended('claimed'), ended('rejected')];
  return {
    accepted,
    rejected,
    nurtured: ended('nurtured'),
    acceptRate: accepted + rejected === 0 ? null : accepted / (accepted + rejected),
    medianToClaimMs: median(afterMs(all.flat().filter(({ kind }) => kind === 'claimed'))),
    medianToTouchMs: median(afterMs(theirs.filter(({ kind }) => kind === 'touched'))),
  };
}

function afterMs(events: readonly Counted[]): number[] {
  return events.flatMap(({ data: { afterMs } }) => (typeof afterMs === 'number' ? [afterMs] : []));
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
