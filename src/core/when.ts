// A moment as people write it, in a zone whose city is named: nobody has to guess whose clock is meant. Where clocks are set
// back and show the same hour twice, the distance to UTC says which one; a zone without a city is that distance alone.
import { DateTime } from 'luxon';
import type { Language } from './language.ts';
import { aheadAt, dayMs, isZone, wallAt } from './wall-clock.ts';
import { cities } from './words/cities.ts';

export type Where = { zone: string; language: Language };

/** `Tuesday 24 November, 10:00 (Berlin time)` */
export function whenText(at: string, where: Where): string {
  return `${dayAndTime(at, where)} (${zoneText(at, where)})`;
}

/** Without its zone, where that stands beside it: `Tuesday 24 November, 10:00`. */
export function dayAndTime(at: string, where: Where): string {
  return `${dayFormats[where.language](readIn(at, where), inAmerica(where))} ${clockText(at, where)}`;
}

/** The time alone, as their clocks show it. */
export function clockText(at: string, where: Where): string {
  const moment = readIn(at, where);
  if (inAmerica(where)) return moment.toFormat('h:mm a');
  const time = moment.toFormat('HH:mm');
  return where.language === 'de' ? `${time} Uhr` : time;
}

/** `Berlin time`, in their language. */
export function zoneText(at: string, { zone, language }: Where): string {
  const city = cityOf(zone, language);
  const distance = utcText(at, zone);
  if (city === null) return distance;
  const time = zoneFormats[language](city);
  return comesTwice(at, zone) ? `${time}, ${distance}` : time;
}

const dayFormats: Record<Language, (moment: DateTime, american: boolean) => string> = {
  en: (moment, american) => moment.toFormat(american ? 'cccc, MMMM d,' : 'cccc d MMMM,'),
  de: (moment) => moment.toFormat('cccc, d. MMMM,'),
  fr: (moment) => moment.toFormat("cccc d MMMM 'à'"),
  es: (moment) => moment.toFormat("cccc, d 'de' MMMM,"),
};

const zoneFormats: Record<Language, (city: string) => string> = {
  en: (city) => `${city} time`,
  de: (city) => `Ortszeit ${city}`,
  fr: (city) => `heure ${ofFrench(city)}`,
  es: (city) => `hora de ${city}`,
};

function ofFrench(city: string): string {
  if (city.startsWith('Le ')) return `du ${city.slice(3)}`;
  return /^[AEIOUYÉÈÎ]/i.test(city) ? `d'${city}` : `de ${city}`;
}

function readIn(at: string, { zone, language }: Where): DateTime {
  return DateTime.fromISO(at, { zone: known(zone) }).setLocale(language);
}

/** Who wrote the zone is a browser or a person: what is no zone is read as UTC, and says so. */
const known = (zone: string): string => (isZone(zone) ? zone : 'UTC');

/** Clocks of twelve hours, and the month before the day. */
const inAmerica = ({ zone, language }: Where): boolean => language === 'en' && /^(?:America|US)\/./.test(known(zone));

const continents = /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//;

function cityOf(zone: string, language: Language): string | null {
  if (!isZone(zone) || !continents.test(zone)) return null;
  const [city = '', state] = zone.split('/').slice(1).toReversed();
  const plain = city.replaceAll('_', ' ');
  const name = cities[plain]?.[language] ?? plain;
  return state === undefined ? name : `${name}, ${state.replaceAll('_', ' ')}`;
}

/** `UTC+1` */
export function utcText(at: string, zone: string): string {
  const { offset } = DateTime.fromISO(at, { zone: known(zone) });
  if (offset === 0) return 'UTC';
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `UTC${offset < 0 ? '-' : '+'}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}

/** Whether clocks show this minute once more, before or after. */
function comesTwice(at: string, zone: string): boolean {
  const moment = Date.parse(at);
  const wall = wallAt(zone, moment);
  const others = [moment - dayMs, moment + dayMs].map((near) => wall - aheadAt(zone, near));
  return others.some((other) => other !== moment && wallAt(zone, other) === wall);
}
