// People by name: the visitor, where the field asks for their own name, else those they tell of ("my boss Dana").
import { matches } from '../matches.ts';
import type { Field } from '../playbook.ts';
import { namedCompanies } from './company.ts';
import { leaningsIn } from './leanings.ts';
import { isFirm, isName, nameAt, nameOn } from './names.ts';
import { type Candidate, type Page, placed, type ReadingContext } from './page.ts';
import { shortAnswer } from './short-answer.ts';
import { titleAfter } from './titled.ts';
import { departments, possessives, titles } from './titles.ts';

const related = new RegExp(
  `(?<![\\p{L}'])${possessives} (?:new |current )?${titles},? (?:is |is called |named |called |ist |est |es |- |\\(|")?`,
  'gu',
);
const involve =
  /\b(?:talk to|speak to|speak with|check with|run it by|run this by|loop in|looping in|involve|cc|bring in|ask|together with|mit|avec|con|approval from|sign-?off from|reports? to|report to|decision is with|up to) /g;
const acts =
  /^,? (?:(?:also|then|still|always|both|usually|probably) )?(?:has to (?:sign|approve|decide|agree|ok|okay|be)|needs to (?:sign|approve|decide|agree|ok|okay|be)|have to (?:sign|approve)|must (?:sign|approve|agree)|will (?:sign|approve|decide|make)|signs off|decides|approves|makes the|holds the|owns the|is (?:my|our|the) (?:boss|manager|decision|ceo|cto|cfo|coo|cmo|cro|head|vp|director|founder|one who)|(?:muss|musste) (?:das |es |noch |auch )*(?:unterschreiben|zustimmen|freigeben|genehmigen|entscheiden)|entscheidet|unterschreibt|genehmigt|doit (?:signer|valider|approuver|décider)|signe|valide|décide|tiene que (?:firmar|aprobar|decidir)|aprueba)(?!\p{L})/u;
