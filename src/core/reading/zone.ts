// A time zone as visitors name their own: "my time zone is PST", "I'm in Tokyo", "3 pm CET". Short and honest: an
// abbreviation that several zones share, and a city that is not listed, are no zone, and Baton goes on as before.
import { fold } from '../folded.ts';

/** By every name in the languages Baton speaks, folded. */
const places: readonly (readonly [string, string])[] = [
  ['America/New_York', 'new york|nyc|nueva york|boston|miami|atlanta|washington(?: dc)?|philadelphia'],
  ['America/Toronto', 'toronto|ottawa'],
  ['America/Montreal', 'montr[eé]al'],
  ['America/Chicago', 'chicago|dallas|houston|austin|minneapolis|new orleans'],
  ['America/Denver', 'denver|salt lake city'],
  ['America/Phoenix', 'phoenix|arizona'],
  [
    'America/Los_Angeles',
    'los angeles|san francisco|seattle|san diego|silicon valley|las vegas|kalifornien|california|californie',
  ],
  ['America/Vancouver', 'vancouver'],
  ['America/Mexico_City', 'mexico city|mexiko-stadt|ciudad de m[eé]xico|cdmx'],
  ['America/Bogota', 'bogot[aá]'],
  ['America/Lima', 'lima'],
  ['America/Santiago', 'santiago de chile'],
  ['America/Argentina/Buenos_Aires', 'buenos aires'],
  ['America/Sao_Paulo', 's[aã]o paulo|rio de janeiro'],
  ['Europe/London', 'london|londres|england|the uk|scotland|manchester|edinburgh|großbritannien|grossbritannien'],
  ['Europe/Dublin', 'dublin|irland|ireland|irlande|irlanda'],
  ['Europe/Lisbon', 'lisbon|lissabon|lisbonne|lisboa|portugal'],
  ['Europe/Madrid', 'madrid|barcelona|barcelone|valencia|sevilla'],
  ['Europe/Paris', 'paris|lyon|marseille|toulouse|bordeaux|france|frankreich|francia'],
  ['Europe/Brussels', 'brussels|brüssel|bruxelles|bruselas|belgium|belgien|belgique'],
  ['Europe/Amsterdam', '[aá]msterdam|rotterdam|the netherlands|den niederlanden|los países bajos'],
  [
    'Europe/Berlin',
    'berl[ií]n|munich|münchen|hamburg|frankfurt|cologne|köln|stuttgart|germany|deutschland|allemagne|alemania',
  ],
  ['Europe/Vienna', 'vienna|wien|vienne|viena|austria|österreich|autriche'],
  ['Europe/Zurich', 'zurich|zürich|geneva|genf|genève|ginebra|basel|bern|switzerland|der schweiz|suisse|suiza'],
  ['Europe/Rome', 'rome|rom|roma|milan|mailand|milano|italy|italien|italie|italia'],
  ['Europe/Copenhagen', 'copenhagen|kopenhagen|copenhague|denmark|dänemark'],
  ['Europe/Stockholm', 'stockholm|sweden|schweden'],
  ['Europe/Oslo', 'oslo|norway|norwegen'],
  ['Europe/Helsinki', 'helsinki|finland|finnland'],
  ['Europe/Warsaw', 'warsaw|warschau|varsovie|varsovia|poland|polen'],
  ['Europe/Prague', 'prague|prag|praga'],
  ['Europe/Athens', 'athens|athen|athènes|atenas|greece'],
  ['Europe/Istanbul', 'istanbul|estambul'],
  ['Asia/Dubai', 'dubai|dubaï|dubái|abu dhabi'],
  ['Asia/Jerusalem', 'tel aviv|israel'],
  ['Asia/Kolkata', 'mumbai|bangalore|bengaluru|delhi|new delhi|hyderabad|chennai|kolkata|india|indien'],
  ['Asia/Singapore', 'singapore|singapur|singapour'],
  ['Asia/Hong_Kong', 'hong ?kong'],
  ['Asia/Shanghai', 'shanghai|beijing|peking|shenzhen'],
  ['Asia/Tokyo', 'tokyo|tokio|osaka|japan|japon|japón'],
  ['Asia/Seoul', 'seoul|séoul|seúl'],
  ['Australia/Sydney', 'sydney|s[ií]dney|melbourne'],
  ['Australia/Brisbane', 'brisbane'],
  ['Australia/Perth', 'perth'],
  ['Pacific/Auckland', 'auckland|wellington|new zealand|neuseeland'],
  ['Africa/Johannesburg', 'johannesburg|cape town|kapstadt|south africa'],
  ['Africa/Lagos', 'lagos'],
  ['Africa/Nairobi', 'nairobi'],
  ['Africa/Cairo', 'cairo|kairo|le caire'],
];

