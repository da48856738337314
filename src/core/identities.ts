// By what a person is known again, whichever channel they come from: their addresses and the ids that channels give them. Each is
// verified where the channel vouches for it, and claimed where somebody only says so.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { currentAnswers, type Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import type { IdentityKind, Rank, Visitor } from './visitor.ts';

/** `value`: in one spelling; of a `visitor` with their channel before it. */
export type Identity = { kind: IdentityKind; value: string; rank: Rank };
/** What tells an address in an answer, and which country a number without one belongs to. */
export type Told = Pick<Playbook, 'fields' | 'country'>;

export function identitiesOf(lead: Pick<Lead, 'channel' | 'visitor' | 'joined' | 'answers'>, by: Told): Identity[] {
  return strongest([
    ...identitiesOfVisitor(lead, by),
    ...lead.joined.flatMap((each) => identitiesOfVisitor(each, by)),
    ...identitiesSaid(lead, by),
  ]);
}

/** As they come from their channel. An address that a channel fills in from elsewhere is in `visitor` like any other. */
export function identitiesOfVisitor(
  { channel, visitor }: { channel: string; visitor: Visitor },
  { country }: Pick<Told, 'country'>,
): Identity[] {
  const rank = (kind: 'id' | 'email' | 'phone'): Rank => (visitor.verified?.includes(kind) ? 'verified' : 'claimed');
  const email = emailOf(visitor.email ?? '');
  const phone = phoneOf(visitor.phone ?? '', country);
  return [
    ...(visitor.id === '' ? [] : [{ kind: 'visitor', value: `${channel} ${visitor.id}`, rank: rank('id') } as const]),
    ...(email === null ? [] : [{ kind: 'email', value: email, rank: rank('email') } as const]),
    ...(phone === null ? [] : [{ kind: 'phone', value: phone, rank: rank('phone') } as const]),
  ];
}

/** What another lead of theirs told is no word of this one's. */
function identitiesSaid(lead: Pick<Lead, 'answers'>, playbook: Told): Identity[] {
  return currentAnswers(lead).flatMap(({ field, value, evidence }): Identity[] => {
    const kind = playbook.fields.find(({ id }) => id === field)?.kind;
    if ((kind !== 'email' && kind !== 'phone') || evidence.kind === 'carried') return [];
    const found = kind === 'email' ? emailOf(String(value)) : phoneOf(String(value), playbook.country);
    return found === null ? [] : [{ kind, value: found, rank: 'claimed' }];
  });
}

/** Whoever is verified somewhere is verified. */
function strongest(all: readonly Identity[]): Identity[] {
  const found = new Map<string, Identity>();
  for (const each of all) {
    const key = keyOf(each);
    if (found.get(key)?.rank !== 'verified') found.set(key, each);
  }
  return [...found.values()];
}

export const keyOf = ({ kind, value }: Pick<Identity, 'kind' | 'value'>): string => `${kind} ${value}`;

/** What `after` has and `before` had not, or had only claimed. */
export function newIdentities(before: readonly Identity[], after: readonly Identity[]): Identity[] {
  const had = new Map(before.map((each) => [keyOf(each), each.rank]));
  return after.filter((each) => {
    const rank = had.get(keyOf(each));
    return rank === undefined || (rank === 'claimed' && each.rank === 'verified');
  });
}

function emailOf(given: string): string | null {
  const email = given.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(email) ? email : null;
}

function phoneOf(given: string, country: string): string | null {
  const number = parsePhoneNumberFromString(given.trim(), country as CountryCode);
  return number?.isPossible() ? number.number : null;
}

/** Of many people at once: it says where they work, and not who they are. */
export function isShared({ kind, value }: Pick<Identity, 'kind' | 'value'>): boolean {
  return kind === 'email' && shared.has(value.slice(0, value.lastIndexOf('@')).replace(/\+.*$/, ''));
}

const shared: ReadonlySet<string> = new Set(
  `abuse accounting accounts admin administracion administration administrator anfrage billing booking bookings buchhaltung
  buero büro bureau careers commercial compras comptabilite contabilidad contact contacto contacts einkauf enquiries enquiry
  facturacion finance firma general hallo hello help helpdesk hey hi hola hr info infos informacion information inquiries
  inquiry invoice invoices it jobs kontakt mail mailbox marketing noreply no-reply office oficina operations orders post
  postmaster press presse privacy procurement purchasing rechnung reception recepcion sales security service services
  soporte spam support team test vendas ventas verkauf vertrieb webmaster welcome zentrale`.split(/\s+/),
);
