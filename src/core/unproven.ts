// A lead may be talked with where somebody proved who they are, and where they had only said so. What was said where it was proven
// stays there: whoever typed an address before its owner came must learn nothing of the owner, nor where their mail goes.
import { identitiesOfVisitor, keyOf } from './identities.ts';
import type { Lead, Message } from './lead.ts';
import { isAt, mailChannel, type Place, placeOf } from './line.ts';
import type { Joined } from './visitor.ts';

type Talked = Pick<Lead, 'channel' | 'conversation' | 'visitor' | 'joined' | 'messages'>;

/** `lines`: by their numbers. `filled`: what the lead knows of its visitor from there alone. */
export type Kept = { lines: ReadonlySet<number>; filled: Joined['filled'] };

/** What nobody at `place` has proven to be theirs; null: there is nothing else, or it is one person's for certain. */
export function keptFrom(lead: Talked, place: Place): Kept | null {
  if (lead.joined.length === 0) return null;
  const all = [lead, ...lead.joined].map((each) => ({ each, proofs: proofsOf(each) }));
  let theirs = all.find(({ each }) => isAt(place)(each))?.proofs ?? [];
  // Each conversation may prove something more that another one is known by.
  for (const _ of all) {
    theirs = all.flatMap(({ proofs }) => (proofs.some((proof) => theirs.includes(proof)) ? proofs : []));
  }
  const others = all.filter(({ each, proofs }) => {
    return proofs.length > 0 && !isAt(place)(each) && !proofs.some((proof) => theirs.includes(proof));
  });
  if (others.length === 0) return null;
  const isTheirs = (line: Message) =>
    line.channel === mailChannel || others.some(({ each }) => isAt(each)(placeOf(lead, line)));
  const filled = others.flatMap(({ each }) => ('filled' in each ? each.filled : []));
  return { lines: new Set(lead.messages.filter(isTheirs).map(({ n }) => n)), filled };
}

/** The lines that came after the owner of what the lead is known by, from where nobody proved to be them. */
export function lateUnproven(lead: Talked): ReadonlySet<number> {
  const late = new Set<number>();
  if (lead.joined.length === 0) return late;
  for (const line of lead.messages) {
    if (line.channel === mailChannel) continue;
    const [first = Number.POSITIVE_INFINITY] = keptFrom(lead, placeOf(lead, line))?.lines ?? [];
    if (line.n > first) late.add(line.n);
  }
  return late;
}

const proofsOf = (each: Pick<Joined, 'channel' | 'visitor'>): string[] =>
  identitiesOfVisitor(each, { country: 'US' })
    .filter(({ rank }) => rank === 'verified')
    .map(keyOf);
