// Who writes, as their channel tells it, and the conversations in which one person writes.

/** `verified`: what their channel vouches for; the rest they only say. `zone`: the clock that their browser shows. */
export type Visitor = {
  id: string;
  name?: string;
  email?: string;
  phone?: string;
  zone?: string;
  verified?: readonly ('id' | 'email' | 'phone')[];
};
export type Page = { url: string; title?: string; referrer?: string };

/** What a person is known again by. `visitor`: the id that their channel gives them. */
export type IdentityKind = 'email' | 'phone' | 'visitor';
/** `claimed`: typed, or told by a channel that did not check. */
export type Rank = 'verified' | 'claimed';

/**
 * A conversation that goes on as a lead, beside its own. `by`: what this conversation proves to be theirs; `was`: how the lead had
 * it. `filled`: what the lead knows of its visitor from here alone.
 */
export type Joined = {
  channel: string;
  conversation: string;
  at: string;
  visitor: Visitor;
  by: IdentityKind;
  was: Rank;
  filled: readonly Contact[];
};

type Contact = 'name' | 'email' | 'phone';
const contacts: readonly Contact[] = ['name', 'email', 'phone'];

/** What was verified stays so until the channel vouches for another one; an address that nobody checked replaces none that was. */
export function arrived(known: Visitor, arriving: Visitor): Visitor {
  const stays = (known.verified ?? []).filter(
    (kind) => !arriving.verified?.includes(kind) && known[kind] !== undefined,
  );
  const kept = Object.fromEntries(stays.map((kind) => [kind, known[kind]]));
  const verified = [...stays, ...(arriving.verified ?? [])];
  return { ...known, ...arriving, ...kept, ...(verified.length > 0 && { verified }) };
}

/** The lead's own visitor with what it did not know of them, and which of it that is. */
export function filledIn(own: Visitor, joined: Visitor): { visitor: Visitor; filled: Contact[] } {
  const filled = contacts.filter((each) => own[each] === undefined && joined[each] !== undefined);
  const given = Object.fromEntries(filled.map((each) => [each, joined[each]]));
  return { visitor: { ...own, ...given }, filled };
}

/** And without it again. */
export function emptied(visitor: Visitor, filled: readonly Contact[]): Visitor {
  const gone: ReadonlySet<string> = new Set(filled);
  return { id: visitor.id, ...Object.fromEntries(Object.entries(visitor).filter(([key]) => !gone.has(key))) };
}
