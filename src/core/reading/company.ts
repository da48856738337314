// The visitor's company, as they name it. An e-mail domain is never read as one: only said words count.
import type { Field } from '../playbook.ts';
import { nameAt } from './names.ts';
import { type Candidate, type Page, placed, type ReadingContext, wordsAt } from './page.ts';
import { shortAnswer } from './short-answer.ts';

/** After these a name may be in lower case. */
const surely =
  /\b(?:i work (?:for|at|with)|i'm working (?:for|at)|we work (?:for|at)|working (?:for|at)|employed (?:by|at)|on behalf of|(?:our|my|the) (?:company|firm|business|startup|start-up|agency|organi[sz]ation)(?:'s name)? (?:is|is called|name is)|we're called|we are called|it's called|company(?: name)?(?: is)?:|company name is|i own|i run|i founded|founder of|ceo of|cto of|cfo of|owner of|ich arbeite (?:bei|für)|je travaille (?:chez|pour)|trabajo (?:en|para)) /g;
const capitalised =
  /\b(?:(?:i'm|i am|we're|we are|im|this is|it's|my name is|name's|here is|[\p{L}]+ here) (?:[\p{L}.'-]+ ){0,3}?(?:from|at|with|of)|(?:i'm|i am|im|as|a|an|the) (?:[\p{L}.'-]+ ){0,5}?(?:at|for|of)|(?:ceo|cto|cfo|coo|cmo|cro|vp(?: of)? \p{L}+|head of \p{L}+|director of \p{L}+|\p{L}+ manager|\p{L}+ lead|\p{L}+ director|sales|marketing|ops|operations|revops|engineering|procurement) (?:at|for|of|with)|i (?:run|lead|manage|do|head|own) (?:[\p{L}.'-]+ ){1,4}?(?:at|for)|we at|us at|here at|team at|we're|we are|our company,?|^from) /gu;

export function readCompany(page: Page, field: Field, { asked }: ReadingContext): Candidate[] {
  const found = [...after(page, surely, true), ...after(page, capitalised, false)].filter(
    (one, at, all) => all.findIndex((other) => other.start === one.start) === at,
  );
  if (found.length > 0 || !asked) return found.sort((a, b) => a.start - b.start);
  return shortAnswer(page, {
    most: 6,
    lead: /^(?:(?:it's|its|it is|we're|we are|i'm|i am|im|i'm with|at|with|from|for|i work (?:for|at)|called|named|the company is|my company is|our company is|company is|company|name is|the name is|me|you can call us|that's|that would be|,|:) )+/,
    follow: field.kind,
  });
}

function after(page: Page, cue: RegExp, lowerCase: boolean): Candidate[] {
  return Array.from(page.plain.matchAll(cue)).flatMap((match) => {
    const from = match.index + match[0].length;
    const words = wordsAt(page, from, Math.min(page.plain.length, from + 80));
    const blanked = page.plain.slice(from, from + 80);
    if (blanked.startsWith('_')) return [];
    const name = nameAt(words, { most: 5, lowerCase });
    return name === null ? [] : [placed(page, { from, words, ...name })];
  });
}
