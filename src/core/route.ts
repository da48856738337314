// The three-way route. Nobody is discarded: what does not go to reps is nurtured or closed politely, and kept.
import { holds } from './known.ts';
import { type Listed, languageOf, languages } from './language.ts';
import type { Lead, Verdict } from './lead.ts';
import { pillarNames } from './lead.ts';
import type { Playbook, Taken } from './playbook.ts';

export function isQualified(lead: Pick<Lead, 'pillars' | 'score'>, bar: number): boolean {
  return lead.score >= bar && pillarNames.every((name) => lead.pillars[name]);
}

/** The judgement when the interview is over. A lead with the score but not all pillars is borderline, never qualified. */
export function route(lead: Pick<Lead, 'pillars' | 'score'>, bar: number, playbook: Playbook): Verdict {
  if (isQualified(lead, bar)) return 'qualified';
  return lead.score >= playbook.bar.nurtureFrom ? 'borderline' : 'unqualified';
}

/** The first of these conditions that does not hold: why a team or a rep does not take the lead. */
export function unmet(takes: readonly Taken[], lead: Lead, playbook: Playbook): Taken | null {
  const meets = (taken: Taken) => {
    if ('page' in taken) return cameOn(lead, taken.page);
    if ('language' in taken) return taken.language.includes(languageOf(lead.messages, heard(playbook)));
    return holds(taken, lead, playbook);
  };
  return takes.find((taken) => !meets(taken)) ?? null;
}

/** Reps may speak what Baton does not: every language counts, not only those the page lists. */
function heard({ languages: [own] }: Playbook): Listed {
  return [own, ...languages];
}

function cameOn({ page }: Lead, pages: readonly string[]): boolean {
  return page !== null && isOnPage(page.url, pages);
}

/** "/de/" begins the path; anything else stands somewhere in the address. */
export function isOnPage(url: string, pages: readonly string[]): boolean {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  return pages.some((each) => (each.startsWith('/') ? path.startsWith(each) : url.includes(each)));
}
