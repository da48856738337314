// How many people, seats and the like. Without a question a number counts only beside a word for people; what is money,
// a date, a share or a count of something else never does.
import { matches } from '../matches.ts';
import type { Field } from '../playbook.ts';
import type { Range, Value } from '../value.ts';
import { readMoney } from './money.ts';
import { type Quantity, quantitiesIn } from './numerals.ts';
import { blank, type Candidate, type Page, type ReadingContext } from './page.ts';

const people =
  'people|peoples|peeps|ppl|pple|poeple|pepole|peopel|persons?|employees?|employes|employess|staff|staffers|colleagues|folks|heads|headcount|ftes?|members|team ?members|teammates|workers|humans|souls|strong|mitarbeiter(?:innen)?|mitarbeitende|leuten?|personen|personnes|employés|salariés|empleados|personas|trabajadores|colaboradores|collaborateurs|collègues|dipendenti|medewerkers|kollegen|angestellte[nr]?|ma|beschäftigte[nr]?';
const seats =
  'seats?|licen[cs]es?|users?|logins?|nutzer(?:innen)?|benutzer|utilisateurs|usuarios|lizenzen|licencias|postes|plätze';
const groups =
  'reps|sdrs|bdrs|aes|execs?|executives|guys|gals|lads|agents|salespeople|sellers|closers|recruiters|advis[eo]rs|specialists|vertriebler(?:innen)?|verkäufer(?:innen)?|commerciaux|vendeurs|vendedores|comerciales|engineers|developers|devs|designers|marketers|consultants|analysts|managers|technicians|drivers|nurses|teachers|doctors|lawyers';
const notBetween =
  /\b(?:months?|weeks?|days?|years?|hours?|minutes?|of|for|in|to|and|with|at|on|per|percent|usd|eur|euros?|dollars|customers?|clients?|leads?|tickets?|stores?|offices?|countries|locations?|calls?|emails?|tools?|x|times|or|from|by|we|our|until|every)\b/;

