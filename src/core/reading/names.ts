// Reading names, of companies and of people: where a name begins and ends, and words that are none.

import type { Span } from '../folded.ts';
import { matches } from '../matches.ts';
import { monthNames } from './calendar.ts';
import { type Candidate, type Page, placed } from './page.ts';

type Manner = { most: number; lowerCase: boolean };

/** Words that follow "from", "at" or "I'm" and name no company and no person. */
export const notNames: ReadonlySet<string> = new Set([
  ...monthNames.flat(),
  ...(
    'a an the our my your their his her this that these those we i you it he she they us me and or but so if in on at by for with from to of as is are was be not no yes ok okay hi hello hey thanks thank please sure ' +
    "i'm im i've it's its we're that's there's nobody noone anybody everyone everybody someone somebody nothing none myself alone anything something " +
    'currently now today here there very really just only also still already always probably maybe then too both who which what when where how why all some any every each another other many much more most ' +
    'looking interested trying using working running building hoping wondering curious new happy sorry good great fine back busy ready available afraid glad excited based located responsible late early done ' +
    'ceo cto cfo coo cmo cro vp svp head director manager founder cofounder co-founder owner partner consultant analyst engineer developer student intern lead sales marketing finance operations ops hr it legal procurement product support revops ' +
    'home work school university scratch capacity scale once least last first next end start time google linkedin twitter facebook reddit youtube slack england scotland wales europe asia africa america london berlin paris munich hamburg ' +
    'madrid barcelona amsterdam rotterdam brussels vienna zurich geneva rome milan lisbon porto dublin manchester birmingham edinburgh glasgow stockholm oslo copenhagen helsinki warsaw prague budapest athens istanbul dubai mumbai delhi bangalore ' +
    'singapore tokyo sydney melbourne auckland toronto vancouver montreal boston chicago austin dallas houston denver seattle miami atlanta texas california florida nyc york san los new germany france spain italy austria switzerland netherlands ' +
    'belgium poland portugal ireland uk usa us canada mexico brazil india china japan australia sweden norway denmark finland turkey israel january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday ' +
    'je tu il elle on nous vous ils elles moi toi lui eux ich er sie es wir ihr mich mir uns yo tú él ella nosotros nosotras ustedes usted ellos ellas ' +
    'namen auftrag vertrieb einkauf bereich rahmen büro ' +
    'department dept committee board group cc personally usually never himself herself frühjahr frühling sommer herbst winter moment monat jahr quartal montag dienstag mittwoch donnerstag freitag samstag sonntag'
  ).split(' '),
]);

/** What may follow a name and is not part of it: verbs and small words of the sentence. */
const verbs: ReadonlySet<string> = new Set(
  (
    'wants want needs need has have had says said thinks think thought decides decide signs sign approves approve told tells asked asks will would can could must might may should likes loves knows know wanted agreed gave does did do was were handles makes make takes runs owns leads controls holds ' +
    "doesn't isn't won't about before after because since while whether until there's using doing selling making looking based still who whose that"
  ).split(' '),
);

export function isName(word: string): boolean {
  const bare = word.toLowerCase().replace(/[’']s$/, '');
  return /\p{L}/u.test(word) && !notNames.has(bare) && !verbs.has(bare);
}

const token = /[\p{L}\p{N}][\p{L}\p{N}\p{M}.&'’+-]*|&/gu;
const legal =
  /^(?:ltd|limited|inc|llc|llp|gmbh|ag|sa|sas|sarl|bv|nv|oy|ab|plc|corp|corporation|co|company|kg|ug|se|srl|spa|pty|pvt|as|aps|group|holdings?|trading|labs?|software|solutions|technologies|tech|systems|bank|consulting|media|studios?|health|logistics|partners|ventures|capital|agency|services|digital|international|foods|energy|college|hospital|industries|analytics|robotics|freight|insurance|retail|motors|pharma)\.?$/i;
/** Legal forms that are also small words: only in capitals. */
const alsoWords =
  /^(?:as|se|co|spa|sa|ab|ag|ug|kg|bv|nv|oy|aps|group|tech|health|media|capital|energy|services|agency|partners|company|bank|foods|systems|trading)$/;
const inside = /^(?:&|of|de|la|le|van|von|der|und|et|y)$/;

/** "University of Porto": the kind of house makes a place a name. */
export function isInstitution(words: readonly string[]): boolean {
  return /^(?:the )?(?:university|college|school|bank|city|town|state|ministry|hospital|institute|museum|port|council|municipality|diocese|universität|stadt|université|universidad|universidade) (?:of|de|di|du|do|der|für|for) \p{L}/u.test(
    words.join(' '),
  );
}

/** Whether a name ends like that of a company. */
export function isFirm(name: string): boolean {
  return legal.test(name.split(' ').at(-1) ?? '');
}

/**
 * The name at the start of `words`, up to `most` words. A capitalised name goes on while the capitals do; a name in
 * lower case is one word and what only names of companies end in.
 */
export function nameAt(words: string, { most, lowerCase }: Manner): Span | null {
  const shouted = words === words.toUpperCase();
  let end = 0;
  let start = -1;
  let count = 0;
  let capital = false;
  // "Co. KG" goes on after the dot, a sentence does not.
  let dotted = false;
  for (const { index, 0: raw } of matches(words, token)) {
    const gap = words.slice(end, index);
    if (count > 0 && !/^ $|^, $|^\u00a0$/.test(gap) && !(gap === '. ' && dotted)) break;
    if (count === 0 && /\S/.test(gap.replace(/["'“”‘’«»*]/g, ''))) break;
    const word = raw.replace(/[.'’-]+$/, '');
    const suffix = legal.test(word) && !(word === word.toLowerCase() && alsoWords.test(word));
    if (gap === '. ' && !suffix) break;
    if (gap === ', ' && !/^(?:inc|ltd|llc|gmbh|corp)$/i.test(word)) break;
    const upper = /^[\p{Lu}\p{Lt}\p{N}]/u.test(word) && !shouted;
    if (count === 0) {
      if (!isName(word) || !(upper || lowerCase)) return null;
      capital = upper || /\p{Lu}/u.test(word);
      start = index;
    } else if (!(suffix || (capital && upper && isName(word)) || (capital && inside.test(word)))) break;
    count += 1;
    end = index + word.length;
    dotted = suffix;
    if (count >= most || (/[.]$/.test(raw) && !suffix)) break;
  }
  const name =
    start < 0
      ? ''
      : words
          .slice(start, end)
          .replace(/(?: (?:&|of|de|la|le|van|von|der|und|et|y))+$/, '')
          .replace(/['’]s$/, '');
  return name === '' ? null : { start, end: start + name.length };
}

/** The name that begins at a place of the page. */
export function nameOn(page: Page, from: number, manner: Manner): Candidate | null {
  if (from >= page.plain.length || page.plain[from] === '_') return null;
  const origin = page.folded.span(from, from + 1).start;
  const name = nameAt(page.original.slice(origin, origin + 80), manner);
  return name === null ? null : placed(page, { start: origin + name.start, end: origin + name.end });
}
