// The visitor's company, as they name it. An e-mail domain is never read as one: only said words count.
import { matches } from '../matches.ts';
import type { Field } from '../playbook.ts';
import { nameOn } from './names.ts';
import type { Candidate, Page, ReadingContext } from './page.ts';
import { shortAnswer } from './short-answer.ts';

const title =
  '(?:ceo|cto|cfo|coo|cmo|cro|cio|founder|co-?founder|owner|president|head of \\p{L}+|vp(?: of)? \\p{L}+|director(?: of \\p{L}+)?|manager|lead|engineer|developer|analyst|consultant|specialist|coordinator|recruiter|marketer|designer|admin|assistant|sdr|bdr|ae|sales|marketing|ops|operations|revops|engineering|procurement|finance)';
/** Up to two words of a person's name, but no "moving from". */
const someone = "(?:(?!\\p{L}+(?:ing|ed) )[\\p{L}'-]+ ){0,2}?";

/** After these a name may be in lower case. */
const surely =
  /\b(?:i work (?:for|at)|i'm working (?:for|at)|we work (?:for|at)|employed (?:by|at)|on behalf of|(?:our|my|the) (?:company|firm|business|startup|start-up|agency|organi[sz]ation)(?:'s name is| is called| is named| name is)|we're called|we are called|company(?: name)?(?: is)?:|company name is|(?:company|firm|business|startup|start-up|agency|shop|store|studio|ngo|charity) (?:called|named)|(?:this is|(?:hi|hey|hello)[ ,!]+(?:it's|its|i'm|im)) \p{L}+ from|von der firma|bei der firma|my name is \p{L}+ from|ich arbeite (?:bei|für)|je travaille (?:chez|pour)|trabajo (?:en|para)) /gu;
const capitalised = new RegExp(
  `\\b(?:(?:i'm|i am|im|this is|it's|my name is|name's|name is) ${someone}(?:from|at)|\\p{L}+ here (?:from|at)|i'm with|i am with|(?:we're|we are) (?:from|at)|${title} (?:at|for|of|with)|i (?:run|lead|manage|do|head|own|work in|look after|handle|oversee|am in charge of) (?:[\\p{L}.'-]+ ){1,4}?at|i (?:own|run|founded|started)|founder of|(?:we|us|here|team|people|colleagues) at|our company,?|(?:our|my|the) (?:company|firm|business|startup|agency) is) `,
  'gu',
);
/** "We're Northwind, a logistics company": but not "We're Series A" or "We're HubSpot users". */
const introduced =
  /\b(?:we're|we are) (?=[^,.()-]{2,40}(?:, (?:an?|the|we|based)\b| - an? | \(an? |(?:,? (?:inc|ltd|llc|gmbh|corp|plc|ag|bv)\b)))/g;
const standingAlone =
  /(?<=(?:^|[.!?\n] ?)(?:(?:hi|hello|hey|hallo|bonjour|hola|greetings)(?: there| all| team)? )?)from (?=[^,.!?\n]{2,40}(?:[,.!?\n]|$))/g;

/** What people say who have none, or will not name it. */
const noFirm =
  /^\W*(?:(?:i'm|im|i am|we're|it's|just|me|as|my|we are|an?|the|some|self|private|own|small|big|large|tiny|little|new|local|family|tech|it|stealth|quite|pretty|very|rather|various|several|many) ?)*(?:self[- ]?employed|employed|freelanc\p{L}+|individual|person|persons?|citizen|consumer|customer|student|unemployed|retired|startup|start-up|company|business|firm|agency|mode|stealth|hobby|secret|mine|guess|clients?|small|big|large|tiny)(?: (?:guy|person|only|so far|yet|now|owner))?\W*$/u;

export function readCompany(page: Page, field: Field, { asked }: ReadingContext): Candidate[] {
  const found = namedCompanies(page);
  if (found.length > 0 || !asked) return found;
  if (noFirm.test(page.plain)) return [];
  return shortAnswer(page, {
    most: 6,
    lead: /^(?:(?:it's|its|it is|we're|we are|i'm|i am|im|i'm with|at|with|from|for|bei|chez|en|(?:i )?(?:work|working|am working|i'm working) (?:for|at)|i work (?:for|at)|called|named|the company is|my company is|our company is|company is|company|name is|the name is|me|you can call us|that's|that would be|,|:) )+/,
    follow: field.kind,
  });
}

/** The companies that are named as the visitor's, in the order of the text. */
export function namedCompanies(page: Page): Candidate[] {
  return [
    ...after(page, surely, true),
    ...[capitalised, introduced, standingAlone].flatMap((cue) => after(page, cue, false)),
  ]
    .filter((one, at, all) => all.findIndex((other) => other.start === one.start) === at)
    .sort((a, b) => a.start - b.start);
}

function after(page: Page, cue: RegExp, lowerCase: boolean): Candidate[] {
  return matches(page.plain, cue).flatMap((match) => {
    return nameOn(page, match.index + match[0].length, { most: 5, lowerCase }) ?? [];
  });
}
