// What reps made of their leads, counted from the log: whom they took, how fast, how soon the visitor heard from them.
import type { EventKind, LeadEvent } from './event.ts';
import { middleOf } from './intervals.ts';

export type Numbers = {
  accepted: number;
  rejected: number;
  nurtured: number;
  /** Of those accepted or rejected; null before the first. */
  acceptRate: number | null;
  /** From the offer to the claim, of so many claims. */
  claimsTimed: number;
  medianToClaimMs: number | null;
  /** From the claim to the rep's first line that reached the visitor, of so many visitors. */
  touchesTimed: number;
  medianToTouchMs: number | null;
};

/** The kinds that are counted; whoever loads events needs no others. Of these last two a rep is not who did it. */
export const countedKinds = [
  'claimed',
  'rejected',
  'nurtured',
  'undone',
  'touched',
  'misrouted',
  'reassigned',
  'released',
] as const satisfies EventKind[];
export const doneToReps = ['reassigned', 'released'] as const satisfies EventKind[];

type Counted = Pick<LeadEvent, 'lead' | 'kind' | 'by' | 'data'>;
type Given = { kind: EventKind; by: string; afterMs: unknown };

/** `events` in their order. The last verdict on a lead counts, of this rep or of anybody; what was taken back never was. */
export function repNumbers(events: readonly Counted[], rep?: string): Numbers {
  const verdicts = new Map<string, Given[]>();
  for (const event of events) {
    if (event.lead === null) continue;
    verdicts.set(event.lead, withEvent(verdicts.get(event.lead) ?? [], event));
  }
  const isTheirs = ({ by }: { by: string }) => rep === undefined || by === rep;
  const all = [...verdicts.values()].map((given) => given.filter(isTheirs));
  const ended = (kind: EventKind) => all.filter((given) => given.at(-1)?.kind === kind).length;
  const [accepted, rejected] = [ended('claimed'), ended('rejected')];
  const toClaim = timed(all.flat().flatMap((given) => (given.kind === 'claimed' ? given.afterMs : [])));
  const touched = events.filter((event) => event.kind === 'touched' && isTheirs(event));
  const toTouch = timed(touched.map(({ data }) => data.afterMs));
  return {
    accepted,
    rejected,
    nurtured: ended('nurtured'),
    acceptRate: accepted + rejected === 0 ? null : accepted / (accepted + rejected),
    claimsTimed: toClaim.length,
    medianToClaimMs: middleOf(toClaim),
    touchesTimed: toTouch.length,
    medianToTouchMs: middleOf(toTouch),
  };
}

/** The verdicts on one lead once this has happened to it. */
function withEvent(given: readonly Given[], { kind, by, data }: Counted): Given[] {
  switch (kind) {
    case 'claimed':
    case 'rejected':
    case 'nurtured':
      return [...given, { kind, by, afterMs: data.afterMs }];
    case 'undone':
      return without(given, (each) => each.by === by);
    case 'misrouted':
      return without(given, (each) => each.kind === 'claimed' && each.by === by);
    case 'released':
      return without(given, (each) => each.kind === 'claimed' && each.by === data.rep);
    case 'reassigned': {
      const [from, to] = [idOf(data.from), idOf(data.to)];
      const left = without(given, (each) => each.kind === 'claimed' && each.by === from);
      return to === null ? left : [...left, { kind: 'claimed', by: to, afterMs: null }];
    }
    default:
      return [...given];
  }
}

/** Less the last one that is meant. */
function without(given: readonly Given[], isMeant: (each: Given) => boolean): Given[] {
  return given.toSpliced(given.findLastIndex(isMeant), given.some(isMeant) ? 1 : 0);
}

function idOf(rep: unknown): string | null {
  const id = (rep as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : null;
}

const timed = (values: readonly unknown[]): number[] => values.filter((value) => typeof value === 'number');
