// One change of the playbook page, as it can be proposed: what visitors say for an option, one more option, how sure an answer
// has to be, how Baton asks once more, and whether it asks at all.
import { z } from 'zod';
import { fold } from './folded.ts';
import { type Field, fieldOf, type PlaybookPage } from './playbook.ts';
import { slug } from './playbook-parts.ts';

/** `says`: words that mean the option anywhere; `whenAsked`: only right after its question, as the label of any option does. */
export const pageChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['says', 'whenAsked']),
    field: slug,
    option: slug,
    words: z.array(z.string().min(1).max(80)).min(1).max(6),
  }),
  z.strictObject({ kind: z.literal('option'), field: slug, option: slug, label: z.string().trim().min(1).max(60) }),
  z.strictObject({ kind: z.literal('confidence'), field: slug, to: z.int().min(0).max(100) }),
  z.strictObject({ kind: z.literal('probe'), field: slug, text: z.string().min(1).max(600) }),
  z.strictObject({ kind: z.literal('ask'), field: slug }),
]);
export type PageChange = z.infer<typeof pageChange>;

export type Answered = { change: PageChange; answer: 'accepted' | 'declined'; by: string; at: string };

/** `name`: of who answered. */
export type AnsweredBy = Answered & { name: string };

/** By which the same change is known again. */
export function keyOfChange(change: PageChange): string {
  switch (change.kind) {
    case 'says':
    case 'whenAsked':
      return [change.kind, change.field, change.option, ...change.words.map(plainly).toSorted()].join(':');
    case 'option':
      return `option:${change.field}:${plainly(change.label)}`;
    case 'confidence':
      return `confidence:${change.field}:${change.to}`;
    case 'probe':
      return `probe:${change.field}`;
    case 'ask':
      return `ask:${change.field}`;
  }
}

export const plainly = (words: string): string => fold(words).text.trim().replace(/\s+/g, ' ');

/** Whether the page says so already; one that no longer has the field or the option has nothing to say. */
export function isInPage(change: PageChange, page: PlaybookPage): boolean {
  const field = fieldOf(page, change.field);
  if (field === undefined) return true;
  switch (change.kind) {
    case 'says':
    case 'whenAsked': {
      const option = field.options.find(({ id }) => id === change.option);
      if (option === undefined) return true;
      const known = [...option.says, ...(change.kind === 'whenAsked' ? option.whenAsked : [])].map(plainly);
      return change.words.every((words) => known.includes(plainly(words)));
    }
    case 'option': {
      const known = field.options.flatMap(({ label, says, whenAsked }) => [label, ...says, ...whenAsked]);
      return known.some((words) => plainly(words) === plainly(change.label));
    }
    case 'confidence':
      return field.confidence >= change.to;
    case 'probe':
      return field.probe === change.text;
    case 'ask':
      return field.ask;
  }
}

/** The page with the change in it, as Baton reads it. */
export function changedPage<Page extends PlaybookPage>(page: Page, change: PageChange): Page {
  const fields = page.fields.map((field) => (field.id === change.field ? changedField(field, change) : field));
  return { ...page, fields };
}

function changedField(field: Field, change: PageChange): Field {
  switch (change.kind) {
    case 'says':
    case 'whenAsked': {
      const { kind, option, words } = change;
      const options = field.options.map((each) =>
        each.id === option ? { ...each, [kind]: [...each[kind], ...words] } : each,
      );
      return { ...field, options };
    }
    case 'option': {
      const { option: id, label } = change;
      return { ...field, options: [...field.options, { id, label, labels: [label], says: [], whenAsked: [] }] };
    }
    case 'confidence':
      return { ...field, confidence: change.to };
    case 'probe':
      return { ...field, probe: change.text };
    case 'ask':
      return { ...field, ask: true };
  }
}
