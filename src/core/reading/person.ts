// People by name: the visitor, where the field asks for their own name, else those they tell of ("my boss Dana").
import type { Field } from '../playbook.ts';
import { namedCompanies } from './company.ts';
import { isFirm, isName, nameAt, nameOn } from './names.ts';
import { type Candidate, type Page, placed, type ReadingContext } from './page.ts';
import { shortAnswer } from './short-answer.ts';

const titles =
  '(?:boss|manager|line manager|supervisor|superior|director|managing director|ceo|cto|cfo|coo|cmo|cro|cio|ciso|founder|co-?founder|owner|president|partner|business partner|colleague|co-?worker|teammate|team ?lead|lead|(?:[\\p{L}]+ )?(?:lead|manager|director)|head of (?:[\\p{L}]+)(?: operations| ops)?|(?:vp|svp|vice president|director|chief)(?: of)? [\\p{L}]+|procurement|chef|chefin|jefe|jefa|patron)';
const related = new RegExp(
  `\\b(?:my|our|the|mein|meine|mon|ma|mi|unser) (?:new |current )?${titles},? (?:is |is called |named |called |ist |- |\\(|")?`,
  'gu',
);
const involve =
  /\b(?:talk to|speak to|speak with|check with|run it by|run this by|loop in|looping in|involve|cc|bring in|ask|together with|approval from|sign-?off from|reports? to|report to|decision is with|up to) /g;
const acts =
  /^,? (?:(?:also|then|still|always|both|usually|probably) )?(?:has to (?:sign|approve|decide|agree|ok|okay|be)|needs to (?:sign|approve|decide|agree|ok|okay|be)|have to (?:sign|approve)|must (?:sign|approve|agree)|will (?:sign|approve|decide|make)|signs off|decides|approves|makes the|holds the|owns the|is (?:my|our|the) (?:boss|manager|decision|ceo|cto|cfo|coo|cmo|cro|head|vp|director|founder|one who))/;
/** In lower case "my boss dana" is a name only when she does something: "my boss agrees" names nobody. */
const acting =
  /^[\p{L}'-]{2,20} (?:has|have|had|needs?|must|will|would|wants?|signs|decides|approves|holds|owns|makes|and (?:i|me)) /u;
const own =
  /\b(?:my name is|my name's|(?<!company |firm |business |product |domain |user)(?:name is|name's|name:)|(?<=^(?:hi|hey|hello)[ ,!]{1,2})(?:it's|its)(?= \p{L}+ from )|i'm|i am|im|this is|call me|i'm called|ich bin|ich heisse|mein name ist|je suis|je m'appelle|me llamo|soy|mi nombre es) /gu;
const surelyOwn = /(?:name|name's|called|call me|appelle|llamo|nombre es|heisse|name:|name is|name ist) $/;

export function readPerson(page: Page, field: Field, { asked }: ReadingContext): Candidate[] {
  const told = asksOwnName(field) ? introduced(page) : spokenOf(page);
  const found = told.sort((a, b) => a.start - b.start).filter((one, at, all) => all[at - 1]?.start !== one.start);
  if (found.length > 0 || !asked) return found;
  return shortAnswer(page, {
    most: 4,
    lead: /^(?:(?:it's|its|it is|i'm|i am|im|this is|my name is|my name's|name is|name's|name|call me|that's|that would be|that'd be|it would be|just|only|probably|mostly|mr\.?|mrs\.?|ms\.?|dr\.?|my (?:boss|manager|colleague|co-?founder|partner)|our (?:ceo|cto|cfo|coo|cmo|boss)|yes|:|,) )+/,
    follow: field.kind,
  });
}

/** Whether the field is about the visitor's own name, by its id or its question. */
export function asksOwnName({ id, question }: Field): boolean {
  return (
    /(?:^|_)(?:name|full_name|first_name|contact|visitor)$/.test(id) ||
    /\byour (?:full |first )?name\b|am i (?:speaking|talking|chatting)/i.test(question)
  );
}

/** "Ana here" and "Ana Reyes, VP Ops at Acme", at the start of a message. */
const opens = new RegExp(
  `^[\\s"']*(?:(?:hi|hey|hello)(?: there)?[\\s,!]+)?(?!i'm |im |this )(?=[\\p{L}'-]{2,20}(?: [\\p{L}'-]{2,20}){0,2}(?: here\\b|, (?:the )?${titles}(?: [\\p{L}]+)? (?:at|of|from|for) ))`,
  'u',
);

/** The visitor by name. */
export function introduced(page: Page): Candidate[] {
  const opened = opens.exec(page.plain);
  return [
    ...(opened === null ? [] : named(page, opened[0].length, / here\b/.test(page.plain.slice(0, 60)))),
    ...Array.from(page.plain.matchAll(own)).flatMap((match) => {
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
  return [...told, ...titled(page, told)].filter((one) =>
    taken.every(({ start, end }) => one.end <= start || one.start >= end),
  );
}

function mentioned(page: Page): Candidate[] {
  return [
    ...Array.from(page.plain.matchAll(related)).flatMap((match) => {
      const from = match.index + match[0].length;
      const lowerCase = !/\bis $/.test(match[0]) && acting.test(page.plain.slice(from, from + 40));
      return named(page, from, lowerCase);
    }),
    ...Array.from(page.plain.matchAll(involve)).flatMap((match) => named(page, match.index + match[0].length, false)),
  ];
}

/** "Dana Reyes, our CFO" and "Dana has to sign off": capitals first, then what makes them a person. */
function titled(page: Page, told: readonly Candidate[]): Candidate[] {
  // "Harbourline, my boss Dana": the title belongs to the name behind it.
  const after = new RegExp(`^,? ?\\(?(?:my|our|the|is my|is our|mein|unser)? ?${titles}\\b`, 'u');
  return Array.from(
    page.original.matchAll(/(?<![\p{L}\p{N}@.])\p{Lu}[\p{L}'’-]{1,20}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}/gu),
  ).flatMap((match) => {
    const words = match[0];
    const skip = words.split(' ').findIndex((word) => isName(word));
    if (skip < 0) return [];
    const lead = words.split(' ').slice(0, skip).join(' ').length + (skip > 0 ? 1 : 0);
    const name = nameAt(words.slice(lead), { most: 3, lowerCase: false });
    if (name === null) return [];
    const from = match.index + lead;
    const one = placed(page, { start: from + name.start, end: from + name.end });
    const rest = page.plain.slice(one.end, one.end + 60);
    if (page.plain.slice(one.start, one.end).includes('_')) return [];
    if (acts.test(rest)) return [one];
    const title =
      /^(?:,| \(| is (?:my|our) )/.test(rest) && /\b(?:my|our)\b|\(/.test(rest.slice(0, 12)) && after.exec(rest);
    if (!title) return [];
    const end = one.end + title[0].length;
    return told.some(({ start }) => start > end && start <= end + 2) ? [] : [one];
  });
}

function named(page: Page, from: number, lowerCase: boolean): Candidate[] {
  const name = nameOn(page, from, { most: 3, lowerCase });
  return name === null || isFirm(String(name.value)) ? [] : [name];
}
