// When the team is back, as it is told to a visitor: "on Monday at 9:00 AM EST". On their own clock where it is known; else
// on the team's, which is named so that nobody has to guess.
import { DateTime } from 'luxon';
import { type Language, languageOf } from './language.ts';
import type { Lead, Offer } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { visitorZone } from './tell-meeting.ts';
import { clockText } from './when.ts';

const phrases: Record<Language, (day: string, time: string) => string> = {
  en: (day, time) => `on ${day} at ${time}`,
  de: (day, time) => `am ${day} um ${time}`,
  fr: (day, time) => `${day} à ${time}`,
  es: (day, time) => `el ${day} a las ${time}`,
};

/** Later than this, the name of a day alone may mean another week. */
const daysNamed = 6;

/** When somebody is there for the offered lead, unless somebody is or nobody knows. */
export function opensLater(offer: Pick<Offer, 'startsAt'> | null, now: string): string | null {
  const at = offer?.startsAt ?? null;
  return at !== null && at > now ? at : null;
}

/** In the visitor's language; `undefined` when there is nothing to wait for. */
export function opens(
  lead: Pick<Lead, 'booking' | 'messages' | 'offer' | 'visitor'>,
  playbook: Playbook,
  now: string,
): string | undefined {
  const later = opensLater(lead.offer, now);
  if (later === null) return undefined;
  const language = languageOf(lead.messages, playbook.languages);
  const zone = visitorZone(lead, playbook);
  const at = DateTime.fromISO(later, { zone }).setLocale(`${language}-${playbook.country}`);
  const isFar = at.diff(DateTime.fromISO(now), 'days').days > daysNamed;
  const day = at.toLocaleString({ weekday: 'long', ...(isFar && { day: 'numeric', month: 'long' }) });
  const isTheirs = (lead.booking?.zone ?? lead.visitor.zone ?? null) !== null;
  const time = isTheirs
    ? clockText(later, { zone, language })
    : at.toLocaleString({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });
  return phrases[language](day, time);
}
