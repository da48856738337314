// What Baton says before the visitor does: only our own widget does so, and shows it before anything is stored. With their first line it
// becomes the first line of the lead, so that Baton does not introduce itself twice.
import { withArms } from './arms.ts';
import { inLanguage } from './in-language.ts';
import type { Language } from './language.ts';
import type { Lead } from './lead.ts';
import { withLine } from './line.ts';
import type { Playbook } from './playbook.ts';
import type { EngagementRule } from './playbook-widget.ts';
import { fill } from './words.ts';

export function greeting(playbook: Playbook, { language, arms }: { language: Language; arms: Lead['arms'] }): string {
  const { opening } = inLanguage(withArms(playbook, arms), language).words;
  return fill(opening, { company: playbook.company.name });
}

/** What the widget says first by a rule of engagement, in place of the greeting. */
export function spokenFirst(rule: EngagementRule, { language, playbook }: { language: Language; playbook: Playbook }) {
  return fill(rule.translations[language]?.say ?? rule.say, { company: playbook.company.name });
}

/** What somebody saw of us before they wrote. `engaged`: the rule by which the widget had spoken to them, if they came because of it. */
export type Greeted = { language: Language; engaged: string | null };

/** `lead`: nothing was said in it yet. */
export function withGreeting(lead: Lead, { language, engaged }: Greeted, playbook: Playbook): Lead {
  const rule = playbook.widget?.engagement.find(({ id }) => id === engaged);
  const text =
    rule === undefined ? greeting(playbook, { language, arms: lead.arms }) : spokenFirst(rule, { language, playbook });
  return withLine(lead, { from: 'baton', name: 'Baton', text, asks: rule?.asks ?? null, at: lead.createdAt });
}
