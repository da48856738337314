// Whether a lead books in the chat by itself or is handed off as ever: the playbook says for whom, and somebody must be there
// with room. Why not is kept with the offer, so that the numbers can say it.
import type { Lead, Offer } from './lead.ts';
import { bookingOf, type Playbook } from './playbook.ts';
import { unmet } from './route.ts';

/** `rules`: one of the playbook's does not hold. `nobody`: nobody is there with room. `asked`: they asked for a person.
 * `gone`: they fell silent. */
export type BooksWhere =
  | { inChat: true }
  | { inChat: false; notInChat: 'no-calendar' | 'off' | 'asked' | 'learning' | 'form' | 'rules' | 'nobody' | 'gone' };

export function booksInChat(
  lead: Lead,
  offer: Pick<Offer, 'why' | 'team' | 'rep'>,
  { playbook, isGone }: { playbook: Playbook; isGone: boolean },
): BooksWhere {
  const not = (notInChat: Extract<BooksWhere, { inChat: false }>['notInChat']): BooksWhere => ({
    inChat: false,
    notInChat,
  });
  if (!playbook.calendar) return not('no-calendar');
  const { inChat } = bookingOf(playbook, offer.team);
  if (inChat === false) return not('off');
  if (offer.why !== 'qualified') return not(offer.why);
  if (isGone) return not('gone');
  if (inChat !== true && unmet(inChat, lead, playbook) !== null) return not('rules');
  return offer.rep === null ? not('nobody') : { inChat: true };
}
