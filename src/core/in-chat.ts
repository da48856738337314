// Whether a lead books in the chat by itself or is handed off as ever: the playbook says for whom, and somebody must be there
// with room. While everybody is out, times are offered in place of a promise that somebody comes. Why not is kept with the offer, so that the numbers can say it.
import type { Lead, Offer } from './lead.ts';
import { chatOf } from './line.ts';
import { isOneWay } from './one-way.ts';
import { opensLater } from './opens.ts';
import { bookingOf, type Playbook, teamOf } from './playbook.ts';
import { unmet } from './route.ts';
import { keptFrom } from './unproven.ts';

/** `rules`: one of the playbook's does not hold. `nobody`: nobody is there with room. `asked`: they asked for a person.
 * `gone`: they fell silent, read nothing where they are, or have not proven that the meeting would be theirs. */
export type BooksWhere =
  | { inChat: true }
  | { inChat: false; notInChat: 'no-calendar' | 'off' | 'asked' | 'learning' | 'form' | 'rules' | 'nobody' | 'gone' };

export function booksInChat(
  lead: Lead,
  offer: Pick<Offer, 'why' | 'team' | 'rep' | 'startsAt' | 'at'>,
  { playbook, isGone }: { playbook: Playbook; isGone: boolean },
): BooksWhere {
  const not = (notInChat: Extract<BooksWhere, { inChat: false }>['notInChat']): BooksWhere => ({
    inChat: false,
    notInChat,
  });
  if (!playbook.calendar) return not('no-calendar');
  const isAway = isGone || isOneWay(lead) || keptFrom(lead, chatOf(lead)) !== null;
  const { inChat, whenOut } = bookingOf(playbook, offer.team);
  const waitsLong = opensLater(offer, offer.at) !== null && whenOut === 'times' && isMet(offer, playbook);
  // Whoever asks for a person and finds nobody gets a time to talk to one, whatever the rules of those who qualify say.
  if (offer.why === 'asked' && waitsLong && !isAway) return { inChat: true };
  if (inChat === false) return not('off');
  if (offer.why !== 'qualified') return not(offer.why);
  if (isAway) return not('gone');
  if (inChat !== true && unmet(inChat, lead, playbook) !== null) return not('rules');
  return offer.rep === null && !waitsLong ? not('nobody') : { inChat: true };
}

/** There is somebody whose calendar can be looked into. */
function isMet({ rep, team }: Pick<Offer, 'rep' | 'team'>, playbook: Playbook): boolean {
  return rep !== null || (teamOf(playbook, team)?.reps.length ?? 0) > 0;
}