/** In lower case "my boss dana" is a name only when she does something: "my boss agrees" names nobody. */
const acting =
  /^[\p{L}'-]{2,20} (?:has|have|had|needs?|must|will|would|wants?|signs|decides|approves|holds|owns|makes|and (?:i|me)) /u;
const own =
  /\b(?:my name is|my name's|(?<!company |firm |business |product |domain |user|\b(?:her|his|their|your|whose) |\p{L}'s )(?:name is|name's|name:)|(?<=^(?:hi|hey|hello)[ ,!]{1,2})(?:it's|its)(?= \p{L}+ from )|i'm|i am|im|this is|call me|i'm called|ich bin|ich heisse|mein name ist|je suis|je m'appelle|me llamo|soy|mi nombre es) /gu;
const surelyOwn = /(?:name|name's|called|call me|appelle|llamo|nombre es|heisse|name:|name is|name ist) $/;

export function readPerson(page: Page, field: Field, { asked }: ReadingContext): Candidate[] {
  const own = asksOwnName(field);
  const told = [...(own ? introduced(page) : spokenOf(page)), ...(asked && !own ? listed(page) : [])];
  // Of "Erik Dahl" and "Dahl" the former is the name.
  const found = told
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((one, i, all) => all.slice(0, i).every((other) => one.start >= other.end));
  if (found.length > 0 || !asked) return found;
  const short = shortAnswer(page, {
    most: 4,
    lead: /^(?:(?:it's|its|it is|i'm|i am|im|this is|my name is|my name's|name is|name's|name|call me|that's|that would be|that'd be|it would be|just|only|probably|mostly|mr\.?|mrs\.?|ms\.?|dr\.?|my (?:boss|manager|colleague|co-?founder|partner)|our (?:ceo|cto|cfo|coo|cmo|boss)|yes|:|,) )+/,
    follow: field.kind,
  });
  return own
    ? short
    : short.filter(({ value }) =>
        String(value)
          .split(/\s/u)
          .every((word) => isName(word) || small.test(word)),
      );
}

/** Small words inside a name: "Ana de la Cruz". */
const small = /^(?:de|la|le|van|von|der|den|di|da|al|el|bin|mr|mrs|ms|dr)\.?$/iu;

/** Whether the field is about the visitor's own name, by its id or its question. */
export function asksOwnName({ id, question }: Field): boolean {
  return (
    /(?:^|_)(?:name|full_name|first_name|contact|visitor)$/.test(id) ||
    /\byour (?:full |first )?name\b|am i (?:speaking|talking|chatting)/i.test(question)
  );
}

/** Whether the field is about people beside the visitor, of whom there may be several. */
export function namesOthers(field: Field): boolean {
  return field.kind === 'person' && !asksOwnName(field);
}

/** "Ana here" and "Ana Reyes, VP Ops at Acme", at the start of a message. */
const opens = new RegExp(
  `^[\\s"']*(?:(?:hi|hey|hello)(?: there)?[\\s,!]+)?(?!i'm |im |this )(?=[\\p{L}'-]{2,20}(?: [\\p{L}'-]{2,20}){0,2}(?: here\\b|, (?:the )?${titles}(?: [\\p{L}]+)? (?:at|from|(?:of|for) (?!${departments}(?!\\p{L})))))`,
  'u',
);

/** The visitor by name. */
export function introduced(page: Page): Candidate[] {
  const opened = opens.exec(page.plain);
  return [
    ...(opened === null ? [] : named(page, opened[0].length, / here\b/.test(page.plain.slice(0, 60)))),
    ...matches(page.plain, own).flatMap((match) => {
      const from = match.index + match[0].length;
      const lowerCase =
        surelyOwn.test(match[0]) || /^[\p{L}-]{2,20} (?:from|at|here)\b/u.test(page.plain.slice(from, from + 40));
      return named(page, from, lowerCase);
    }),
  ];
}

/** Others by name: neither the visitor nor their company. */
export function spokenOf(page: Page): Candidate[] {
  const taken = [...introduced(page), ...namedCompanies(page)];
  const told = mentioned(page);
  const sure = [...told, ...titled(page, told)];
  return [...sure, ...beside(page, sure)].filter((one) =>
    taken.every(({ start, end }) => one.end <= start || one.start >= end),
  );
}

function mentioned(page: Page): Candidate[] {
  return [
    ...matches(page.plain, related).flatMap((match) => {
      const from = match.index + match[0].length;
      const lowerCase = !/\bis $/.test(match[0]) && acting.test(page.plain.slice(from, from + 40));
      return named(page, from, lowerCase);
    }),
    ...matches(page.plain, involve).flatMap((match) => named(page, match.index + match[0].length, false)),
  ];
}

/** "Mein Chef Klaus": in German titles have capitals too. */
const calling = new RegExp(`^(?:${possessives}|${titles})$`, 'iu');

/** Runs of capitalised words that are names by their looks. */
function capitalised(page: Page): Candidate[] {
  return matches(page.original, /(?<![\p{L}\p{N}@.])\p{Lu}[\p{L}'’-]{1,20}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}/gu).flatMap(
    (match) => {
      const words = match[0];
      const skip = words.split(' ').findIndex((word) => isName(word) && !calling.test(word));
      if (skip < 0) return [];
      const lead = words.split(' ').slice(0, skip).join(' ').length + (skip > 0 ? 1 : 0);
      const name = nameAt(words.slice(lead), { most: 3, lowerCase: false });
      if (name === null) return [];
      const from = match.index + lead;
      const one = placed(page, { start: from + name.start, end: from + name.end });
      return page.plain.slice(one.start, one.end).includes('_') ? [] : [one];
    },
  );
}

/** "Dana Reyes, our CFO" and "Dana has to sign off": capitals first, then what makes them a person. */
function titled(page: Page, told: readonly Candidate[]): Candidate[] {
  return capitalised(page).filter((one) => {
    const rest = page.plain.slice(one.end, one.end + 60);
    if (acts.test(rest) || isFullNameTold(page, one)) return true;
    const title =
      /^(?:,| \(| is (?:my|our) )/.test(rest) && /\b(?:my|our)\b|\(/.test(rest.slice(0, 12)) && byTitle.exec(rest);
    if (!title) return false;
    const end = one.end + title[0].length;
    // "Harbourline, my boss Dana": the title belongs to the name behind it.
    return told.every(({ start }) => start <= end || start > end + 2);
  });
}

/** "Tom Lee from IT checks the contract": of a single word at the start of a sentence the capital says nothing. */
function isFullNameTold(page: Page, one: Candidate): boolean {
  if (!/\s/u.test(String(one.value)) || isFirm(String(one.value))) return false;
  return leaningsIn(afterTitle(page, one).rest).length > 0;
}

const byTitle = new RegExp(`^,? ?\\(?(?:(?:is )?(?:${possessives}|his|her) )?${titles}(?!\\p{L})`, 'u');

/** What may stand between the names of a list, or before its first. */
const listing = new RegExp(
  `^(?:[\\s,;:&()/"'.-]|(?:and|und|et|y|plus|also|with|yes|yeah|sure|it's|it is|that's|that is|that would be|there's|there is|just|only|mainly|mostly|both|from|in|aus|der|dem|du|mr|mrs|ms|dr|herr|frau|is|das ist|c'est|es|not \\p{L}+(?: \\p{L}+)?, (?:but|it's|it is)|${possessives}|${titles}|${departments})(?!\\p{L}))*$`,
  'u',
);
const listEnd = /^\s*(?:$|[,.;:!()\n/&-]|(?:and|und|et|y|plus|too|both|also|as well)(?!\p{L}))/u;
const group = new RegExp(
  `^(?:${departments}|management|leadership|everybody|everyone|nobody|board|team|he|she|they|er|sie|wir|elle|il|ils|nous|ella|él|ellos)$`,
  'u',
);

/** In a reply to "who else?": the names of a list, and whoever is said to do, to be or to think something of it. */
function listed(page: Page): Candidate[] {
  const found: Candidate[] = [];
  for (const one of people(page)) {
    const before = page.plain.slice(found.at(-1)?.end ?? 0, one.start);
    const inList = before.length <= 120 && listing.test(before) && listEnd.test(afterTitle(page, one).rest);
    if (inList || isTold(page, one)) found.push(one);
  }
  const taken = [...introduced(page), ...namedCompanies(page)];
  return found.filter((one) => taken.every(({ start, end }) => one.end <= start || one.start >= end));
}

/** Who is named in one breath with somebody: "our CFO Dana, and Mike from IT, have to sign off". */
function beside(page: Page, sure: readonly Candidate[]): Candidate[] {
  return people(page).filter((one) => {
    const last = sure.filter(({ end }) => end <= one.start).at(-1);
    if (last === undefined || one.start - last.end > 60) return false;
    const between = page.plain.slice(last.end, one.start);
    return /,| (?:and|&|und|et|y) /u.test(between) && listing.test(between) && isTold(page, one);
  });
}

function people(page: Page): Candidate[] {
  return capitalised(page).filter(
    (one) => !isFirm(String(one.value)) && !group.test(page.plain.slice(one.start, one.end)),
  );
}

/** Whether a title stands behind the name, or what only people do. */
function isTold(page: Page, one: Candidate): boolean {
  const { hasTitle, rest } = afterTitle(page, one);
  return hasTitle || acts.test(rest) || leaningsIn(rest).length > 0;
}

function afterTitle(page: Page, { end }: Candidate): { hasTitle: boolean; rest: string } {
  const title = titleAfter(page, end, page.plain.length);
  const from = title?.edge ?? end;
  return { hasTitle: title !== null, rest: page.plain.slice(from, from + 200) };
}

function named(page: Page, from: number, lowerCase: boolean): Candidate[] {
  const name = nameOn(page, from, { most: 3, lowerCase });
  if (name === null || isFirm(String(name.value))) return [];
  // "Müller und Sohn" may be a company; "Klaus und Petra" are two people.
  const [value = ''] = String(name.value).split(/ (?:und|et|y|&) /iu);
  const [words = ''] = page.plain.slice(name.start, name.end).split(/ (?:und|et|y|&) /u);
  return [{ ...name, value, end: name.start + words.length }];
}