/** Of these everybody means the same. In capitals: "est" and "et" are words. */
const marks: readonly (readonly [string, string])[] = [
  ['America/New_York', 'EST|EDT|ET'],
  ['America/Chicago', 'CDT|CT'],
  ['America/Denver', 'MDT|MT'],
  ['America/Los_Angeles', 'PST|PDT|PT'],
  ['Europe/London', 'BST'],
  ['Europe/Berlin', 'CET|CEST|MEZ|MESZ|HEC'],
  ['Europe/Athens', 'EET|EEST'],
  ['Asia/Tokyo', 'JST'],
  ['Asia/Singapore', 'SGT'],
  ['Asia/Hong_Kong', 'HKT'],
  ['Australia/Sydney', 'AEST|AEDT'],
  ['UTC', 'UTC|GMT'],
];
/** Elsewhere these are other zones' too. */
const marksAtHome: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  US: [
    ['America/Chicago', 'CST'],
    ['America/Denver', 'MST'],
  ],
  CA: [
    ['America/Chicago', 'CST'],
    ['America/Denver', 'MST'],
  ],
  IN: [['Asia/Kolkata', 'IST']],
};
const spoken: readonly (readonly [string, string])[] = [
  ['America/New_York', 'eastern'],
  ['America/Chicago', 'central'],
  ['America/Denver', 'mountain'],
  ['America/Los_Angeles', 'pacific'],
];

const named = (rows: readonly (readonly [string, string])[]) => rows.map(([, names]) => names).join('|');
const someZone = '(?:time ?zone|timezone|zeitzone|fuseau(?: horaire)?|zona horaria|huso horario)';
/** Only of themselves: "our office in Tokyo" says nothing of their clock. */
const livedIn =
  "(?:i'm|i am|we're|we are|im) (?:all |currently |now |based |located |sitting )*(?:in|from|out of)|(?:based|located) in|ich bin (?:in|aus)|wir (?:sind|sitzen) in|ich sitze in|je suis (?:à|a|en)|nous sommes (?:à|a|en)|basée? à|estoy en|estamos en";
const place = named(places);
const byPlace = new RegExp(
  `(?:(?:${livedIn})|${someZone}(?: is| ist| est| es|:)?(?: the one of| in| von| de)?) (?:the )?(${place})(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])(${place})(?:er)? (?:time|zeit)(?![\\p{L}\\p{N}])|(?:ortszeit|heure de|heure d'|hora de) ?(${place})(?![\\p{L}\\p{N}])`,
  'u',
);
const bySpoken = new RegExp(`(?<!\\p{L})(${named(spoken)})(?: (?:standard|daylight))? (?:time|zone)(?!\\p{L})`, 'u');

/** What is a word elsewhere counts only beside a time of day or the word "time". */
function markPattern(rows: readonly (readonly [string, string])[]): RegExp {
  const mark = `(${named(rows)})(?![\\p{L}\\p{N}+-])`;
  const besideTime = `(?<=\\d ?(?:[aApP]\\.?[mM]\\.?|Uhr|h)? ?\\(?)${mark}(?: [tT]ime)?`;
  const lived = "(?:[iI]'m|I am|[wW]e're|[wW]e are) (?:in|on)";
  return new RegExp(
    `${besideTime}|(?<![\\p{L}\\p{N}])${mark} (?:[tT]ime|[zZ]one)|(?:${someZone}(?: is| ist| est| es|:)?|${lived}) ${mark}`,
    'u',
  );
}

const offset = /(?<![\p{L}\p{N}])(?:utc|gmt) ?([+-]) ?(\d{1,2})(?::?00)?(?![\d:])/u;

/** `rest`: the message, folded, without the words that name the zone. */
export type ReadZone = { zone: string | null; rest: string };

/** `country`: whose abbreviations are meant where several countries have the same. */
export function readZone(message: string, country: string): ReadZone {
  const original = message.normalize('NFKC').replace(/[’‘]/g, "'");
  const { text } = fold(original);
  const [shift, sign, hours = ''] = offset.exec(text) ?? [];
  if (shift !== undefined && Number(hours) <= 14) {
    // The zone database counts these westwards.
    const zone = Number(hours) === 0 ? 'UTC' : `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}`;
    return { zone, rest: text.replace(shift, ' ') };
  }
  for (const [pattern, rows] of [
    [byPlace, places],
    [bySpoken, spoken],
  ] as const) {
    const found = pattern.exec(text);
    if (found !== null) return { zone: zoneOf(found, rows), rest: text.replace(found[0], ' ') };
  }
  const rows = [...marks, ...(marksAtHome[country] ?? [])];
  const found = markPattern(rows).exec(original);
  if (found === null) return { zone: null, rest: text };
  const { index, 0: words } = found;
  return {
    zone: zoneOf(found, rows),
    rest: fold(`${original.slice(0, index)} ${original.slice(index + words.length)}`).text,
  };
}

function zoneOf(found: RegExpExecArray, rows: readonly (readonly [string, string])[]): string | null {
  const name = found.slice(1).find((part) => part !== undefined) ?? '';
  return rows.find(([, names]) => new RegExp(`^(?:${names})$`, 'u').test(name))?.[0] ?? null;
}
