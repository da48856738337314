// Whether words of a visitor say who they are or how to reach them: such words never go into the page of the playbook.
import type { Lead } from './lead.ts';
import { person } from './person.ts';
import type { Playbook } from './playbook.ts';
import { findQuotes } from './quote.ts';

export function namesSomebody(words: string, { lead, playbook }: { lead: Lead; playbook: Playbook }): boolean {
  const { name, company, domain } = person(lead, playbook);
  const names = playbook.fields
    .filter(({ kind }) => kind === 'person' || kind === 'company')
    .flatMap((field) => lead.answers.flatMap(({ field: of, value }) => (of === field.id ? [String(value)] : [])));
  const parts = [name, company, domain, ...names].flatMap((each) => (each === null ? [] : each.split(/\s+/)));
  return /@|\d{3}|https?:/.test(words) || parts.some((part) => part.length > 1 && findQuotes(words, part).length > 0);
}
