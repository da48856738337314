// Is whoever arrives somebody whom Baton knows? Continue where they are who they say, carry along in silence where they only say
// so, and in any doubt neither: what is asked once too often does less harm than what is told to the wrong person.
import { isHeld } from './held.ts';
import { type Identity, isShared, keyOf } from './identities.ts';
import { importChannel } from './imported.ts';
import type { Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import type { IdentityKind, Rank } from './visitor.ts';

/** A lead that may be theirs, with all that its person is known by. `apart`: which of the other candidates somebody said are not the same. */
export type Candidate = { lead: Lead; identities: readonly Identity[]; apart: readonly string[] };

/** `by`: what they share. `rank`: as the arriving conversation has it; `was`: as the lead has it. */
export type Match = { lead: Lead; by: IdentityKind; rank: Rank; was: Rank };

/** `aloud`: proven on both sides. */
export type SamePerson =
  | { kind: 'continue'; match: Match }
  | { kind: 'carry'; match: Match; aloud: boolean }
  | { kind: 'new' };

const nobody: SamePerson = { kind: 'new' };

export function samePerson(
  arriving: readonly Identity[],
  candidates: readonly Candidate[],
  playbook: Pick<Playbook, 'rejectReasons'>,
): SamePerson {
  const fitting = candidates.filter((each) => isToKnow(each.lead, playbook) && !differ(arriving, each.identities));
  const known = fitting.flatMap((candidate) => {
    const match = strongestMatch(arriving, candidate);
    return match === null ? [] : [{ candidate, match }];
  });
  // Who has proven it on both sides is nearer than whoever said the same.
  const proven = known.filter(({ match }) => isProven(match));
  const nearest = proven.length > 0 ? proven : known;
  if (!areOne(nearest.map(({ candidate }) => candidate))) return nobody;
  const newest = nearest.toSorted((a, b) => (a.match.lead.createdAt < b.match.lead.createdAt ? 1 : -1));
  const [first] = newest;
  if (first !== undefined && mayGoOn(first.match, first.candidate)) return { kind: 'continue', match: first.match };
  const told = newest.find(({ match }) => match.lead.answers.length > 0);
  return told === undefined ? nobody : { kind: 'carry', match: told.match, aloud: isProven(told.match) };
}

export const isProven = ({ rank, was }: Match): boolean => rank === 'verified' && was === 'verified';

/** What both are known by, the best proof first; an address of many people is none. */
function strongestMatch(arriving: readonly Identity[], { lead, identities }: Candidate): Match | null {
  const theirs = new Map(identities.map((each) => [keyOf(each), each.rank]));
  const shared = arriving.flatMap((each): Match[] => {
    const was = theirs.get(keyOf(each));
    return was === undefined || isShared(each) ? [] : [{ lead, by: each.kind, rank: each.rank, was }];
  });
  const weight = ({ rank, was }: Match) => (rank === 'verified' ? 2 : 0) + (was === 'verified' ? 1 : 0);
  return shared.toSorted((a, b) => weight(b) - weight(a))[0] ?? null;
}

/** Two verified people never become one over what either only claims. */
function mayGoOn({ rank, was }: Match, { identities }: Candidate): boolean {
  return rank === 'verified' && (was === 'verified' || !identities.some(isVerified));
}

const isVerified = ({ rank }: Identity): boolean => rank === 'verified';

/** Both have verified addresses of one kind, and none in common. */
function differ(a: readonly Identity[], b: readonly Identity[]): boolean {
  return (
    disjoint(a.filter(isVerified), b.filter(isVerified), 'email') ||
    disjoint(a.filter(isVerified), b.filter(isVerified), 'phone')
  );
}

function disjoint(a: readonly Identity[], b: readonly Identity[], kind: IdentityKind): boolean {
  const of = (all: readonly Identity[]) => all.filter((each) => each.kind === kind).map(({ value }) => value);
  const [ours, theirs] = [of(a), of(b)];
  return ours.length > 0 && theirs.length > 0 && !ours.some((value) => theirs.includes(value));
}

/** Nothing says that any two of them are different people. */
function areOne(candidates: readonly Candidate[]): boolean {
  return candidates.every((one, i) =>
    candidates.slice(i + 1).every((other) => {
      const areApart = one.apart.includes(other.lead.id) || other.apart.includes(one.lead.id);
      if (areApart || differ(one.identities, other.identities)) return false;
      const isSure = one.identities.some(
        (each) => isVerified(each) && other.identities.some((its) => isVerified(its) && keyOf(its) === keyOf(each)),
      );
      return isSure || !disjoint(one.identities, other.identities, 'email');
    }),
  );
}

/** Nothing was heard of who was imported or is held back, and spam is known by nobody. */
function isToKnow(lead: Lead, playbook: Pick<Playbook, 'rejectReasons'>): boolean {
  return lead.channel !== importChannel && !isHeld(lead) && !isSpam(lead, playbook);
}

/** Rejected for a reason about which the visitor hears nothing: nobody wants to know them again. */
export function isSpam({ state, repVerdict }: Lead, { rejectReasons }: Pick<Playbook, 'rejectReasons'>): boolean {
  if (state !== 'rejected' || repVerdict?.kind !== 'rejected') return false;
  return rejectReasons.find(({ id }) => id === repVerdict.reason)?.tellVisitor === false;
}
