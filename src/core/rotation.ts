// Whose turn it is. Every rep's turns are counted against their weight; the lowest count is next. What is decided here is
// written in the transaction of the lead that took the turn, so that no turn is given twice.
import type { NewEvent } from './event.ts';
import type { Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';

/** What a decision does to a rep's count. `at`: a turn was taken then; `null`: one is given back, and they come first again. */
export type Turn = { team: string; rep: string; by: number; at: string | null };

/** `served` null: they have had no turn in this team yet. */
export type Seat = { rep: string; weight: number; served: number | null; lastAt: string | null };

/**
 * Beside the round that everybody waits for, nobody is owed more than this: who was away for weeks, or got many turns
 * back, is not flooded.
 */
const mostOwed = 2;

/** The seats with the counts that decide, next one first. A newcomer begins where the others begin this round. */
export function inTurn<S extends Seat>(seats: readonly S[]): (S & { count: number })[] {
  const had = seats.flatMap(({ served, weight }) => (served === null ? [] : [{ count: served, weight }]));
  const top = had.toSorted(level).at(-1);
  const least = (weight: number) =>
    top === undefined ? 0 : Math.ceil((top.count * weight) / top.weight) - weight - mostOwed;
  const counted = had.map(({ count, weight }) => ({ count: Math.max(count, least(weight)), weight }));
  const [low] = counted.toSorted(level);
  const begin = (weight: number) =>
    low === undefined ? 0 : Math.max(0, Math.floor((low.count * weight) / low.weight) - weight);
  return seats
    .map((seat) => {
      const { served, weight } = seat;
      return { ...seat, count: served === null ? begin(weight) : Math.max(served, least(weight)) };
    })
    .toSorted((a, b) => level(a, b) || compare(a.lastAt ?? '', b.lastAt ?? ''));
}

type Counted = { count: number; weight: number };

/** Fractions compared without dividing, so that equal shares are equal. */
const level = (a: Counted, b: Counted) => a.count * b.weight - b.count * a.weight;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The turn of this seat is taken, from the count that decided. */
export function takeTurnOf(team: string, { rep, served, count }: Seat & { count: number }, at: string): Turn {
  return { team, rep, by: count + 1 - (served ?? 0), at };
}

export type Passed = { lead: Lead; turns: Turn[]; events: NewEvent[] };

/**
 * The turn goes with the lead: whoever ends up with it has had one, whoever loses it or got a bad one has theirs back.
 * `to` null: nobody's. A lead that went to its owner was never a turn, and who is in no rota takes none.
 */
export function passTurn(lead: Lead, to: string | null, by: { playbook: Playbook; now: string }): Passed {
  const { offer } = lead;
  const team = by.playbook.teams.find(({ id }) => id === offer?.team);
  if (offer === null || team === undefined || offer.by === 'owner') return { lead, turns: [], events: [] };
  const turn = team.reps.some(({ slack }) => slack === to) ? to : null;
  if (turn === offer.turn) return { lead, turns: [], events: [] };
  const back = offer.turn === null ? [] : [{ team: team.id, rep: offer.turn, by: -1, at: null }];
  const taken = turn === null ? [] : [{ team: team.id, rep: turn, by: 1, at: by.now }];
  const events = back.map(({ rep }) => ({ kind: 'credited' as const, by: 'baton', data: { rep, team: team.id } }));
  return { lead: { ...lead, offer: { ...offer, turn } }, turns: [...back, ...taken], events };
}
