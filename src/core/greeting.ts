// What Baton says before the visitor does: only our own widget does so, and shows it before anything is stored. With their first line it
// becomes the first line of the lead, so that Baton does not introduce itself twice.
import { withArms } from './arms.ts';
import { inLanguage } from './in-language.ts';
import type { Language } from './language.ts';
import type { Lead } from './lead.ts';
import { withLine } from './line.ts';
import type { Playbook } from './playbook.ts';
import { fill } from './words.ts';

export function greeting(playbook: Playbook, { language, arms }: { language: Language; arms: Lead['arms'] }): string {
  const { opening } = inLanguage(withArms(playbook, arms), language).words;
  return fill(opening, { company: playbook.company.name });
}

/** `lead`: nothing was said in it yet. */
export function withGreeting(lead: Lead, language: Language, playbook: Playbook): Lead {
  const text = greeting(playbook, { language, arms: lead.arms });
  return withLine(lead, { from: 'baton', name: 'Baton', text, asks: null, at: lead.createdAt });
}