const hedges =
  /(?:\b(?:about|around|approx(?:\.|imately)?|roughly|ca\.?|circa|maybe|probably|like|nearly|almost|some|currently|now|just|only|already|perhaps|a total of|total of|say|close to|somewhere|somewhere around|between|from|still|i think|i guess|i'd say|an estimated|ungefähr|etwa|environ|unos|unas|a|an|the|good|well|barely|at|like)|~|≈|:) ?$/u;
const sized =
  /(?:\b(?:team|company|org|organi[sz]ation|group|staff|crew|workforce|department|business|firm|start-?up|agency|shop|outfit|household|equipo|équipe) (?:size )?(?:of|de)|\b(?:headcount|head count|team size|company size|size|number of (?:employees|people|staff|users|seats)|employees|staff|staff count|mitarbeiter|team)(?: is| are| of|:| =|=| -|-)?|# ?of (?:employees|people|staff|users|seats)(?: is|:)?) ?$/u;
const being = /\b(?:we're|we are|we r|were|there's|there is|there are|wir sind|nous sommes|somos) $/;
const alone =
  /^ ?(?:$|[.,;!?\n)]| of us\b| in total| total| strong| here\b| right now| now\b| at the moment| across| worldwide| globally| altogether| all in| im | insgesamt| au total| en tout| en total| dans | en el )/;
const bareAfter =
  /^ ?(?:$|[.,;!?\n)(]|\p{Extended_Pictographic}|- |(?:and|but|or|in|at|across|total|so|i|we|now|right|roughly|give|as|including|incl|with|counting|mostly|today|currently|globally|worldwide|here|on|of us|altogether|thanks|thx|please|pls|overall|all|max|min|today|tops|fte|atm|ish|to|for|first|full|part|initially|if|until|by|because|since|who|that|which|each|then|would|will|need|reps?|maybe|probably|probs|perhaps|actually|tbh|i think|lol|still|correct|enough|ok|okay|thereabouts|im|insgesamt|bei|davon|zur|und|oder|aber|en|au|dont|mais|et|environ|ou|y|o|pero|más|plus|is|are|should|seems?|sounds?|feels?|could|can|may|might|must|does|do|works|suits|usually|normally|typically|generally|at|pretty|depending|depends|not|yes|sorry|just|only|about|around|after|while|when|where|whose|once|like|definitely|certainly|surely|easily|also|again|later|soon|without|between|among|within|spread|based|kind|good|fine|pour|por|para|für|de momento|actuellement|actualmente|aktuell|derzeit|zurzeit|momentan|gerade|ungefähr|etwa|circa|rund|sind|ist|son|est|sont|ahora|aujourd'hui|maintenant|heute|jetzt|hier|ici|aquí|fest|schon|noch|denke|glaube|je|nous|wir|ich|creo|danke|merci|gracias|bitte|nos|pax|units|exactly|exactement|genau|exactamente)(?!\p{L}))/u;
/** "Three people spend two days a week on it": some of them, not all. */
const busy =
  /^ (?:who |that |are |is )*(?:spend|put|work on|working on|do|doing|copy|copying|handl|maintain|build|us(?:e|es|ing)\b|need|in (?:the |our |my )?(?:sales|marketing|finance|support|hr|it|operations|ops|revops|engineering|product)\b)/;
/** "2 of us will join": in the meeting. */
const joining =
  /^ (?:(?:will|would|can|could|might|may|are|going|to|like|want|plan) )*(?:be )?(?:join(?:ing)?|attend(?:ing)?|com(?:e|ing)|there|on the call|in the meeting|dial(?:ling)? in)\b/;
const offered = /^ (?:plan|tier|package|limit|cap|minimum|maximum|option|licen[cs]e|bundle)\b/;
const growing =
  /\b(?:hir(?:e|ing)|recruit(?:ing)?|grow(?:ing)?|scal(?:e|ing)|expand(?:ing)?|reach(?:ing)?|add(?:ing)?|target(?:ing)?|sell(?:ing)? to|aim(?:ing)?|(?:we|that|which) (?:serve|help)|laid off|fired|lost)\b[^,.;!?\n]{0,30}$/;

const phrases: [RegExp, number][] = [
  [
    /\b(?:it's |its |it is )?(?:just|only) (?:me|myself)\b(?! and| or|,? my)|\bjust myself\b|\bone[- ](?:man|woman|person)[- ](?:band|show|shop|business|company|team|army)\b|\bsolo (?:founder|business|entrepreneur|operator|shop)\b|\bsolopreneur\b|\bi'?m solo\b/g,
    1,
  ],
  [/(?<!\p{L})(?:nur ich|ich allein|juste moi|moi seule?|solo yo|yo sol[oa])(?!\p{L})/gu, 1],
  [
    /\b(?:just |only )?(?:me and (?:my|one|a) (?:co-?founder|business partner|partner|colleague|other|friend|wife|husband|brother|sister)|my (?:co-?founder|business partner) and (?:me|i|myself))\b/g,
    2,
  ],
  ...['zweit', 'dritt', 'viert', 'fünft', 'sechst', 'siebt', 'acht', 'neunt', 'zehnt'].map(
    (word, n): [RegExp, number] => [new RegExp(`\\bzu ${word}(?!\\p{L})`, 'gu'), n + 2],
  ),
];
const aloneHints =
  /\b(?:team|company|business|founder|freelanc\w*|solo|here|right now|for now|at the moment|one-?man|employees?|people|startup)\b/;

export function readNumber(page: Page, field: Field, context: ReadingContext): Candidate[] {
  const text = clean(page, field, context);
  const noun = nounsOf(field);
  const found: Candidate[] = [];
  for (const quantity of quantitiesIn(text)) {
    const candidate = counted(text, quantity, noun) ?? bare(text, quantity);
    if (candidate !== null) found.push(candidate);
  }
  return whole(
    text,
    [...found, ...phrased(text, context.asked)].sort((a, b) => a.start - b.start),
  );
}

const peopled = /compan|employ|staff|headcount|team|people at|seat|user|licen|workforce|^size|^people/;

/** For a claim on a field that counts something else than people, "three stores" are three whatever the noun. */
export function readCount(page: Page, field: Field, context: ReadingContext): Candidate[] {
  const text = clean(page, field, context);
  const all = quantitiesIn(text);
  if (!peopled.test(`${field.id} ${field.question}`.toLowerCase())) return all.map((quantity) => finding(quantity));
  const own = ownNoun(field);
  const party = /^(?:people|guests|persons)$/.test(field.id);
  return all
    .filter(
      ({ from, end }) =>
        own?.test(text.slice(end, end + 40)) === true ||
        /\b(?:(?:family|party|couple|crowd) of|(?:table|reservation|booking|room|cab|taxi|dinner|lunch) for) $/.test(
          text.slice(0, from),
        ) ||
        (party && /\bfor $/.test(text.slice(0, from)) && /^ *(?:$|[.,;!?)])/.test(text.slice(end))),
    )
    .map((quantity) => finding(quantity));
}

/** What a field counts by its own name: "6 teams" for `teams`, but not for `team_size`. */
function ownNoun({ id, label }: Field): RegExp | null {
  const plurals = `${id.replaceAll('_', ' ')} ${label}`.toLowerCase().match(/(?<!\p{L})\p{L}{3,}s(?!\p{L})/gu);
  return plurals === null ? null : new RegExp(`^[ -](?:\\p{L}+ )?(?:${plurals.join('|')})(?!\\p{L})`, 'u');
}

/** A number that belongs to the word before it, or to a thing of its own: "suite 300", "top 10", "my room number is 214". */
const named =
  /\b(?:top|suite|room|floor|office|windows|page|chapter|item|line|level|phase|section|apt|apartment|unit|box|gate|table|channel|iso|gdpr|area|code|model|type|route|room|price|cost|costs|vs|versus|age|aged|id|zip|pin|extension|ext|building|street|room number|order|ticket|invoice|score|rating|week|day|month|year|minute|hour|section|article)(?: (?:no|nr|number))?\.?(?: (?:is|was|of|are))? ?$|\b(?:my|our|the) (?:\p{L}+ )?(?:number|address|age|price|rate|score|code|zip|id|extension|street|birthday|product|plan|lunch|flight) (?:is|are|costs?) $/u;
/** No count of the visitor's people: "call me at 3", "we open by 9". */
const clock =
  /\b(?:call|ring|phone|meet|opens?|closes?|starts?|talk|free|available|back|come|reach|ready|leave)\b[^,.;!?\n]{0,30}\b(?:at|by|until|till|after|before|um|à|a las) $/;

const total = /^ (?:in )?(?:total|overall|altogether|worldwide|globally|all in all)\b/;
const totalBefore = /\b(?:total|overall|altogether|worldwide|globally)(?: of| is|:)? (?:about |around )?$/;

/** "40 in sales, 300 overall" is 300; "50 in Berlin and 70 in Paris" are parts, and neither is the whole. */
function whole(text: string, found: Candidate[]): Candidate[] {
  if (found.length < 2) return found;
  const totals = found.filter(
    ({ start, end }) =>
      total.test(text.slice(end, end + 16)) || totalBefore.test(text.slice(Math.max(0, start - 24), start)),
  );
  if (totals.length > 0) return totals.map(({ value, start, end }) => ({ value, start, end }));
  return found.filter((one) => !isPart(text, one));
}

function isPart(text: string, { start, end }: Candidate): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  return (
    /^ (?:people )?(?:in|at|from) (?:the |our )?\p{L}+/u.test(text.slice(end, end + 30)) ||
    /\bin (?:the )?\p{L}+ $/u.test(before)
  );
}

/** The page without what are numbers of other kinds. */
function clean(page: Page, field: Field, context: ReadingContext): string {
  const money = readMoney(page, field, { ...context, asked: false }).filter((candidate) => candidate.weak !== true);
  return blank(page.plain, money).replace(
    /\b(?:office|microsoft|m) ?365\b|\b(?:version|v|ver)\.? ?\d[\d.]*(?: ?(?:or|vs|and|to|-|\/) ?\d[\d.]*)?|(?<![\d.,])\d[\d.,]{0,14} ?(?:%|percent\b|pct\b)|\b\d{1,2}(?::\d{2})? ?(?:am|pm)\b|\b(?:since|in|by|of|for|until|year) (?:19|20)\d{2}\b|\b(?:19|20)\d{2}-\d{2}(?:-\d{2})?\b|\b\d{1,2}(?:st|nd|rd|th)\b/g,
    (words) => '_'.repeat(words.length),
  );
}

function nounsOf(field: Field): RegExp {
  const about = `${field.id} ${field.label} ${field.question}`.toLowerCase();
  const nouns = [
    people,
    ...(/user|seat|licen/.test(about) ? [seats] : []),
    ...(/rep|agent|team|sales/.test(about) ? [groups] : []),
  ];
  return new RegExp(
    `^(?:-| ?\\+? ?)(?:d'|de |of |von )?((?:[\\p{L}][\\p{L}/-]{0,20} ){0,3}?)(?:${nouns.join('|')})(?![\\p{L}\\p{N}])`,
    'u',
  );
}

function counted(text: string, quantity: Quantity, noun: RegExp): Candidate | null {
  const before = text.slice(Math.max(0, quantity.from - 60), quantity.from);
  const lead = unhedged(before);
  const after = text.slice(quantity.end, quantity.end + 80);
  if (growing.test(before)) return null;
  const named = noun.exec(after);
  if (named !== null && offered.test(after.slice(named[0].length))) return null;
  if (named !== null && !notBetween.test(named[1] ?? '')) {
    const some = busy.test(after.slice(named[0].length)) && !being.test(lead);
    return { ...finding(quantity, named[0].length), ...(some ? { weak: true } : {}) };
  }
  const us = /^ of us\b/.exec(after);
  if (us !== null) {
    if (joining.test(after.slice(us[0].length))) return null;
    // "Two of us put it together": not everybody.
    const some = busy.test(after.slice(us[0].length)) && !being.test(lead);
    return { ...finding(quantity, us[0].length), ...(some ? { weak: true } : {}) };
  }
  if (sized.test(lead) && !/^ ?(?:%|months?|weeks?|days?|years?)/.test(after)) return finding(quantity);
  return being.test(lead) && alone.test(after) ? finding(quantity) : null;
}

function bare(text: string, quantity: Quantity): Candidate | null {
  const glued = new RegExp(
    `^ ?(?:(?:pilot|paid|active|named|test|power|internal|external|full|sales|business|office) )?(?:${groups}|${seats}|accounts?)(?!\\p{L})`,
    'u',
  ).exec(text.slice(quantity.end));
  if (glued !== null) return { ...finding(quantity, glued[0].length), weak: true };
  if (!bareAfter.test(text.slice(quantity.end, quantity.end + 24))) return null;
  const before = text.slice(Math.max(0, quantity.from - 60), quantity.from);
  if (clock.test(before)) return null;
  if (named.test(before)) return null;
  if (
    /(?:€|\$|£|#|\b(?:option|no|number|step|version|q|quarter|(?<!\b(?:(?:us|me|put|sign|down|up|going|go|need|needed|licen[cs]es?|seats?|it|is|be) ))for|in|every) ?)$/.test(
      text.slice(Math.max(0, quantity.from - 20), quantity.from),
    )
  )
    return null;
  if (quantity.words && /^(?:a couple$|one$)/.test(text.slice(quantity.start, quantity.end)) && text.trim().length > 20)
    return null;
  return { ...finding(quantity), weak: true };
}

function unhedged(before: string): string {
  let left = before.endsWith(' ') || before === '' ? before : `${before} `;
  for (let round = 0; round < 4; round += 1) {
    const next = left.replace(hedges, '');
    if (next === left) break;
    left = next;
  }
  return left;
}

function finding(quantity: Quantity, tail = 0): Candidate {
  return { value: sizeOf(quantity), start: quantity.from, end: quantity.end + tail };
}

function sizeOf({ min, max, below }: Quantity): Value {
  const [low, high] = [Math.round(min), Math.round(max)];
  if (below && high > 1) return { min: 1, max: high } satisfies Range;
  return low === high ? low : { min: low, max: high };
}

/** "My cofounder and I" is a size to the question, else it may be about anything. */
function phrased(text: string, asked: boolean): Candidate[] {
  if (!asked && !aloneHints.test(text)) return [];
  return phrases.flatMap(([pattern, value]) =>
    matches(text, pattern)
      .filter(({ 0: words }) => asked || /\b(?:just|only|one|solo\w*)\b/.test(words))
      .map(({ index, 0: words }) => ({ value, start: index, end: index + words.length })),
  );
}
