// Reads one field in what a visitor wrote. Only what the visitor states about themselves counts: a number they ask
// about, deny or imagine is not read, and rather nothing than a guess.
import type { Field } from './playbook.ts';
import type { Finding, ReadingContext } from './reading/page.ts';

export type { Finding, ReadingContext } from './reading/page.ts';

export function readField(_field: Field, _text: string, _context: ReadingContext): Finding[] {
  return [];
}
